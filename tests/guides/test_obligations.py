"""Whom an obligation binds, at the edges of the rule."""

import pytest

from guides.models import LawPage
from guides.obligations import Answer, Asker, Audience, Verdict, answer, audience_of
from portal.territories import COMMUNE, EPCI, commune, epci

ARTICLE_35 = Audience(frozenset({COMMUNE, EPCI}), 50_000, "communes, EPCI")
ANGERS, MONTROUGE = commune("49007"), commune("92049")


def verdict(audience, asker):
    return answer(audience, asker).verdict


def of_size(kind, total, municipal=None):
    territory = ANGERS if kind == COMMUNE else epci(ANGERS.epci)
    municipal = total if municipal is None else municipal
    return Asker(kind, territory._replace(total=total, municipal=municipal))


@pytest.mark.parametrize("kind", [COMMUNE, EPCI])
@pytest.mark.parametrize(
    ("inhabitants", "expected"),
    [(1, "free"), (49_999, "free"), (50_000, "free"), (50_001, "bound"), (2_000_000, "bound")],
)
def test_more_than_the_threshold_is_more(kind, inhabitants, expected):
    assert verdict(ARTICLE_35, of_size(kind, inhabitants)) == expected


@pytest.mark.parametrize("kind", [COMMUNE, EPCI])
@pytest.mark.parametrize(
    ("total", "municipal", "expected"),
    [
        (50_001, 50_000, "to_check"),
        (50_000, 50_001, "to_check"),
        (50_001, 50_001, "bound"),
        (50_000, 50_000, "free"),
    ],
)
def test_two_figures_on_both_sides_are_not_settled(kind, total, municipal, expected):
    found = answer(ARTICLE_35, of_size(kind, total, municipal))
    assert found.verdict == expected
    if expected == "to_check":
        assert "population totale" in found.why and "population municipale" in found.why


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("49007", "bound"),
        ("92049", "free"),  # Montrouge
        ("53130", "to_check"),  # Laval: 51,903 in all in 2022, 49,400 of its own in 2023
        ("06069", "to_check"),  # Grasse: 49,508 in all in 2022, 50,970 of its own in 2023
        ("97411", "bound"),  # Saint-Denis de La Réunion
        ("85113", "free"),  # L’Île-d’Yeu, outside any EPCI: only one figure
        ("98818", "to_check"),  # Nouméa: a law holds there only where it says so
        ("98735", "free"),  # Papeete: under the threshold, that question does not arise
        ("98412", "to_check"),  # Kerguelen: no population
    ],
)
def test_communes_of_france(code, expected):
    assert verdict(ARTICLE_35, Asker(COMMUNE, commune(code))) == expected


@pytest.mark.parametrize(
    ("siren", "expected"),
    [
        ("244400404", "bound"),
        ("241700434", "bound"),
        ("200054781", "bound"),  # Grand Paris
        ("200046977", "to_check"),  # Lyon: no EPCI
        ("200000172", "free"),
    ],
)
def test_epci_of_france(siren, expected):
    assert verdict(ARTICLE_35, Asker(EPCI, epci(siren))) == expected


def test_a_commune_and_its_epci_are_answered_apart():
    avrille = commune("49015")
    assert verdict(ARTICLE_35, Asker(COMMUNE, avrille)) == Verdict.FREE
    assert verdict(ARTICLE_35, Asker(EPCI, epci(avrille.epci))) == Verdict.BOUND


ASKERS = [
    Asker(COMMUNE, ANGERS),
    Asker(EPCI, epci("244400404")),
    Asker(COMMUNE),
    Asker(EPCI),
    Asker("entreprise"),
    Asker("inconnu"),
]


@pytest.mark.parametrize("asker", ASKERS)
@pytest.mark.parametrize("threshold", [None, 50_000])
def test_a_blank_audience_exempts_nobody(asker, threshold):
    found = answer(Audience(threshold=threshold), asker)
    assert found == Answer(Verdict.UNKNOWN, "Qui est visé : non renseigné.")


@pytest.mark.parametrize(
    ("audience", "asker", "expected"),
    [
        (Audience(frozenset({COMMUNE})), Asker(COMMUNE, MONTROUGE), "bound"),
        (Audience(frozenset({COMMUNE})), Asker(EPCI, epci("244400404")), "free"),
        (Audience(frozenset({EPCI})), Asker(COMMUNE, ANGERS), "free"),
        (Audience(frozenset({"entreprise"})), Asker("entreprise"), "bound"),
        (Audience(frozenset({"entreprise"})), Asker("association"), "free"),
        (Audience(frozenset({"entreprise"})), Asker(COMMUNE, ANGERS), "free"),
        (Audience(frozenset({"entreprise", COMMUNE}), 50_000), Asker("entreprise"), "bound"),
        (ARTICLE_35, Asker("etat"), "free"),
        (ARTICLE_35, Asker(COMMUNE), "to_check"),
        (ARTICLE_35, Asker(EPCI), "to_check"),
        (Audience(frozenset({EPCI})), Asker(EPCI), "bound"),
        (Audience(frozenset({COMMUNE})), Asker(COMMUNE, commune("98818")), "to_check"),
        (Audience(frozenset({COMMUNE}), 0), Asker(COMMUNE, MONTROUGE), "bound"),
    ],
)
def test_kinds(audience, asker, expected):
    assert verdict(audience, asker) == expected


def test_why_not_in_a_sentence():
    why = answer(ARTICLE_35, Asker(COMMUNE, MONTROUGE)).why.replace("\u202f", " ")
    assert why == (
        "La commune compte 46 540 habitants, et l’obligation ne vaut qu’au-delà de 50 000."
    )
    assert answer(ARTICLE_35, Asker("etat")).why == "L’obligation vise : communes, EPCI."


@pytest.mark.django_db
def test_the_audience_of_what_editors_wrote():
    law = LawPage.objects.get(title="REEN", locale__language_code="fr")
    audiences = [audience_of(obligation) for obligation in law.obligations.all()]
    assert audiences.count(ARTICLE_35) == 2
    assert audiences.count(Audience()) == len(audiences) - 2
