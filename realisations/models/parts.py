"""The repeatable objects of a fiche."""

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Select
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from realisations.regions import REGIONS


class Part(TranslatableMixin, Orderable):
    """A child object of a page, translated with it."""

    class Meta(TranslatableMixin.Meta):
        abstract = True
        ordering = ["sort_order"]


class PillarContribution(Part):
    """How a fiche serves a pillar. A pillar is argued, never merely ticked."""

    class Level(models.TextChoices):
        PRINCIPAL = "principal", _("pilier principal")
        SECONDAIRE = "secondaire", _("pilier secondaire")

    page = ParentalKey(
        "realisations.RealisationPage",
        on_delete=models.CASCADE,
        related_name="pillar_contributions",
    )
    pillar = models.ForeignKey(
        "portal.Pillar",
        on_delete=models.PROTECT,
        null=True,
        related_name="contributions",
        verbose_name="pilier",
    )
    level = models.CharField("niveau", max_length=10, choices=Level, default=Level.SECONDAIRE)
    argument = models.TextField(
        "justification",
        help_text="En une ou deux phrases : ce que la réalisation change pour ce pilier, et pourquoi.",
    )

    translatable_fields = [
        SynchronizedField("pillar", overridable=False),
        SynchronizedField("level", overridable=False),
        TranslatableField("argument"),
    ]
    panels = [
        FieldRowPanel([FieldPanel("pillar", widget=Select), FieldPanel("level")]),
        FieldPanel("argument"),
    ]

    class Meta(Part.Meta):
        verbose_name = "pilier servi"

    def __str__(self):
        return f"{self.pillar} ({self.get_level_display()})"


class Participation(Part):
    """An organisation and its role."""

    class Role(models.TextChoices):
        PORTEUR = "porteur", _("porteur")
        PARTENAIRE = "partenaire", _("partenaire")
        CONCEPTEUR = "concepteur", _("concepteur")
        CLIENT = "client", _("client")
        SOUTIEN = "soutien", _("soutien")

    page = ParentalKey(
        "realisations.RealisationPage", on_delete=models.CASCADE, related_name="participations"
    )
    organisation = models.ForeignKey(
        "realisations.OrganisationPage",
        on_delete=models.PROTECT,
        null=True,
        related_name="participations",
        verbose_name="acteur",
    )
    role = models.CharField("rôle", max_length=12, choices=Role, default=Role.PORTEUR)

    translatable_fields = [
        SynchronizedField("organisation", overridable=False),
        SynchronizedField("role", overridable=False),
    ]
    panels = [FieldRowPanel([PageChooserPanel("organisation"), FieldPanel("role")])]

    class Meta(Part.Meta):
        verbose_name = "acteur et rôle"

    def __str__(self):
        return f"{self.organisation} ({self.get_role_display()})"


class Place(Part):
    """Where it stands: a commune or an EPCI by its code, or a named area. Never a guess."""

    page = ParentalKey(
        "realisations.RealisationPage", on_delete=models.CASCADE, related_name="places"
    )
    name = models.CharField(
        "nom affiché",
        max_length=120,
        help_text="Comme on le lira : « Montrouge », « Nantes Métropole », « Arc méditerranéen français ».",
    )
    country = CountryField("pays", default="FR")
    region = models.CharField(
        "région",
        max_length=2,
        blank=True,
        choices=list(REGIONS.items()),
        help_text="En France seulement.",
    )
    departement = models.CharField("département (code)", max_length=3, blank=True)
    epci_code = models.CharField("EPCI (numéro SIREN)", max_length=9, blank=True)
    epci_name = models.CharField("EPCI (nom)", max_length=120, blank=True)
    commune_code = models.CharField("commune (code INSEE)", max_length=5, blank=True)
    commune_name = models.CharField("commune (nom)", max_length=120, blank=True)
    address = models.CharField(
        "adresse",
        max_length=200,
        blank=True,
        help_text="Où se rendre pour une visite : « 12 rue des Écoles, 92120 Montrouge ». "
        "Celle d’un lieu ouvert ou d’un accueil, jamais celle d’une personne.",
    )
    latitude = models.DecimalField(
        "latitude",
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        help_text="Degrés, WGS 84.",
    )
    longitude = models.DecimalField(
        "longitude",
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        help_text="Degrés, WGS 84.",
    )

    translatable_fields = [
        TranslatableField("name"),
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "country",
                "region",
                "departement",
                "epci_code",
                "epci_name",
                "commune_code",
                "commune_name",
                "address",
                "latitude",
                "longitude",
            )
        ),
    ]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("country")]),
        FieldRowPanel([FieldPanel("region"), FieldPanel("departement")]),
        FieldRowPanel([FieldPanel("commune_name"), FieldPanel("commune_code")]),
        FieldRowPanel([FieldPanel("epci_name"), FieldPanel("epci_code")]),
        FieldPanel("address"),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
    ]

    class Meta(Part.Meta):
        verbose_name = "lieu"
        verbose_name_plural = "lieux"

    def __str__(self):
        return self.label

    def clean(self):
        super().clean()
        if self.region and self.country != "FR":
            raise ValidationError({"region": "Une région française ne va qu’avec la France."})

    @property
    def label(self):
        """The name with what tells it from its homonyms: “Montrouge (92)”, “Swindon (United Kingdom)”."""
        if self.country != "FR":
            return f"{self.name} ({self.country.name})"
        if self.commune_code and self.departement:
            return f"{self.name} ({self.departement})"
        return self.name


class Link(Part):
    """A link of a fiche: to a page, to an obligation of a law, or to a recommendation.

    One table for the three, so that a fiche reads all its links in one query.
    """

    page = ParentalKey(
        "realisations.RealisationPage", on_delete=models.CASCADE, related_name="links"
    )
    target = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="linked_from_realisations",
        verbose_name="page liée",
        help_text="Une autre réalisation, une ressource ou une loi.",
    )
    obligation = models.ForeignKey(
        "guides.Obligation",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="realisation_links",
        verbose_name="ou obligation légale",
        help_text="L’obligation que la réalisation montre comment remplir.",
    )
    recommendation = models.ForeignKey(
        "realisations.Recommendation",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="realisation_links",
        verbose_name="ou recommandation d’un dossier",
    )
    note = models.CharField(
        "pourquoi ce lien", max_length=255, blank=True, help_text="Une phrase pour le lecteur."
    )

    translatable_fields = [
        SynchronizedField("target", overridable=False),
        SynchronizedField("obligation", overridable=False),
        SynchronizedField("recommendation", overridable=False),
        TranslatableField("note"),
    ]
    panels = [
        PageChooserPanel(
            "target",
            page_type=[
                "realisations.RealisationPage",
                "guides.ResourcePage",
                "guides.LawPage",
            ],
        ),
        FieldPanel("obligation"),
        FieldPanel("recommendation"),
        FieldPanel("note"),
    ]

    class Meta(Part.Meta):
        verbose_name = "lien"

    def __str__(self):
        return str(self.target or self.obligation or self.recommendation)

    def clean(self):
        super().clean()
        if sum(map(bool, (self.target_id, self.obligation_id, self.recommendation_id))) != 1:
            raise ValidationError(
                "Choisissez une page, ou une obligation, ou une recommandation : une seule des trois."
            )
