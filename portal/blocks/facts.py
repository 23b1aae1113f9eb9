"""Facts that a page states: figures with their nature and source, steps, points."""

from django.core.exceptions import ValidationError
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
        return self["unit"].strip().startswith("%")

    @property
    def unit_words(self):
        """The unit without the sign that the number already carries: “% par an” → “par an”."""
        return self["unit"].strip().removeprefix("%").strip()

    @property
    def share(self):
        """The share of its whole, in hundredths: “62.5”. None when the figure is no share."""
        if not self["whole"]:
            return None
        return f"{self['value'] / self['whole'] * 100:.2f}".rstrip("0").rstrip(".")

    @property
    def origin(self):
        """Nature and source, in one sentence."""
        nature = (
            _("chiffre %(nature)s") % {"nature": self.nature_label}
            if self["nature"]
            else _("nature du chiffre non renseignée")
        )
        source = _("source : %(source)s") % {"source": self["source"]}
        return f"{nature} · {source}"


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
    whole = blocks.DecimalBlock(
        label="sur un tout de",
        required=False,
        min_value=0,
        help_text="Si le chiffre est la part d’un tout, ce tout, dans la même unité : 100 pour un "
        "pourcentage. La page le dessine alors à l’échelle. Laissez vide pour une hausse, une baisse, "
        "une durée : un dessin dirait plus que le chiffre.",
    )
    period = blocks.CharBlock(label="période", required=False, max_length=80)
    source = blocks.CharBlock(
        label="source",
        max_length=200,
        help_text="D’où vient le chiffre : document, page, organisme.",
    )

    class Meta:
        icon = "order"
        label = "Chiffre clé"
        value_class = KeyFigureValue

    def clean(self, value):
        value = super().clean(value)
        whole = value["whole"]
        if whole is not None and not 0 <= value["value"] <= whole:
            message = "La part ne peut pas dépasser le tout."
            raise blocks.StructBlockValidationError({"whole": ValidationError(message)})
        return value


class PointBlock(blocks.StructBlock):
    """A titled paragraph: a step, an axis, an action."""

    title = blocks.CharBlock(label="titre", max_length=120)
    text = blocks.TextBlock(label="texte", required=False)

    class Meta:
        template = "blocks/point.html"
        icon = "list-ol"
        label = "Étape"
