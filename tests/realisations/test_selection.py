"""The visitor's selection: what `fiches` may hold, what it shows, and where it goes along."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from portal.query import references_of
from realisations.models import RealisationPage
from realisations.selection import MOST, Selection
from tests.pages import realisation, text_of
from tests.portal.test_catalogue_follows import WAYS_OUT
from tests.realisations.test_list import LISTS, fill_up_to

pytestmark = pytest.mark.django_db

SELECTION = {"fr": "/fr/realisations/selection/", "en": "/en/case-studies/selection/"}
COMPARISON = {"fr": "/fr/realisations/comparer/", "en": "/en/case-studies/compare/"}


def locale(language="fr"):
    return Locale.objects.get(language_code=language).pk


def chosen(fiches, language="fr"):
    return Selection(QueryDict(fiches), locale(language))


def links(response):
    return [
        link.replace("&amp;", "&")
        for link in re.findall(r'<a [^>]*href="([^"]*)"', response.content.decode())
    ]


# Reading


@pytest.mark.parametrize(
    ("query", "references"),
    [
        ("fiches=R-0001,R-0004", ["R-0001", "R-0004"]),
        ("fiches=R-0004,R-0001", ["R-0004", "R-0001"]),  # the visitor's order
        ("fiches=R-0004&fiches=R-0001", ["R-0004", "R-0001"]),
        ("fiches=R-0001,R-0001,r-1", ["R-0001"]),
        ("fiches=+r-1+,+R4,R 5,", ["R-0001", "R-0004", "R-0005"]),
        ("fiches=R-123456", ["R-123456"]),
        ("fiches=", []),
        ("", []),
    ],
)
def test_references_are_read_as_people_write_them(query, references):
    assert references_of(QueryDict(query)) == (references, [])


@pytest.mark.parametrize(
    "text", ["1", "R-", "R--1", "R-1.5", "R-１", "D-0001", "R-0001;R-0004", "R-9999999999", "\x00"]
)
def test_what_is_no_reference_is_told(text):
    params = QueryDict(mutable=True)
    params["fiches"] = text
    selection = Selection(params, locale())
    assert selection.references == [] and len(selection.notices) == 1


def test_what_is_too_long_is_not_read_to_the_end():
    selection = chosen("fiches=" + ",".join(f"R-{n}" for n in range(1, 10_000)))
    assert len(selection.asked) == 100 and selection.count == 10
    assert any("100" in notice for notice in selection.notices)


def test_nothing_is_asked_of_the_database_without_a_selection(django_assert_num_queries):
    selection = Selection(QueryDict("pilier=sobriete"), 1)
    with django_assert_num_queries(0):
        assert selection.references == selection.notices == [] and selection.carried == ""


def test_thirty_at_most_and_the_rest_is_told():
    fill_up_to(32)
    numbers = RealisationPage.objects.live().in_language("fr").values_list("number", flat=True)
    selection = chosen("fiches=" + ",".join(f"R-{number}" for number in sorted(numbers)))
    assert selection.count == MOST == len(selection.pages())
    assert all(left in selection.notices[0] for left in selection.left_out)


def test_a_fiche_of_another_language_is_told_with_its_language(client):
    page = realisation("lyon", "en")
    page.unpublish()
    response = client.get(SELECTION["en"], {"fiches": "R-0001,R-0010"})
    assert "R-0010 does not exist in this language" in text_of(response)
    assert f'href="{realisation("lyon").url}" lang="fr"' in response.content.decode()
    assert "1 case study" in text_of(response)


# The same selection but for one fiche


def test_values_of_the_links():
    selection = chosen("fiches=R-0004,R-0001,R-0010")
    assert selection.adding("R-0005") == "R-0004,R-0001,R-0010,R-0005"
    assert selection.adding("R-0001") == selection.value == "R-0004,R-0001,R-0010"
    assert selection.removing("R-0001") == "R-0004,R-0010"
    assert selection.moved("R-0001", -1) == "R-0001,R-0004,R-0010"
    assert selection.moved("R-0001", 1) == "R-0004,R-0010,R-0001"
    assert selection.moved("R-0004", -1) == selection.moved("R-0010", 1) == selection.value
    assert selection.leading("R-0010") == "R-0010,R-0004,R-0001"


def test_links_keep_the_other_parameters_of_the_page():
    selection = chosen("pilier=sobriete&pilier=inclusion&fiches=R-0001&q=eau")
    assert selection.query(selection.adding("R-0004")) == (
        "?pilier=sobriete&pilier=inclusion&q=eau&fiches=R-0001,R-0004"
    )
    assert selection.without == "?pilier=sobriete&pilier=inclusion&q=eau"
    assert chosen("fiches=R-0001").without == "."


# Along the way


@pytest.mark.parametrize("language", LISTS)
def test_cards_add_and_take_away(client, language):
    response = client.get(LISTS[language], {"pilier": "creativite", "fiches": "R-0010"})
    page = realisation("montrouge", language)
    assert f"?pilier=creativite&fiches=R-0010,{page.reference}#{page.reference}" in links(response)
    assert "?pilier=creativite#R-0010" in links(response)
    body = response.content.decode()
    assert body.count('class="choice"') == body.count('<li class="row')
    assert len(re.findall(r'aria-label="[^"]*" ?>', body)) >= 7


@pytest.mark.parametrize("language", LISTS)
def test_a_selection_goes_along(client, language):
    response = client.get(
        LISTS[language], {"pilier": "creativite", "tri": "titre", "fiches": "r-10, R-1"}
    )
    body, found = response.content.decode(), links(response)
    carried = "?fiches=R-0010,R-0001"
    assert f"{realisation('lyon', language).url}{carried}" in found
    assert f"{SELECTION[language]}{carried}" in found
    assert f"{COMPARISON[language]}{carried}" in found
    assert f"{LISTS[language]}{carried}" in found  # the menu, and “Tout effacer”
    assert '<input type="hidden" name="fiches" value="R-0010,R-0001">' in body
    assert f"{LISTS[language]}?tri=titre&fiches=R-0010%2CR-0001" in found  # a filter taken back
    assert "?pilier=creativite&tri=titre" in found  # emptied, and nothing else lost


@pytest.mark.parametrize("fiches", ["R-0001", "R-0001,R-0004,R-0005,R-0006,R-0010"])
def test_two_to_four_can_be_compared_at_once(client, fiches):
    found = links(client.get(LISTS["fr"], {"fiches": fiches}))
    assert not any(link.startswith(COMPARISON["fr"]) for link in found)


def test_pages_of_a_list_keep_it(client):
    fill_up_to(30)
    found = links(client.get(LISTS["fr"], {"fiches": "R-0001", "page": 2}))
    query = parse_qs(urlsplit(next(link for link in found if "page=3" in link)).query)
    assert query == {"fiches": ["R-0001"], "page": ["3"]}


PLACES = (
    "/fr/", "/fr/guides/", "/fr/lois/reen/", "/fr/recherche/?q=Lyon", "/fr/lois/suis-je-concerne/?commune=17300",
    "/fr/acteurs/engie/", "/fr/dossiers/numerique-ville-intelligente-durable/", "/fr/dossiers/",
    "/fr/guides/wenr/", "/fr/realisations/lyon-empreinte-carbone-numerique/",
)  # fmt: skip


@pytest.mark.parametrize("path", PLACES)
def test_every_page_tells_it_and_leads_back_to_the_list(client, path):
    response = client.get(path + ("&" if "?" in path else "?") + "fiches=R-0001,R-99")
    assert "Ma sélection : 1 fiche" in text_of(response).replace("\u202f", " ")
    assert "Fiche inconnue, ignorée : R-0099" in text_of(response).replace("\u202f", " ")
    assert "/fr/realisations/?fiches=R-0001" in links(response)


@pytest.mark.parametrize("path", PLACES)
def test_without_a_selection_pages_say_nothing_of_it(client, path):
    body = client.get(path).content.decode()
    assert 'id="selection"' not in body and 'name="fiches"' not in body
    assert not re.search(r'href="/[^"]*fiches=', body)


def test_a_fiche_can_be_added_from_its_page(client):
    found = links(client.get(realisation("lyon").url, {"fiches": "R-0001"}))
    assert "?fiches=R-0001,R-0010#R-0010" in found


def test_a_search_adds_fiches_only(client):
    response = client.get("/fr/recherche/", {"q": "Lyon", "fiches": "R-0001"})
    choices = re.findall(r'class="choice" id="([^"]+)"', response.content.decode())
    assert choices == ["R-0010"]
    assert "?q=Lyon&fiches=R-0001,R-0010#R-0010" in links(response)


def test_a_dossier_gives_its_fiches_at_once(client):
    found = links(client.get("/fr/dossiers/numerique-ville-intelligente-durable/"))
    [link] = [link for link in found if link.startswith("?fiches=")]
    assert len(unquote(link).split(",")) == 10 and link.endswith("#realisations")


def test_robots_leave_selections_alone(client):
    assert "Disallow: /*fiches=" in client.get("/robots.txt").content.decode()
    assert 'rel="nofollow"' in client.get(LISTS["fr"]).content.decode()


# The page


@pytest.mark.parametrize("language", SELECTION)
def test_the_fiches_in_the_visitor_s_order(client, language):
    response = client.get(SELECTION[language], {"fiches": "R-0010,R-0001,R-0004"})
    ids = re.findall(r'<li class="row with-cover" id="([^"]+)"', response.content.decode())
    assert ids == ["R-0010", "R-0001", "R-0004"]
    found = links(response)
    assert "?fiches=R-0001,R-0010,R-0004#R-0001" in found  # up; and down, for the first
    assert "?fiches=R-0010,R-0004" in found and "." in found
    assert f"{COMPARISON[language]}?fiches=R-0010,R-0001,R-0004" in found


def test_what_they_cover_together(client):
    text = text_of(client.get(SELECTION["fr"], {"fiches": "R-0010,R-0001,R-0004"}))
    assert "Sobriété 2 sur 3" in text and "Résilience 1 sur 3" in text
    assert "Numérique responsable (2)" in text and "REEN (2), AGEC (1)" in text
    assert "Lyon (69), La Rochelle (17), Nantes Métropole" in text


def test_a_pillar_that_none_serves_says_so(client):
    assert "Inclusion 0 sur 1" in text_of(client.get(SELECTION["fr"], {"fiches": "R-0007"}))


def test_many_places_are_told_by_region(client):
    fiches = ",".join(f"R-{number}" for number in range(1, 11))
    text = text_of(client.get(SELECTION["fr"], {"fiches": fiches}))
    assert "Pays de la Loire (2)" in text and "Hors de France" in text
    assert "Arc méditerranéen" in text and "sans localisation (2)" in text


def test_its_address_and_a_letter_that_holds_it(client):
    response = client.get(SELECTION["en"], {"fiches": "R-10"})
    assert f"{SELECTION['en']}?fiches=R-0010" in text_of(response)
    letter = parse_qs(next(link for link in links(response) if link.startswith("mailto:"))[8:])
    assert letter["subject"] == ["1 case study to read"]
    assert letter["body"][0].rstrip().endswith(f"{SELECTION['en']}?fiches=R-0010")


@pytest.mark.parametrize("language", SELECTION)
@pytest.mark.parametrize("fiches", ["", "x", "R-9999"])
def test_an_empty_selection_says_how_to_fill_it(client, language, fiches):
    response = client.get(SELECTION[language], {"fiches": fiches})
    assert response.status_code == 200
    assert {"fr": "Ajouter à ma sélection", "en": "Add to my selection"}[language] in text_of(
        response
    )
    assert LISTS[language] in links(response)


def test_a_format_that_is_not_served_is_told(client):
    text = text_of(client.get(SELECTION["fr"], {"fiches": "R-0001", "format": "docx"}))
    assert "format = « docx »" in text.replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize("fiches", ["R-0001", "R-9999", "x"])
def test_a_list_as_data_is_narrowed_by_no_selection_and_says_so(client, fiches):
    for form in ("atom", "csv", "json"):
        response = client.get(LISTS["fr"], {"format": form, "fiches": fiches})
        assert response.status_code == 400 and "fiches" in response.content.decode()


# As data


@pytest.mark.parametrize("language", SELECTION)
def test_a_selection_is_data_too(client, language):
    address = SELECTION[language]
    data = client.get(address, {"fiches": "R-0010,r-1, R-5", "format": "json"}).json()
    assert [item["reference"] for item in data["results"]] == ["R-0010", "R-0001", "R-0005"]
    assert data["count"] == 3 and data["next"] is None and data["language"] == language
    assert data["url"].endswith(f"{address}?fiches=R-0010%2CR-0001%2CR-0005")
    assert data["facets"]["pilier"]["sobriete"] == 3
    assert client.get(address, {"format": "json"}).json()["results"] == []


@pytest.mark.parametrize(
    "query", ["fiches=R-9999", "fiches=x", "fiches=R-0001&autre=1", "fiches=R-0001&format=html"]
)
def test_a_selection_that_is_not_understood_is_refused_as_data(client, query):
    response = client.get(f"{SELECTION['fr']}?{query}&format=json")
    assert response.status_code == 400 and response.json()["messages"]


def test_a_selection_as_data_names_nothing_that_is_not_open(client):
    realisation("lyon").unpublish()
    response = client.get(SELECTION["fr"], {"fiches": "R-0001,R-0010", "format": "json"})
    assert response.status_code == 400 and "Lyon" not in response.content.decode()


@pytest.mark.parametrize("language", SELECTION)
def test_inks_are_those_of_the_fiches(client, language):
    body = client.get(SELECTION[language], {"fiches": "R-0007"}).content.decode()
    assert '<body class="ink-resilience ">' in body


# Nothing leaks


def told(response):
    return re.sub(r"\b\w+\s(ko|kB)\b.*?EcoIndex\s\d+", "", text_of(response))


@pytest.mark.parametrize("leave", WAYS_OUT)
@pytest.mark.parametrize("path", [SELECTION["fr"], COMPARISON["fr"], LISTS["fr"], "/fr/"])
def test_what_is_not_open_to_all_is_unknown(client, path, leave):
    """Said in the very words of a reference that never was, and nothing of it shown."""
    lyon = realisation("lyon")
    for language in ("en", "ar"):
        realisation("lyon", language).unpublish()
    leave(lyon)
    asked = client.get(path, {"fiches": "R-0001,R-0010"})
    never = client.get(path, {"fiches": "R-0001,R-0099"})
    assert told(asked).replace("R-0010", "R-0099") == told(never)
    assert "Lyon compte" not in told(asked)
    # With what is above them, the list and its tools are closed too.
    assert "R-0099" in told(never) or (leave.__name__, never.status_code) == ("restrict_above", 302)


def test_a_draft_is_unknown_and_a_change_of_a_draft_is_not_shown(client):
    page = realisation("lyon")
    page.title = "Zanzibar"
    page.save_revision()
    draft = RealisationPage(title="Tombouctou", slug="tombouctou", locale=page.locale, live=False)
    page.get_parent().add_child(instance=draft)
    for path in (SELECTION["fr"], COMPARISON["fr"]):
        text = text_of(client.get(path, {"fiches": f"{draft.reference},R-0010,R-0001"}))
        assert "Zanzibar" not in text and "Tombouctou" not in text and "Lyon compte" in text
        assert f"ignorée : {draft.reference}" in text.replace("\u202f", " ")


# What it costs


def queries(client, path):
    client.get(path)  # caches of the process
    with CaptureQueriesContext(connection) as context:
        assert client.get(path).status_code == 200
    return len(context)


def test_a_selection_of_thirty_costs_twelve_queries_at_most(client):
    fill_up_to(30)
    numbers = RealisationPage.objects.live().in_language("fr").values_list("number", flat=True)
    every = ",".join(f"R-{number}" for number in numbers)
    few = queries(client, f"{SELECTION['fr']}?fiches=R-0001,R-0010")
    assert queries(client, f"{SELECTION['fr']}?fiches={every}") <= few <= 12


def test_a_list_costs_two_queries_more_with_a_selection(client):
    bare = queries(client, LISTS["fr"])
    assert queries(client, f"{LISTS['fr']}?fiches=R-0001,R-0010") <= bare + 2
