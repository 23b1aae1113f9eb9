"""What a visitor asks of a list, read from its parameters; what was not understood is told."""

from django.utils.translation import gettext_lazy

from portal.catalogue.languages import all_languages
from portal.catalogue.reading import catalogue
from portal.exports.forms import FORMAT
from portal.query import known_values, references_of, repeated, unknown_names, words_of

SELECTION = "fiches"  # what a visitor keeps while reading a list: it narrows none
VIEW, OPENED = "vue", "choix"  # how a list shows itself: its rows, and the facet that is whole
LANGUAGE, EVERY = "langue", "toutes"  # whether it holds what exists in other languages only


class Asked:
    """A subclass says its facets and their values: see `portal.filters.ListFilterSet`."""

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
    SINGLE = ("q", "tri", VIEW, OPENED, LANGUAGE, "page", FORMAT)
    others = (*SINGLE, SELECTION)
    # The visitor's selection, where its notices are among the list's; None where the list only
    # passes it along.
    chosen = None
    # A `portal.territory_search.TerritorySearch`, where the list ranks by territory.
    place_search = None

    def __init__(self, params, locale_id):
        self.params, self.locale_id = params, locale_id
        self.words, self.notices = words_of(params)
        self.is_everywhere = bool(self.read(LANGUAGE, {EVERY}))
        self.catalogue = (all_languages if self.is_everywhere else catalogue)(locale_id)
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
        self.match()

    def read(self, name, known):
        values, notices = known_values(self.params, name, known)
        self.notices += notices
        return values

    def vocabulary(self):
        """{parameter: [(value, label)]}, in the order of the form."""
        raise NotImplementedError

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
        if self.is_everywhere:
            params[LANGUAGE] = EVERY
        if references := references_of(self.params)[0]:
            params[SELECTION] = ",".join(references)
        return params
