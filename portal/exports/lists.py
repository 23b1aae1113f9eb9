"""A list in every form that it has."""

from dataclasses import dataclass, field

from django.conf import settings
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.filters import Results
from portal.models import Pillar

from . import schemas, sheets
from .answers import as_json
from .feeds import Feed, xml
from .forms import FORMAT
from .licence import rights, terms_of_use
from .rows import chunks, latest, moment, rows

PAGE_SIZE = 100  # results of a page of JSON
FEED_SIZE = 20


@dataclass
class Listing:
    """What there is to say of a list, whatever its pages are."""

    title: str
    summary: str
    url: str
    name: str  # of its files
    language: str
    locale_id: int
    ids: Results | None = None  # of its pages, in their order
    params: QueryDict = field(default_factory=QueryDict)
    facets: dict = field(default_factory=dict)
    remarks: list = field(default_factory=list)

    def address(self, form="", page=1):
        """Of the same list in another form, or of another of its pages."""
        params = self.params.copy()
        if form:
            params[FORMAT] = form
        if page > 1:
            params["page"] = page
        return f"{self.url}?{params.urlencode()}" if params else self.url


def listing_of(index, filters, params):
    """The Listing of the page of a list and of what is asked of it; `params`: these alone."""
    results = filters.results()
    return Listing(
        title=f"{index.title}{filters.told}",
        summary=index.summary,
        url=f"{settings.SITE_URL}{index.get_url()}",
        name=index.slug,
        language=index.locale.language_code,
        locale_id=index.locale_id,
        ids=Results(results.count, results.ids, list),
        params=params,
        facets=filters.counts(),
        remarks=filters.remarks,
    )


class ListExport:
    """A subclass says what an item holds, and the columns of the sheet."""

    model = None  # of the pages: it knows the names of their facets

    def __init__(self, listing):
        self.listing = listing

    def item(self, row):
        """A page as JSON shows it."""
        return {
            "reference": row.reference or None,
            "title": row.title,
            "url": row.url,
            "language": row.language,
            "summary": row.summary,
            "pillars": row.facets.get("pilier", []),
            "themes": row.facets.get("theme", []),
            "regions": row.facets.get("region", []),
            "published": moment(row.published),
            "updated": moment(row.updated),
        }

    @classmethod
    def members(cls):
        """{member of an item: its JSON Schema}"""
        return {
            "reference": schemas.nullable(schemas.TEXT),
            "title": schemas.TEXT,
            "url": schemas.ADDRESS,
            "language": schemas.TEXT,
            "summary": schemas.TEXT,
            "pillars": schemas.several(schemas.one_of(Pillar.Slug.values)),
            "themes": schemas.several(schemas.TEXT),
            "regions": schemas.several(schemas.TEXT),
            "published": schemas.nullable(schemas.DATE_TIME),
            "updated": schemas.nullable(schemas.DATE_TIME),
        }

    @classmethod
    def optional_members(cls):
        """Those that an item may be without."""
        return {}

    @classmethod
    def item_schema(cls, **others):
        schema = schemas.thing(**cls.members(), **others)
        schema["properties"] |= cls.optional_members()
        return schema

    def write(self, form, page):
        """The list in that form, a text or an iterator of texts; `page`: of a paginator of ids."""
        writers = {
            "json": lambda: as_json(self.document(page)),
            "csv": self.sheet,
            "geojson": self.features,
            "atom": lambda: self.feed(page),
        }
        return writers[form]()

    def features(self):
        """The text of its GeoJSON, for lists of what has a place."""
        raise NotImplementedError

    # JSON

    def document(self, page):
        """One page of the list, of those that a paginator cuts."""
        found = list(rows(page.object_list))
        more = page.has_next() and self.listing.address("json", page.next_page_number())
        return {
            "count": page.paginator.count,
            "facets": self.listing.facets,
            "results": [self.item(row) for row in found],
            "next": more or None,
            **self.about(found),
        }

    def about(self, found):
        return {
            "url": self.listing.address(),
            "language": self.listing.language,
            "updated": moment(latest(found)),
            "remarks": self.listing.remarks,
            **terms_of_use(),
        }

    # CSV

    @cached_property
    def labels(self):
        """{facet: {value: name}}"""
        known = self.model.facet_labels(self.listing.locale_id)
        return {
            param: {value: str(label) for value, label in choices}
            for param, choices in known.items()
        }

    def names(self, row, param):
        """The names of the values of a facet, as a reader reads them."""
        labels = self.labels.get(param, {})
        return [labels.get(value, value) for value in row.facets.get(param, ())]

    @property
    def columns(self):
        """[(name, function of a row)]"""
        return [
            (_("Référence"), lambda row: row.reference),
            (_("Titre"), lambda row: row.title),
            (_("Adresse"), lambda row: row.url),
            (_("Langue"), lambda row: row.language),
            (_("Résumé"), lambda row: row.summary),
            (_("Piliers"), lambda row: self.names(row, "pilier")),
            (_("Thèmes"), lambda row: self.names(row, "theme")),
            (_("Nature"), lambda row: self.names(row, "nature")),
        ]

    @property
    def last_columns(self):
        terms, remarks = terms_of_use(), " ".join(self.listing.remarks)
        return [
            (_("Publiée le"), lambda row: day(row.published)),
            (_("Mise à jour le"), lambda row: day(row.updated)),
            (_("Licence"), lambda row: terms["licence"]["name"]),
            (_("Attribution"), lambda row: terms["attribution"]),
            *([(_("Remarque"), lambda row: remarks)] if remarks else []),
        ]

    def sheet(self):
        """The whole list, however long: yields its text."""
        columns = [*self.columns, *self.last_columns]
        header = [name for name, _value in columns]
        return sheets.lines(header, self.each(lambda row: [value(row) for _name, value in columns]))

    def each(self, make):
        """What `make` makes of each row of the list, in its language: yields, a chunk at a time."""
        for part in chunks(self.listing.ids[: len(self.listing.ids)]):
            with override(self.listing.language):  # not around a yield: the reader has its own
                made = [make(row) for row in rows(part)]
            yield from made

    # Atom

    def feed(self, page):
        turn = {
            "previous": page.has_previous() and page.previous_page_number(),
            "next": page.has_next() and page.next_page_number(),
        }
        addresses = {
            relation: number and self.listing.address("atom", number)
            for relation, number in turn.items()
        }
        terms = terms_of_use()
        feed = Feed(
            title=xml(f"{self.listing.title} – {terms['attribution']}"),
            link=self.listing.address(),
            description=None,
            subtitle=xml(" ".join([self.listing.summary, *self.listing.remarks])),
            language=self.listing.language,
            feed_url=self.listing.address("atom", page.number),
            feed_guid=self.listing.address("atom"),
            author_name=terms["attribution"],
            feed_copyright=rights(),
            **addresses,
        )
        for row in rows(page.object_list):
            feed.add_row(row)
        return feed.writeString("utf-8")


def day(value):
    """A date as every spreadsheet reads it."""
    return value and localdate(value).isoformat()
