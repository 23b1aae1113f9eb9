"""The map of réalisations: the same filters and the same results as the list, by where they are.

Nothing here depends on how many fiches there are: the catalogue says which are at each place, and
the few that are named come from their rows, in one query. docs/carte.md tells what is shown.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _
from django_countries import countries
from pyroaring import BitMap

from portal import territories
from portal.models import CatalogueRow

from .cartography import METROPOLE, WORLD, frames
from .filters import RealisationFilterSet
from .likeness import spot_of
from .markers import ILE_DE_FRANCE, Site
from .models.finding import PLACE
from .points import COMMUNE, EPCI, centre_of_country, point_of, precision_of
from .regions import ABROAD, REGIONS

MOST_PLACES = 18  # of the list; on the whole map, beyond it, regions alone are shown
MOST_NAMED = 20  # fiches named
ELSEWHERE, NOWHERE = "ailleurs", "sans-lieu"  # parts of the list besides regions and ABROAD
OVERSEAS = ("01", "02", "03", "04", "06")


class MapFilterSet(RealisationFilterSet):
    formats = ("html",)
    unserved = ("page",)


@dataclass
class Fiche:
    title: str
    url: str
    pillar: str
    language: str = ""  # where it is not the reader's


@dataclass
class Entry:
    """A place in the list, and those of its fiches that are named."""

    key: str
    slots: BitMap
    name: str = ""
    note: str = ""  # how precise its point is, where that is not obvious
    fiches: list = field(default_factory=list)

    @property
    def count(self):
        return len(self.slots)

    @property
    def others(self):
        return self.count - len(self.fiches)


@dataclass
class Section:
    """A part of the list: a region, what is abroad, what is nowhere."""

    code: str
    name: str
    slots: BitMap
    url: str = ""  # of the map of it alone
    entries: list = field(default_factory=list)
    cut: int = 0  # places that are not named

    @property
    def count(self):
        return len(self.slots)


class RealisationMap:
    def __init__(self, filters, url, request):
        self.filters, self.url, self.request = filters, url, request
        self.catalogue = filters.catalogue
        chosen = filters.selection.get("region", ())
        self.zoom = chosen[0] if len(chosen) == 1 else ""
        self.by_key = self.catalogue.split(PLACE, filters.matching)
        self.by_region = self.catalogue.split("region", filters.matching)

    # Where

    def section_of(self, key):
        """The part of the list that a place belongs to."""
        kind = key[:1]
        if kind == "n" or (
            kind == "p" and self.by_key[key] <= self.by_region.get(ABROAD, BitMap())
        ):
            return ABROAD
        region = spot_of(key).region
        return region if region in REGIONS else ELSEWHERE

    @cached_property
    def is_detailed(self):
        """Whether places are shown, and not regions alone."""
        return bool(self.zoom) or len(self.by_key) <= MOST_PLACES

    @cached_property
    def in_view(self):
        """{key: section} of the places that are shown, those of its region where the map is of one."""
        if not self.is_detailed:
            return {}
        sections = {key: self.section_of(key) for key in self.by_key}
        return {key: part for key, part in sections.items() if self.zoom in ("", part)}

    @cached_property
    def sites(self):
        """The places that have a point, [Site]."""
        located = [
            (key, part, point) for key, part in self.in_view.items() if (point := shown(key))
        ]
        return [self.site(key, part, *point) for key, part, point in located]

    def site(self, key, section, latitude, longitude):
        frame = self.frame_of(section, latitude, longitude)
        x, y = frames()[frame].place(latitude, longitude)
        return Site(key, self.by_key[key], section, frame, x, y)

    def frame_of(self, section, latitude, longitude):
        return self.zoom_frame or frame_of(section, latitude, longitude)

    @property
    def zoom_frame(self):
        return WORLD if self.zoom == ABROAD else self.zoom

    # The list

    @cached_property
    def sections(self):
        parts = [*REGIONS.items(), (ABROAD, _("Hors de France")), (ELSEWHERE, _("Autres lieux"))]
        sections = [self.section(code, name) for code, name in parts if self.zoom in ("", code)]
        if not self.zoom:
            sections.append(Section(NOWHERE, _("Sans lieu"), self.filters.matching - self.placed))
            if self.is_detailed:
                sections[-1].entries = [Entry("", sections[-1].slots)]
        sections = [section for section in sections if section.slots]
        self.name_fiches([entry for section in sections for entry in section.entries])
        return sections

    @cached_property
    def placed(self):
        """The fiches that are somewhere."""
        return BitMap.union(BitMap(), *self.by_key.values())

    def section(self, code, name):
        if code == ELSEWHERE:
            return self.filled(Section(code, name, self.placed - self.in_regions))
        url = "" if self.zoom else self.url_of_region(code)
        return self.filled(Section(code, name, self.by_region.get(code, BitMap()), url))

    @cached_property
    def in_regions(self):
        return BitMap.union(BitMap(), *self.by_region.values())

    def filled(self, section):
        """The same with its places: those that have no point last, the most numerous first."""
        keys = [key for key, part in self.in_view.items() if part == section.code]
        keys.sort(key=lambda key: (key.startswith("r"), -len(self.by_key[key]), key))
        section.entries = [self.entry(key) for key in keys[:MOST_PLACES]]
        section.cut = len(keys[MOST_PLACES:])
        return section

    def entry(self, key):
        return Entry(key, self.by_key[key], name_of(key), note_of(key))

    def url_of_region(self, code):
        params = self.filters.clean_params()
        params["region"] = code
        return f"{self.url}?{params.urlencode()}"

    def name_fiches(self, entries):
        """As many of each place as there is room for, in the order that the visitor chose."""
        room = fair_share([entry.count for entry in entries], MOST_NAMED)
        order = self.filters.TITLE if self.filters.current_sort == self.filters.TITLE else "recent"
        ids = {id(entry): self.catalogue.sorted(entry.slots, order, 0, room) for entry in entries}
        wanted = {page_id for own in ids.values() for page_id in own}
        rows = CatalogueRow.objects.select_related("page__locale").in_bulk(
            wanted | set(self.most_alike)
        )
        self.rows = rows
        for entry in entries:
            own = [rows[page_id] for page_id in ids[id(entry)] if page_id in rows]
            entry.fiches = [self.fiche(row) for row in own]
            entry.name = told_name(own, entry.key) or entry.name

    def fiche(self, row):
        language, _name = self.filters.foreign(row.locale_id) or ("", "")
        pillar = next(iter(row.facets.get("pilier", ())), "")
        return Fiche(row.title, row.page.get_url(self.request), pillar, language)

    # Like the visitor's territory

    @cached_property
    def most_alike(self):
        """The id of the fiche that is most like the visitor's territory, in a list."""
        filters = self.filters
        if not filters.territory:
            return []
        return self.catalogue.by_worth(PLACE, filters.worth, filters.matching, None, 0, 1)

    @cached_property
    def alike(self):
        """(fiche, [reasons]) of that one; None where nothing is known in common."""
        for page_id in self.most_alike:
            if self.sections and page_id in self.rows:  # read with those of the list
                row = self.rows[page_id]
                likeness = self.filters.ranking.of(row.facets.get(PLACE, ()))
                return (self.fiche(row), likeness.reasons) if likeness.reasons else None
        return None

    @property
    def is_cut(self):
        """Whether fiches or places that are shown are not named."""
        return not self.is_detailed or any(
            section.cut or any(entry.others for entry in section.entries)
            for section in self.sections
        )

    @cached_property
    def whole_query(self):
        """The query string of the same map of everywhere."""
        params = self.filters.clean_params()
        params.pop("region", None)
        return params.urlencode()


def shown(key):
    """Where a place is drawn: a country alone, at its centre."""
    return centre_of_country(key[1:]) if key.startswith("n") else point_of(key)


def frame_of(section, latitude, longitude):
    """The drawing that holds a place."""
    if section in OVERSEAS or section == ILE_DE_FRANCE:
        return section
    if section in REGIONS:
        return METROPOLE
    inside = section == ELSEWHERE and frames()[METROPOLE].holds(latitude, longitude)
    return METROPOLE if inside else WORLD


def fair_share(counts, room):
    """How many of each, so that all together they fit; one at least."""
    share = 1
    while sum(min(count, share + 1) for count in counts) <= room and share < max(counts, default=0):
        share += 1
    return share


def told_name(rows, key):
    """The name that fiches give to that place."""
    names = (place["name"] for row in rows for place in row.card["places"] if place["key"] == key)
    return next(names, "") if key else ""


def name_of(key):
    """What a place is called where no fiche says it."""
    kind, code = key[:1], key[1:]
    if kind == "c":
        return territories.commune(code).label
    if kind == "e":
        return territories.epci(code).name
    if kind == "d":
        return territories.load().departements[code][0]
    if kind == "n":
        return str(countries.name(code))
    return _("Sans lieu plus précis") if kind == "r" else ""


def note_of(key):
    """What to say of a point that is not the place itself."""
    precision = precision_of(key)
    if key.startswith("r") or precision == COMMUNE:
        return ""
    if key.startswith("c"):
        return (
            _("au centre de l’intercommunalité")
            if precision == EPCI
            else _("au centre du département")
        )
    return _("au centre du département") if key.startswith("d") else ""


def map_context(page, request):
    """What the template of the map needs, whole or in place."""
    from .drawing import drawings

    filters = MapFilterSet(request.GET, page.locale_id)
    url, query = page.get_url(request), filters.clean_params().urlencode()
    told = RealisationMap(filters, url, request)
    return {
        "filters": filters,
        "selection": filters.chosen,
        "facets": filters.form[0],
        "folded": filters.form[1],
        "notices": [*filters.notices, *filters.remarks],
        "list_url": parent_of(url) + (f"?{query}" if query else ""),
        "map": told,
        "sections": told.sections,
        "drawings": drawings(told),
    }


def parent_of(url):
    """The address of the list, just above."""
    return url[: url.rstrip("/").rindex("/") + 1]
