"""Outlines for the map: dissolved, simplified together so that shared borders stay shared, on a grid.

Rings are lists of (x, y) in units of a frame. A territory is a list of rings.
"""

import math
from collections import defaultdict
from heapq import heapify, heappop, heappush
from itertools import pairwise

SMALLEST = 14  # square units under which an island is left out
SPOTS = 5  # places proposed for a number, the roomiest first
GRID = 6  # units between the spots that are looked at


def draw(territories, groups, tolerance):
    """{group: rings} of territories {code: rings} put together by {code: group}, and inner borders.

    `tolerance`: the least area, in square units, of the triangle that a kept point makes.
    """
    owners = defaultdict(set)  # undirected segment: codes
    for code, rings in territories.items():
        for a, b in segments(rings):
            owners[frozenset((a, b))].add(code)
    outer = {s for s, codes in owners.items() if len(sides(codes, groups)) != 1 or len(codes) == 1}
    kept = kept_points(set(owners), tolerance)
    drawn = {}
    for group in sorted(set(groups.values())):
        own = [rings for code, rings in territories.items() if groups[code] == group]
        edges = [(a, b) for rings in own for a, b in segments(rings) if frozenset((a, b)) in outer]
        drawn[group] = tidy([[p for p in ring if p in kept] for ring in stitched(edges)])
    inner = [s for s in owners if s not in outer]
    return drawn, [[p for p in line if p in kept] for line in chains(inner)]


def sides(codes, groups):
    return {groups[code] for code in codes}


def segments(rings):
    for ring in rings:
        yield from ((a, b) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True) if a != b)


def chains(edges):
    """Lines from crossing to crossing, and loops, that make up undirected segments."""
    near = defaultdict(set)
    for a, b in map(tuple, edges):
        near[a].add(b)
        near[b].add(a)
    seen, lines = set(), []
    crossings = sorted(p for p, others in near.items() if len(others) != 2)
    for start in [*crossings, *sorted(near)]:
        for first in sorted(near[start]):
            line = [start, first]
            if frozenset(line) in seen:
                continue
            seen.add(frozenset(line))
            while len(near[line[-1]]) == 2 and line[-1] != start:
                following = next(p for p in near[line[-1]] if p != line[-2])
                seen.add(frozenset((line[-1], following)))
                line.append(following)
            lines.append(line)
    return lines


def kept_points(edges, tolerance):
    """The points that simplification leaves, the same on both sides of a border."""
    kept = set()
    for line in chains(edges):
        if line[0] == line[-1]:  # a loop has no end: two of its points hold it
            far = max(range(len(line)), key=lambda n: math.dist(line[0], line[n]))
            kept.update(simplified(line[: far + 1], tolerance))
            kept.update(simplified(line[far:], tolerance))
        else:
            kept.update(simplified(line, tolerance))
    return kept


def simplified(line, tolerance):
    """Visvalingam: the point that changes the least goes first. Both ends stay."""
    before = {n: n - 1 for n in range(1, len(line))}
    after = {n: n + 1 for n in range(len(line) - 1)}

    def worth(n):
        return triangle(line[before[n]], line[n], line[after[n]])

    heap = [(worth(n), n) for n in range(1, len(line) - 1)]
    heapify(heap)
    worths, gone = {n: value for value, n in heap}, set()
    while heap:
        value, n = heappop(heap)
        if n in gone or worths[n] != value:
            continue
        if value >= tolerance:
            break
        gone.add(n)
        after[before[n]], before[after[n]] = after[n], before[n]
        for other in (before[n], after[n]):
            if 0 < other < len(line) - 1:
                worths[other] = max(worth(other), value)
                heappush(heap, (worths[other], other))
    return [point for n, point in enumerate(line) if n not in gone]


def triangle(a, b, c):
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def stitched(edges):
    """Rings from directed segments."""
    following = defaultdict(list)
    for a, b in edges:
        following[a].append(b)
    rings = []
    for start in sorted(following):
        while following[start]:
            ring, here = [start], following[start].pop()
            while here != start and following[here]:
                ring.append(here)
                here = following[here].pop()
            rings.append(ring)
    return rings


def tidy(rings):
    """On the grid, without what is too small to see; the largest of a group always stays."""
    rings = [on_grid(ring) for ring in rings]
    rings = sorted((ring for ring in rings if len(ring) > 2), key=lambda ring: -abs(area(ring)))
    return [ring for n, ring in enumerate(rings) if not n or abs(area(ring)) >= SMALLEST]


def on_grid(line):
    rounded = [(round(x), round(y)) for x, y in line]
    return [p for n, p in enumerate(rounded) if not n or p != rounded[n - 1]]


def area(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in segments([ring])) / 2


def path(rings, close="z"):
    """SVG path data: whole numbers, relative, no space that can be spared."""
    parts = []
    for ring in rings:
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(ring)]
        numbers = "".join(f" {n}" if n >= 0 else str(n) for step in steps for n in step)
        parts.append(f"M{ring[0][0]} {ring[0][1]}l{numbers.lstrip()}{close}")
    return "".join(parts)


def lines_path(lines):
    return path([line for line in map(on_grid, lines) if len(line) > 1], close="")


def spots(rings):
    """Where a number may stand in a territory: far from its edges, and from one another."""
    ring = max(rings, key=lambda ring: abs(area(ring)))
    xs, ys = zip(*ring, strict=True)
    inside = [
        (clearance((x, y), rings), x, y)
        for x in range(min(xs), max(xs), GRID)
        for y in range(min(ys), max(ys), GRID)
        if contains(ring, (x, y))
    ]
    best = max(inside)[0]
    roomy = [(x, y) for room, x, y in inside if room >= 0.55 * best]
    chosen = [max(inside)[1:]]
    while len(chosen) < SPOTS:
        chosen.append(max(roomy, key=lambda p: min(math.dist(p, other) for other in chosen)))
    return list(dict.fromkeys(chosen))


def clearance(point, rings):
    return min(distance(point, a, b) for a, b in segments(rings))


def distance(point, a, b):
    """From a point to a segment."""
    (px, py), (ax, ay), (bx, by) = point, a, b
    dx, dy = bx - ax, by - ay
    along = ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy)
    along = min(1, max(0, along))
    return math.hypot(px - ax - along * dx, py - ay - along * dy)


def contains(ring, point):
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in segments([ring]):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def holds(rings, point):
    """Whether a territory holds a point: within its rings an odd number of times."""
    return bool(sum(contains(ring, point) for ring in rings) % 2)


def centre(rings):
    """The centre of gravity of its largest ring."""
    ring = max(rings, key=lambda ring: abs(area(ring)))
    ox, oy = ring[0]
    moved = [(x - ox, y - oy) for x, y in ring]  # near the origin, where floats are exact
    weights = [(a[0] * b[1] - b[0] * a[1], a, b) for a, b in segments([moved])]
    total = 3 * sum(w for w, _a, _b in weights)
    return (
        ox + sum(w * (a[0] + b[0]) for w, a, b in weights) / total,
        oy + sum(w * (a[1] + b[1]) for w, a, b in weights) / total,
    )
