"""Two to four fiches side by side: what they share, what sets them apart, what is not known."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

from django.db.models import Prefetch
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import territories
from portal.models import Pillar, TerritoryType, Theme
from portal.query import published_only, restricted_paths
from portal.templatetags.portal import figure, long_date, precise_date, quantity
from portal.vocabulary import terms

from .models import Link, Participation, PillarContribution, Place, RealisationPage
from .selection import COMPARED, Selection, address_of, choices, inks_of, notices_of_forms
from .views import by_role, is_secondary, linked_page, named


@dataclass(frozen=True)
class Fact:
    """One thing that a fiche says of a field. Fiches share it when they have the same `key`."""

    key: Hashable
    text: str = ""
    detail: str = ""
    url: str = ""
    pillar: str = ""  # slug of the pillar that the text names
    html: str = ""  # rich text, instead of the text
    is_figure: bool = False


@dataclass
class Row:
    """A field, and what each fiche says of it: no fact where the fiche does not say."""

    label: str
    cells: list[tuple[Fact, ...]]

    @property
    def is_known(self):
        return any(self.cells)

    @property
    def is_same(self):
        """Whether all say the same, and something."""
        return self.is_known and all(set(cell) == set(self.cells[0]) for cell in self.cells)

    @cached_property
    def shared(self):
        """The facts that all say; without what is beside their text where it is not the same."""
        others = [{fact.key: fact for fact in cell} for cell in self.cells[1:]]
        return [
            fact
            if all(other[fact.key] == fact for other in others)
            else replace(fact, detail="", url="")
            for fact in self.cells[0]
            if all(fact.key in other for other in others)
        ]

    @property
    def own(self):
        """What is left of each cell once what all say alike is taken away: [(is known, facts)]."""
        return [
            (bool(cell), [fact for fact in cell if fact not in self.shared]) for cell in self.cells
        ]

    @property
    def is_partly_shared(self):
        """Whether something was taken away, which the reader has to know."""
        return any(
            len(facts) < len(cell)
            for (_known, facts), cell in zip(self.own, self.cells, strict=True)
        )


class Comparison:
    """Of pages that come with `compared()`."""

    def __init__(self, pages, locale_id):
        self.pages, self.locale_id = pages, locale_id
        self.restricted = restricted_paths()

    @cached_property
    def rows(self):
        rows = [
            Row(str(label), [tuple(told(self, p)) for p in self.pages]) for label, told in FIELDS
        ]
        return [row for row in rows if row.is_known]

    @property
    def common(self):
        """The fields of which all say something alike."""
        return [row for row in self.rows if row.shared]

    @property
    def differences(self):
        """[(row, [(page, whether it is known, what it says beside what all say)])]"""
        return [
            (row, [(page, *own) for page, own in zip(self.pages, row.own, strict=True)])
            for row in self.rows
            if not row.is_same
        ]

    @cached_property
    def gaps_of_all(self):
        """What none of the fiches says, among what a reader would like to know."""
        first, *others = (page.gaps for page in self.pages)
        return [gap for gap in first if all(gap in gaps for gaps in others)]

    @property
    def gaps_of_each(self):
        """[(page, what it alone, or with some of the others, does not say)]"""
        found = ((page, [g for g in page.gaps if g not in self.gaps_of_all]) for page in self.pages)
        return [(page, gaps) for page, gaps in found if gaps]

    # What a fiche says of each field

    def nature(self, page):
        yield Fact(page.nature, capfirst(page.get_nature_display()))

    def stage(self, page):
        if page.stage != RealisationPage.Stage.NON_PRECISE:
            yield Fact(page.stage, capfirst(page.get_stage_display()))

    def place(self, page):
        if page.unlocated:
            yield Fact("", _("Sans localisation"))
        for place in page.places.all():
            yield Fact((place.label, place.commune_code), place.label, inhabitants(place))

    def territory(self, page):
        return self.terms_of(page, "territoire", TerritoryType)

    def themes(self, page):
        return self.terms_of(page, "theme", Theme)

    def terms_of(self, page, param, model):
        for slug, name in named(page.facets.get(param, ()), terms(model, self.locale_id)):
            yield Fact(slug, name)

    def organisations(self, page):
        links = published_only(
            page.participations.all(), lambda link: link.organisation, self.restricted
        )
        for role, of_role in by_role(links):
            for link in of_role:
                organisation = link.organisation
                yield Fact(organisation.pk, organisation.title, capfirst(role), organisation.url)

    def pillars(self, page):
        for part in sorted(page.pillar_contributions.all(), key=is_secondary):
            slug, level = part.pillar.slug, capfirst(part.get_level_display())
            detail = _("%(level)s : %(argument)s") % {"level": level, "argument": part.argument}
            yield Fact(slug, capfirst(Pillar.Slug(slug).label), detail, pillar=slug)

    def dates(self, page):
        if page.start_date:
            dates = [(page.start_date, page.start_precision), (page.end_date, page.end_precision)]
            told = " → ".join(precise_date(*date) for date in dates if date[0])
            yield Fact(told, told)

    def cost(self, page):
        if page.cost_amount is None:
            return
        tax = page.get_cost_tax_display() if page.cost_tax else ""
        year = f"({page.cost_year})" if page.cost_year else ""
        words = (figure(page.cost_amount), page.cost_currency, tax, year)
        amount = " ".join(word for word in words if word)
        yield Fact((amount, page.cost_scope), amount, page.cost_scope)

    def figures(self, page):
        """Each with its nature and its source, but told once where these are the same for all."""
        values = [block.value for block in page.key_figures]
        origins = {value.origin for value in values}
        for value in values:
            period = f" ({value['period']})" if value["period"] else ""
            origin = f"\n{capfirst(value.origin)}" if len(origins) > 1 else ""
            detail = f"{value['label']}{period}{origin}"
            yield Fact((quantity(value), detail), quantity(value), detail, is_figure=True)
        if len(origins) == 1:
            yield Fact(*origins, detail=capfirst(*origins))

    def laws(self, page):
        laws = {}
        for link in self.links(page):
            if link.obligation:
                laws.setdefault(link.obligation.law, []).append(told_obligation(link.obligation))
            elif law := getattr(link.target, "lawpage", None):
                laws.setdefault(law, [])
        for law, obligations in laws.items():
            yield Fact(law.pk, law.title, " ; ".join(obligations), law.url)

    def resources(self, page):
        for link in self.links(page):
            if resource := getattr(link.target, "resourcepage", None):
                yield Fact(resource.pk, resource.title, "", resource.url)

    def links(self, page):
        return published_only(page.links.all(), linked_page, self.restricted)

    def sdgs(self, page):
        for number in filter(None, map(str.strip, page.sdgs.split(","))):
            yield Fact(number, number)

    def contact(self, page):
        told = ", ".join(filter(None, (page.contact_role, page.contact_email)))
        if told:
            yield Fact(told, told)

    def source(self, page):
        number = _("page %(number)s") % {"number": page.source_page} if page.source_page else ""
        yield Fact(page.source_document, page.source_document, number, page.source_url)

    def verified(self, page):
        if page.verified_on:
            yield Fact(page.verified_on, long_date(page.verified_on))


def rich(name):
    """Says what a field of rich text holds."""

    def told(comparison, page):
        if text := getattr(page, name):
            yield Fact(text, html=text)

    return told


def plain(name):
    """Says what a field of plain text holds."""

    def told(comparison, page):
        if text := getattr(page, name):
            yield Fact(text, text)

    return told


FIELDS: list[tuple[str, Callable]] = [
    (gettext_lazy("Nature"), Comparison.nature),
    (gettext_lazy("Stade"), Comparison.stage),
    (gettext_lazy("Lieu"), Comparison.place),
    (gettext_lazy("Type de territoire"), Comparison.territory),
    (gettext_lazy("Acteurs"), Comparison.organisations),
    (gettext_lazy("Thèmes"), Comparison.themes),
    (gettext_lazy("Piliers"), Comparison.pillars),
    (gettext_lazy("Dates"), Comparison.dates),
    (gettext_lazy("Coût"), Comparison.cost),
    (gettext_lazy("Financements"), rich("funding")),
    (gettext_lazy("Chiffres clés"), Comparison.figures),
    (gettext_lazy("Bénéfices et bilan"), rich("benefits")),
    (gettext_lazy("Leçons"), rich("lessons")),
    (gettext_lazy("Limites"), rich("limits")),
    (gettext_lazy("Conditions de transfert"), rich("transfer_conditions")),
    (gettext_lazy("Lois"), Comparison.laws),
    (gettext_lazy("Ressources"), Comparison.resources),
    (gettext_lazy("Labels et prix"), plain("labels")),
    (gettext_lazy("Objectifs de développement durable"), Comparison.sdgs),
    (gettext_lazy("Contact"), Comparison.contact),
    (gettext_lazy("Source"), Comparison.source),
    (gettext_lazy("Vérifiée le"), Comparison.verified),
]


def inhabitants(place: Place):
    """How many live there, where the code of a commune or an EPCI tells."""
    territory = territories.commune(place.commune_code) or territories.epci(place.epci_code)
    if not territory or territory.municipal is None:
        return ""
    return _("%(number)s habitants") % {"number": figure(territory.municipal)}


def told_obligation(obligation):
    if not obligation.article:
        return obligation.title
    told = _("article %(article)s : %(title)s")
    return told % {"article": obligation.article, "title": obligation.title}


def compared():
    """The queryset of fiches with all that a comparison reads of them."""
    return RealisationPage.objects.defer("gallery", "documents").prefetch_related(
        "places",
        Prefetch("pillar_contributions", PillarContribution.objects.select_related("pillar")),
        Prefetch("participations", Participation.objects.select_related("organisation")),
        Prefetch(
            "links",
            Link.objects.filter(recommendation=None).select_related(
                "target__resourcepage", "target__lawpage", "obligation__law"
            ),
        ),
    )


def comparison_context(page, request):
    """The first four of the selection are compared; the others can be put first."""
    chosen = Selection(request.GET, page.locale_id)
    pages = chosen.pages(compared(), COMPARED)
    return {
        "selection": chosen,
        "choices": list(choices(chosen, pages)),
        "waiting": [
            (chosen.title(reference), chosen.query(chosen.leading(reference)))
            for reference in chosen.references[COMPARED:]
        ],
        "comparison": Comparison(pages, page.locale_id) if len(pages) > 1 else None,
        "notices": [*notices_of_forms(page, request), *chosen.notices],
        "inks": inks_of(pages),
        "address": address_of(page, request, chosen),
    }
