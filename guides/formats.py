"""The resources and the laws in other forms than HTML: see `portal.exports`."""

from django.utils.translation import gettext as _

from guides.models import LawPage, ResourcePage
from portal.exports.lists import ListExport
from portal.exports.records import LINK, Records, plain
from portal.exports.schemas import (
    ADDRESS,
    COUNT,
    DATE,
    TEXT,
    YEAR,
    nullable,
    one_of,
    several,
    thing,
)
from portal.models import Pillar

CARD = ("publisher", "year", "cost", "languages", "official_url", "link_checked_on")
RESOURCE = {
    "nature": nullable(one_of(ResourcePage.Kind.values)),
    "publisher": TEXT,
    "year": nullable(YEAR),
    "cost": nullable(one_of(ResourcePage.Cost.values)),
    "languages": several(TEXT),
    "official_url": ADDRESS,
    "link_checked_on": nullable(DATE),
}
PILLARS = several(one_of(Pillar.Slug.values))


class ResourceExport(ListExport):
    model = ResourcePage

    def item(self, row):
        return super().item(row) | resource(row)

    @classmethod
    def members(cls):
        return super().members() | RESOURCE

    @property
    def columns(self):
        costs = {value: str(label) for value, label in ResourcePage.Cost.choices}
        return [
            *super().columns,
            (_("Éditeur de la ressource"), lambda row: row.card.get("publisher")),
            (_("Année"), lambda row: row.card.get("year")),
            (_("Coût"), lambda row: costs.get(row.card.get("cost"))),
            (_("Langues de la ressource"), lambda row: row.card.get("languages", ())),
            (_("Adresse officielle"), lambda row: row.card.get("official_url")),
            (_("Lien vérifié le"), lambda row: row.card.get("link_checked_on")),
        ]


def resource(row):
    """What a row says of a resource and of no other page."""
    nature = {"nature": row.first("nature")}
    return (
        nature
        | {name: row.card.get(name) or None for name in CARD}
        | {
            "publisher": row.card.get("publisher", ""),
            "languages": row.card.get("languages", []),
        }
    )


class ResourceRecords(Records):
    model = ResourcePage
    name = "resources"
    relations = ("law_links__obligation",)

    def linked_ids(self, page):
        return {link.law_id for link in page.law_links.all()}

    def record(self, page):
        row = self.rows[page.pk]
        return resource(row) | {
            "pillars": row.facets.get("pilier", []),
            "themes": row.facets.get("theme", []),
            "presentation": plain(page.body),
            "laws": [
                law | {"obligation": link.obligation and link.obligation.title}
                for link in page.law_links.all()
                if (law := self.link(link.law_id))
            ],
        }

    @classmethod
    def members(cls):
        return RESOURCE | {
            "pillars": PILLARS,
            "themes": several(TEXT),
            "presentation": nullable(TEXT),
            "laws": several(thing(**LINK, obligation=nullable(TEXT))),
        }


class LawRecords(Records):
    model = LawPage
    name = "laws"
    relations = ("obligations__organisation_types",)

    def record(self, page):
        return {
            "number": page.number,
            "enacted_on": page.enacted_on and page.enacted_on.isoformat(),
            "full_title": page.full_title,
            "official_url": page.official_url,
            "pillars": self.rows[page.pk].facets.get("pilier", []),
            "context": plain(page.context),
            "obligations": [obligation(part) for part in page.obligations.all()],
        }

    @classmethod
    def members(cls):
        return {
            "number": TEXT,
            "enacted_on": nullable(DATE),
            "full_title": TEXT,
            "official_url": ADDRESS,
            "pillars": PILLARS,
            "context": nullable(TEXT),
            "obligations": several(
                thing(
                    title=TEXT,
                    article=nullable(TEXT),
                    communes={"type": "boolean"},
                    epci={"type": "boolean"},
                    organisation_types=several(TEXT),
                    population_threshold=nullable(COUNT),
                    applies_from=nullable(DATE),
                    consequence=nullable(TEXT),
                    source=TEXT,
                    source_url=nullable(ADDRESS),
                )
            ),
        }


def obligation(part):
    """What is not known stays null: it is a gap, not an exemption."""
    return {
        "title": part.title,
        "article": part.article or None,
        "communes": part.communes,
        "epci": part.epci,
        "organisation_types": [term.slug for term in part.organisation_types.all()],
        "population_threshold": part.population_threshold,
        "applies_from": part.applies_from and part.applies_from.isoformat(),
        "consequence": part.consequence or None,
        "source": part.source,
        "source_url": part.source_url or None,
    }
