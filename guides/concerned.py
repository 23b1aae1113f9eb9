"""What « Suis-je concerné ? » shows: who asks, from the URL, and each obligation's answer."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from guides.models import LawPage, Obligation
from guides.obligations import Asker, Verdict, answer, audience_of
from guides.views import links_to_pages, pages_of_obligation
from portal import territories
from portal.models import OrganisationType
from portal.query import restricted_paths, shown
from portal.territories import COMMUNE, EPCI
from portal.territory_search import read_territory, territory_search
from portal.vocabulary import terms

CHOICES = (COMMUNE, EPCI, "acteur")  # the first that the URL gives is the one read


@dataclass
class Question:
    """Who asks: one asker, or a commune and its EPCI, each of which may be bound itself."""

    askers: list = field(default_factory=list)
    kind_name: str = ""  # of an organisation that is no territory
    notices: list = field(default_factory=list)

    @property
    def name(self):
        return self.askers[0].territory.label if self.is_territory else self.kind_name

    @property
    def is_territory(self):
        return bool(self.askers and self.askers[0].territory)


def territory_to_go_to(params):
    """The query string of the only territory of that name, where nothing else was chosen."""
    if any(params.get(name) for name in CHOICES):
        return ""
    return search_of(params).chosen


def search_of(params):
    return territory_search(params, replaced=CHOICES)


def question_of(params, kinds):
    """The Question of a URL, with a notice for all that was not understood. `kinds`: {slug: name}."""
    question, given = Question(), [name for name in CHOICES if params.get(name, "").strip()]
    if len(given) > 1:
        question.notices.append(
            _("Une seule réponse à la fois : « %(kept)s » est lu, le reste est ignoré.")
            % {"kept": given[0]}
        )
    for name in given[:1]:
        values = list(dict.fromkeys(params.getlist(name)))
        if len(values) > 1:
            question.notices.append(_("Une seule valeur à la fois : la dernière est lue."))
        read(question, name, values[-1].strip(), kinds)
    return question


def read(question, name, value, kinds):
    if name in {COMMUNE, EPCI}:
        territory, notice = read_territory(name, value)
        group = territory and territories.epci(territory.epci)
        bodies = {COMMUNE: territory, EPCI: group} if name == COMMUNE else {EPCI: group}
        question.askers = [Asker(kind, body) for kind, body in bodies.items() if body]
        question.notices += [notice] if notice else []
    elif value in kinds:
        question.askers, question.kind_name = [Asker(value)], kinds[value]
    else:
        unknown = _("Type d’acteur inconnu : « %(value)s ». Choisissez dans la liste.")
        question.notices.append(unknown % {"value": shown(value)})


@dataclass
class Row:
    """An obligation, what it is to who asks, and the pages that show how."""

    obligation: Obligation
    why: str
    pages: list


@dataclass
class Part:
    """The answers to one asker, by verdict. Obligations of unknown audience are told apart."""

    asker: Asker
    name: str
    bound: list = field(default_factory=list)
    to_check: list = field(default_factory=list)
    free: list = field(default_factory=list)

    @property
    def groups(self):
        groups = [
            (_("S’applique"), self.bound),
            (_("À vérifier"), self.to_check),
            (_("Ne s’applique pas"), self.free),
        ]
        return [(title, rows) for title, rows in groups if rows]


def concerned_context(page, params):
    kinds = dict(terms(OrganisationType, page.locale_id))
    question, search = question_of(params, kinds), search_of(params)
    obligations = obligations_of(page) if question.askers else []
    parts = [part_of(asker, question, obligations) for asker in question.askers]
    return {
        "question": question,
        "search": search,
        "actors": [(slug, name) for slug, name in kinds.items() if slug not in {COMMUNE, EPCI}],
        "actor": question.askers[0].kind if question.kind_name else "",
        "parts": parts,
        "scale": scale_of(parts, obligations),
        "unknown": [row for row in obligations if not audience_of(row.obligation).kinds],
        "notices": [*question.notices, *search.notices],
    }


def obligations_of(page):
    """Every obligation of the published laws in the page's language, as rows without an answer."""
    restricted = restricted_paths()
    laws = LawPage.objects.sibling_of(page).published()
    obligations = (
        Obligation.objects.filter(law__in=laws)
        .select_related("law")
        .prefetch_related(*links_to_pages())
        .order_by("law__enacted_on", "law_id", "sort_order")
    )
    return [Row(o, "", pages_of_obligation(o, restricted)) for o in obligations]


def part_of(asker, question, rows):
    part = Part(asker, asker.territory.label if asker.territory else question.kind_name)
    for row in rows:
        verdict, why = answer(audience_of(row.obligation), asker)
        if verdict is not Verdict.UNKNOWN:
            getattr(part, verdict).append(Row(row.obligation, why, row.pages))
    return part


def scale_of(parts, rows):
    """Inhabitants and thresholds on one measure: {"most": n, "thresholds": [n]}, None without both.

    Only the thresholds of obligations that bind communes or EPCI.
    """
    audiences = [audience_of(row.obligation) for row in rows]
    thresholds = sorted(
        {a.threshold for a in audiences if a.threshold and {COMMUNE, EPCI} & a.kinds}
    )
    inhabitants = [
        part.asker.territory.inhabitants
        for part in parts
        if part.asker.territory and part.asker.territory.inhabitants
    ]
    if not (thresholds and inhabitants):
        return None
    return {"most": max(*thresholds, *inhabitants), "thresholds": thresholds}
