"""The list ranked by likeness to a territory: order, reasons, choice of the territory."""

import pytest

from portal.territories import commune
from realisations.likeness import Ranking
from realisations.models import RealisationPage
from tests.pages import realisation, text_of
from tests.realisations.test_list import LISTS, fill_up_to, queries, titles

pytestmark = pytest.mark.django_db

ANGERS, CHOLET = "49007", "49099"


def typeset(page):
    from portal.typography import typeset_text

    return typeset_text(page.title, page.locale.language_code)


def scores(code, language="fr"):
    """{title: the score of the fiche}, worked out from its places themselves."""
    from realisations.likeness import place_key

    ranking = Ranking(commune(code))
    pages = RealisationPage.objects.live().in_language(language)
    return {
        typeset(page): ranking.of([place_key(place) for place in page.places.all()]).score
        for page in pages
    }


@pytest.mark.parametrize("language", LISTS)
@pytest.mark.parametrize("code", [ANGERS, CHOLET, "92073", "17300", "97411", "98412"])
def test_the_most_alike_come_first(client, language, code):
    expected = scores(code, language)
    found = titles(client.get(LISTS[language], {"commune": code}))
    assert len(found) == 10
    assert [expected[title] for title in found] == sorted(expected.values(), reverse=True)


def test_its_own_fiche_comes_first_and_says_so(client):
    response = client.get(LISTS["fr"], {"commune": ANGERS})
    assert titles(response)[0] == typeset(realisation("angers"))
    assert "Angers (49) : votre territoire même" in text_of(response)


def test_each_card_says_why(client):
    body = text_of(client.get(LISTS["fr"], {"commune": CHOLET}))
    assert "Angers (49) : même département" in body
    assert "Swindon (Royaume-Uni) : rien de commun que l’on sache" in body
    assert "Comme : Cholet (49)" in body


@pytest.mark.parametrize("sort", ["titre", "recent"])
def test_another_order_is_obeyed_and_the_reasons_stay(client, sort):
    plain = client.get(LISTS["fr"], {"tri": sort})
    ranked = client.get(LISTS["fr"], {"tri": sort, "commune": CHOLET})
    assert titles(ranked) == titles(plain)
    assert "même département" in text_of(ranked)


def test_filters_and_words_narrow_what_is_ranked(client):
    narrowed = titles(client.get(LISTS["fr"], {"commune": ANGERS, "pilier": "inclusion"}))
    assert set(narrowed) == set(titles(client.get(LISTS["fr"], {"pilier": "inclusion"})))
    found = titles(client.get(LISTS["fr"], {"commune": ANGERS, "q": "données"}))
    assert 1 < len(found) < 10


def test_an_epci_is_a_territory_too(client):
    response = client.get(LISTS["en"], {"epci": "244400404"})
    assert titles(response)[0] == typeset(realisation("nantes", "en"))


def test_the_territory_is_a_choice_that_can_be_taken_back(client):
    body = client.get(LISTS["fr"], {"commune": ANGERS, "pilier": "sobriete"}).content.decode()
    assert 'href="/fr/realisations/?pilier=sobriete"' in body
    assert '<input type="hidden" name="commune" value="49007">' in body


def test_one_territory_at_a_time(client):
    body = text_of(client.get(f"{LISTS['fr']}?commune={ANGERS}&commune={CHOLET}"))
    assert "Un seul territoire à la fois" in body and "Comme : Angers (49)" in body


def test_a_name_leads_to_its_territory(client):
    response = client.get(LISTS["fr"], {"lieu": "angers", "pilier": "sobriete"})
    assert response.status_code == 302
    assert response["Location"] == "/fr/realisations/?pilier=sobriete&commune=49007"


def test_homonyms_are_told_apart(client):
    body = client.get(LISTS["fr"], {"lieu": "Montreuil", "commune": ANGERS}).content.decode()
    assert 'href="/fr/realisations/?commune=93048"' in body and "Seine-Saint-Denis" in body


def test_a_name_that_nothing_has(client):
    response = client.get(LISTS["fr"], {"lieu": "xyzzyx"})
    assert "Aucune commune ni intercommunalité" in text_of(response)
    assert len(titles(response)) == 10


def test_it_costs_one_query_more(client):
    fill_up_to(120)
    plain = queries(client, LISTS["fr"])
    assert queries(client, f"{LISTS['fr']}?commune={ANGERS}") <= plain + 1


def test_pages_follow_one_another(client):
    fill_up_to(40)
    pages = [titles(client.get(LISTS["fr"], {"commune": ANGERS, "page": n})) for n in (1, 2, 3, 4)]
    every = [title for page in pages for title in page]
    assert [len(page) for page in pages] == [12, 12, 12, 4]
    assert len(set(every)) == 40
