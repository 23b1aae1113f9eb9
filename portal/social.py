"""The picture that a network shows beside a link: its address and its words. `realisations.social`
draws it, since a cover is drawn there."""

from typing import NamedTuple
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from .models.taxonomy import Pillar
from .pictures import existing

WIDTH, HEIGHT = 1200, 630  # pixels
# What stands for each pillar in an address: its initial.
PILLAR_LETTERS = {slug[0]: slug for slug in Pillar.Slug.values}


class SocialImage(NamedTuple):
    """`url` is absolute, `alt` in the words of the active language."""

    url: str
    alt: str
    width: int = WIDTH
    height: int = HEIGHT


def social_image_of(name, alt):
    return SocialImage(urljoin(settings.SITE_URL, reverse("social_image", args=[name])), alt)


def social_image_of_inks(slugs):
    """The inks of a page, the first one largest; the four together where there is none."""
    slugs = list(dict.fromkeys(slugs))
    if not 0 < len(slugs) < len(PILLAR_LETTERS):
        slugs = list(PILLAR_LETTERS.values())
    return social_image_of(
        "".join(slug[0] for slug in slugs),
        _("Composition de glyphes : %(pillars)s") % {"pillars": in_words(slugs)},
    )


def social_photo(image):
    """A photo, where it has already been cut for networks: none is cut while a reader waits."""
    photo = next(iter(existing(image, "social").values()), None)
    if photo is None:
        return None
    url = urljoin(settings.SITE_URL, photo.url)
    return SocialImage(url, image.default_alt_text, photo.width, photo.height)


def in_words(slugs):
    return ", ".join(str(Pillar.Slug(slug).label) for slug in slugs)
