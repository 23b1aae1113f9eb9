"""A dossier and a selection in one file: nothing is asked of a network, and every link leads somewhere."""

import re

import pytest
from django.conf import settings

from portal.pictures import make
from portal.translation import review
from realisations import offline
from realisations.models import DossierPage, RealisationPage
from tests.pages import realisation

pytestmark = pytest.mark.django_db

DOSSIER = {
    "fr": "/fr/dossiers/numerique-ville-intelligente-durable/",
    "en": "/en/dossiers/digital-smart-sustainable-city/",
}
SELECTION = {"fr": "/fr/realisations/selection/", "en": "/en/case-studies/selection/"}
LIMIT = 300_000  # bytes, for ten fiches


def dossier_of(language):
    return DossierPage.objects.get(locale__language_code=language)


def files(client):
    for language, path in SELECTION.items():
        yield client.get(f"{path}?fiches=R-0010,R-0001,R-0008&format=html")
        yield client.get(f"{dossier_of(language).url}?format=html")


def test_they_are_files_that_weigh_little(client):
    for response in files(client):
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"
        assert response.headers["Content-Disposition"].startswith("attachment; filename=")
        assert len(response.content) <= LIMIT


def test_they_ask_nothing_of_anyone_and_lead_somewhere(client):
    for response in files(client):
        html = response.content.decode()
        asked = re.findall(r'(?:src|srcset|xlink:href)="([^"]*)"|url\(([^)]*)\)', html)
        assert all(
            any(part.strip('"').startswith(("data:", "#")) for part in found) for found in asked
        )
        assert "<link " not in html and "<script" not in html and "@import" not in html
        anchors = set(re.findall(r' id="([^"]+)"', html))
        for address in re.findall(r'<a [^>]*href="([^"]*)"', html):
            if address.startswith("#"):
                assert address[1:] in anchors, address
            else:
                assert address.startswith(("http://", "https://", "mailto:")), address


def test_each_fiche_is_whole_and_found_from_the_contents(client):
    html = client.get(f"{dossier_of('fr').url}?format=html").content.decode()
    fiches = RealisationPage.objects.published().filter(locale__language_code="fr")
    assert fiches.count() == 10
    for fiche in fiches:
        assert f'<article id="{fiche.reference}" lang="fr"' in html
        assert html.count(f'href="#{fiche.reference}"') >= 2  # the contents and the map
        for contribution in fiche.pillar_contributions.all():
            assert f'class="argument {contribution.pillar.slug}"' in html
    assert "PIA4" in html and "art" in html


def test_the_reader_is_told_when_it_was_made_and_where_to_read_the_news(client):
    html = client.get(f"{SELECTION['en']}?fiches=R-0004,R-0001&format=html").content.decode()
    assert "it opens without a network" in html
    assert f"{settings.SITE_URL}{SELECTION['en']}?fiches=R-0004,R-0001" in html
    assert html.index('id="R-0004"') < html.index('id="R-0001"')  # the visitor's order


@pytest.mark.parametrize(
    ("fiches", "told"),
    [
        ("", "Rien pour l’instant"),
        ("R-0001,R-9999", "Fiche inconnue, ignorée"),
        ("R-0001,x", "faute d’être une référence"),
        ("x" * 5000, "faute d’être une référence"),
    ],
)
def test_what_cannot_be_in_it_is_told_by_a_page(client, fiches, told):
    response = client.get(f"{SELECTION['fr']}?fiches={fiches}&format=html")
    assert response.status_code == 400
    assert told in response.content.decode().replace("\u202f", " ").replace("\xa0", " ")


def test_what_is_not_open_to_all_is_left_out(client):
    realisation("lyon").unpublish()
    response = client.get(f"{SELECTION['fr']}?fiches=R-0001,R-0010&format=html")
    assert response.status_code == 400
    html = client.get(f"{dossier_of('fr').url}?format=html").content.decode()
    assert 'id="R-0010"' not in html and 'id="R-0001"' in html


def test_a_reader_who_has_it_is_not_sent_it_again(client):
    address = f"{dossier_of('fr').url}?format=html"
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    page = realisation("lyon")
    page.title = "Lyon compte autrement"
    page.save_revision().publish()
    response = client.get(address, headers={"If-None-Match": etag})
    assert response.status_code == 200 and "Lyon compte autrement" in response.content.decode()


def test_a_translation_says_what_it_is_worth_there_too(client, admin_user):
    told = "Machine translation, which nobody has reviewed yet."
    address = f"{dossier_of('en').url}?format=html"
    first = client.get(address)
    assert first.content.decode().count(told) == 1 + 10
    assert told not in client.get(f"{dossier_of('fr').url}?format=html").content.decode()
    review.mark(realisation("lyon", "en").passport, admin_user)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200 and again.content.decode().count(told) == 10
    assert "Machine translation, reviewed by a person on" in again.content.decode()


def test_photos_are_inside_as_long_as_there_is_room(client, monkeypatch):
    page = RealisationPage.objects.exclude(image=None).filter(locale__language_code="fr").get()
    make(page.image)
    address = f"{SELECTION['fr']}?fiches={page.reference}&format=html"
    assert 'src="data:image/webp;base64,' in client.get(address).content.decode()
    monkeypatch.setattr(offline, "PHOTOS", 100)
    html = client.get(address).content.decode()
    assert "data:image" not in html and "Image à voir sur le portail" in html


def test_a_language_carries_its_own_faces_alone():
    latin, arabic = offline.style("fr"), offline.style("ar")
    assert latin.count("font/woff2") == 1 and arabic.count("font/woff2") == 2
    assert "Readex;src" not in latin and "Familjen;src" in latin


def test_any_title_is_text(client):
    page = realisation("lyon")
    page.title = '<script>alert(1)</script> href="/fr/" & url(x)'
    page.save_revision().publish()
    html = client.get(f"{SELECTION['fr']}?fiches=R-0010&format=html").content.decode()
    assert "<script" not in html and "&lt;script&gt;alert(1)" in html


def test_thirty_fiches_cost_queries_in_proportion(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(12 + 12 * 10):
        client.get(f"{dossier_of('fr').url}?format=html")
