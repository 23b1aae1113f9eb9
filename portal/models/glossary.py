"""Words that do not translate, and what they mean."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail.snippets.models import register_snippet
from wagtail_localize.fields import SynchronizedField

from .base import BasePage

DEFINITION_MAX_LENGTH = 500


@register_snippet
class GlossaryTerm(TranslatableMixin, index.Indexed, models.Model):
    """A word of one language, its other forms, and what it means."""

    term = models.CharField("terme", max_length=80)
    slug = models.SlugField(
        "identifiant",
        max_length=50,
        help_text="L’ancre du terme dans le glossaire, la même dans toutes les langues.",
    )
    forms = models.CharField(
        "autres formes",
        max_length=255,
        blank=True,
        help_text="Comme les textes l’écrivent aussi, séparées par des virgules : pluriels, sigle, "
        "forme développée. Majuscules et minuscules se valent.",
    )
    definition = models.TextField(
        "définition",
        max_length=DEFINITION_MAX_LENGTH,
        help_text="Une ou deux phrases pour qui ne connaît pas la France : elles se lisent au fil "
        "des pages, dans le glossaire et à la fin des dossiers imprimés.",
    )
    in_place = models.BooleanField(
        "expliquer au fil du texte",
        default=True,
        help_text="À son premier emploi dans une page, le terme s’ouvre sur sa définition. Décochez "
        "pour un mot que les pages expliquent déjà.",
    )

    override_translatable_fields = [
        SynchronizedField("slug", overridable=False),
        SynchronizedField("in_place"),
    ]
    search_fields = [
        index.SearchField("term"),
        index.AutocompleteField("term"),
        index.FilterField("locale_id"),
    ]
    panels = [
        FieldPanel("term"),
        FieldPanel("forms"),
        FieldPanel("definition"),
        FieldPanel("in_place"),
        FieldPanel("slug"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = "terme du glossaire"
        verbose_name_plural = "termes du glossaire"
        ordering = ["term"]
        unique_together = [("translation_key", "locale"), ("locale", "slug")]  # an anchor is one

    def __str__(self):
        return self.term


class GlossaryPage(BasePage):
    page_description = "Le glossaire : tous les termes de la langue, par ordre alphabétique."
    kind_label = _("Page")
    catalogue_kind = "page"

    template = "portal/glossary_page.html"
    parent_page_types = ["portal.HomePage"]
    subpage_types = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = "glossaire"

    def get_context(self, request, *args, **kwargs):
        from portal.glossary import entries

        terms = entries(self.locale.language_code)
        return super().get_context(request, *args, **kwargs) | {"terms": terms}
