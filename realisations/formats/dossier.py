"""A dossier in every public detail."""

from portal.exports.records import FIGURE, LINK, POINT, Records, figures, plain, points
from portal.exports.schemas import TEXT, nullable, one_of, several, thing
from portal.models import Pillar
from realisations.models import DossierPage

from .lists import RealisationExport

PARTS = ("why_act", "risks", "definition", "notions", "credits")
TEXT_OR_NOT = nullable(TEXT)


class DossierRecords(Records):
    model = DossierPage
    name = "dossiers"
    relations = (
        "pillars__pillar", "law_links", "recommendations", "realisation_links", "partners",
    )  # fmt: skip

    def linked_ids(self, page):
        return {
            *(link.law_id for link in page.law_links.all()),
            *(link.realisation_id for link in page.realisation_links.all()),
            *(link.organisation_id for link in page.partners.all()),
        }

    def record(self, page):
        return {
            "audience": page.audience or None,
            **{name: plain(getattr(page, name)) for name in PARTS},
            "figures": figures(page.figures),
            "pillars": [
                {"pillar": part.pillar and part.pillar.slug, "text": part.text}
                for part in page.pillars.all()
            ],
            "laws": [
                link | {"text": part.text}
                for part in page.law_links.all()
                if (link := self.link(part.law_id))
            ],
            "recommendations": [
                {"title": part.title, "text": part.text or None}
                for part in page.recommendations.all()
            ],
            "axes": points(page.axes),
            "actions": points(page.actions),
            "realisations": [
                fiches.item(self.rows[part.realisation_id])
                for fiches in [RealisationExport(None)]
                for part in page.realisation_links.all()
                if part.realisation_id in self.rows
            ],
            "partners": [
                link | {"role": part.role}
                for part in page.partners.all()
                if (link := self.link(part.organisation_id))
            ],
        }

    @classmethod
    def members(cls):
        return {
            "audience": TEXT_OR_NOT,
            **dict.fromkeys(PARTS, TEXT_OR_NOT),
            "figures": several(FIGURE),
            "pillars": several(thing(pillar=nullable(one_of(Pillar.Slug.values)), text=TEXT)),
            "laws": several(thing(**LINK, text=TEXT)),
            "recommendations": several(POINT),
            "axes": several(POINT),
            "actions": several(POINT),
            "realisations": several(RealisationExport.item_schema()),
            "partners": several(thing(**LINK, role=TEXT)),
        }
