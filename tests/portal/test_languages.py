"""Another language is a setting and a catalogue; Arabic shows what a page does with it."""

import polib
import pytest
from django.conf import settings
from django.utils import translation
from wagtail.models import Locale, Page

from portal.catalogue.analysis import stems, words_of_text
from portal.demo.entries import catalogue, pairs, read_entries
from portal.models import DemoItem, HomePage
from portal.templatetags.portal import figure, foreign_language, long_date, percentage
from realisations.models import RealisationPage
from tests.pages import realisation, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def german(settings, tmp_path):
    """A fourth language: a line of the settings, and a catalogue of one message."""
    messages = tmp_path / "de" / "LC_MESSAGES"
    messages.mkdir(parents=True)
    po = polib.POFile()
    po.metadata = {"Content-Type": "text/plain; charset=utf-8", "Language": "de"}
    po.append(polib.POEntry(msgid="Aller au contenu", msgstr="Zum Inhalt"))
    po.save_as_mofile(messages / "django.mo")
    settings.LOCALE_PATHS = [tmp_path, *settings.LOCALE_PATHS]
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [
        *settings.LANGUAGES,
        ("de", "Deutsch"),
    ]


def test_a_fourth_language_is_a_setting_and_a_catalogue(client, german):
    assert client.get("/", headers={"accept-language": "de"})["Location"] == "/fr/"
    assert "Deutsch" not in client.get("/fr/").content.decode()  # no page in it yet

    locale = Locale.objects.create(language_code="de")
    home = HomePage.objects.get(locale__language_code="fr").copy_for_translation(locale)
    home.headline = "Städte haben es getan"
    home.save_revision().publish()

    assert client.get("/", headers={"accept-language": "de"})["Location"] == "/de/"
    body = client.get("/de/").content.decode()
    assert '<html lang="de">' in body and "Zum Inhalt" in body and "Städte haben es getan" in body
    french = client.get("/fr/").content.decode()
    assert 'href="/de/" lang="de" hreflang="de">Deutsch</a>' in french
    assert 'hreflang="de" href="http://127.0.0.1:8000/de/"' in french
    assert client.get("/de/rien/").status_code == 404
    assert stems("städten", "de") == stems("städte", "de")  # Snowball knows it
    with translation.override("de"):
        assert figure(3950) == "3.950"


def test_a_language_closes_with_its_home_page(client):
    HomePage.objects.get(locale__language_code="ar").unpublish()
    assert client.get("/", headers={"accept-language": "ar"})["Location"] == "/fr/"
    assert "العربية" not in client.get("/fr/").content.decode()


# Arabic


def test_numbers_and_days():
    with translation.override("ar"):
        assert (figure(50000), figure("12.5"), percentage(99)) == ("50,000", "12.5", "99%")
        assert long_date(realisation("lyon").verified_on) == "24 نوفمبر 2026"
    assert long_date(realisation("lyon").verified_on.replace(day=1)) == "1er novembre 2026"


def test_what_arabic_has_is_complete(client):
    assert RealisationPage.objects.live().in_language("ar").count() == 3
    for page in Page.objects.filter(locale__language_code="ar").live():
        body = text_of(client.get(page.url))
        assert "Références" not in body and "Aller au contenu" not in body, page.url


def test_a_page_of_another_language_says_so(client):
    body = client.get("/ar/dossiers/digital-smart-sustainable-city/").content.decode()
    assert body.count('lang="fr" hreflang="fr">') == 7 + 1  # seven fiches, and the switch
    assert body.count("· الفرنسيّة") == 7
    with translation.override("fr"):
        assert foreign_language("/fr/x/") == "" and foreign_language("/ar/x/") == "ar"
    assert foreign_language(None) == foreign_language("https://example.org/") == ""


def test_a_fiche_that_exists_in_two_other_languages_is_told_once(client):
    body = text_of(client.get("/ar/case-studies/selection/?fiches=R-0001,R-0002"))
    assert body.count("غير موجودة بهذه اللغة") == 1 and "Français، English" in body


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("البيانات", "بيانات"), ("وبياناتها", "البيانات"), ("الكربونيّة", "كربون"), ("مدينة", "المدينه"),
        ("إعادة", "اعادة"), ("مُواطِنون", "المواطنين"), ("بلدية", "البلديات"), ("بيـــانات", "بيانات"),
        ("٢٠٢١", "2021"), ("مستشفى", "مستشفي"),
    ],
)  # fmt: skip
def test_words_meet_by_their_roots(one, other):
    assert stems(one, "ar") & stems(other, "ar")


def test_words_that_tell_nothing_are_left_out():
    assert words_of_text("في المدينة ومن أجل السكان", "ar") == ["المدينة", "السكان"]


# The demo's catalogues


def test_the_catalogue_translates_what_the_files_say():
    """A French text that changed leaves its translation an orphan: this names it."""
    written = {}
    for entry in read_entries():
        texts = pairs([entry.fields, entry.children], settings.LANGUAGE_CODE)
        written[entry.key] = {" ".join(text.split()) for text in texts}
    for app in ("portal", "realisations", "guides"):
        for key, texts in catalogue(app, "ar").items():
            ours = {" ".join(text.split()) for text in texts}
            assert ours <= written[key] and all(texts.values()), key


def test_what_is_loaded_is_noted_by_language():
    assert DemoItem.objects.filter(key="ar:fiche/lyon").exists()
    assert not DemoItem.objects.filter(key="ar:fiche/merlin").exists()
