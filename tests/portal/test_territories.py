"""Communes and EPCI: the whole of the Code officiel géographique, found as people write them."""

import gzip
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.names import fold
from portal.territories import DATA_PATH, NATURES, commune, epci, load, search


def labels(words, limit=20):
    return [match.territory.label for match in search(words, limit)]


def test_every_commune_and_epci_is_there():
    everything = load()
    assert len(everything.codes) == 34_969 and len(everything.sirens) == 1_255
    assert everything.codes == sorted(set(everything.codes))
    assert everything.sirens == sorted(set(everything.sirens))
    assert set(everything.natures) == set(NATURES)
    assert DATA_PATH.stat().st_size < 700_000


def test_each_has_its_region_and_only_unsettled_lands_have_no_population():
    everything = load()
    communes = [everything.commune_at(row) for row in range(len(everything.codes))]
    assert all(c.region_name and c.departement_name and c.name for c in communes)
    assert {c.departement for c in communes if c.municipal is None} == {"984", "989"}
    assert sum(not c.epci for c in communes) == 98
    groups = [everything.epci_at(row) for row in range(len(everything.sirens))]
    assert all(g.total and g.municipal and g.region_name for g in groups)
    assert sum(g.municipal for g in groups) == sum(c.municipal for c in communes if c.epci)
    assert sum(g.total for g in groups) == sum(c.total for c in communes if c.epci)


def test_a_commune_says_all_it_knows():
    angers = commune("49007")
    assert (angers.label, angers.departement_name, angers.region_name) == (
        "Angers (49)",
        "Maine-et-Loire",
        "Pays de la Loire",
    )
    assert (angers.municipal, angers.total) == (159_022, 160_830)
    assert epci(angers.epci).name == "CU Angers Loire Métropole"
    assert angers.nature == "CU" and not angers.is_epci


def test_an_epci_says_all_it_knows():
    nantes = epci("244400404")
    assert (nantes.label, nantes.total, str(nantes.nature_name)) == (
        "Nantes Métropole (44)",
        695_303,
        "métropole",
    )
    assert nantes.is_epci and nantes.epci == nantes.code


@pytest.mark.parametrize(
    ("code", "departement", "region"),
    [("2A004", "2A", "94"), ("97411", "974", "04"), ("98818", "988", "988"), ("75056", "75", "11")],
)
def test_departements_of_every_shape(code, departement, region):
    assert (commune(code).departement, commune(code).region) == (departement, region)


@pytest.mark.parametrize("code", ["75101", "69389", "13216"])
def test_a_district_is_its_commune(code):
    assert commune(code).name in {"Paris", "Lyon", "Marseille"}


@pytest.mark.parametrize("code", ["", "0", "00000", "99999", "2a004", "é", "\x00", "9" * 500])
def test_no_such_code(code):
    assert commune(code) is None and epci(code) is None


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("angers", "Angers (49)"),
        ("ANGERS", "Angers (49)"),
        ("Le Havre", "Le Havre (76)"),
        ("havre", "Le Havre (76)"),
        ("alencon", "Alençon (61)"),
        ("st etienne", "Saint-Étienne (42)"),
        ("Ste-Marie", "Sainte-Marie (974)"),
        ("Saint Étienne", "Saint-Étienne (42)"),
        ("l'hay les roses", "L’Haÿ-les-Roses (94)"),
        ("Lhommaizé", "Lhommaizé (86)"),
        ("oeuilly", "Œuilly (51)"),
        ("cherbourg", "Cherbourg-en-Cotentin (50)"),
        ("chalons champagne", "CA de Châlons-en-Champagne (51)"),
        ("nantes métropole", "Nantes Métropole (44)"),
        ("Communauté d’agglomération de La Rochelle", "CA de La Rochelle (17)"),
        ("communaute de communes du genevois", "CC du Genevois (74)"),
        ("communauté urbaine d’alençon", "CU d’Alençon (61)"),
        ("Paris 15e", "Paris (75)"),
        ("Marseille 1er arrondissement", "Marseille (13)"),
        ("Arbignieu", "Arboys en Bugey (01)"),
        ("y", "Y (80)"),
        ("eu", "Eu (76)"),
        ("Marseile", "Marseille (13)"),
        ("Villeurbane", "Villeurbanne (69)"),
    ],
)
def test_a_name_as_people_write_it(words, first):
    assert labels(words)[0] == first


def test_homonyms_the_most_populous_first_then_what_begins_so():
    assert labels("Montreuil")[:4] == [
        "Montreuil (93)",
        "Montreuil (85)",
        "Montreuil (28)",
        "Montreuil-Juigné (49)",
    ]
    exact = [match.is_exact for match in search("Montreuil")]
    assert exact == sorted(exact, reverse=True) and exact.count(True) == 3


@pytest.mark.parametrize(
    "words", ["Montreuil 93", "montreuil (93)", "Saint-Denis 974", "st denis 974"]
)
def test_a_departement_tells_homonyms_apart(words):
    (only,) = search(words)
    assert only.is_exact and only.territory.departement in words


def test_a_name_that_is_not_its_own_is_said():
    (match,) = search("Arbignieu")
    assert (match.other_name, match.is_exact) == ("Arbignieu", True)
    assert search("Angers")[0].other_name == ""


def test_a_territory_comes_once():
    found = [match.territory.code for match in search("Paris", 200)]
    assert len(found) == len(set(found)) > 5


@pytest.mark.parametrize(
    "words",
    ["", " ", "…", "'", "49000", "zzzzzz", "\x00", "🐢", "مدينة", "a" * 10_000, "(", "\n\n"],
)
def test_nothing_answers_nonsense(words):
    assert search(words) == []


def test_the_limit_holds():
    assert len(search("saint", 7)) == 7


def test_folding():
    assert fold("L’Haÿ-les-Roses") == "l hay les roses"
    assert fold("St-Denis, Ste Marie, Est") == "saint denis sainte marie est"


# The command


def package(tmp_path, **changes):
    files = {
        "regions": [{"code": "52", "nom": "Pays de la Loire"}],
        "departements": [{"code": "49", "nom": "Maine-et-Loire", "region": "52"}],
        "communes": [
            {"code": "49007", "nom": "Angers", "type": "commune-actuelle", "departement": "49",
             "population": 159_022},
            {"code": "49010", "nom": "L'Île", "type": "commune-actuelle", "departement": "49"},
            {"code": "49001", "nom": "Vieux", "type": "commune-deleguee", "chefLieu": "49007"},
        ],
        "epci": [
            {"code": "244900015", "nom": "CU  d'Angers ''ALM''", "type": "CU",
             "populationTotale": 160_830,
             "membres": [{"code": "49007", "populationTotale": 160_830}]},
        ],
    } | changes  # fmt: skip
    (tmp_path / "data").mkdir()
    for name, rows in files.items():
        (tmp_path / "data" / f"{name}.json").write_text(json.dumps(rows), "utf-8")
    return tmp_path


def test_the_command_makes_the_same_file_from_the_same_package(tmp_path):
    source, out = package(tmp_path), StringIO()
    made = []
    for name in ("one.gz", "two.gz"):
        call_command("build_territories", source, output=tmp_path / name, stdout=out)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1] and "2 communes, 1 EPCI" in out.getvalue()
    lines = gzip.decompress(made[0]).decode().split("\n")
    columns = {name: values for name, _tab, values in (line.partition("\t") for line in lines)}
    assert columns["commune_names"] == "Angers\tL’Île"
    assert columns["commune_municipal"] == "159022\t"
    assert columns["epci_names"] == 'CU d’Angers "ALM"'
    assert (columns["other_names"], columns["other_communes"]) == ("Vieux", "49007")


def test_the_command_refuses_another_package(tmp_path):
    with pytest.raises(CommandError):
        call_command("build_territories", tmp_path)
