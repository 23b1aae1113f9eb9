"""Answering `format=pdf`: the document, the page that waits for it, or the reason why not."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.exports.answers import open_to_all
from portal.exports.forms import FORMAT, FORMS
from portal.models import CatalogueRow
from portal.query import repeated, unknown_names
from portal.templatetags.portal import figure
from realisations.selection import MOST, PARAM, Selection

from . import limits, shelf
from .orders import DOSSIER, FICHE, LIST, SELECTION, order
from .tasks import compose_dossier, make

FORM = "pdf"
AT_ONCE = 3  # fiches that are composed in the request: a tenth of a second
# `suivi=auto`: the waiting page asks again by itself. The reader chooses it (RGAA 13.1, WCAG 2.2.1).
FOLLOW, AUTO, SECONDS = "suivi", "auto", 3


# What may be asked for


def fiche_pdf(page, request):
    if refused := refusal_of(page, request, {FORMAT, PARAM}):
        return refused
    return answer(page, request, order(FICHE, page, [page.pk]))


def dossier_pdf(page, request):
    if refused := refusal_of(page, request, {FORMAT, PARAM}):
        return refused
    chosen = [link.realisation_id for link in page.realisation_links.all()]
    return answer(page, request, order(DOSSIER, page, opened(chosen)))


def refusal_of(page, request, known):
    """Why a page cannot be printed, or None: it is not open to all, or more is asked than is known."""
    if not opened([page.pk]):
        return refuse(page, request, [_("Cette page n’est pas publiée pour tous.")], 404)
    notices = unknown_names(request.GET, {*known, FOLLOW})
    return refuse(page, request, notices) if notices else None


def opened(ids):
    """Those of the pages that are open to all, in their order: those that the catalogue knows."""
    known = set(CatalogueRow.objects.filter(pk__in=ids).values_list("pk", flat=True))
    return [page_id for page_id in ids if page_id in known]


def selection_pdf(page, request):
    chosen = Selection(request.GET, page.locale_id)
    notices = [
        *chosen.notices,
        *repeated(request.GET, [FORMAT]),
        *unknown_names(request.GET, {PARAM, FORMAT, FOLLOW}),
    ]
    if not chosen.references:
        missing = _("Il faut au moins une fiche : ajoutez-en à votre sélection.")
        return refuse(page, request, notices or [missing], 404 if notices else 400)
    query = f"{PARAM}={chosen.value}"
    if notices:
        rest = _("Composer le PDF sans elles"), f"?{query}&{FORMAT}={FORM}"
        return refuse(page, request, notices, instead=rest)
    return answer(page, request, order_of(chosen, page, query))


def order_of(chosen, page, query):
    """The page speaks of itself; its document of the fiches that it holds."""
    told = ngettext(
        "Une sélection de %(count)s réalisation",
        "Une sélection de %(count)s réalisations",
        chosen.count,
    )
    return order(
        SELECTION,
        page,
        [chosen.ids[reference] for reference in chosen.references],
        title=told % {"count": figure(chosen.count)},
        summary=_("Choisies et rangées par un lecteur du portail."),
        query=query,
    )


def list_pdf(page, request):
    params = request.GET.copy()
    params.pop(FOLLOW, None)
    filters = page.list_filters(params)
    notices = filters.refusals(FORM)
    if params.get("page", "1") != "1":
        told = _("En %(form)s, la liste est donnée tout entière : retirez le paramètre « page ».")
        notices.append(told % {"form": FORMS[FORM].label})
    results = filters.results()
    if notices:
        return refuse(page, request, notices)
    if not results.count:
        return refuse(page, request, [_("Aucun résultat pour ces choix réunis.")], 404)
    if results.count > MOST:
        told = _(
            "Cette liste a %(count)s fiches ; un PDF en tient %(most)s au plus : resserrez-la."
        )
        return refuse(page, request, [told % {"count": results.count, "most": MOST}])
    asked = filters.data_params()
    title = f"{page.title}{filters.told}"
    ids = results.ids(0, results.count)
    return answer(page, request, order(LIST, page, ids, title, query=asked.urlencode()))


# The answer


def answer(page, request, order):
    key = shelf.key_of(order)
    unchanged = get_conditional_response(request, etag=quote_etag(key))
    if unchanged is not None and unchanged.status_code == 304:
        return described(unchanged, order, key)
    pdf = shelf.get(key) or None
    state = None if pdf else shelf.state(key)
    if not pdf and state is None:
        if seconds := limits.wait(request):
            return too_many(page, request, seconds)
        pdf = started(order, key)
        state = shelf.state(key)
    if pdf:
        return described(HttpResponse(pdf, content_type=FORMS[FORM].media_type), order, key)
    if state == shelf.FAILED:
        return failed(page, request)
    return waiting(page, request, order, state)


def started(order, key):
    """Composes a short document, and returns it; has a long one composed, and returns what there is."""
    if len(order.fiches) <= AT_ONCE:
        return make(order, key)
    shelf.note(key, shelf.ASKED)
    compose_dossier.enqueue(order.as_dict(), key)
    return shelf.get(key)


def described(response, order, key):
    name = f"{order.name}-{timezone.localdate()}.{FORM}"
    response.headers["Content-Disposition"] = content_disposition_header(False, name)
    response.headers["Content-Language"] = order.language
    response.headers["ETag"] = quote_etag(key)
    response.headers["Cache-Control"] = "public, no-cache"  # kept, and asked about each time
    return open_to_all(response)


# Pages that say why there is no document, or not yet


def told(page, request, status, **context):
    request.portal_page = page
    context = {
        "page": page,
        "notices": [],
        "instead": None,
        "back": back_to(page, request),
        "selection": Selection(QueryDict(), page.locale_id),  # told above, where it matters
    } | context
    response = render(request, "realisations/print_notice.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def back_to(page, request):
    """The address of the page that the document was asked of, with what it was asked."""
    params = request.GET.copy()
    for name in (FORMAT, FOLLOW):
        params.pop(name, None)
    query = f"?{params.urlencode(safe=',')}" if params else ""
    return f"{page.get_url(request)}{query}"


def refuse(page, request, notices, status=400, instead=None):
    """What was not understood or cannot be; `instead`: (words, address) of what can."""
    return told(
        page,
        request,
        status,
        heading=_("Ce PDF ne peut pas être composé"),
        lead=_("La demande contient ce que le portail ne peut pas imprimer."),
        notices=notices,
        instead=instead,
    )


def too_many(page, request, seconds):
    minutes = -(-seconds // 60)
    lead = _(
        "Vous avez demandé beaucoup de documents en peu de temps. Revenez dans %(minutes)s min ; les "
        "pages, elles, restent ouvertes."
    )
    response = told(
        page,
        request,
        429,
        heading=_("Trop de documents à la fois"),
        lead=lead % {"minutes": minutes},
        instead=(_("Réessayer"), request.get_full_path()),
    )
    response.headers["Retry-After"] = str(seconds)
    return response


def failed(page, request):
    response = told(
        page,
        request,
        503,
        heading=_("Ce PDF n’a pas pu être composé"),
        lead=_(
            "L’erreur est notée ; la page, elle, se lit et s’imprime. Réessayez dans une minute."
        ),
        instead=(_("Réessayer"), request.get_full_path()),
    )
    response.headers["Retry-After"] = str(shelf.SOON)
    return response


def waiting(page, request, order, state):
    """The page that says how far the document is; it asks again by itself only if told to."""
    params = request.GET.copy()
    followed = params.pop(FOLLOW, []) == [AUTO]
    alone = f"?{params.urlencode(safe=',')}"
    states = {
        shelf.ASKED: _("1 sur 2 : la demande attend son tour."),
        shelf.COMPOSING: _("2 sur 2 : le document se compose."),
    }
    response = told(
        page,
        request,
        202,
        heading=_("Votre PDF se prépare"),
        lead=_(
            "Il sera prêt dans quelques secondes. Cette page ne se recharge que si vous le demandez."
        ),
        state=states.get(state, states[shelf.ASKED]),
        instead=(_("Recharger, et ouvrir le PDF s’il est prêt"), alone),
        follow="" if followed else f"{alone}&{FOLLOW}={AUTO}",
        stop=alone if followed else "",
    )
    response.headers["Retry-After"] = str(SECONDS)
    if followed:
        response.headers["Refresh"] = str(SECONDS)
    return response
