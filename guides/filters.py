"""The contract of parameters of the list of resources."""

from django.utils.translation import gettext_lazy as _

from portal.filters import FacetFilter, ListFilterSet, terms
from portal.models import Pillar, Theme

from .models import ResourcePage


class ResourceFilterSet(ListFilterSet):
    nature = FacetFilter(label=_("Type de ressource"))
    pilier = FacetFilter(label=_("Pilier"))
    theme = FacetFilter(label=_("Thème"))

    def vocabulary(self):
        names = terms(Pillar, Theme, locale_id=self.locale_id)
        return {
            "nature": ResourcePage.Kind.choices,
            "pilier": names[Pillar],
            "theme": names[Theme],
        }
