"""Laws with their obligations, and the resources that help."""

import pytest
from django.core.exceptions import ValidationError

from guides.models import LawPage, ResourcePage
from portal.models import PortalImage
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "en"])
def test_two_laws_whose_obligations_have_a_source(language):
    laws = LawPage.objects.live().in_language(language)
    assert {law.title for law in laws} == {"AGEC", "REEN"}
    for law in laws:
        obligations = law.obligations.all()
        assert len(obligations) >= 3 and all(o.source for o in obligations)


def test_the_obligations_of_article_35():
    obligations = LawPage.objects.get(title="REEN", locale__language_code="fr").obligations
    strategy = obligations.get(article="35", applies_from="2025-01-01")
    assert strategy.communes and strategy.epci and strategy.population_threshold == 50_000
    assert obligations.filter(article="35", applies_from="2023-01-01").exists()


def test_an_obligation_leads_to_what_shows_how(client):
    body = client.get("/fr/lois/reen/").content.decode().split("<tbody>")[1]
    assert 'href="/fr/realisations/lyon-empreinte-carbone-numerique/"' in body
    assert 'href="/fr/guides/wenr/"' in body


def test_a_missing_article_is_a_gap_that_is_said(client):
    assert "Article non renseigné" in text_of(client.get("/fr/lois/agec/"))
    assert "Article not given" in text_of(client.get("/en/laws/agec/"))


def test_resources_are_filtered_by_kind_pillar_and_theme(client):
    response = client.get("/en/guides/?nature=outil&pilier=sobriete")
    expected = [
        page.title
        for page in ResourcePage.objects.live().in_language("en")
        if page.kind == "outil" and "sobriete" in page.pillars
    ]
    text = text_of(response)
    assert expected and all(title in text for title in expected)
    assert f"{len(expected)} result" in text


def test_a_resource_says_where_it_leads(client):
    body = client.get("/fr/guides/wenr/").content.decode()
    assert 'href="https://wenr.isit-europe.org/fr/wenr-2021/"' in body
    assert "wenr.isit-europe.org" in text_of(client.get("/fr/guides/wenr/"))


def test_an_image_is_described_or_decorative():
    with pytest.raises(ValidationError):
        PortalImage(title="Place", credit="A. B.").clean()
    PortalImage(title="Place", credit="A. B.", purely_decorative=True).clean()
    assert PortalImage(description="Une place").default_alt_text == "Une place"
    assert PortalImage(description="Une place", purely_decorative=True).default_alt_text == ""


@pytest.mark.parametrize(
    ("language", "names"), [("fr", ["Français", "Anglais"]), ("en", ["French", "English"])]
)
def test_languages_are_named_in_the_readers(language, names):
    from django.utils.translation import override

    with override(language):
        assert [n.capitalize() for n in ResourcePage(language="fr, en").languages] == names
        assert ResourcePage(language="xx").languages == ["xx"]
