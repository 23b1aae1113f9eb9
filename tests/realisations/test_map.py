"""The map: what the list gives, by where it is."""

import html
import re

import pytest

from realisations.drawing import drawings
from realisations.mapping import MapFilterSet, RealisationMap, fair_share
from realisations.markers import APART, WIDE, Site, grouped
from realisations.models import MapPage, Place, RealisationPage
from realisations.regions import REGIONS
from realisations.samples import Generator
from tests.pages import realisation, text_of
from tests.realisations.test_list import LISTS, counts, fill_up_to, queries, titles

pytestmark = pytest.mark.django_db

MAPS = {"fr": "/fr/realisations/carte/", "en": "/en/case-studies/map/"}


def named(response):
    """The titles of the fiches in the list beside the map."""
    items = re.findall(r"<li[^>]*>(.*?)</li>", places(response), re.S)
    return {title for item in items for title in re.findall(r'<a href="/[^"?]+">(.*?)</a>', item)}


def places(response):
    return response.content.decode().split('id="lieux"')[1].split("</main>")[0]


def links_of(response):
    """{address: title} of what the drawings link to."""
    found = re.findall(r'<a href="([^"]+)"[^>]*><title>(.*?)</title>', response.content.decode())
    return {html.unescape(url): html.unescape(title) for url, title in found}


def regions_told(response):
    """{region: number} as the drawings say."""
    told = {}
    for url, title in links_of(response).items():
        if found := re.search(r"region=(\w+)$", url):
            told[found[1]] = int(re.sub(r"\D", "", title.split(":")[-1]))
    return told


def result_count(response):
    return int(re.search(r"<h2>(\d+)", response.content.decode())[1])


# The same results


@pytest.mark.parametrize("language", MAPS)
@pytest.mark.parametrize(
    "query",
    ["", "?pilier=sobriete", "?pilier=inclusion&theme=acces-au-numerique", "?region=52", "?region=52&region=11",
     "?q=Lyon", "?stade=non-precise", "?acteur=entreprise", "?commune=49007", "?region=etranger"],
)  # fmt: skip
def test_the_same_results_as_the_list(client, language, query):
    on_map, in_list = client.get(MAPS[language] + query), client.get(LISTS[language] + query)
    assert on_map.status_code == 200
    assert result_count(on_map) == len(titles(in_list)) > 0
    assert named(on_map) == {re.sub("</?mark>", "", title) for title in titles(in_list)}
    for param in ("pilier", "theme", "region", "acteur"):
        assert counts(on_map, param) == counts(in_list, param)


def test_the_numbers_of_regions_are_those_of_the_filter(client):
    response = client.get(MAPS["fr"], {"pilier": "sobriete"})
    assert regions_told(response) == counts(
        client.get(LISTS["fr"], {"pilier": "sobriete"}), "region"
    )


def test_a_region_keeps_the_other_filters(client):
    urls = links_of(client.get(MAPS["fr"], {"pilier": "sobriete", "commune": "49007"}))
    assert f"{MAPS['fr']}?pilier=sobriete&commune=49007&region=84" in urls


def test_one_region_is_drawn_alone_with_its_places(client):
    response = client.get(MAPS["fr"], {"region": "52"})
    body = response.content.decode()
    assert body.count('viewBox="0 0 600 600"') == 1 and 'class="whole"' in body
    assert named(response) == set(titles(client.get(LISTS["fr"], {"region": "52"})))
    assert f'href="{MAPS["fr"]}"' in body


def test_a_fiche_alone_is_a_link_to_it_that_says_its_title_and_place(client):
    page = realisation("lyon")
    assert links_of(client.get(MAPS["fr"]))[page.url].startswith("Lyon (69)")
    assert page.title.split()[0] in links_of(client.get(MAPS["fr"]))[page.url]


def test_those_that_collide_lead_to_where_they_are_named(client):
    response = client.get(MAPS["fr"])
    (anchor,) = [
        u for u, title in links_of(response).items() if "Montrouge" in title and u[0] == "#"
    ]
    assert f'id="{anchor[1:]}"' in response.content.decode()
    assert "Suresnes" in links_of(response)[anchor]


def test_every_anchor_exists(client):
    for query in ("", "?region=11", "?region=52", "?q=Lyon"):
        response = client.get(MAPS["fr"] + query)
        body = response.content.decode()
        for url in links_of(response):
            if url.startswith("#"):
                assert f'id="{url[1:]}"' in body, (query, url)


def test_what_is_nowhere_is_counted_and_named(client):
    response = client.get(MAPS["fr"])
    assert "Sans lieu 3" in text_of(response)
    last = places(response).split("Sans lieu")[1]
    for key in ("papi", "connectwin", "3dexperience"):
        assert realisation(key).url in last


def test_a_place_that_is_not_precise_says_so(client):
    page = realisation("lyon")
    place = page.places.get()
    Place.objects.filter(pk=place.pk).update(
        commune_code="", commune_name="", departement="69", name="Rhône"
    )
    page.save()
    assert "Rhône, au centre du département" in text_of(client.get(MAPS["fr"]))


def test_a_place_by_its_region_alone_is_in_the_list_and_not_on_the_map(client):
    page = realisation("lyon")
    Place.objects.filter(page=page).update(
        commune_code="", commune_name="", departement="", name="Quelque part"
    )
    page.save()
    response = client.get(MAPS["fr"])
    assert page.url not in links_of(response)
    assert f'href="{page.url}"' in response.content.decode() and "Quelque part" in text_of(response)


def test_the_visitor_s_territory_is_marked(client):
    response = client.get(MAPS["fr"], {"commune": "49099"})
    body = response.content.decode()
    assert re.search(r'<g class="here"><title>Cholet \(49\)</title>', body)
    assert "La plus ressemblante" in body


def test_a_territory_in_another_region_is_not(client):
    assert (
        'class="here"'
        not in client.get(MAPS["fr"], {"region": "84", "commune": "49099"}).content.decode()
    )


def test_a_name_leads_to_its_territory(client):
    response = client.get(MAPS["fr"], {"lieu": "angers", "pilier": "sobriete"})
    assert response.status_code == 302
    assert response["Location"] == f"{MAPS['fr']}?pilier=sobriete&commune=49007"


def test_nothing_found(client):
    response = client.get(MAPS["fr"], {"region": "94"})
    assert "Aucun résultat pour ces choix réunis" in text_of(response)


@pytest.mark.parametrize("name", ["pilier", "region", "tri", "format", "commune", "page", "fiches"])
def test_what_was_ignored_is_said(client, name):
    response = client.get(MAPS["fr"], {name: "inconnue"})
    assert "inconnue" in text_of(response) and result_count(response) == 10


# From the list and back


@pytest.mark.parametrize("language", MAPS)
def test_the_list_and_the_map_lead_to_one_another(client, language):
    query = "?pilier=sobriete&amp;commune=49007"
    in_list = client.get(LISTS[language] + "?pilier=sobriete&commune=49007&page=1").content.decode()
    assert f'href="{MAPS[language]}{query}"' in in_list
    on_map = client.get(MAPS[language] + "?pilier=sobriete&commune=49007").content.decode()
    assert f'href="{LISTS[language]}{query}"' in on_map


def test_no_link_to_a_map_that_is_not_there(client):
    MapPage.objects.get(locale__language_code="fr").unpublish()
    assert MAPS["fr"] not in client.get(LISTS["fr"]).content.decode()


def test_in_place(client):
    body = client.get(MAPS["fr"], headers={"X-In-Place": "1"}).content.decode()
    assert body.count('id="liste"') == 1 and "<html" not in body and "<title>Carte" in body


# Drawing


def told(query=""):
    from django.http import QueryDict

    page = MapPage.objects.get(locale__language_code="fr")
    return RealisationMap(MapFilterSet(QueryDict(query), page.locale_id), "/carte/", None)


def test_markers_stand_apart():
    fill_up_to(40)
    for drawing in drawings(told("region=84")):
        for kind, markers in drawing.markers:
            places = [(float(m.x[:-1]), float(m.y[:-1])) for m in markers]
            least = 100 * APART / (WIDE if kind == "wide" else 290)
            assert all(
                (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 > (0.99 * least) ** 2
                for n, a in enumerate(places) for b in places[:n]
            )  # fmt: skip


def test_collisions():
    from pyroaring import BitMap

    sites = [
        Site(f"c{n}", BitMap([n, 100 + n]), "52", "metropole", x, 300)
        for n, x in enumerate((100, 110, 400))
    ]
    groups = grouped(sites, 288)
    assert [len(group.sites) for group in groups] == [2, 1]
    assert len(groups[0].slots) == 4
    assert len(grouped(sites, 10_000)) == 3


def test_the_ink_of_a_region_is_its_number():
    """Same number, same inked surface, whatever the size of the region."""
    from realisations.cartography import METROPOLE, frames
    from realisations.drawing import thicknesses

    shown = told()
    inks, outlines = thicknesses(shown), frames()[METROPOLE].outlines
    surfaces = {
        code: inks[code] * outlines[code].area / len(shown.by_region[code]) for code in inks
    }
    assert set(inks) == {"11", "52", "75", "84"}
    assert max(surfaces.values()) == pytest.approx(min(surfaces.values()))


@pytest.mark.parametrize(
    ("counts_", "room", "share"),
    [([1, 1, 1], 20, 1), ([30, 2], 20, 18), ([9] * 30, 20, 1), ([], 20, 1)],
)
def test_fair_share(counts_, room, share):
    assert fair_share(counts_, room) == share


# Cost


def test_it_costs_the_same_for_10_and_for_120(client):
    few = {
        query: queries(client, MAPS["fr"] + query) for query in ("", "?region=84", "?commune=49007")
    }
    Generator().generate(110)
    many = {query: queries(client, MAPS["fr"] + query) for query in few}
    assert all(many[query] <= few[query] for query in few)
    assert max(few.values()) <= 12


def test_it_says_what_it_leaves_out(client):
    Generator().generate(300)
    response = client.get(MAPS["fr"])
    assert "choisissez une région" in text_of(response)
    assert sum(regions_told(response).values()) >= 300
    assert set(regions_told(response)) <= {*REGIONS, "etranger"}
    assert "le reste est dans la liste" in text_of(response)
    assert response.weight.elements <= 275 and response.weight.ecoindex >= 85
    busiest = max(regions_told(response), key=regions_told(response).get)
    of_region = client.get(MAPS["fr"], {"region": busiest})
    assert (
        "autres lieux" in text_of(of_region)
        and f'href="{LISTS["fr"]}?region={busiest}"' in of_region.content.decode()
    )
    assert of_region.weight.elements <= 275 and of_region.weight.ecoindex >= 85
    assert RealisationPage.objects.live().in_language("fr").count() == 310
