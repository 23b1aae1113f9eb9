from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from portal.blocks import DocumentBlock, KeyFigureBlock, PictureBlock, PointBlock
from portal.blocks.body import PLAIN_FEATURES
from portal.exports.pages import ExportedPage
from portal.fields import BodyField
from portal.models import (
    BasePage,
    BasePageForm,
    BasePageQuerySet,
    FacetedPage,
)
from portal.models.base import BasePageManager
from portal.social import in_words, social_image_of, social_photo

from ..panels import realisation_panels
from .finding import Findable
from .sections import PART_NAMES

TERMS = ("themes", "territory_types", "scales")


class RealisationPageQuerySet(BasePageQuerySet):
    def latest_first(self):
        return self.order_by("-first_published_at", "-number")

    def without_texts(self):
        return self.defer(*self.model.catalogue_texts, "gallery", "documents")

    def for_cards(self):
        """With what a card shows, so that a list costs the same for 12 fiches and for 120."""
        return self.without_texts().defer("key_figures")


RealisationPageManager = BasePageManager.from_queryset(RealisationPageQuerySet)


class RealisationPageForm(BasePageForm):
    def missing_for_publication(self, cleaned_data):
        missing = {}
        located = self.filled("places")
        if not located and not cleaned_data.get("unlocated"):
            missing["unlocated"] = "un lieu, ou la mention « sans localisation »"
        if located and cleaned_data.get("unlocated"):
            missing["unlocated"] = "une seule réponse : un lieu, ou « sans localisation »"
        return missing


class RealisationPage(ExportedPage, Findable, FacetedPage):
    """A fiche. Mandatory to publish, not to save a draft: see `RealisationPageForm`."""

    page_description = (
        "Une fiche : ce qui a été fait, par qui, où, avec quels résultats et quelles limites."
    )
    kind_label = _("Réalisation")
    part_names = PART_NAMES

    class Nature(models.TextChoices):
        REALISATION = "realisation", pgettext_lazy("nature", "réalisation")
        SOLUTION = "solution", _("solution ou plateforme")
        DEMARCHE = "demarche", _("démarche ou politique")

    class Stage(models.TextChoices):
        REFLEXION = "reflexion", _("en réflexion")
        EN_COURS = "en-cours", _("en cours")
        REALISE = "realise", _("réalisé")
        EVALUE = "evalue", _("évalué")
        ARRETE = "arrete", _("arrêté")
        NON_PRECISE = "non-precise", _("non précisé")

    class Precision(models.TextChoices):
        JOUR = "jour", "au jour près"
        MOIS = "mois", "au mois près"
        ANNEE = "annee", "à l’année près"

    class Tax(models.TextChoices):
        HT = "ht", _("HT")
        TTC = "ttc", _("TTC")

    number = models.PositiveIntegerField("numéro", editable=False, null=True, db_index=True)

    # L’essentiel
    nature = models.CharField("nature", max_length=12, choices=Nature)
    stage = models.CharField(
        "stade",
        max_length=12,
        choices=Stage,
        help_text="« Non précisé » si la source ne le dit pas : mieux vaut un manque qu’une supposition.",
    )
    themes = ParentalManyToManyField(
        "portal.Theme", related_name="realisations", verbose_name="thèmes"
    )
    territory_types = ParentalManyToManyField(
        "portal.TerritoryType",
        related_name="realisations",
        blank=True,
        verbose_name="types de territoires",
    )
    scales = ParentalManyToManyField(
        "portal.Scale", related_name="realisations", blank=True, verbose_name="échelles"
    )
    country = CountryField("pays", default="FR")
    unlocated = models.BooleanField(
        "sans localisation",
        default=False,
        help_text="La réalisation n’a pas de lieu (une plateforme, une solution), ou il n’est pas connu.",
    )
    start_date = models.DateField("début", null=True, blank=True)
    start_precision = models.CharField("précision", max_length=5, choices=Precision, blank=True)
    end_date = models.DateField("fin", null=True, blank=True)
    end_precision = models.CharField("précision", max_length=5, choices=Precision, blank=True)
    image = models.ForeignKey(
        "portal.PortalImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Sans photo, la couverture est composée avec les glyphes des piliers.",
    )

    # Le récit
    issues = RichTextField(
        "enjeux",
        features=PLAIN_FEATURES,
        blank=True,
        help_text="Le problème, tel qu’il se posait ici.",
    )
    objectives = RichTextField("objectifs", features=PLAIN_FEATURES, blank=True)
    steps = BodyField(
        [("step", PointBlock())],
        blank=True,
        verbose_name="démarche, en étapes",
        help_text="Dans l’ordre, avec ce que chaque étape a produit.",
    )

    # Les résultats
    key_figures = BodyField(
        [("figure", KeyFigureBlock())], blank=True, verbose_name="chiffres clés"
    )
    benefits = RichTextField(
        "bénéfices et bilan",
        features=PLAIN_FEATURES,
        blank=True,
        help_text="Ce qui a changé, pour qui.",
    )
    lessons = RichTextField(
        "leçons",
        features=PLAIN_FEATURES,
        blank=True,
        help_text="Ce que l’on referait, et ce que l’on ne referait pas.",
    )
    limits = RichTextField(
        "limites",
        features=PLAIN_FEATURES,
        blank=True,
        help_text="Ce qui n’a pas marché, ou pas encore.",
    )
    transfer_conditions = RichTextField(
        "conditions de transfert",
        features=PLAIN_FEATURES,
        blank=True,
        help_text="Ce qu’il faut réunir pour réussir la même chose ailleurs.",
    )

    # Les moyens
    cost_amount = models.DecimalField(
        "montant", max_digits=14, decimal_places=2, null=True, blank=True
    )
    cost_currency = models.CharField("devise", max_length=3, blank=True, default="EUR")
    cost_year = models.PositiveSmallIntegerField("année du montant", null=True, blank=True)
    cost_tax = models.CharField("taxes", max_length=3, choices=Tax, blank=True)
    cost_scope = models.CharField(
        "ce que le montant couvre",
        max_length=200,
        blank=True,
        help_text="Études, travaux, fonctionnement…",
    )
    funding = RichTextField("financements", features=PLAIN_FEATURES, blank=True)
    labels = models.CharField("labels et prix", max_length=255, blank=True)
    sdgs = models.CharField(
        "objectifs de développement durable",
        max_length=60,
        blank=True,
        help_text="Numéros : 9, 11, 13",
    )
    contact_role = models.CharField("fonction à contacter", max_length=120, blank=True)
    contact_email = models.EmailField(
        "adresse de la fonction",
        blank=True,
        help_text="Celle d’un service, jamais d’une personne : developpement.durable@ville.fr",
    )
    gallery = BodyField([("picture", PictureBlock())], blank=True, verbose_name="images")
    documents = BodyField([("document", DocumentBlock())], blank=True, verbose_name="documents")

    # La source
    source_document = models.CharField(
        "source : document",
        max_length=255,
        help_text="Le document d’où viennent les faits de la fiche.",
    )
    source_page = models.CharField("source : page", max_length=20, blank=True)
    source_url = models.URLField("source : adresse", max_length=500, blank=True)
    verified_on = models.DateField(
        "vérifiée le", null=True, help_text="Le jour où la fiche a été relue contre sa source."
    )

    forms = ("json", "pdf")
    objects = RealisationPageManager()
    base_form_class = RealisationPageForm
    template = "realisations/realisation_page.html"
    card_template = "components/realisation_card.html"
    parent_page_types = ["realisations.RealisationIndexPage"]
    subpage_types = []
    exclude_fields_in_copy = [*FacetedPage.exclude_fields_in_copy, "number"]
    required_children = {
        "pillar_contributions": "un pilier, avec sa justification",
        "participations": "un acteur, avec son rôle",
    }

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("issues"),
        index.SearchField("objectives"),
        index.SearchField("steps"),
        index.SearchField("key_figures"),
        index.SearchField("benefits"),
        index.SearchField("lessons"),
        index.SearchField("limits"),
        index.SearchField("transfer_conditions"),
        index.RelatedFields("themes", [index.SearchField("name")]),
        index.RelatedFields("places", [index.SearchField("name")]),
    ]

    override_translatable_fields = [
        SynchronizedField("source_page", overridable=False),
        SynchronizedField("cost_currency", overridable=False),
        SynchronizedField("sdgs", overridable=False),
        *(SynchronizedField(name, overridable=False) for name in TERMS),
    ]
    edit_handler = realisation_panels()

    class Meta:
        verbose_name = "réalisation"
        verbose_name_plural = "réalisations"

    def save(self, *args, **kwargs):
        if self.number is None:
            self.number = self.next_number()
        super().save(*args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        from realisations.views import fiche_context

        return super().get_context(request, *args, **kwargs) | fiche_context(self)

    def as_pdf(self, request):
        from realisations.dossiers.views import fiche_pdf

        return fiche_pdf(self, request)

    @classmethod
    def records(cls, language):
        from realisations.formats import FicheRecords

        return FicheRecords(language)

    def next_number(self):
        """The number of the other translations, or the next free one."""
        siblings = RealisationPage.objects.filter(translation_key=self.translation_key)
        number = siblings.exclude(number=None).values_list("number", flat=True).first()
        if number is None:
            highest = RealisationPage.objects.aggregate(models.Max("number"))["number__max"]
            number = (highest or 0) + 1
        return number

    @property
    def reference(self):
        """The public reference, shared by all translations: “R-0001”."""
        return f"R-{self.number:04d}" if self.number else ""

    @property
    def social_image(self):
        """The photo where it has been cut for networks, the cover otherwise."""
        if self.image and (photo := social_photo(self.image)):
            return photo
        if not (self.reference and self.pillars):
            return super().social_image
        words = {"reference": self.reference, "pillars": in_words(self.pillars)}
        return social_image_of(
            self.reference, _("Couverture de la fiche %(reference)s : %(pillars)s") % words
        )

    # schema.org
    schema_type = "Article"

    def structured_data(self):
        return {
            "headline": self.title,
            "identifier": self.reference,
            "isBasedOn": self.source_url or self.source_document,
            "contentLocation": self.place_label,
            "keywords": self.pillars,
        }

    @property
    def gaps(self):
        """What a reader would like to know and the fiche does not say."""
        recommended = {
            _("Enjeux"): self.issues,
            _("Objectifs"): self.objectives,
            _("Démarche"): self.steps,
            _("Chiffres clés"): self.key_figures,
            _("Bénéfices et bilan"): self.benefits,
            _("Leçons"): self.lessons,
            _("Limites"): self.limits,
            _("Conditions de transfert"): self.transfer_conditions,
        }
        return [label for label, value in recommended.items() if not value] + self.unknowns

    @property
    def unknowns(self):
        """What the identity card of the fiche cannot say."""
        identity = {
            _("Stade"): self.stage != self.Stage.NON_PRECISE,
            _("Dates"): self.start_date,
            _("Coût"): self.cost_amount is not None,
            _("Contact"): self.contact_role or self.contact_email,
        }
        return [label for label, known in identity.items() if not known]

    @property
    def place_label(self):
        return self.facets.get("place", "")

    @property
    def address(self):
        """Of its places, where known."""
        return self.facets.get("address", "")
