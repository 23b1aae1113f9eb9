from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Orderable

from portal.blocks.statements import FactGroup

from .site_texts import TRANSLATED, SiteSettingsForm, translation_panels

CACHE_KEY = "portal.site_settings"
AUDIT_FIELDS = ("audit_date", "auditor", "audit_rate")
OR_CONTACT = "À défaut, les pages donnent l’adresse de contact."


class AccessibilityState(models.TextChoices):
    """The three states of the RGAA, and no other."""

    NON_CONFORME = "non-conforme", _("non conforme")
    PARTIELLEMENT = "partiellement-conforme", _("partiellement conforme")
    TOTALEMENT = "totalement-conforme", _("totalement conforme")


class ContentLicence(models.TextChoices):
    LICENCE_OUVERTE = "licence-ouverte-2.0", _("Licence Ouverte 2.0")
    CC_BY = "cc-by-4.0", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa-4.0", "CC BY-SA 4.0"
    RESERVED = "tous-droits-reserves", _("tous droits réservés")


LICENCE_URLS = {
    ContentLicence.LICENCE_OUVERTE: "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    ContentLicence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    ContentLicence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
}
FACTS = {
    FactGroup.EDITEUR: (
        "publisher", "legal_status", "registration", "address", "telephone", "publication_director"
    ),
    FactGroup.HEBERGEUR: ("host", "host_telephone"),
    FactGroup.CONTACT: ("contact_email", "telephone", "address", "security_email"),
    FactGroup.ACCESSIBILITE: ("accessibility_email",),
    FactGroup.DONNEES: ("data_protection_email",),
    FactGroup.JOURNAUX: ("log_retention_days", "log_content"),
    FactGroup.LICENCE: ("content_licence",),
    FactGroup.ECOCONCEPTION: ("ecodesign_email",),
}  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """A line of a page about the publisher. No value: the page says « à renseigner »."""

    label: str
    value: str
    href: str = ""
    language: str = ""  # of the value, where it is not the reader's


class MissingPanel(HelpPanel):
    """Above the form: what the publisher has yet to say."""

    class BoundPanel(HelpPanel.BoundPanel):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            labels = self.instance.missing()
            self.content = (
                f"Les pages affichent « à renseigner » tant qu’il manque : {' ; '.join(labels)}."
                if labels
                else "Tout est renseigné."
            )


@register_setting(icon="site")
class SiteSettings(BaseGenericSetting, ClusterableModel):
    """What only the publisher knows. A blank shows as “à renseigner” where the law asks for it."""

    name = models.CharField("nom du site", max_length=80, default="France Ville Durable")
    publisher = models.CharField(
        _("éditeur"),
        max_length=160,
        blank=True,
        help_text="L’organisme qui répond de ce que publie le portail, par son nom officiel.",
    )
    legal_status = models.CharField(
        _("forme juridique"),
        max_length=160,
        blank=True,
        help_text="Par exemple : association déclarée, régie par la loi du 1er juillet 1901.",
    )
    registration = models.CharField(
        _("numéro d’enregistrement"),
        max_length=80,
        blank=True,
        help_text="RNA (W et neuf chiffres) ou SIREN (neuf chiffres), précédé de son nom.",
    )
    address = models.TextField(
        _("adresse postale"), blank=True, help_text="Celle du siège, ligne par ligne."
    )
    telephone = models.CharField(
        _("téléphone"),
        max_length=30,
        blank=True,
        help_text="Avec l’indicatif, pour qui appelle de l’étranger : +33 1…",
    )
    publication_director = models.CharField(
        _("responsable de la publication"),
        max_length=120,
        blank=True,
        help_text="Une personne, par son nom : d’ordinaire qui représente légalement l’éditeur.",
    )
    host = models.TextField(
        _("hébergeur"),
        blank=True,
        help_text="Nom ou raison sociale, puis adresse, ligne par ligne.",
    )
    host_telephone = models.CharField(
        _("téléphone de l’hébergeur"),
        max_length=30,
        blank=True,
        help_text="La loi demande le nom, l’adresse et le téléphone de l’hébergeur.",
    )

    contact_email = models.EmailField(
        _("adresse de contact"),
        blank=True,
        help_text="Une adresse de fonction, relevée même pendant les congés.",
    )
    accessibility_email = models.EmailField(
        _("adresse pour l’accessibilité"),
        blank=True,
        help_text=f"Où écrire quand un contenu est difficile d’accès. {OR_CONTACT}",
    )
    data_protection_email = models.EmailField(
        _("adresse pour les données personnelles"),
        blank=True,
        help_text="Celle du délégué à la protection des données, s’il y en a un ; sinon celle à "
        f"laquelle exercer ses droits. {OR_CONTACT}",
    )
    security_email = models.EmailField(
        _("adresse pour les failles de sécurité"),
        blank=True,
        help_text=f"Publiée aussi dans /.well-known/security.txt. {OR_CONTACT}",
    )
    ecodesign_email = models.EmailField(
        _("adresse pour l’écoconception"),
        blank=True,
        help_text=f"Celle du référent que demande le RGESN (critère 1.3). {OR_CONTACT}",
    )

    log_retention_days = models.PositiveSmallIntegerField(
        _("durée de conservation des journaux"),
        null=True,
        blank=True,
        help_text="En jours. Demandez-la à l’hébergeur ; la CNIL recommande de six mois à un an.",
    )
    log_content = models.TextField(
        _("contenu des journaux"),
        blank=True,
        help_text="Ce qu’ils gardent d’une visite : adresse IP, date, page demandée, navigateur…",
    )
    content_licence = models.CharField(
        _("licence des contenus"),
        max_length=30,
        blank=True,
        choices=ContentLicence.choices,
        help_text="Ce que le lecteur peut faire des textes. Vide : la loi ne lui permet guère que "
        "de citer. Les photos gardent la licence de leur crédit.",
    )

    audit_date = models.DateField(
        "date de l’audit",
        null=True,
        blank=True,
        help_text="Audit des critères du RGAA sur un échantillon de pages, et non un test "
        "automatique. Sans audit, la loi veut que le site se dise « non conforme ».",
    )
    auditor = models.CharField(
        "auditeur", max_length=160, blank=True, help_text="La personne ou l’organisme qui l’a mené."
    )
    audit_rate = models.DecimalField(
        "taux de conformité",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="En %, critères respectés sur critères applicables. À partir de 50 %, le site "
        "est « partiellement conforme » ; à 100 %, « totalement conforme ».",
    )
    declaration_date = models.DateField(
        "date de la déclaration",
        null=True,
        blank=True,
        help_text="La déclaration d’accessibilité se refait au plus tard tous les trois ans.",
    )
    audit_reference = models.CharField(
        "référence du rapport",
        max_length=200,
        blank=True,
        help_text="Titre ou numéro du rapport d’audit, pour qui voudra le demander.",
    )

    # {language: {field: text}}: see `portal.models.site_texts`.
    translations = models.JSONField(default=dict, blank=True, editable=False)

    settings_panels = [
        MissingPanel(heading="Ce qui reste à renseigner"),
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("publisher"),
                FieldRowPanel([FieldPanel("legal_status"), FieldPanel("registration")]),
                *translation_panels("legal_status"),
                FieldPanel("address"),
                FieldRowPanel([FieldPanel("telephone"), FieldPanel("publication_director")]),
            ],
            heading="L’éditeur",
        ),
        MultiFieldPanel([FieldPanel("host"), FieldPanel("host_telephone")], heading="L’hébergeur"),
        MultiFieldPanel(
            [
                FieldPanel("contact_email"),
                FieldPanel("accessibility_email"),
                FieldPanel("data_protection_email"),
                FieldPanel("security_email"),
                FieldPanel("ecodesign_email"),
            ],
            heading="À qui écrire",
        ),
        MultiFieldPanel(
            [
                FieldPanel("log_retention_days"),
                FieldPanel("log_content"),
                *translation_panels("log_content"),
            ],
            heading="Journaux de l’hébergeur",
        ),
        FieldPanel("content_licence", heading="Licence des contenus"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("audit_date"), FieldPanel("auditor")]),
                FieldRowPanel([FieldPanel("audit_rate"), FieldPanel("audit_reference")]),
                FieldPanel("declaration_date"),
            ],
            heading="Audit d’accessibilité",
        ),
        InlinePanel("partners", heading="Partenaires", label="Partenaire"),
    ]
    edit_handler = ObjectList(settings_panels, base_form_class=SiteSettingsForm)

    class Meta:
        verbose_name = "réglages du site"

    def clean(self):
        super().clean()
        blank = [name for name in AUDIT_FIELDS if getattr(self, name) in (None, "")]
        if blank and len(blank) < len(AUDIT_FIELDS):
            message = "Un audit compte quand on en donne la date, l’auditeur et le taux."
            raise ValidationError(dict.fromkeys(blank, message))

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        cache.delete(CACHE_KEY)

    @classmethod
    def cached(cls):
        """The settings, at most a minute old in the other processes."""
        return cache.get_or_set(CACHE_KEY, cls.load, timeout=60)

    @property
    def audited(self):
        return all(getattr(self, name) not in (None, "") for name in AUDIT_FIELDS)

    @property
    def accessibility_state(self):
        """As the RGAA defines it: without an audit, or below half the criteria, « non conforme »."""
        if not self.audited or self.audit_rate < 50:
            return AccessibilityState.NON_CONFORME
        if self.audit_rate < 100:
            return AccessibilityState.PARTIELLEMENT
        return AccessibilityState.TOTALEMENT

    def facts(self, group):
        """What a page states of the publisher under that FactGroup."""
        return [self.fact(name) for name in FACTS[FactGroup(group)]]

    def fact(self, name):
        field = self._meta.get_field(name)
        value, href = getattr(self, name), ""
        if isinstance(field, models.EmailField):
            value = value or self.contact_email
            href = value and f"mailto:{value}"
        elif name in {"telephone", "host_telephone"}:
            href = value and f"tel:{''.join(value.split())}"
        elif name == "content_licence":
            href = LICENCE_URLS.get(value, "")
            value = self.get_content_licence_display()
        elif name == "log_retention_days" and value is not None:
            value = ngettext("%(count)d jour", "%(count)d jours", value) % {"count": value}
        elif name in TRANSLATED:
            return Fact(field.verbose_name, *self.text(name))
        return Fact(field.verbose_name, value, href)

    def text(self, name):
        """(text, address, language): in the reader's language, else as it was written, and so said."""
        language = get_language() or settings.LANGUAGE_CODE
        if translated := self.translations.get(language, {}).get(name):
            return translated, "", ""
        text = getattr(self, name)
        is_foreign = text and language != settings.LANGUAGE_CODE
        return text, "", settings.LANGUAGE_CODE if is_foreign else ""

    def missing(self):
        """Names of what pages show as « à renseigner », in the order of the form."""
        shown = {name for names in FACTS.values() for name in names}
        facts = [self.fact(field.name) for field in self._meta.fields if field.name in shown]
        audit = [] if self.audited else ["audit d’accessibilité"]
        return [str(fact.label) for fact in facts if not fact.value] + audit


class Partner(Orderable):
    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="partners")
    name = models.CharField("nom", max_length=120)
    url = models.URLField("adresse", blank=True)
    logo = models.ForeignKey(
        "portal.PortalImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="logo",
    )

    panels = [FieldPanel("name"), FieldPanel("url"), FieldPanel("logo")]

    class Meta(Orderable.Meta):
        verbose_name = "partenaire"

    def __str__(self):
        return self.name
