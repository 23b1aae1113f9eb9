"""A list's form: its facets with their counts, and the choices in force, each with its way back."""

from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from portal.facets import Facet, Option, fitted

from .asked import LANGUAGE


@dataclass
class Choice:
    """A value in force, and the query string of the same list without it."""

    label: str
    value: str
    without: str


class Form:
    """What the form of a list shows of what is asked and of what it gives."""

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
        if self.is_everywhere:
            choices.append(Choice(_("Langue"), _("toutes"), self.without(LANGUAGE, None)))
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
