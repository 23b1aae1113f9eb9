"""The list of réalisations in other forms: the same results, in the shape that the contract says."""

import csv
import io
import json
from datetime import datetime
from decimal import Decimal
from gzip import decompress
from urllib.parse import urlsplit
from xml.etree import ElementTree

import brotli
import pytest
from django.conf import settings

from portal.exports.lists import Listing
from portal.models import SiteSettings
from portal.models.site import ContentLicence
from realisations.formats import export
from realisations.formats.lists import geometry, least_precise
from realisations.models import RealisationPage
from realisations.regions import REGIONS
from tests.pages import realisation
from tests.realisations.test_list import LISTS, fill_up_to, queries

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
FORMS = ("json", "csv", "geojson", "atom")
STATES = (
    "", "pilier=sobriete", "pilier=sobriete&pilier=creativite", "theme=donnees&theme=batiment", "region=etranger",
    "region=94", "territoire=ville", "acteur=epci", "nature=demarche", "stade=non-precise", "annee=2021",
    "q=données", "tri=titre", "commune=49007", "epci=244400404", "commune=49007&tri=titre&pilier=sobriete",
    "q=donnes", "q=ville&tri=recent",
)  # fmt: skip
RESULT = {
    "reference", "title", "url", "language", "summary", "pillars", "themes", "regions", "year", "published", "updated",
    "territories", "scales", "organisation_types", "nature", "stage", "places",
}  # fmt: skip


def get(client, form, state="", language="fr"):
    response = client.get(f"{LISTS[language]}?{state}&format={form}")
    assert response.status_code == 200, response.getvalue()
    return response


def listed(client, state="", language="fr"):
    """Paths of the results of the page itself, in their order, and how many it says."""
    context = client.get(f"{LISTS[language]}?{state}").context_data
    return [page.url for page in context["results"]], context["results"].paginator.count


def document(client, state="", language="fr"):
    return get(client, "json", state, language).json()


def sheet(response):
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def feed(response):
    return ElementTree.fromstring(response.getvalue())


def paths(addresses):
    assert all(address.startswith(settings.SITE_URL) for address in addresses)
    return [urlsplit(address).path for address in addresses]


# The same results


@pytest.mark.parametrize("language", LISTS)
@pytest.mark.parametrize("state", STATES)
def test_every_form_has_the_results_of_the_page(client, state, language):
    urls, count = listed(client, state, language)
    data = document(client, state, language)
    assert data["count"] == count and paths([item["url"] for item in data["results"]]) == urls
    column = "Adresse" if language == "fr" else "Address"
    rows = sheet(get(client, "csv", state, language))
    assert paths([row[column] for row in rows]) == urls
    features = json.loads(get(client, "geojson", state, language).getvalue())
    assert features["count"] == len(features["features"]) == count
    assert paths([found["properties"]["url"] for found in features["features"]]) == urls
    entries = feed(get(client, "atom", state, language)).findall(f"{ATOM}entry")
    found = paths([entry.find(f"{ATOM}link").get("href") for entry in entries])
    assert sorted(found) == sorted(urls)


@pytest.mark.parametrize("language", LISTS)
def test_the_facets_are_those_of_the_page(client, language):
    facets = client.get(LISTS[language], {"pilier": "sobriete"}).context_data["facets"]
    said = document(client, "pilier=sobriete", language)["facets"]
    assert {param: counts for param, counts in said.items() if counts} == {
        facet.param: {option.value: option.count for option in facet.options} for facet in facets
    }


def test_a_feed_is_read_for_what_is_new(client):
    """In the order of the days, whatever the page sorts by; unless it is asked otherwise."""
    entries = feed(get(client, "atom", "q=données&commune=49007")).findall(f"{ATOM}entry")
    published = [entry.find(f"{ATOM}published").text for entry in entries]
    assert published == sorted(published, reverse=True) and len(published) > 2


def test_what_was_corrected_is_said_in_every_form(client):
    remark = "Aucun résultat pour « cyberataque » ; voici ceux de « cyberattaque »."
    state = "q=cyberataque"
    assert document(client, state)["remarks"] == [remark]
    assert json.loads(get(client, "geojson", state).getvalue())["remarks"] == [remark]
    assert remark in feed(get(client, "atom", state)).find(f"{ATOM}subtitle").text
    assert {row["Remarque"] for row in sheet(get(client, "csv", state))} == {remark}
    assert "Remarque" not in sheet(get(client, "csv"))[0]


# JSON


def test_the_shape_of_the_contract(client):
    data = document(client)
    assert list(data)[:4] == ["count", "facets", "results", "next"]
    assert set(data) == {
        "count", "facets", "results", "next", "url", "language", "updated", "remarks", "licence", "attribution",
    }  # fmt: skip
    assert data["count"] == 10 and data["next"] is None
    assert set(data["facets"]) == {
        "pilier", "theme", "region", "territoire", "acteur", "nature", "stade", "annee",
    }  # fmt: skip
    assert data["facets"]["pilier"]["sobriete"] == 6
    for result in data["results"]:
        assert set(result) == RESULT
    lyon = next(result for result in data["results"] if result["reference"] == "R-0010")
    page = realisation("lyon")
    assert lyon["title"] == page.title and lyon["summary"] == page.summary
    assert lyon["url"] == f"{settings.SITE_URL}{page.url}" and lyon["language"] == "fr"
    assert lyon["pillars"] == ["sobriete", "creativite"] and lyon["regions"] == ["84"]
    assert lyon["year"] is None and lyon["nature"] == "realisation"


def test_pages_follow_one_another(client):
    fill_up_to(140)
    address, seen = f"{LISTS['fr']}?format=json&tri=titre", []
    counts = set()
    while address:
        data = client.get(address).json()
        counts.add(data["count"])
        seen += [result["reference"] for result in data["results"]]
        address = data["next"] and data["next"].removeprefix(settings.SITE_URL)
    assert counts == {len(seen)} and len(set(seen)) == len(seen)
    assert len(seen) == RealisationPage.objects.live().in_language("fr").count() == 140


def test_likeness_is_told_where_a_territory_is_given(client):
    first, *_others, last = document(client, "commune=49007")["results"]
    assert first["reference"] == realisation("angers").reference
    assert first["likeness"] == {"score": 100, "reasons": ["votre territoire même"]}
    assert last["likeness"] == {"score": 0, "reasons": []}
    english = document(client, "commune=49007", "en")["results"][0]
    assert english["likeness"]["score"] == 100
    assert english["likeness"]["reasons"] != first["likeness"]["reasons"]
    assert sheet(get(client, "csv", "commune=49007"))[0]["Ressemblance"] == "100"


# CSV


def test_the_sheet_opens_in_a_french_spreadsheet(client):
    content = get(client, "csv").getvalue()
    assert content.startswith(b"\xef\xbb\xbfR\xc3\xa9f\xc3\xa9rence;Titre;")
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines[-1] == "" and len(lines) == 12 and not any("\n" in line for line in lines)
    lyon = next(row for row in sheet(get(client, "csv")) if row["Référence"] == "R-0010")
    assert lyon["Piliers"] == "Sobriété | Créativité" and lyon["Régions"] == "Auvergne-Rhône-Alpes"
    assert lyon["Lieux"] == "Lyon (69)" and lyon["Stade"] == "non précisé"


def placed(key="merlin", latitude="51.5558", longitude="-1.77972"):
    """The fiche, whose place an editor has put on the globe."""
    page = realisation(key)
    place = page.places.get()
    place.latitude, place.longitude = Decimal(latitude), Decimal(longitude)
    page.places = [place]
    page.save_revision().publish()
    return page


def test_numbers_have_a_comma(client):
    placed()
    swindon = next(row for row in sheet(get(client, "csv")) if "Swindon" in row["Lieux"])
    assert (swindon["Latitude"], swindon["Longitude"]) == ("51,5558", "-1,77972")


TITLES = (
    "=HYPERLINK(\"http://example.org\")", "+33 1 99 00 00 00", "-30 % d’énergie", "@SUM(A1)", " =1+1", "＝1+1",
    "Un « titre » ; avec, \"tout\"", "Sur\ndeux\r\nlignes\tet une tabulation", "مدينة مستدامة \u200f(42)", "🌱 Ville 🏙️",
    "nul\x0b et vertical", "l’« été » : œuvre & <b>gras</b>",
)  # fmt: skip


@pytest.mark.parametrize("title", TITLES)
def test_any_title_survives_in_every_form_and_runs_nowhere(client, title):
    page = realisation("lyon")
    page.title = title
    page.save_revision().publish()
    url = f"{settings.SITE_URL}{page.url}"
    found = next(item for item in document(client)["results"] if item["url"] == url)
    assert found["title"] == page.title
    cell = next(row for row in sheet(get(client, "csv")) if row["Adresse"] == url)["Titre"]
    assert cell[0] not in "=+-@＝" and not set(cell) & set("\n\r\t\x0b")
    words = cell.removeprefix("'") if title.strip()[0] in "=+-@＝" else cell
    assert words.split() == title.split()
    titles = [
        entry.find(f"{ATOM}title").text for entry in feed(get(client, "atom")).iter(f"{ATOM}entry")
    ]
    assert title.replace("\x0b", "").split() in [(told or "").split() for told in titles]


# GeoJSON


def test_geojson_follows_its_standard(client):
    data = json.loads(get(client, "geojson").getvalue())
    assert data["type"] == "FeatureCollection" and "crs" not in data
    for feature in data["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature" and feature["id"].startswith("R-")
        geometry = feature["geometry"]
        if geometry is None:
            assert feature["properties"]["precision"] is None
            continue
        points = {"Point": [geometry["coordinates"]], "MultiPoint": geometry["coordinates"]}
        for longitude, latitude in points[geometry["type"]]:
            assert -180 <= longitude <= 180 and -90 <= latitude <= 90


def test_what_an_editor_gave_is_where_it_stands(client):
    reference = placed().reference
    features = json.loads(get(client, "geojson").getvalue())["features"]
    merlin = next(feature for feature in features if feature["id"] == reference)
    assert merlin["geometry"] == {"type": "Point", "coordinates": [-1.77972, 51.5558]}
    assert merlin["properties"]["precision"] == "place"


def test_several_places_are_one_feature():
    assert geometry([]) is None
    assert geometry([[4.8, 45.7]]) == {"type": "Point", "coordinates": [4.8, 45.7]}
    several = [[4.8, 45.7], [-1.7, 51.5]]
    assert geometry(several) == {"type": "MultiPoint", "coordinates": several}
    assert least_precise([{"precision": "place"}, {"precision": "epci"}]) == "epci"
    assert least_precise([]) is None


# Atom


def test_the_feed_follows_its_standard(client):
    """RFC 4287, 4.1: what a feed and an entry must have, once."""
    root = feed(get(client, "atom", "pilier=inclusion"))
    assert root.tag == f"{ATOM}feed"
    for parent in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(parent.findall(f"{ATOM}{name}")) == 1, name
        assert datetime.fromisoformat(parent.find(f"{ATOM}updated").text).tzinfo
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == f"{settings.SITE_URL}/fr/realisations/?pilier=inclusion&format=atom"
    assert links["alternate"] == f"{settings.SITE_URL}/fr/realisations/?pilier=inclusion"
    assert root.find(f"{ATOM}author/{ATOM}name").text
    ids = [entry.find(f"{ATOM}id").text for entry in root.iter(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids) == 3
    english = feed(get(client, "atom", "pilier=inclusion", "en"))
    assert not {entry.find(f"{ATOM}id").text for entry in english.iter(f"{ATOM}entry")} & set(ids)


def test_an_empty_feed_is_a_feed(client):
    root = feed(get(client, "atom", "region=94"))
    assert root.find(f"{ATOM}updated").text.startswith("1970") and not root.findall(f"{ATOM}entry")


def test_a_summary_is_not_taken_for_tags(client):
    page = realisation("lyon")
    page.summary = "Moins de <b>5</b> & plus"
    page.save_revision().publish()
    entry = next(feed(get(client, "atom")).iter(f"{ATOM}entry"))
    assert entry.find(f"{ATOM}summary").text == "Moins de &lt;b&gt;5&lt;/b&gt; &amp; plus"


def test_a_long_feed_has_pages(client):
    fill_up_to(45)
    links = {
        link.get("rel"): link.get("href")
        for link in feed(get(client, "atom")).findall(f"{ATOM}link")
    }
    assert "previous" not in links and links["next"].endswith("?format=atom&page=2")
    last = feed(get(client, "atom", "page=3"))
    assert len(last.findall(f"{ATOM}entry")) == 5
    assert "next" not in {link.get("rel") for link in last.findall(f"{ATOM}link")}


# What is not understood


REFUSED = (
    "pilier=paix", "theme=rien", "region=99", "territoire=x", "acteur=x", "nature=x", "stade=x", "annee=12", "tri=prix",
    "commune=00000", "commune=49007&commune=49099", "epci=1", "lieu=Angers", "fiches=R-0001", "page=0", "page=x", "page=9",
    "pillar=sobriete", "q=%2A%2A", "vue=x", "tri=titre&tri=recent", "q=a&q=b", "format=csv", "pilier=sobriete&pilier=paix",
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("state", REFUSED)
def test_what_is_not_understood_is_refused(client, form, state):
    if state == "format=csv" and form == "csv":
        state = "format=json"
    response = client.get(f"{LISTS['fr']}?{state}&format={form}")
    assert response.status_code == 400
    assert response["Access-Control-Allow-Origin"] == "*"
    if form in ("json", "geojson"):
        problem = response.json()
        assert response["Content-Type"] == "application/problem+json"
        assert problem["status"] == 400 and all(problem["messages"])
    else:
        assert response["Content-Type"] == "text/plain; charset=utf-8" and response.content


def test_the_reason_is_in_the_language_of_the_reader(client):
    assert (
        "Valeur inconnue" in client.get(f"{LISTS['fr']}?format=json&pilier=paix").json()["detail"]
    )
    assert "Unknown value" in client.get(f"{LISTS['en']}?format=json&pilier=paix").json()["detail"]
    assert b"commune" in client.get(f"{LISTS['fr']}?format=csv&lieu=Angers").content


def test_what_a_newsletter_adds_is_nobody_s_filter(client):
    assert document(client, "utm_source=lettre&fbclid=x")["count"] == 10
    assert b'class="notices"' not in client.get(f"{LISTS['fr']}?utm_source=lettre").content
    assert b'class="notices"' in client.get(f"{LISTS['fr']}?pillar=sobriete").content


@pytest.mark.parametrize("form", ["csv", "geojson"])
def test_a_whole_list_has_no_pages(client, form):
    assert client.get(f"{LISTS['fr']}?format={form}&page=2").status_code == 400
    assert get(client, form, "page=1").getvalue().count(b"R-0") >= 10


# Headers, licence, links


TYPES = {
    "json": "application/json", "csv": "text/csv; charset=utf-8", "geojson": "application/geo+json",
    "atom": "application/atom+xml; charset=utf-8",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_headers(client, form):
    response = get(client, form)
    assert response["Content-Type"] == TYPES[form]
    kept = "attachment" if form in ("csv", "geojson") else "inline"
    assert response["Content-Disposition"].startswith(f'{kept}; filename="realisations-2')
    assert response["Content-Disposition"].endswith(f'.{form}"')
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    etag = {"If-None-Match": response["ETag"]}
    unchanged = client.get(f"{LISTS['fr']}?format={form}", headers=etag)
    assert unchanged.status_code == 304 and unchanged["Access-Control-Allow-Origin"] == "*"
    realisation("lyon").save_revision().publish()
    assert client.get(f"{LISTS['fr']}?format={form}", headers=etag).status_code == 200


def test_another_licence_is_another_answer(client):
    etag = {"If-None-Match": get(client, "csv")["ETag"]}
    site = SiteSettings.load()
    site.content_licence = ContentLicence.CC_BY
    site.save()
    assert client.get(f"{LISTS['fr']}?format=csv", headers=etag).status_code == 200


def test_the_licence_is_stated_in_every_form(client):
    site = SiteSettings.load()
    assert document(client)["licence"] == {"id": None, "name": "non renseignée", "url": None}
    assert {row["Licence"] for row in sheet(get(client, "csv"))} == {"non renseignée"}
    site.content_licence, site.publisher = ContentLicence.LICENCE_OUVERTE, "Éditeur d’essai"
    site.save()
    licence = {
        "id": "licence-ouverte-2.0", "name": "Licence Ouverte 2.0",
        "url": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    }  # fmt: skip
    attribution = f"{site.name}, Éditeur d’essai"
    for data in (document(client), json.loads(get(client, "geojson").getvalue())):
        assert data["licence"] == licence and data["attribution"] == attribution
    row = sheet(get(client, "csv"))[0]
    assert row["Licence"] == licence["name"] and row["Attribution"] == attribution
    rights = feed(get(client, "atom")).find(f"{ATOM}rights").text
    assert attribution in rights and licence["url"] in rights


@pytest.mark.parametrize("language", LISTS)
def test_the_page_leads_to_its_other_forms_with_its_filters(client, language):
    path = LISTS[language]
    response = client.get(path, {"pilier": "sobriete", "page": "1", "vue": "resserree"})
    query = "pilier=sobriete"
    for form in ("json", "csv", "geojson"):
        assert (
            f'<{settings.SITE_URL}{path}?{query}&format={form}>; rel="alternate"'
            in response["Link"]
        )
    body = response.content.decode().replace("&amp;", "&")
    for form in FORMS:
        assert f'<a href="{path}?{query}&format={form}" rel="nofollow">' in body
    assert f'href="{path}?{query}&format=atom">' in body


def test_a_very_long_query_is_not_said_again_in_the_headers(client):
    """Proxies limit them."""
    response = client.get(LISTS["fr"], {"q": "ville " * 33, "region": REGIONS, "tri": "recent"})
    assert response.status_code == 200 and "Link" not in response


# What it costs


def test_every_form_costs_the_same_for_10_and_for_100(client):
    addresses = [f"{LISTS['fr']}?format={form}&commune=49007" for form in FORMS]
    few = [streamed_queries(client, address) for address in addresses]
    fill_up_to(100)
    assert [streamed_queries(client, address) for address in addresses] == few
    assert max(few) <= 7


def streamed_queries(client, path):
    class Reader:
        def get(self, path):
            response = client.get(path)
            response.getvalue()
            return response

    return queries(Reader(), path)


def test_a_stream_is_never_held_whole(client, monkeypatch):
    """A chunk of rows at a time, whatever the length of the list."""
    monkeypatch.setattr("portal.exports.rows.CHUNK", 20)
    monkeypatch.setattr("portal.exports.rows.chunks.__defaults__", (20,))
    fill_up_to(100)
    response = get(client, "csv")
    assert response.streaming
    parts = list(response.streaming_content)
    assert len(parts) == 101 and max(map(len, parts)) < 3000


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_a_stream_is_compressed_as_it_comes(client, encoding):
    plain = get(client, "csv").getvalue()
    response = client.get(f"{LISTS['fr']}?format=csv", headers={"Accept-Encoding": encoding})
    assert response["Content-Encoding"] == encoding and "Accept-Encoding" in response["Vary"]
    assert response["ETag"].startswith("W/")
    unpack = {"br": brotli.decompress, "gzip": decompress}[encoding]
    packed = response.getvalue()
    assert unpack(packed) == plain and len(packed) < len(plain) / 2


# A selection


@pytest.mark.parametrize("form", FORMS)
def test_any_fiches_are_given_in_any_form(rf, form):
    """What a page of its own will ask for: in the order given, and only what is open to all."""
    merlin, lyon, angers = (realisation(key) for key in ("merlin", "lyon", "angers"))
    angers.unpublish()
    listing = Listing("Choix", "", f"{settings.SITE_URL}/x/", "choix", "fr", lyon.locale_id)
    response = export([merlin, lyon, angers], form, rf.get("/"), listing)
    body = response.getvalue().decode()
    assert body.index(merlin.url) < body.index(lyon.url) and angers.url not in body
    if form == "json":
        assert [item["reference"] for item in json.loads(body)["results"]] == ["R-0005", "R-0010"]
