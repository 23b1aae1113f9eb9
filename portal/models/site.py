from django.core.cache import cache
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Orderable

CACHE_KEY = "portal.site_settings"


@register_setting(icon="site")
class SiteSettings(BaseGenericSetting, ClusterableModel):
    """What only the publisher knows. A blank shows as “à renseigner” where the law asks for it."""

    name = models.CharField("nom du site", max_length=80, default="France Ville Durable")
    publisher = models.CharField("éditeur", max_length=160, blank=True)
    legal_status = models.CharField("statut et numéro d’enregistrement", max_length=160, blank=True)
    address = models.TextField("adresse", blank=True)
    publication_director = models.CharField(
        "responsable de la publication", max_length=120, blank=True
    )
    contact_email = models.EmailField("adresse de contact", blank=True)
    security_email = models.EmailField(
        "adresse pour les failles de sécurité",
        blank=True,
        help_text="Publiée dans /.well-known/security.txt ; à défaut, l’adresse de contact.",
    )
    host = models.TextField("hébergeur (nom, adresse, téléphone)", blank=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("publisher"), FieldPanel("legal_status")],
            heading="L’éditeur",
        ),
        MultiFieldPanel(
            [
                FieldPanel("address"),
                FieldPanel("publication_director"),
                FieldPanel("host"),
            ],
            heading="Mentions légales",
        ),
        MultiFieldPanel(
            [FieldPanel("contact_email"), FieldPanel("security_email")], heading="Contacts"
        ),
        InlinePanel("partners", heading="Partenaires", label="Partenaire"),
    ]

    class Meta:
        verbose_name = "réglages du site"

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        cache.delete(CACHE_KEY)

    @classmethod
    def cached(cls):
        """The settings, at most a minute old in the other processes."""
        return cache.get_or_set(CACHE_KEY, cls.load, timeout=60)


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
