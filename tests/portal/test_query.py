import pytest
from django.http import QueryDict

from portal.query import known_values, page_of, words_of


def test_words_are_tidied():
    assert words_of(QueryDict("q=%20%20eau%00%20%20vive%20")) == ("eau vive", [])


def test_words_too_long_are_cut_and_said():
    words, notices = words_of(QueryDict("q=" + "a" * 10_000))
    assert len(words) == 200 and notices


def test_unknown_values_are_left_out_and_said():
    values, notices = known_values(
        QueryDict("pilier=sobriete&pilier=paix&pilier=sobriete"), "pilier", {"sobriete"}
    )
    assert values == ["sobriete"]
    assert len(notices) == 1 and "paix" in notices[0]


def test_a_notice_never_quotes_ten_kilobytes():
    _values, notices = known_values(QueryDict("theme=" + "x" * 10_000), "theme", {})
    assert len(notices[0]) < 120


@pytest.mark.parametrize("asked", ["0", "-1", "deux", "1e3", "٣", "", "9" * 5000])
def test_a_malformed_page_number_is_the_first_page(asked):
    page, notices = page_of(QueryDict(f"page={asked}"), range(30), 12)
    assert page.number == 1 and notices


def test_a_page_beyond_the_end_is_the_last_and_says_so():
    page, notices = page_of(QueryDict("page=4"), range(30), 12)
    assert page.number == 3 and list(page) == list(range(24, 30)) and notices


def test_an_empty_list_has_a_first_page():
    page, notices = page_of(QueryDict(""), [], 12)
    assert not page.object_list and not notices
