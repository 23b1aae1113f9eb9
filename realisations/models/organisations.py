from itertools import groupby
from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from portal.models import BasePage, IndexPage, OrganisationType
from portal.query import published_only
from portal.vocabulary import terms


class OrganisationIndexPage(IndexPage):
    page_description = "La liste des acteurs."
    kind_label = _("Acteurs")

    template = "realisations/organisation_index_page.html"
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["realisations.OrganisationPage"]

    class Meta:
        verbose_name = "liste des acteurs"

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"groups": self.by_type()}

    def by_type(self):
        """[(type, [organisations])], in the order of the vocabulary."""
        organisations = (
            OrganisationPage.objects.child_of(self)
            .published()
            .select_related("organisation_type")
            .order_by("organisation_type__sort_order", "organisation_type__name", "title")
        )
        return [
            (kind, list(group))
            for kind, group in groupby(organisations, lambda page: page.organisation_type.name)
        ]


class OrganisationPage(BasePage):
    page_description = (
        "Une collectivité, une entreprise, une association… et tout ce à quoi elle a pris part."
    )
    kind_label = _("Acteur")
    catalogue_kind = "acteur"
    catalogue_prefetch = ("organisation_type",)
    part_names = BasePage.part_names | dict.fromkeys(
        ("organisation_type", "website", "logo"), _("Carte d’identité")
    )

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

    def catalogue_facets(self):
        return {"acteur": [self.organisation_type.slug] if self.organisation_type else []}

    def catalogue_dependents(self):
        return self.participations.values_list("page_id", flat=True)

    @classmethod
    def facet_labels(cls, locale_id):
        return {"acteur": terms(OrganisationType, locale_id)}

    @property
    def host(self):
        """Where the link to its site leads."""
        return urlsplit(self.website).hostname or ""

    # schema.org
    schema_type = "AboutPage"

    def structured_data(self):
        return {
            "mainEntity": {
                "@type": "Organization",
                "name": self.title,
                "url": self.website or None,
                "description": self.summary,
            }
        }

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "participations": published_only(
                self.participations.select_related("page").order_by("-page__number"),
                lambda link: link.page,
            ),
            "dossiers": published_only(
                self.dossier_partnerships.select_related("page"), lambda link: link.page
            ),
        }
