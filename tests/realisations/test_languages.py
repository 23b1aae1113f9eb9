"""A list in one language says what exists in the others only, and holds it when asked to."""

import json
import re
from datetime import UTC, datetime
from uuid import UUID

import pytest

from portal.catalogue import index as index_module
from portal.catalogue import languages
from portal.catalogue.analysis import fold
from portal.catalogue.index import RECENT, TITLE, LocaleIndex
from portal.catalogue.languages import AllLanguages
from realisations.models import RealisationPage
from tests.pages import realisation, text_of
from tests.realisations.test_list import counts, queries

pytestmark = pytest.mark.django_db
EN, FR = "/en/case-studies/", "/fr/realisations/"
ONLY_FRENCH = ("lyon", "nantes")


@pytest.fixture
def two_in_french_only():
    """[references] of the fiches that exist no more in English."""
    for key in ONLY_FRENCH:
        realisation(key, "en").unpublish()
    return [realisation(key).reference for key in ONLY_FRENCH]


def data(client, query, path=EN):
    response = client.get(f"{path}?{query}")
    assert response.status_code == 200
    return json.loads(response.getvalue())


def test_nothing_is_said_where_every_fiche_is_translated(client):
    for path in (EN, FR):
        assert "langue=toutes" not in client.get(path).content.decode()


def test_the_list_says_how_many_more_there_are_and_leads_to_them(client, two_in_french_only):
    response = client.get(EN)
    assert "8 results" in text_of(response)
    assert "2 more, in another language only (French)" in text_of(response)
    assert 'href="?langue=toutes"' in response.content.decode()
    # As many as match the choices in force.
    lyon = realisation("lyon")
    one = text_of(client.get(EN, {"q": "Lyon", "region": lyon.facets["region"][0]}))
    assert "1 more, in another language only (French)" in one
    assert "in another language only" not in text_of(client.get(EN, {"region": "94"}))


def test_included_they_are_marked_and_read_in_their_language(client, two_in_french_only):
    response = client.get(EN, {"langue": "toutes"})
    body, lyon = response.content.decode(), realisation("lyon")
    assert "10 results" in text_of(response)
    assert f'<h3><a href="{lyon.url}" lang="fr" hreflang="fr">' in body
    assert body.count('<p lang="fr">') == len(re.findall(r'<h3><a [^>]*lang="fr"', body)) == 2
    assert body.count(" · French") == 2
    assert "Language: all" in text_of(response) and f'href="{EN}"' in body
    assert '<input type="hidden" name="langue" value="toutes">' in body
    assert "in another language only" not in text_of(response)


def test_a_translated_fiche_is_shown_once_in_the_readers_language(client, two_in_french_only):
    for path, language in ((EN, "en"), (FR, "fr")):
        results = data(client, "langue=toutes&format=json", path)["results"]
        references = [item["reference"] for item in results]
        assert len(references) == len(set(references)) == 10
        foreign = {item["reference"] for item in results if item["language"] != language}
        assert foreign == (set(two_in_french_only) if language == "en" else set())


def test_each_option_gives_the_number_that_it_says(client, two_in_french_only):
    facets = data(client, "langue=toutes&format=json")["facets"]
    assert facets == data(client, "format=json", FR)["facets"]
    for param in ("pilier", "region"):
        for value, count in facets[param].items():
            assert data(client, f"langue=toutes&format=json&{param}={value}")["count"] == count
    shown = counts(client.get(EN, {"langue": "toutes"}), "pilier")
    assert shown == facets["pilier"]


def test_choices_narrow_in_every_language(client, two_in_french_only):
    query = "pilier=sobriete&pilier=creativite&format=json"
    assert data(client, f"{query}&langue=toutes")["count"] == data(client, query, FR)["count"]


def test_orders_run_through_the_languages(client, two_in_french_only):
    latest = [item["reference"] for item in data(client, "langue=toutes&format=json")["results"]]
    # Those in English were published after those in French: the demo makes them so.
    assert set(latest[-2:]) == set(two_in_french_only)
    titles = [i["title"] for i in data(client, "langue=toutes&format=json&tri=titre")["results"]]
    assert titles == sorted(titles, key=fold)
    ranked = data(client, "langue=toutes&format=json&commune=69123")["results"]
    scores = [item["likeness"]["score"] for item in ranked]
    assert ranked[0]["title"] == realisation("lyon").title and scores == sorted(scores)[::-1]


def test_words_are_sought_in_each_language(client, two_in_french_only):
    found = data(client, "langue=toutes&format=json&q=numérique")["results"]
    assert {item["reference"] for item in found} & set(two_in_french_only)
    body = client.get(EN, {"langue": "toutes", "q": "Nantes"}).content.decode()
    assert '" lang="fr" hreflang="fr">' in body and "<mark>Nantes</mark>" in body


def test_every_form_follows(client, two_in_french_only):
    sheet = client.get(f"{EN}?langue=toutes&format=csv").getvalue().decode()
    assert len(re.findall(r"[,;]fr[,;]", sheet)) == 2
    features = data(client, "langue=toutes&format=geojson")
    assert features["count"] == len(features["features"]) == 10
    atom = client.get(f"{EN}?langue=toutes&format=atom").content.decode()
    assert atom.count("<entry>") == 10 and realisation("lyon").url in atom
    links = client.get(EN, {"langue": "toutes"}).content.decode()
    assert "?langue=toutes&amp;format=json" in links


def test_the_map_follows(client, two_in_french_only):
    body = client.get(f"{EN}map/?langue=toutes").content.decode()
    assert f'<a href="{realisation("lyon").url}" lang="fr" hreflang="fr">' in body
    assert realisation("lyon").url not in client.get(f"{EN}map/").content.decode()


def test_the_search_of_the_portal_follows(client, two_in_french_only):
    lyon = realisation("lyon")
    assert lyon.url not in client.get("/en/search/", {"q": "Lyon"}).content.decode()
    body = client.get("/en/search/", {"q": "Lyon", "langue": "toutes"}).content.decode()
    assert f'<h3 lang="fr"><a href="{lyon.url}" hreflang="fr">' in body


@pytest.mark.parametrize("value", ["", "fr", "toutes&langue=x", "%00"])
def test_another_value_is_ignored_and_told_or_refused(client, value):
    assert client.get(f"{EN}?langue={value}").status_code == 200
    refused = client.get(f"{EN}?langue={value}&format=json").status_code
    assert refused == (400 if value.strip() else 200)


def test_the_list_costs_no_more_queries(client, two_in_french_only):
    assert queries(client, EN) <= 12
    assert queries(client, f"{EN}?langue=toutes&q=Lyon") <= 12


def test_hreflang_is_reciprocal_among_those_that_exist(client, two_in_french_only):
    def alternates(page):
        body = client.get(page.url).content.decode()
        return set(re.findall(r'hreflang="([^"]+)" href="([^"]+)"', body))

    seen = []
    for french in RealisationPage.objects.live().in_language("fr").filter(number__in=(9, 10)):
        pages = french.get_translations(inclusive=True).live().select_related("locale")
        codes = {page.locale.language_code for page in pages}
        assert {code for code, _url in alternates(french)} == codes | {"x-default"}
        assert all(alternates(page) == alternates(french) for page in pages)
        seen.append(codes)
    assert {"en" in codes for codes in seen} == {True, False}


# The rule, without a page


def made(locale_id, code, keys):
    """A language whose page n has the translation key n, and is the nth."""
    index = LocaleIndex(locale_id, code)
    index.load(
        (
            locale_id * 1000 + key, "realisation", f"{key:03d} {code}",
            datetime(2026, 1, 1, 0, key, tzinfo=UTC), {"theme": ["eau" if key % 2 else "air"]},
            "\n" * 4, UUID(int=key),
        )
        for key in keys
    )  # fmt: skip
    return index


@pytest.mark.parametrize("few", [1000, 1])
def test_three_languages_are_one_list(monkeypatch, few):
    monkeypatch.setattr(index_module, "FEW", few)
    monkeypatch.setattr(languages, "FEW", few)
    three = AllLanguages([made(3, "ar", [1]), made(1, "fr", [1, 2, 3]), made(2, "en", [3, 4, 5])])
    every = three.of_kind("realisation")
    assert three.sorted(every, TITLE) == [3001, 1002, 1003, 2004, 2005]
    assert three.sorted(every, RECENT, 1, 3) == [2004, 1003]
    assert three.by_language(three.elsewhere(every)) == {"fr": 2, "en": 2}
    assert three.counts({}, every, "theme") == {"eau": 3, "air": 2}
    assert len(three.matching({"theme": ["air"]}, every)) == 2
    assert three.values("theme", every) == ["eau", "air"]
    assert {value: len(part) for value, part in three.split("theme", every).items()} == {
        "eau": 3, "air": 2,
    }  # fmt: skip
    worth = {"air": 2, "eau": 1}.get
    assert three.by_worth("theme", worth, every) == [2004, 1002, 2005, 1003, 3001]


def test_a_page_that_goes_comes_back_in_the_next_language():
    arabic, french = made(3, "ar", [1]), made(1, "fr", [1, 2])
    both = AllLanguages([arabic, french])
    assert both.sorted(both.of_kind(), TITLE) == [3001, 1002]
    arabic.drop(3001)
    arabic.generation += 1
    both = AllLanguages([arabic, french])
    assert both.sorted(both.of_kind(), TITLE) == [1001, 1002]
