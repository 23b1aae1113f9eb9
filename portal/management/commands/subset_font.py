"""Builds the portal's one font from the files of @fontsource-variable/familjen-grotesk.

What French and English need, and the names of European towns and people; what the original lacks
is composed from its own outlines, so that it follows the weight. docs/typography.md says how to
run it. SIL OFL 1.1, no reserved name: docs/licences/familjen-grotesk-OFL.txt.
"""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

try:  # a development tool: production never builds the font
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent
    from fontTools.ttLib.tables.TupleVariation import TupleVariation
    from fontTools.ttLib.woff2 import WOFF2FlavorData
except ImportError:
    TTFont = None

LATIN = "familjen-grotesk-latin-wght-normal.woff2"
LATIN_EXTENDED = "familjen-grotesk-latin-ext-wght-normal.woff2"

CHARACTERS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØŒÙÚÛÜÝŸàáâãäåæçèéêëìíîïñòóôõöøœùúûüýÿß"
    + "«»‹›“”‘’–—…•·§¶©®™°€£²³×÷−±\u00a0"
)
# Ÿ, and the towns and people of Europe as far as 14 kB go: Łódź, Poznań, Košice, Beč, Žilina.
BORROWED = "ŸĆćČčŁłŃńŚśŠšŹźŻżŽž"

# A glyph composed of others, each turned by (xx, xy, yx, yy) then moved by (x, y), in units of
# 1/1200 em. Then the glyph whose advance it has, and by how much it is wider.
UPRIGHT, SIDEWAYS = (1, 0, 0, 1), 0.70710678
COMPOSED = {
    "₁": ([("one.dnom", UPRIGHT, 0, -130)], "one.dnom"),
    "₂": ([("two.dnom", UPRIGHT, 0, -130)], "two.dnom"),
    "₃": ([("three.dnom", UPRIGHT, 0, -130)], "three.dnom"),
    "→": ([("arrowup", (0, -1, 1, 0), 136, 930)], "arrowup"),
    "←": ([("arrowup", (0, 1, -1, 0), 944, -150)], "arrowup"),
    "↗": ([("arrowup", (SIDEWAYS, -SIDEWAYS, SIDEWAYS, SIDEWAYS), -127, 486)], "arrowup"),
    "≈": ([("asciitilde", UPRIGHT, 0, 116), ("asciitilde", UPRIGHT, 0, -116)], "asciitilde"),
    "≤": ([("less", UPRIGHT, 0, 80), ("minus", UPRIGHT, 0, -300)], "less"),
    "≥": ([("greater", UPRIGHT, 0, 80), ("minus", UPRIGHT, 0, -300)], "greater"),
    "‰": ([("percent", UPRIGHT, 0, 0), ("zero.dnom", UPRIGHT, 935, 0)], "percent", 400),
}
# The same drawing under another character.
ALIASES = {"\u2010": "-", "\u2011": "-"}
NARROW_SPACE, NARROW_SHARE = "\u202f", 0.62  # of the space between words


class Command(BaseCommand):
    help = "Refait static/fonts/familjen.woff2 depuis le paquet npm décompressé."

    def add_arguments(self, parser):
        parser.add_argument("package", type=Path, help="dossier du paquet, qui contient files/")
        parser.add_argument(
            "--output",
            type=Path,
            default=settings.BASE_DIR / "static/fonts/familjen.woff2",
            help="fichier à écrire",
        )

    def handle(self, *args, package, output, **options):
        if TTFont is None:
            raise CommandError("fontTools manque : uv sync installe les outils de développement.")
        sources = [package / "files" / name for name in (LATIN, LATIN_EXTENDED)]
        for source in sources:
            if not source.is_file():
                raise CommandError(f"Ce fichier manque : {source}")
        font, extended = (TTFont(source, recalcTimestamp=False) for source in sources)
        font.ensureDecompiled()  # tables read after a glyph is added would miscount
        build(font, extended)
        font.save(output)
        self.stdout.write(f"{output} : {output.stat().st_size} octets.")


def build(font, extended):
    """Makes of `font` the portal's: `extended` lends it letters, the rest is composed."""
    if "HVAR" in font:  # glyphs are about to be added, and gvar tells the same advances
        del font["HVAR"]
    borrow(font, extended, BORROWED)
    for character, recipe in COMPOSED.items():
        compose(font, character, *recipe)
    add_narrow_space(font)
    for character, other in ALIASES.items():
        encode(font, character, font.getBestCmap()[ord(other)])
    keep(font, [*CHARACTERS, *BORROWED, *COMPOSED, *ALIASES, NARROW_SPACE])


def encode(font, character, glyph_name):
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(character)] = glyph_name


def add_glyph(font, name, glyph, metrics, variations):
    font["glyf"][name] = glyph
    font.setGlyphOrder(font["glyf"].glyphOrder)
    font["hmtx"][name] = metrics
    font["gvar"].variations[name] = variations


def borrow(font, extended, characters):
    """Takes glyphs from the other file of the same family, and the accents they are made of."""
    known, lent = font.getBestCmap(), extended.getBestCmap()
    missing = [character for character in characters if ord(character) not in known]
    names = [lent[ord(character)] for character in missing]
    for character, name in zip(missing, names, strict=True):
        encode(font, character, name)
    while names:
        name = names.pop()
        if name in font["glyf"].glyphs:
            continue
        glyph = extended["glyf"][name]
        names += glyph.getComponentNames(extended["glyf"])
        variations = extended["gvar"].variations[name]
        add_glyph(font, name, glyph, extended["hmtx"][name], variations)


def compose(font, character, parts, measure, wider=0):
    """A character made of glyphs of the font, which keep their weight."""
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = []
    for name, matrix, x, y in parts:
        part = GlyphComponent()
        part.glyphName, part.x, part.y, part.flags = name, x, y, 0x2  # x and y are distances
        if matrix != UPRIGHT:
            part.transform = (matrix[:2], matrix[2:])
        glyph.components.append(part)
    glyph.recalcBounds(font["glyf"])
    name = f"uni{ord(character):04X}"
    advance = font["hmtx"][measure][0] + wider
    variations = [
        TupleVariation(dict(each.axes), [(0, 0)] * len(parts) + each.coordinates[-4:])
        for each in font["gvar"].variations[measure]
    ]
    add_glyph(font, name, glyph, (advance, glyph.xMin), variations)
    encode(font, character, name)


def add_narrow_space(font):
    glyph = Glyph()
    glyph.numberOfContours = 0
    advance = round(font["hmtx"]["space"][0] * NARROW_SHARE)
    add_glyph(font, "uni202F", glyph, (advance, 0), [])
    encode(font, NARROW_SPACE, "uni202F")


def keep(font, characters):
    """Drops all the rest: other glyphs, hinting, named weights, the names of the glyphs."""
    options = subset.Options(
        layout_features=["kern", "pnum"],
        drop_tables=["STAT", "prep", "gasp", "HVAR"],
        hinting=False,
        glyph_names=False,
        name_IDs=[0, 1, 2, 14],  # the licence asks for the first and the last
        recalc_timestamp=False,
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=map(ord, characters))
    font["fvar"].instances = []
    subsetter.subset(font)
    # Left bearings that say what the outlines say are left out of the file: 200 bytes.
    font["hmtx"][".notdef"] = (font["hmtx"][".notdef"][0], 0)
    font.flavor = "woff2"
    font.flavorData = WOFF2FlavorData(transformedTables={"glyf", "loca", "hmtx"})
