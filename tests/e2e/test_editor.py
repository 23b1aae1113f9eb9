"""An editor logs in, drafts a fiche with holes, is told what is missing, completes and publishes it."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from portal.models import User
from realisations.models import RealisationIndexPage, RealisationPage

PASSWORD = "un-mot-de-passe-de-test"
TITLE = "Une fiche écrite par l’éditrice"
MISSING = (
    "Pour publier, il manque : résumé ; nature ; stade ; thèmes ; source : document ; vérifiée le ; "
    "un lieu, ou la mention « sans localisation » ; un pilier, avec sa justification ; "
    "un acteur, avec son rôle."
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
    admin.locator("footer [data-w-dropdown-target=toggle]").click()
    with admin.expect_navigation():
        admin.locator("[name=action-publish]").click()


def open_tab(admin, name):
    admin.get_by_role("tab", name=name).click()


def test_an_editor_publishes_a_fiche(admin):
    index = RealisationIndexPage.objects.get(locale__language_code="fr")
    admin.goto(f"/admin/pages/add/realisations/realisationpage/{index.pk}/")
    admin.wait_for_load_state("networkidle")  # the editor's scripts, which write the slug
    admin.locator("[name=title]").press_sequentially(TITLE)
    admin.keyboard.press("Tab")
    expect(admin.locator("[name=slug]")).not_to_have_value("")
    save_draft(admin)
    draft = RealisationPage.objects.get(title=TITLE)
    assert not draft.live

    publish(admin)
    assert MISSING in admin.locator(".messages").inner_text()
    draft.refresh_from_db()
    assert not draft.live

    complete(admin)
    publish(admin)
    admin.wait_for_url(f"**/admin/pages/{index.pk}/**")
    draft.refresh_from_db()
    assert draft.live and draft.reference == f"R-{draft.number:04d}"

    admin.goto("/fr/realisations/?pilier=resilience&theme=donnees")
    admin.get_by_role("link", name=TITLE, exact=True).click()
    assert "Elle tient debout sans nous." in admin.get_by_role("main").inner_text()
    assert "Non renseigné" in admin.get_by_role("main").inner_text()


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

    admin.locator(
        "#id_participations-0-organisation-chooser [data-chooser-action-choose]:visible"
    ).click()
    admin.locator(".modal-body [name=q]").fill("Mayane")
    admin.locator(".modal-body a[data-title=Mayane], .modal-body .choose-page").first.click()
    expect(admin.locator("#id_participations-0-organisation-chooser")).to_contain_text("Mayane")

    open_tab(admin, "Les piliers")
    admin.select_option("[name=pillar_contributions-0-pillar]", label="Résilience")
    admin.select_option("[name=pillar_contributions-0-level]", "principal")
    admin.fill("[name=pillar_contributions-0-argument]", "Elle tient debout sans nous.")
