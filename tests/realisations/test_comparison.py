"""The comparison: rows as data, what is shared, what differs, what is not known; the page."""

import re
from datetime import date

import pytest
from wagtail.models import Locale

from realisations.comparison import Comparison, Fact, Row, compared
from realisations.models import RealisationPage
from tests.pages import realisation, text_of
from tests.realisations.test_selection import COMPARISON, SELECTION, links, queries

pytestmark = pytest.mark.django_db

A, B, C = (Fact(letter, letter) for letter in "ABC")


def comparison(*keys, language="fr"):
    found = {page.number: page for page in compared().live().in_language(language)}
    pages = [found[realisation(key, language).number] for key in keys]
    return Comparison(pages, Locale.objects.get(language_code=language).pk)


def row(comparison, label):
    return next(row for row in comparison.rows if row.label == label)


def texts(cell):
    return [fact.text for fact in cell]


# Rows


@pytest.mark.parametrize(
    ("cells", "same", "shared", "own"),
    [
        ([(A,), (A,)], True, [A], [[], []]),
        ([(A, B), (B, A)], True, [A, B], [[], []]),
        ([(A,), (B,)], False, [], [[A], [B]]),
        ([(A,), (A, B)], False, [A], [[], [B]]),
        ([(A,), ()], False, [], [[A], []]),
        ([(), ()], False, [], [[], []]),
        ([(A, B), (A, C), (A,)], False, [A], [[B], [C], []]),
    ],
)
def test_what_is_shared_is_told_once(cells, same, shared, own):
    found = Row("Champ", cells)
    assert found.is_same == same and found.shared == shared
    assert [facts for _known, facts in found.own] == own
    assert [known for known, _facts in found.own] == [bool(cell) for cell in cells]


def test_two_may_name_the_same_and_say_differently_of_it():
    found = Row("Lois", [(Fact(1, "REEN", "article 35"),), (Fact(1, "REEN", "article 25"),)])
    assert found.shared == [Fact(1, "REEN")]
    assert [facts for _known, facts in found.own] == [list(cell) for cell in found.cells]
    assert not found.is_partly_shared


# Fiches


def test_lyon_and_la_rochelle():
    found = comparison("lyon", "la-rochelle")
    common = {row.label: texts(row.shared) for row in found.common}
    assert common["Thèmes"] == ["Numérique responsable"]
    assert common["Piliers"] == ["Sobriété", "Créativité"] and common["Lois"] == ["REEN"]
    different = {row.label: row for row, _cells in found.differences}
    assert "Thèmes" not in different and {"Nature", "Lieu", "Piliers"} <= set(different)
    assert texts(row(found, "Nature").cells[0]) == ["Réalisation"]


def test_every_pillar_has_its_level_and_its_argument():
    [lyon, _other] = row(comparison("lyon", "angers"), "Piliers").cells
    arguments = [c.argument for c in realisation("lyon").pillar_contributions.all()]
    assert [fact.pillar for fact in lyon] == ["sobriete", "creativite"]
    assert lyon[0].detail == f"Pilier principal : {arguments[0]}"


def test_places_with_their_inhabitants_where_a_code_tells():
    found = row(comparison("lyon", "nantes", "merlin", "papi"), "Lieu")
    details = [cell[0].detail.replace("\u202f", " ") for cell in found.cells]
    assert details == ["519 127 habitants", "689 456 habitants", "", ""]


def test_no_place_is_an_answer_and_not_a_gap():
    found = row(comparison("connectwin", "lyon"), "Lieu")
    assert texts(found.cells[0]) == ["Sans localisation"]


def test_figures_with_their_nature_and_source():
    [lyon, angers] = row(comparison("lyon", "angers"), "Chiffres clés").cells
    assert [fact.text.replace("\u202f", " ") for fact in lyon if fact.is_figure] == [
        "99 %", "environ 50 000 équipements", "6 500 ordinateurs", "20 %",
    ]  # fmt: skip
    assert lyon[-1].detail.startswith("Nature du chiffre non renseignée · source : Dossier")
    assert angers


def test_figures_of_several_sources_each_say_theirs():
    page = realisation("lyon")
    page.key_figures[0].value["nature"] = "mesure"
    page.save()
    [lyon, _other] = row(comparison("lyon", "angers"), "Chiffres clés").cells
    assert all("source" in fact.detail for fact in lyon) and "Chiffre mesuré" in lyon[0].detail


def test_what_is_not_known_is_told_of_all_or_of_each():
    found = comparison("lyon", "la-rochelle")
    assert {"Coût", "Stade", "Limites"} <= set(found.gaps_of_all)
    each = {page.number: gaps for page, gaps in found.gaps_of_each}
    assert "Démarche" in each[10] and "Chiffres clés" in each[1] and "Démarche" not in each[1]
    assert "Coût" not in [row.label for row in found.rows]


def test_cost_and_dates():
    page = realisation("lyon")
    page.cost_amount, page.cost_currency, page.cost_year = 1200, "EUR", 2020
    page.cost_tax, page.cost_scope, page.sdgs = "ht", "études", "9, 11"
    page.start_date, page.start_precision = date(2021, 3, 4), "mois"
    page.save()
    found = comparison("lyon", "angers")
    [cost] = row(found, "Coût").cells[0]
    assert (cost.text.replace("\u202f", " "), cost.detail) == ("1 200 EUR HT (2020)", "études")
    assert texts(row(found, "Dates").cells[0]) == ["mars 2021"]
    assert texts(row(found, "Objectifs de développement durable").cells[0]) == ["9", "11"]


def test_a_closed_organisation_or_law_is_not_named():
    from tests.portal.test_catalogue_follows import restrict

    page = realisation("lyon")
    restrict(page.participations.first().organisation)
    restrict(next(link.obligation.law for link in page.links.all() if link.obligation))
    found = comparison("lyon", "la-rochelle")
    assert all("Ville de Lyon" not in texts(cell) for row in found.rows for cell in row.cells)
    assert "REEN" not in [text for cell in row(found, "Lois").cells for text in texts(cell)]


@pytest.mark.parametrize("language", COMPARISON)
def test_every_fiche_can_be_compared_with_every_other(language):
    keys = ["la-rochelle", "papi", "cycle-up", "nantes", "merlin", "connectwin", "angers"]
    for one, other in zip(keys, [*keys[1:], "lyon"], strict=True):
        found = comparison(one, other, language=language)
        assert found.rows and found.differences


# The page


@pytest.mark.parametrize("language", COMPARISON)
def test_a_table_with_a_column_for_each(client, language):
    response = client.get(COMPARISON[language], {"fiches": "R-0010,R-0001,R-0004,R-0005"})
    body = response.content.decode()
    assert body.count('scope="col"') == 5
    rows = re.findall(r"<tr><th scope=\"row\".*?</tr>", body, re.DOTALL)
    assert len(rows) > 8 and all(row.count("<td ") == 4 for row in rows)
    assert {"fr": "non renseigné", "en": "not given"}[language] in text_of(response)
    assert f"{COMPARISON[language]}?fiches=R-0010,R-0001,R-0004,R-0005" in text_of(response)


@pytest.mark.parametrize("fiches", ["", "R-0001", "R-9999,R-0001", "x"])
def test_less_than_two_offers_a_way(client, fiches):
    response = client.get(COMPARISON["fr"], {"fiches": fiches})
    assert response.status_code == 200 and "<table" not in response.content.decode()
    assert "Il faut au moins deux fiches" in text_of(response)
    assert any(link.startswith("/fr/realisations/?fiches=") for link in links(response)) == (
        "R-0001" in fiches
    )


def test_beyond_four_the_others_can_be_put_first(client):
    fiches = "R-0010,R-0001,R-0004,R-0005,R-0002,R-0003"
    response = client.get(COMPARISON["fr"], {"fiches": fiches})
    text = text_of(response)
    assert "4 fiches sur 6" in text and "On compare quatre fiches au plus" in text
    assert realisation("papi").title in text
    assert "?fiches=R-0002,R-0010,R-0001,R-0004,R-0005,R-0003" in links(response)
    assert f"{SELECTION['fr']}?fiches={fiches}" in links(response)
    assert "?fiches=R-0001,R-0004,R-0005,R-0002,R-0003" in links(response)  # without Lyon


def test_comparing_four_costs_fourteen_queries_at_most(client):
    dear = [page.reference for page in RealisationPage.objects.live().in_language("fr")][:4]
    path = f"{COMPARISON['fr']}?fiches="
    assert queries(client, path + "R-0010,R-0001,R-0004,R-0005") <= 14
    assert queries(client, path + ",".join(dear)) <= 14
