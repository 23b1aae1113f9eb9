"""The contract of parameters of the list of resources."""

from django.utils.translation import gettext_lazy as _

from portal.filters import FacetFilter, ListFilterSet
from portal.models import Pillar, Theme
from portal.vocabulary import terms

from .models import ResourcePage


class ResourceFilterSet(ListFilterSet):
    nature = FacetFilter(label=_("Type de ressource"))
    pilier = FacetFilter(label=_("Pilier"))
    theme = FacetFilter(label=_("Thème"))

    def vocabulary(self):
        return {
            "nature": ResourcePage.Kind.choices,
            "pilier": terms(Pillar, self.locale_id),
            "theme": terms(Theme, self.locale_id),
        }
