"""Arabic, as a browser lays it out; and the terms explained in place, in any language."""

import pytest

from tests.pages import visited_briefly

from .test_barriers import AXE, AXE_SCRIPT
from .visits import expect_none

FICHE = "/ar/case-studies/lyon-digital-carbon-footprint/"
EXPLAINED = "/en/case-studies/la-rochelle-responsible-digital-strategy/"


def test_arabic_pages_have_no_barrier_and_lose_no_text(open_page, site_url):
    page, wrong = open_page(320), {}
    for name, path in visited_briefly("ar").items():
        page.goto(path)
        page.evaluate(AXE_SCRIPT)
        rules = page.evaluate("options => axe.run(options)", AXE)["violations"]
        lost = page.evaluate("probe.lost()") + page.evaluate("probe.smallTargets()")
        if found := [rule["id"] for rule in rules] + lost:
            wrong[name] = found
    expect_none(wrong)


def test_the_page_is_mirrored_and_its_letters_are_joined(open_page):
    page = open_page()
    page.goto(FICHE)
    name = page.locator(".site-header > a").bounding_box()
    menu = page.locator(".site-header nav").bounding_box()
    assert name["x"] > menu["x"] + menu["width"]
    assert page.evaluate("document.fonts.check('700 20px Readex', 'ليون')")
    spaced = "[...document.querySelectorAll('body *')].filter(e => !e.closest('svg') && getComputedStyle(e).letterSpacing !== 'normal' && getComputedStyle(e).letterSpacing !== '0px').length"
    assert page.evaluate(spaced) == 0
    assert page.evaluate("getComputedStyle(document.querySelector('.bar')).scale") == "-1 1"


def test_a_percentage_reads_from_left_to_right(open_page):
    page = open_page()
    page.goto(FICHE)
    left_of = """() => {
      const walk = document.createTreeWalker(document.querySelector('.lead'), NodeFilter.SHOW_TEXT);
      const text = walk.nextNode(), at = text.data.indexOf('99');
      const left = (n) => { const r = new Range(); r.setStart(text, n); r.setEnd(text, n + 1);
        return r.getBoundingClientRect().left; };
      return [left(at), left(at + 2)]; }"""
    digits, sign = page.evaluate(left_of)
    assert digits < sign


def test_french_pages_never_ask_for_the_letters_of_arabic(page):
    fonts = []
    page.on("request", lambda request: fonts.append(request.url))
    page.goto("/fr/glossaire/", wait_until="networkidle")
    assert not any("readex" in url for url in fonts)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_term_opens_on_its_definition_with_the_keyboard(new_context, javascript):
    page = new_context(java_script_enabled=javascript).new_page()
    page.goto(EXPLAINED)
    term = page.get_by_role("button", name="Communauté d’agglomération")
    note = page.locator(".note").filter(has_text="A form of EPCI")
    assert not note.is_visible()
    term.focus()
    page.keyboard.press("Enter")
    assert note.is_visible()
    page.keyboard.press("Tab")
    assert page.locator(".note a:focus").count() == 1
    page.keyboard.press("Escape")
    assert not note.is_visible()
