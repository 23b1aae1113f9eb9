"""Where the fiches of a document are, in its order: what a delegation needs to go there.

`visit` says it to any page, on paper or not; `maps` draws it.
"""

from dataclasses import dataclass, field
from math import dist

from django.utils.translation import gettext as _

from portal.typography import Verbatim
from realisations.cartography import METROPOLE, WORLD, frames
from realisations.drawing import name_of
from realisations.likeness import place_key, spot_of
from realisations.mapping import ELSEWHERE, OVERSEAS, frame_of, note_of, shown
from realisations.markers import ILE_DE_FRANCE
from realisations.regions import ABROAD, REGIONS

from . import images

WHOLE_NUMBER = 22  # units of the map of metropolitan France: about 3.5 mm on paper
# How wide each drawing is beside metropolitan France, which is 1.
SHARES = {METROPOLE: 1, ILE_DE_FRANCE: 0.36, WORLD: 0.62}
INSET = 0.22


@dataclass
class Spot:
    """A place of a fiche."""

    name: str
    frame: str = ""  # the drawing of `realisations.cartography` it is on; "" for none
    x: float = 0  # units of that drawing
    y: float = 0
    note: str = ""  # how precise its point is, where that is not obvious
    address: str = ""  # where to go, as an editor wrote it
    latitude: float | None = None  # degrees, WGS 84
    longitude: float | None = None

    @property
    def told(self):
        """Its name, and how precise its point is."""
        return f"{self.name}, {self.note}" if self.note else self.name

    @property
    def lines(self):
        """That, then its address."""
        return [self.told, Verbatim(self.address)] if self.address else [self.told]


@dataclass
class Stop:
    """A fiche of a visit, in its order from 1."""

    number: int
    page: object  # RealisationPage, with what `realisations.dossiers.content.printed` prefetches
    spots: list[Spot] = field(default_factory=list)
    organisations: list = field(default_factory=list)  # [(role, name)]

    @property
    def is_drawn(self):
        """Whether it has a point on a map."""
        return any(spot.frame for spot in self.spots)

    @property
    def lacks_address(self):
        """Whether one has to ask where to go; a fiche without a place has none to have."""
        return not all(spot.address for spot in self.spots)

    @property
    def contact(self):
        """(role, address) of whom to write to; never a person."""
        return self.page.contact_role, self.page.contact_email


def visit(pages, told):
    """[Stop] of those fiches, in their order; `told`: a Comparison that holds them."""
    return [
        Stop(
            number,
            page,
            [spot(place) for place in page.places.all()],
            [(fact.detail.lower(), fact.text) for fact in told.organisations(page)],
        )
        for number, page in enumerate(pages, 1)
    ]


def spot(place):
    key = place_key(place)
    exact = (place.latitude, place.longitude)
    point = tuple(map(float, exact)) if None not in exact else key and shown(key)
    if not point:
        return Spot(place.label, address=place.address)
    section = section_of(place, key)
    frame = frame_of(section, *point)
    x, y = frames()[frame].place(*point)
    return Spot(place.label, frame, x, y, note_of(key), place.address, *point)


def section_of(place, key):
    """The part of the list of a map that the place belongs to."""
    if str(place.country) != "FR":
        return ABROAD
    region = place.region or spot_of(key).region
    return region if region in REGIONS else ELSEWHERE


# The drawings


def maps(stops):
    """[{"svg", "name", "alt", "share"}] of the drawings that these stops need, France first.

    `share`: of the width of metropolitan France.
    """
    return [drawing(code, stops) for code in frames_of(stops)]


def frames_of(stops):
    """The drawings that have a stop, France first, which comes with Île-de-France."""
    used = {spot.frame for stop in stops for spot in stop.spots}
    if ILE_DE_FRANCE in used:
        used.add(METROPOLE)
    return [code for code in (METROPOLE, ILE_DE_FRANCE, *OVERSEAS, WORLD) if code in used]


def notes(stops):
    """Sentences: the gaps of a visit, and where its drawings come from."""
    told = {
        _("Sans point sur la carte : %(numbers)s."): [s for s in stops if not s.is_drawn],
        _("Adresse non renseignée : %(numbers)s."): [s for s in stops if s.lacks_address],
    }
    for sentence, wanting in told.items():
        if wanting:
            yield sentence % {"numbers": ", ".join(str(stop.number) for stop in wanting)}
    if any(stop.is_drawn for stop in stops):
        yield _("Contours : Natural Earth. Positions : GeoNames, CC BY 4.0.")


def drawing(code, stops):
    share = SHARES.get(code, INSET)
    there = [(stop, spot) for stop in stops for spot in stop.spots if spot.frame == code]
    size = WHOLE_NUMBER / share**0.75
    named = ", ".join(f"{stop.number} {spot.name}" for stop, spot in there)
    told = _("Carte, %(name)s : %(places)s") if there else _("Carte, %(name)s")
    return {
        "svg": images.drawn_map(code, gathered(there, size * 1.7), size),
        "name": str(name_of(code)),
        "alt": told % {"name": name_of(code), "places": named},
        "share": share,
    }


def gathered(there, apart):
    """[(x, y, [numbers])]: those that would be one over another stand side by side."""
    groups = []
    for stop, spot in there:
        near = next((g for g in groups if dist(g[:2], (spot.x, spot.y)) < apart), None)
        if near is None:
            groups.append((spot.x, spot.y, [stop.number]))
        elif stop.number not in near[2]:
            near[2].append(stop.number)
    return groups
