"""Every page of the demo, as a visitor's browser receives it."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.pages import every_page, one_of_each_type, realisation

pytestmark = pytest.mark.django_db
LANGUAGES = ("fr", "en", "ar")
SECTIONS = {
    "fr": "realisations guides lois dossiers acteurs recherche proposer plan-du-site accessibilite "
    "mentions-legales donnees-personnelles ecoconception contact",
    "en": "case-studies guides laws dossiers organisations search suggest site-map accessibility "
    "legal-notice personal-data ecodesign contact",
    "ar": "case-studies guides laws dossiers organisations search site-map glossary",
}

# Than the page's data, and the one file that changes a list in place.
OTHER_SCRIPT = (
    r'<script(?! type="application/ld\+json"| type="module" src="/static/js/list\.\w*\.?js")'
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_answers_in_its_language(client, language):
    pages = every_page(language)
    assert len(pages) > (40 if language in ("fr", "en") else 25)
    for page in pages:
        response = client.get(page.url)
        body = response.content.decode()
        assert response.status_code == 200, page.url
        direction = ' dir="rtl"' if language == "ar" else ""
        assert f'<html lang="{language}"{direction}>' in body
        assert body.count("<h1") == 1, page.url
        assert not response.cookies, page.url
        assert "style=" not in body and "onclick" not in body
        assert re.findall(OTHER_SCRIPT, body) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_addresses_of_the_contract(client, language):
    for slug in SECTIONS[language].split():
        assert client.get(f"/{language}/{slug}/").status_code == 200, slug


def test_laws_have_their_address(client):
    for path in ("/fr/lois/agec/", "/fr/lois/reen/", "/en/laws/agec/", "/en/laws/reen/"):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("en-GB,en;q=0.9", "en"),
        ("fr", "fr"),
        ("de,en;q=0.5", "en"),
        ("ar-MA,ar;q=0.9,fr;q=0.8", "ar"),
        ("ja", "fr"),
        ("", "fr"),
        ("\xff;;q=", "fr"),
    ],
)
def test_the_front_door_speaks_the_visitors_language(client, accepted, language):
    response = client.get("/", headers={"accept-language": accepted})
    assert (response.status_code, response["Location"]) == (302, f"/{language}/")
    assert "Accept-Language" in response["Vary"] and response["Cache-Control"] == "no-store"


def test_the_language_switch_keeps_page_and_filters(client):
    body = client.get("/fr/realisations/?pilier=sobriete&theme=donnees&page=1").content.decode()
    assert 'href="/en/case-studies/?pilier=sobriete&amp;theme=donnees" lang="en"' in body


@pytest.mark.parametrize("language", LANGUAGES)
def test_heads_are_complete(client, language):
    for name, page in one_of_each_type(language).items():
        body = client.get(page.url).content.decode()
        assert f'<link rel="canonical" href="http://127.0.0.1:8000{page.url}">' in body, name
        assert 'property="og:image"' in body and '<meta name="description" content="' in body
        for code in ("fr", "en", "x-default"):
            assert f'hreflang="{code}" href="http://127.0.0.1:8000/' in body, (name, code)


def test_translations_point_to_one_another(client):
    for page in every_page("fr"):
        ours = alternates(client.get(page.url))
        theirs = alternates(client.get(ours["en"].removeprefix("http://127.0.0.1:8000")))
        assert ours == theirs, page.url


def alternates(response):
    return dict(re.findall(r'hreflang="([\w-]+)" href="(http[^"]+)"', response.content.decode()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_structured_data_is_valid_json_of_the_right_type(client, language):
    expected = {"RealisationPage": "Article", "LawPage": "Legislation", "DossierPage": "Article"}
    for name, page in one_of_each_type(language).items():
        found = re.search(
            r'<script type="application/ld\+json">(.*?)</script>',
            client.get(page.url).content.decode(),
        )
        graph = json.loads(found[1])["@graph"]
        assert graph[0]["@type"] == expected.get(name, graph[0]["@type"])
        assert graph[0]["inLanguage"] == language
        if name != "HomePage":
            steps = graph[1]["itemListElement"]
            assert graph[1]["@type"] == "BreadcrumbList" and steps[-1]["name"] == page.title
        if name == "OrganisationPage":
            assert graph[0]["mainEntity"]["@type"] == "Organization"


def test_sitemap_lists_every_page_with_its_alternates(client):
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    names = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "x": "http://www.w3.org/1999/xhtml",
    }
    urls = tree.findall("s:url", names)
    assert len(urls) == len(every_page())
    alternates = [len(url.findall("x:link", names)) for url in urls]
    assert set(alternates) == {2, 3} and alternates.count(3) == 3 * len(every_page("ar"))


def test_robots_and_security(client):
    assert b"Sitemap: http://127.0.0.1:8000/sitemap.xml" in client.get("/robots.txt").content
    assert client.get("/.well-known/security.txt").status_code == 404


def test_security_contact_once_it_is_known(client):
    from portal.models import SiteSettings

    site = SiteSettings.load()
    site.security_email = "securite@example.org"
    site.save()
    body = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:securite@example.org" in body and "Expires: " in body


def test_health(client):
    assert client.get("/sante/").json() == {"status": "ok"}
    assert client.get("/sante/pret/").json() == {"database": "ok", "cache": "ok"}


@pytest.mark.parametrize(
    ("path", "words"), [("/fr/rien/", "Page introuvable"), ("/en/nothing/", "Page not found")]
)
def test_not_found_in_the_readers_language(client, path, words):
    response = client.get(path)
    assert response.status_code == 404
    assert words in response.content.decode() and 'role="search"' in response.content.decode()


@pytest.mark.parametrize(
    ("path", "words"), [("/fr/", "Le portail a trébuché"), ("/en/", "The portal has stumbled")]
)
def test_an_error_is_told_in_the_readers_language(monkeypatch, path, words):
    def broken(*args, **kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr("portal.models.pages.HomePage.serve", broken)
    response = Client(raise_request_exception=False).get(path)
    assert response.status_code == 500 and words in response.content.decode()


def test_the_policy_is_strict(client):
    policy = client.get("/fr/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy


def test_a_restricted_page_is_nowhere(client):
    page = realisation("lyon")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    dossier = "/fr/dossiers/numerique-ville-intelligente-durable/"
    paths = (
        "/fr/realisations/", "/fr/realisations/?format=atom", "/fr/recherche/?q=Lyon", "/sitemap.xml",
        dossier, "/fr/lois/reen/", "/fr/plan-du-site/", "/fr/",
    )  # fmt: skip
    for path in paths:
        assert page.url not in client.get(path).content.decode(), path


def test_an_unpublished_page_is_nowhere(client):
    page = realisation("lyon")
    url = page.url
    page.unpublish()
    assert client.get(url).status_code == 404
    for path in (
        "/fr/realisations/",
        "/fr/recherche/?q=Lyon",
        "/sitemap.xml",
        "/fr/lois/reen/",
        "/fr/",
    ):
        assert url not in client.get(path).content.decode(), path


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("Montrouge", "/fr/realisations/"),
        ("écoconception", "/fr/guides/"),
        ("obsolescence", "/fr/lois/agec/"),
        ("low-tech", "/fr/dossiers/"),
        ("Mayane", "/fr/acteurs/"),
    ],
)
def test_search_finds_every_kind(client, words, path):
    body = client.get("/fr/recherche/", {"q": words}).content.decode()
    assert f'<a href="{path}' in body.split("<main")[1].split('class="rows"')[1]


def test_an_empty_search_says_where_to_go(client):
    body = client.get("/en/search/?q=zzzzz").content.decode()
    assert "0 results for “zzzzz”" in body and "/en/case-studies/" in body
