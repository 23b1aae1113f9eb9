"""Makes the fonts of printed dossiers from the portal's own: one file a weight, as typst wants them.

Beside them, `characters.txt` names every character that they, and the faces that typst falls back
on, can print: PDF/UA refuses a document that shows any other. docs/dossiers-pdf.md says how.
"""

import unicodedata

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from realisations.dossiers.composition import FONTS_FOLDER, MAIN, CompositionError, typst

try:  # a development tool: production never builds a font
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont
except ImportError:
    TTFont = None

WEIGHTS = {"Regular": 400, "Bold": 700}
FAMILY = "Familjen Grotesk"
FULL_NAME, POSTSCRIPT_NAME = 4, 6
ENGLISH_ON_WINDOWS = (3, 1, 0x409)
# Looked into, a block of Unicode after the other: Latin, Greek, Cyrillic, Arabic and its forms,
# punctuation, numbers, arrows, mathematics, a few signs, ligatures.
BLOCKS = (
    (0x20, 0x7F), (0xA0, 0x250), (0x370, 0x530), (0x600, 0x700), (0x750, 0x780), (0x1E00, 0x2000),
    (0x2000, 0x2200), (0x2200, 0x2300), (0x25A0, 0x2600), (0xFB00, 0xFB07), (0xFB50, 0xFDD0),
    (0xFDF0, 0xFE00), (0xFE70, 0xFEFF),
)  # fmt: skip
# Of the invisible ones, these alone: the spaces, where a line may break, and what Arabic needs.
INVISIBLE = " \u00a0\u202f\u200b\u200c\u200d\u200e\u200f\u2066\u2068\u2069"
SAMPLE = b"""#set document(title: "x")
#for sign in json(bytes(sys.inputs.data)) [#text(sign) ]"""


class Command(BaseCommand):
    help = "Refait les polices des dossiers imprimés depuis static/fonts/familjen.woff2."

    def handle(self, *args, **options):
        if TTFont is None:
            raise CommandError("fontTools manque : uv sync installe les outils de développement.")
        for style, weight in WEIGHTS.items():
            path = FONTS_FOLDER / f"familjen-{style.lower()}.ttf"
            font_of(style, weight).save(path)
            self.stdout.write(f"{path.name} : {path.stat().st_size} octets.")
        known = "".join(printable([*visible(), *INVISIBLE]))
        (FONTS_FOLDER / "characters.txt").write_text(known, "utf-8", newline="")
        self.stdout.write(f"{len(known)} caractères imprimables.")


def font_of(style, weight):
    """The portal's font at that one weight."""
    source = TTFont(settings.BASE_DIR / "static/fonts/familjen.woff2", recalcTimestamp=False)
    font = instantiateVariableFont(source, {"wght": weight})
    font.flavor = None
    font["OS/2"].usWeightClass = weight
    names = font["name"]
    names.setName(f"{FAMILY} {style}", FULL_NAME, *ENGLISH_ON_WINDOWS)
    names.setName(f"{FAMILY}-{style}".replace(" ", ""), POSTSCRIPT_NAME, *ENGLISH_ON_WINDOWS)
    return font


def visible():
    """The characters of the blocks that have a drawing of their own."""
    signs = (chr(code) for block in BLOCKS for code in range(*block))
    return [sign for sign in signs if unicodedata.category(sign)[0] not in "CZ"]


def printable(characters):
    """Those that typst prints, found by halves: a whole that it accepts need not be cut."""
    if is_printable("".join(characters)):
        return characters
    if len(characters) == 1:
        return []
    half = len(characters) // 2
    return [*printable(characters[:half]), *printable(characters[half:])]


def is_printable(text):
    try:
        typst({MAIN: SAMPLE}, list(text))
    except CompositionError:
        return False
    return True
