from django.db import models
from django.forms import Select
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)
from wagtail.fields import RichTextField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from portal.blocks import KeyFigureBlock, PointBlock
from portal.blocks.body import PLAIN_FEATURES
from portal.exports.pages import ExportedPage
from portal.fields import BodyField
from portal.models import BasePage, IndexPage, Pillar
from portal.vocabulary import terms

from .parts import Part


class DossierIndexPage(IndexPage):
    page_description = "La liste des dossiers thématiques."
    kind_label = _("Dossiers")

    template = "realisations/dossier_index_page.html"
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["realisations.DossierPage"]

    class Meta:
        verbose_name = "liste des dossiers"

    def get_context(self, request, *args, **kwargs):
        dossiers = DossierPage.objects.child_of(self).published().order_by("-first_published_at")
        return super().get_context(request, *args, **kwargs) | {"dossiers": dossiers}


class DossierPage(ExportedPage, BasePage):
    page_description = "Un dossier thématique : pourquoi agir, ce que dit la loi, qui l’a fait."
    kind_label = _("Dossier")
    catalogue_kind = "dossier"
    catalogue_prefetch = ("pillars__pillar", "law_links", "recommendations")
    catalogue_texts = ("why_act", "risks", "definition", "notions", "axes", "actions")
    part_names = BasePage.part_names | {
        "audience": _("Pour qui"),
        **dict.fromkeys(("why_act", "figures", "risks"), _("Pourquoi agir")),
        **dict.fromkeys(("definition", "notions"), _("Définitions")),
        "pillars": _("Piliers"),
        "law_links": _("Ce que dit la loi"),
        "recommendations": _("Recommandations"),
        "axes": _("Axes d’innovation"),
        "actions": _("Actions en France"),
        "realisation_links": _("Réalisations"),
        **dict.fromkeys(("credits", "partners"), _("Crédits et partenaires")),
    }

    audience = models.CharField(
        "pour qui",
        max_length=160,
        blank=True,
        help_text="À qui le dossier s’adresse d’abord : une phrase courte, sur la couverture du PDF.",
    )
    why_act = RichTextField("pourquoi agir", features=PLAIN_FEATURES, blank=True)
    figures = BodyField(
        [("figure", KeyFigureBlock())], blank=True, verbose_name="chiffres du contexte"
    )
    risks = RichTextField("risques", features=PLAIN_FEATURES, blank=True)
    definition = RichTextField("définition", features=PLAIN_FEATURES, blank=True)
    notions = RichTextField("notions clés", features=PLAIN_FEATURES, blank=True)
    axes = BodyField(
        [("axis", PointBlock(label="Axe"))], blank=True, verbose_name="axes d’innovation"
    )
    actions = BodyField(
        [("action", PointBlock(label="Action"))], blank=True, verbose_name="actions en France"
    )
    credits = RichTextField("crédits", features=PLAIN_FEATURES, blank=True)

    forms = ("json", "pdf", "html")
    template = "realisations/dossier_page.html"
    feature_template = "realisations/dossier_feature.html"
    parent_page_types = ["realisations.DossierIndexPage"]
    subpage_types = []

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("why_act"),
        index.SearchField("risks"),
        index.SearchField("definition"),
        index.SearchField("notions"),
        index.SearchField("axes"),
        index.SearchField("actions"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *BasePage.content_panels,
                    FieldPanel("audience"),
                    MultiFieldPanel(
                        [
                            FieldPanel("why_act"),
                            FieldPanel("figures"),
                            FieldPanel("risks"),
                            FieldPanel("definition"),
                            FieldPanel("notions"),
                        ],
                        heading="Pourquoi agir",
                    ),
                    InlinePanel(
                        "pillars", heading="Les piliers appliqués au sujet", label="Pilier"
                    ),
                ],
                heading="Le sujet",
            ),
            ObjectList(
                [
                    InlinePanel("law_links", heading="Ce que dit la loi", label="Loi"),
                    InlinePanel(
                        "recommendations", heading="Recommandations", label="Recommandation"
                    ),
                    FieldPanel("axes"),
                    FieldPanel("actions"),
                ],
                heading="Agir",
            ),
            ObjectList(
                [
                    InlinePanel(
                        "realisation_links", heading="Réalisations choisies", label="Réalisation"
                    ),
                    InlinePanel("partners", heading="Partenaires", label="Partenaire"),
                    FieldPanel("credits"),
                ],
                heading="Réalisations et crédits",
            ),
            ObjectList(BasePage.promote_panels, heading="Publication"),
        ]
    )

    class Meta:
        verbose_name = "dossier"

    def get_context(self, request, *args, **kwargs):
        from realisations.views import dossier_context

        return super().get_context(request, *args, **kwargs) | dossier_context(self)

    def as_html(self, request):
        from realisations import offline

        return offline.answer(self, request, offline.of_dossier)

    def catalogue_facets(self):
        return {"pilier": [part.pillar.slug for part in self.pillars.all() if part.pillar]}

    def catalogue_body(self):
        return [
            *super().catalogue_body(),
            *(part.text for part in self.pillars.all()),
            *(link.text for link in self.law_links.all()),
            *(f"{part.title}\n{part.text}" for part in self.recommendations.all()),
        ]

    @classmethod
    def facet_labels(cls, locale_id):
        return {"pilier": terms(Pillar, locale_id)}

    def as_pdf(self, request):
        from realisations.dossiers.views import dossier_pdf

        return dossier_pdf(self, request)

    @classmethod
    def records(cls, language):
        from realisations.formats import DossierRecords

        return DossierRecords(language)

    @property
    def drawn_figures(self):
        """Those of its figures that can be drawn to scale: two at the most."""
        return [block for block in self.figures if block.value.share][:2]

    schema_type = "Article"  # schema.org

    @cached_property
    def inks(self):
        parts = self.pillars.select_related("pillar")
        return [part.pillar.slug for part in parts if part.pillar]


class DossierPillar(Part):
    """What a pillar asks for in the matter of the dossier."""

    page = ParentalKey(DossierPage, on_delete=models.CASCADE, related_name="pillars")
    pillar = models.ForeignKey(
        "portal.Pillar",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="pilier",
    )
    text = models.TextField("texte")

    translatable_fields = [
        SynchronizedField("pillar", overridable=False),
        TranslatableField("text"),
    ]
    panels = [FieldPanel("pillar", widget=Select), FieldPanel("text")]

    class Meta(Part.Meta):
        verbose_name = "pilier appliqué"


class DossierLaw(Part):
    page = ParentalKey(DossierPage, on_delete=models.CASCADE, related_name="law_links")
    law = models.ForeignKey(
        "guides.LawPage",
        on_delete=models.CASCADE,
        null=True,
        related_name="dossier_links",
        verbose_name="loi",
    )
    text = models.TextField("ce qu’elle demande")

    translatable_fields = [
        SynchronizedField("law", overridable=False),
        TranslatableField("text"),
    ]
    panels = [PageChooserPanel("law"), FieldPanel("text")]

    class Meta(Part.Meta):
        verbose_name = "loi citée"


class Recommendation(Part):
    page = ParentalKey(DossierPage, on_delete=models.CASCADE, related_name="recommendations")
    title = models.CharField("titre", max_length=120)
    text = models.TextField("texte", blank=True)

    translatable_fields = [TranslatableField("title"), TranslatableField("text")]
    panels = [FieldPanel("title"), FieldPanel("text")]

    class Meta(Part.Meta):
        verbose_name = "recommandation"

    def __str__(self):
        return self.title


class DossierRealisation(Part):
    page = ParentalKey(DossierPage, on_delete=models.CASCADE, related_name="realisation_links")
    realisation = models.ForeignKey(
        "realisations.RealisationPage",
        on_delete=models.CASCADE,
        null=True,
        related_name="dossier_links",
        verbose_name="réalisation",
    )

    translatable_fields = [SynchronizedField("realisation", overridable=False)]
    panels = [PageChooserPanel("realisation")]

    class Meta(Part.Meta):
        verbose_name = "réalisation choisie"


class DossierPartner(Part):
    page = ParentalKey(DossierPage, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        "realisations.OrganisationPage",
        on_delete=models.CASCADE,
        null=True,
        related_name="dossier_partnerships",
        verbose_name="acteur",
    )
    role = models.CharField("rôle", max_length=160)

    translatable_fields = [
        SynchronizedField("organisation", overridable=False),
        TranslatableField("role"),
    ]
    panels = [PageChooserPanel("organisation"), FieldPanel("role")]

    class Meta(Part.Meta):
        verbose_name = "partenaire du dossier"
