"""What the template draws of a map: each frame with its regions, its markers, and who is where.

The ink laid on a region is a quantity: lines as thick as it takes for the inked surface to be
proportional to the number of its réalisations, in metropolitan France and in the insets alike.
"""

from dataclasses import dataclass, field

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from portal.templatetags.portal import figure
from portal.typography import typeset_text

from .cartography import METROPOLE, WIDTH, WORLD, frames
from .mapping import ELSEWHERE, OVERSEAS
from .markers import ILE_DE_FRANCE, NARROW, WIDE, free_spot, grouped, percent, share
from .points import point_of
from .regions import ABROAD, REGIONS

INSETS = (ILE_DE_FRANCE, "01", "02", "03", "04", "06", WORLD)
PERIOD = 10  # units of the map from one line of ink to the next
DARKEST = 0.4  # of the surface of the region that has the most ink to a square unit


@dataclass
class DrawnRegion:
    code: str
    path: str
    title: str = ""
    url: str = ""
    count: int = 0
    x: str = ""  # of its number
    y: str = ""
    thickness: float = 0  # of its lines of ink


@dataclass
class Marker:
    x: str
    y: str
    url: str
    title: str
    count: int
    pillar: str  # of the one fiche, "" for several
    label: str = ""  # what is written there instead of the count


@dataclass
class Drawing:
    code: str
    kind: str  # a class: whole, island, lens, world
    name: str
    height: int
    regions: list
    borders: str = ""
    period: float = PERIOD
    markers: list = field(default_factory=list)  # [(class, [Marker])]
    here: tuple = ()  # (x, y, whether its name goes before) of the visitor's territory


def drawings(told):
    """The drawings of the map: one region alone, or metropolitan France and the insets."""
    inks = {} if told.zoom else thicknesses(told)
    codes = [told.zoom_frame] if told.zoom else [METROPOLE, *INSETS]
    return [drawing(told, code, inks) for code in codes]


def drawing(told, code, inks):
    frame, whole = frames()[code], bool(told.zoom)
    sites = [site for site in told.sites if site.frame == code]
    drawn = Drawing(
        code=code,
        kind=kind_of(code, whole),
        name=name_of(code),
        height=frame.height,
        regions=[region(told, frame, name, inks, sites) for name in southward(frame.outlines)],
        borders=frame.borders,
        period=round(PERIOD / share(code, whole)),
    )
    drawn.markers = marker_sets(told, sites, share(code, whole))
    drawn.here = here(told, code)
    return drawn


def southward(outlines):
    """Codes in the order in which the keyboard goes over a drawing: from North to South."""
    return sorted(outlines, key=lambda code: [y for _x, y in outlines[code].spots[:1]])


def kind_of(code, whole):
    if code == WORLD:
        return "world"
    if whole or code == METROPOLE:
        return "whole"
    return "lens" if code == ILE_DE_FRANCE else "island"


def name_of(code):
    if code == METROPOLE:
        return _("France métropolitaine")
    return _("Hors de France") if code == WORLD else REGIONS[code]


def said(what, details):
    """The <title> of a link, set here: no filter sets what is in a <title>."""
    return typeset_text(f"{what} : {details}", get_language())


# Regions


def region(told, frame, name, inks, sites):
    code = ABROAD if frame.code == WORLD else name
    outline = frame.outlines[name]
    drawn = DrawnRegion(code, outline.path, count=len(told.by_region.get(code, ())))
    if drawn.count and not told.zoom:
        drawn.title = said(name_of(frame.code if code == ABROAD else code), results(drawn.count))
        drawn.url = told.url_of_region(code)
    if frame.code == METROPOLE and drawn.count:
        busy = [(site.x, site.y) for site in sites]
        if point := territory_in(told, frame.code):
            busy.append(point)
        drawn.x, drawn.y = percent(frame.code, *free_spot(outline, busy))
    if code in inks and not (code == ILE_DE_FRANCE and frame.code != METROPOLE):
        drawn.thickness = round(inks[code] * PERIOD / share(frame.code, False), 2)
    return drawn


def thicknesses(told):
    """{region: share of its surface that is inked}: the same ink for the same number, everywhere."""
    densities = {}
    for code, slots in told.by_region.items():
        if code in REGIONS:
            frame = frames()[code if code in OVERSEAS else METROPOLE]
            drawn = frame.outlines[code].area * share(frame.code, False) ** 2
            densities[code] = len(slots) / drawn
    most = max(densities.values(), default=1)
    return {code: DARKEST * density / most for code, density in densities.items()}


def results(count):
    told = ngettext("%(count)s réalisation", "%(count)s réalisations", count)
    return told % {"count": figure(count)}


# Markers


def marker_sets(told, sites, part):
    """[(class, [Marker])] of one drawing: one set where both widths agree."""
    names = {
        entry.key: entry for section in told.sections for entry in section.entries if entry.key
    }
    narrow, wide = (
        [
            marker(group, names)
            for group in sorted(grouped(sites, pixels * part), key=lambda group: group.first.y)
        ]
        for pixels in (NARROW, WIDE)
    )
    if narrow == wide:
        return [("", narrow)] if narrow else []
    return [("narrow", narrow), ("wide", wide)]


def marker(group, entries):
    """One fiche: a link to it, and the glyph of its principal pillar. Several: to where they are named."""
    x, y = percent(group.first.frame, group.first.x, group.first.y)
    named = [entries[site.key] for site in group.sites if site.key in entries]
    count = len(group.slots)
    if count == 1 and named and named[0].fiches:
        fiche = named[0].fiches[0]
        return Marker(x, y, fiche.url, said(named[0].name, fiche.title), 1, fiche.pillar)
    anchor = f"#lieu-{named[0].key}" if named else "#autres-lieux"
    return Marker(x, y, anchor, said(results(count), places(group, named)), count, "")


def places(group, named):
    """The names of the most numerous places of a group."""
    names = [entry.name for entry in named[:3]]
    others = len(group.sites) - len(names)
    if others:
        more = ngettext("%(count)s autre lieu", "%(count)s autres lieux", others)
        names.append(more % {"count": figure(others)})
    return ", ".join(names)


def here(told, code):
    """Where the visitor's territory is in that drawing, if it is."""
    point = territory_in(told, code)
    return (*percent(code, *point), point[0] > WIDTH * 0.6) if point else ()


def territory_in(told, code):
    """(x, y) of the visitor's territory in that drawing; None where it is in another, or in none."""
    territory = told.filters.territory
    point = territory and point_of(f"{territory.kind[0]}{territory.code}")
    if not point or told.zoom not in ("", territory.region):
        return None
    section = territory.region if territory.region in REGIONS else ELSEWHERE
    return frames()[code].place(*point) if told.frame_of(section, *point) == code else None
