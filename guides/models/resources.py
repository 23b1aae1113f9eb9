from urllib.parse import urlsplit

from django.conf.locale import LANG_INFO
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from portal.blocks.body import PLAIN_FEATURES
from portal.catalogue.index import RECENT
from portal.catalogue.reading import catalogue
from portal.exports.pages import ExportedList
from portal.in_place import InPlace
from portal.models import BasePage, FacetedPage, IndexPage, Pillar, Theme
from portal.vocabulary import terms


class ResourceIndexPage(ExportedList, InPlace, IndexPage):
    page_description = "La liste des ressources, avec ses filtres."
    kind_label = _("Ressources")

    per_page = 12
    template = "guides/resource_index_page.html"
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["guides.ResourcePage"]

    class Meta:
        verbose_name = "liste des ressources"

    def list_filters(self, params):
        from guides.filters import ResourceFilterSet

        return ResourceFilterSet(params, self.locale_id)

    @classmethod
    def export_class(cls):
        from guides.formats import ResourceExport

        return ResourceExport

    def latest(self, count=6):
        """The latest resources of this language."""
        known = catalogue(self.locale_id)
        ids = known.sorted(known.of_kind(ResourcePage.catalogue_kind), RECENT, 0, count)
        pages = ResourcePage.objects.live().in_bulk(ids)
        return [pages[page_id] for page_id in ids if page_id in pages]


class ResourcePage(FacetedPage):
    page_description = (
        "Une ressource pour agir : formation, guide, outil, site, référentiel ou label."
    )
    kind_label = _("Ressource")
    catalogue_kind = "ressource"
    catalogue_texts = ("body",)
    part_names = BasePage.part_names | {
        **dict.fromkeys(
            ("kind", "publisher", "year", "language", "cost", "external_url", "link_checked_on"),
            _("Carte d’identité"),
        ),
        "pillar_terms": _("Piliers"),
        "themes": _("Thèmes"),
        "body": _("Présentation"),
        "law_links": _("Lois"),
    }

    class Kind(models.TextChoices):
        FORMATION = "formation", _("formation")
        GUIDE = "guide", _("guide méthodologique")
        OUTIL = "outil", _("outil")
        SITE = "site", _("site spécialisé")
        REFERENTIEL = "referentiel", _("référentiel")
        LABEL = "label", _("label")

    class Cost(models.TextChoices):
        GRATUIT = "gratuit", _("gratuit")
        PAYANT = "payant", _("payant")

    kind = models.CharField("nature", max_length=12, choices=Kind)
    publisher = models.CharField("éditeur", max_length=160)
    year = models.PositiveSmallIntegerField("année", null=True, blank=True)
    language = models.CharField(
        "langues", max_length=20, blank=True, help_text="Codes séparés par des virgules : fr, en"
    )
    cost = models.CharField("coût", max_length=8, choices=Cost, blank=True)
    external_url = models.URLField("adresse officielle", max_length=300)
    link_checked_on = models.DateField("lien vérifié le", null=True, blank=True)
    body = RichTextField("présentation", features=PLAIN_FEATURES, blank=True)
    pillar_terms = ParentalManyToManyField(
        "portal.Pillar", related_name="resources", verbose_name="piliers"
    )
    themes = ParentalManyToManyField(
        "portal.Theme", related_name="resources", verbose_name="thèmes"
    )

    template = "guides/resource_page.html"
    card_template = "components/resource_card.html"
    parent_page_types = ["guides.ResourceIndexPage"]
    subpage_types = []

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("publisher"),
        index.SearchField("body"),
        index.RelatedFields("themes", [index.SearchField("name")]),
    ]
    override_translatable_fields = [
        SynchronizedField("publisher", overridable=False),
        SynchronizedField("language", overridable=False),
        SynchronizedField("pillar_terms", overridable=False),
        SynchronizedField("themes", overridable=False),
    ]
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("cost")]),
                FieldRowPanel([FieldPanel("publisher"), FieldPanel("year")]),
                FieldRowPanel([FieldPanel("external_url"), FieldPanel("link_checked_on")]),
                FieldPanel("language"),
            ],
            heading="La ressource",
        ),
        FieldPanel("pillar_terms", widget=CheckboxSelectMultiple, required_on_save=False),
        FieldPanel("themes", widget=CheckboxSelectMultiple, required_on_save=False),
        FieldPanel("body"),
        InlinePanel("law_links", heading="Lois et obligations", label="Loi"),
    ]

    class Meta:
        verbose_name = "ressource"

    def get_context(self, request, *args, **kwargs):
        from guides.views import resource_context

        return super().get_context(request, *args, **kwargs) | resource_context(self)

    @property
    def host(self):
        """Where the link leads, for the reader to know before leaving."""
        return urlsplit(self.external_url).hostname or ""

    @property
    def unknowns(self):
        """What its identity card cannot say."""
        identity = {
            _("Année"): self.year,
            _("Langues"): self.language,
            _("Coût"): self.cost,
            _("Lien vérifié le"): self.link_checked_on,
        }
        return [label for label, known in identity.items() if not known]

    @property
    def languages(self):
        """Names of its languages in the reader's, or the codes of those that Django does not know."""
        codes = [code.strip() for code in self.language.split(",") if code.strip()]
        return [
            get_language_info(code)["name_translated"] if code in LANG_INFO else code
            for code in codes
        ]

    def build_facets(self):
        return {
            "pilier": [pillar.slug for pillar in self.pillar_terms.all()],
            "theme": [theme.slug for theme in self.themes.all()],
            "nature": [self.kind] if self.kind else [],
        }

    def catalogue_card(self):
        return {
            "publisher": self.publisher,
            "year": self.year,
            "cost": self.cost,
            "languages": [code.strip() for code in self.language.split(",") if code.strip()],
            "official_url": self.external_url,
            "link_checked_on": self.link_checked_on and self.link_checked_on.isoformat(),
        }

    def catalogue_names(self):
        return [self.publisher]

    @classmethod
    def facet_labels(cls, locale_id):
        return {
            "nature": cls.Kind.choices,
            "pilier": terms(Pillar, locale_id),
            "theme": terms(Theme, locale_id),
        }

    @classmethod
    def records(cls, language):
        from guides.formats import ResourceRecords

        return ResourceRecords(language)


class ResourceLaw(TranslatableMixin, Orderable):
    """The law that a resource helps to apply; the obligation too, when it is one in particular."""

    page = ParentalKey(ResourcePage, on_delete=models.CASCADE, related_name="law_links")
    law = models.ForeignKey(
        "guides.LawPage",
        on_delete=models.CASCADE,
        null=True,
        related_name="resource_links",
        verbose_name="loi",
    )
    obligation = models.ForeignKey(
        "guides.Obligation",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="resource_links",
        verbose_name="obligation",
    )

    translatable_fields = [
        SynchronizedField("law", overridable=False),
        SynchronizedField("obligation", overridable=False),
    ]
    panels = [PageChooserPanel("law"), FieldPanel("obligation")]

    class Meta(TranslatableMixin.Meta):
        ordering = ["sort_order"]
        verbose_name = "loi liée"
