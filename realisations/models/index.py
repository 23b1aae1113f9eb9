from django.utils.translation import gettext_lazy as _

from portal.catalogue import Catalogue
from portal.models import IndexPage, Pillar

from .realisations import RealisationPage


class RealisationIndexPage(IndexPage):
    page_description = "La liste des réalisations, avec ses filtres."
    kind_label = _("Réalisations")

    per_page = 12
    template = "realisations/realisation_index_page.html"
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["realisations.RealisationPage"]

    class Meta:
        verbose_name = "liste des réalisations"

    def serve(self, request, *args, **kwargs):
        from realisations.formats import atom

        if request.GET.get("format") == "atom":
            return atom(self, request)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        from portal.filters import list_context
        from realisations.views import list_filters

        context = super().get_context(request, *args, **kwargs)
        return context | list_context(list_filters(self, request), self.per_page)

    def realisations(self):
        """The published fiches of this language."""
        return RealisationPage.objects.child_of(self).published()

    def latest(self, count=5):
        return self.realisations().for_cards().latest_first()[:count]

    def pillar_doors(self):
        """The four pillars, each with its number of published fiches: the ways in."""
        counts = Catalogue(self.realisations()).counts({}, "pilier")
        pillars = Pillar.objects.filter(locale_id=self.locale_id)
        return [
            {
                "slug": pillar.slug,
                "name": pillar.name,
                "tagline": pillar.tagline,
                "count": counts[pillar.slug],
            }
            for pillar in pillars
        ]

    @property
    def inks(self):
        return ["sobriete", "inclusion", "resilience", "creativite"]
