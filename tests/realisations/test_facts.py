"""Every figure of the source dossier stands on its page, in both languages, as it was given.

Spaces are folded: typography may bind a number to its unit with any of them.
"""

import pytest

from tests.pages import every_page, realisation, text_of

pytestmark = pytest.mark.django_db

# {fiche: [(French, English)]}
FICHES = {
    "la-rochelle": [("La Rochelle", "La Rochelle"), ("Suez", "Suez"), ("WeNR", "WeNR")],
    "papi": [("PAPI", "PAPI"), ("Mayane", "Mayane"), ("Arc méditerranéen", "Mediterranean")],
    "cycle-up": [("Suresnes (92)", "Suresnes (92)"), ("France Télécom", "France Télécom"), ("Icade", "Icade")],
    "nantes": [("Nantes Métropole", "Nantes Métropole"), ("souveraineté", "sovereignty")],
    "merlin": [
        ("3 950", "3,950"), ("90 %", "90%"), ("4 %", "4%"), ("1 %", "1%"), ("Swindon", "Swindon"), ("Engie", "Engie"),
    ],
    "connectwin": [("Egis", "Egis"), ("Sans localisation", "No location")],
    "angers": [
        ("2 ans", "2 years"), ("Grand Annecy", "Grand Annecy"), ("Aix-Marseille", "Aix-Marseille"), ("Engie", "Engie"),
    ],
    "3dexperience": [("Dassault Systèmes", "Dassault Systèmes"), ("Sans localisation", "No location")],
    "montrouge": [("2021", "2021"), ("Parcours Numérique Pour Tous", "Parcours Numérique Pour Tous")],
    "lyon": [("50 000", "50,000"), ("99 %", "99%"), ("6 500", "6,500"), ("20 %", "20%")],
}  # fmt: skip
DOSSIER = [
    ("9 %", "9%"), ("4 %", "4%"), ("2019", "2019"), ("70 %", "70%"), ("20 milliards", "20 billion"),
    ("12,5", "12.5"), ("50 000", "50,000"), ("1er janvier 2025", "1 January 2025"),
    ("1er janvier 2023", "1 January 2023"), ("PIA4", "PIA4"), ("PERFECTO 2021", "PERFECTO 2021"),
    ("ECONUM", "ECONUM"), ("GreenTech Innovation", "GreenTech Innovation"), ("BIM", "BIM"),
    ("OCDE", "OECD"), ("Vivapolis", "Vivapolis"), ("techno-discernement", "techno-discernement"),
    ("2020-105", "2020-105"), ("2021-1485", "2021-1485"), ("Pakistan", "Pakistan"), ("Thaïlande", "Thailand"),
    ("RGESN", "RGESN"), ("low-tech", "low-tech"), ("illectronisme", "illectronisme"),
]  # fmt: skip
LAWS = {
    "AGEC": [("2020-105", "2020-105"), ("10 février 2020", "10 February 2020"), ("obsolescence", "obsolescence")],
    "REEN": [
        ("2021-1485", "2021-1485"), ("15 novembre 2021", "15 November 2021"), ("50 000", "50,000"),
        ("1er janvier 2025", "1 January 2025"), ("1er janvier 2023", "1 January 2023"), ("35", "35"), ("25", "25"),
        ("RGESN", "RGESN"),
    ],
}  # fmt: skip


def folded(text):
    for space in "\u00a0\u202f\u2009":
        text = text.replace(space, " ")
    return " ".join(text.split()).casefold()


def assert_states(response, facts, position):
    text = folded(text_of(response))
    missing = [fact[position] for fact in facts if folded(fact[position]) not in text]
    assert not missing


@pytest.mark.parametrize(("position", "language"), [(0, "fr"), (1, "en")])
@pytest.mark.parametrize("key", FICHES)
def test_facts_of_the_fiches(client, key, position, language):
    assert_states(client.get(realisation(key, language).url), FICHES[key], position)


@pytest.mark.parametrize(("position", "language"), [(0, "fr"), (1, "en")])
def test_facts_of_the_dossier(client, position, language):
    dossier = next(p for p in every_page(language) if type(p).__name__ == "DossierPage")
    assert_states(client.get(dossier.url), DOSSIER, position)
    assert len(dossier.recommendations.all()) == 5
    assert (len(dossier.axes), len(dossier.actions)) == (3, 7)
    assert len(dossier.realisation_links.all()) == 10


@pytest.mark.parametrize(("position", "language"), [(0, "fr"), (1, "en")])
@pytest.mark.parametrize("name", LAWS)
def test_facts_of_the_laws(client, name, position, language):
    law = next(p for p in every_page(language) if p.title == name)
    assert_states(client.get(law.url), LAWS[name], position)


@pytest.mark.parametrize("key", ["merlin", "lyon", "angers"])
def test_figures_are_key_figures_with_a_source(key):
    figures = realisation(key).key_figures
    assert len(figures) >= 1
    assert all(block.value["source"] for block in figures)


def test_what_no_source_says_is_left_empty():
    """None of the ten states a cost; two have no place."""
    pages = [realisation(key) for key in FICHES]
    assert not any(page.cost_amount for page in pages)
    assert sum(page.unlocated for page in pages) == 2
    assert str(realisation("merlin").places.all()[0].country) == "GB"


def test_two_resources_at_least_of_each_kind():
    from collections import Counter

    from guides.models import ResourcePage

    for language in ("fr", "en"):
        resources = ResourcePage.objects.live().in_language(language)
        kinds = Counter(resources.values_list("kind", flat=True))
        assert set(kinds) == set(ResourcePage.Kind.values) and min(kinds.values()) >= 2
