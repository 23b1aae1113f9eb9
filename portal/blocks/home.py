"""The sections of the home page. Each shows pages through what these pages say of themselves."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.locales import in_locale
from portal.query import published_only


def shown(pages, home):
    """The pages as themselves, in the language of the home page, but those not open to all."""
    pages = [in_locale(page, home.locale_id) for page in pages if page]
    return [page.specific for page in published_only(pages, lambda page: page)]


class SectionBlock(blocks.StructBlock):
    """A heading, and a page of the portal that gives the section its content."""

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["page"] = next(iter(shown([value["page"]], context["page"])), None)
        return context


class PillarsBlock(SectionBlock):
    heading = blocks.CharBlock(label="titre", default=_("Les quatre piliers"))
    page = blocks.PageChooserBlock(
        label="liste des réalisations", page_type="realisations.RealisationIndexPage"
    )

    class Meta:
        template = "blocks/home_pillars.html"
        icon = "tag"
        label = "Les quatre piliers"


class LatestBlock(SectionBlock):
    heading = blocks.CharBlock(label="titre")
    page = blocks.PageChooserBlock(
        label="liste", page_type=["realisations.RealisationIndexPage", "guides.ResourceIndexPage"]
    )

    class Meta:
        template = "blocks/home_latest.html"
        icon = "date"
        label = "Dernières publications d’une liste"


class FeatureBlock(SectionBlock):
    heading = blocks.CharBlock(label="rubrique")
    page = blocks.PageChooserBlock(label="page mise en avant")

    class Meta:
        template = "blocks/home_feature.html"
        icon = "pick"
        label = "Page mise en avant"


class SelectionBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label="titre")
    pages = blocks.ListBlock(blocks.PageChooserBlock(), label="pages choisies", min_num=1)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["pages"] = shown(value["pages"], context["page"])
        return context

    class Meta:
        template = "blocks/home_selection.html"
        icon = "list-ul"
        label = "Pages choisies"


class HomeBlock(blocks.StreamBlock):
    pillars = PillarsBlock()
    feature = FeatureBlock()
    latest = LatestBlock()
    selection = SelectionBlock()

    class Meta:
        template = "blocks/stream.html"
