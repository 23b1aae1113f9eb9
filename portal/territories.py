"""The communes and the EPCI of France, by code or by name.

Read once a process, when first asked for, from a file that `manage.py build_territories` makes.
docs/territories.md says where it comes from, what its populations are, and what it costs.
"""

import gzip
import re
from array import array
from bisect import bisect_left
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from portal.names import BARE, Names, fold

DATA_PATH = Path(__file__).resolve().parent / "data" / "territories.txt.gz"
KINDS = COMMUNE, EPCI = "commune", "epci"
LYON = "MET69"
NATURES = {
    "METRO": _("métropole"),
    LYON: _("collectivité à statut particulier"),
    "CU": _("communauté urbaine"),
    "CA": _("communauté d’agglomération"),
    "CC": _("communauté de communes"),
}
# What the names of EPCI shorten, as `fold` leaves it.
SHORTENED = re.compile(r"^communaute (?:de (c)ommunes|d (a)gglomeration|(u)rbaine)\b")
HOMONYM = re.compile(r"(.+) (\d[\dab]\d?)")  # a name, and a département's code
NONE = -1  # in a column of numbers, what the source does not give


class Territory(NamedTuple):
    """A commune or an EPCI. Populations in inhabitants, None where the source has none."""

    kind: str
    code: str  # INSEE of a commune, SIREN of an EPCI
    name: str
    nature: str  # a key of NATURES: of the EPCI, or of the commune's; "" for none
    departement: str  # of an EPCI: where most of its inhabitants live; so its region
    region: str
    municipal: int | None  # population municipale 2023
    total: int | None  # population totale 2022: see docs/territories.md
    epci: str  # SIREN of the commune's EPCI, of the EPCI itself; "" for none

    @property
    def label(self):
        """The name with what tells it from its homonyms: “Montreuil (93)”."""
        return f"{self.name} ({self.departement})"

    @property
    def inhabitants(self):
        """The population that counts for laws, or the other where it is the only one known."""
        return self.municipal if self.total is None else self.total

    @property
    def is_epci(self):
        return self.kind == EPCI

    @property
    def nature_name(self):
        """What kind of EPCI this is, or is the commune's, in words."""
        return NATURES[self.nature] if self.nature else ""

    @property
    def departement_name(self):
        return load().departements[self.departement][0]

    @property
    def region_name(self):
        return load().regions[self.region]


class Match(NamedTuple):
    """A territory whose name answers a search."""

    territory: Territory
    other_name: str  # of the district or former commune that was found; "" if its own name was
    rank: int  # how well it answers: see `portal.names`

    @property
    def is_exact(self):
        return self.rank <= BARE


def commune(code):
    """The commune of that INSEE code, be it the code of one of its districts; None for no commune."""
    return load().commune(code)


def epci(siren):
    """The EPCI à fiscalité propre of that SIREN number; None for none."""
    return load().epci(siren)


def search(words, limit=20, kinds=KINDS):
    """The territories that those words name, best first, then the most populous: [Match].

    See `portal.names` for what does not matter; neither does spelling, when nothing else answers.
    The code of a département at the end tells homonyms apart: “Montreuil 93”. A district or a
    former commune leads to its commune.
    """
    return load().search(words, limit, kinds)


@lru_cache(maxsize=1)
def load():
    return Territories(DATA_PATH.read_bytes())


class Territories:
    """Everything in columns, a list or an array each: no object a commune, but when asked for one."""

    def __init__(self, packed):
        lines = gzip.decompress(packed).decode().split("\n")
        columns = {name: values for name, *values in (line.split("\t") for line in lines)}
        self.regions = dict(zip(columns["regions"], columns["region_names"], strict=True))
        named = zip(columns["departement_names"], columns["departement_regions"], strict=True)
        self.departements = dict(zip(columns["departements"], named, strict=True))
        self.sirens, self.epci_names = columns["epci"], columns["epci_names"]
        self.natures, self.homes = columns["epci_natures"], columns["epci_departements"]
        self.epci_municipal = numbers(columns["epci_municipal"])
        self.epci_total = numbers(columns["epci_total"])
        self.codes, self.commune_names = columns["communes"], columns["commune_names"]
        self.municipal = numbers(columns["commune_municipal"])
        self.total = numbers(columns["commune_total"])
        self.membership = numbers(columns["commune_epci"])
        self.other_names, self.other_communes = columns["other_names"], columns["other_communes"]
        self.districts = dict(
            zip(columns["district_codes"], columns["district_communes"], strict=True)
        )

    def commune(self, code):
        row = position(self.codes, self.districts.get(code, code))
        return None if row is None else self.commune_at(row)

    def epci(self, siren):
        row = position(self.sirens, siren)
        return None if row is None else self.epci_at(row)

    def commune_at(self, row):
        code, group = self.codes[row], self.membership[row]
        departement = code[:3] if code.startswith(("97", "98")) else code[:2]
        return Territory(
            COMMUNE,
            code,
            self.commune_names[row],
            self.natures[group] if group != NONE else "",
            departement,
            self.departements[departement][1],
            known(self.municipal[row]),
            known(self.total[row]),
            self.sirens[group] if group != NONE else "",
        )

    def epci_at(self, row):
        departement = self.homes[row]
        return Territory(
            EPCI,
            self.sirens[row],
            self.epci_names[row],
            self.natures[row],
            departement,
            self.departements[departement][1],
            known(self.epci_municipal[row]),
            known(self.epci_total[row]),
            self.sirens[row],
        )

    # By name

    @cached_property
    def names(self):
        return Names([*self.commune_names, *self.epci_names, *self.other_names])

    def search(self, words, limit, kinds):
        words = SHORTENED.sub(lambda found: "c" + found[found.lastindex], fold(words).strip())
        if not words:
            return []
        names, departement = self.names, None
        found = names.search(words)
        if not found and (homonym := HOMONYM.fullmatch(words)):
            found, departement = names.search(homonym[1]), homonym[2].upper()
        found = found or names.scattered(words) or names.near(words)
        return self.best_of(found, limit, kinds, departement)

    def best_of(self, found, limit, kinds, departement):
        """Each territory once, under the name that answers best."""
        best = {}
        for rank, _order, row in sorted(
            (rank, self.order(row), row) for row, rank in found.items()
        ):
            match = self.match(row, rank)
            territory = match.territory
            if territory.kind in kinds and departement in (None, territory.departement):
                best.setdefault(territory.code, match)
            if len(best) == limit:
                break
        return list(best.values())

    def split(self, row):
        """Which of the three lists of names that row of them all is in, and where."""
        for number, names in enumerate((self.commune_names, self.epci_names)):
            if row < len(names):
                return number, row
            row -= len(names)
        return 2, row

    def order(self, row):
        """The most populous first."""
        number, row = self.split(row)
        if number == 2:
            row = position(self.codes, self.other_communes[row])
        return -(self.epci_municipal if number == 1 else self.municipal)[row]

    def match(self, row, rank):
        number, row = self.split(row)
        if number == 0:
            return Match(self.commune_at(row), "", rank)
        if number == 1:
            return Match(self.epci_at(row), "", rank)
        return Match(self.commune(self.other_communes[row]), self.other_names[row], rank)


def numbers(values):
    return array("i", [int(value or NONE) for value in values])


def known(number):
    return None if number == NONE else number


def position(codes, code):
    """Where that code is in sorted codes, None when it is not."""
    at = bisect_left(codes, code)
    return at if at < len(codes) and codes[at] == code else None
