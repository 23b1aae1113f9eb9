"""Whom an obligation binds: pure functions, on what the portal knows of it and of who asks.

The rule, and where it comes from:

1. Nothing is said of whom it binds: UNKNOWN. A gap of the portal is never an exemption.
2. It binds other kinds of organisations than the one that asks: FREE.
3. It binds that kind above a number of inhabitants (article 35 of law no. 2021-1485: the communes,
   and the EPCI à fiscalité propre, of *more* than 50,000): exactly the number is not above it.
   The number that counts for laws is the population totale, unless they say otherwise (the yearly
   decrees that authenticate populations, such as no. 2023-1256 of 26 December 2023). We hold that
   of 2022 and the municipale of 2023, which the totale of 2023 cannot be under: where the two are
   on both sides of the threshold, TO_CHECK. docs/territories.md has the sources.
4. The EPCI is answered for itself, whatever its communes are, and the other way round.
5. Two cases that we do not settle, and that would be BOUND: TO_CHECK.
   - The métropole de Lyon is no EPCI but a collectivité (article L. 3611-1 of the CGCT).
   - In New Caledonia, French Polynesia, Wallis and Futuna and the southern lands, a law holds
     only where it says so (organic laws no. 99-209, article 6-2, and no. 2004-192, article 7;
     law no. 61-814, article 4; law no. 55-1052, article 1-1).
"""

from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext as _

from portal.templatetags.portal import figure
from portal.territories import COMMUNE, EPCI, LYON, Territory

# Départements whose law is their own. Clipperton (989) is not one: but nobody lives there.
OWN_LAW = {"984", "986", "987", "988"}


class Verdict(StrEnum):
    BOUND = "bound"
    TO_CHECK = "to_check"
    FREE = "free"
    UNKNOWN = "unknown"


class Audience(NamedTuple):
    """Whom an obligation binds: slugs of kinds of organisations, and above how many inhabitants.

    The threshold is that of communes and EPCI; other kinds have no inhabitants.
    """

    kinds: frozenset = frozenset()
    threshold: int | None = None
    names: str = ""  # of the kinds, in the reader's language


class Asker(NamedTuple):
    """Who asks: a kind of organisation, by its slug, and which one where it is a territory."""

    kind: str
    territory: Territory | None = None


class Answer(NamedTuple):
    verdict: Verdict
    why: str  # a sentence in the reader's language


def audience_of(obligation):
    """The Audience of a guides.Obligation."""
    kinds = {term.slug for term in obligation.organisation_types.all()}
    kinds |= {COMMUNE} if obligation.communes else set()
    kinds |= {EPCI} if obligation.epci else set()
    names = ", ".join(str(name) for name in obligation.audience)
    return Audience(frozenset(kinds), obligation.population_threshold, names)


def answer(audience, asker):
    """What the obligation of that audience is to who asks: see the rule above."""
    if not audience.kinds:
        return Answer(Verdict.UNKNOWN, _("Qui est visé : non renseigné."))
    if asker.kind not in audience.kinds:
        return Answer(Verdict.FREE, _("L’obligation vise : %(names)s.") % {"names": audience.names})
    if asker.kind not in {COMMUNE, EPCI}:
        return Answer(Verdict.BOUND, _("Elle vise tous les acteurs de ce type."))
    verdict, why = by_population(audience.threshold, asker)
    doubt = verdict is Verdict.BOUND and asker.territory and doubt_about(asker.territory)
    return Answer(Verdict.TO_CHECK, f"{why} {doubt}") if doubt else Answer(verdict, why)


def by_population(threshold, asker):
    """The answer for a commune or an EPCI, from its inhabitants alone."""
    territory = asker.territory
    if threshold is None:
        return Answer(Verdict.BOUND, everyone(asker.kind))
    said = {"threshold": figure(threshold)}
    if territory is None:
        return Answer(
            Verdict.TO_CHECK,
            _("Elle vaut au-delà de %(threshold)s habitants : cherchez votre territoire.") % said,
        )
    known = [number for number in (territory.total, territory.municipal) if number is not None]
    if not known:
        return Answer(
            Verdict.TO_CHECK,
            _("Population inconnue ; l’obligation vaut au-delà de %(threshold)s habitants.") % said,
        )
    said |= {"number": figure(known[0])}
    above = {number > threshold for number in known}
    if above == {True}:
        return Answer(Verdict.BOUND, more_than(asker.kind) % said)
    if above == {False}:
        return Answer(Verdict.FREE, not_more_than(asker.kind) % said)
    return Answer(
        Verdict.TO_CHECK,
        _(
            "Tout près du seuil de %(threshold)s habitants : %(number)s en 2022 (population "
            "totale), %(municipal)s en 2023 (population municipale). La population totale en "
            "vigueur tranche."
        )
        % (said | {"municipal": figure(territory.municipal)}),
    )


def everyone(kind):
    return _("Elle vise toutes les communes.") if kind == COMMUNE else _("Elle vise tous les EPCI.")


def more_than(kind):
    if kind == COMMUNE:
        return _(
            "La commune compte %(number)s habitants : l’obligation vaut au-delà de %(threshold)s."
        )
    return _("L’EPCI compte %(number)s habitants : l’obligation vaut au-delà de %(threshold)s.")


def not_more_than(kind):
    if kind == COMMUNE:
        return _(
            "La commune compte %(number)s habitants, et l’obligation ne vaut qu’au-delà de "
            "%(threshold)s."
        )
    return _(
        "L’EPCI compte %(number)s habitants, et l’obligation ne vaut qu’au-delà de %(threshold)s."
    )


def doubt_about(territory):
    """Why a territory that the text seems to bind may not be bound; "" for most."""
    if territory.is_epci and territory.nature == LYON:
        return _(
            "Mais la métropole de Lyon est une collectivité à statut particulier, non un EPCI : "
            "à vérifier."
        )
    if territory.departement in OWN_LAW:
        return _("Mais une loi ne vaut ici que si elle le dit : à vérifier.")
    return ""
