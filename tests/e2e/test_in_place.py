"""With JavaScript the results change in place: the URL, the focus, the status and the way back."""

import pytest

LISTS = {"fr": "/fr/realisations/", "en": "/en/case-studies/"}
WORDS = {
    "fr": {"sobriety": "Sobriété (6)", "sort": "Trier par", "found": "résultats", "remove": "Retirer"},
    "en": {"sobriety": "Sobriety (6)", "sort": "Sort by", "found": "results", "remove": "Remove"},
}  # fmt: skip


@pytest.fixture
def list_page(open_page, language):
    """The list, and how many documents its browser loads from now on."""
    page = open_page()
    page.goto(LISTS[language], wait_until="networkidle")
    page.documents = 0

    def count(request):
        page.documents += request.resource_type == "document"

    page.on("request", count)
    return page


def titles(page):
    return page.locator(".rows h3").all_inner_texts()


def settled(page, count):
    page.wait_for_function("n => document.querySelectorAll('.rows h3').length === n", arg=count)


def test_ticking_changes_the_results_and_keeps_the_focus(list_page, language):
    words = WORDS[language]
    list_page.get_by_label(words["sobriety"]).check()
    settled(list_page, 6)
    assert list_page.url.endswith("?pilier=sobriete&tri=recent")
    assert list_page.evaluate("document.activeElement.id") == "pilier-sobriete"
    assert list_page.get_by_role("status").inner_text() == f"6 {words['found']}"
    others = list_page.locator("header a[hreflang]").all()
    assert len(others) == 2
    assert all("pilier=sobriete" in link.get_attribute("href") for link in others)
    assert words["sobriety"].split()[0].lower() in list_page.title().lower()
    assert list_page.documents == 0


def test_back_and_forward(list_page, language):
    before = titles(list_page)
    list_page.get_by_label(WORDS[language]["sobriety"]).check()
    settled(list_page, 6)
    after = titles(list_page)
    list_page.go_back()
    settled(list_page, 10)
    assert titles(list_page) == before
    assert not list_page.get_by_label(WORDS[language]["sobriety"]).is_checked()
    list_page.go_forward()
    settled(list_page, 6)
    assert titles(list_page) == after and list_page.documents == 0
    list_page.reload()
    assert titles(list_page) == after


def test_taking_a_choice_back_leads_the_focus_to_the_count(list_page, language):
    list_page.goto(f"{LISTS[language]}?pilier=sobriete")
    list_page.documents = 0
    list_page.locator(".choices a").first.click()
    settled(list_page, 10)
    assert list_page.evaluate("document.activeElement.tagName") == "H2"
    assert list_page.get_by_role("status").inner_text() == ""  # the focus says it already
    assert list_page.documents == 0


def test_words_and_order(list_page, language):
    list_page.get_by_role("searchbox").first.fill("data" if language == "en" else "données")
    list_page.get_by_role("searchbox").first.press("Enter")
    list_page.wait_for_url("**q=*")
    list_page.locator(".rows mark").first.wait_for()
    list_page.get_by_label(WORDS[language]["sort"]).select_option("titre")
    list_page.wait_for_url("**tri=titre*")
    assert list_page.evaluate("document.activeElement.id") == "tri"
    assert list_page.documents == 0


def test_a_name_leads_to_its_territory(list_page, language):
    field = list_page.locator("#lieu")
    field.fill("angers")
    field.press("Enter")
    list_page.wait_for_url("**commune=49007*")
    assert "lieu=" not in list_page.url and list_page.documents == 0


def test_a_failure_falls_back_on_the_whole_page(list_page, language):
    list_page.route("**/*", lambda route: (
        route.abort() if "x-in-place" in route.request.headers else route.continue_()
    ))  # fmt: skip
    list_page.get_by_label(WORDS[language]["sobriety"]).check()
    list_page.wait_for_url("**pilier=sobriete*")
    settled(list_page, 6)
    assert list_page.documents == 1


def test_a_link_that_leaves_the_list_leaves_it(list_page):
    list_page.locator(".rows h3 a").first.click()
    list_page.locator(".fiche-head").wait_for()
    assert list_page.documents == 1
