"""What each page may cost its visitor, cold, as its browser received it (DESIGN.md, section 8)."""

import pytest
from django.conf import settings

from .visits import expect_none

# A kilobyte is 1,000 bytes received: compressed, headers included.
LIMITS = {
    "kilobytes": 60,
    "request_count": 6,
    "html": 12,
    "css": 10,
    "javascript": 5,
    "elements": 275,
    "kilobytes_again": 12,
}
# The ambition, for home, fiches and laws.
AMBITION = {"kilobytes": 30, "request_count": 4, "elements": 150, "javascript": 0}
MODELS = ("HomePage", "RealisationPage", "LawPage")


def ambitious(visits):
    """Home, the laws and the fiches in both languages; a photo has the budget of all pages.

    So has a language that adds a face to the Latin one.
    """
    chosen = {
        name: seen
        for name, seen in visits.items()
        if name.split()[1] in MODELS
        and name.split()[0] not in settings.LANGUAGE_FONTS
        and seen.status == 200
        and not seen.has_photo
    }
    assert len(chosen) >= 2 * (1 + 9 + 2)
    return chosen


def above(visits, measure, most):
    return {
        name: round(value, 1)
        for name, seen in visits.items()
        if (value := getattr(seen, measure)) > most
    }


@pytest.mark.parametrize("measure", LIMITS)
def test_no_page_costs_more_than_its_budget(visits, measure):
    expect_none(above(visits, measure, LIMITS[measure]))


@pytest.mark.parametrize("measure", AMBITION)
def test_the_pages_that_matter_most_cost_less(visits, measure):
    expect_none(above(ambitious(visits), measure, AMBITION[measure]))


def test_ecoindex(visits):
    scores = {name: seen.ecoindex for name, seen in visits.items()}
    expect_none({name: score for name, score in scores.items() if score < 85})
    expect_none({name: scores[name] for name in ambitious(visits) if scores[name] < 90})


def test_every_request_was_seen(visits):
    """The measures measure: a page, its sheet, its font, and all of it compressed."""
    for name, seen in visits.items():
        kinds = [request.kind for request in seen.requests]
        assert kinds.count("Document") == 1 and {"Stylesheet", "Font"} <= set(kinds), name
        assert all(request.bytes > 100 for request in seen.requests), name
        assert seen.kilobytes_again < seen.kilobytes, name


def test_the_footer_says_what_the_page_weighs(visits):
    """Within 10 %, and never less than what was received."""
    wrong = {}
    for name, seen in visits.items():
        measured = (seen.kilobytes, seen.request_count, seen.elements)
        if seen.said is None or not all(
            real <= said <= 1.1 * real for said, real in zip(seen.said, measured, strict=False)
        ):
            wrong[name] = (seen.said or seen.footer, measured)
        elif abs(seen.said[3] - seen.ecoindex) > 1:
            wrong[name] = (seen.said, seen.ecoindex)
    expect_none(wrong)
