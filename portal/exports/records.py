"""Pages in every public detail, for their JSON and for the whole catalogue.

A page, and whatever it leads to, is told only where it has a row in the catalogue. The cost is a
few queries for hundreds of pages.
"""

import re
from html import unescape

from django.utils.translation import override

from portal.models import TranslationPassport
from portal.translation.telling import as_data

from . import schemas
from .rows import Addresses, chunks, moment, read

PAGES = 200  # read at once
# Where a rich text begins another line.
BREAK = re.compile(r"</(?:p|h\d|ul|ol|blockquote)>|<br\s*/?>|<hr\s*/?>")
ITEM = re.compile(r"<li\b[^>]*>")
TAG = re.compile(r"<[^>]*>")


class Records:
    """A subclass says its model, its relations, and what it tells of a page."""

    model = None
    name = ""  # of the list of such pages, in the whole catalogue
    relations = ()  # to prefetch

    def __init__(self, language):
        self.language, self.addresses = language, Addresses()

    def of(self, ids):
        """Yields the record of each of those pages that is open to all, in their order."""
        for part in chunks(ids, PAGES):
            with override(self.language):  # not around a yield: the reader has its own
                records = self.records(part)
            yield from records

    def records(self, ids):
        whole = self.model.objects.select_related("passport").prefetch_related(*self.relations)
        known = whole.in_bulk(ids)
        pages = [known[page_id] for page_id in ids if page_id in known]
        wanted = {page.pk for page in pages}.union(*map(self.linked_ids, pages))
        self.rows = {row.page_id: row for row in read(self.addresses, pk__in=wanted)}
        pages = [page for page in pages if page.pk in self.rows]
        self.find_translations(pages)
        return [self.about(page) | self.record(page) for page in pages]

    def find_translations(self, pages):
        keys = {page.translation_key for page in pages}
        self.translations = {key: {} for key in keys}
        for row in read(self.addresses, page__translation_key__in=keys):
            self.translations[row.key][row.language] = row.url

    def linked_ids(self, page):
        """Of the pages that the record of a page names."""
        return set()

    def about(self, page):
        """What there is to say of a page of any kind."""
        row = self.rows[page.pk]
        others = self.translations[row.key]
        return {
            "reference": row.reference or None,
            "title": page.title,
            "url": row.url,
            "language": row.language,
            "translation": as_data(page),
            "translations": {code: url for code, url in sorted(others.items()) if url != row.url},
            "summary": page.summary,
            "published": moment(row.published),
            "updated": moment(row.updated),
        }

    def record(self, page):
        """What there is to say of this kind of page besides."""
        raise NotImplementedError

    def link(self, page_id):
        """A page as others name it; None where it is not open to all."""
        row = self.rows.get(page_id)
        return row and {"reference": row.reference or None, "title": row.title, "url": row.url}

    @classmethod
    def schema(cls):
        return schemas.thing(**ABOUT, **cls.members())

    @classmethod
    def members(cls):
        """{member of `record`: its JSON Schema}"""
        raise NotImplementedError


ABOUT = {
    "reference": schemas.nullable(schemas.TEXT),
    "title": schemas.TEXT,
    "url": schemas.ADDRESS,
    "language": schemas.TEXT,
    "translation": schemas.nullable(
        schemas.thing(
            origin=schemas.one_of(TranslationPassport.Origin.values),
            reviewed=schemas.nullable(schemas.DATE),
            outdated_since=schemas.nullable(schemas.DATE),
        )
    ),
    "translations": {"type": "object", "additionalProperties": schemas.ADDRESS},
    "summary": schemas.TEXT,
    "published": schemas.nullable(schemas.DATE_TIME),
    "updated": schemas.nullable(schemas.DATE_TIME),
}
LINK = {
    "reference": schemas.nullable(schemas.TEXT),
    "title": schemas.TEXT,
    "url": schemas.ADDRESS,
}
TEXT_OR_NOT = schemas.nullable(schemas.TEXT)
FIGURE = schemas.thing(
    value=schemas.NUMBER,
    qualifier=TEXT_OR_NOT,
    unit=TEXT_OR_NOT,
    label=schemas.TEXT,
    nature=TEXT_OR_NOT,
    whole=schemas.nullable(schemas.NUMBER),
    period=TEXT_OR_NOT,
    source=schemas.TEXT,
)
POINT = schemas.thing(title=schemas.TEXT, text=TEXT_OR_NOT)


def plain(html):
    """A rich text without its tags, a line a paragraph; None when it is blank."""
    text = ITEM.sub("\n- ", BREAK.sub("\n", html or ""))
    lines = (" ".join(line.split()) for line in unescape(TAG.sub("", text)).split("\n"))
    return "\n".join(line for line in lines if line) or None


def number(value):
    """A decimal as JSON writes numbers, None when there is none."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def figures(stream):
    """The KeyFigureBlocks of a stream."""
    return [
        {
            "value": number(value["value"]),
            "qualifier": value["qualifier"] or None,
            "unit": value["unit"] or None,
            "label": value["label"],
            "nature": value["nature"] or None,
            "whole": number(value["whole"]),
            "period": value["period"] or None,
            "source": value["source"],
        }
        for value in (block.value for block in stream)
    ]


def points(stream):
    """The PointBlocks of a stream: steps, axes, actions."""
    return [
        {"title": block.value["title"], "text": block.value["text"] or None} for block in stream
    ]
