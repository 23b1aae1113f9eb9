"""The list alone, as static/js/list.js asks for it, is the list of the whole page."""

import re
from pathlib import Path

import brotli
import pytest

pytestmark = pytest.mark.django_db

LISTS = ("/fr/realisations/", "/en/case-studies/", "/fr/guides/", "/en/guides/")
STATES = (
    "", "?pilier=sobriete", "?pilier=sobriete&pilier=inclusion&tri=titre", "?q=données", "?q=zzzzz", "?pilier=paix",
    "?vue=resserree", "?page=2", "?q=donnes", "?commune=49007&q=données",
    "?fiches=R-0001,R-0004&pilier=sobriete", "?fiches=x,R-9999",
)  # fmt: skip
SCRIPT = Path(__file__).resolve().parents[2] / "static/js/list.js"


def list_of(html):
    """The list, from its first tag to its last."""
    start = html.index('<div class="list" id="liste">')
    depth = 0
    for tag in re.finditer(r"<(/?)div\b", html[start:]):
        depth += -1 if tag[1] else 1
        if not depth:
            return html[start : start + tag.end() + 1]
    raise AssertionError("the list never ends")


def title_of(html):
    return re.search(r"<title>(.*?)</title>", html, re.DOTALL)[1]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("state", STATES)
def test_the_part_and_the_whole_page_are_the_same(client, path, state):
    whole = client.get(path + state).content.decode()
    part = client.get(path + state, headers={"X-In-Place": "1"}).content.decode()
    assert list_of(part) == list_of(whole)
    assert title_of(part) == title_of(whole)
    assert part.replace(list_of(part), "").strip() == f"<title>{title_of(part)}</title>"


def test_caches_keep_the_two_apart(client):
    for headers in ({}, {"X-In-Place": "1"}):
        assert "X-In-Place" in client.get(LISTS[0], headers=headers)["Vary"]


def test_other_pages_know_no_part(client):
    assert b"<html" in client.get("/fr/lois/", headers={"X-In-Place": "1"}).content


def test_the_scripts_of_the_portal_weigh_five_kilobytes_at_most():
    scripts = SCRIPT.parent.glob("*.js")
    assert sum(len(brotli.compress(script.read_bytes())) for script in scripts) <= 5000
