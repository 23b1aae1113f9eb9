"""The rows of the catalogue that an answer is made of, each with the address of its page."""

from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.utils.encoding import escape_uri_path
from wagtail.models import Site

from portal.models import CatalogueRow

CHUNK = 500  # pages a query


class Row(NamedTuple):
    page_id: int
    kind: str
    reference: str
    title: str
    summary: str
    facets: dict
    card: dict
    published: datetime | None
    updated: datetime | None
    key: UUID  # the same for all its translations
    language: str
    url: str

    def first(self, facet):
        """The value of a facet that has one at the most, None without."""
        return next(iter(self.facets.get(facet, ())), None)


COLUMNS = (
    "page_id", "kind", "reference", "title", "summary", "facets", "card", "published_at",
    "page__last_published_at", "page__translation_key", "locale__language_code", "page__url_path",
)  # fmt: skip


class Addresses:
    """Addresses of pages by their place in the tree, as Wagtail gives them: no query."""

    def __init__(self):
        self.roots = [(root.root_path, root.language_code) for root in Site.get_site_root_paths()]

    def path(self, url_path):
        """From the root of the site; None outside of it."""
        for root, language in self.roots:
            if url_path.startswith(root):
                return escape_uri_path(f"/{language}/{url_path.removeprefix(root)}")
        return None

    def of(self, url_path):
        """Absolute."""
        path = self.path(url_path)
        return path and f"{settings.SITE_URL}{path}"


def rows(ids):
    """Yields the Row of each of the pages, in their order, but those that went away since."""
    addresses = Addresses()
    for part in chunks(ids):
        known = {row.page_id: row for row in read(addresses, pk__in=part)}
        yield from (known[page_id] for page_id in part if page_id in known)


def read(addresses, **filters):
    """Yields the rows that match, in any order; one query."""
    found = CatalogueRow.objects.filter(**filters).order_by().values_list(*COLUMNS)
    for *values, url_path in found:
        yield Row(*values, addresses.of(url_path))


def chunks(ids, size=CHUNK):
    ids = list(ids)
    return (ids[start : start + size] for start in range(0, len(ids), size))


def moment(value):
    """A date and an hour as data say them, in UTC: “2026-11-24T09:30:00Z”; None when not known."""
    return value and value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def latest(found):
    """When the last of those rows or pages changed, None without any."""
    return max((row.updated for row in found if row.updated), default=None)
