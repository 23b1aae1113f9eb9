"""Any value of any parameter: a page that says what was ignored; never a 500."""

import pytest

from tests.fuzzing import FOLDERS

pytestmark = pytest.mark.django_db

PATHS = (
    "/fr/realisations/carte/", "/en/case-studies/map/",
    "/fr/realisations/", "/en/case-studies/", "/fr/guides/", "/en/guides/", "/fr/recherche/", "/en/search/",
    "/fr/", "/fr/lois/reen/", "/fr/lois/suis-je-concerne/", "/en/laws/am-i-concerned/",
    "/fr/realisations/selection/", "/en/case-studies/selection/", "/fr/realisations/comparer/",
)  # fmt: skip
PARAMETERS = (
    "q", "pilier", "theme", "territoire", "region", "acteur", "nature", "stade", "annee", "commune", "tri",
    "page", "fiches", "format", "inconnu", "epci", "lieu",
)  # fmt: skip
VALUES = (
    "x", "", "-1", "0", "99999999999999999999", "a" * 10_000, "%FF%FE", "%00", "%F0%9F%8C%B1", "'", '"><script>',
    "%25", "*", "%22", "NOT", "a AND", "(", "sobriete,inclusion", "%E2%80%AE", "&&=", "[]", "{{7*7}}", "1e309",
    "١٢", "../..", "%0d%0aSet-Cookie:a=b", "é", "OR 1=1 --",
)  # fmt: skip


def harmless(client, address):
    response = client.get(address)
    assert response.status_code in (200, 400, 404), address
    assert b"<script>" not in response.content


@pytest.mark.parametrize("path", PATHS)
def test_no_value_breaks_a_page(client, path):
    """Every parameter has it at once, twice: one that breaks breaks in company too."""
    for value in VALUES:
        harmless(client, f"{path}?{'&'.join(f'{name}={value}' for name in PARAMETERS * 2)}")


@pytest.mark.parametrize("name", PARAMETERS)
def test_no_value_breaks_a_parameter(client, name):
    """Alone, on each page in turn."""
    for place, value in enumerate(VALUES):
        path = PATHS[(place + PARAMETERS.index(name)) % len(PATHS)]
        harmless(client, f"{path}?{name}={value}&{name}={value}")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/fr/realisations/", "Valeur inconnue, ignorée"),
        ("/en/case-studies/", "Unknown value, ignored"),
    ],
)
@pytest.mark.parametrize("name", ["pilier", "theme", "region", "stade", "annee", "tri", "format"])
def test_what_was_ignored_is_said(client, path, words, name):
    body = client.get(path, {name: "inconnue"}).content.decode()
    assert words in body and "inconnue" in body
    assert body.count('class="row ') == 10  # the list is whole, not silently empty


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/fr/realisations/?commune=inconnue", "Aucune commune n’a le code INSEE"),
        ("/en/case-studies/?epci=inconnue", "No intermunicipal body has the SIREN number"),
    ],
)
def test_an_unknown_territory_is_said(client, path, words):
    body = client.get(path).content.decode()
    assert words in body and "inconnue" in body
    assert body.count('class="row ') == 10


@pytest.mark.parametrize("path", ["/fr/realisations/", "/en/guides/"])
@pytest.mark.parametrize(
    "query", ["vue=resserree", "choix=theme", "tri=titre", "q=eau", "utm_source=x"]
)
def test_what_is_understood_brings_no_notice(client, path, query):
    assert 'class="notices"' not in client.get(f"{path}?{query}").content.decode()


@pytest.mark.parametrize("path", ["/fr/realisations/?page=2", "/fr/recherche/?q=ville&page=999"])
def test_a_page_beyond_the_end_is_the_last_and_says_so(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert "Cette page de la liste n’existe pas" in response.content.decode()


def test_a_feed_beyond_the_end_answers_400(client):
    assert client.get("/fr/realisations/?format=atom&page=99").status_code == 400


@pytest.mark.parametrize("page", ["-1", "zero", "0"])
def test_a_malformed_page_is_the_first_and_says_so(client, page):
    response = client.get(f"/en/case-studies/?page={page}")
    assert response.status_code == 200 and "Page number not understood" in response.content.decode()


def test_another_form_answers_400_with_a_message(client):
    response = client.get("/en/case-studies/?format=atom&pilier=paix")
    assert response.status_code == 400 and "Unknown value, ignored" in response.content.decode()


def test_paths_in_another_encoding(client):
    for path in ("/fr/%FF/", "/fr/r%E9alisations/", "/%00/", "/fr/" + "a" * 5000 + "/"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("language", ["%00", "a%00b", "xx", "fr%0A", "é" * 300, "FR"])
def test_the_whole_catalogue_of_no_language_is_not_found(client, language):
    assert client.get(f"/donnees/catalogue-{language}.json").status_code == 404


@pytest.mark.parametrize("part", ["%00", "a%00b", "%F0%9F%8C%B1", "a" * 3000])
def test_no_part_of_a_path_breaks_anything(client, part):
    for shape in FOLDERS:
        assert client.get(shape.format(part)).status_code in (301, 302, 400, 404), shape
