"""The parameters of a list, as the page of open data and the OpenAPI document tell them."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from portal.catalogue.index import CONJUNCTIVE
from portal.filters import EVERY, LANGUAGE
from portal.query import MAX_WORDS_LENGTH

from .forms import FORMAT, FORMS
from .lists import FEED_SIZE, PAGE_SIZE
from .schemas import one_of, or_blank, several

YEARS = "annee"


class Parameter(NamedTuple):
    name: str
    meaning: str
    values: list  # [(value, name)], none where any will do
    schema: dict
    is_repeated: bool = False

    @property
    def told_values(self):
        """In one line: “sobriete (Sobriété), inclusion (Inclusion)”."""
        return ", ".join(
            value if str(label).lower() == value else f"{value} ({label})"
            for value, label in self.values
        )


def parameters(filters):
    """Those of a `portal.filters.ListFilterSet` that data are asked with."""
    return [*map(facet(filters), filters.known), *others(filters)]


def facet(filters):
    def parameter(name):
        values = filters.known[name]
        label = str(filters.labels[name])
        if name in CONJUNCTIVE:
            meaning = _("%(label)s. Répété, chaque valeur resserre la liste.")
        else:
            meaning = _("%(label)s. Répété, les valeurs s’additionnent.")
        return Parameter(name, meaning % {"label": label}, values, schema_of(name, values), True)

    return parameter


def schema_of(name, values):
    """Any year may be asked for; of the rest, the known values."""
    if name == YEARS:
        return several(or_blank({"type": "string", "pattern": "^(19[0-9]{2}|20[0-9]{2}|2100)$"}))
    return several(or_blank(one_of(value for value, _label in values)))


def others(filters):
    sorts = [(value, str(label)) for value, label in filters.SORTS]
    forms = [(form, FORMS[form].label) for form in filters.formats if form in FORMS]
    known = {
        "q": (
            _("Mots cherchés, %(most)s signes au plus.") % {"most": MAX_WORDS_LENGTH},
            [],
            {"type": "string", "maxLength": MAX_WORDS_LENGTH},
        ),
        "commune": (
            _("Code INSEE d’une commune : les résultats sont classés par ressemblance avec elle."),
            [],
            or_blank({"type": "string", "pattern": "^[0-9][0-9AB][0-9]{3}$"}),
        ),
        "epci": (
            _("Numéro SIREN d’une intercommunalité : de même."),
            [],
            or_blank({"type": "string", "pattern": "^[0-9]{9}$"}),
        ),
        LANGUAGE: (
            _("« toutes » : avec ce qui n’existe que dans une autre langue, donné dans la sienne."),
            [(EVERY, _("toutes les langues"))],
            or_blank(one_of([EVERY])),
        ),
        "tri": (_("Ordre des résultats."), sorts, or_blank(one_of(dict(sorts)))),
        "page": (
            _("Numéro de page : %(json)s résultats en JSON, %(atom)s en Atom.")
            % {"json": PAGE_SIZE, "atom": FEED_SIZE},
            [],
            {"type": "integer", "minimum": 1},
        ),
        FORMAT: (_("Forme de la réponse."), forms, one_of(dict(forms))),
    }
    return [Parameter(name, *told) for name, told in known.items() if name in filters.others]
