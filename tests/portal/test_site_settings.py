"""What only the publisher knows, and what is still to be known."""

import pickle
from datetime import date
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import override

from portal.models import SiteSettings
from portal.models.site import CACHE_KEY, FACTS, AccessibilityState

pytestmark = pytest.mark.django_db
URL = "/admin/settings/portal/sitesettings/{}/"
AUDIT = {"audit_date": date(2027, 3, 1), "auditor": "Cabinet d’essai"}


@pytest.mark.parametrize(
    ("rate", "state"),
    [
        ("0", "NON_CONFORME"),
        ("49.99", "NON_CONFORME"),
        ("50", "PARTIELLEMENT"),
        ("99.99", "PARTIELLEMENT"),
        ("100", "TOTALEMENT"),
    ],
)
def test_the_state_follows_the_rate_of_the_audit(rate, state):
    site = SiteSettings(audit_rate=Decimal(rate), **AUDIT)
    assert site.audited and site.accessibility_state == AccessibilityState[state]


@pytest.mark.parametrize("blank", ["audit_date", "auditor", "audit_rate"])
def test_half_an_audit_is_none(blank):
    site = SiteSettings(
        **{**AUDIT, "audit_rate": Decimal(100), blank: "" if blank == "auditor" else None}
    )
    assert not site.audited
    assert site.accessibility_state == AccessibilityState.NON_CONFORME
    with pytest.raises(ValidationError) as error:
        site.full_clean()
    assert set(error.value.message_dict) == {blank}


@pytest.mark.parametrize("rate", ["-1", "100.01"])
def test_a_rate_is_a_percentage(rate):
    with pytest.raises(ValidationError) as error:
        SiteSettings(audit_rate=Decimal(rate), **AUDIT).full_clean()
    assert set(error.value.message_dict) == {"audit_rate"}


def test_nothing_is_known_at_first():
    missing = SiteSettings.load().missing()
    assert len(missing) == len({name for names in FACTS.values() for name in names}) + 1
    assert missing[0] == "éditeur" and missing[-1] == "audit d’accessibilité"


def test_the_contact_address_stands_for_the_others():
    site = SiteSettings(contact_email="contact@example.org")
    assert [label for label in site.missing() if label.startswith("adresse")] == ["adresse postale"]
    assert site.facts("accessibilite")[0].href == "mailto:contact@example.org"
    site.accessibility_email = "acces@example.org"
    assert site.facts("accessibilite")[0].value == "acces@example.org"


def test_a_retention_is_told_in_days():
    site = SiteSettings(log_retention_days=1)
    assert site.facts("journaux")[0].value == "1 jour"
    site.log_retention_days = 365
    assert site.facts("journaux")[0].value == "365 jours"


def test_the_cache_keeps_the_settings_and_a_change_shows_at_once(django_assert_num_queries):
    site = SiteSettings.load()
    assert SiteSettings.cached() == site
    with django_assert_num_queries(0):
        assert "éditeur" in SiteSettings.cached().missing()
    site.publisher = "Association d’essai"
    site.save()
    assert cache.get(CACHE_KEY) is None
    assert SiteSettings.cached().publisher == "Association d’essai"
    copy = pickle.loads(pickle.dumps(site))
    assert (copy.missing(), copy.accessibility_state) == (site.missing(), site.accessibility_state)


def test_an_editor_reads_what_is_missing_above_the_form(editor):
    site = SiteSettings.load()
    body = editor.get(URL.format(site.pk)).content.decode()
    sentence = body.split("Ce qui reste à renseigner")[-1].split("</fieldset>")[0]
    assert "; ".join(site.missing()[:2]).replace(";", " ;") in sentence
    assert "audit d’accessibilité" in sentence


def test_an_editor_saves_the_form(editor):
    url = URL.format(SiteSettings.load().pk)
    data = {
        "name": "Le portail",
        "publisher": "Association d’essai",
        "content_licence": "cc-by-4.0",
    }
    formset = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    data |= {f"partners-{name}": value for name, value in formset.items()}
    assert editor.post(url, data).status_code == 302
    site = SiteSettings.load()
    assert (site.publisher, site.get_content_licence_display()) == (
        "Association d’essai",
        "CC BY 4.0",
    )
    body = editor.get(url).content.decode()
    sentence = body.split("Ce qui reste à renseigner")[-1].split("</fieldset>")[0]
    assert "éditeur" not in sentence and "forme juridique" in sentence


def test_the_texts_of_the_settings_are_told_in_the_readers_language():
    site = SiteSettings(legal_status="association déclarée", registration="W751234567")
    with override("en"):
        fact = site.facts("editeur")[1]
        assert (fact.value, fact.language) == ("association déclarée", "fr")
        site.translations = {"en": {"legal_status": "registered non-profit"}}
        fact = site.facts("editeur")[1]
        assert (fact.value, fact.language) == ("registered non-profit", "")
    assert site.facts("editeur")[1].value == "association déclarée"


def test_an_editor_translates_the_texts_of_the_settings(editor, client):
    url = URL.format(SiteSettings.load().pk)
    formset = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    data = {"name": "Le portail", "log_content": "Adresse IP", "log_content_en": "IP address"}
    data |= {f"partners-{name}": value for name, value in formset.items()}
    assert "Contenu des journaux (English)" in editor.get(url).content.decode()
    assert editor.post(url, data).status_code == 302
    assert SiteSettings.load().translations == {"en": {"log_content": "IP address"}}
    assert "IP address" in editor.get(url).content.decode()
    assert editor.post(url, data | {"log_content_en": ""}).status_code == 302
    assert SiteSettings.load().translations == {}
