"""The rules of docs/covers.md, on every layout, every ordered set of pillars, every length of number."""

import gzip
import re
from functools import cache
from hashlib import sha256
from itertools import combinations, permutations
from pathlib import Path

import pytest
from django.template import Context, Template
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from PIL import Image, ImageChops, ImageDraw, ImageStat

from realisations import covers
from realisations.covers import HEIGHT, INKS, WIDTH, arrange, compose, glyph_path, standalone_svg
from realisations.social import polygons

STATIC = Path(__file__).resolve().parents[2] / "static"
PILLARS = tuple(INKS)
SETS = [pillars for count in (1, 2, 3) for pillars in permutations(PILLARS, count)]
TURNS = range(24)
# One number of each length at each turn: every layout meets every length.
NUMBERS = [
    next(n for n in range(start, start + 24) if n % 24 == turn)
    for turn in TURNS
    for start in (1, 24, 100, 1000, 10_000, 99_976)
]
FINE = 20  # pixels a unit
CLEAR = 0.2  # units of paper between the number and any ink


def drawn(polygon_lists):
    image = Image.new("1", (WIDTH * FINE, HEIGHT * FINE))
    for polygon in polygon_lists:
        ImageDraw.Draw(image).polygon([(p.real * FINE, p.imag * FINE) for p in polygon], fill=1)
    return image


@cache
def printed(pillar, cells):
    """Where the ink of a pillar is, in the frame."""
    return drawn(polygons("".join(glyph_path(pillar, *cell) for cell in cells)))


def area(mask):
    """In square units."""
    return ImageStat.Stat(mask.convert("L")).sum[0] / 255 / FINE**2


def layers_of(turn, pillars):
    layers, _corner = arrange(turn, pillars)
    return [(pillar, tuple(map(tuple, cells))) for pillar, cells in layers]


@cache
def familjen_bold():
    font = TTFont(STATIC / "fonts" / "familjen.woff2")
    return instantiateVariableFont(font, {"wght": 700})


def box(number):
    """left, top, right, bottom of a number's ink, and the paper around it."""
    width = len(number.text) * covers.DIGIT_PITCH * number.size
    left = number.x - width if number.at_end else number.x
    top = number.baseline - covers.CAP_HEIGHT * number.size
    return left - CLEAR, top - CLEAR, left + width + CLEAR, number.baseline + CLEAR


def test_the_number_is_measured_as_the_font_is():
    font = familjen_bold()
    em, names = font["head"].unitsPerEm, font.getBestCmap()
    advances = {font["hmtx"][names[ord(digit)]][0] / em for digit in "0123456789"}
    assert [advance - 0.05 for advance in advances] == [pytest.approx(covers.DIGIT_PITCH, abs=1e-4)]
    assert font["OS/2"].sCapHeight / em == covers.CAP_HEIGHT


@pytest.mark.parametrize("pillars", SETS, ids="-".join)
def test_the_number_is_on_paper(pillars):
    inks = {turn: [printed(*layer) for layer in layers_of(turn, pillars)] for turn in TURNS}
    for reference in NUMBERS:
        number = compose(reference, pillars)[1]
        left, top, right, bottom = box(number)
        assert left >= 0 and top >= 0 and right <= WIDTH and bottom <= HEIGHT
        corner = tuple(round(side * FINE) for side in (left, top, right, bottom))
        for ink in inks[reference % 24]:
            assert not ink.crop(corner).getbbox(), (reference, pillars)


def test_the_longer_the_number_the_smaller():
    sizes = [compose(int("8" * digits), ["sobriete"])[1].size for digits in range(1, 6)]
    assert sizes == sorted(sizes, reverse=True) and sizes[-1] > 1


@pytest.mark.parametrize("pillars", SETS, ids="-".join)
def test_two_dozen_fiches_of_the_same_pillars_differ(pillars):
    drawings = [tuple(compose(n, pillars)[0]) for n in range(1, 49)]
    assert all(len(set(drawings[n : n + 24])) == 24 for n in range(25))


def test_a_cover_never_changes():
    """Every fiche published so far keeps its cover: a layout may only be changed on purpose."""
    every = "".join(standalone_svg(turn, pillars) for turn in TURNS for pillars in SETS)
    assert sha256(every.encode()).hexdigest()[:16] == "43099365e8b23b3c"


@pytest.mark.parametrize("pillars", SETS, ids="-".join)
def test_one_path_a_pillar_and_three_inks_at_the_most(pillars):
    others = [pillar for pillar in PILLARS if pillar not in pillars]
    for turn in TURNS:
        assert [pillar for pillar, _path in compose(turn, pillars)[0]] == list(pillars)
        assert len(compose(turn, [*pillars, *others])[0]) == 3


@pytest.mark.parametrize("pillars", [s for s in SETS if len(s) > 1], ids="-".join)
def test_the_principal_is_the_largest_and_the_others_overprint_it_a_little(pillars):
    for turn in TURNS:
        layers = layers_of(turn, pillars)
        sides = [max(side for *_corner, side in cells) for _pillar, cells in layers]
        assert sides == sorted(sides, reverse=True) and sides[0] > sides[1]
        masks = [printed(*layer) for layer in layers]
        assert area(masks[0]) > max(map(area, masks[1:]))
        over = [ImageChops.logical_and(a, b) for a, b in combinations(masks, 2)]
        assert 0.5 < area(over[0]) < 7, (turn, pillars)
        if len(masks) == 3:
            assert 0.2 < area(over[1]) + area(over[2]) < 5, (turn, pillars)
            assert area(ImageChops.logical_and(over[0], masks[2])) < 0.2, (turn, pillars)


@pytest.mark.parametrize("pillars", SETS, ids="-".join)
def test_a_glyph_is_cut_by_a_quarter_at_the_most(pillars):
    for turn in TURNS:
        for pillar, cells in layers_of(turn, pillars):
            for *_corner, side in cells:
                whole = area(printed(pillar, ((2, 0, 8),))) * side**2 / 64
                x, y = _corner
                assert area(printed(pillar, ((x, y, side),))) >= 0.74 * whole, (turn, pillars)


@pytest.mark.parametrize("pillars", [s for s in SETS if s[0] == "creativite"], ids="-".join)
def test_ochre_covers_less_than_a_third_of_the_frame(pillars):
    for turn in TURNS:
        assert area(printed(*layers_of(turn, pillars)[0])) < 0.31 * WIDTH * HEIGHT


@pytest.mark.parametrize("pillars", [s for s in SETS if "sobriete" in s], ids="-".join)
def test_two_half_discs_are_never_side_by_side(pillars):
    for turn in TURNS:
        cells = dict(layers_of(turn, pillars))["sobriete"]
        for (ax, ay, a), (bx, by, b) in combinations(cells, 2):
            level = min(ay + a, by + b) - max(ay + a / 2, by + b / 2)
            apart = max(ax, bx) - min(ax + a, bx + b)
            assert level <= 0 or apart >= 1, (turn, pillars)


@pytest.mark.parametrize("pillar", PILLARS)
def test_a_single_ink_is_never_printed_twice_over(pillar):
    for turn in TURNS:
        [(_pillar, cells)] = layers_of(turn, (pillar,))
        for a, b in combinations(cells, 2):
            both = ImageChops.logical_and(printed(pillar, (a,)), printed(pillar, (b,)))
            assert area(both) < 0.1, (turn, pillar)  # corners that touch


def test_a_cover_is_a_few_hundred_bytes():
    weights = {
        len(gzip.compress(standalone_svg(reference, pillars).encode(), mtime=0))
        for pillars in SETS
        for reference in NUMBERS
    }
    assert max(weights) <= 450


def test_the_inks_are_those_of_the_style_sheet():
    tokens = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8").lower()
    light = tokens[: tokens.index("prefers-color-scheme")]
    for name, colour in {**INKS, "paper": covers.PAPER, "night": covers.NIGHT}.items():
        assert re.search(rf"--{name}:\s*{colour}", light)


def test_the_style_sheet_leaves_each_number_its_size():
    """A size in CSS would win over the attribute, and a long number would run over the inks."""
    rules = "".join(p.read_text(encoding="utf-8") for p in sorted((STATIC / "css").glob("*.css")))
    (rule,) = re.findall(r"svg\.cover text\s*\{([^}]*)\}", rules)
    assert "font-weight: 700" in rule and "letter-spacing: -.05em" in rule
    assert not re.search(r"font\s*:|font-size", rule)


@pytest.mark.parametrize("slug", PILLARS)
def test_glyphs_are_told_apart_by_shape(slug):
    shapes = {glyph_path(other, 0, 0, 8) for other in PILLARS}
    assert len(shapes) == 4
    assert re.fullmatch(r"[MmHhVvLlAaZz0-9 .\-]+", glyph_path(slug, 0, 0, 8))


def test_the_sheet_shows_each_cover_in_its_frame():
    sheet = Template(
        "{% load realisations %}{% sample_covers as groups %}"
        "{% for title, covers in groups %}{{ title }}"
        "{% for reference, slugs, cover in covers %}{{ cover }}{% endfor %}{% endfor %}"
    ).render(Context())
    assert sheet.count('<svg class="cover" viewBox="0 0 12 8"') == 8 * 24
    assert ">99999</text>" in sheet
