from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from portal.catalogue.index import RECENT
from portal.catalogue.reading import catalogue
from portal.exports.forms import asked_form
from portal.exports.pages import ExportedList
from portal.in_place import InPlace
from portal.models import IndexPage, Pillar

from .finding import PLACE
from .realisations import RealisationPage


class RealisationIndexPage(ExportedList, InPlace, IndexPage):
    page_description = "La liste des réalisations, avec ses filtres."
    kind_label = _("Réalisations")

    per_page = 12
    data_examples = (
        (_("Ce qui sert la sobriété, pour un tableur"), "pilier=sobriete&format=csv"),
        (_("Sobriété et créativité à la fois"), "pilier=sobriete&pilier=creativite&format=json"),
        (_("Ce qui ressemble à Angers, le plus ressemblant d’abord"), "commune=49007&format=json"),
        (_("Une carte de ce qui s’est fait en métropole"), "territoire=metropole&format=geojson"),
        (_("Être prévenu de ce qui parle de données"), "q=données&format=atom"),
    )
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

    def list_filters(self, params):
        from realisations.filters import RealisationFilterSet

        return RealisationFilterSet(params, self.locale_id)

    @classmethod
    def export_class(cls):
        from realisations.formats import RealisationExport

        return RealisationExport

    def list_export(self, listing, filters):
        return self.export_class()(listing, filters.ranking if filters.territory else None)

    def answer(self, request, form):
        from realisations.dossiers.views import FORM, list_pdf

        return list_pdf(self, request) if form == FORM else super().answer(request, form)

    def serve(self, request, *args, **kwargs):
        # A name that leaves no doubt goes straight on to its territory, where the URL says it.
        is_named = request.GET.get(PLACE) and not asked_form(request.GET)
        if is_named and (query := self.list_filters(request.GET).place_search.chosen):
            return HttpResponseRedirect(f"{self.get_url(request)}?{query}")
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        chosen = context["filters"].chosen
        return context | {"selection": chosen, "map_url": chosen.map_url}

    def latest(self, count=5):
        """The latest fiches of this language."""
        known = catalogue(self.locale_id)
        ids = known.sorted(known.of_kind(RealisationPage.catalogue_kind), RECENT, 0, count)
        pages = RealisationPage.objects.live().for_cards().in_bulk(ids)
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
