"""Choosing a commune or an EPCI by its name, on any page, with links alone."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from portal import territories
from portal.query import shown, words_of
from portal.templatetags.portal import figure
from portal.territories import COMMUNE, EPCI

MANY = 12  # candidates shown: whoever sees more does better to write more of the name


@dataclass
class Candidate:
    """A territory that may be the one meant, and the query string of the page that chooses it."""

    label: str
    detail: str
    query: str


@dataclass
class TerritorySearch:
    """What `components/territory_search.html` needs, and `chosen`, where a name leaves no doubt."""

    name: str  # of the parameter that holds the words
    words: str = ""
    kept: list = field(default_factory=list)  # (name, value) of the other parameters
    candidates: list = field(default_factory=list)
    is_cut: bool = False  # more territories answer than are shown
    notices: list = field(default_factory=list)

    # The query string to go straight on to, "" when the visitor has to choose.
    chosen: str = ""


def read_territory(name, value):
    """(the territory that `name` (commune or epci) = value designates, None; or None, a notice)."""
    find = {COMMUNE: territories.commune, EPCI: territories.epci}[name]
    if territory := find(value.strip()):
        return territory, None
    unknown = {
        COMMUNE: _(
            "Aucune commune n’a le code INSEE « %(value)s » (ce n’est pas le code postal) : "
            "cherchez-la par son nom."
        ),
        EPCI: _(
            "Aucune intercommunalité n’a le numéro SIREN « %(value)s » : cherchez-la par son nom."
        ),
    }
    return None, unknown[name] % {"value": shown(value)}


def territory_search(params, name="q", replaced=("commune", "epci"), kinds=territories.KINDS):
    """The search that `params` ask for in their parameter `name`.

    A candidate's link sets `commune` or `epci`, takes away `replaced` and `page`, and keeps every
    other parameter. One exact name is chosen at once.
    """
    words, notices = words_of({"q": params.get(name, "")})
    others = params.copy()
    for gone in (name, "page", *replaced):
        others.pop(gone, None)
    matches = territories.search(words, MANY + 1, kinds)
    found = TerritorySearch(
        name,
        words,
        kept=[(key, value) for key, values in others.lists() for value in values],
        candidates=[candidate(match, others) for match in matches[:MANY]],
        is_cut=len(matches) > MANY,
        notices=notices,
    )
    if leaves_no_doubt(matches):
        found.chosen = found.candidates[0].query
    return found


def leaves_no_doubt(matches):
    """One name is the words, and no other nearly is: “Havre”, for Le Havre; not “Saint”."""
    first, second = (*matches[:2], None, None)[:2]
    return bool(first and first.is_exact and (not second or second.rank > first.rank + 1))


def candidate(match, others):
    territory, params = match.territory, others.copy()
    params[territory.kind] = territory.code
    return Candidate(territory.label, ", ".join(details(match)), params.urlencode())


def details(match):
    """What tells a territory from the others: its kind, its département, its inhabitants."""
    territory = match.territory
    yield str(territory.nature_name) if territory.is_epci else _("commune")
    if match.other_name:
        yield _("dont fait partie %(name)s") % {"name": match.other_name}
    yield territory.departement_name
    if territory.municipal is not None:
        yield _("%(number)s habitants") % {"number": figure(territory.municipal)}
