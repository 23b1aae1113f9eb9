"""The contract of parameters of the list of réalisations."""

from django.utils.translation import gettext_lazy as _

from portal.filters import ListFilterSet

from .models import RealisationPage


class RealisationFilterSet(ListFilterSet):
    kind = RealisationPage.catalogue_kind
    labels = {
        "pilier": _("Pilier"),
        "theme": _("Thème"),
        "region": _("Région"),
        "territoire": _("Territoire"),
        "acteur": _("Acteur"),
        "nature": _("Nature"),
        "stade": _("Stade"),
        "annee": _("Année"),
    }

    def vocabulary(self):
        years = set(self.catalogue.values("annee", self.scope))
        years |= {year for year in self.params.getlist("annee") if is_year(year)}
        return RealisationPage.facet_labels(self.locale_id) | {
            "annee": [(year, year) for year in sorted(years, reverse=True)]
        }


def is_year(text):
    """A year may have no fiche and still be a year: it gives an empty list, not a notice."""
    return len(text) == 4 and text.isascii() and text.isdigit() and "1900" <= text <= "2100"
