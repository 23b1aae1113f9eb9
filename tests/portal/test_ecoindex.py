"""EcoIndex, against the values that the reference implementation publishes in its own tests."""

import random

import pytest

from portal import ecoindex


@pytest.mark.parametrize(
    ("elements", "requests", "kilobytes", "expected"),
    [
        (100, 100, 100, 72),
        (100, 100, 1000, 67),
        (100, 100, 10000, 58),
        (200, 200, 10000, 46),
        (2355, 267, 2493, 10),
        (240, 20, 331, 83),
        (2240, 100, 310182.902, 16),  # heavier than any page of the reference
    ],
)
def test_published_scores(elements, requests, kilobytes, expected):
    assert ecoindex.score(elements, requests, kilobytes) == expected


@pytest.mark.parametrize(
    ("bounds", "value", "expected"),
    [
        (ecoindex.KILOBYTES, 2500, 14.086372025739513),
        (ecoindex.ELEMENTS, 150, 2.892857142857143),
        (ecoindex.REQUESTS, 23, 2.8),
        (ecoindex.KILOBYTES, 310182.902, 20),
    ],
)
def test_published_quantiles(bounds, value, expected):
    assert ecoindex.quantile(bounds, value) == expected


@pytest.mark.parametrize(
    ("score", "letter"),
    [(100, "A"), (80, "B"), (72, "B"), (50.2, "D"), (25, "F"), (16, "F"), (10, "G"), (2, "G")],
)
def test_published_grades(score, letter):
    assert ecoindex.grade(score) == letter


def test_a_page_at_the_same_bound_of_the_three_scales_loses_five_points_a_class():
    scales = zip(ecoindex.ELEMENTS, ecoindex.REQUESTS, ecoindex.KILOBYTES, strict=True)
    assert [ecoindex.score(*bounds) for bounds in scales] == list(range(100, -1, -5))


def test_more_of_anything_never_raises_the_score():
    dice = random.Random(3)
    for _round in range(500):
        page = [dice.randrange(3000), dice.randrange(400), dice.randrange(10000)]
        heavier = [measure + dice.randrange(50) for measure in page]
        assert 0 <= ecoindex.score(*heavier) <= ecoindex.score(*page) <= 100


def test_a_negative_measure_is_refused():
    with pytest.raises(ValueError, match="less than nothing"):
        ecoindex.score(143, 4, -1)
