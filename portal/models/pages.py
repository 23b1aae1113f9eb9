from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from portal.blocks import BodyBlock, HomeBlock
from portal.fields import BodyField

from .base import BasePage

SECTION_TYPES = [
    "realisations.RealisationIndexPage",
    "realisations.OrganisationIndexPage",
    "realisations.DossierIndexPage",
    "guides.ResourceIndexPage",
    "guides.LawIndexPage",
    "portal.SearchPage",
    "portal.GlossaryPage",
    "portal.SitemapPage",
    "portal.ContentPage",
]


class HomePage(BasePage):
    page_description = "L’accueil d’une langue."

    headline = models.CharField(
        "titre affiché",
        max_length=120,
        help_text="La promesse du portail, en deux phrases courtes.",
    )
    sections = BodyField(
        HomeBlock(),
        blank=True,
        verbose_name="sections",
        help_text="L’accueil, de haut en bas : déplacez une section pour la mettre en avant.",
    )
    support = models.TextField(
        "soutiens",
        blank=True,
        help_text="Qui soutient le portail : une phrase, au pied de chaque page.",
    )

    template = "portal/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = SECTION_TYPES
    max_count_per_parent = len(settings.LANGUAGES)
    part_names = BasePage.part_names | {
        "headline": _("Titre affiché"),
        "sections": _("Sections"),
        "support": _("Soutiens"),
    }

    content_panels = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("summary"),
        FieldPanel("sections"),
        FieldPanel("support"),
    ]

    class Meta:
        verbose_name = "accueil"

    @property
    def inks(self):
        return ["sobriete", "inclusion", "resilience", "creativite"]


class ContentPage(BasePage):
    page_description = "Une page de texte : mentions, accessibilité, présentation…"
    kind_label = _("Page")
    catalogue_kind = "page"
    catalogue_texts = ("body",)
    part_names = BasePage.part_names | {"body": _("Texte"), "statement": _("Texte")}

    class Statement(models.TextChoices):
        ACCESSIBILITE = "accessibilite", "l’accessibilité du portail"
        ECOCONCEPTION = "ecoconception", "l’écoconception du portail"
        DONNEES = "donnees", "les données ouvertes"

    body = BodyField(BodyBlock(), blank=True, verbose_name="corps")
    statement = models.CharField(
        "déclaration",
        max_length=16,
        choices=Statement,
        blank=True,
        help_text="Ce que la page déclare. Le pied de chaque page mène à ces déclarations, et dit "
        "l’état de l’accessibilité comme la loi le demande ; ce sont les listes qui mènent aux "
        "données ouvertes.",
    )

    template = "portal/content_page.html"
    parent_page_types = ["portal.HomePage", "portal.ContentPage"]
    subpage_types = ["portal.ContentPage"]

    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    override_translatable_fields = [SynchronizedField("statement", overridable=False)]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    promote_panels = [*BasePage.promote_panels, FieldPanel("statement")]

    class Meta:
        verbose_name = "page de contenu"
        verbose_name_plural = "pages de contenu"


class SearchPage(BasePage):
    page_description = "La recherche dans tout le portail."
    kind_label = _("Page")
    per_page = 12

    template = "portal/search_page.html"
    parent_page_types = ["portal.HomePage"]
    subpage_types = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = "page de recherche"

    def get_context(self, request, *args, **kwargs):
        from portal.search import search_context

        return super().get_context(request, *args, **kwargs) | search_context(self, request)


class SitemapPage(BasePage):
    page_description = "Le plan du site, toujours à jour."
    kind_label = _("Page")

    template = "portal/sitemap_page.html"
    parent_page_types = ["portal.HomePage"]
    subpage_types = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = "plan du site"

    def get_context(self, request, *args, **kwargs):
        tree = (
            Page.objects.live()
            .public()
            .filter(locale_id=self.locale_id, depth__gt=1)
            .order_by("path")
        )
        return super().get_context(request, *args, **kwargs) | {
            "tree": Page.get_annotated_list_qs(tree)
        }
