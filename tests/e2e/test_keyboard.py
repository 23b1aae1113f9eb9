"""With the keyboard alone: everything is reached, in reading order, and one sees where one is."""

from itertools import pairwise

import pytest

from .visits import expect_none

CONTRAST = 3  # WCAG 2.2, 1.4.11
MOST = 400  # presses of Tab: no page has as many stops, unless it is a trap


def walk(page):
    """The states of the focus, from one Tab to the next, until it leaves the page."""
    states = []
    while len(states) < MOST:
        page.keyboard.press("Tab")
        state = page.evaluate("probe.state()")
        if state is None or (states and state["index"] == 0):
            return states
        states.append(state)
    pytest.fail(f"{page.url}: the focus never leaves the page")


def goes_back(one, other):
    """Whether the second box comes before the first for who reads by lines and columns."""
    left, top, right, bottom = one["box"]
    next_left, next_top, next_right, next_bottom = other["box"]
    above = next_bottom <= top + 1 and next_left < right
    same_line = min(bottom, next_bottom) - max(top, next_top) > (bottom - top) / 2
    return above or (same_line and next_right <= left)


def faults(states, expected):
    order = [state["index"] for state in states if state["index"] >= 0]
    if order != list(range(expected)):
        yield f"{expected} stops, walked as {order}"
    if not states[0]["skip"]:
        yield f"{states[0]['name']} comes before the skip link"
    for state in states:
        if not state["inView"]:
            yield f"{state['name']} is out of the window"
        if not state["reached"]:
            yield f"{state['name']} is behind something"
        yield from dim(state)
    for one, other in pairwise(states[1:]):
        if goes_back(one, other):
            yield f"{one['name']} then {other['name']} goes back"


def dim(state):
    if not state["indicated"] or state["contrast"] < CONTRAST:
        yield f"{state['name']} shows its focus at {state['contrast']:.1f}:1"


def test_walk(open_page, paths):
    """In light; then in dark, whether the focus shows as well."""
    page = open_page(reduced_motion="reduce")
    wrong = {}
    for name, path in paths.items():
        page.emulate_media(color_scheme="light")
        page.goto(path)
        expected = page.evaluate("probe.tabbable().length")
        found = list(faults(walk(page), expected))
        page.emulate_media(color_scheme="dark")
        found += [f"dark: {fault}" for s in page.evaluate("probe.focusEach()") for fault in dim(s)]
        if found:
            wrong[name] = found
    expect_none(wrong)


def test_the_skip_link_leads_to_the_content(open_page, types):
    page = open_page()
    for path in types.values():
        page.goto(path)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**#contenu")  # the browser tells of it a moment later
        page.keyboard.press("Tab")
        assert page.evaluate("Boolean(document.activeElement.closest('main, footer'))"), path
