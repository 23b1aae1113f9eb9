"""A language's catalogue in memory: what matches, how many, in which order."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from portal.catalogue.index import RECENT, TITLE, LocaleIndex

ROWS = {
    1: ("Écoquartier", {"pilier": ["sobriete", "creativite"], "theme": ["donnees"]}),
    2: ("Abri", {"pilier": ["sobriete"], "theme": ["batiment"], "place": "Lyon (69)"}),
    3: ("Zone", {"pilier": ["inclusion"], "theme": ["donnees", "batiment"]}),
    4: ("Eau", {}),
}
NO_WORDS = "\n" * 4


def row(page_id, title, facets, words=NO_WORDS):
    moment = datetime(2026, 1, page_id, tzinfo=UTC)
    return page_id, "realisation", title, moment, facets, words, UUID(int=page_id)


@pytest.fixture
def index():
    index = LocaleIndex(1, "fr")
    index.load([row(page_id, *values) for page_id, values in ROWS.items()])
    return index


def matching(index, selection):
    return set(index.sorted(index.matching(selection, index.of_kind()), RECENT))


def counts(index, selection, param):
    return index.counts(selection, index.of_kind(), param)


def test_values_of_a_parameter_add_up(index):
    assert matching(index, {"theme": ["donnees", "batiment"]}) == {1, 2, 3}


def test_each_pillar_narrows(index):
    assert matching(index, {"pilier": ["sobriete", "creativite"]}) == {1}


def test_parameters_narrow_each_other(index):
    assert matching(index, {"pilier": ["sobriete"], "theme": ["batiment"]}) == {2}


def test_a_value_that_nobody_holds(index):
    assert matching(index, {"theme": ["eau"]}) == set()
    assert matching(index, {"pilier": ["sobriete", "paix"]}) == set()


def test_counts_leave_out_the_facets_own_choice(index):
    assert counts(index, {"theme": ["donnees"]}, "theme") == {"donnees": 2, "batiment": 2}


def test_counts_of_pillars_narrow_with_pillars(index):
    selection = {"pilier": ["sobriete"]}
    assert counts(index, selection, "pilier") == {"sobriete": 2, "creativite": 1}


def test_orders(index):
    assert index.sorted(index.of_kind(), RECENT) == [4, 3, 2, 1]
    assert index.sorted(index.of_kind(), TITLE) == [2, 4, 1, 3]
    assert index.sorted(index.of_kind(), RECENT, 1, 3) == [3, 2]


def test_the_order_is_the_same_for_few_and_for_many(index, monkeypatch):
    few = [index.sorted(index.of_kind(), order, 1, 3) for order in (RECENT, TITLE)]
    monkeypatch.setattr("portal.catalogue.index.FEW", 0)
    assert [index.sorted(index.of_kind(), order, 1, 3) for order in (RECENT, TITLE)] == few


def test_a_new_version_replaces_the_old(index):
    index.put(row(2, "Yourte", {"theme": ["eau"]}, "yourte" + NO_WORDS))
    assert index.sorted(index.of_kind(), TITLE) == [4, 1, 2, 3]
    assert counts(index, {}, "theme") == {"donnees": 2, "batiment": 1, "eau": 1}
    found = index.search("yourtes", index.of_kind())
    assert index.by_relevance(found, found.found) == [2]


def test_what_goes_is_nowhere(index):
    index.drop(1)
    index.drop(99)
    assert index.sorted(index.of_kind(), RECENT) == [4, 3, 2]
    assert counts(index, {}, "pilier") == {"sobriete": 1, "inclusion": 1}
    assert index.values("pilier", index.of_kind("realisation")) == ["sobriete", "inclusion"]
