"""Markers of the map: places that would collide on a narrow screen are one, with their number.

A marker keeps its size on the screen however large the map is drawn, so that who collides depends
on the width: two sets are made, for telephones and for wide screens, and a style sheet shows one.
"""

from dataclasses import dataclass
from math import dist

from pyroaring import BitMap

from .cartography import METROPOLE, WIDTH, WORLD, frames

NARROW, WIDE = 288, 440  # pixels of the map: at 320 px of screen, and from 75 rem on
APART = 25  # pixels between the centres of two markers: each has its 24
CLEAR = 60  # units between a number and a marker
MOST = 40  # markers of a drawing; beyond, they are put further apart
ILE_DE_FRANCE = "11"
SHARES = {METROPOLE: 1, ILE_DE_FRANCE: 0.48, WORLD: 0.73}  # of the width of the map
INSET = 0.23  # that of an overseas region


@dataclass
class Site:
    """A place that is on the map, and the fiches that are there."""

    key: str
    slots: BitMap
    section: str  # a region's code, or another part of the list
    frame: str
    x: float  # units of its frame
    y: float


@dataclass
class Group:
    """Sites that one marker stands for, at the place of the first."""

    sites: list

    @property
    def first(self):
        return self.sites[0]

    @property
    def slots(self):
        return BitMap.union(*(site.slots for site in self.sites))


def share(frame, whole):
    """How much of the map's width a drawing has: all of it when it is alone."""
    return 1 if whole else SHARES.get(frame, INSET)


def grouped(sites, pixels):
    """[Group] of the sites of one drawing that is that many pixels wide, the most numerous first."""
    ordered = sorted(sites, key=lambda site: (-len(site.slots), site.key))
    apart = APART * WIDTH / pixels
    groups = gathered(ordered, apart)
    while len(groups) > MOST:
        apart *= 1.25
        groups = gathered(ordered, apart)
    return groups


def gathered(sites, apart):
    groups = []
    for site in sites:
        near = [g for g in groups if dist((g.first.x, g.first.y), (site.x, site.y)) < apart]
        if near:
            closest = min(near, key=lambda g: dist((g.first.x, g.first.y), (site.x, site.y)))
            closest.sites.append(site)
        else:
            groups.append(Group([site]))
    return groups


def percent(frame, x, y):
    """Where that is in a drawing, as SVG takes it."""
    return f"{100 * x / WIDTH:.1f}%", f"{100 * y / frames()[frame].height:.1f}%"


def free_spot(outline, points):
    """The first spot of a territory that no point is near, for its number; else the furthest."""
    if not points:
        return outline.spots[0]
    room = {spot: min(dist(spot, point) for point in points) for spot in outline.spots}
    return next((spot for spot in outline.spots if room[spot] > CLEAR), max(room, key=room.get))
