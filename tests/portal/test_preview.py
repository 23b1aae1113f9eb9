"""An editor sees a page before it is published, and before it is even saved."""

import pytest

from portal.models import ContentPage
from realisations.models import PillarContribution, RealisationPage
from tests.pages import one_of_each_type, realisation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_type_can_be_previewed(language):
    for name, page in one_of_each_type(language).items():
        response = page.make_preview_request()
        assert response.status_code == 200, name
        assert page.title in response.rendered_content or name == "HomePage"


@pytest.mark.parametrize("model", [RealisationPage, ContentPage])
def test_a_page_never_saved_can_be_previewed(model):
    locale = realisation("lyon").locale
    response = model(title="À venir", slug="a-venir", locale=locale).make_preview_request()
    assert response.status_code == 200 and "À venir" in response.rendered_content


def test_a_preview_shows_the_draft_not_the_published_page():
    page = realisation("angers")
    pillar = realisation("lyon").pillar_contributions.get(pillar__slug="creativite").pillar
    page.pillar_contributions.add(
        PillarContribution(pillar=pillar, argument="Ajouté dans le brouillon.", locale=page.locale)
    )
    body = page.make_preview_request().rendered_content
    assert "Ajouté dans le brouillon." in body and "ink-creativite" in body
