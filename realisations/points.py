"""Where on Earth the place of a fiche is, by its key (`realisations.likeness.place_key`).

Read once a process, when first asked for, from a file that `manage.py build_map` makes: the
communes that GeoNames knows, the EPCI, the départements, the countries (docs/carte.md).
"""

import gzip
from array import array
from bisect import bisect_left
from functools import lru_cache
from pathlib import Path

from portal import territories

POINTS_PATH = Path(__file__).resolve().parent / "data" / "points.txt.gz"
UNIT = 1000  # to a degree, in the file: about a hundred metres
PLACE, COMMUNE, EPCI, DEPARTEMENT = "place", "commune", "epci", "departement"
PRECISIONS = {"p": PLACE, "c": COMMUNE, "e": EPCI, "d": DEPARTEMENT}


def point_of(key):
    """(latitude, longitude) in degrees, WGS 84; None where the key says no more than a region."""
    found = located(key)
    return found and found[1]


def precision_of(key):
    """What that point is the centre of, in a public word: PLACE where an editor gave it, COMMUNE,
    EPCI, DEPARTEMENT; "" where there is no point.

    A commune without coordinates of its own is put at the centre of its EPCI, or département.
    """
    found = located(key)
    return PRECISIONS[found[0][0]] if found else ""


def centre_of_country(code):
    """(latitude, longitude) within a country: to show it on a map of the world, not to locate."""
    return load().get(f"n{code}")


@lru_cache(maxsize=4096)
def located(key):
    """(the key of what is known, its point) for the best that is known of a place, or None."""
    if key.startswith("p"):
        latitude, longitude = key[1:].split(",")
        return key, (float(latitude), float(longitude))
    points = load()
    return next(((k, point) for k in within(key) if (point := points.get(k))), None)


def within(key):
    """The keys of a place and of what it lies in, the smallest first."""
    kind, code = key[:1], key[1:]
    if kind in PRECISIONS:
        yield key
    if kind == "c" and (commune := territories.commune(code)):
        yield f"c{commune.code}"
        yield f"e{commune.epci}"
        yield f"d{commune.departement}"
    elif kind == "e" and (epci := territories.epci(code)):
        yield f"d{epci.departement}"


@lru_cache(maxsize=1)
def load():
    return Points(POINTS_PATH.read_bytes())


class Points:
    """Sorted keys, and two columns of numbers."""

    def __init__(self, packed):
        keys, latitudes, longitudes = gzip.decompress(packed).decode().split("\n")
        self.keys = keys.split("\t")
        self.latitudes = array("i", map(int, latitudes.split("\t")))
        self.longitudes = array("i", map(int, longitudes.split("\t")))

    def get(self, key):
        at = bisect_left(self.keys, key)
        if at < len(self.keys) and self.keys[at] == key:
            return self.latitudes[at] / UNIT, self.longitudes[at] / UNIT
        return None
