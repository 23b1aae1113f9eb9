"""What the portal states of itself: its publisher, its accessibility, its weight."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

# Written by `make bench`.
MEASURES_PATH = Path(__file__).resolve().parents[1] / "measures.json"


class FactGroup(models.TextChoices):
    """The lists of facts about the publisher that a page can show."""

    EDITEUR = "editeur", "éditeur"
    HEBERGEUR = "hebergeur", "hébergeur"
    CONTACT = "contact", "contact"
    ACCESSIBILITE = "accessibilite", "accessibilité"
    DONNEES = "donnees", "données personnelles"
    JOURNAUX = "journaux", "journaux de l’hébergeur"
    LICENCE = "licence", "licence des contenus"
    ECOCONCEPTION = "ecoconception", "écoconception"


class Column(NamedTuple):
    """A measure, and the most or the least that a page may reach."""

    key: str
    label: Promise
    budget: int
    unit: Promise | str = ""
    at_least: bool = False

    def cell(self, page):
        value = Decimal(str(page[self.key]))
        over = value < self.budget if self.at_least else value > self.budget
        return {"column": self, "value": round(value, 1), "over": over}


COLUMNS = (
    Column("kilobytes", _("Poids"), 60, _("ko")),
    Column("requests", _("Requêtes"), 6),
    Column("elements", _("Éléments"), 275),
    Column("ecoindex", _("EcoIndex"), 85, at_least=True),
)
# Every type of page, in the order of the table.
PAGE_NAMES = {
    "portal.HomePage": _("Accueil"),
    "realisations.RealisationIndexPage": _("Liste des réalisations"),
    "realisations.RealisationPage": _("Réalisation"),
    "realisations.MapPage": _("Carte"),
    "realisations.ComparisonPage": _("Comparaison"),
    "realisations.SelectionPage": _("Sélection"),
    "guides.ResourceIndexPage": _("Liste des ressources"),
    "guides.ResourcePage": _("Ressource"),
    "guides.LawIndexPage": _("Liste des lois"),
    "guides.LawPage": _("Loi"),
    "guides.ConcernedPage": _("Suis-je concerné ?"),
    "realisations.DossierIndexPage": _("Liste des dossiers"),
    "realisations.DossierPage": _("Dossier"),
    "realisations.OrganisationIndexPage": _("Liste des acteurs"),
    "realisations.OrganisationPage": _("Acteur"),
    "portal.SearchPage": _("Recherche"),
    "portal.GlossaryPage": _("Glossaire"),
    "portal.SitemapPage": _("Plan du site"),
    "portal.ContentPage": _("Page de texte"),
}


def site_settings():
    from portal.models import SiteSettings  # whose pages are made of these blocks

    return SiteSettings.cached()


def measures(language):
    """The day and the rows of the last bench in that language, or None when there was none."""
    if not MEASURES_PATH.exists():
        return None
    document = json.loads(MEASURES_PATH.read_text(encoding="utf-8"))
    pages = {page["type"]: page for page in document["pages"] if page["language"] == language}
    if not pages:
        return None
    return {
        "date": date.fromisoformat(document["date"]),
        "rows": [
            {"name": name, "cells": [column.cell(pages[kind]) for column in COLUMNS]}
            for kind, name in PAGE_NAMES.items()
            if kind in pages
        ],
    }


class SiteFactsBlock(blocks.StructBlock):
    group = blocks.ChoiceBlock(
        label="lesquels",
        choices=FactGroup.choices,
        help_text="Ils se saisissent une fois pour toutes dans Paramètres > Réglages du site.",
    )

    class Meta:
        template = "blocks/site_facts.html"
        icon = "site"
        label = "Renseignements sur l’éditeur"

    def get_context(self, value, parent_context=None):
        facts = site_settings().facts(value["group"])
        return super().get_context(value, parent_context) | {"facts": facts}


class AccessibilityStateBlock(blocks.StaticBlock):
    class Meta:
        template = "blocks/accessibility_state.html"
        icon = "check"
        label = "État de conformité au RGAA"
        admin_text = "La phrase vient de l’audit saisi dans Paramètres > Réglages du site."

    def get_context(self, value, parent_context=None):
        return super().get_context(value, parent_context) | {"site": site_settings()}


class MeasuresBlock(blocks.StaticBlock):
    class Meta:
        template = "blocks/measures.html"
        icon = "table"
        label = "Poids mesuré des pages"
        admin_text = "Le tableau des dernières mesures, dans la langue de la page."

    def get_context(self, value, parent_context=None):
        return super().get_context(value, parent_context) | {
            "columns": COLUMNS,
            "measures": measures(get_language()),
        }
