"""A fiche in every public detail."""

import re
from urllib.parse import urljoin

from django.conf import settings

from portal import pictures
from portal.exports import schemas
from portal.exports.records import FIGURE, LINK, POINT, Records, figures, number, plain, points
from portal.exports.schemas import TEXT, nullable, one_of, several, thing
from portal.models import Pillar
from realisations.models import Participation, PillarContribution, RealisationPage
from realisations.models.finding import told_place

from .lists import located, year_of

STORY = (
    "issues", "objectives", "benefits", "lessons", "limits", "transfer_conditions", "funding",
)  # fmt: skip
TEXT_OR_NOT = nullable(TEXT)


class FicheRecords(Records):
    model = RealisationPage
    name = "realisations"
    relations = (
        "image__renditions", "places", "participations", "pillar_contributions__pillar", "links__obligation",
        "links__recommendation",
    )  # fmt: skip

    def linked_ids(self, page):
        return {
            *(part.organisation_id for part in page.participations.all()),
            *(target_id(link) for link in page.links.all()),
        }

    def record(self, page):
        row = self.rows[page.pk]
        return {
            "nature": page.nature,
            "stage": page.stage,
            "pillars": [contribution(part) for part in page.pillar_contributions.all()],
            "themes": row.facets.get("theme", []),
            "territories": row.facets.get("territoire", []),
            "scales": row.facets.get("echelle", []),
            "regions": row.facets.get("region", []),
            "places": [place(part) for part in page.places.all()],
            "unlocated": page.unlocated,
            "year": year_of(row),
            "start": day(page.start_date, page.start_precision),
            "end": day(page.end_date, page.end_precision),
            "organisations": self.organisations(page),
            **{name: plain(getattr(page, name)) for name in STORY},
            "steps": points(page.steps),
            "key_figures": figures(page.key_figures),
            "cost": cost(page),
            "labels": page.labels or None,
            "sdgs": [int(goal) for goal in re.findall(r"\d+", page.sdgs)],
            "contact": contact(page),
            "links": self.links(page),
            "pictures": pictures_of(page),
            "documents": [
                document(block.value) for block in page.documents if block.value["document"]
            ],
            "gaps": [str(gap) for gap in page.gaps],
            "source": {
                "document": page.source_document,
                "page": page.source_page or None,
                "url": page.source_url or None,
            },
            "verified_on": page.verified_on and page.verified_on.isoformat(),
        }

    def organisations(self, page):
        """Those that have a page, with their role."""
        return [
            link | {"type": self.rows[part.organisation_id].first("acteur"), "role": part.role}
            for part in page.participations.all()
            if (link := self.link(part.organisation_id))
        ]

    def links(self, page):
        """What the fiche leads to in the portal, by kind."""
        told = {
            "realisations": [],
            "resources": [],
            "laws": [],
            "obligations": [],
            "recommendations": [],
        }
        for part in page.links.all():
            if not (link := self.link(target_id(part))):
                continue
            note = {"note": part.note or None}
            if part.obligation:
                told["obligations"].append(obligation(part.obligation, link) | note)
            elif part.recommendation:
                title = part.recommendation.title
                told["recommendations"].append({"title": title, "dossier": link} | note)
            else:
                kind = KINDS[self.rows[part.target_id].kind]
                told[kind].append(link | note)
        return told

    @classmethod
    def members(cls):
        codes = dict.fromkeys(("country", "region", "departement"), TEXT_OR_NOT)
        return {
            "nature": one_of(RealisationPage.Nature.values),
            "stage": one_of(RealisationPage.Stage.values),
            "pillars": several(PILLAR),
            **dict.fromkeys(("themes", "territories", "scales", "regions"), several(TEXT)),
            "places": several(
                thing(
                    name=TEXT,
                    **codes,
                    epci=nullable(CODE),
                    commune=nullable(CODE),
                    address=TEXT_OR_NOT,
                    latitude=nullable(schemas.LATITUDE),
                    longitude=nullable(schemas.LONGITUDE),
                    precision=TEXT_OR_NOT,
                )
            ),
            "unlocated": {"type": "boolean"},
            "year": nullable(schemas.YEAR),
            "start": nullable(DAY),
            "end": nullable(DAY),
            "organisations": several(
                thing(**LINK, type=TEXT_OR_NOT, role=one_of(Participation.Role.values))
            ),
            **dict.fromkeys(STORY, TEXT_OR_NOT),
            "steps": several(POINT),
            "key_figures": several(FIGURE),
            "cost": nullable(COST),
            "labels": TEXT_OR_NOT,
            "sdgs": several({"type": "integer"}),
            "contact": nullable(thing(role=TEXT_OR_NOT, email=TEXT_OR_NOT)),
            "links": LINKS,
            "pictures": several(PICTURE),
            "documents": several(thing(title=TEXT, url=schemas.ADDRESS)),
            "gaps": several(TEXT),
            "source": thing(document=TEXT, page=TEXT_OR_NOT, url=nullable(schemas.ADDRESS)),
            "verified_on": nullable(schemas.DATE),
        }


# Kinds of the catalogue, as the links name them.
KINDS = {"realisation": "realisations", "ressource": "resources", "loi": "laws"}
PILLAR = thing(
    pillar=one_of(Pillar.Slug.values), level=one_of(PillarContribution.Level.values), argument=TEXT
)
PICTURE = thing(
    url=nullable(schemas.ADDRESS), description=TEXT_OR_NOT, caption=TEXT_OR_NOT, credit=TEXT_OR_NOT
)
CODE = thing(code=TEXT_OR_NOT, name=TEXT_OR_NOT)
DAY = thing(date=schemas.DATE, precision=nullable(one_of(RealisationPage.Precision.values)))
COST = thing(
    amount=schemas.NUMBER,
    currency=TEXT_OR_NOT,
    year=nullable(schemas.YEAR),
    tax=nullable(one_of(RealisationPage.Tax.values)),
    scope=TEXT_OR_NOT,
)
LINK_OR_PAGE = several(thing(**LINK, note=TEXT_OR_NOT))
LINKS = thing(
    realisations=LINK_OR_PAGE,
    resources=LINK_OR_PAGE,
    laws=LINK_OR_PAGE,
    obligations=several(
        thing(
            title=TEXT,
            article=TEXT_OR_NOT,
            url=schemas.ADDRESS,
            law=thing(**LINK),
            note=TEXT_OR_NOT,
        )
    ),
    recommendations=several(thing(title=TEXT, dossier=thing(**LINK), note=TEXT_OR_NOT)),
)


def target_id(link):
    """Of the page that a link leads to."""
    if link.obligation:
        return link.obligation.law_id
    return link.recommendation.page_id if link.recommendation else link.target_id


def contribution(part):
    return {
        "pillar": part.pillar and part.pillar.slug,
        "level": part.level,
        "argument": part.argument,
    }


def obligation(part, law):
    return {
        "title": part.title,
        "article": part.article or None,
        "url": f"{law['url']}#{part.anchor}",
        "law": law,
    }


def place(part):
    """A place by its codes, and its point as lists give it."""
    codes = {
        name: str(getattr(part, name)) or None for name in ("country", "region", "departement")
    }
    return {
        **located(told_place(part)),
        **codes,
        "epci": coded(part.epci_code, part.epci_name),
        "commune": coded(part.commune_code, part.commune_name),
        "address": part.address or None,
    }


def coded(code, name):
    return {"code": code or None, "name": name or None} if code or name else None


def pictures_of(page):
    """The photo at the head, then the others; each keeps the rights of its credit."""
    others = [(block.value["image"], block.value["caption"]) for block in page.gallery]
    return [
        picture(image, caption)
        for image, caption in [(page.image, ""), *others]
        if image is not None
    ]


def picture(image, caption):
    """`url`: of its largest JPEG, None as long as it is not made."""
    made = [r.url for spec, r in pictures.existing(image, "text").items() if "jpeg" in spec]
    return {
        "url": absolute(made[-1]) if made else None,
        "description": image.default_alt_text or None,
        "caption": caption or None,
        "credit": image.credit or None,
    }


def document(value):
    return {"title": value["title"], "url": absolute(value["document"].url)}


def absolute(url):
    """An address of a file, which a storage elsewhere gives whole."""
    return urljoin(settings.SITE_URL, url)


def day(date, precision):
    return date and {"date": date.isoformat(), "precision": precision or None}


def cost(page):
    if page.cost_amount is None:
        return None
    return {
        "amount": number(page.cost_amount),
        "currency": page.cost_currency or None,
        "year": page.cost_year,
        "tax": page.cost_tax or None,
        "scope": page.cost_scope or None,
    }


def contact(page):
    """The address of a role, never of a person."""
    known = page.contact_role or page.contact_email
    return (
        {"role": page.contact_role or None, "email": page.contact_email or None} if known else None
    )
