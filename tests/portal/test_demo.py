"""The demo loader adds, never touches twice, and takes back only what it made."""

from io import StringIO

import pytest
from django.core.management import call_command
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from portal.demo.entries import blocks_of, pairs, read_entries, rich_text
from portal.models import ContentPage, DemoItem, Theme, TranslationPassport
from tests.conftest import INDEXED_LATER
from tests.pages import every_page, realisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(django_capture_on_commit_callbacks):
    """Runs the command as it runs outside of a test: wagtail-localize publishes on commit."""

    def run(**options):
        out = StringIO()
        with django_capture_on_commit_callbacks(execute=True):
            call_command("load_demo", stdout=out, **options)
        return out.getvalue()

    return run


def test_loading_twice_changes_nothing(load):
    before = list(Page.objects.order_by("pk").values_list("pk", "latest_revision", "title"))
    assert "0 objets" in load()
    assert list(Page.objects.order_by("pk").values_list("pk", "latest_revision", "title")) == before


def test_what_an_editor_changed_stays(load):
    page = realisation("lyon")
    page.title = "Un autre titre"
    page.save_revision().publish()
    load()
    page.refresh_from_db()
    assert page.title == "Un autre titre"


def test_what_an_editor_deleted_stays_away(load):
    page = ContentPage.objects.get(slug="ecoconception")
    page.delete()
    load()
    assert not ContentPage.objects.filter(slug="ecoconception").exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_delete_takes_back_everything_and_only_that_and_all_of_it_comes_back(settings):
    """With real commits: PostgreSQL is twice as slow with thousands of savepoints in one transaction."""
    settings.WAGTAILSEARCH_BACKENDS = INDEXED_LATER
    count = len(every_page())
    index = Page.objects.get(url_path="/accueil/realisations/").specific
    own = realisation("lyon").copy(to=index, update_attrs={"slug": "la-notre", "title": "La nôtre"})
    theme = Theme.objects.create(
        locale=Locale.objects.get(language_code="fr"), name="Eau", slug="eau"
    )
    report = StringIO()
    call_command("load_demo", delete=True, stdout=report)
    assert Page.objects.filter(pk=own.pk).exists() and Theme.objects.filter(pk=theme.pk).exists()
    assert "Gardé" in report.getvalue() and "Réalisations" in report.getvalue()
    assert not Page.objects.filter(title__contains="Lyon compte").exists()
    assert not Translation.objects.filter(source__object__content_type__model="lawpage").exists()
    own.get_parent().delete()
    Page.objects.get(depth=2).delete()
    call_command("load_demo", delete=True, stdout=StringIO())
    assert Page.objects.filter(depth__gt=1).count() == 0
    assert DemoItem.objects.count() == 0
    call_command("load_demo", stdout=StringIO())
    assert len(every_page()) == count


def test_english_pages_are_translations_that_wagtail_localize_knows():
    for page in every_page("en"):
        source = page.get_translation(Locale.objects.get(language_code="fr"))
        translation = Translation.objects.get(
            source__object_id=page.translation_key, target_locale__language_code="en"
        )
        assert translation.get_progress()[0] == translation.get_progress()[1], page.title
        assert source.live


def test_links_of_english_pages_stay_in_english():
    page = realisation("lyon", "en")
    languages = {link.target.locale.language_code for link in page.links.all() if link.target} | {
        p.organisation.locale.language_code for p in page.participations.all()
    }
    languages |= {term.locale.language_code for term in page.themes.all()}
    languages |= {c.pillar.locale.language_code for c in page.pillar_contributions.all()}
    languages |= {
        link.obligation.locale.language_code for link in page.links.all() if link.obligation
    }
    assert languages == {"en"}


def test_texts_are_paired_block_by_block():
    """`pairs` raises where French and English do not have the same paragraphs."""
    for entry in read_entries():
        pairs([entry.fields, entry.children], "en")


def test_plain_text_becomes_html():
    text = "Un & deux.\n\n- a\n- b\n\n## Titre\n\nFin\nde phrase."
    assert [tag for tag, _ in blocks_of(text)] == ["p", "ul", "h2", "p"]
    assert rich_text(text) == (
        "<p>Un &amp; deux.</p><ul><li>a</li><li>b</li></ul><h2>Titre</h2><p>Fin de phrase.</p>"
    )


def test_no_translation_of_the_demo_passes_for_a_person_s():
    for page in every_page():
        has = TranslationPassport.objects.filter(page=page).exists()
        assert has == (page.locale.language_code != "fr"), page.url
    made = TranslationPassport.objects.exclude(page=None)
    assert set(made.values_list("state", flat=True)) == {TranslationPassport.State.AUTOMATIQUE}
