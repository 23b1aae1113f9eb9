"""The catalogue follows what happens to pages, names and permissions, and shows nothing else."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from portal.catalogue import reading, writing
from portal.catalogue.index import RECENT
from portal.catalogue.reading import catalogue
from portal.models import CatalogueChange, CatalogueRow, CatalogueState, Synonym, Theme
from realisations.models import OrganisationPage, RealisationPage
from tests.pages import realisation

pytestmark = pytest.mark.django_db

LIST, MAP, FEED, SEARCH, SITEMAP = (
    "/fr/realisations/", "/fr/realisations/carte/", "/fr/realisations/?format=atom", "/fr/recherche/?q=Lyon",
    "/sitemap.xml",
)  # fmt: skip


def french():
    return catalogue(Locale.objects.get(language_code="fr").pk)


def found(words, index=None):
    """Slugs of the pages found, best first."""
    index = index or french()
    search = index.search(words, index.of_kind())
    ids = index.by_relevance(search, search.found)
    slugs = dict(Page.objects.values_list("pk", "slug"))
    return [slugs[page_id] for page_id in ids]


def fiches():
    return len(french().of_kind("realisation"))


# Nothing leaks


def unpublish(page):
    page.unpublish()


def unpublish_as_a_bare_page(page):
    Page.objects.get(pk=page.pk).unpublish()


def expire(page):
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.save_revision().publish()
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled", stdout=StringIO())


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def restrict_above(page):
    restrict(page.get_parent())


def delete(page):
    page.delete()


def move_below_a_restricted_page(page):
    index = page.get_parent().specific
    closed = index.copy(to=index.get_parent(), update_attrs={"slug": "ferme", "title": "Fermé"})
    restrict(closed)
    page.move(closed, pos="last-child")


WAYS_OUT = (
    unpublish, unpublish_as_a_bare_page, expire, restrict, restrict_above, delete,
    move_below_a_restricted_page,
)  # fmt: skip


@pytest.mark.parametrize("leave", WAYS_OUT)
@pytest.mark.parametrize("path", [LIST, MAP, FEED, SEARCH, SITEMAP])
def test_nowhere(client, path, leave):
    page = realisation("lyon")
    url = page.url
    assert f"{url}" in client.get(path).content.decode()
    leave(page)
    assert url not in client.get(path).content.decode()


@pytest.mark.parametrize("leave", WAYS_OUT)
def test_not_counted(client, leave):
    page = realisation("lyon")
    before, theme = fiches(), page.facets["theme"][0]
    counted = french().counts({}, french().of_kind("realisation"), "theme")[theme]
    leave(page)
    index = french()
    assert fiches() < before
    assert index.counts({}, index.of_kind("realisation"), "theme").get(theme, 0) < counted
    assert page.slug not in found("empreinte carbone Lyon")
    assert not CatalogueRow.objects.filter(pk=page.pk).exists()


def test_a_draft_stays_a_draft():
    page = realisation("lyon")
    page.title = "Zanzibar"
    page.save_revision()
    assert found("Zanzibar") == []
    page.get_latest_revision().publish()
    assert found("Zanzibar") == [page.slug]


def test_back_when_opened_again():
    page = realisation("lyon")
    restrict(page.get_parent())
    assert fiches() == 0
    PageViewRestriction.objects.get().delete()
    assert fiches() == 10 and page.slug in found("Lyon")


def test_a_restricted_page_can_be_deleted():
    page = realisation("lyon")
    restrict(page)
    Page.objects.get(pk=page.pk).delete()
    assert not PageViewRestriction.objects.exists() and fiches() == 9


def test_scheduled_publication():
    page = realisation("lyon")
    page.unpublish()
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    assert fiches() == 9
    revision = page.revisions.exclude(approved_go_live_at=None).get()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    call_command("publish_scheduled", stdout=StringIO())
    assert fiches() == 10 and page.slug in found("Lyon")


# It follows


def test_the_order_is_that_of_the_database():
    page = realisation("lyon")
    for n in range(3):
        page.copy(to=page.get_parent(update=True), update_attrs={"slug": f"copie-{n}"})
    index = french()
    pages = RealisationPage.objects.live().filter(locale=page.locale)
    latest = pages.order_by("-first_published_at", "-pk").values_list("pk", flat=True)
    assert index.sorted(index.of_kind("realisation"), RECENT) == list(latest)


def test_a_copy_is_found():
    page = realisation("lyon")
    page.copy(to=page.get_parent(), update_attrs={"slug": "copie", "title": "Quetzal"})
    assert found("quetzals") == ["copie"] and fiches() == 11


def test_a_new_address_needs_nothing(client):
    index = realisation("lyon").get_parent().specific
    index.slug = "ailleurs"
    index.save_revision().publish()
    body = client.get("/fr/recherche/?q=Lyon").content.decode()
    assert 'href="/fr/ailleurs/lyon-empreinte-carbone-numerique/"' in body
    assert "/fr/realisations/lyon" not in body


def test_a_renamed_theme_is_found_by_its_new_name():
    theme = Theme.objects.get(slug="numerique-responsable", locale__language_code="fr")
    assert found("wapiti") == []
    theme.name = "Wapiti"
    theme.save()
    assert "lyon-empreinte-carbone-numerique" in found("wapiti")


def test_a_renamed_organisation_is_found_in_its_fiches():
    city = OrganisationPage.objects.get(slug="ville-lyon", locale__language_code="fr")
    city.title = "Lugdunum"
    city.save_revision().publish()
    assert set(found("lugdunum")) == {"ville-lyon", "lyon-empreinte-carbone-numerique"}


def test_synonyms_of_editors():
    assert found("tramway") == []
    locale = Locale.objects.get(language_code="fr")
    Synonym.objects.create(
        locale=locale, words="tramway, bilan des gaz à effet de serre, illectronisme"
    )
    assert "montrouge-pass-numerique" in found("tramways")


def test_a_translation_is_found_in_its_language():
    english = catalogue(Locale.objects.get(language_code="en").pk)
    assert "lyon-digital-carbon-footprint" in found("footprint", english)
    assert found("footprint") == []


# It begins again


def broken():
    """A row that holds what no version of the portal wrote."""
    CatalogueRow.objects.filter(title__startswith="Lyon").update(facets=["?"], words="?")


def emptied():
    CatalogueRow.objects.all()._raw_delete("default")


def without_log():
    CatalogueChange.objects.all().delete()


def without_state():
    CatalogueState.objects.all().delete()


def old():
    CatalogueState.objects.update(format=writing.FORMAT - 1)


@pytest.mark.parametrize("harm", [broken, emptied, without_log, without_state, old])
def test_it_is_made_again_at_first_use(harm):
    before = list(CatalogueRow.objects.order_by("pk").values("pk", "facets", "words", "body"))
    harm()
    reading.copies.clear()
    assert fiches() == 10 and "lyon-empreinte-carbone-numerique" in found("Lyon")
    after = list(CatalogueRow.objects.order_by("pk").values("pk", "facets", "words", "body"))
    assert after == before


def test_the_command_makes_the_same_rows():
    before = list(CatalogueRow.objects.order_by("pk").values())
    out = StringIO()
    call_command("rebuild_catalogue", stdout=out)
    assert list(CatalogueRow.objects.order_by("pk").values()) == before
    assert f"{len(before)} pages" in out.getvalue()


def test_another_past_is_noticed():
    """After a rollback or a restore, the same number of generation may tell another story."""
    index = french()
    CatalogueChange.objects.filter(generation=index.generation).update(token="another")
    assert french() is not index


def test_within_a_transaction_nothing_is_learnt(settings):
    index = french()
    settings.CATALOGUE_SECONDS = 1
    reading.look_again()
    realisation("lyon").unpublish()
    assert french() is index and fiches() == 10  # every test runs in a transaction
