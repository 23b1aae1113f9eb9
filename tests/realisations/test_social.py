"""The pictures of shares: what they are, whose they are, and how little they cost."""

from io import BytesIO
from unittest.mock import patch

import pytest
from django.urls import resolve
from django.utils.translation import override
from PIL import Image, ImageChops
from wagtail.images.models import Filter
from wagtail.images.tests.utils import get_test_image_file_jpeg
from wagtail.models import PageViewRestriction

from portal.models import PortalImage, SiteSettings
from realisations import social
from realisations.covers import INKS, NIGHT, PAPER, WIDTH, compose
from realisations.models import RealisationPage
from tests.pages import one_of_each_type, realisation

PHOTO = "fill-1200x630|format-jpeg"

SOCIAL = "/partage/{}.png"
pytestmark = pytest.mark.django_db


def picture(response):
    assert response.status_code == 200 and response["Content-Type"] == "image/png"
    return Image.open(BytesIO(response.content))


def colours(image):
    """{colour: share of the picture}."""
    image = image.convert("RGB")
    whole = image.width * image.height
    return {
        "#{:02x}{:02x}{:02x}".format(*rgb): count / whole
        for count, rgb in image.getcolors(maxcolors=whole)
    }


def test_a_fiche_shares_its_cover(client):
    image = picture(client.get(SOCIAL.format("R-0010")))
    assert image.size == (1200, 630) and image.mode == "P"
    shares = colours(image)
    assert shares[INKS["sobriete"]] > 0.1 and shares[INKS["creativite"]] > 0.01
    assert shares[PAPER] > 0.3 and NIGHT in shares
    assert INKS["resilience"] not in shares


@pytest.mark.parametrize("name", ["s", "ri", "cis", "sirc"])
def test_any_other_page_shares_its_inks(client, name):
    shares = colours(picture(client.get(SOCIAL.format(name))))
    assert {slug for slug, ink in INKS.items() if ink in shares} == {
        social.PILLAR_LETTERS[letter] for letter in name
    }


@pytest.mark.parametrize(
    "name", ["R-9999", "R-10", "R-00010", "R-0000", "x", "ss", "irsc", "sobriete", "R-99999999999"]
)
def test_an_unknown_name_is_not_found(client, name):
    assert client.get(SOCIAL.format(name)).status_code == 404


def test_a_fiche_that_nobody_may_read_shares_nothing(client):
    for page in RealisationPage.objects.filter(number=10).order_by("pk"):
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get(SOCIAL.format("R-0010")).status_code == 404


def test_a_withdrawn_fiche_shares_nothing(client):
    picture(client.get(SOCIAL.format("R-0010")))
    for page in RealisationPage.objects.filter(number=10).order_by("pk"):
        page.unpublish()
    assert client.get(SOCIAL.format("R-0010")).status_code == 404


def test_it_is_drawn_once_and_asked_for_once(client):
    with patch.object(social, "draw", wraps=social.draw) as draw:
        first = client.get(SOCIAL.format("R-0010"))
        second = client.get(SOCIAL.format("R-0010"))
        known = client.get(SOCIAL.format("R-0010"), headers={"if-none-match": first["ETag"]})
    assert draw.call_count == 1
    assert second.content == first.content
    assert known.status_code == 304 and not known.content
    for response in (first, known):
        assert response["Cache-Control"] == "public, max-age=604800"


def test_another_name_of_the_portal_makes_another_picture(client):
    before = client.get(SOCIAL.format("s"))
    site = SiteSettings.load()
    site.name = "Ville durable"
    site.save()
    after = client.get(SOCIAL.format("s"))
    assert after["ETag"] != before["ETag"] and after.content != before.content


@pytest.mark.parametrize(
    ("number", "pillars"),
    [
        (1, ["sobriete"]),
        (24, ["resilience", "creativite", "inclusion"]),
        (99_999, ["inclusion", "resilience", "sobriete"]),
        (None, list(INKS)),
    ],
)
def test_it_weighs_less_than_25_kilobytes(number, pillars):
    assert len(social.draw(number, pillars, "France Ville Durable")) < 25_000


def test_no_glyph_leaves_both_sides_of_the_sheet():
    """The cover is set at the edge that cuts it, and there is one."""
    for pillars in (["sobriete", "inclusion"], *([slug] for slug in INKS)):
        for turn in range(24):
            layers, _number = compose(turn, pillars)
            points = [p for _pillar, path in layers for s in social.polygons(path) for p in s]
            assert min(p.real for p in points) >= 0 or max(p.real for p in points) <= WIDTH


@pytest.mark.parametrize("name", ["France Ville Durable", "Intercommunalité", "A"])
def test_a_long_name_stays_in_its_column(name):
    sheet = Image.new("RGB", (social.WIDTH, social.HEIGHT), PAPER)
    social.write_wordmark(sheet, name, social.MARGIN)
    blank = Image.new("RGB", sheet.size, PAPER)
    left, top, right, bottom = ImageChops.difference(sheet, blank).getbbox()
    assert left >= social.MARGIN - 2 and right < social.COLUMN_WIDTH
    assert top > social.HEIGHT / 2 and bottom < social.HEIGHT


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_page_has_a_picture_with_words(client, language, settings):
    with override(language):
        for page in one_of_each_type(language).values():
            image = page.social_image
            path = image.url.removeprefix(settings.SITE_URL)
            assert resolve(path).url_name == "social_image"
            assert (image.width, image.height) == (1200, 630) and image.alt
    assert client.get(path).status_code == 200


def test_the_words_of_a_fiche_and_of_a_page():
    fiche = realisation("lyon")
    fiche.facets["pilier"] = ["sobriete", "creativite", "inclusion"]
    assert fiche.social_image.alt == (
        "Couverture de la fiche R-0010 : sobriété, créativité, inclusion"
    )
    assert fiche.social_image.url.endswith("/partage/R-0010.png")
    assert fiche.get_parent().specific.social_image.url.endswith("/partage/sirc.png")


def test_a_photo_is_shared_once_it_has_been_cut():
    photo = PortalImage.objects.create(
        title="La rue",
        description="Une rue plantée",
        credit="Nous",
        file=get_test_image_file_jpeg(size=(1600, 900)),
    )
    fiche = realisation("lyon")
    fiche.image = photo
    assert fiche.social_image.url.endswith("/partage/R-0010.png")
    rendition = photo.renditions.create(
        filter_spec=PHOTO,
        focal_point_key=Filter(spec=PHOTO).get_cache_key(photo),
        file=get_test_image_file_jpeg("partage.jpg", size=(1200, 630)),
    )
    shared = fiche.social_image
    assert shared.url.endswith(rendition.url) and shared.url.startswith("http")
    assert (shared.width, shared.height) == (1200, 630) and shared.alt == "Une rue plantée"
