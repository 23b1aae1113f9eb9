"""Running typst: the templates of this folder, the content as JSON, never source made of text."""

import json
import re
import unicodedata
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import typst as library
from django.conf import settings
from pikepdf import ObjectStreamMode, Pdf

HERE = Path(__file__).resolve().parent
FONTS_FOLDER, TEMPLATES = HERE / "fonts", HERE / "typst"
STANDARD = "ua-1"  # PDF/UA-1, ISO 14289-1: typst refuses what would break it
MAIN = "dossier.typ"

# By language: the faces, the first that has a character printing it. All of them are in the
# folder of fonts, or among those that typst carries.
FALLBACKS = ["Libertinus Serif", "DejaVu Sans Mono"]
FACES = {
    "fr": ["Familjen Grotesk"],
    "en": ["Familjen Grotesk"],
    "ar": ["Familjen Grotesk", "Readex Pro"],
}
# What stands for a character that none of them has.
UNKNOWN = "□"
# A line may break in what is longer than any word: a title without a space stays on its sheet.
LONG_WORD = re.compile(r"[^\s\u200b]{30}(?=[^\s\u200b])")
# Members that are no text of the document: addresses, drawings, names of the code.
OPAQUE = {
    "url", "address", "svg", "glyph", "cover", "pattern", "code", "slugs", "inks", "ink", "slug", "file",
    "is", "lang", "reference",
}  # fmt: skip


class CompositionError(Exception):
    """typst could not make the document."""


def compose(content, files=None):
    """The PDF, in bytes, of what `content` built; `files`: {name: bytes} of its photos.

    Raises CompositionError where typst fails.
    """
    content = printable(content) | {"faces": faces(content["lang"])}
    sources = {path.name: path.read_bytes() for path in TEMPLATES.glob("*.typ")}
    return packed(typst(sources | (files or {}), content))


def typst(files, data):
    """The PDF of {name: bytes}, of which MAIN is read first, with `data` in `sys.inputs.data`."""
    with TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        return compiled(Path(folder), json.dumps(data, ensure_ascii=False))


def compiled(folder, data):
    try:
        return library.compile(
            folder / MAIN,
            root=folder,
            font_paths=fonts(),
            sys_inputs={"data": data},
            format="pdf",
            pdf_standards=STANDARD,
        )
    except RuntimeError as error:  # TypstError is one
        raise CompositionError(f"{error} {' '.join(getattr(error, 'hints', ()))}") from error
    except BaseException as error:
        # What a Rust library raises where it has a bug is no Exception, and has no public name.
        if type(error).__name__ != "PanicException":
            raise
        raise CompositionError(str(error)) from error


def packed(pdf):
    """The same document, its thousands of small objects compressed together: half the weight."""
    file = BytesIO()
    with Pdf.open(BytesIO(pdf)) as document:
        document.save(file, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    return file.getvalue()


@cache
def fonts():
    folders = [FONTS_FOLDER, settings.BASE_DIR / "portal/data/fonts"]
    return library.Fonts(include_system_fonts=False, font_paths=list(map(str, folders)))


def faces(language):
    return [*FACES.get(language, FACES["en"]), *FALLBACKS]


@cache
def characters():
    """Every character that can be printed (`manage.py print_fonts`)."""
    return frozenset((FONTS_FOLDER / "characters.txt").read_text("utf-8"))


def printable(value):
    """The same content, every character of which can be drawn, in words that fit on a line."""
    if isinstance(value, str):
        return LONG_WORD.sub("\\g<0>\u200b", "".join(map(printable_character, value)))
    if isinstance(value, list | tuple):
        return [printable(item) for item in value]
    if isinstance(value, dict):
        return {name: item if name in OPAQUE else printable(item) for name, item in value.items()}
    return value


@cache
def printable_character(character):
    if character in characters():
        return character
    if unicodedata.category(character)[0] in "CZ":  # controls, formats, spaces of any kind
        return " " if character.isspace() else ""
    plain = unicodedata.normalize("NFKD", character)
    return "".join(sign if sign in characters() else "" for sign in plain) or UNKNOWN
