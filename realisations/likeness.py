"""How much the place of a fiche is like the territory of a visitor: the whole rule, and no box.

Five things are weighed; together they make 100 points:

| What | Points | When |
|---|---|---|
| size | 40 | the two municipal populations: all the points when equal, none from one to eight on, in |
|      |    | between by the logarithm of their ratio (one to two: 27; one to four: 13) |
| intercommunality | 20 | both in, or being, the same EPCI |
| region | 15 | the same |
| kind of intercommunality | 15 | métropole, communauté urbaine, d’agglomération or de communes, be it |
|      |    | the place itself or the one it belongs to: what is known of how urban a place is |
| département | 10 | the same |

A place that is the visitor's own territory has them all. A fiche with several places is as like as
the most alike of them. What is not known is not claimed: a place by its région alone can have 15
points; a place abroad, a named area or no place at all has none, and no reason. The coast and the
mountains are in no source of ours, so they count for nothing. Populations: docs/territories.md.

The rule is symmetric, but for the words.
"""

import math
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _

from portal import territories
from portal.templatetags.portal import figure

SIZE, INTERCOMMUNALITY, REGION, KIND, DEPARTEMENT = 40, 20, 15, 15, 10
EIGHT_TIMES = 8  # the ratio of populations from which sizes have nothing in common
SAME_SIZE, CLOSE_SIZE = 1.25, 2  # ratios up to which a visitor is told so
FRANCE = "FR"


class Spot(NamedTuple):
    """What is compared of a place: its codes, each "" when unknown, and its inhabitants."""

    code: str = ""  # INSEE or SIREN
    epci: str = ""
    nature: str = ""
    departement: str = ""
    region: str = ""
    population: int | None = None


class Likeness(NamedTuple):
    """Points out of 100, and what they come from. The greater, the more alike."""

    score: int = 0
    same: tuple = ()  # of: "place", "size", "close", "epci", "kind", "departement", "region"
    there: Spot = Spot()

    @property
    def reasons(self):
        """What the card says, in the reader's language, the strongest first: « même région »."""
        return [sentence(reason, self.there) for reason in self.same]

    @property
    def told(self):
        """The same in one phrase, after the name of the place."""
        return ", ".join(self.reasons) or _("rien de commun que l’on sache")


def place_key(place):
    """What the read model keeps of a `Place`: "c49007", "e244400404", "d49", "r52", "p51.56,-1.78",
    "nGB", or "" where nothing is known.

    A few thousand keys at most, however many fiches: see `Ranking`. A code that the Code officiel
    géographique does not know (any more) leaves the département, then the région. Coordinates, to a
    hundredth of a degree, and the country abroad are for the map: they are like nothing.
    """
    if str(place.country) != FRANCE:
        return point_key(place) or f"n{place.country}"
    if place.commune_code and territories.commune(place.commune_code):
        return f"c{place.commune_code}"
    if place.epci_code and territories.epci(place.epci_code):
        return f"e{place.epci_code}"
    if place.departement in territories.load().departements:
        return f"d{place.departement}"
    return f"r{place.region}" if place.region else point_key(place)


def point_key(place):
    if None in (place.latitude, place.longitude):
        return ""
    return f"p{place.latitude:.2f},{place.longitude:.2f}"


class Ranking:
    """Likenesses to one territory, each place weighed once however many fiches it has."""

    def __init__(self, here):
        self.here, self.known = spot(here), {"": Likeness()}

    def of(self, keys):
        """The Likeness of a fiche, from the `place_key` of each of its places, none perhaps."""
        return max((self.of_key(key) for key in keys), default=self.known[""], key=score)

    def of_key(self, key):
        if key not in self.known:
            self.known[key] = likeness(self.here, spot_of(key))
        return self.known[key]


def score(found):
    return found.score


def spot(territory):
    return Spot(
        territory.code,
        territory.epci,
        territory.nature,
        territory.departement,
        territory.region,
        territory.municipal,
    )


@lru_cache(maxsize=4096)
def spot_of(key):
    """The Spot of a `place_key`."""
    kind, code = key[:1], key[1:]
    if kind == "c" and (commune := territories.commune(code)):
        return spot(commune)
    if kind == "e" and (epci := territories.epci(code)):
        return spot(epci)
    if kind == "d" and (departement := territories.load().departements.get(code)):
        return Spot(departement=code, region=departement[1])
    return Spot(region=code) if kind == "r" else Spot()


def likeness(here, there):
    """The Likeness of two Spots: the rule at the top of this module."""
    if here.code and here.code == there.code:
        return Likeness(100, ("place",), there)
    ratio = ratio_of(here.population, there.population)
    points = {
        "epci": INTERCOMMUNALITY * same(here.epci, there.epci),
        "size": points_of_size(ratio),
        "region": REGION * same(here.region, there.region),
        "kind": KIND * same(here.nature, there.nature),
        "departement": DEPARTEMENT * same(here.departement, there.departement),
    }
    told = [reason for reason in ("epci", "departement", "region", "kind") if points[reason]]
    if "departement" in told and "region" in told:
        told.remove("region")  # it goes without saying
    if "epci" in told and "kind" in told:
        told.remove("kind")
    if ratio and ratio <= CLOSE_SIZE:
        told.insert(0, "size" if ratio <= SAME_SIZE else "close")
    return Likeness(round(sum(points.values())), tuple(told), there)


def same(ours, theirs):
    return bool(ours) and ours == theirs


def ratio_of(ours, theirs):
    """How many times the larger population is the smaller one; None when one is not known."""
    return max(ours, theirs) / min(ours, theirs) if ours and theirs else None


def points_of_size(ratio):
    return SIZE * max(0, 1 - math.log(ratio, EIGHT_TIMES)) if ratio else 0


def sentence(reason, there):
    inhabitants = rounded(there.population)
    return {
        "place": lambda: _("votre territoire même"),
        "size": lambda: _("même taille : %(number)s habitants") % inhabitants,
        "close": lambda: _("taille proche : %(number)s habitants") % inhabitants,
        "epci": lambda: _("même intercommunalité"),
        "departement": lambda: _("même département"),
        "region": lambda: _("même région"),
        "kind": lambda: (
            _("même type d’intercommunalité : %(nature)s")
            % {"nature": territories.NATURES[there.nature]}
        ),
    }[reason]()


def rounded(population):
    """Two figures are enough to be told a size: 79 851 is 80 000."""
    if not population:
        return {}
    return {"number": figure(round(population, 2 - len(str(population))))}
