"""Where places are: known towns, and what is less precise says so."""

import pytest

from portal import territories
from realisations.cartography import METROPOLE, WIDTH, WORLD, frames
from realisations.points import centre_of_country, point_of, precision_of
from realisations.regions import REGIONS

# Towns and where atlases put them, to a twentieth of a degree (5 km).
TOWNS = {
    "75056": (48.86, 2.35), "13055": (43.30, 5.38), "69123": (45.76, 4.84), "49007": (47.47, -0.55),
    "92073": (48.87, 2.22), "92049": (48.82, 2.32), "17300": (46.16, -1.15), "2A004": (41.92, 8.74),
    "97411": (-20.88, 55.45), "97209": (14.61, -61.07), "97302": (4.93, -52.33), "29019": (48.39, -4.49),
    "74010": (45.90, 6.12), "50129": (49.64, -1.62), "93066": (48.94, 2.36),
}  # fmt: skip


@pytest.mark.parametrize(("code", "place"), TOWNS.items())
def test_towns(code, place):
    assert point_of(f"c{code}") == pytest.approx(place, abs=0.05)
    assert precision_of(f"c{code}") == "commune"


def test_coordinates_of_an_editor():
    assert point_of("p51.56,-1.78") == (51.56, -1.78)
    assert precision_of("p51.56,-1.78") == "place"


def test_an_epci_is_where_its_inhabitants_are():
    assert point_of("e244400404") == pytest.approx((47.22, -1.56), abs=0.05)
    assert precision_of("e244400404") == "epci"


def test_a_departement():
    assert point_of("d49") == pytest.approx((47.4, -0.55), abs=0.15)
    assert precision_of("d49") == "departement"


@pytest.mark.parametrize("key", ["r52", "nGB", "", "c00000", "x", "d00", "e0"])
def test_no_point(key):
    assert point_of(key) is None and precision_of(key) == ""


def test_a_country_can_be_shown_though_it_locates_nothing():
    latitude, longitude = centre_of_country("GB")
    assert 50 < latitude < 58 and -6 < longitude < 1


def test_every_commune_of_a_region_has_a_point_that_says_how_precise_it_is():
    known, precisions = territories.load(), set()
    for code in known.codes[::50]:
        if known.commune(code).region in REGIONS:
            assert point_of(f"c{code}") is not None, code
            precisions.add(precision_of(f"c{code}"))
    assert precisions >= {"commune", "epci"}


def test_every_commune_lies_in_the_drawing_of_its_region():
    """No homonym was taken for another: the outlines are an independent source."""
    known, strangers, looked_at = territories.load(), [], 0
    for code in known.codes:
        commune = known.commune(code)
        if commune.region in REGIONS and precision_of(f"c{code}") == "commune":
            looked_at += 1
            x, y = frames()[commune.region].place(*point_of(f"c{code}"))
            if not (-20 < x < WIDTH + 20 and -20 < y < WIDTH + 20):
                strangers.append(commune.label)
    assert looked_at > 14_000 and not strangers


def test_directions_on_the_drawings():
    place = {code: frames()[METROPOLE].place(*point_of(f"c{code}")) for code in TOWNS}
    lille, brest, nice, paris = (frames()[METROPOLE].place(*p) for p in
        [(50.63, 3.06), (48.39, -4.49), (43.70, 7.27), (48.86, 2.35)])  # fmt: skip
    assert brest[0] < place["49007"][0] < paris[0] < lille[0] < nice[0]
    assert lille[1] < paris[1] < place["69123"][1] < nice[1]
    assert place["2A004"][0] > nice[0] and place["2A004"][1] > nice[1]
    world = frames()[WORLD]
    assert world.place(-33, 151)[0] > world.place(51, 0)[0] > world.place(40, -74)[0]
    assert world.place(-33, 151)[1] > world.place(51, 0)[1]


def test_every_region_is_drawn_and_has_room_for_its_number():
    drawn = {code for frame in frames().values() for code in frame.outlines}
    assert drawn == {*REGIONS, ""}
    for code in REGIONS:
        assert frames()[code].outlines[code].spots
