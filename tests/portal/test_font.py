"""The committed font says everything that the portal writes, and can be made again."""

import re
import unicodedata

import pytest
from django.core.management import CommandError, call_command
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation

from portal.management.commands import subset_font
from tests.conftest import ROOMS, ROOT

FONT = ROOT / "static/fonts/familjen.woff2"
ARABIC = ROOT / "static/fonts/readex-arabic.woff2"
PRINTED = [ROOT / f"portal/data/fonts/readex-arabic-{weight}.ttf" for weight in (400, 700)]
CSS = ROOT / "static/css"
BUDGET = 14_000  # bytes
WRITTEN = [
    *(ROOT / "templates").rglob("*.html"),
    *(path for room in ROOMS for path in (ROOT / room / "demo").glob("*.[tp]o*")),
    *(ROOT / "portal/locale").rglob("*.po"),
]


@pytest.fixture(scope="module")
def font():
    return TTFont(FONT)


def is_arabic(character):
    return unicodedata.name(character, "").startswith("ARABIC")


def test_says_all_that_is_written(font):
    """Templates, demo content and translations; Arabic has a font of its own."""
    drawn = set(map(chr, font.getBestCmap()))
    absent = {}
    for path in WRITTEN:
        for character in set(path.read_text()) - drawn:
            if character.isprintable() and not is_arabic(character):
                absent.setdefault(character, path.name)
    assert len(WRITTEN) > 50
    assert not absent


@pytest.mark.parametrize("path", [ARABIC, *PRINTED], ids=lambda path: path.name)
def test_arabic_says_all_that_is_written_in_arabic(path):
    """On pages, where the sheet names the same characters, and on paper."""
    drawn = set(map(chr, TTFont(path).getBestCmap()))
    written = {character for file in WRITTEN for character in file.read_text()}
    assert set(filter(is_arabic, written)) <= drawn
    assert path.stat().st_size <= (15_000 if path == ARABIC else 21_000)
    ranges = re.search(r"Readex;[^}]*unicode-range: ([^;]*);", (CSS / "base.css").read_text())[1]
    named = [[int(end, 16) for end in r.strip()[2:].split("-")] for r in ranges.split(",")]
    assert drawn == {
        chr(code) for first, *last in named for code in range(first, (last or [first])[0] + 1)
    }


@pytest.mark.parametrize(
    "characters",
    [
        "ÀÂÄÆÇÉÈÊËÎÏÔŒÙÛÜŸ àâäæçéèêëîïôœùûüÿ",
        "ñáíóúöåøßãõý ÑÁÍÓÚÖÅØÃÕÝ łódźńšžč ŁŚŠŽČ",
        "«»‹›“”‘’–—…·•°²³₁₂₃§¶©®™&@",
        "→←↗≈≤≥×÷−±€£%‰",
        "\u00a0\u202f\u2010\u2011",
    ],
)
def test_says_what_french_and_english_need(font, characters):
    assert set(map(ord, characters)) <= set(font.getBestCmap())


def test_is_light_and_varies_from_400_to_700(font):
    assert FONT.stat().st_size <= BUDGET
    weight = font["fvar"].axes[0]
    assert (weight.axisTag, weight.minValue, weight.defaultValue, weight.maxValue) == (
        "wght", 400, 400, 700,
    )  # fmt: skip
    for character in "n8→≈₂‰Ł":
        assert outline(font, character, 400) != outline(font, character, 700), character


def outline(font, character, weight):
    glyphs = font.getGlyphSet(location={"wght": weight})
    pen = DecomposingRecordingPen(glyphs)
    glyphs[font.getBestCmap()[ord(character)]].draw(pen)
    return pen.value


def width(font, character):
    return font["hmtx"][font.getBestCmap()[ord(character)]][0]


def test_spaces_and_figures(font):
    assert width(font, "\u202f") == round(0.62 * width(font, " "))
    assert width(font, "\u00a0") == width(font, " ")
    assert len({width(font, digit) for digit in "0123456789"}) == 1  # figures align by default
    features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert "pnum" in features
    assert {r.FeatureTag for r in font["GPOS"].table.FeatureList.FeatureRecord} == {"kern"}


def test_carries_its_copyright_and_licence(font):
    assert "Familjen Grotesk Project Authors" in font["name"].getDebugName(0)
    assert font["name"].getDebugName(14) == "https://scripts.sil.org/OFL"
    licence = (ROOT / "docs/licences/familjen-grotesk-OFL.txt").read_text()
    copyright_statement = licence[: licence.index("This Font Software is licensed")]
    assert "Reserved Font Name" not in copyright_statement


# The command, on a font of boxes that weigh more at 700


def box(wide, high):
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((0, high))
    pen.lineTo((wide, high))
    pen.lineTo((wide, 0))
    pen.closePath()
    return pen.glyph()


def write_source(path, characters, others=()):
    """A variable font in which each character is a box, "space" and `others` by their names."""
    cmap = {ord(character): f"uni{ord(character):04X}" for character in characters} | {32: "space"}
    names = [".notdef", *dict.fromkeys(cmap.values()), *others]
    builder = FontBuilder(1200, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(cmap)
    builder.setupGlyf({name: box(100, 800) for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (200, 0)))
    builder.setupHorizontalHeader(ascent=1230, descent=-270)
    builder.setupNameTable({"copyright": "Us", "familyName": "Boxes", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.setupFvar([("wght", 400, 400, 700, "Weight")], [])
    heavier = [(0, 0), (0, 0), (50, 0), (50, 0), (0, 0), (60, 0), (0, 0), (0, 0)]
    builder.setupGvar(
        {name: [TupleVariation({"wght": (0, 1, 1)}, list(heavier))] for name in names}
    )
    builder.font.flavor = "woff2"
    builder.save(path)


@pytest.fixture
def package(tmp_path):
    (tmp_path / "files").mkdir()
    parts = {name for parts, *_ in subset_font.COMPOSED.values() for name, *_ in parts}
    write_source(tmp_path / "files" / subset_font.LATIN, "A-é", sorted(parts))
    write_source(tmp_path / "files" / subset_font.LATIN_EXTENDED, subset_font.BORROWED)
    return tmp_path


def test_the_command_composes_what_is_missing(package, tmp_path):
    call_command("subset_font", package, output=tmp_path / "once.woff2")
    font = TTFont(tmp_path / "once.woff2")
    cmap = font.getBestCmap()
    expected = {*"A-é \u202f\u2010\u2011", *subset_font.BORROWED, *subset_font.COMPOSED}
    assert {chr(code) for code in cmap} == expected
    assert width(font, "\u202f") == 124
    assert cmap[0x2011] == cmap[ord("-")]
    arrow = font["glyf"][cmap[ord("→")]]
    assert (arrow.xMax - arrow.xMin, arrow.yMax - arrow.yMin) == (800, 100)  # it lies down
    heavy = font.getGlyphSet(location={"wght": 700})
    assert heavy[cmap[ord("₂")]].width == heavy[cmap[ord("Ł")]].width == 260


def test_the_command_writes_the_same_bytes_twice(package, tmp_path):
    for name in ("once.woff2", "twice.woff2"):
        call_command("subset_font", package, output=tmp_path / name)
    assert (tmp_path / "once.woff2").read_bytes() == (tmp_path / "twice.woff2").read_bytes()


def test_the_command_says_what_it_lacks(tmp_path, monkeypatch):
    with pytest.raises(CommandError, match="Ce fichier manque"):
        call_command("subset_font", tmp_path)
    monkeypatch.setattr(subset_font, "TTFont", None)
    with pytest.raises(CommandError, match="fontTools manque"):
        call_command("subset_font", tmp_path)
