"""A visitor's selection as data: the shape of a list, in the visitor's order."""

from django.conf import settings
from django.utils.translation import gettext as _

from portal.exports import schemas
from portal.exports.answers import refuse
from portal.exports.forms import FORMAT
from portal.exports.lists import Listing
from portal.exports.openapi import described_list, printing, refused
from portal.query import repeated, unknown_names
from realisations.selection import PARAM, Selection

from .lists import export


def answer(page, request, form):
    """The fiches that the address names; 400 where it names what is not one."""
    chosen = Selection(request.GET, page.locale_id)
    notices = [
        *chosen.notices,
        *repeated(request.GET, [FORMAT]),
        *unknown_names(request.GET, {PARAM, FORMAT}),
    ]
    if notices:
        return refuse(form, notices)
    params = request.GET.copy()
    params.clear()
    if chosen.references:
        params[PARAM] = chosen.value
    listing = Listing(
        title=page.title,
        summary=page.summary,
        url=f"{settings.SITE_URL}{page.get_url(request)}",
        name=page.slug,
        language=page.locale.language_code,
        locale_id=page.locale_id,
        params=params,
    )
    return export(chosen.pages(), form, request, listing)


def operation(page):
    """What /openapi.json says of it."""
    fiches = {
        "name": PARAM,
        "in": "query",
        "description": _("Références, séparées par des virgules : « R-0001,R-0010 »."),
        "schema": schemas.or_blank(
            {"type": "string", "pattern": "^R-[0-9]{4,6}(,R-[0-9]{4,6}){0,29}$"}
        ),
    }
    form = {
        "name": FORMAT,
        "in": "query",
        "required": True,
        "schema": schemas.one_of(page.formats),
    }
    return {
        "operationId": f"getSelection_{page.locale.language_code}",
        "summary": described_list(page),
        "parameters": [fiches, form],
        "responses": {
            "200": {
                "description": _("Les fiches nommées, dans leur ordre, comme une liste."),
                "content": {
                    "application/json": {"schema": schemas.reference("RealisationList")},
                    "application/pdf": {"schema": schemas.DOCUMENT},
                    "text/html": {"schema": schemas.TEXT},
                },
            },
            "400": refused(),
            **printing(),
        },
    }
