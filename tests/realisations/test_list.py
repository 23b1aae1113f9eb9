"""The list of réalisations: filters, counts, order, pages, feed."""

import re
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from portal.catalogue.analysis import fold
from portal.models import CatalogueRow, Pillar
from realisations.cards import Card
from realisations.models import PillarContribution, RealisationIndexPage, RealisationPage
from realisations.samples import Generator
from tests.pages import realisation, text_of

pytestmark = pytest.mark.django_db

TEMPLATES = settings.BASE_DIR / "templates"
LISTS = {"fr": "/fr/realisations/", "en": "/en/case-studies/"}


def titles(response):
    body = response.content.decode().split('class="rows"')
    return re.findall(r"<h3><a href=\"[^\"]+\">(.*?)</a>", body[1]) if len(body) > 1 else []


def counts(response, param):
    pattern = rf'name="{param}" value="([^"]+)"[^>]*>[^<]*\((\d+)\)</label>'
    return {value: int(count) for value, count in re.findall(pattern, response.content.decode())}


@pytest.mark.parametrize("language", LISTS)
@pytest.mark.parametrize("pillar", Pillar.Slug.values)
def test_all_ten_are_found_by_their_pillars(client, language, pillar):
    expected = {
        page.title
        for page in RealisationPage.objects.live().in_language(language)
        if pillar in page.pillars
    }
    response = client.get(LISTS[language], {"pilier": pillar})
    assert len(expected) >= 2
    assert (
        len(titles(response))
        == len(expected)
        == counts(client.get(LISTS[language]), "pilier")[pillar]
    )


@pytest.mark.parametrize("language", LISTS)
def test_every_fiche_has_an_argued_pillar(language):
    fiches = RealisationPage.objects.live().in_language(language)
    assert fiches.count() == 10
    for fiche in fiches:
        contributions = fiche.pillar_contributions.all()
        assert all(contribution.argument for contribution in contributions)
        levels = [contribution.level for contribution in contributions]
        assert levels.count(PillarContribution.Level.PRINCIPAL) == 1


@pytest.mark.parametrize(
    "param", ["pilier", "theme", "region", "territoire", "acteur", "nature", "stade", "annee"]
)
def test_each_option_gives_the_number_that_it_says(client, param):
    options = counts(client.get(LISTS["fr"], {"choix": param}), param)
    assert options
    for value, count in options.items():
        assert len(titles(client.get(LISTS["fr"], {param: value}))) == count, value


def test_pillars_narrow_and_themes_add_up(client):
    whole = counts(client.get(LISTS["fr"], {"choix": "theme"}), "theme")
    two = list(whole)[:2]
    both = titles(client.get(LISTS["fr"], {"theme": two}))
    assert len(both) >= max(whole[theme] for theme in two)
    sobriety = titles(client.get(LISTS["fr"], {"pilier": "sobriete"}))
    narrowed = titles(client.get(LISTS["fr"], {"pilier": ["sobriete", "creativite"]}))
    assert set(narrowed) < set(sobriety)


def test_abroad(client):
    assert titles(client.get(LISTS["fr"], {"region": "etranger"})) == [
        realisation("merlin").title.replace("’", "’")
    ]


@pytest.mark.parametrize(
    ("language", "words", "key"), [("fr", "inondations", "papi"), ("en", "Swindon", "merlin")]
)
def test_words(client, language, words, key):
    assert realisation(key, language).title in text_of(client.get(LISTS[language], {"q": words}))


def test_sorted_by_title(client):
    found = titles(client.get(LISTS["fr"], {"tri": "titre"}))
    assert found == sorted(found, key=fold) and len(found) == 10


def test_the_latest_come_first(client):
    numbers = [
        page.number for page in RealisationPage.objects.live().in_language("fr").latest_first()
    ]
    assert numbers == list(range(10, 0, -1))


def test_choices_can_be_taken_back_one_by_one(client):
    body = client.get(LISTS["fr"], {"pilier": "sobriete", "stade": "non-precise"}).content.decode()
    assert 'href="/fr/realisations/?stade=non-precise"' in body
    assert 'href="/fr/realisations/?pilier=sobriete"' in body


def test_an_empty_list_says_what_to_loosen(client):
    response = client.get(LISTS["fr"], {"region": "94"})
    assert "Aucun résultat pour ces choix réunis" in text_of(response)
    assert 'href="/fr/realisations/"' in response.content.decode()


def test_references_are_shared_by_translations():
    for number in range(1, 11):
        pages = RealisationPage.objects.filter(number=number)
        assert {page.reference for page in pages} == {f"R-{number:04d}"}
        assert len({page.translation_key for page in pages}) == 1


def test_a_card_has_no_need_of_all_that_it_may_say(client):
    row = CatalogueRow.objects.get(reference="R-0010", locale__language_code="fr")
    for facets in ({}, {"nature": []}, {"nature": ["autre-chose"]}):
        CatalogueRow.objects.filter(pk=row.pk).update(facets=facets, card={})
        assert client.get(LISTS["fr"]).status_code == 200
    assert "autre-chose" in text_of(client.get(LISTS["fr"])).lower()


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_a_card_of_the_catalogue_says_what_the_page_would(language):
    pages = RealisationPage.objects.live().in_language(language)
    index = RealisationIndexPage.objects.get(locale__language_code=language)
    read = set(re.findall(r"page\.(\w+)", (TEMPLATES / Card.card_template).read_text()))
    assert {"url", "pillars", "place_label", "get_nature_display"} <= read
    with override(language):
        cards = index.list_filters(QueryDict()).fetch([page.pk for page in pages])
        for page, card in zip(pages, cards, strict=True):
            for name in (read | {"number"}) - {"found", "likeness"}:
                mine, its = getattr(card, name), getattr(page, name)
                assert (mine() == its()) if callable(its) else (mine == its), (page, name)


@pytest.mark.parametrize("language", LISTS)
def test_feed(client, language):
    response = client.get(LISTS[language], {"format": "atom", "pilier": "inclusion"})
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == counts(client.get(LISTS[language]), "pilier")["inclusion"]


def queries(client, path):
    client.get(path)  # caches of the process
    with CaptureQueriesContext(connection) as context:
        assert client.get(path).status_code == 200
    return len(context)


def fill_up_to(total):
    """Fiches made by the dozen until the French list holds `total`."""
    Generator().generate(total - RealisationPage.objects.live().in_language("fr").count())


def test_the_list_costs_the_same_for_12_and_for_120(client):
    fill_up_to(12)
    few = queries(client, LISTS["fr"])
    fill_up_to(120)
    assert queries(client, LISTS["fr"]) <= few <= 12
    assert "120 résultats" in text_of(client.get(LISTS["fr"]))


def test_pages_of_twelve(client):
    fill_up_to(120)
    response = client.get(LISTS["fr"], {"pilier": "sobriete", "page": "2"})
    assert len(titles(response)) == 12
    assert 'href="?pilier=sobriete&amp;page=3"' in response.content.decode()


@pytest.mark.parametrize("language", LISTS)
def test_a_fiche_costs_ten_queries_at_most(client, language):
    for page in RealisationPage.objects.live().in_language(language):
        assert queries(client, page.url) <= 10, page.url
