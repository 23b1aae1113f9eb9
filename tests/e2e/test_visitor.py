"""A visitor's way, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from .visits import expect_none


@pytest.mark.parametrize("javascript", [True, False])
def test_from_a_pillar_to_a_fiche_to_its_law(new_context, javascript):
    context = new_context(java_script_enabled=javascript, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto("/fr/")
    page.get_by_role("navigation", name="Les quatre piliers").get_by_role(
        "link", name="Sobriété"
    ).click()
    page.wait_for_url("**pilier=sobriete*")
    page.get_by_role("checkbox", name="Créativité").check()
    page.get_by_role("button", name="Appliquer").click()
    page.wait_for_url("**pilier=sobriete&pilier=creativite*")
    page.locator(".choices", has_text="Créativité").wait_for()
    page.get_by_role("heading", level=3).get_by_role("link", name="Lyon").first.click()
    expect(page.get_by_role("main")).to_contain_text("99")
    page.get_by_role("main").get_by_role("link", name="REEN").first.click()
    page.wait_for_url("**/fr/lois/reen/*")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en/laws/reen/")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_selection_is_made_compared_and_unmade_by_links(new_context, javascript):
    context = new_context(java_script_enabled=javascript, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto("/fr/realisations/?pilier=creativite")
    for title in ("Montrouge", "Lyon"):
        page.get_by_role("link", name=re.compile(f"Ajouter à ma sélection : .*{title}")).click()
        page.get_by_role("link", name=re.compile(f"Retirer de ma sélection : .*{title}")).wait_for()
    selection = page.get_by_role("navigation", name="Ma sélection")
    assert "pilier=creativite" in page.url and "2 fiches" in selection.inner_text()
    selection.get_by_role("link", name="Comparer").click()
    expect(page.get_by_role("table").get_by_role("columnheader")).to_have_count(3)
    expect(page.locator("h3").first).to_have_text(re.compile("^À Montrouge"))
    page.get_by_role("link", name=re.compile("Retirer : À Montrouge")).click()
    page.get_by_text("Il faut au moins deux fiches").wait_for()
    page.get_by_role("link", name=re.compile("Ma sélection.*1")).click()
    expect(page).to_have_url(re.compile(r"/fr/realisations/selection/\?fiches=R-0010$"))
    page.get_by_role("link", name="English").click()
    page.get_by_role("link", name=re.compile("^Lyon counts")).click()
    page.get_by_role("link", name=re.compile("Remove from my selection")).click()
    page.get_by_role("link", name=re.compile("Add to my selection")).wait_for()
    assert "fiches" not in page.url


def test_adding_does_not_throw_the_reader_to_the_top(new_context):
    """Without a script: the page comes back where the link is, and the focus with it."""
    for javascript in (True, False):
        context = new_context(java_script_enabled=javascript)
        page = context.new_page()
        page.goto("/fr/realisations/")
        page.locator("#R-0001").click()
        page.locator("#R-0001", has_text="Retirer").wait_for()
        assert 0 < page.locator("#R-0001").bounding_box()["y"] < page.viewport_size["height"]


def test_each_page_has_one_title(visits):
    titles = {name: seen.page["titles"] for name, seen in visits.items()}
    expect_none({name: number for name, number in titles.items() if number != 1})
