"""An editor logs in, drafts a fiche with holes, is told what is missing, completes and publishes it."""

import pytest
from django.core.management import call_command

from portal.models import User
from realisations.models import RealisationIndexPage, RealisationPage

PASSWORD = "un-mot-de-passe-de-test"
TITLE = "Une fiche écrite par l’éditrice"
MISSING = (
    "Ajoutez au moins un pilier, avec sa justification.",
    "Ajoutez au moins un acteur, avec son rôle.",
    "Ajoutez un lieu, ou cochez « sans localisation ».",
)


@pytest.fixture
def editor(monkeypatch, site_url):
    monkeypatch.setenv("EDITOR_PASSWORD", PASSWORD)
    call_command("ensure_editor")
    yield "redaction"
    for page in RealisationPage.objects.filter(title=TITLE):
        page.delete()
    User.objects.filter(username="redaction").delete()


@pytest.fixture
def admin(page, editor):
    page.set_viewport_size({"width": 1280, "height": 1000})
    page.goto("/admin/")
    page.fill("[name=username]", editor)
    page.fill("[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
    return page


def save_draft(admin):
    admin.get_by_role("button", name="Enregistrer le brouillon").click()
    admin.wait_for_url("**/edit/**")


def publish(admin):
    """Publishing stands behind the arrow beside “Enregistrer le brouillon”."""
    admin.get_by_role("button", name="Plus d'actions").last.click()
    with admin.expect_navigation():
        admin.locator("[name=action-publish]").click()


def open_tab(admin, name):
    admin.get_by_role("tab", name=name).click()


def test_an_editor_publishes_a_fiche(admin):
    index = RealisationIndexPage.objects.get(locale__language_code="fr")
    admin.goto(f"/admin/pages/add/realisations/realisationpage/{index.pk}/")
    admin.get_by_label("Titre").first.press_sequentially(TITLE)
    admin.keyboard.press("Tab")
    save_draft(admin)
    draft = RealisationPage.objects.get(title=TITLE)
    assert not draft.live

    publish(admin)
    told = " ".join(admin.locator(".error-message, .help-critical").all_text_contents())
    for message in MISSING:
        assert message in told
    draft.refresh_from_db()
    assert not draft.live

    complete(admin)
    publish(admin)
    admin.wait_for_url(f"**/admin/pages/{index.pk}/**")
    draft.refresh_from_db()
    assert draft.live and draft.reference == f"R-{draft.number:04d}"

    admin.goto("/fr/realisations/?pilier=resilience&theme=donnees")
    admin.get_by_role("link", name=TITLE).click()
    assert "Elle tient debout sans nous." in admin.get_by_role("main").inner_text()
    assert "non renseigné" in admin.get_by_role("main").inner_text()


def complete(admin):
    """Gives the fiche what it was told to miss."""
    open_tab(admin, "L’essentiel")
    admin.fill("[name=summary]", "Ce que l’éditrice veut que l’on retienne.")
    admin.select_option("[name=nature]", "demarche")
    admin.select_option("[name=stage]", "en-cours")
    admin.get_by_role("checkbox", name="Données et plateformes").check()
    admin.get_by_role("checkbox", name="sans localisation").check()
    admin.fill("[name=source_document]", "Note de service")
    admin.fill("[name=verified_on]", "2026-11-24")
    admin.keyboard.press("Escape")

    admin.locator("#id_participations-ADD").click()
    admin.locator("#inline_child_participations-0").get_by_role("button", name="Choisir").click()
    chooser = admin.locator(".modal-body")
    chooser.get_by_label("Rechercher").fill("Mayane")
    chooser.get_by_role("link", name="Mayane").first.click()

    open_tab(admin, "Les piliers")
    admin.locator("#id_pillar_contributions-ADD").click()
    admin.select_option("[name=pillar_contributions-0-pillar]", label="Résilience")
    admin.select_option("[name=pillar_contributions-0-level]", "principal")
    admin.fill("[name=pillar_contributions-0-argument]", "Elle tient debout sans nous.")
