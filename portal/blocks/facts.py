"""Facts that a page states: figures with their nature and source, steps, points."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks


class FigureNature(models.TextChoices):
    DECLARE = "declare", pgettext_lazy("chiffre", "déclaré")
    ESTIME = "estime", pgettext_lazy("chiffre", "estimé")
    MESURE = "mesure", pgettext_lazy("chiffre", "mesuré")
    VERIFIE = "verifie", pgettext_lazy("chiffre", "vérifié")


class FigureQualifier(models.TextChoices):
    ENVIRON = "environ", _("environ")
    PLUS_DE = "plus-de", _("plus de")
    MOINS_DE = "moins-de", _("moins de")


class KeyFigureValue(blocks.StructValue):
    @property
    def nature_label(self):
        """The nature in the reader's language, "" when the source does not say it."""
        return FigureNature(self["nature"]).label if self["nature"] else ""

    @property
    def qualifier_label(self):
        return FigureQualifier(self["qualifier"]).label if self["qualifier"] else ""

    @property
    def is_percentage(self):
        return self["unit"].strip() == "%"


class KeyFigureBlock(blocks.StructBlock):
    """A figure is a number, never a sentence: it can be sorted, drawn and compared."""

    value = blocks.DecimalBlock(label="valeur", help_text="Le nombre seul : 3950")
    qualifier = blocks.ChoiceBlock(
        label="précision",
        choices=FigureQualifier.choices,
        required=False,
        help_text="Vide : valeur exacte.",
    )
    unit = blocks.CharBlock(
        label="unité", required=False, max_length=60, help_text="« % », « tonnes de CO₂ par an »…"
    )
    label = blocks.CharBlock(
        label="ce que le chiffre mesure",
        max_length=200,
        help_text="De quoi, par rapport à quoi : le chiffre doit se lire seul.",
    )
    nature = blocks.ChoiceBlock(
        label="nature",
        choices=FigureNature.choices,
        required=False,
        help_text="Laissez vide si la source ne le dit pas : la fiche affichera « nature non renseignée ».",
    )
    period = blocks.CharBlock(label="période", required=False, max_length=80)
    source = blocks.CharBlock(
        label="source",
        max_length=200,
        help_text="D’où vient le chiffre : document, page, organisme.",
    )

    class Meta:
        template = "components/key_figure.html"
        icon = "order"
        label = "Chiffre clé"
        value_class = KeyFigureValue


class PointBlock(blocks.StructBlock):
    """A titled paragraph: a step, an axis, an action."""

    title = blocks.CharBlock(label="titre", max_length=120)
    text = blocks.TextBlock(label="texte", required=False)

    class Meta:
        template = "blocks/point.html"
        icon = "list-ol"
        label = "Étape"
