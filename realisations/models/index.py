from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from portal.catalogue.index import RECENT
from portal.catalogue.reading import catalogue
from portal.in_place import InPlace
from portal.models import IndexPage, Pillar

from .finding import PLACE
from .realisations import RealisationPage


class RealisationIndexPage(InPlace, IndexPage):
    page_description = "La liste des réalisations, avec ses filtres."
    kind_label = _("Réalisations")

    per_page = 12
    template = "realisations/realisation_index_page.html"
    parent_page_types = ["portal.HomePage"]
    subpage_types = [
        "realisations.RealisationPage",
        "realisations.MapPage",
        "realisations.ComparisonPage",
        "realisations.SelectionPage",
    ]

    class Meta:
        verbose_name = "liste des réalisations"

    def serve(self, request, *args, **kwargs):
        from realisations.formats import atom
        from realisations.views import list_filters

        if request.GET.get("format") == "atom":
            return atom(self, request)
        # A name that leaves no doubt goes straight on to its territory, where the URL says it.
        if request.GET.get(PLACE) and (query := list_filters(self, request).place_search.chosen):
            return HttpResponseRedirect(f"{self.get_url(request)}?{query}")
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        from portal.filters import list_context
        from realisations.views import list_filters

        filters = list_filters(self, request)
        context = super().get_context(request, *args, **kwargs) | {"selection": filters.chosen}
        return context | list_context(filters, self.per_page)

    def cards(self):
        """Fiches with what a card shows. Which ones, the catalogue says."""
        return RealisationPage.objects.live().for_cards()

    def latest(self, count=5):
        """The latest fiches of this language."""
        known = catalogue(self.locale_id)
        ids = known.sorted(known.of_kind(RealisationPage.catalogue_kind), RECENT, 0, count)
        pages = self.cards().in_bulk(ids)
        return [pages[page_id] for page_id in ids if page_id in pages]

    def pillar_doors(self):
        """The four pillars, each with its number of published fiches: the ways in."""
        known = catalogue(self.locale_id)
        counts = known.counts({}, known.of_kind(RealisationPage.catalogue_kind), "pilier")
        pillars = Pillar.objects.filter(locale_id=self.locale_id)
        return [
            {
                "slug": pillar.slug,
                "name": pillar.name,
                "tagline": pillar.tagline,
                "count": counts.get(pillar.slug, 0),
            }
            for pillar in pillars
        ]

    @property
    def inks(self):
        return ["sobriete", "inclusion", "resilience", "creativite"]
