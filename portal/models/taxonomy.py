"""The portal's vocabularies, as translatable snippets that editors keep."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail.snippets.models import register_snippet
from wagtail_localize.fields import SynchronizedField


class Term(TranslatableMixin, index.Indexed, models.Model):
    """A word of a vocabulary. Its slug is the value of a URL parameter, in every language."""

    name = models.CharField("nom", max_length=80)
    slug = models.SlugField(
        "identifiant",
        max_length=50,
        help_text="Valeur employée dans les adresses, la même dans toutes les langues.",
    )
    sort_order = models.PositiveSmallIntegerField("ordre", default=0)

    override_translatable_fields = [SynchronizedField("slug", overridable=False)]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]
    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("sort_order")]

    class Meta(TranslatableMixin.Meta):
        abstract = True
        ordering = ["sort_order", "name"]

    def __str__(self):
        return self.name


@register_snippet
class Pillar(Term):
    """One of the four pillars. Its glyph and its ink follow from its slug."""

    class Slug(models.TextChoices):
        SOBRIETE = "sobriete", _("sobriété")
        INCLUSION = "inclusion", _("inclusion")
        RESILIENCE = "resilience", _("résilience")
        CREATIVITE = "creativite", _("créativité")

    slug = models.CharField("identifiant", max_length=20, choices=Slug)
    tagline = models.CharField(
        "accroche", max_length=90, help_text="Une phrase, sous le nom du pilier sur l’accueil."
    )
    definition = models.TextField("définition")

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("tagline"),
        FieldPanel("definition"),
        FieldPanel("sort_order"),
    ]

    class Meta(Term.Meta):
        verbose_name = "pilier"
        verbose_name_plural = "piliers"


@register_snippet
class Theme(Term):
    class Meta(Term.Meta):
        verbose_name = "thème"
        verbose_name_plural = "thèmes"


@register_snippet
class OrganisationType(Term):
    class Meta(Term.Meta):
        verbose_name = "type d’acteur"
        verbose_name_plural = "types d’acteurs"


@register_snippet
class TerritoryType(Term):
    class Meta(Term.Meta):
        verbose_name = "type de territoire"
        verbose_name_plural = "types de territoires"


@register_snippet
class Scale(Term):
    class Meta(Term.Meta):
        verbose_name = "échelle"
        verbose_name_plural = "échelles"
