"""The list of resources in other forms."""

import json

import pytest

from guides.models import LawPage, ResourcePage
from tests.realisations.test_formats import ATOM, feed, paths, sheet

pytestmark = pytest.mark.django_db

LISTS = {"fr": "/fr/guides/", "en": "/en/guides/"}
STATES = ("", "pilier=inclusion", "nature=guide&nature=outil", "theme=donnees", "q=label", "tri=titre", "nature=site&pilier=resilience")  # fmt: skip


@pytest.mark.parametrize("language", LISTS)
@pytest.mark.parametrize("state", STATES)
def test_every_form_has_the_results_of_the_page(client, state, language):
    address = f"{LISTS[language]}?{state}"
    results = client.get(address).context_data["results"]
    data = client.get(f"{address}&format=json").json()
    assert data["count"] == results.paginator.count
    urls = paths([item["url"] for item in data["results"]])
    assert urls[: len(results)] == [page.url for page in results]
    column = {"fr": "Adresse", "en": "Address"}[language]
    assert paths([row[column] for row in sheet(client.get(f"{address}&format=csv"))]) == urls
    entries = feed(client.get(f"{address}&format=atom")).findall(f"{ATOM}entry")
    found = paths([entry.find(f"{ATOM}link").get("href") for entry in entries])
    assert sorted(found) == sorted(urls)


def test_a_resource_says_what_it_is(client):
    results = client.get(f"{LISTS['fr']}?format=json").json()["results"]
    for page in ResourcePage.objects.live().in_language("fr"):
        item = next(item for item in results if item["title"] == page.title)
        assert item["official_url"] == page.external_url and item["publisher"] == page.publisher
        assert item["nature"] == page.kind and item["year"] == page.year
        assert item["reference"] is None and item["regions"] == []


@pytest.mark.parametrize("language", LISTS)
def test_a_resource_has_no_place(client, language):
    response = client.get(f"{LISTS[language]}?format=geojson")
    assert response.status_code == 400
    told = {"fr": "Les ressources n’ont pas de lieu", "en": "Resources have no place"}
    assert told[language] in response.json()["detail"]


@pytest.mark.parametrize(
    "state", ["pilier=paix", "commune=49007", "page=9", "inconnu=1", "region=84"]
)
def test_what_is_not_understood_is_refused(client, state):
    for form in ("json", "csv", "atom"):
        assert client.get(f"{LISTS['fr']}?{state}&format={form}").status_code == 400


def test_laws_are_whole_in_the_catalogue(client):
    laws = json.loads(client.get("/donnees/catalogue-fr.json").getvalue())["laws"]
    for page in LawPage.objects.live().in_language("fr"):
        law = next(law for law in laws if law["number"] == page.number)
        assert [part["title"] for part in law["obligations"]] == [
            part.title for part in page.obligations.all()
        ]
        thresholds = [part["population_threshold"] for part in law["obligations"]]
        assert thresholds == [part.population_threshold for part in page.obligations.all()]
