"""« Suis-je concerné ? » as a visitor asks it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from guides.models import ConcernedPage, LawPage
from tests.pages import text_of

pytestmark = pytest.mark.django_db
FR, EN = "/fr/lois/suis-je-concerne/", "/en/laws/am-i-concerned/"
STRATEGY = "Définir une stratégie numérique responsable"


def asked(client, query="", path=FR):
    response = client.get(f"{path}?{query}")
    assert response.status_code == 200
    return plain(text_of(response))


def sections(client, query, path=FR):
    """{heading of the section: its words}."""
    body = client.get(f"{path}?{query}").content.decode()
    found = {}
    for section in re.findall(r"(?s)<section.*?</section>", body):
        words = " ".join(re.sub(r"<[^>]+>", " ", section).split())
        heading = re.search(r"<h2>(.*?)</h2>", section)[1]
        found[plain(heading)] = plain(words)
    return found


def plain(text):
    return text.replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize("path", [FR, EN])
def test_the_addresses_of_the_contract(client, path):
    assert client.get(path).status_code == 200


def test_nothing_is_answered_before_anything_is_asked(client):
    text = asked(client)
    assert STRATEGY not in text and "non renseigné" not in text


def test_a_commune_and_its_epci_are_both_answered(client):
    found = sections(client, "commune=49015")  # Avrillé, in Angers Loire Métropole
    assert list(found) == [
        "Avrillé (49)",
        "CU Angers Loire Métropole (49)",
        "Qui est visé : non renseigné",
    ]
    ours, group, unknown = found.values()
    assert (
        "Ne s’applique pas" in ours and STRATEGY in ours and "habitants, et l’obligation ne" in ours
    )
    assert "Ne s’applique pas" not in group and "S’applique" in group and STRATEGY in group
    assert STRATEGY not in unknown and "Informer sur le carbone" in unknown
    assert "il ne dispense personne" in unknown


def test_an_epci_is_answered_for_itself(client):
    found = sections(client, "epci=244400404")
    assert list(found) == ["Nantes Métropole (44)", "Qui est visé : non renseigné"]
    assert "L’EPCI compte 695 303 habitants : l’obligation vaut au-delà de 50 000." in asked(
        client, "epci=244400404"
    )


def test_what_is_not_settled_is_to_check(client):
    assert "À vérifier" in sections(client, "commune=53130")["Laval (53)"]
    assert "À vérifier" in sections(client, "epci=200046977")["Métropole de Lyon (69)"]


def test_another_kind_of_organisation(client):
    found = sections(client, "acteur=entreprise")
    assert "L’obligation vise : communes, EPCI." in found["Entreprise"]
    assert "S’applique" not in found["Entreprise"].replace("Ne s’applique pas", "")
    assert (
        'acteur=entreprise" aria-current="true"'
        in client.get(f"{FR}?acteur=entreprise").content.decode()
    )


def test_a_commune_that_is_not_named_has_to_be(client):
    assert "cherchez votre territoire" in asked(client, "acteur=commune")


def test_an_answer_leads_to_its_law_its_source_and_what_shows_how(client):
    body = client.get(f"{FR}?commune=49007").content.decode()
    assert 'href="/fr/lois/reen/#obligation-1"' in body
    assert 'href="https://www.legifrance.gouv.fr/loda/id/JORFTEXT000044327272/"' in body
    assert 'href="/fr/realisations/lyon-empreinte-carbone-numerique/"' in body
    assert 'href="/fr/guides/wenr/"' in body


def test_every_obligation_of_every_law_is_answered_once(client):
    titles = [
        o.title for law in LawPage.objects.live().in_language("fr") for o in law.obligations.all()
    ]
    text = asked(client, "epci=244400404")
    assert len(titles) >= 9 and all(text.count(title) == 1 for title in titles)


def test_a_restricted_law_is_nowhere(client):
    law = LawPage.objects.get(title="REEN", locale__language_code="fr")
    PageViewRestriction.objects.create(page=law, restriction_type=PageViewRestriction.LOGIN)
    text = asked(client, "commune=49007")
    assert STRATEGY not in text and "Aucune des obligations" in text


# By name


@pytest.mark.parametrize(
    ("query", "code"),
    [("q=Angers", "commune=49007"), ("q=nantes+metropole", "epci=244400404"), ("q=Montreuil+93", "commune=93048")],
)  # fmt: skip
def test_a_name_that_leaves_no_doubt_goes_straight_on(client, query, code):
    response = client.get(f"{FR}?{query}")
    assert (response.status_code, response["Location"]) == (302, f"{FR}?{code}")


def test_homonyms_are_links_that_keep_the_rest(client):
    response = client.get(f"{FR}?q=Montreuil&vue=x&page=3")
    body = response.content.decode()
    assert f'href="{FR}?vue=x&amp;commune=93048"' in body
    assert f'href="{FR}?vue=x&amp;commune=85148"' in body
    assert '<input type="hidden" name="vue" value="x">' in body and "page=3" not in body
    assert "Commune, Seine-Saint-Denis, 111 934 habitants" in asked(client, "q=Montreuil")


def test_no_such_name_says_what_to_do(client):
    text = asked(client, "q=zzzz")
    assert "ne s’appelle « zzzz »" in text and "Écrivez le nom officiel" in text


def test_a_name_beside_a_choice_changes_nothing_until_it_is_chosen(client):
    assert "Angers (49)" in sections(client, "q=Nantes&commune=49007")


# Bad input, told in words


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("commune=49000", "Aucune commune n’a le code INSEE « 49000 »"),
        ("commune=%00%F0%9F%90%A2", "Aucune commune n’a le code INSEE"),
        ("commune=" + "9" * 5000, "Aucune commune n’a le code INSEE « 999"),
        ("epci=1", "Aucune intercommunalité n’a le numéro SIREN « 1 »"),
        ("acteur=ovni", "Type d’acteur inconnu : « ovni »"),
        ("commune=49007&epci=244400404", "Une seule réponse à la fois : « commune » est lu"),
        ("commune=49007&commune=17300", "Une seule valeur à la fois"),
        ("q=" + "a" * 10_000, "Recherche trop longue"),
    ],
)
def test_bad_input_is_told(client, query, told):
    assert told in asked(client, query)


@pytest.mark.parametrize("name", ["commune", "epci", "acteur", "q"])
@pytest.mark.parametrize("value", ["", "%20", "%00", "%22", "*", "(", "%F0%9F%90%A2", "%D9%85", "%FF", "49007%00", "-1", "<b>"])  # fmt: skip
def test_nothing_breaks_it(client, name, value):
    response = client.get(f"{FR}?{name}={value}")
    assert response.status_code == 200
    assert "<b>" not in response.content.decode()


# What it weighs


@pytest.mark.parametrize(
    "query", ["", "commune=49007", "commune=53130", "q=saint", "acteur=etat", "epci=200046977"]
)
@pytest.mark.parametrize("path", [FR, EN])
def test_it_stays_small(client, path, query):
    response = client.get(f"{path}?{query}")
    assert response.weight.elements <= 275 and response.weight.kilobytes <= 60


def test_its_queries_do_not_grow_with_the_obligations(client):
    client.get(f"{FR}?commune=49007")
    with CaptureQueriesContext(connection) as few:
        client.get(f"{FR}?commune=49007")
    law = LawPage.objects.get(title="REEN", locale__language_code="fr")
    for number in range(20):
        law.obligations.create(title=f"Obligation {number}", source="Loi", locale=law.locale)
    with CaptureQueriesContext(connection) as many:
        client.get(f"{FR}?commune=49007")
    assert len(many) <= len(few) <= 16


# Who leads to it


@pytest.mark.parametrize("path", ["/fr/lois/", "/fr/lois/reen/"])
def test_the_laws_lead_to_it(client, path):
    assert f'href="{FR}"' in client.get(path).content.decode()


def test_without_the_page_no_link_to_it(client):
    ConcernedPage.objects.get(locale__language_code="fr").unpublish()
    for path in ("/fr/lois/", "/fr/lois/reen/"):
        assert f'href="{FR}"' not in client.get(path).content.decode()
