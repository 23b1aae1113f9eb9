"""The contract of parameters of the list of resources."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.filters import ListFilterSet

from .models import ResourcePage


class ResourceFilterSet(ListFilterSet):
    kind = ResourcePage.catalogue_kind
    pages = ResourcePage.objects.live()
    labels = {"nature": _("Type de ressource"), "pilier": _("Pilier"), "theme": _("Thème")}

    def vocabulary(self):
        return ResourcePage.facet_labels(self.locale_id)

    def refusals(self, form):
        """A resource is of no place."""
        notices = super().refusals(form)
        return (
            [*notices, gettext("Les ressources n’ont pas de lieu.")]
            if form == "geojson"
            else notices
        )
