import pytest

from portal.catalogue import Catalogue


@pytest.fixture
def catalogue():
    catalogue = Catalogue.__new__(Catalogue)
    catalogue.rows = {
        1: {"pilier": ["sobriete", "creativite"], "theme": ["donnees"]},
        2: {"pilier": ["sobriete"], "theme": ["batiment"]},
        3: {"pilier": ["inclusion"], "theme": ["donnees", "batiment"]},
        4: {},
    }
    return catalogue


def test_values_of_a_parameter_add_up(catalogue):
    assert catalogue.matching({"theme": ["donnees", "batiment"]}) == [1, 2, 3]


def test_each_pillar_narrows(catalogue):
    assert catalogue.matching({"pilier": ["sobriete", "creativite"]}) == [1]


def test_parameters_narrow_each_other(catalogue):
    assert catalogue.matching({"pilier": ["sobriete"], "theme": ["batiment"]}) == [2]


def test_counts_leave_out_the_facets_own_choice(catalogue):
    assert catalogue.counts({"theme": ["donnees"]}, "theme") == {"donnees": 2, "batiment": 2}


def test_counts_of_pillars_narrow_with_pillars(catalogue):
    assert catalogue.counts({"pilier": ["sobriete"]}, "pilier") == {"sobriete": 2, "creativite": 1}


def test_restricted_to_what_was_found(catalogue):
    catalogue.restrict([3, 99])
    assert catalogue.matching({}) == [3]
