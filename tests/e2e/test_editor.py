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


def save(admin, action):
    """Publishing stands behind the toggle of the footer's button."""
    if action == "publish":
        admin.locator("footer [data-w-dropdown-target=toggle]").click()
        admin.locator("[name=action-publish]").click()
    else:
        admin.locator("footer .action-save").first.click()
    admin.wait_for_load_state("networkidle")


def test_an_editor_publishes_a_fiche(admin, page):
    index = RealisationIndexPage.objects.get(locale__language_code="fr")
    admin.goto(f"/admin/pages/add/realisations/realisationpage/{index.pk}/")
    admin.fill("[name=title]", TITLE)
    save(admin, "draft")
    draft = RealisationPage.objects.get(title=TITLE)
    assert not draft.live

    save(admin, "publish")
    text = admin.locator("main").inner_text() + "".join(admin.locator(".error-message").all_text_contents())
    for message in MISSING:
        assert message in text
    draft.refresh_from_db()
    assert not draft.live
