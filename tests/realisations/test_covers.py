import re
from itertools import permutations

import pytest

from realisations.covers import compose, glyph_path

PILLARS = ("sobriete", "inclusion", "resilience", "creativite")


def test_a_cover_never_changes():
    assert compose(10, ["sobriete", "creativite"]) == compose(10, ["sobriete", "creativite"])


@pytest.mark.parametrize("count", [1, 2, 3])
def test_one_path_a_pillar(count):
    for pillars in permutations(PILLARS, count):
        layers, _corner = compose(7, list(pillars))
        assert [pillar for pillar, _path in layers] == list(pillars)


def test_neighbours_differ():
    for number in range(1, 200):
        assert compose(number, ["sobriete", "creativite"]) != compose(
            number + 1, ["sobriete", "creativite"]
        )


@pytest.mark.parametrize("slug", PILLARS)
def test_glyphs_are_told_apart_by_shape(slug):
    shapes = {glyph_path(other, 0, 0, 8) for other in PILLARS}
    assert len(shapes) == 4
    assert re.fullmatch(r"[MmHhVvLlAaZz0-9 .\-]+", glyph_path(slug, 0, 0, 8))
