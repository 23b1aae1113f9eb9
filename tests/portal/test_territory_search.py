import pytest
from django.http import QueryDict

from portal.territory_search import MANY, territory_search


def search(query, **options):
    return territory_search(QueryDict(query), **options)


def test_no_words_no_candidates():
    found = search("theme=eau")
    assert (found.candidates, found.chosen, found.words) == ([], "", "")
    assert found.kept == [("theme", "eau")]


@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        ("q=Angers", "commune=49007"),
        ("q=Angers&theme=eau&theme=air", "theme=eau&theme=air&commune=49007"),
        ("q=Angers&commune=17300&page=2", "commune=49007"),
        ("q=CA de La Rochelle", "epci=241700434"),
        ("q=Montreuil", ""),  # three of that very name
        ("q=Havre", "commune=76351"),
        ("q=Saint", ""),  # Le Saint, and all those whose name begins so
        ("q=Angerv", ""),  # the beginning of several
        ("q=Angerss", ""),  # a slip: proposed, never decided
        ("q=zzzz", ""),
    ],
)
def test_one_exact_name_is_chosen_at_once(query, chosen):
    assert search(query).chosen == chosen


def test_a_slip_is_proposed():
    assert [c.label for c in search("q=Villeurbane").candidates] == ["Villeurbanne (69)"]


def test_more_answer_than_are_shown():
    found = search("q=saint")
    assert len(found.candidates) == MANY and found.is_cut
    assert not search("q=Montreuil 93").is_cut


def test_communes_alone_under_another_name_of_parameter():
    found = search("lieu=Nantes&q=eau", name="lieu", kinds=("commune",))
    assert found.chosen == "q=eau&commune=44109"
    assert all("epci=" not in candidate.query for candidate in found.candidates)


def test_a_former_commune_says_which_it_is_now():
    (only,) = search("q=Arbignieu").candidates
    assert only.label == "Arboys en Bugey (01)" and "dont fait partie Arbignieu" in only.detail
