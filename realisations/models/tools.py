"""What helps to choose among the réalisations: the map, the comparison, the visitor's selection."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageViewRestriction

from portal.exports.forms import FORMAT, HTML
from portal.in_place import InPlace
from portal.models import BasePage

from .finding import PLACE


def addresses_of_tools(locale_id):
    """{name of the type: address} of the tools of that language that anyone may read. One query.

    Found by their types alone: asked for the language too, SQLite would walk all its pages.
    """
    types = ContentType.objects.get_for_models(MapPage, ComparisonPage, SelectionPage).items()
    names = {content_type.pk: model.__name__ for model, content_type in types}
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    closed = PageViewRestriction.objects.annotate(below=path).filter(
        below__startswith=F("page__path")
    )
    pages = Page.objects.live().filter(~Exists(closed), content_type__in=names).order_by("-path")
    return {
        names[page.content_type_id]: page.get_url() for page in pages if page.locale_id == locale_id
    }


class ToolPage(BasePage):
    """Stands below the list of réalisations, once, and reads the same parameters."""

    kind_label = _("Réalisations")

    parent_page_types = ["realisations.RealisationIndexPage"]
    subpage_types = []
    max_count_per_parent = 1

    class Meta:
        abstract = True

    @property
    def inks(self):
        return ["sobriete", "inclusion", "resilience", "creativite"]


class ChoicePage(ToolPage):
    """Shows the fiches that `fiches` names: see `realisations.selection`."""

    formats = ()  # other than HTML, in which it may be asked for
    views = ()  # values of `vue`

    class Meta(ToolPage.Meta):
        abstract = True


class MapPage(InPlace, ToolPage):
    """See `realisations.mapping`."""

    page_description = "La carte des réalisations, avec les filtres de la liste."
    catalogue_kind = "page"
    template = "realisations/map_page.html"
    list_template = "realisations/map.html"

    class Meta:
        verbose_name = "carte des réalisations"
        verbose_name_plural = "cartes des réalisations"

    def serve(self, request, *args, **kwargs):
        from realisations.mapping import MapFilterSet

        # As in the list: a name that leaves no doubt goes straight on to its territory.
        if request.GET.get(PLACE):
            search = MapFilterSet(request.GET, self.locale_id).place_search
            if search.chosen:
                return HttpResponseRedirect(f"{self.get_url(request)}?{search.chosen}")
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        from realisations.mapping import map_context

        return super().get_context(request, *args, **kwargs) | map_context(self, request)


class ComparisonPage(ChoicePage):
    """See `realisations.comparison`."""

    page_description = "La comparaison de deux à quatre fiches, que le visiteur choisit."
    template = "realisations/comparison_page.html"

    class Meta:
        verbose_name = "comparaison de fiches"
        verbose_name_plural = "comparaisons de fiches"

    def get_context(self, request, *args, **kwargs):
        from realisations.comparison import comparison_context

        return super().get_context(request, *args, **kwargs) | comparison_context(self, request)


class SelectionPage(ChoicePage):
    """See `realisations.selection`."""

    page_description = "La sélection de fiches d’un visiteur, que son adresse tient tout entière."
    formats = ("pdf", "html", "json")
    views = ("visite",)
    template = "realisations/selection_page.html"
    visit_template = "realisations/visit_page.html"

    class Meta:
        verbose_name = "sélection de fiches"
        verbose_name_plural = "sélections de fiches"

    def serve(self, request, *args, **kwargs):
        from realisations.dossiers.views import FORM, selection_pdf
        from realisations.formats import selection

        form = request.GET.get(FORMAT)
        if form == HTML:
            return self.serve_file(request, *args, **kwargs)
        if form == FORM:
            return selection_pdf(self, request)
        if form in self.formats:
            return selection.answer(self, request, form)
        return super().serve(request, *args, **kwargs)

    def serve_file(self, request, *args, **kwargs):
        """The selection in one file; else this page, which says what cannot be in it (400)."""
        from realisations import offline

        if response := offline.answer_selection(self, request):
            return response
        response = super().serve(request, *args, **kwargs)
        response.status_code = 400
        return response

    def data_operation(self):
        from realisations.formats import selection

        return selection.operation(self)

    def get_template(self, request, *args, **kwargs):
        return self.visit_template if self.is_visit(request) else super().get_template(request)

    def get_context(self, request, *args, **kwargs):
        from realisations.selection import selection_context
        from realisations.visit import visit_context

        told = visit_context if self.is_visit(request) else selection_context
        return super().get_context(request, *args, **kwargs) | told(self, request)

    def is_visit(self, request):
        """Whether the selection is asked for as places to go to, in order."""
        return request.GET.get("vue") in self.views
