"""The search over the whole portal: every kind of page, with the words where they were found."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .catalogue.excerpt import found_in
from .catalogue.index import KIND
from .filters import ListFilterSet
from .models import CatalogueRow, PageKind
from .query import page_of


@dataclass
class Hit:
    """A page as the search shows it."""

    url: str
    kind: str
    name: str
    title: SafeString
    excerpt: SafeString
    kind_label: str
    reference: str
    foreign: tuple | None  # (code, name) of its language, where it is not the reader’s


class SearchFilterSet(ListFilterSet):
    labels = {KIND: _("Type de page")}
    formats = ("html",)
    unserved = (
        "pilier", "theme", "territoire", "region", "acteur", "nature", "stade", "annee", "commune",
    )  # fmt: skip

    def vocabulary(self):
        return {KIND: PageKind.choices}

    @property
    def is_asked(self):
        """Without words nor type, nothing was asked: there is nothing to list."""
        return bool(self.words or self.selection)

    def fetch(self, ids):
        rows = CatalogueRow.objects.select_related("page__locale").in_bulk(ids)
        return [self.hit(rows[page_id]) for page_id in ids if page_id in rows]

    def hit(self, row):
        wanted = self.search.forms if self.search else []
        found = found_in(row, wanted, self.language_of(row))
        return Hit(
            url=row.page.get_url(),
            kind=row.kind,
            name=row.title,
            title=found.title,
            excerpt=found.excerpt,
            kind_label=row.get_kind_display(),
            reference=row.reference,
            foreign=self.foreign(row.locale_id),
        )

    def types(self):
        """[(option, query string that ticks or unticks it)]"""
        return [
            (option, self.without(KIND, option.value) if option.checked else self.with_type(option))
            for facet in self.facets()
            for option in facet.options
        ]

    def with_type(self, option):
        params = self.clean_params()
        params.appendlist(KIND, option.value)
        return params.urlencode()


def search_context(page, request):
    filters = SearchFilterSet(request.GET, page.locale_id)
    results, notices = page_of(
        request.GET, filters.results() if filters.is_asked else [], page.per_page
    )
    return {
        "filters": filters,
        "words": filters.words,
        "results": results,
        "notices": [*filters.notices, *filters.remarks, *notices],
    }
