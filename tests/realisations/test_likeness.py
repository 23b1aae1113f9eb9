"""Likeness of places: real ones, and the rule's edges."""

import itertools

import pytest
from django.utils.translation import override

from portal import territories
from portal.territories import commune, epci
from realisations.likeness import (
    DEPARTEMENT,
    INTERCOMMUNALITY,
    KIND,
    REGION,
    SIZE,
    Likeness,
    Ranking,
    Spot,
    likeness,
    place_key,
    rounded,
    spot,
)
from realisations.models import Place

ANGERS, NANTES, LA_ROCHELLE = "49007", "44109", "17300"
MONTROUGE, SURESNES, LYON, PARIS = "92049", "92073", "69123", "75056"
AVRILLE = "49015"  # in the same intercommunality as Angers
NANTES_METROPOLE, AGGLO_LA_ROCHELLE = "244400404", "241700434"


def compare(ours, theirs):
    return likeness(*(spot(commune(code) or epci(code)) for code in (ours, theirs)))


def test_the_weights_make_a_hundred():
    assert SIZE + INTERCOMMUNALITY + REGION + KIND + DEPARTEMENT == 100


@pytest.mark.parametrize("code", [ANGERS, PARIS, NANTES_METROPOLE, "98412"])
def test_a_territory_is_wholly_like_itself(code):
    assert (compare(code, code).score, compare(code, code).reasons) == (
        100,
        ["votre territoire même"],
    )


ALL = [ANGERS, NANTES, LA_ROCHELLE, MONTROUGE, SURESNES, LYON, PARIS, AVRILLE, "98412", "97411"]


@pytest.mark.parametrize(
    ("ours", "theirs"), list(itertools.combinations([*ALL, NANTES_METROPOLE, AGGLO_LA_ROCHELLE], 2))
)
def test_likeness_goes_both_ways(ours, theirs):
    there, back = compare(ours, theirs), compare(theirs, ours)
    assert (there.score, there.same) == (back.score, back.same)
    assert 0 <= there.score < 100


@pytest.mark.parametrize(
    ("ours", "theirs", "reasons"),
    [
        (MONTROUGE, SURESNES, ["même taille : 49 000 habitants", "même intercommunalité", "même département"]),
        (ANGERS, AVRILLE, ["même intercommunalité", "même département"]),
        (ANGERS, NANTES, ["même région"]),
        (ANGERS, "72181", ["même taille : 150 000 habitants", "même région", "même type d’intercommunalité : communauté urbaine"]),
        (LA_ROCHELLE, "29232", ["même taille : 64 000 habitants", "même type d’intercommunalité : communauté d’agglomération"]),
        (LYON, "13055", ["taille proche : 890 000 habitants"]),
        (AGGLO_LA_ROCHELLE, LA_ROCHELLE, ["même intercommunalité", "même département"]),
        (NANTES_METROPOLE, "243300316", ["même taille : 850 000 habitants", "même type d’intercommunalité : métropole"]),
        (LYON, "98735", []),
    ],
)  # fmt: skip
def test_the_reasons_of_real_pairs(ours, theirs, reasons):
    said = [reason.replace("\u202f", " ") for reason in compare(ours, theirs).reasons]
    assert said == reasons


@pytest.mark.parametrize(
    ("here", "closer", "further"),
    [
        (ANGERS, AVRILLE, "75056"),
        (ANGERS, "72181", NANTES),  # Le Mans, of the same size and kind, before a bigger neighbour
        (
            LA_ROCHELLE,
            "79191",
            "64102",
        ),  # Niort before Bayonne: the same region, and nearer in size
        (MONTROUGE, SURESNES, LYON),
        ("12145", "46042", PARIS),  # Millau: Cahors rather than Paris
        ("93048", "93066", "85148"),  # Montreuil in Seine-Saint-Denis, not the one of the Vendée
    ],
)
def test_who_is_closer(here, closer, further):
    assert compare(here, closer).score > compare(here, further).score


def test_homonyms_are_told_apart_by_their_code():
    montreuils = [match.territory for match in territories.search("Montreuil") if match.is_exact]
    scores = {t.code: likeness(spot(commune("93066")), spot(t)).score for t in montreuils}
    assert max(scores, key=scores.get) == "93048" and scores["93048"] > 60
    assert sorted(scores.values())[-2] < 20


@pytest.mark.parametrize(
    ("ratio", "points"), [(1, 40), (2, 27), (4, 13), (8, 0), (80, 0), (1.25, 36)]
)
def test_points_of_size(ratio, points):
    assert likeness(Spot(population=10_000), Spot(population=int(10_000 * ratio))).score == points


@pytest.mark.parametrize(
    ("theirs", "told"), [(12_500, ("size",)), (12_501, ("close",)), (20_000, ("close",)), (20_001, ())]
)  # fmt: skip
def test_what_is_said_of_sizes(theirs, told):
    assert likeness(Spot(population=10_000), Spot(population=theirs)).same == told


@pytest.mark.parametrize("unknown", [None, 0])
def test_an_unknown_population_gives_nothing_and_says_nothing(unknown):
    found = likeness(Spot(population=unknown, region="52"), Spot(population=unknown, region="52"))
    assert (found.score, found.same) == (REGION, ("region",))


def test_unknowns_are_never_alike():
    assert likeness(Spot(), Spot()) == Likeness()


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"commune_code": ANGERS, "departement": "49", "region": "52"}, "c49007"),
        ({"commune_code": "75106"}, "c75106"),
        ({"epci_code": NANTES_METROPOLE, "region": "52"}, "e244400404"),
        ({"commune_code": LA_ROCHELLE, "epci_code": AGGLO_LA_ROCHELLE}, "c17300"),
        ({"commune_code": "01003", "departement": "01", "region": "84"}, "d01"),
        ({"epci_code": "000000000", "region": "84"}, "r84"),
        ({"departement": "2A", "region": "94"}, "d2A"),
        ({"region": "94"}, "r94"),
        ({}, ""),
        ({"country": "GB"}, "nGB"),
        ({"country": "GB", "commune_code": ANGERS}, "nGB"),
        ({"country": "GB", "latitude": 51.5557, "longitude": -1.7797}, "p51.56,-1.78"),
        ({"region": "94", "latitude": 42, "longitude": 9}, "r94"),
        ({"latitude": 43.3, "longitude": 5.4}, "p43.30,5.40"),
    ],
)
def test_the_key_of_a_place(fields, key):
    assert place_key(Place(name="Ici", **fields)) == key


def ranked(here, *keys):
    found = Ranking(commune(here) or epci(here)).of(keys)
    return found.score, found.same


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ((), (0, ())),
        (("",), (0, ())),
        (("r52",), (REGION, ("region",))),
        (("d49",), (REGION + DEPARTEMENT, ("departement",))),
        (("r11",), (0, ())),
        (("c49007", "c75056"), (100, ("place",))),
        (("", "r52", "d49"), (REGION + DEPARTEMENT, ("departement",))),
        (("c99999", "e0", "x", "zz"), (0, ())),
        (("e244900015",), (65, ("close", "epci", "departement"))),
    ],
)
def test_a_fiche_is_as_like_as_its_most_alike_place(keys, expected):
    score, same = ranked(ANGERS, *keys)
    assert same == expected[1]
    assert score == expected[0] or (expected[0] == 65 and 60 < score < 95)


def test_a_district_of_paris_is_paris():
    assert ranked(PARIS, "c75106") == (100, ("place",))


def test_each_place_is_weighed_once(monkeypatch):
    import realisations.likeness as module

    weighed = []
    monkeypatch.setattr(
        module, "likeness", lambda here, there: weighed.append(there) or Likeness(1)
    )
    ranking = Ranking(commune(ANGERS))
    for _fiche in range(1000):
        ranking.of(["c44109", "r52", ""])
    assert len(weighed) == 2


def test_the_reasons_are_in_the_readers_language():
    with override("en"):
        assert compare(MONTROUGE, SURESNES).reasons == [
            "same size: 49,000 inhabitants",
            "same intermunicipal body",
            "same département",
        ]


@pytest.mark.parametrize(
    ("population", "told"),
    [(79_851, "80 000"), (72_340, "72 000"), (1_149, "1 100"), (99, "99"), (7, "7"), (2_103_778, "2 100 000")],
)  # fmt: skip
def test_a_size_is_told_with_two_figures(population, told):
    assert rounded(population)["number"].replace("\u202f", " ") == told
