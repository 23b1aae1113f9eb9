"""How a place on Earth becomes a place on one of our drawings, and the drawings themselves.

A frame is a drawing 600 units wide: metropolitan France, each region, the world. Its outlines come
from a file that `manage.py build_map` makes (docs/carte.md); points are projected here, the same way.
"""

import json
import math
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

OUTLINES_PATH = Path(__file__).resolve().parent / "data" / "outlines.json"
METROPOLE, WORLD = "metropole", "monde"
WIDTH = 600  # units of a frame

# Conic conformal with the parallels of Lambert 93, on a sphere: France as French maps show it.
SOUTH, NORTH, MERIDIAN = math.radians(44), math.radians(49), math.radians(3)
# Equal Earth (Šavrič, Patterson, Jenny, 2018): the surfaces of countries keep their proportions.
EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)


def half_tangent(latitude):
    return math.tan(math.pi / 4 + latitude / 2)


CONE = math.log(math.cos(SOUTH) / math.cos(NORTH)) / math.log(
    half_tangent(NORTH) / half_tangent(SOUTH)
)
RADIUS = math.cos(SOUTH) * half_tangent(SOUTH) ** CONE / CONE


def conic(latitude, longitude):
    distance = RADIUS / half_tangent(math.radians(latitude)) ** CONE
    angle = CONE * (math.radians(longitude) - MERIDIAN)
    return distance * math.sin(angle), -distance * math.cos(angle)


def equal_earth(latitude, longitude):
    a1, a2, a3, a4 = EQUAL_EARTH
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    square = theta * theta
    slope = a1 + 3 * a2 * square + square**3 * (7 * a3 + 9 * a4 * square)
    x = 2 * math.sqrt(3) / 3 * math.radians(longitude) * math.cos(theta) / slope
    return x, theta * (a1 + a2 * square + square**3 * (a3 + a4 * square))


def plain(latitude, longitude):
    """True enough for an island or Guyane, near the equator."""
    return math.radians(longitude) * 0.96, math.radians(latitude)


PROJECTIONS = {projection.__name__: projection for projection in (conic, equal_earth, plain)}


@dataclass(frozen=True)
class Outline:
    """A surface of a frame: its path, its area in square units, where its number may stand."""

    path: str
    area: int = 0
    spots: tuple = ()


@dataclass(frozen=True)
class Frame:
    code: str  # METROPOLE, WORLD or a region's
    projection: str
    scale: float  # units
    east: float  # units between the projection's origin and the left edge
    south: float  # and the upper edge
    height: int
    outlines: dict = field(default_factory=dict)  # {code of a region, or "": Outline}
    borders: str = ""  # path of the borders of départements

    def place(self, latitude, longitude):
        """(x, y) in units from the upper left corner; outside of the drawing perhaps."""
        x, y = PROJECTIONS[self.projection](latitude, longitude)
        return self.east + x * self.scale, self.south - y * self.scale

    def holds(self, latitude, longitude):
        x, y = self.place(latitude, longitude)
        return 0 <= x <= WIDTH and 0 <= y <= self.height


@cache
def frames():
    """{code: Frame} of every drawing."""
    told = json.loads(OUTLINES_PATH.read_text("utf-8"))
    return {code: frame_of(code, **parts) for code, parts in told.items()}


def frame_of(code, outlines, **parts):
    drawn = {
        name: Outline(outline["path"], outline["area"], tuple(map(tuple, outline["spots"])))
        for name, outline in outlines.items()
    }
    return Frame(code, outlines=drawn, **parts)
