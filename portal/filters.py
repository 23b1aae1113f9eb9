"""Filters of a list: a form bound to GET, whose unknown values are left out and told."""

from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .catalogue.excerpt import found_in
from .catalogue.reading import catalogue
from .exports.forms import FORMAT, FORMS
from .facets import Facet, Option, fitted
from .models import CatalogueRow
from .query import known_values, page_of, references_of, repeated, shown, unknown_names, words_of

SELECTION = "fiches"  # what a visitor keeps while reading a list: it narrows none
VIEW, OPENED = "vue", "choix"  # how a list shows itself: its rows, and the facet that is whole


@dataclass
class Choice:
    """A value in force, and the query string of the same list without it."""

    label: str
    value: str
    without: str


class Results:
    """The matching pages as a sequence: sorted, and fetched, only as far as they are shown."""

    def __init__(self, count, ids, fetch):
        self.count, self.ids, self.fetch = count, ids, fetch

    def __len__(self):
        return self.count

    def __getitem__(self, part):
        return self.fetch(self.ids(part.start or 0, min(part.stop, self.count)))


class ListFilterSet:
    """The contract of parameters of a list: what is asked, what matches, how many each option gives.

    A subclass says its kind of page (all when ""), names in `labels` its facets, in the order of
    the form, and says in `vocabulary` what values each may take. A value outside of it is left
    out, with a notice.
    """

    RECENT, TITLE, RELEVANCE = "recent", "titre", "pertinence"
    SORTS = (
        (RECENT, gettext_lazy("les plus récentes")),
        (TITLE, gettext_lazy("titre")),
        (RELEVANCE, gettext_lazy("pertinence")),
    )
    COMPACT = "resserree"  # value of `vue`: the list without covers nor summaries
    kind = ""
    labels = {}
    # What this list serves of the contract, and what it does not.
    formats = ("html", "json", "csv", "atom")
    unserved = ("commune",)
    # Its parameters besides those of `labels` and `unserved`: of one value each, then the others.
    SINGLE = ("q", "tri", VIEW, OPENED, "page", FORMAT)
    others = (*SINGLE, SELECTION)
    # The visitor's selection, where its notices are among the list's; None where the list only
    # passes it along.
    chosen = None
    # A `portal.territory_search.TerritorySearch`, where the list ranks by territory.
    place_search = None

    def __init__(self, params, pages, locale_id):
        """`pages`: the queryset that fetches what a card shows."""
        self.params, self.pages, self.locale_id = params, pages, locale_id
        self.words, self.notices = words_of(params)
        self.catalogue = catalogue(locale_id)
        self.scope = self.catalogue.of_kind(self.kind)
        self.selection = {}
        self.known = self.vocabulary()
        for name, known in self.known.items():
            values = self.read(name, dict(known))
            if values:
                self.selection[name] = values
        self.sort = next(reversed(self.read("tri", dict(self.SORTS))), None)
        self.is_compact = bool(self.read(VIEW, {self.COMPACT}))
        self.opened = next(reversed(self.read(OPENED, self.known)), None)
        self.read(FORMAT, self.formats)
        for name in self.unserved:
            self.read(name, {})
        self.notices += repeated(params, self.SINGLE)
        self.notices += unknown_names(params, {*self.known, *self.unserved, *self.others})
        self.search = self.catalogue.search(self.words, self.scope) if self.words else None
        if self.search and not self.search.words:
            self.notices.append(
                _("Rien à chercher dans « %(words)s ».") % {"words": shown(self.words)}
            )
        self.found = self.search.found if self.search else self.scope
        self.matching = self.catalogue.matching(self.selection, self.found)

    def read(self, name, known):
        values, notices = known_values(self.params, name, known)
        self.notices += notices
        return values

    def vocabulary(self):
        """{parameter: [(value, label)]}, in the order of the form."""
        raise NotImplementedError

    def results(self):
        """The matching pages: by relevance where there are words, else the latest first."""
        return Results(len(self.matching), self.ids, self.fetch)

    def ids(self, start, stop):
        sort = self.current_sort
        if sort == self.RELEVANCE and self.search:
            return self.catalogue.by_relevance(self.search, self.matching, start, stop)
        order = self.TITLE if sort == self.TITLE else self.RECENT
        return self.catalogue.sorted(self.matching, order, start, stop)

    def fetch(self, ids):
        """Those pages in that order, but those that went away since, with their `found` passage."""
        pages = self.pages.in_bulk(ids)
        for row in self.rows(ids):
            if row.page_id in pages:
                self.tell(pages[row.page_id], row)
        return [pages[page_id] for page_id in ids if page_id in pages]

    def rows(self, ids):
        """What `tell` reads of those pages in the catalogue."""
        if not self.columns_told:
            return []
        rows = CatalogueRow.objects.filter(page_id__in=ids).order_by()
        return rows.values_list("page_id", *self.columns_told, named=True)

    @property
    def columns_told(self):
        """What `tell` reads of a row: nothing, where a card says no more than its page knows."""
        return ("title", "summary", "body") if self.search else ()

    def tell(self, page, row):
        """Gives the page what its card says of this visitor's question, from its row."""
        if self.search:
            page.found = found_in(row, self.search.forms, self.catalogue.language)

    @cached_property
    def remarks(self):
        """What was looked for instead of what was asked, when that gave nothing."""
        if not self.search or not self.search.found:
            return []
        if self.search.corrected:
            return [
                _("Aucun résultat pour « %(asked)s » ; voici ceux de « %(corrected)s ».")
                % {"asked": self.words, "corrected": self.search.corrected}
            ]
        if self.search.is_partial:
            return [
                _("Rien ne réunit tous les mots de « %(asked)s » ; voici ce qui en a le plus.")
                % {"asked": self.words}
            ]
        return []

    @property
    def sorts(self):
        """[(value, label)] of `tri`, as the form shows them."""
        return self.SORTS

    @property
    def current_sort(self):
        return self.sort or (self.RELEVANCE if self.words else self.RECENT)

    def facets(self):
        """The facets that have something to offer. Options without result are left out."""
        facets = []
        for param, known in self.known.items():
            counts = self.catalogue.counts(self.selection, self.found, param)
            chosen = self.selection.get(param, ())
            options = [
                Option(value, label, counts.get(value, 0), value in chosen)
                for value, label in known
                if value in counts or value in chosen
            ]
            if options:
                facets.append(Facet(param, self.labels[param], options))
        return facets

    @cached_property
    def form(self):
        """(the facets that the form shows, those that it only names)"""
        return fitted(self.facets(), self.opened)

    def counts(self):
        """{parameter: {value: how many it would give}} of those facets."""
        counts = {
            facet.param: {option.value: option.count for option in facet.options}
            for facet in self.facets()
        }
        return {param: counts.get(param, {}) for param in self.known}

    def choices_in_force(self):
        """Every choice of the visitor, each with the way to take it back."""
        choices = [
            Choice(self.labels[param], dict(known)[value], self.without(param, value))
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

    def forms(self):
        """[(form, its name, query string of the same list in that form)]"""
        params, forms = self.data_params(), []
        for form in self.formats:
            if form in FORMS:
                params[FORMAT] = form
                forms.append((form, FORMS[form].label, params.urlencode()))
        return forms

    def data_params(self):
        """Those of the parameters that change which results there are, or their order."""
        params = self.clean_params()
        for name in (VIEW, OPENED, SELECTION):
            params.pop(name, None)
        return params

    @property
    def feed(self):
        """The query string of its feed, for the head of the page."""
        return next(query for form, _label, query in self.forms() if form == "atom")

    def refusals(self, form):
        """Why the list cannot be given in a form that leaves no room for notices."""
        if form in self.formats:
            return [*self.notices, *self.refused_selection()]
        told = _("Cette liste ne se donne pas en %(form)s, mais en %(forms)s.")
        forms = ", ".join(label for _form, label, _query in self.forms())
        return [told % {"form": FORMS[form].label, "forms": forms}]

    def refused_selection(self):
        if not self.params.get(SELECTION, "").strip():
            return []
        return [
            _("« fiches » ne resserre pas une liste : c’est une sélection qui se demande ainsi.")
        ]

    def clean_params(self):
        """The parameters that were understood, without `page` nor `format`."""
        params = self.params.copy()
        params.clear()
        if self.words:
            params["q"] = self.words
        for name, values in self.selection.items():
            params.setlist(name, values)
        if self.sort:
            params["tri"] = self.sort
        if self.is_compact:
            params[VIEW] = self.COMPACT
        if self.opened:
            params[OPENED] = self.opened
        if references := references_of(self.params)[0]:
            params[SELECTION] = ",".join(references)
        return params


def list_context(filters, per_page):
    """What the template of a filtered list needs, whole or in place."""
    results, notices = page_of(filters.params, filters.results(), per_page)
    return {
        "filters": filters,
        "facets": filters.form[0],
        "folded": filters.form[1],
        "results": results,
        "notices": [*filters.notices, *filters.remarks, *notices],
    }
