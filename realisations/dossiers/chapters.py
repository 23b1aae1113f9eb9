"""The parts of a dossier beside its fiches: why act, the pillars, the laws… and the credits."""

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.exports.licence import rights
from portal.templatetags.portal import long_date
from realisations.views import dossier_context

from .fiches import figures_block, link, links, named_pillar, points, rich, without_scheme
from .rich import blocks


def chapters(dossier):
    """[[{"title", "blocks"}]] of the parts that the dossier has: those of a sheet, sheet by sheet."""
    context = dossier_context(dossier)
    sheets = (
        [
            (_("Pourquoi agir"), why(dossier)),
            (_("Les quatre piliers appliqués"), pillars(context["pillars"])),
        ],
        [
            (_("Ce que dit la loi"), laws(context["law_links"])),
            (_("Recommandations"), recommendations(context["recommendations"])),
            (_("Axes d’innovation"), points(dossier.axes)),
            (_("Actions en France"), points(dossier.actions)),
        ],
    )
    kept = ([(title, list(filter(None, found))) for title, found in parts] for parts in sheets)
    told = ([{"title": t, "blocks": found} for t, found in parts if found] for parts in kept)
    return [parts for parts in told if parts]


def why(dossier):
    ink = next(iter(dossier.inks), "")
    titled = (
        (_("Les risques"), dossier.risks),
        (_("Ce qu’on appelle ville intelligente"), dossier.definition),
        (_("Notions clés"), dossier.notions),
    )
    found = [*text(dossier.why_act), figures_block(dossier.figures, ink, large=False)]
    for title, html in titled:
        if told := text(html):
            found += [{"is": "heading", "title": title}, *told]
    return found


def text(html):
    return rich(blocks(html, get_language()))


def pillars(parts):
    told = [
        named_pillar(part.pillar.slug, level="", text=part.text) for part in parts if part.pillar
    ]
    return [{"is": "pillars", "pillars": told, "side": 26}] if told else []


def laws(law_links):
    return [
        {
            "is": "law",
            "name": part.law.title,
            "number": _("Loi n° %(number)s du %(day)s")
            % {"number": part.law.number, "day": long_date(part.law.enacted_on)},
            "text": part.text,
            "url": part.law.official_url,
        }
        for part in law_links
    ]


def recommendations(parts):
    told = [{"title": part.title, "text": part.text} for part in parts]
    return [{"is": "points", "points": told}] if told else []


def closing(document):
    """The blocks of the last sheet: who made it, from what, and what may be done with it."""
    order, found = document.order, []
    if document.dossier:
        context = dossier_context(document.dossier)
        found += text(document.dossier.credits)
        found += links(
            [
                link(part.organisation.title, part.role, part.organisation.website)
                for part in context["partners"]
            ]
        )
    photos = [
        _("%(reference)s : %(credit)s") % {"reference": page.reference, "credit": page.image.credit}
        for page in document.pages
        if page.image and f"{page.reference}.jpg" in document.files
    ]
    made = _("Document composé le %(day)s depuis le portail, tel qu’il était ce jour-là :")
    told = [
        (_("Photos"), " ; ".join(photos)),
        (_("Réutiliser"), rights()),
    ]
    for title, words in told:
        if words:
            found += [{"is": "heading", "title": title}, {"is": "text", "text": words}]
    day = made % {"day": long_date(timezone.localdate())}
    found += [
        {"is": "heading", "title": _("Ce document")},
        {"is": "text", "text": day},
        *links([link(order.title, "", order.url, without_scheme(order.url))]),
        {"is": "small", "text": _("Police : Familjen Grotesk (SIL OFL 1.1).")},
    ]
    return found
