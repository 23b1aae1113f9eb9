"""A list of fiches in every form."""

from collections import Counter

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from portal.exports import schemas
from portal.exports.answers import as_stream, respond
from portal.exports.lists import ListExport
from portal.exports.rows import rows
from portal.filters import Results
from portal.models import Scale
from portal.query import page_of
from portal.vocabulary import terms
from realisations.filters import RealisationFilterSet
from realisations.models import RealisationPage
from realisations.models.finding import PLACE
from realisations.points import point_of, precision_of

PRECISIONS = ("place", "commune", "epci", "departement")  # from the most to the least
SCORE = {"type": "integer", "minimum": 0, "maximum": 100}
PLACE_SCHEMA = schemas.thing(
    name=schemas.TEXT,
    latitude=schemas.nullable(schemas.LATITUDE),
    longitude=schemas.nullable(schemas.LONGITUDE),
    precision=schemas.nullable(schemas.one_of(PRECISIONS)),
)
POSITION = {"type": "array", "items": schemas.LONGITUDE, "minItems": 2, "maxItems": 2}
GEOMETRY = {
    "oneOf": [
        {"type": "null"},
        schemas.thing(type=schemas.one_of(["Point"]), coordinates=POSITION),
        schemas.thing(type=schemas.one_of(["MultiPoint"]), coordinates=schemas.several(POSITION)),
    ]
}


class RealisationExport(ListExport):
    """`ranking`: a `realisations.likeness.Ranking`, where the list is that of a territory."""

    model = RealisationPage

    def __init__(self, listing, ranking=None):
        super().__init__(listing)
        self.ranking = ranking

    def item(self, row):
        item = super().item(row) | {
            "territories": row.facets.get("territoire", []),
            "scales": row.facets.get("echelle", []),
            "organisation_types": row.facets.get("acteur", []),
            "nature": row.first("nature"),
            "stage": row.first("stade"),
            "year": year_of(row),
            "places": [located(place) for place in row.card.get("places", ())],
        }
        return item | {"likeness": self.likeness(row)} if self.ranking else item

    def likeness(self, row):
        found = self.ranking.of(row.facets.get(PLACE, ()))
        return {"score": found.score, "reasons": found.reasons}

    @classmethod
    def members(cls):
        several, one_of, nullable = schemas.several, schemas.one_of, schemas.nullable
        return super().members() | {
            "territories": several(schemas.TEXT),
            "scales": several(schemas.TEXT),
            "organisation_types": several(schemas.TEXT),
            "nature": nullable(one_of(RealisationPage.Nature.values)),
            "stage": nullable(one_of(RealisationPage.Stage.values)),
            "year": nullable(schemas.YEAR),
            "places": several(PLACE_SCHEMA),
        }

    @classmethod
    def optional_members(cls):
        """Where the list is ranked for a territory."""
        return {"likeness": schemas.thing(score=SCORE, reasons=schemas.several(schemas.TEXT))}

    # GeoJSON

    @classmethod
    def features_schema(cls):
        """What the list is as GeoJSON (RFC 7946), with what it says besides."""
        precision = schemas.nullable(schemas.one_of(PRECISIONS))
        feature = schemas.thing(
            type=schemas.one_of(["Feature"]),
            id=schemas.TEXT,
            geometry=GEOMETRY,
            properties=cls.item_schema(precision=precision),
        )
        return schemas.thing(
            type=schemas.one_of(["FeatureCollection"]),
            count=schemas.COUNT,
            features=schemas.several(feature),
            **{name: s for name, s in schemas.ABOUT.items() if name != "updated"},
        )

    def features(self):
        """The whole list, however long: yields its text. A feature a fiche, whatever its places."""
        count = len(self.listing.ids)
        opening = {"type": "FeatureCollection", "count": count, **self.about(())}
        del opening["updated"]  # each feature says its own
        return as_stream(opening, [("features", self.each(self.feature))])

    def feature(self, row):
        item = self.item(row)
        points = [place for place in item["places"] if place["latitude"] is not None]
        return {
            "type": "Feature",
            "id": item["reference"],
            "geometry": geometry([[p["longitude"], p["latitude"]] for p in points]),
            "properties": item | {"precision": least_precise(points)},
        }

    # CSV

    @cached_property
    def labels(self):
        scales = dict(terms(Scale, self.listing.locale_id))
        return super().labels | {"echelle": scales}

    @property
    def columns(self):
        return [
            *super().columns,
            (_("Stade"), lambda row: self.names(row, "stade")),
            (_("Année"), lambda row: year_of(row)),
            (_("Lieux"), lambda row: [place["name"] for place in row.card.get("places", ())]),
            (_("Régions"), lambda row: self.names(row, "region")),
            (_("Territoires"), lambda row: self.names(row, "territoire")),
            (_("Échelles"), lambda row: self.names(row, "echelle")),
            (_("Types d’acteurs"), lambda row: self.names(row, "acteur")),
            (_("Latitude"), lambda row: first_point(row)["latitude"]),
            (_("Longitude"), lambda row: first_point(row)["longitude"]),
            *(self.columns_of_likeness if self.ranking else ()),
        ]

    @property
    def columns_of_likeness(self):
        return [
            (_("Ressemblance"), lambda row: self.likeness(row)["score"]),
            (_("Points communs"), lambda row: self.likeness(row)["reasons"]),
        ]


def year_of(row):
    year = row.first("annee")
    return year and int(year)


def located(place):
    """A place of a row with its point: the editor's, or that of its territory; None where unknown."""
    key = place.get("key", "")
    point, precision = point_of(key), precision_of(key)
    if "latitude" in place:
        point, precision = (place["latitude"], place["longitude"]), PRECISIONS[0]
    latitude, longitude = point or (None, None)
    return {
        "name": place["name"],
        "latitude": latitude,
        "longitude": longitude,
        "precision": (precision or None) if point else None,
    }


def first_point(row):
    """The first place of a row that has a point: a spreadsheet has room for one."""
    places = map(located, row.card.get("places", ()))
    nowhere = {"latitude": None, "longitude": None}
    return next((place for place in places if place["latitude"] is not None), nowhere)


def geometry(positions):
    if len(positions) < 2:
        return {"type": "Point", "coordinates": positions[0]} if positions else None
    return {"type": "MultiPoint", "coordinates": positions}


def least_precise(points):
    known = [place["precision"] for place in points if place["precision"] in PRECISIONS]
    return max(known, key=PRECISIONS.index, default=None)


def export(pages, form, request, listing):
    """Those fiches, pages or rows, in that order, as a list of that form: a visitor's selection.

    `listing`: a `portal.exports.lists.Listing` without `ids` nor `facets`. What has no row in the
    catalogue is left out, and nothing here is paged.
    """
    found = list(rows(page.pk for page in pages))
    ids = [row.page_id for row in found]
    listing.facets = {
        param: Counter(value for row in found for value in row.facets.get(param, ()))
        for param in RealisationFilterSet.labels
    }
    listing.ids = Results(len(ids), lambda start, stop: ids[start:stop], list)
    page, _notices = page_of({}, listing.ids, len(ids) or 1)
    made = RealisationExport(listing)
    return respond(request, form, listing.name, lambda: made.write(form, page))
