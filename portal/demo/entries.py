"""Reading the demo files. A file holds one object, or several under `objects`.

A translatable text is a table of strings, one a language: `fr`, the source, and `en`. Any other
language has a catalogue beside the files, `ar.po`: its messages are the French strings, and their
references the keys of the objects that it translates. A string that begins with “@” refers to
another object by its key.
"""

import html
import tomllib
import uuid
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import polib
from django.apps import apps
from django.conf import settings
from django.conf.locale import LANG_INFO

NAMESPACE = uuid.UUID("6f0e4f5e-6f0d-5c55-9c43-2f6b5b1b8f10")
SOURCE = settings.LANGUAGE_CODE


@dataclass
class Entry:
    key: str
    model: type
    fields: dict
    children: dict = field(default_factory=dict)
    parent: str = ""
    order: int = 0

    @property
    def has_named_children(self):
        """Whether other entries may refer to its children."""
        return any("key" in row for rows in self.children.values() for row in rows)

    @property
    def translation_key(self):
        return translation_key(self.key)

    def texts(self, language):
        """{French string: that of the language}; empty where the demo has no such translation."""
        written = pairs([self.fields, self.children], language)
        return written or catalogue(self.model._meta.app_label, language).get(self.key, {})

    def slug(self, language):
        """Its address in that language: where none is written, one in Latin letters."""
        slugs = self.fields["slug"]
        return slugs.get(language) or slugs.get("en") or slugs[SOURCE]


def translation_key(key):
    """The same on every machine, so that what the demo made can be told from the rest."""
    return uuid.uuid5(NAMESPACE, key)


def read_entries():
    """Every entry of every application's `demo` folder, in the order of their files."""
    entries = []
    for config in apps.get_app_configs():
        for path in sorted(Path(config.path, "demo").glob("*.toml")):
            document = tomllib.loads(path.read_text(encoding="utf-8"))
            for raw in document.get("objects", [document]):
                entries.append(
                    Entry(
                        key=raw["key"],
                        model=apps.get_model(raw["model"]),
                        fields=raw.get("fields", {}),
                        children=raw.get("children", {}),
                        parent=raw.get("parent", "").removeprefix("@"),
                        order=raw.get("order", 0),
                    )
                )
    return sorted(entries, key=lambda entry: entry.order)


@cache
def catalogue(app_label, language):
    """{key of an object: {French string: translation}} of the catalogue of that language, if any."""
    path = Path(apps.get_app_config(app_label).path, "demo", f"{language}.po")
    texts = {}
    for message in polib.pofile(path) if path.exists() else ():
        for key, _line in message.occurrences:
            texts.setdefault(key, {})[message.msgid] = message.msgstr
    return texts


def is_text(value):
    return isinstance(value, dict) and SOURCE in value and value.keys() <= LANG_INFO.keys()


def is_reference(value):
    return isinstance(value, str) and value.startswith("@")


def blocks_of(text):
    """Paragraphs, headings and lists of a plain text: [(tag, [strings])]."""
    blocks = []
    for block in text.strip().split("\n\n"):
        lines = [line.strip() for line in block.strip().splitlines() if line.strip()]
        if all(line.startswith("- ") for line in lines):
            blocks.append(("ul", [line[2:] for line in lines]))
        elif lines and lines[0].startswith("## "):
            blocks.append(("h2", [lines[0][3:]]))
            if lines[1:]:
                blocks.append(("p", [" ".join(lines[1:])]))
        else:
            blocks.append(("p", [" ".join(lines)]))
    return blocks


def rich_text(text):
    """The plain text as the HTML that a rich text field stores."""
    parts = []
    for tag, strings in blocks_of(text):
        escaped = [html.escape(string, quote=False) for string in strings]
        if tag == "ul":
            parts.append("<ul>" + "".join(f"<li>{item}</li>" for item in escaped) + "</ul>")
        else:
            parts.append(f"<{tag}>{escaped[0]}</{tag}>")
    return "".join(parts)


def pairs(value, language):
    """{French string: translation} of everything below `value`, paragraph by paragraph."""
    found = {}
    if is_text(value):
        if language not in value:
            return found
        source, target = blocks_of(value[SOURCE]), blocks_of(value[language])
        found[" ".join(value[SOURCE].split("\n")).strip()] = " ".join(
            value[language].split("\n")
        ).strip()
        for (_tag, ours), (_other, theirs) in zip(source, target, strict=True):
            found.update(zip(ours, theirs, strict=True))
    elif isinstance(value, dict):
        for item in value.values():
            found |= pairs(item, language)
    elif isinstance(value, list):
        for item in value:
            found |= pairs(item, language)
    return found
