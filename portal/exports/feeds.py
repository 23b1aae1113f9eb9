"""Atom (RFC 4287), in pages that follow one another (RFC 5005)."""

import re
from datetime import UTC, datetime
from uuid import uuid5

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # a feed without entries never changed
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Feed(Atom1Feed):
    """As Django makes them, but dated by its entries alone."""

    def latest_post_date(self):
        return max((item["updateddate"] for item in self.items), default=NEVER)

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for relation in ("previous", "next"):
            if address := self.feed[relation]:
                handler.addQuickElement("link", "", {"rel": relation, "href": address})

    def add_row(self, row):
        self.add_item(
            title=xml(row.title),
            link=row.url,
            description=escape(xml(row.summary)),  # read as HTML
            pubdate=row.published,
            updateddate=row.updated or row.published or NEVER,
            # Its translations are entries of their own.
            unique_id=uuid5(row.key, row.language).urn,
            categories=row.facets.get("pilier", ()),
        )


def xml(text):
    return NOT_IN_XML.sub("", text)
