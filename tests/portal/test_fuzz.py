"""A few hundred addresses that no one would think of; `make fuzz` asks ten thousand."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings

from tests.fuzzing import LISTS, Asked, Question, complaints, of_lists, of_pages

pytestmark = pytest.mark.django_db

# The same each time, and no clock: the machine may be busy.
BRIEFLY = settings(
    max_examples=100,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
EVERY = [
    ("pilier", "sobriete"),
    ("pilier", "inclusion"),
    ("region", "84"),
    ("annee", "2021"),
    ("tri", "titre"),
]


@BRIEFLY
@given(of_lists())
@example(Question("/fr/realisations/", EVERY, form="json"))
@example(Question("/en/guides/", [("q", "a" * 10_000)], form="csv"))
@example(Question("/en/case-studies/", [("q", "🌱 \u202e مدينة")], raw="%FF=%FE", form="geojson"))
def test_a_list_holds_what_was_asked_or_says_what_it_did_not_understand(question):
    assert complaints(Asked(Client(raise_request_exception=False)), question) == []


@BRIEFLY
@given(of_pages())
@example(Question("/fr/recherche/", [("q", "a" * 10_000)]))
def test_every_page_answers_anything(question):
    assert complaints(Asked(Client(raise_request_exception=False)), question) == []


@pytest.mark.parametrize("path", LISTS)
def test_too_many_parameters_are_refused(path):
    client = Client(raise_request_exception=False)
    assert client.get(f"{path}?{'pilier=sobriete&' * 9000}").status_code == 200
    assert client.get(f"{path}?{'pilier=sobriete&' * 11_000}").status_code == 400


def test_the_rule_of_the_fuzz_is_not_the_portal_s():
    """It would judge nothing if it could not tell."""
    from tests.fuzzing import understood

    assert understood("realisations", "?pilier=sobriete&annee=2021&commune=49007") is True
    assert understood("realisations", "?pilier=paix") is False
    assert understood("realisations", "?commune=49007&epci=244400404") is False
    assert understood("guides", "?commune=49007") is False
    assert understood("guides", "?q=x") is None
