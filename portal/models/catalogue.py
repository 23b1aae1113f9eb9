"""The read model of lists and searches: what is published and open to all, one row a page.

Rows are written by `portal.catalogue.writing`, in the transaction that changes what they tell.
They hold no address of a page, which follows from the page itself, and no name of a term, which the
readers take from the vocabularies: a move or a renamed theme rewrites nothing.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail.snippets.models import register_snippet


class PageKind(models.TextChoices):
    """What kind of page a visitor looks for: the values of the parameter `type` of the search."""

    REALISATION = "realisation", _("Réalisation")
    RESSOURCE = "ressource", _("Ressource")
    LOI = "loi", _("Loi")
    DOSSIER = "dossier", _("Dossier")
    ACTEUR = "acteur", _("Acteur")
    PAGE = "page", _("Page")


class CatalogueRow(models.Model):
    """A live page that anyone may read."""

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=PageKind)
    reference = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True)
    facets = models.JSONField(default=dict)
    # What else a card shows: {"place": "Lyon (69)", "publisher": …, "year": …}
    card = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    # The words of the page by weight: one line a level (`portal.catalogue.text.LEVELS`).
    words = models.TextField(blank=True)

    class Meta:
        verbose_name = "ligne du catalogue"
        verbose_name_plural = "lignes du catalogue"
        ordering = ["published_at", "page_id"]
        indexes = [models.Index(fields=["locale", "published_at"])]

    def __str__(self):
        return self.title


class CatalogueState(models.Model):
    """One row: the last generation. Whoever changes the catalogue holds its lock until commit."""

    generation = models.PositiveBigIntegerField(default=0)
    format = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "état du catalogue"

    def __str__(self):
        return str(self.generation)


class CatalogueChange(models.Model):
    """A page that a generation touched; no page, when it touched names (terms, synonyms)."""

    generation = models.PositiveBigIntegerField(db_index=True)
    # Tells this generation from another of the same number (rolled back, or before a restore).
    token = models.CharField(max_length=32)
    page_id = models.PositiveBigIntegerField(null=True)
    locale_id = models.PositiveBigIntegerField(null=True)

    class Meta:
        verbose_name = "changement du catalogue"
        verbose_name_plural = "changements du catalogue"
        ordering = ["generation", "pk"]

    def __str__(self):
        return f"{self.generation} : {self.page_id}"


@register_snippet
class Synonym(TranslatableMixin, models.Model):
    """Words that the search takes for one another, in one language."""

    words = models.CharField(
        "mots équivalents",
        max_length=255,
        help_text="Séparés par des virgules : « commune, mairie, ville ». Chercher l’un trouve les autres.",
    )

    panels = [FieldPanel("words")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = "synonymes"
        verbose_name_plural = "synonymes"
        ordering = ["words"]

    def __str__(self):
        return self.words

    def clean(self):
        super().clean()
        if len(self.alternatives) < 2:
            raise ValidationError(
                {"words": "Au moins deux mots ou expressions, séparés par une virgule."}
            )

    @property
    def alternatives(self):
        return [text.strip() for text in self.words.split(",") if text.strip()]
