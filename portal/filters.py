"""Filters of a list: a form bound to GET, whose unknown values are left out and told."""

from dataclasses import dataclass, field

import django_filters
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .catalogue import Catalogue
from .query import known_values, page_of, searchable, words_of


@dataclass
class Option:
    value: str
    label: str
    count: int
    checked: bool


@dataclass
class Facet:
    """One parameter, its label and the options worth showing."""

    param: str
    label: str
    options: list[Option] = field(default_factory=list)

    @property
    def checked(self):
        return any(option.checked for option in self.options)


@dataclass
class Choice:
    """A value in force, and the query string of the same list without it."""

    label: str
    value: str
    without: str


class FacetFilter(django_filters.MultipleChoiceFilter):
    """A repeated parameter. The catalogue says which pages match."""


class ListFilterSet(django_filters.FilterSet):
    """The contract of parameters of a list: form, validation, labels.

    A subclass declares a FacetFilter for each facet and says in `vocabulary` what values each
    may take. A value outside of it is left out, with a notice.
    """

    RECENT, TITLE, RELEVANCE = "recent", "titre", "pertinence"
    SORTS = (
        (RECENT, gettext_lazy("les plus récentes")),
        (TITLE, gettext_lazy("titre")),
        (RELEVANCE, gettext_lazy("pertinence")),
    )
    COMPACT = "resserree"  # value of `vue`: the list without covers nor summaries
    # What this list serves of the contract, and what it does not.
    formats = ("html", "atom")
    unserved = ("commune", "fiches")

    q = django_filters.CharFilter(label=gettext_lazy("Mots"))
    tri = django_filters.ChoiceFilter(label=gettext_lazy("Trier par"), choices=SORTS)

    def __init__(self, params, queryset, locale_id):
        self.params, self.locale_id = params, locale_id
        self.words, self.notices = words_of(params)
        self.catalogue = Catalogue(queryset)
        self.selection = {}
        self.known = self.vocabulary()
        for name, known in self.known.items():
            values = self.read(name, dict(known))
            if values:
                self.selection[name] = values
        self.sort = next(iter(self.read("tri", dict(self.SORTS))), None)
        self.is_compact = bool(self.read("vue", {self.COMPACT}))
        self.read("format", self.formats)
        for name in self.unserved:
            self.read(name, {})
        bound = {**self.selection, "q": self.words, "tri": self.sort or ""}
        super().__init__(bound, queryset)
        for name, known in self.known.items():
            self.filters[name].extra["choices"] = known

    def read(self, name, known):
        values, notices = known_values(self.params, name, known)
        self.notices += notices
        return values

    def vocabulary(self):
        """{parameter: [(value, label)]}, in the order of the form."""
        raise NotImplementedError

    @cached_property
    def found(self):
        """Keys of the pages that hold the words, best first; None without words."""
        if not self.words:
            return None
        words = searchable(self.words)
        pages = self.queryset.search(words, operator="and") if words else []
        return [page.pk for page in pages]

    def filter_queryset(self, queryset):
        if self.found is not None:
            self.catalogue.restrict(self.found)
        if self.selection or self.found is not None:
            queryset = queryset.filter(pk__in=self.catalogue.matching(self.selection))
        return queryset

    def results(self):
        """The matching pages, sorted: by relevance where there are words, else the latest first."""
        pages, sort = self.qs, self.current_sort
        if sort == self.TITLE:
            return pages.order_by("title", "pk")
        if sort == self.RELEVANCE and self.found is not None:
            rank = {pk: position for position, pk in enumerate(self.found)}
            return sorted(pages, key=lambda page: rank[page.pk])
        return pages.order_by("-first_published_at", "-pk")

    @property
    def current_sort(self):
        return self.sort or (self.RELEVANCE if self.words else self.RECENT)

    def facets(self):
        """The facets that have something to offer. Options without result are left out."""
        facets = []
        for param, known in self.known.items():
            counts = self.catalogue.counts(self.selection, param)
            chosen = self.selection.get(param, ())
            options = [
                Option(value, label, counts[value], value in chosen)
                for value, label in known
                if counts[value] or value in chosen
            ]
            if options:
                facets.append(Facet(param, self.filters[param].label, options))
        return facets

    def choices_in_force(self):
        """Every choice of the visitor, each with the way to take it back."""
        choices = [
            Choice(self.filters[param].label, dict(known)[value], self.without(param, value))
            for param, known in self.known.items()
            for value in self.selection.get(param, ())
        ]
        if self.words:
            choices.insert(0, Choice(_("Mots"), self.words, self.without("q", None)))
        return choices

    @property
    def told(self):
        """The choices in force in one line, after the title of the list: “ : sobriété, Nantes”."""
        values = ", ".join(str(choice.value) for choice in self.choices_in_force())
        return f" : {values}" if values else ""

    def without(self, param, value):
        params = self.clean_params()
        params.setlist(
            param, [v for v in params.getlist(param) if value is not None and v != value]
        )
        return params.urlencode()

    def clean_params(self):
        """The parameters that were understood, without `page`."""
        params = self.params.copy()
        params.clear()
        if self.words:
            params["q"] = self.words
        for name, values in self.selection.items():
            params.setlist(name, values)
        if self.sort:
            params["tri"] = self.sort
        if self.is_compact:
            params["vue"] = self.COMPACT
        return params


def list_context(filters, per_page):
    """What the template of a filtered list needs."""
    results, notices = page_of(filters.params, filters.results(), per_page)
    return {
        "filters": filters,
        "facets": filters.facets(),
        "results": results,
        "notices": [*filters.notices, *notices],
    }
