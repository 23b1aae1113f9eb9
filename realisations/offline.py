"""A dossier or a selection as one file, to be carried on a USB key: see docs/hors-ligne.md.

The same templates as the pages; then every link that the file cannot follow becomes an address of
the portal, and everything that a page asks for is put inside.
"""

import base64
import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate
from django.utils.translation import get_language_bidi, override
from django.utils.translation import gettext as _
from pyroaring import BitMap

from portal.catalogue.reading import catalogue
from portal.exports.answers import fingerprint, respond
from portal.exports.forms import HTML
from portal.exports.licence import rights
from portal.exports.pages import version_of
from portal.staticfiles import SHEET, one_sheet
from portal.translation.telling import last_review, told_of

from .drawing import drawings
from .mapping import MapFilterSet, RealisationMap
from .models import RealisationPage
from .models.tools import addresses_of_tools
from .overview import Overview
from .selection import Selection, address_of, inks_of
from .views import dossier_context, fiche_context

PHOTOS = 160_000  # bytes of pictures, as they are written in the file; the rest stays on the portal
# What a page looks for elsewhere.
ADDRESS = re.compile(r'(?<=[ \n]href=")/(?!/)([^"#]*)(#[^"]*)?(?=")')
PICTURE = re.compile(r"(?s)<picture>.*?</picture>")
FACE = re.compile(r'@font-face ?\{[^}]*?url\("?(?:\.\./)?(fonts/[^")]+\.woff2)"?\)[^}]*\}')


class CatalogueMap(RealisationMap):
    """The map of those fiches and no other; its regions lead to their part of the list beside it."""

    def __init__(self, pages, locale_id, request):
        filters = MapFilterSet(QueryDict(), locale_id)
        slots = filters.catalogue.slots
        filters.matching = BitMap(slots[page.pk] for page in pages if page.pk in slots)
        super().__init__(filters, addresses_of_tools(locale_id).get("MapPage", ""), request)

    # However many places there are, this is the only map that its reader has.
    is_detailed = True

    def url_of_region(self, code):
        return f"#liste-{code}"


def file_of(page, request, pages, context):
    """The text of the file: `page` with those fiches in full, and what `context` tells before them."""
    told = CatalogueMap(pages, page.locale_id, request)
    html = render_to_string(
        "realisations/offline.html",
        {
            "page": page,
            "style": style(page.locale.language_code),
            "today": localdate(),
            "told": told_of(page),
            "rights": rights(),
            "fiches": [(fiche, article(fiche, request)) for fiche in pages],
            "map": told,
            "sections": told.sections,
            "drawings": drawings(told),
            "selection": Selection(QueryDict(), page.locale_id),
            "inks": inks_of(pages),
            **context,
        },
        request,
    )
    anchors = {fiche.get_url(request): f"#{fiche.reference}" for fiche in pages}
    return with_pictures(with_addresses(html, anchors))


def article(fiche, request):
    """A fiche in full, in its own language: a dossier may hold it before it is translated."""
    with override(fiche.locale.language_code):
        context = fiche_context(fiche) | {
            "page": fiche,
            "rtl": get_language_bidi(),
            "told": told_of(fiche),
            "selection": Selection(QueryDict(), fiche.locale_id),
        }
        return render_to_string("realisations/offline_fiche.html", context, request)


def answer(page, request, write):
    """The file, or 304 where the reader has today's."""
    state = f"{version_of(catalogue(page.locale_id))}-{last_review()}"
    version = f"{localdate()}-{fingerprint(f'{request.get_full_path()} {state}')}"
    return respond(request, HTML, page.slug, lambda: write(page, request), version)


def answer_selection(page, request):
    """The file; where a part of what is asked is not there, None: the page then says what and why."""
    chosen = Selection(request.GET, page.locale_id)
    if chosen.notices or not chosen.references:
        return None
    return answer(page, request, of_selection)


def of_dossier(page, request):
    context = dossier_context(page)
    chosen = [fiche.pk for fiche in context["realisations"]]
    found = RealisationPage.objects.published().select_related("passport").in_bulk(chosen)
    pages = [found[pk] for pk in chosen if pk in found]
    address = f"{settings.SITE_URL}{page.get_url(request)}"
    chapters = [part for part in context.pop("chapters") if part[0] != "realisations"]
    return file_of(page, request, pages, context | {"address": address, "chapters": chapters})


def of_selection(page, request):
    chosen = Selection(request.GET, page.locale_id)
    pages = chosen.pages(RealisationPage.objects.select_related("passport"))
    return file_of(
        page,
        request,
        pages,
        {
            "address": address_of(page, request, chosen),
            "overview": Overview(pages, page.locale_id),
            "choices": pages,
        },
    )


# Making it stand alone


def with_addresses(html, anchors):
    """Links to a fiche of the file lead to it, all the others to the portal."""

    def address(found):
        path, anchor = f"/{found[1]}", found[2] or ""
        return anchors.get(path) or f"{settings.SITE_URL}{path}{anchor}"

    return ADDRESS.sub(address, html)


def with_pictures(html):
    """Pictures inside, as long as they weigh no more together than PHOTOS."""
    room = PHOTOS

    def picture(found):
        nonlocal room
        tag, data = embedded(found[0])
        if not data or len(data) > room:
            return missing(found[0])
        room -= len(data)
        return tag

    return PICTURE.sub(picture, html)


def embedded(picture):
    """(its <img> with the smallest WebP inside, the data)"""
    image = re.search(r"<img [^>]*>", picture)[0]
    source = re.search(rf'["\s]{re.escape(settings.MEDIA_URL)}([^"\s]+\.webp)', picture)
    name = source and source[1]
    if not name or not default_storage.exists(name):
        return "", ""
    with default_storage.open(name) as file:
        data = data_uri("image/webp", file.read())
    kept = re.sub(r' (?:srcset|sizes|fetchpriority|loading)="[^"]*"', "", image)
    return re.sub(r'src="[^"]*"', lambda _found: f'src="{data}"', kept), data


def missing(picture):
    alt = re.search(r'alt="([^"]*)"', picture)  # escaped, as it was written
    told = _("Image à voir sur le portail : %(alt)s") % {"alt": alt[1] if alt else ""}
    return f'<p class="meta">{told}</p>'


def data_uri(media_type, content):
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


@cache
def style(language):
    """The portal's sheet, with the faces of that language inside, and no other."""
    others = set(settings.LANGUAGE_FONTS.values()) - {settings.LANGUAGE_FONTS.get(language)}

    def read(name):
        return Path(finders.find(name)).read_text("utf-8")

    def face(found):
        if found[1] in others:
            return ""
        font = data_uri("font/woff2", Path(finders.find(found[1])).read_bytes())
        return re.sub(r"url\([^)]*\)", f"url({font})", found[0])

    return mark_safe(FACE.sub(face, one_sheet(SHEET, read)))
