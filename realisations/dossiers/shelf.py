"""What was composed, kept until the site changes: the cache `dossiers` of the settings.

A document is found by all that it is made of: the order, the state of the catalogue, the settings
of the site, its pictures, its translations, the glossary, and the code that composes. Nothing is
ever purged; what no key names any more goes when its time comes, or when room is wanted.
"""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.core.cache import caches

from portal.catalogue.reading import catalogue
from portal.exports.pages import version_of
from portal.glossary import entries
from portal.models import PortalImage, TranslationPassport
from realisations.models import RealisationPage

ALIAS = "dossiers"
ASKED, COMPOSING, FAILED = "asked", "composing", "failed"
# Seconds: after which an order that nobody answered is given again; a failure is tried again.
LOST, SOON = 120, 60


def key_of(order):
    """The name of an Order's document, as the site is now."""
    made_of = [
        order.as_dict(),
        version_of(catalogue(order.locale_id)),
        pictures(order),
        passports(order),
        entries(order.language),
        code(),
    ]
    return sha256(json.dumps(made_of, default=str).encode()).hexdigest()


def pictures(order):
    """What the photos of its fiches, and what is said of them, are now."""
    images = RealisationPage.objects.filter(pk__in=order.fiches).values("image")
    fields = (
        "pk", "file_hash", "credit", "description", "descriptions", "purely_decorative", "focal_point_x",
        "focal_point_y",
    )  # fmt: skip
    return list(PortalImage.objects.filter(pk__in=images).order_by("pk").values_list(*fields))


def passports(order):
    """What is known of its translations now."""
    pages = TranslationPassport.objects.filter(page__in=[order.page_id, *order.fiches])
    fields = ("page", "origin", "made_at", "reviewed_at", "changed")
    return list(pages.order_by("page").values_list(*fields))


@cache
def code():
    """A digest of this package: a new version of it composes anew."""
    files = sorted(path for path in Path(__file__).parent.rglob("*.*") if path.suffix != ".pyc")
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def get(key):
    """The document, in bytes; None where it is not made."""
    return caches[ALIAS].get(key)


def keep(key, pdf):
    caches[ALIAS].set(key, pdf)
    caches[ALIAS].delete(progress_of(key))


def progress_of(key):
    return f"{key}.progress"


def state(key):
    """ASKED, COMPOSING or FAILED; None where nothing was asked lately."""
    return caches[ALIAS].get(progress_of(key))


def note(key, state):
    caches[ALIAS].set(progress_of(key), state, SOON if state == FAILED else LOST)
