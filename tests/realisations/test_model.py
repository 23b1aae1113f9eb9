"""What a fiche demands, and what it keeps."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from realisations.models import Link, Participation, Place, RealisationPage
from tests.pages import realisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def index():
    return realisation("lyon").get_parent()


@pytest.fixture
def draft(index):
    page = RealisationPage(title="Trouée", slug="trouee", live=False, locale=index.locale)
    index.add_child(instance=page)
    return page


def test_a_draft_may_have_holes(draft):
    assert draft.pk and not draft.live and draft.reference == "R-0011"


def test_a_fiche_with_holes_is_never_published(draft):
    with pytest.raises(ValidationError) as error:
        draft.save_revision(clean=False).publish()
    assert "un pilier, avec sa justification" in str(error.value)
    assert not Page.objects.get(pk=draft.pk).live


def test_a_copy_has_a_reference_of_its_own(index):
    copy = realisation("lyon").copy(to=index, update_attrs={"slug": "copie"})
    assert copy.reference == "R-0011" and realisation("lyon").reference == "R-0010"


def test_facets_follow_publication():
    page = realisation("angers")
    page.nature = RealisationPage.Nature.DEMARCHE
    revision = page.save_revision()
    assert realisation("angers").facets["nature"] == ["realisation"]
    revision.publish()
    assert realisation("angers").facets["nature"] == ["demarche"]


@pytest.mark.parametrize(
    ("key", "regions"), [("merlin", ["etranger"]), ("papi", []), ("lyon", ["84"])]
)
def test_regions(key, regions):
    assert realisation(key).facets["region"] == regions


@pytest.mark.parametrize(
    ("language", "label"), [("fr", "Swindon (Royaume-Uni)"), ("en", "Swindon (United Kingdom)")]
)
def test_a_place_is_named_in_the_language_of_the_page(language, label):
    assert realisation("merlin", language).place_label == label


def test_the_principal_pillar_comes_first():
    for page in RealisationPage.objects.live():
        first = page.pillar_contributions.get(level="principal")
        assert page.pillars[0] == first.pillar.slug


def test_a_french_region_goes_with_france():
    with pytest.raises(ValidationError):
        Place(name="Swindon", country="GB", region="84").clean()


def test_a_link_has_one_end():
    with pytest.raises(ValidationError):
        Link().clean()
    Link(target=realisation("lyon")).clean()


def test_a_page_chosen_in_another_language_is_followed_into_its_own():
    page, english = realisation("papi"), realisation("papi", "en")
    egis = realisation("connectwin", "en").participations.first().organisation
    page.participations.add(Participation(organisation=egis, role="partenaire", locale=page.locale))
    page.save_revision().publish()
    organisations = {p.organisation.locale_id for p in realisation("papi").participations.all()}
    assert organisations == {page.locale_id} != {english.locale_id}


def test_gaps_say_what_is_not_known():
    assert "Coût" in map(str, realisation("lyon").gaps)
    assert "Chiffres clés" not in map(str, realisation("lyon").gaps)


def test_updating_a_translation_keeps_figures_shared(django_capture_on_commit_callbacks):
    """A figure corrected in French reaches English without being typed again."""
    from wagtail_localize.models import Translation, TranslationSource

    page = realisation("lyon")
    figures = page.key_figures
    figures[0].value["value"] = 98
    page.key_figures = figures
    page.save_revision().publish()
    TranslationSource.update_or_create_from_instance(RealisationPage.objects.get(pk=page.pk))
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale__language_code="en"
    )
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    english = realisation("lyon", "en")
    assert english.key_figures[0].value["value"] == 98
    assert english.key_figures[0].value["label"].startswith("of the total footprint")
