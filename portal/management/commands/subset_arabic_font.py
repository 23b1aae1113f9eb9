"""Builds the face of Arabic from the files of @fontsource-variable/readex-pro.

The letters of Arabic, the one that writes the V of other languages (ڤ), vowel signs,
punctuation and both sets of digits: Latin letters stay those of the portal's own face, which comes
first. docs/langues.md says how to run it. SIL OFL 1.1, no reserved name:
docs/licences/readex-pro-OFL.txt.
"""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

try:  # a development tool: production never builds the font
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer
except ImportError:
    TTFont = None

SOURCE = "readex-pro-arabic-wght-normal.woff2"
WEIGHTS = (400, 700)
# What static/css/base.css gives to this face, in its unicode-range.
CHARACTERS = [
    *range(0x60C, 0x60D), 0x61B, 0x61F,
    *range(0x621, 0x63B), *range(0x640, 0x653),
    *range(0x660, 0x66D), 0x670, 0x6A4,
]  # fmt: skip


class Command(BaseCommand):
    help = "Refait les polices de l’arabe depuis le paquet npm décompressé."

    def add_arguments(self, parser):
        parser.add_argument("package", type=Path, help="dossier du paquet, qui contient files/")
        parser.add_argument(
            "--web",
            type=Path,
            default=settings.BASE_DIR / "static/fonts/readex-arabic.woff2",
            help="fichier des pages, à graisse variable",
        )
        parser.add_argument(
            "--print",
            type=Path,
            default=settings.BASE_DIR / "portal/data/fonts",
            help="dossier des fichiers TTF de l’imprimé, un par graisse",
        )

    def handle(self, *args, package, **options):
        if TTFont is None:
            raise CommandError("fontTools manque : uv sync installe les outils de développement.")
        source = package / "files" / SOURCE
        if not source.is_file():
            raise CommandError(f"Ce fichier manque : {source}")
        options["print"].mkdir(parents=True, exist_ok=True)
        self.write(kept(source), options["web"], "woff2")
        for weight in WEIGHTS:
            font = instancer.instantiateVariableFont(kept(source), {"wght": weight})
            self.write(font, options["print"] / f"readex-arabic-{weight}.ttf", None)

    def write(self, font, path, flavor):
        font.flavor = flavor
        font.save(path)
        self.stdout.write(f"{path} : {path.stat().st_size} octets.")


def kept(source):
    """The variable font between the two weights of the portal, without what no page shows."""
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(
        drop_tables=["STAT", "prep", "gasp", "HVAR"],
        hinting=False,
        glyph_names=False,
        name_IDs=[0, 1, 2, 4, 6, 14],
        recalc_timestamp=False,
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    font["fvar"].instances = []
    subsetter.subset(font)
    return instancer.instantiateVariableFont(font, {"wght": (WEIGHTS[0], WEIGHTS[-1])})
