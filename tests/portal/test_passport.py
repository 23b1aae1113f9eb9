"""The translation passport: what each page is worth as a translation, after edits in any order."""

import html
import json
import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.fields import SynchronizedField, get_translatable_fields
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from portal.models import BasePage, HomePage, Theme, TranslationPassport, User
from portal.translation import passports, review
from portal.translation.digests import digests, digests_of, said_fields, says
from portal.typography import typeset_text
from realisations.models import RealisationPage
from tests.pages import every_page, realisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("translators")]
State, Origin = TranslationPassport.State, TranslationPassport.Origin


def passport(key="lyon"):
    return TranslationPassport.objects.get(page=realisation(key, "en"))


def translation(key="lyon"):
    return Translation.objects.get(
        source__object_id=realisation(key).translation_key,
        target_locale__language_code="en",
    )


def edit(page, **values):
    """Changes a page in the editor, and publishes it."""
    page = page.specific_class.objects.get(pk=page.pk)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision(clean=False).publish()


def sync(key="lyon"):
    """As the button « Synchroniser les pages traduites », without publishing."""
    translation(key).source.update_from_db()


def segment(path, key="lyon"):
    source = translation(key).source
    return StringSegment.objects.get(source=source, context__path=path)


def write(path, text, key="lyon", kind=StringTranslation.TRANSLATION_TYPE_MANUAL):
    """Translates one segment, as the editor of translations does, or as a machine."""
    found = segment(path, key)
    StringTranslation.objects.update_or_create(
        translation_of_id=found.string_id,
        locale=translation(key).target_locale,
        context_id=found.context_id,
        defaults={"data": text, "translation_type": kind},
    )


@pytest.fixture
def publish(monkeypatch):
    """As in the admin, outside of a transaction: what waits for a commit is done at once."""

    def publish(key="lyon"):
        with monkeypatch.context() as patch:
            patch.setattr(transaction, "on_commit", lambda function, **kwargs: function())
            translation(key).save_target(publish=True)

    return publish


@pytest.fixture
def reviewer():
    return User.objects.create_superuser("relectrice", password="un-mot-de-passe")


def told(client, page):
    """What the page says of itself as a translation: at its head where it warns, else in its foot."""
    body = client.get(page.url).content.decode()
    warning = re.search(r'(?s)<p class="meta passport.*?</p>', body)
    foot = re.search(r'(?s)<p class="weight">.*?</p>\s*<p>.*?</p>', body)
    paragraph = warning or re.search(r"(?s)<p>.*", foot[0])
    words = " ".join(html.unescape(re.sub("<[^>]+>", "", paragraph[0])).split())
    support = HomePage.objects.get(locale=page.locale).support
    return words if warning else words.removesuffix(typeset_text(support, "en")).strip()


# What a page says of itself


@pytest.mark.parametrize("name", ["RealisationPage", "DossierPage", "HomePage", "ContentPage"])
def test_a_translation_says_what_it_is_and_leads_to_its_original(client, name):
    page = next(p for p in every_page("en") if type(p).__name__ == name)
    original = Page.objects.get(translation_key=page.translation_key, locale__language_code="fr")
    body = client.get(page.url).content.decode()
    assert "Human translation of " in told(client, page)
    assert f'<a href="{original.url}" lang="fr" hreflang="fr">Français</a>' in body
    assert "passport" not in client.get(original.url).content.decode()
    edit(original, summary="Un autre résumé.")
    body = client.get(page.url).content.decode()
    assert f'href="{original.url}" hreflang="fr">Read the original (French)</a>' in body


def test_every_part_of_a_page_has_a_name():
    for model in BasePage.__subclasses__():
        for page_type in (model, *model.__subclasses__()):
            if not page_type._meta.abstract:
                assert set(said_fields(page_type)) <= set(page_type.part_names), page_type


def test_a_machine_s_is_told_quietly_and_one_that_lacks_something_is_set_apart(client):
    english = realisation("lyon", "en")
    TranslationPassport.objects.filter(page=english).update(
        origin=Origin.AUTOMATIQUE, state=State.AUTOMATIQUE
    )
    body = client.get(english.url).content.decode()
    assert '<p class="meta passport">' in body and "Read the original" not in body
    edit(realisation("lyon"), summary="Un autre résumé.")
    body = client.get(english.url).content.decode()
    assert '<p class="meta passport warns">Machine translation' in body
    assert "Read the original" in body
    realisation("lyon").unpublish()
    body = client.get(english.url).content.decode()
    assert '<p class="meta passport warns">' in body and "Read the original" not in body


# The source changes


def test_what_is_emptied_in_the_source_is_a_change():
    edit(realisation("lyon"), lessons="")
    assert passport().state == State.PERIMEE and list(passport().changed) == ["lessons"]


def test_digests_of_another_form_are_written_anew_once(reviewer):
    """As those of a version that noted empty fields too."""
    review.mark(passport(), reviewer)
    edit(realisation("la-rochelle"), lessons="<p>Une autre leçon.</p>")
    for key in ("lyon", "la-rochelle"):
        found = passport(key)
        was_reviewed = found.is_reviewed
        found.made_from |= dict.fromkeys(("labels", "places", "summary"), "x")
        found.reviewed = found.content if was_reviewed else ""
        found.save()
    call_command("rebuild_passports", renew=True, stdout=StringIO())
    assert passport().state == State.RELUE
    assert passport("la-rochelle").state == State.PERIMEE
    assert list(passport("la-rochelle").changed) == ["lessons"]
    edit(realisation("lyon"), labels="Un label")
    assert list(passport().changed) == ["labels"]


def test_a_field_that_the_portal_gains_changes_no_page_as_long_as_it_is_empty():
    lyon = realisation("lyon")
    before = json.loads(lyon.to_json())
    del before["labels"]
    for place in before["places"]:
        del place["address"]
    assert digests_of(RealisationPage, json.dumps(before)) == digests(lyon)
    source = translation().source
    source.content_json = json.dumps(before)
    source.save()
    TranslationPassport.objects.filter(key=lyon.translation_key).update(made_at=None)
    passports.refresh(lyon.translation_key)
    assert passport().changed == {}
    for empty, filled in (("", "12 rue des Écoles"), (None, "0.00"), (None, 0)):
        assert not says(empty) and says(filled)


def test_a_changed_source_dates_its_translation_and_names_the_part(client):
    lyon, english = realisation("lyon"), realisation("lyon", "en")
    edit(lyon, lessons="<p>Une autre leçon.</p>")
    found = passport()
    assert found.state == State.PERIMEE and list(found.changed) == ["lessons"]
    assert found.since == realisation("lyon").last_published_at
    line = told(client, english)
    assert "The original has changed since" in line and ": lessons." in line
    assert "warns" in client.get(english.url).content.decode()


def test_a_figure_counts_as_much_as_a_text():
    edit(realisation("lyon"), cost_amount="1200000.00")
    assert list(passport().changed) == ["cost_amount"]


def test_what_is_put_back_is_a_change_no_more():
    lyon = realisation("lyon")
    before = lyon.lessons
    edit(lyon, lessons="<p>Une autre leçon.</p>")
    edit(lyon, lessons=before.replace("<p>", '<p data-block-key="x1y2z">'))
    assert passport().state == State.HUMAINE and passport().changed == {}


def test_the_day_of_a_first_change_is_kept():
    edit(realisation("lyon"), lessons="<p>Une autre leçon.</p>")
    TranslationPassport.objects.filter(page=realisation("lyon", "en")).update(
        changed={"lessons": "2026-01-31T08:00:00+00:00"}
    )
    edit(realisation("lyon"), summary="Un autre résumé.")
    found = passport()
    assert found.changed["lessons"].startswith("2026-01-31") and "summary" in found.changed
    assert timezone.localdate(found.since).isoformat() == "2026-01-31"


def test_a_draft_of_the_source_changes_nothing():
    lyon = realisation("lyon")
    lyon.summary = "Un brouillon."
    lyon.save_revision(clean=False)
    passports.refresh(lyon.translation_key)
    assert passport().state == State.HUMAINE


def test_a_synchronisation_alone_does_not_make_it_new():
    edit(realisation("lyon"), summary="Un autre résumé.")
    sync()
    passports.refresh(realisation("lyon").translation_key)
    assert passport().state == State.PERIMEE


def test_translated_again_it_is_up_to_date(publish, client):
    edit(realisation("lyon"), summary="Un autre résumé.")
    sync()
    write("summary", "Another summary.")
    publish()
    assert realisation("lyon", "en").summary == "Another summary."
    assert passport().state == State.HUMAINE


def test_published_before_it_is_translated_it_says_what_is_still_in_french(publish, client):
    edit(realisation("lyon"), summary="Un autre résumé.")
    sync()
    publish()
    found = passport()
    assert found.state == State.INCOMPLETE and found.untranslated == ["summary"]
    assert "Still in the language of the original: summary." in told(
        client, realisation("lyon", "en")
    )


# Nobody's work is overwritten, whichever comes first


def test_the_source_then_the_translation(publish):
    edit(realisation("lyon"), summary="Un autre résumé.")
    write("title", "A title by the translator")
    publish()
    english = realisation("lyon", "en")
    assert english.title == "A title by the translator"
    assert realisation("lyon").summary == "Un autre résumé."
    # Made again from the state that the translator saw, it does not hide the change.
    assert passport().state == State.PERIMEE and list(passport().changed) == ["summary"]
    sync()
    publish()
    assert realisation("lyon", "en").title == "A title by the translator"


def test_the_translation_then_the_source(publish):
    write("title", "A title by the translator")
    publish()
    edit(realisation("lyon"), summary="Un autre résumé.")
    assert list(passport().changed) == ["summary"]
    sync()
    publish()
    english = realisation("lyon", "en")
    assert english.title == "A title by the translator"
    # What nobody has translated yet is in French, and said to be.
    assert english.summary == "Un autre résumé." and passport().untranslated == ["summary"]


def test_a_page_kept_apart_is_left_alone(publish):
    Translation.objects.filter(pk=translation().pk).update(enabled=False)
    edit(realisation("lyon", "en"), summary="Written by hand.")
    edit(realisation("lyon"), summary="Un autre résumé.", lessons="<p>Autre.</p>")
    source = translation().source
    source.update_from_db()
    for other in source.translations.filter(enabled=True):
        other.save_target()
    found = passport()
    assert realisation("lyon", "en").summary == "Written by hand."
    assert found.origin == Origin.A_PART and set(found.changed) == {"summary", "lessons"}


def test_shared_facts_follow_the_source(publish):
    """Terms too, which wagtail-localize leaves alone unless it is told."""
    lyon = realisation("lyon")
    theme = Theme.objects.filter(locale=lyon.locale).exclude(pk__in=lyon.themes.all()).first()
    lyon.themes.set([theme])
    lyon.cost_amount = 42
    lyon.save_revision(clean=False).publish()
    sync()
    publish()
    english = realisation("lyon", "en")
    assert [t.slug for t in english.themes.all()] == [theme.slug]
    assert [t.locale.language_code for t in english.themes.all()] == ["en"]
    assert english.cost_amount == 42 and passport().state == State.HUMAINE


# Where it comes from


def test_a_text_of_a_machine_makes_a_page_of_a_machine(publish, client, reviewer):
    write("summary", "A robot says.", kind=StringTranslation.TRANSLATION_TYPE_MACHINE)
    publish()
    english = realisation("lyon", "en")
    assert passport().state == State.AUTOMATIQUE
    assert "Human translation" not in told(client, english)
    assert told(client, english).startswith("Machine translation, which nobody has reviewed yet.")
    review.mark(passport(), reviewer)
    assert told(client, english).startswith("Machine translation, reviewed by a person on ")
    write("summary", "A person says.")
    publish()
    assert passport().state == State.HUMAINE


def test_a_review_lasts_as_long_as_what_was_reviewed(publish, client, reviewer):
    review.mark(passport(), reviewer)
    found = passport()
    assert found.state == State.RELUE and found.reviewed_by == reviewer
    assert told(client, realisation("lyon", "en")).startswith("Human translation, reviewed on ")
    publish()  # the same again
    assert passport().state == State.RELUE
    edit(realisation("lyon"), summary="Un autre résumé.")
    assert passport().state == State.PERIMEE and passport().is_reviewed
    sync()
    write("summary", "Another summary.")
    publish()
    assert passport().state == State.HUMAINE and not passport().is_reviewed


def test_what_is_not_up_to_date_cannot_be_vouched_for(reviewer):
    found = passport()
    for state in (State.PERIMEE, State.INCOMPLETE, State.COPIE, State.MANQUANTE):
        found.state = state
        with pytest.raises(ValueError, match=r"\S"):
            review.mark(found, reviewer)


def test_apart_it_remains_of_a_machine_until_somebody_has_read_it(publish, reviewer):
    write("summary", "A robot says.", kind=StringTranslation.TRANSLATION_TYPE_MACHINE)
    publish()
    Translation.objects.filter(pk=translation().pk).update(enabled=False)
    edit(realisation("lyon", "en"), title="Another title")
    assert passport().origin == Origin.AUTOMATIQUE
    review.mark(passport(), reviewer)
    assert passport().origin == Origin.AUTOMATIQUE and passport().state == State.RELUE


def test_a_page_made_without_wagtail_localize_claims_nothing(client):
    lyon = realisation("lyon")
    TranslationSource.objects.filter(object_id=lyon.translation_key).delete()
    TranslationPassport.objects.filter(key=lyon.translation_key).delete()
    passports.refresh(lyon.translation_key)
    found = passport()
    assert found.origin == Origin.A_PART
    assert told(client, realisation("lyon", "en")).startswith(
        "Page written apart from the original"
    )


# Pages come and go


def test_a_page_that_goes_is_missing():
    realisation("lyon", "en").delete()
    found = TranslationPassport.objects.get(
        key=realisation("lyon").translation_key, locale__language_code="en"
    )
    assert found.state == State.MANQUANTE and found.page is None


def test_without_its_original_it_is_one(client):
    english = realisation("lyon", "en")
    realisation("lyon").delete()
    assert told(client, english) == ""
    found = TranslationPassport.objects.get(key=english.translation_key, locale__language_code="fr")
    assert found.state == State.MANQUANTE


def test_unpublished_it_is_being_prepared():
    realisation("lyon", "en").unpublish()
    assert passport().state == State.BROUILLON


def test_a_copy_of_the_original_says_so(client):
    lyon, english = realisation("lyon"), realisation("lyon", "en")
    english.delete()
    copy = lyon.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    assert TranslationPassport.objects.get(page=copy).state == State.COPIE
    line = told(client, copy)
    body = client.get(copy.url).content.decode()
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{lyon.url}">' in body
    assert '<main id="contenu" lang="fr">' in body and 'hreflang="en" href' not in body
    # No list and no search engine takes it for a translation.
    assert copy.url not in client.get("/en/case-studies/").content.decode()
    assert copy.url not in client.get("/sitemap.xml").content.decode()
    assert line.startswith("This page is not translated yet: here is the text of the original.")


def test_rebuilt_from_nothing_it_is_the_same():
    fields = ("key", "state", "origin", "changed", "untranslated", "made_from")
    before = sorted(map(str, TranslationPassport.objects.values_list(*fields)))
    TranslationPassport.objects.all().delete()
    assert passports.rebuild() == len(before)
    assert sorted(map(str, TranslationPassport.objects.values_list(*fields))) == before


def test_the_passport_costs_no_query(client, django_assert_max_num_queries):
    english = realisation("lyon", "en")
    client.get(english.url)
    with django_assert_max_num_queries(10):
        client.get(english.url)


def test_terms_are_shared():
    """What wagtail-localize would leave to each language."""
    for page in every_page("fr"):
        kinds = {field.field_name: field for field in get_translatable_fields(type(page))}
        for field in type(page)._meta.many_to_many:
            if field.model._meta.app_label in {"realisations", "guides"}:
                assert isinstance(kinds[field.name], SynchronizedField), field
