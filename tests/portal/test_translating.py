"""Translating as an editor does: submitting, segment by segment, by a PO file, and back to a copy."""

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from portal.models import ContentPage, HomePage, Theme, TranslationPassport
from tests.pages import realisation, text_of

pytestmark = pytest.mark.django_db
State = TranslationPassport.State


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """wagtail-localize publishes once its transaction is committed."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def english():
    return Locale.objects.get(language_code="en")


def new_page(parent, title):
    page = ContentPage(title=title, summary="Un résumé.", locale=parent.locale)
    parent.add_child(instance=page)
    page.save_revision(clean=False).publish()
    return page


def submit(editor, page, locale):
    url = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    return editor.post(url, {"locales": [locale.pk]})


def translation_of(page):
    return Translation.objects.get(
        source__object_id=page.translation_key, target_locale__language_code="en"
    )


def put(editor, translation, path, text):
    """As the editor of translations saves one segment."""
    segment = StringSegment.objects.get(source=translation.source, context__path=path)
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    return editor.put(
        url, f"value={text}", content_type="application/x-www-form-urlencoded"
    ).status_code


def publish(editor, page):
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return editor.post(url, {"action": "publish"})


def test_a_page_is_submitted_translated_and_published_with_its_own_slug(
    editor, english, commit, client
):
    parent = new_page(HomePage.objects.get(locale__language_code="fr"), "Une rubrique")
    page = new_page(parent, "Une page neuve")
    missing = TranslationPassport.objects.get(key=page.translation_key, locale=english)
    assert missing.state == State.MANQUANTE
    with commit():
        submit(editor, page, english)
    # The tree of the language follows: its parent is there too, as a copy to translate.
    made = ContentPage.objects.get(translation_key=page.translation_key, locale=english)
    assert made.get_parent().translation_key == parent.translation_key
    assert TranslationPassport.objects.get(page=made).state == State.INCOMPLETE
    translation = translation_of(page)
    for path, text in {
        "title": "A new page",
        "slug": "a-new-page",
        "summary": "A summary.",
    }.items():
        assert put(editor, translation, path, text) in (200, 201)
    with commit():
        publish(editor, made)
    made.refresh_from_db()
    assert made.url.endswith("/a-new-page/") and made.title == "A new page"
    found = TranslationPassport.objects.get(page=made)
    assert (found.state, found.untranslated) == (State.HUMAINE, [])
    editor.logout()
    assert "Human translation of" in text_of(client.get(made.url))


def test_what_an_agency_sends_back_is_taken_in(editor, commit, translators):
    lyon = realisation("lyon")
    lyon.summary, lyon.lessons = "Un autre résumé.", "<p>Une <b>autre</b> leçon.</p>"
    lyon.save_revision(clean=False).publish()
    translation = translation_of(lyon)
    update = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    editor.post(update, {})
    download = reverse("wagtail_localize:download_pofile", args=[translation.pk])
    file = polib.pofile(editor.get(download).content.decode())
    blank = [entry for entry in file if not entry.msgstr]
    assert {entry.msgctxt for entry in blank} == {"summary", "lessons"}
    for entry in blank:
        entry.msgstr = entry.msgid.replace("Un autre résumé", "Another summary").replace(
            "Une <b>autre</b> leçon", "<b>Another</b> lesson"
        )
    response, page = upload(editor, translation, str(file).encode())
    assert response.status_code == 302
    with commit():
        publish(editor, page)
    made = realisation("lyon", "en")
    assert made.summary == "Another summary." and "<b>Another</b> lesson" in made.lessons
    assert TranslationPassport.objects.get(page=made).state == State.HUMAINE


def upload(editor, translation, content=None):
    page = translation.get_target_instance()
    data = {"next": reverse("wagtailadmin_pages:edit", args=[page.pk])}
    if content is not None:
        data["file"] = SimpleUploadedFile("traduction.po", content)
    url = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    return editor.post(url, data), page


NOT_ITS_FILE = (
    None,
    b"",
    b"\x00\xff\xfe",
    b"pas un fichier PO",
    b'msgid ""\nmsgstr ""\n\nmsgid "a"\nmsgstr "b"\n',
    b'msgid ""\nmsgstr ""\n"X-WagtailLocalize-TranslationID: \\n"\n\nmsgid "a\n\x00',
)


def test_what_is_not_its_file_is_refused_with_a_sentence(editor):
    before = StringTranslation.objects.count()
    translation = translation_of(realisation("lyon"))
    for content in NOT_ITS_FILE:
        response, _page = upload(editor, translation, content)
        assert response.status_code == 302
        text = text_of(editor.get(response["Location"]))
        assert "n’est pas celui que le portail a donné" in text or "fichier PO" in text
    assert StringTranslation.objects.count() == before


def test_the_file_of_another_page_is_refused(editor):
    lyon, nantes = (translation_of(realisation(key)) for key in ("lyon", "nantes"))
    before = list(StringTranslation.objects.order_by("pk").values_list("data", flat=True))
    upload(editor, lyon, str(nantes.export_po()).encode())
    assert list(StringTranslation.objects.order_by("pk").values_list("data", flat=True)) == before


def test_a_term_is_translated_and_keeps_its_value(editor, english):
    french = Locale.objects.get(language_code="fr")
    theme = Theme.objects.create(name="Eau potable", slug="eau-potable", locale=french)
    url = reverse("wagtail_localize:submit_snippet_translation", args=["portal", "theme", theme.pk])
    assert editor.post(url, {"locales": [english.pk]}).status_code == 302
    translation = translation_of(theme)
    assert put(editor, translation, "name", "Drinking water") == 201
    translation.save_target()
    made = Theme.objects.get(translation_key=theme.translation_key, locale=english)
    assert (made.name, made.slug) == ("Drinking water", "eau-potable")


def test_a_translation_goes_back_to_a_copy_and_is_said_to_be_one(editor):
    page = realisation("lyon", "en")
    url = reverse("wagtail_localize:convert_to_alias", args=[page.pk])
    assert editor.post(url).status_code == 302
    assert TranslationPassport.objects.get(page=page).state == State.COPIE


def test_a_translation_is_stopped_and_taken_up_again(editor, commit, translators):
    page = realisation("lyon", "en")
    translation = translation_of(page)
    stop = reverse("wagtail_localize:stop_translation", args=[translation.pk])
    editor.post(stop)
    assert not translation_of(page).enabled
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    editor.post(edit, {"localize-restart-translation": "1"})
    assert translation_of(page).enabled
    with commit():
        publish(editor, page)
    assert TranslationPassport.objects.get(page=page).state == State.HUMAINE
