"""What the fiches of a selection cover together: pillars, themes, places, laws."""

from collections import Counter
from typing import NamedTuple

from django.utils.translation import gettext as _

from portal.models import Pillar, Theme
from portal.query import published_only, restricted_paths
from portal.vocabulary import terms

from .models import Link
from .regions import ABROAD, REGIONS

FEW = 6  # places that are told one by one


class Part(NamedTuple):
    """What some of the fiches share, and how many they are."""

    name: str
    count: int
    share: str = ""  # of all, in hundredths
    slug: str = ""
    url: str = ""


class Overview:
    def __init__(self, pages, locale_id):
        self.pages, self.locale_id = pages, locale_id

    @property
    def pillars(self):
        """All four, for those that no fiche serves say as much."""
        counts = self.counts("pilier")
        return [
            Part(name, counts[slug], f"{100 * counts[slug] / len(self.pages):.4g}", slug)
            for slug, name in terms(Pillar, self.locale_id)
        ]

    @property
    def themes(self):
        counts = self.counts("theme")
        names = terms(Theme, self.locale_id)
        parts = [Part(name, counts[slug]) for slug, name in names if counts[slug]]
        return sorted(parts, key=most_shared)

    def counts(self, param):
        return Counter(value for page in self.pages for value in page.facets.get(param, ()))

    @property
    def places(self):
        """Their places, in the order of the fiches; by region where they are many."""
        counts = Counter(page.place_label for page in self.pages if page.place_label)
        if len(counts) > FEW:
            counts = Counter(name for page in self.pages for name in regions_of(page))
        return [Part(name, count) for name, count in counts.items()]

    @property
    def unlocated(self):
        return sum(not page.place_label for page in self.pages)

    @property
    def laws(self):
        """The laws that the fiches show how to apply, be it by one of their obligations."""
        links = Link.objects.filter(page__in=self.pages).select_related(
            "target__lawpage", "obligation__law"
        )
        held = {
            (link.page_id, law)
            for link in links.order_by("sort_order", "pk")
            if (law := law_of(link))
        }
        counts = Counter(law for _page, law in held)
        laws = published_only(counts, lambda law: law, restricted_paths()) if counts else []
        return sorted((Part(law.title, counts[law], url=law.url) for law in laws), key=most_shared)


def regions_of(page):
    """The names of its regions; of its place, where that has none."""
    names = [*REGIONS.items(), (ABROAD, _("Hors de France"))]
    regions = [name for code, name in names if code in page.facets.get("region", ())]
    return regions or list(filter(None, [page.place_label]))


def law_of(link):
    if link.obligation:
        return link.obligation.law
    return getattr(link.target, "lawpage", None) if link.target else None


def most_shared(part):
    return -part.count, part.name
