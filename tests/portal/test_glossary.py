"""The glossary: found in texts, explained once in a page, on a page of its own."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from portal.glossary import entries, explained, terms_used
from portal.models import GlossaryTerm
from tests.pages import realisation

pytestmark = pytest.mark.django_db
GLOSSARIES = {"fr": "/fr/glossaire/", "en": "/en/glossary/", "ar": "/ar/glossary/"}


def slugs(html):
    return re.findall(r'popovertarget="terme-([\w-]+)"', html)


@pytest.mark.parametrize("language", GLOSSARIES)
def test_every_term_is_defined_in_its_language(client, language):
    found = entries(language)
    assert {entry.slug for entry in found} == {entry.slug for entry in entries("fr")}
    assert all(entry.definition for entry in found) and len(found) >= 12
    body = client.get(GLOSSARIES[language]).content.decode()
    assert re.findall(r'<dt id="([\w-]+)">', body) == [entry.slug for entry in found]


def test_terms_come_in_alphabetical_order():
    terms = [entry.term for entry in entries("fr")]
    assert terms.index("BIM") < terms.index("EPCI") < terms.index("Maîtrise d’ouvrage")


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "Les collectivités et leurs EPCI", ["collectivite", "epci"]),
        ("fr", "la maîtrise d'ouvrage, la MAÎTRISE D’OUVRAGE", ["maitrise-ouvrage"]),
        ("fr", "le papier, la chartered, une recollectivité", []),
        ("en", "Local authorities sign a charter", ["charte", "collectivite"]),
        (
            "ar",
            "الأمية الرقمية وميثاق، هيئات التعاون بين البلديات",
            ["charte", "commune", "epci", "illectronisme"],
        ),
        ("de", "EPCI", []),
    ],
)
def test_terms_used_in_a_text(language, text, found):
    assert sorted(entry.slug for entry in terms_used([text], language)) == found


def test_the_first_use_alone_is_explained_and_the_text_stays():
    html = "<p>Un EPCI, puis l’EPCI.</p><p>Une charte.</p>"
    done = explained(html, tuple(entries("fr")), 4)
    assert slugs(done) == ["epci", "charte"]
    text, *notes = done.split("<p popover")
    assert re.sub(r"</?button[^>]*>", "", text) == html and len(notes) == 2


@pytest.mark.parametrize(
    "closed",
    [
        '<a href="/x">EPCI</a>', "<h2>EPCI</h2>", '<img alt="EPCI">', "<dt>EPCI</dt>",
        '<svg><text>EPCI</text></svg>', '<i lang="en">EPCI</i>', "<button>EPCI</button>",
        '<div class="argument x"><h3>a</h3> EPCI</div>', "<code>EPCI</code>",
    ],
)  # fmt: skip
def test_no_button_where_none_may_stand(closed):
    assert explained(closed, tuple(entries("fr")), 4) == closed
    assert explained(f"{closed}<p>un EPCI</p>", tuple(entries("fr")), 4).startswith(
        f"{closed}<p>un <button"
    )


def test_at_most_so_many_and_no_term_inside_another():
    html = "<p>EPCI, charte, BIM, PAPI, illectronisme</p>"
    assert slugs(explained(html, tuple(entries("fr")), 3)) == ["epci", "charte", "bim"]
    GlossaryTerm.objects.create(
        locale=Locale.objects.get(language_code="fr"), term="BIM charte", slug="b", definition="x"
    )
    assert slugs(explained("<p>un BIM charte</p>", tuple(entries("fr")), 3)) == ["b"]


def test_a_definition_never_brings_markup():
    term = GlossaryTerm.objects.get(slug="epci", locale__language_code="fr")
    term.definition = "<script>alert(1)</script>"
    term.save()
    assert "<script" not in explained("<p>EPCI</p>", tuple(entries("fr")), 1)


def test_a_fiche_explains_its_terms_and_leads_to_the_glossary(client):
    body = client.get(realisation("la-rochelle").url).content.decode()
    assert slugs(body) == ["collectivite", "communaute-agglomeration", "wenr"]
    assert '<a href="/fr/glossaire/#collectivite">' in body
    glossary = client.get("/fr/plan-du-site/").content.decode()
    assert 'href="/fr/glossaire/"' in glossary


def test_the_glossary_costs_one_query():
    with CaptureQueriesContext(connection) as queries:
        entries("fr"), entries("fr")
    assert len(queries) == 1
