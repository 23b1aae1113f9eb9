"""No barrier: axe, small screens, spaced text, large text, targets large enough."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .visits import expect_none

AXE_SCRIPT = Axe().axe_script
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},  # WCAG 2.2; axe leaves it out unless asked
    "resultTypes": ["violations"],
}
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"]}
# WCAG 2.2, success criterion 1.4.12.
SPACED_TEXT = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important;"
    " word-spacing: .16em !important } p { margin-block-end: 2em !important }"
)


def look(page, paths, check):
    """Whether `check` finds nothing on any of the pages."""
    wrong = {}
    for name, path in paths.items():
        page.goto(path)
        if found := check(page):
            wrong[name] = found
    expect_none(wrong)


def test_axe_finds_nothing(open_page, paths):
    """On a wide screen, in dark (where only colours differ) and on a small screen."""

    def violations(page, options=AXE):
        found = page.evaluate("options => axe.run(options)", options)["violations"]
        return [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found]

    def check(page):
        page.evaluate(AXE_SCRIPT)
        found = violations(page)
        page.emulate_media(color_scheme="dark")
        found += violations(page, COLOURS)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 320, "height": 800})
        found += violations(page)
        page.set_viewport_size({"width": 1280, "height": 800})
        return found

    look(open_page(), paths, check)


@pytest.mark.parametrize("width", [320, 1280])
def test_no_text_is_lost_even_spaced_and_no_target_is_too_small(open_page, every_path, width):
    def check(page):
        found = page.evaluate("probe.lost()") + page.evaluate("probe.smallTargets()")
        page.evaluate("css => probe.addStyle(css)", SPACED_TEXT)
        return found + [f"spaced: {text}" for text in page.evaluate("probe.lost()")]

    look(open_page(width), every_path, check)


def test_no_text_is_lost_when_twice_as_large(open_page, paths):
    """As in the browser's own settings: 32 px in place of 16."""
    page = open_page()
    page.goto(paths["HomePage"])
    size = "parseFloat(getComputedStyle(document.body).fontSize)"
    usual = page.evaluate(size)
    protocol = page.context.new_cdp_session(page)
    protocol.send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    page.goto(paths["HomePage"])
    assert page.evaluate(size) == pytest.approx(2 * usual)
    look(page, paths, lambda page: page.evaluate("probe.lost()"))
