from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from portal.blocks.body import PLAIN_FEATURES
from portal.models import BasePage, FacetedPage, IndexPage, Pillar
from portal.vocabulary import terms


class LawIndexPage(IndexPage):
    page_description = "La liste des lois."
    kind_label = _("Lois")

    template = "guides/law_index_page.html"
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["guides.LawPage", "guides.ConcernedPage"]

    class Meta:
        verbose_name = "liste des lois"

    def get_context(self, request, *args, **kwargs):
        from guides.views import concerned_page

        laws = LawPage.objects.child_of(self).published().order_by("enacted_on")
        context = super().get_context(request, *args, **kwargs)
        return context | {"laws": laws, "concerned": concerned_page(self)}


class LawPage(FacetedPage):
    page_description = "Une loi, et ses obligations une par une."
    kind_label = _("Loi")
    catalogue_kind = "loi"
    catalogue_prefetch = ("obligations",)
    catalogue_texts = ("context",)
    part_names = BasePage.part_names | {
        "number": _("Références du texte"),
        "enacted_on": _("Références du texte"),
        "full_title": _("Références du texte"),
        "official_url": _("Références du texte"),
        "pillar_terms": _("Piliers"),
        "context": _("Ce qu’elle change"),
        "obligations": _("Obligations"),
    }

    number = models.CharField("numéro", max_length=20, help_text="2021-1485")
    enacted_on = models.DateField("date", null=True)
    full_title = models.CharField("titre officiel", max_length=300)
    official_url = models.URLField("texte officiel", max_length=300, help_text="Sur Légifrance.")
    context = RichTextField("ce qu’elle change", features=PLAIN_FEATURES, blank=True)
    pillar_terms = ParentalManyToManyField(
        "portal.Pillar", related_name="laws", verbose_name="piliers"
    )

    template = "guides/law_page.html"
    card_template = "components/law_card.html"
    parent_page_types = ["guides.LawIndexPage"]
    subpage_types = []
    required_children = {"obligations": "une obligation"}

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("number"),
        index.SearchField("full_title"),
        index.SearchField("context"),
        index.RelatedFields("obligations", [index.SearchField("title")]),
    ]
    override_translatable_fields = [
        SynchronizedField("number", overridable=False),
        SynchronizedField("pillar_terms", overridable=False),
    ]
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("number"), FieldPanel("enacted_on")]),
                FieldPanel("full_title"),
                FieldPanel("official_url"),
            ],
            heading="Le texte",
        ),
        FieldPanel("pillar_terms", widget=CheckboxSelectMultiple, required_on_save=False),
        FieldPanel("context"),
        InlinePanel("obligations", heading="Obligations", label="Obligation", min_num=1),
    ]

    class Meta:
        verbose_name = "loi"

    def get_context(self, request, *args, **kwargs):
        from guides.views import law_context

        return super().get_context(request, *args, **kwargs) | law_context(self)

    @property
    def document_title(self):
        return self.seo_title or _("Loi %(name)s") % {"name": self.title}

    # schema.org
    schema_type = "Legislation"

    def structured_data(self):
        return {
            "legislationIdentifier": self.number,
            "legislationDate": self.enacted_on,
            "alternateName": self.full_title,
            "sameAs": self.official_url,
            "legislationJurisdiction": "FR",
        }

    def build_facets(self):
        return {"pilier": [pillar.slug for pillar in self.pillar_terms.all()]}

    @property
    def catalogue_reference(self):
        return self.number

    def catalogue_card(self):
        return {"enacted_on": self.enacted_on and self.enacted_on.isoformat()}

    def catalogue_names(self):
        return [self.full_title]

    def catalogue_body(self):
        obligations = self.obligations.all()
        return [
            *super().catalogue_body(),
            *(f"{part.title}. {part.consequence}" for part in obligations),
        ]

    @classmethod
    def facet_labels(cls, locale_id):
        return {"pilier": terms(Pillar, locale_id)}

    @classmethod
    def records(cls, language):
        from guides.formats import LawRecords

        return LawRecords(language)


class Obligation(TranslatableMixin, ClusterableModel, Orderable):
    """What a law asks, of whom, since when. An unknown stays blank: it is a gap, not an exemption."""

    law = ParentalKey(LawPage, on_delete=models.CASCADE, related_name="obligations")
    title = models.CharField("ce qu’il faut faire", max_length=200)
    article = models.CharField("article", max_length=20, blank=True, help_text="35")
    communes = models.BooleanField("vise des communes", default=False)
    epci = models.BooleanField("vise des EPCI", default=False)
    organisation_types = ParentalManyToManyField(
        "portal.OrganisationType",
        related_name="obligations",
        blank=True,
        verbose_name="autres acteurs visés",
    )
    population_threshold = models.PositiveIntegerField(
        "au-delà de (habitants)",
        null=True,
        blank=True,
        help_text="L’obligation vaut au-dessus de ce nombre.",
    )
    applies_from = models.DateField("depuis le, ou pour le", null=True, blank=True)
    consequence = models.TextField("conséquence", blank=True)
    source = models.CharField("source", max_length=200)
    source_url = models.URLField("adresse de la source", max_length=300, blank=True)

    override_translatable_fields = [
        SynchronizedField("article", overridable=False),
        SynchronizedField("communes", overridable=False),
        SynchronizedField("epci", overridable=False),
        SynchronizedField("organisation_types", overridable=False),
        SynchronizedField("population_threshold", overridable=False),
        SynchronizedField("applies_from", overridable=False),
        SynchronizedField("source_url", overridable=False),
        TranslatableField("source"),
    ]
    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("article"), FieldPanel("applies_from")]),
        FieldRowPanel(
            [FieldPanel("communes"), FieldPanel("epci"), FieldPanel("population_threshold")]
        ),
        FieldPanel("organisation_types", widget=CheckboxSelectMultiple),
        FieldPanel("consequence"),
        FieldRowPanel([FieldPanel("source"), FieldPanel("source_url")]),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["sort_order"]
        verbose_name = "obligation"

    def __str__(self):
        return f"{self.law.title} {self.article} · {self.title}".replace("  ", " ")

    @property
    def audience(self):
        """Names of those it binds; empty when that is not known."""
        names = [_("communes")] * self.communes + [_("EPCI")] * self.epci
        return names + [term.name for term in self.organisation_types.all()]

    @property
    def anchor(self):
        return f"obligation-{self.sort_order or 0}"
