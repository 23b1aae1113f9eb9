"""A visitor's way, with and without JavaScript."""

import pytest

from .visits import expect_none


@pytest.mark.parametrize("javascript", [True, False])
def test_from_a_pillar_to_a_fiche_to_its_law(new_context, javascript):
    context = new_context(java_script_enabled=javascript, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto("/fr/")
    page.get_by_role("navigation", name="Les quatre piliers").get_by_role(
        "link", name="Sobriété"
    ).click()
    assert "pilier=sobriete" in page.url
    page.get_by_role("checkbox", name="Créativité").check()
    page.get_by_role("button", name="Appliquer").click()
    assert "pilier=sobriete" in page.url and "pilier=creativite" in page.url
    page.get_by_role("heading", level=3).get_by_role("link", name="Lyon").first.click()
    assert "99" in page.get_by_role("main").inner_text()
    page.get_by_role("main").get_by_role("link", name="REEN").first.click()
    assert page.url.split("#")[0].endswith("/fr/lois/reen/")
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("/en/laws/reen/")


def test_each_page_has_one_title(visits):
    titles = {name: seen.page["titles"] for name, seen in visits.items()}
    expect_none({name: number for name, number in titles.items() if number != 1})
