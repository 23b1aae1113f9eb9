from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from portal.models import BasePage
from portal.models.base import IndexPage


class OrganisationIndexPage(IndexPage):
    page_description = "La liste des acteurs."
    kind_label = _("Acteurs")

    template = "realisations/organisation_index_page.html"
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["realisations.OrganisationPage"]

    class Meta:
        verbose_name = "liste des acteurs"

    def get_context(self, request, *args, **kwargs):
        organisations = (
            OrganisationPage.objects.child_of(self)
            .published()
            .select_related("organisation_type")
            .order_by("title")
        )
        return super().get_context(request, *args, **kwargs) | {"organisations": organisations}


class OrganisationPage(BasePage):
    page_description = "Une collectivité, une entreprise, une association… et tout ce à quoi elle a pris part."
    kind_label = _("Acteur")

    organisation_type = models.ForeignKey(
        "portal.OrganisationType",
        on_delete=models.PROTECT,
        null=True,
        related_name="organisations",
        verbose_name="type d’acteur",
    )
    website = models.URLField("site officiel", blank=True)
    logo = models.ForeignKey(
        "portal.PortalImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="logo",
    )

    template = "realisations/organisation_page.html"
    parent_page_types = ["realisations.OrganisationIndexPage"]
    subpage_types = []

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("organisation_type"),
        FieldPanel("website"),
        FieldPanel("logo"),
    ]

    class Meta:
        verbose_name = "acteur"

    def get_context(self, request, *args, **kwargs):
        participations = (
            self.participations.filter(page__in=self.page_queryset())
            .select_related("page")
            .order_by("-page__number")
        )
        return super().get_context(request, *args, **kwargs) | {"participations": participations}

    def page_queryset(self):
        """The published fiches in which this organisation may appear."""
        from .realisations import RealisationPage

        return RealisationPage.objects.published()
