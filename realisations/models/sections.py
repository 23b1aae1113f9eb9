"""The parts of a fiche as its reader finds them: what a translation says of a change."""

from django.utils.translation import gettext_lazy as _

from portal.models import BasePage

CARD = (
    "nature", "stage", "themes", "territory_types", "scales", "country", "unlocated", "places",
    "start_date", "start_precision", "end_date", "end_precision", "participations", "labels",
    "sdgs", "contact_role", "contact_email",
)  # fmt: skip
COST = ("cost_amount", "cost_currency", "cost_year", "cost_tax", "cost_scope")
SOURCE = ("source_document", "source_page", "source_url", "verified_on")

PART_NAMES = BasePage.part_names | {
    "image": _("Images"),
    "key_figures": _("Chiffres clés"),
    **dict.fromkeys(CARD, _("Carte d’identité")),
    **dict.fromkeys(COST, _("Coût")),
    "issues": _("Enjeux"),
    "objectives": _("Objectifs"),
    "steps": _("Démarche"),
    "pillar_contributions": _("Piliers"),
    "benefits": _("Bénéfices et bilan"),
    "lessons": _("Leçons"),
    "limits": _("Limites"),
    "transfer_conditions": _("Conditions de transfert"),
    "funding": _("Financements"),
    "gallery": _("Images"),
    "documents": _("Documents"),
    "links": _("Liens"),
    **dict.fromkeys(SOURCE, _("Source")),
}
