"""A selection as a visit: stops in the visitor's order, with what is known of each and no more."""

import re

import pytest

from realisations.dossiers.content import document
from realisations.dossiers.orders import SELECTION
from tests.pages import realisation, text_of
from tests.realisations.printed import order_of

pytestmark = pytest.mark.django_db

PAGE = {"fr": "/fr/realisations/selection/", "en": "/en/case-studies/selection/"}


def visit(client, fiches, language="fr"):
    return client.get(f"{PAGE[language]}?fiches={fiches}&vue=visite")


def test_stops_are_in_order_with_place_organisations_and_contact(client):
    page = realisation("lyon")
    page.contact_role, page.contact_email = "Mission numérique", "numerique@example.org"
    page.save_revision().publish()
    text = text_of(visit(client, "R-0010,R-0004")).replace("\xa0", " ").replace("\u202f", " ")
    assert "2 étapes" in text
    assert text.index("1. Lyon compte") < text.index("2. Nantes met")
    assert "Lyon (69)" in text and "Ville de Lyon, porteur" in text
    assert "Mission numérique numerique@example.org" in text and "non renseigné" in text


def test_each_stop_is_numbered_on_the_map_or_said_not_to_be(client):
    body = visit(client, "R-0010,R-0002,R-0005").content.decode()
    markers = re.findall(r'<a href="#(R-\d+)"><title>', body)
    assert sorted(markers) == ["R-0005", "R-0010"]
    assert "Sans point sur la carte" in body
    assert set(re.findall(r'<tr id="(R-\d+)"', body)) >= set(markers)


def test_stops_at_one_place_share_a_marker_that_names_them(client):
    body = visit(client, "R-0009,R-0003").content.decode()  # Montrouge and Suresnes
    assert ">1+</text>" in body
    title = re.search(r'<a href="#R-0009"><title>(.*?)</title>', body)[1]
    assert "Montrouge" in title and "Cycle Up" in title


@pytest.mark.parametrize(
    ("fiches", "told"),
    [("", "À partir d’une sélection"), ("R-9999", "Fiche inconnue"), ("x", "faute d’être")],
)
def test_without_a_stop_it_says_how_to_have_some(client, fiches, told):
    text = text_of(visit(client, fiches))
    assert "Une visite se prépare à partir d’une sélection" in text
    assert told.lower() in text.lower()


def test_what_is_not_open_to_all_is_no_stop(client):
    realisation("lyon").unpublish()
    body = visit(client, "R-0010,R-0004").content.decode()
    assert 'id="R-0010"' not in body and 'id="R-0004"' in body and "Lyon compte" not in body


def test_another_view_is_told_to_be_unknown(client):
    text = text_of(client.get(f"{PAGE['fr']}?fiches=R-0001&vue=inconnue"))
    assert "vue = « inconnue »" in text.replace("\u202f", " ").replace("\xa0", " ")


def test_the_selection_leads_to_it_and_back(client):
    body = client.get(f"{PAGE['en']}?fiches=R-0004,R-0001").content.decode()
    address = f"{PAGE['en']}?fiches=R-0004,R-0001&amp;vue=visite"
    assert f'href="{address}"' in body
    back = client.get(address.replace("&amp;", "&")).content.decode()
    assert f'href="{PAGE["en"]}?fiches=R-0004,R-0001"' in back


def test_thirty_stops_cost_no_more_queries_than_two(client, django_assert_max_num_queries):
    visit(client, "R-0001,R-0004")
    with django_assert_max_num_queries(14):
        visit(client, ",".join(f"R-{number:04d}" for number in range(1, 11)))


def test_an_address_is_told_where_an_editor_gave_it_and_missed_where_not(client):
    page = realisation("montrouge")
    place = page.places.get()
    place.address = "12 rue des Écoles, 92120 Montrouge"
    page.places = [place]
    page.save_revision().publish()
    text = text_of(visit(client, "R-0010,R-0009,R-0002,R-0006")).replace("\xa0", " ")
    assert "Montrouge (92) 12 rue des Écoles, 92120 Montrouge" in text
    # The last has no place at all, which is said elsewhere.
    assert "Adresse non renseignée : 1, 3." in text
    assert "Adresse 12 rue des Écoles" in text_of(client.get(page.url)).replace("\xa0", " ")
    told = client.get(f"{page.url}?format=json").json()
    assert told["places"][0]["address"] == "12 rue des Écoles, 92120 Montrouge"


def test_an_address_keeps_its_words_and_their_order_among_arabic_letters(client):
    page = realisation("lyon", "ar")
    place = page.places.get()
    place.address = "12 rue des Écoles, 69001 Lyon"
    page.places = [place]
    page.save_revision(clean=False).publish()
    address = "/ar/case-studies/selection/?fiches=R-0010&vue=visite"
    assert f'<bdi translate="no">{place.address}</bdi>' in client.get(address).content.decode()
    told = f'<dd><bdi translate="no">{place.address}</bdi></dd>'
    assert told in client.get(page.url).content.decode()
    told, _files = document(order_of(SELECTION, "ar", ["lyon"]))
    assert told["visit"]["stops"][0]["places"][1] == f"\u2066{place.address}\u2069"
    values = [value for row in told["fiches"][0]["identity"] for value in row["values"]]
    assert f"\u2066{place.address}\u2069" in values
