"""The OpenAPI document: valid, and true of every answer."""

import json

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from portal.models import SiteSettings
from portal.models.site import ContentLicence
from portal.settings.base import LANGUAGES
from tests.pages import every_page, realisation
from tests.realisations.test_formats import placed
from tests.realisations.test_records import dossier

pytestmark = pytest.mark.django_db

LISTS = {"/fr/realisations/", "/en/case-studies/", "/fr/guides/", "/en/guides/"}
IN_ARABIC = {
    "/ar/case-studies/", "/ar/guides/", "/ar/case-studies/{slug}/", "/ar/dossiers/{slug}/",
    "/ar/case-studies/selection/",
}  # fmt: skip


@pytest.fixture
def document(client):
    return client.get("/openapi.json").json()


def errors(document, name, data):
    """What the schema of that name holds against an answer."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(data)]


@pytest.mark.parametrize("language", [code for code, _name in LANGUAGES])
def test_it_is_valid(client, language):
    response = client.get("/openapi.json", headers={"Accept-Language": language})
    assert response["Access-Control-Allow-Origin"] == "*"
    OpenAPIV31SpecValidator(response.json()).validate()
    title = {"fr": "Données ouvertes", "en": "Open data", "ar": "بيانات مفتوحة"}[language]
    assert response.json()["info"]["title"].startswith(title)


def test_it_describes_every_list_and_page(document):
    assert set(document["paths"]) == LISTS | IN_ARABIC | {
        "/fr/realisations/{slug}/", "/en/case-studies/{slug}/", "/fr/dossiers/{slug}/", "/en/dossiers/{slug}/",
        "/fr/realisations/selection/", "/en/case-studies/selection/", "/donnees/catalogue-{language}.json",
    }  # fmt: skip


def test_its_parameters_are_those_that_the_lists_read(document, client):
    operation = document["paths"]["/fr/realisations/"]["get"]
    known = {parameter["name"]: parameter["schema"] for parameter in operation["parameters"]}
    assert set(known) == {
        "pilier", "theme", "region", "territoire", "acteur", "nature", "stade", "annee", "q", "commune", "epci", "langue", "tri",
        "page", "format",
    }  # fmt: skip
    for name, schema in known.items():
        for value in schema.get("items", schema).get("enum", ()):
            response = client.get("/fr/realisations/", {"format": "json", name: value})
            assert response.status_code == 200, (name, value)


def test_it_says_the_licence_once_there_is_one(client, document):
    assert "license" not in document["info"]
    site = SiteSettings.load()
    site.content_licence, site.contact_email = ContentLicence.CC_BY, "contact@example.org"
    site.save()
    info = client.get("/openapi.json").json()["info"]
    assert info["license"]["url"].startswith("https://creativecommons.org/")
    assert info["contact"]["email"] == "contact@example.org"


@pytest.mark.parametrize("path", sorted(LISTS))
@pytest.mark.parametrize("state", ["", "pilier=sobriete", "q=zzzzzz", "q=donnes", "tri=titre"])
def test_lists_are_as_it_says(client, document, path, state):
    placed()
    name = "Resource" if "guides" in path else "Realisation"
    data = client.get(f"{path}?{state}&format=json").json()
    assert errors(document, f"{name}List", data) == []
    if name == "Realisation":
        for query in (state, f"{state}&commune=49007"):
            found = json.loads(client.get(f"{path}?{query}&format=geojson").getvalue())
            assert errors(document, "RealisationFeatures", found) == []
            ranked = client.get(f"{path}?{query}&format=json").json()
            assert errors(document, "RealisationList", ranked) == []


def test_a_selection_is_as_it_says(client, document):
    for state in ("", "fiches=R-0010,R-0001"):
        data = client.get(f"/fr/realisations/selection/?{state}&format=json").json()
        assert errors(document, "RealisationList", data) == []


def test_refusals_are_as_it_says(client, document):
    data = client.get("/fr/realisations/?format=json&pilier=x&page=0").json()
    assert errors(document, "Problem", data) == []


def test_pages_are_as_it_says(client, document):
    pages = [
        page for page in every_page() if type(page).__name__ in ("RealisationPage", "DossierPage")
    ]
    assert len(pages) == 2 * 11 + 4  # in Arabic, three fiches and the dossier
    for page in pages:
        name = f"{type(page).__name__.removesuffix('Page')}Record"
        assert errors(document, name, client.get(f"{page.url}?format=json").json()) == [], page.url


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_whole_catalogue_is_as_it_says(client, document, language):
    data = json.loads(client.get(f"/donnees/catalogue-{language}.json").getvalue())
    assert errors(document, "Catalogue", data) == []


def test_a_schema_refuses_what_is_not_said(client, document):
    """So that a member added to an answer is added to its schema."""
    data = client.get(f"{realisation('lyon').url}?format=json").json()
    assert errors(document, "RealisationRecord", data | {"more": 1})
    assert errors(
        document, "DossierRecord", client.get(f"{dossier().url}?format=json").json() | {"more": 1}
    )


# The page of open data


@pytest.mark.parametrize("path", ["/fr/donnees-ouvertes/", "/en/open-data/"])
def test_the_page_says_every_form_and_parameter_and_its_links_work(client, document, path):
    import re
    from html import unescape

    language = path[1:3]
    body = client.get(path).content.decode()
    links = [unescape(link) for link in re.findall(r'href="([^"]+)" rel="nofollow"', body)]
    forms = [link for link in links if "format=" in link]
    assert len(forms) == 7 + 5
    for link in [*forms, f"/donnees/catalogue-{language}.json", "/openapi.json"]:
        assert client.get(link).status_code == 200, link
    for operation in (
        document["paths"][list_path]["get"] for list_path in LISTS if list_path[1:3] == language
    ):
        for parameter in operation["parameters"]:
            assert f"<code>{parameter['name']}</code>" in body


@pytest.mark.parametrize("language", ["fr", "en"])
def test_lists_and_the_site_map_lead_to_it_not_the_footer(client, language):
    path = {"fr": "/fr/donnees-ouvertes/", "en": "/en/open-data/"}[language]
    plan = {"fr": "/fr/plan-du-site/", "en": "/en/site-map/"}[language]
    for page in [plan, *(one for one in LISTS if one[1:3] == language)]:
        assert f'href="{path}"' in client.get(page).content.decode(), page
    assert f'href="{path}"' not in client.get(f"/{language}/").content.decode()


def test_without_that_page_the_links_stay(client):
    from portal.models import ContentPage

    ContentPage.objects.get(slug="donnees-ouvertes").unpublish()
    body = client.get("/fr/realisations/").content.decode()
    assert "Données ouvertes · <a" in body and "donnees-ouvertes" not in body
