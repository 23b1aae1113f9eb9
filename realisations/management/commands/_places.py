"""Coordinates for communes, EPCI, départements and countries, as `realisations.points` reads them.

A populated place of GeoNames is a commune's when it bears its name (or that of a former commune of
it), in its region, and stands in its département or at its very edge: between several such, the one
whose number of inhabitants is nearest. Then it must lie by another commune of its EPCI, or be a
town with the very same population: a homonym of the same département does neither. Overseas, where
EPCI are wide and homonyms few, the name is enough.
"""

import math
from collections import defaultdict

from portal.names import ARTICLE, fold

from ._outlines import centre, clearance, holds

# GeoNames gives overseas France country codes of its own.
OVERSEAS = {
    "GP": "971", "MQ": "972", "GF": "973", "RE": "974", "PM": "975", "YT": "976", "BL": "977",
    "MF": "978", "TF": "984", "WF": "986", "PF": "987", "NC": "988",
}  # fmt: skip
LIKE, SAME = math.log(2), math.log(1.15)  # ratios of populations
# Inhabitants: under the first, the number must be alike too; from the second on, the very same
# number is no coincidence. A new commune has many more than the town whose name it bears.
VILLAGE, TOWN = 2000, 5000
NEAR = 15  # kilometres to the nearest commune of its EPCI
EDGE = (
    0.12  # degrees out of its département that a commune may seem to be, the outline being coarse
)


def name_of(text):
    """A name as it is compared: GeoNames also writes “Saint-Cyr-au-Mont-dOr”."""
    return ARTICLE.sub("", fold(text).strip()).replace(" ", "")


class Matching:
    def __init__(self, territories, shapes, cities):
        """`shapes`: {département: rings of (longitude, latitude)}."""
        self.territories, self.shapes = territories, shapes
        self.found = defaultdict(list)  # (name, département): [(latitude, longitude, population)]
        wanted = self.wanted()
        for city in cities:
            self.file(city, wanted)

    def wanted(self):
        """{name: {départements}} of every commune, present or former."""
        wanted = defaultdict(set)
        known = self.territories
        for code, name in zip(known.codes, known.commune_names, strict=True):
            departement = known.commune(code).departement
            for each in {name, first_of(name)}:
                wanted[name_of(each)].add(departement)
        for name, code in zip(known.other_names, known.other_communes, strict=True):
            wanted[name_of(name)].add(known.commune(code).departement)
        return wanted

    def file(self, city, wanted):
        country = city["countrycode"]
        if country != "FR" and country not in OVERSEAS:
            return
        point = (city["latitude"], city["longitude"], city["population"])
        for name in {name_of(city["name"]), *map(name_of, city["alternatenames"])}:
            for departement in self.homes(point, city, wanted.get(name, ())):
                self.found[name, departement].append(point)

    def homes(self, point, city, departements):
        """Those of the départements that it stands in; else those of its region that it is near."""
        if city["countrycode"] != "FR":
            return {OVERSEAS[city["countrycode"]]} & set(departements)
        known, place = self.territories.departements, (point[1], point[0])
        shapes = {d: self.shapes[d] for d in departements if known[d][1] == city["admin1code"]}
        inside = {d for d, rings in shapes.items() if holds(rings, place)}
        return inside or {d for d, rings in shapes.items() if clearance(place, rings) < EDGE}

    def point(self, commune, names):
        """(unlikeness, point) of a commune, by the first of its names that GeoNames knows there."""
        village = (commune.municipal or 0) < VILLAGE
        for name in names:
            if match := self.nearest(commune, name):
                return match if match[0] < LIKE or not village else None
        half = None if village else self.nearest(commune, first_of(commune.name))
        return half if half and half[0] < LIKE else None

    def nearest(self, commune, name):
        found = self.found.get((name_of(name), commune.departement), ())
        matches = [(unlike(place[2], commune.municipal), place[:2]) for place in found]
        return min(matches, default=None)

    def communes(self):
        """{code: (latitude, longitude)}"""
        known, former = self.territories, defaultdict(list)
        for name, code in zip(known.other_names, known.other_communes, strict=True):
            former[code].append(name)
        matches = {}
        for code in known.codes:
            commune = known.commune(code)
            if match := self.point(commune, [commune.name, *former[code]]):
                matches[code] = match
        return without_strangers(matches, known)


def without_strangers(matches, territories):
    """{code: point} of the matches that lie with the others of their EPCI."""
    communes = {code: territories.commune(code) for code in matches}
    members = defaultdict(list)
    for code, (_unlikeness, point) in matches.items():
        members[communes[code].epci].append((code, point))

    def belongs(code):
        unlikeness, point = matches[code]
        others = [other for c, other in members[communes[code].epci] if c != code]
        return (
            len(communes[code].departement) == len("971")
            or not others
            or min(kilometres(point, other) for other in others) < NEAR
            or (unlikeness < SAME and communes[code].municipal >= TOWN)
        )

    return {code: point for code, (_unlikeness, point) in matches.items() if belongs(code)}


def kilometres(a, b):
    """Between two near points."""
    return 111.2 * math.hypot(a[0] - b[0], (a[1] - b[1]) * math.cos(math.radians(a[0])))


def first_of(name):
    """“Évry” of “Évry-Courcouronnes”: GeoNames may not know that two communes are one now."""
    return name.split("-")[0]


def unlike(ours, theirs):
    """How far two populations are; one that is not known is far from any other."""
    return abs(math.log(ours / theirs)) if ours and theirs else 99


def centres_of_epci(territories, points):
    """{SIREN: (latitude, longitude)}: where the inhabitants of their known communes live."""
    members = defaultdict(list)
    for code, point in points.items():
        commune = territories.commune(code)
        if commune.epci and commune.municipal:
            members[commune.epci].append((commune.municipal, *point))
    return {siren: mean(places) for siren, places in members.items()}


def mean(places):
    total = sum(weight for weight, _latitude, _longitude in places)
    return tuple(sum(place[0] * place[axis] for place in places) / total for axis in (1, 2))


def centre_of(rings):
    """(latitude, longitude) of rings of (longitude, latitude)."""
    longitude, latitude = centre(rings)
    return latitude, longitude


def columns(points):
    """The three lines of the file: keys, latitudes, longitudes."""
    from realisations.points import UNIT

    keys = sorted(points)
    numbers = [[str(round(points[key][axis] * UNIT)) for key in keys] for axis in (0, 1)]
    return "\n".join("\t".join(column) for column in (keys, *numbers))
