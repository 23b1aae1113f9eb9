"""Fiches made by the thousand, to measure the portal with. Marked as such in title and address.

Their sentences are those of the published fiches, drawn at random; one in two says FREQUENT, one
in sixteen RARE, and each holds a few words of its own, as proper names do.
"""

import random
import re
import uuid
from datetime import date, timedelta
from itertools import islice

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.models import Page

from portal import territories
from portal.catalogue import writing
from portal.models import CatalogueRow, OrganisationType, Pillar, TerritoryType, Theme

from .models import (
    OrganisationPage,
    Participation,
    PillarContribution,
    Place,
    RealisationIndexPage,
    RealisationPage,
)
from .regions import REGIONS

SLUG = "fiche-d-essai-"
FREQUENT, RARE = "tilleul", "glycine"
CHUNK = 1000
PLACES = 2000  # communes that the fiches are drawn among
PARTS = (PillarContribution, Participation, Place)
TERMS = ("themes", "territory_types", "scales")


class Generator:
    def __init__(self, language=settings.LANGUAGE_CODE):
        index = RealisationIndexPage.objects.filter(locale__language_code=language).first()
        if index is None:
            raise ValueError("Il n’y a pas de liste des réalisations : chargez d’abord le contenu.")
        self.index, self.locale = index, index.locale
        self.sentences = [
            sentence
            for body in CatalogueRow.objects.filter(
                locale=self.locale, kind=RealisationPage.catalogue_kind
            )
            .exclude(page__slug__startswith=SLUG)
            .order_by("pk")
            .values_list("body", flat=True)
            for sentence in re.split(r"(?<=[.!?])\s+", body)
            if len(sentence) > 40
        ]
        self.terms = {
            model: list(model.objects.filter(locale=self.locale).order_by("pk"))
            for model in (Pillar, Theme, TerritoryType)
        }
        self.organisations = list(
            OrganisationPage.objects.filter(locale=self.locale, live=True)
            .select_related("organisation_type")
            .order_by("pk")
        )
        self.kinds = {
            kind.pk: kind.slug for kind in OrganisationType.objects.filter(locale=self.locale)
        }
        self.number = RealisationPage.objects.aggregate(Max("number"))["number__max"] or 0
        self.dice = random.Random(self.number)  # the same on every machine, never twice in one
        communes = territories.load().codes
        self.communes = [territories.commune(code) for code in communes[:: len(communes) // PLACES]]
        last = self.index.get_last_child()
        self.step = int(last.path[-Page.steplen :], 36) if last else 0
        self.content_type = ContentType.objects.get_for_model(RealisationPage)

    def generate(self, count):
        """Makes that many; the rows of the catalogue too. One transaction a thousand."""
        numbers = iter(range(1, count + 1))
        while chunk := list(islice(numbers, CHUNK)):
            with transaction.atomic():
                self.insert([self.fiche(n) for n in chunk])

    def fiche(self, n):
        """(page, parts, terms), not saved yet."""
        dice = self.dice
        self.number += 1
        self.step += 1
        slug = f"{SLUG}{self.number}"
        pillars = dice.sample(self.terms[Pillar], dice.choice((1, 1, 2, 3)))
        themes = dice.sample(self.terms[Theme], min(2, len(self.terms[Theme])))
        territories = dice.sample(self.terms[TerritoryType], 1)
        organisations = dice.sample(self.organisations, 2)
        commune = dice.choice(self.communes)
        start = date(2015, 1, 1) + timedelta(days=dice.randrange(4000))
        moment = timezone.now() - timedelta(minutes=n)
        page = RealisationPage(
            path=Page._get_path(self.index.path, self.index.depth + 1, self.step),
            depth=self.index.depth + 1,
            content_type=self.content_type,
            locale=self.locale,
            translation_key=uuid.UUID(int=dice.getrandbits(128), version=4),
            title=f"Fiche d’essai n° {self.number} : {self.words(3)}",
            slug=slug,
            url_path=f"{self.index.url_path}{slug}/",
            summary=self.text(1)[:300],
            live=True,
            first_published_at=moment,
            last_published_at=moment,
            number=self.number,
            nature=dice.choice(RealisationPage.Nature.values),
            stage=dice.choice(RealisationPage.Stage.values),
            start_date=start,
            issues=f"<p>{self.text(2)} {self.marks(n)}</p>",
            benefits=f"<p>{self.text(3)}</p>",
            lessons=f"<p>{self.text(1)} {self.words(4)}</p>",
            source_document="Fiche d’essai : aucun fait.",
        )
        page.draft_title = page.title
        place = Place(
            name=commune.name,
            region=commune.region if commune.region in REGIONS else "",
            departement=commune.departement,
            commune_code=commune.code,
        )
        page.facets = {
            "pilier": [pillar.slug for pillar in pillars],
            "theme": [theme.slug for theme in themes],
            "territoire": [territory.slug for territory in territories],
            "echelle": [],
            "region": [place.region] if place.region else [],
            "acteur": list(dict.fromkeys(o.organisation_type.slug for o in organisations)),
            "nature": [page.nature],
            "stade": [page.stage],
            "annee": [str(start.year)],
            "place": place.label,
            "address": "",
        }
        levels = PillarContribution.Level
        parts = [
            *(
                PillarContribution(
                    pillar=pillar,
                    level=levels.SECONDAIRE if position else levels.PRINCIPAL,
                    argument=self.text(1),
                    sort_order=position,
                )
                for position, pillar in enumerate(pillars)
            ),
            *(Participation(organisation=organisation) for organisation in organisations),
            place,
        ]
        return page, parts, {"themes": themes, "territory_types": territories, "scales": []}

    def text(self, sentences):
        return " ".join(self.dice.choices(self.sentences, k=sentences))

    def words(self, count):
        """Words that few fiches share."""
        return " ".join(f"nom{self.dice.randrange(30_000):05d}" for _ in range(count))

    def marks(self, n):
        return f"{FREQUENT if n % 2 else ''} {'' if n % 16 else RARE}"

    def insert(self, fiches):
        pages = [page for page, _parts, _terms in fiches]
        bare = [field.attname for field in Page._meta.concrete_fields if field.attname != "id"]
        saved = Page.objects.bulk_create(
            Page(**{name: getattr(page, name) for name in bare}) for page in pages
        )
        for page, base in zip(pages, saved, strict=True):
            page.pk = page.page_ptr_id = base.pk
        # Django's own bulk_create refuses a model that has a parent table, filled just above.
        RealisationPage._base_manager.all()._batched_insert(
            pages, RealisationPage._meta.local_concrete_fields, batch_size=None
        )
        for model in PARTS:
            model.objects.bulk_create(self.parts(fiches, model))
        for name in TERMS:
            field = RealisationPage._meta.get_field(name)
            field.remote_field.through.objects.bulk_create(
                field.remote_field.through(
                    **{field.m2m_column_name(): page.pk, field.m2m_reverse_name(): term.pk}
                )
                for page, _parts, terms in fiches
                for term in terms[name]
            )
        Page.objects.filter(pk=self.index.pk).update(
            numchild=Page.objects.child_of(self.index).count()
        )
        writing.refresh(page.pk for page in pages)

    def parts(self, fiches, model):
        for page, parts, _terms in fiches:
            for part in parts:
                if isinstance(part, model):
                    part.page, part.locale = page, self.locale
                    yield part


def delete_all():
    """Removes every fiche that was generated, and nothing else. Returns how many."""
    ids = list(RealisationPage.objects.filter(slug__startswith=SLUG).values_list("pk", flat=True))
    parents = {
        path[: -Page.steplen]
        for path in Page.objects.filter(pk__in=ids[:1]).values_list("path", flat=True)
    }
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        with transaction.atomic():
            writing.discard(chunk)
            for name in TERMS:
                through = RealisationPage._meta.get_field(name).remote_field.through
                raw_delete(through.objects.filter(realisationpage_id__in=chunk))
            for model in PARTS:
                raw_delete(model.objects.filter(page_id__in=chunk))
            table = RealisationPage._base_manager.filter(page_ptr_id__in=chunk)
            raw_delete(table)
            raw_delete(Page.objects.filter(pk__in=chunk).order_by())
            writing.refresh(chunk)
    for parent in Page.objects.filter(path__in=parents):
        Page.objects.filter(pk=parent.pk).update(numchild=Page.objects.child_of(parent).count())
    return len(ids)


def raw_delete(rows):
    rows._raw_delete(rows.db)
