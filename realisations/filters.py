"""The contract of parameters of the list of réalisations."""

from django.utils.translation import gettext_lazy as _

from portal.filters import FacetFilter, ListFilterSet
from portal.models import OrganisationType, Pillar, TerritoryType, Theme
from portal.vocabulary import terms

from .models import RealisationPage
from .regions import ABROAD, REGIONS


class RealisationFilterSet(ListFilterSet):
    pilier = FacetFilter(label=_("Pilier"))
    theme = FacetFilter(label=_("Thème"))
    region = FacetFilter(label=_("Région"))
    territoire = FacetFilter(label=_("Territoire"))
    acteur = FacetFilter(label=_("Acteur"))
    nature = FacetFilter(label=_("Nature"))
    stade = FacetFilter(label=_("Stade"))
    annee = FacetFilter(label=_("Année"))

    def vocabulary(self):
        years = {year for row in self.catalogue.rows.values() for year in row.get("annee", ())}
        years |= {year for year in self.params.getlist("annee") if is_year(year)}
        return {
            "pilier": terms(Pillar, self.locale_id),
            "theme": terms(Theme, self.locale_id),
            "region": [*REGIONS.items(), (ABROAD, _("Hors de France"))],
            "territoire": terms(TerritoryType, self.locale_id),
            "acteur": terms(OrganisationType, self.locale_id),
            "nature": RealisationPage.Nature.choices,
            "stade": RealisationPage.Stage.choices,
            "annee": [(year, year) for year in sorted(years, reverse=True)],
        }


def is_year(text):
    """A year may have no fiche and still be a year: it gives an empty list, not a notice."""
    return len(text) == 4 and text.isascii() and text.isdigit() and "1900" <= text <= "2100"
