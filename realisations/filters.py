"""The contract of parameters of the list of réalisations."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.exports.rows import Addresses
from portal.filters import Choice, ListFilterSet
from portal.territories import KINDS
from portal.territory_search import read_territory, territory_search

from .cards import COLUMNS, Card
from .likeness import Ranking
from .models import RealisationPage
from .models.finding import PLACE
from .selection import MOST, Selection


class RealisationFilterSet(ListFilterSet):
    kind = RealisationPage.catalogue_kind
    labels = {
        "pilier": gettext_lazy("Pilier"),
        "theme": gettext_lazy("Thème"),
        "region": gettext_lazy("Région"),
        "territoire": gettext_lazy("Territoire"),
        "acteur": gettext_lazy("Acteur"),
        "nature": gettext_lazy("Nature"),
        "stade": gettext_lazy("Stade"),
        "annee": gettext_lazy("Année"),
    }
    formats = ("html", "json", "csv", "geojson", "atom", "pdf")
    unserved = ()
    others = (*ListFilterSet.others, *KINDS, PLACE)

    def __init__(self, params, locale_id):
        super().__init__(params, locale_id)
        self.chosen = Selection(params, locale_id)
        self.notices += self.chosen.notices
        self.territory = self.read_territory()

    def vocabulary(self):
        years = set(self.catalogue.values("annee", self.scope))
        years |= {year for year in self.params.getlist("annee") if is_year(year)}
        return RealisationPage.facet_labels(self.locale_id) | {
            "annee": [(year, year) for year in sorted(years, reverse=True)]
        }

    # By likeness to a territory

    def read_territory(self):
        """The commune, or else the EPCI, that the visitor gives as theirs; None without."""
        given = [(name, value) for name in KINDS for value in self.params.getlist(name)]
        given = [(name, value) for name, value in given if value.strip()]
        read = [read_territory(name, value) for name, value in given]
        self.notices += [notice for _territory, notice in read if notice][:5]
        known = [territory for territory, _notice in read if territory]
        if len(known) > 1:
            told = _("Un seul territoire à la fois : les réalisations sont classées pour %(name)s.")
            self.notices.append(told % {"name": known[0].label})
        return known[0] if known else None

    @cached_property
    def place_search(self):
        """The search of a territory by its name, in the parameter `lieu`."""
        return territory_search(self.params, name=PLACE)

    @cached_property
    def ranking(self):
        return Ranking(self.territory)

    @property
    def is_ranked(self):
        return bool(self.territory) and self.current_sort == self.RELEVANCE

    @property
    def current_sort(self):
        return self.sort or (self.RELEVANCE if self.territory else super().current_sort)

    @property
    def sorts(self):
        if not self.territory:
            return self.SORTS
        return [*self.SORTS[:2], (self.RELEVANCE, _("ressemblance"))]

    def ids(self, start, stop):
        if not self.is_ranked:
            return super().ids(start, stop)
        return self.catalogue.by_worth(PLACE, self.worth, self.matching, self.search, start, stop)

    def worth(self, key):
        return self.ranking.of_key(key).score

    def fetch(self, ids):
        """Their cards, in that order, but those of pages that went away since."""
        addresses = Addresses()
        cards = {row.page_id: self.card(row, addresses) for row in self.rows(ids)}
        return [cards[page_id] for page_id in ids if page_id in cards]

    @property
    def columns(self):
        return tuple(dict.fromkeys((*COLUMNS, *super().columns)))

    def card(self, row, addresses):
        card = Card(row, addresses)
        self.tell(card, row)
        if self.territory:
            card.likeness = self.ranking.of(row.facets.get(PLACE, ()))
        return card

    def forms(self):
        """No document of an empty list, nor of one that is too long to be printed."""
        printable = 0 < len(self.matching) <= MOST
        return [form for form in super().forms() if form[0] != "pdf" or printable]

    def refusals(self, form):
        """A name of a territory is for a reader to choose among those that answer it."""
        if not self.params.get(PLACE, "").strip():
            return super().refusals(form)
        told = _(
            "« lieu » cherche un nom dans la page : donnez ici « commune » (code INSEE) ou « epci » (SIREN)."
        )
        return [*super().refusals(form), told]

    def choices_in_force(self):
        choices = super().choices_in_force()
        if self.territory:
            without = self.clean_params()
            del without[self.territory.kind]
            choices.append(Choice(_("Comme"), self.territory.label, without.urlencode()))
        return choices

    def clean_params(self):
        params = super().clean_params()
        if self.territory:
            params[self.territory.kind] = self.territory.code
        return params


def is_year(text):
    """A year may have no fiche and still be a year: it gives an empty list, not a notice."""
    return len(text) == 4 and text.isascii() and text.isdigit() and "1900" <= text <= "2100"
