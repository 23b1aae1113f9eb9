"""What lists and searches know of a fiche."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.models import OrganisationType, Pillar, TerritoryType, Theme
from portal.vocabulary import terms
from realisations.likeness import place_key
from realisations.regions import ABROAD, REGIONS

PRINCIPAL = "principal"
PLACE = "lieu"  # among the facets of a row: the keys of its places (`realisations.likeness`)


class Findable:
    """Mixed into RealisationPage: its facets, and its row of the catalogue."""

    catalogue_kind = "realisation"
    catalogue_prefetch = ("places", "participations__organisation", "pillar_contributions")
    catalogue_texts = (
        "issues",
        "objectives",
        "steps",
        "benefits",
        "lessons",
        "limits",
        "transfer_conditions",
        "funding",
    )

    def build_facets(self):
        """{parameter: [values]} as the catalogue reads them, and the places as they are shown."""
        contributions = sorted(
            (c for c in self.pillar_contributions.all() if c.pillar),
            key=lambda c: c.level != PRINCIPAL,
        )
        organisations = [p.organisation for p in self.participations.all() if p.organisation]
        places = list(self.places.all())
        abroad = (
            [ABROAD] if str(self.country) != "FR" or any(p.country != "FR" for p in places) else []
        )
        with override(self.locale.language_code):
            place = ", ".join(p.label for p in places)
        return {
            "pilier": unique(c.pillar.slug for c in contributions),
            "theme": unique(theme.slug for theme in self.themes.all()),
            "territoire": unique(t.slug for t in self.territory_types.all()),
            "echelle": unique(scale.slug for scale in self.scales.all()),
            "region": unique([*(p.region for p in places if p.region), *abroad]),
            "acteur": unique(
                o.organisation_type.slug for o in organisations if o.organisation_type
            ),
            "nature": [self.nature] if self.nature else [],
            "stade": [self.stage] if self.stage else [],
            "annee": [str(self.start_date.year)] if self.start_date else [],
            "place": place,
            "address": " ; ".join(p.address for p in places if p.address),
        }

    @property
    def catalogue_reference(self):
        return self.reference

    def catalogue_facets(self):
        """Those, and where: the keys of its places, which the map and the likeness read."""
        keys = (place_key(place) for place in self.places.all())
        return super().catalogue_facets() | {PLACE: unique(key for key in keys if key)}

    def catalogue_card(self):
        return {
            "place": self.place_label,
            "number": self.number,
            "places": [told_place(place) for place in self.places.all()],
        }

    def catalogue_names(self):
        return [
            *(p.organisation.title for p in self.participations.all() if p.organisation),
            *(
                f"{place.label}, {place.commune_name}, {place.epci_name}"
                for place in self.places.all()
            ),
            self.labels,
        ]

    def catalogue_body(self):
        return [
            *super().catalogue_body(),
            *(part.argument for part in self.pillar_contributions.all()),
            *(
                f"{block.value['value']} {block.value['unit']} {block.value['label']}"
                for block in self.key_figures
            ),
        ]

    @classmethod
    def facet_labels(cls, locale_id):
        return {
            "pilier": terms(Pillar, locale_id),
            "theme": terms(Theme, locale_id),
            "region": [*REGIONS.items(), (ABROAD, _("Hors de France"))],
            "territoire": terms(TerritoryType, locale_id),
            "acteur": terms(OrganisationType, locale_id),
            "nature": cls.Nature.choices,
            "stade": cls.Stage.choices,
        }


def told_place(place):
    """A place as the catalogue keeps it; its coordinates in degrees, WGS 84, where an editor gave them."""
    told = {"name": place.label, "key": place_key(place)}
    if None not in (place.latitude, place.longitude):
        told |= {"latitude": float(place.latitude), "longitude": float(place.longitude)}
    return told


def unique(values):
    return list(dict.fromkeys(values))
