"""One style sheet for the visitor, several files for us.

`static/css/site.css` imports the files of its folder. In development the browser follows these
imports itself; `collectstatic` writes their text in the place of each, without comments and
useless blanks, so that a visitor asks for one sheet.
"""

import posixpath
import re
from collections.abc import Callable

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "css/site.css"

STRING = r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'"""
# What comes out as it came in: no blank and no comment is looked for inside.
KEPT = rf"({STRING}|\burl\([^\"')]*\))"
IMPORT = re.compile(
    r"""@import\s+(?:url\()?\s*["']?(?P<file>[^"')\s;]+)["']?\s*\)?\s*"""
    r"""(?P<layer>layer(?:\([^)]*\))?)?\s*(?P<media>[^;]*);"""
)


def one_sheet(name: str, read: Callable[[str], str]) -> str:
    """The text of a sheet and of all it imports, in order, without what only we need.

    `read` gives the text of a static file by its name, “css/tokens.css”.
    """
    return minified(with_imports(name, read))


def with_imports(name: str, read: Callable[[str], str]) -> str:
    """The text of a sheet, each `@import` of a local file replaced by the text of that file."""

    def inline(found: re.Match) -> str:
        if "//" in found["file"]:
            raise ValueError(f"{name} imports {found['file']}: a page asks nothing of others.")
        imported = posixpath.join(posixpath.dirname(name), found["file"])
        if posixpath.dirname(posixpath.normpath(imported)) != posixpath.dirname(name):
            raise ValueError(f"{name} imports {found['file']}, which is not in its own folder.")
        text = with_imports(imported, read)
        if found["layer"]:
            text = f"@{found['layer'].replace('(', ' ').rstrip(')')} {{{text}}}"
        if media := found["media"].strip():
            text = f"@media {media} {{{text}}}"
        return text

    return IMPORT.sub(inline, without_comments(read(name)))


def without_comments(css: str) -> str:
    return re.sub(rf"(?s){KEPT}|/\*.*?\*/", lambda found: found[1] or " ", css)


def minified(css: str) -> str:
    """The same rules without comments, nor the blanks that separate nothing."""
    parts = re.split(f"(?s){KEPT}", without_comments(css))
    for place in range(0, len(parts), 2):
        text = re.sub(r"\s+", " ", parts[place])
        text = re.sub(r" ?([{};,]) ?", r"\1", text)
        # After a colon only: before one, a blank may be the descendant of a selector.
        parts[place] = re.sub(r": ", ":", text)
    return re.sub(r";+}", "}", "".join(parts)).strip()


class _Sheet:
    """A source of static files, as collectstatic reads it, that gives the sheet in one piece."""

    def __init__(self, files):
        self.files = files

    def read(self, name):
        storage, path = self.files[name]
        with storage.open(path) as file:
            return file.read().decode()

    def open(self, path):
        return ContentFile(one_sheet(path, self.read).encode(), name=path)


class OneSheetStorage(CompressedManifestStaticFilesStorage):
    """Production's static files: hashed, compressed, and the style sheet in one piece."""

    def post_process(self, paths, *args, **kwargs):
        if SHEET in paths:
            paths = {**paths, SHEET: (_Sheet(paths), SHEET)}
        yield from super().post_process(paths, *args, **kwargs)
