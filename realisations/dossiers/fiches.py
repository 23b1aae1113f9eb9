"""A fiche as it is printed: what its page says, in one or two sheets."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Prefetch
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from portal.exports.licence import rights
from portal.models import CatalogueRow
from portal.query import published_only
from portal.templatetags.portal import figure, long_date, percentage, pillar_name
from portal.translation.telling import told_of
from portal.typography import Verbatim
from realisations.models import Link, Participation, PillarContribution, RealisationPage
from realisations.views import by_role, is_secondary

from . import images
from .rich import blocks


def printed(ids):
    """Those fiches in their order, with all that is printed of them; those not open to all left out."""
    opened = CatalogueRow.objects.filter(pk__in=ids).values("pk")
    pages = (
        RealisationPage.objects.live()
        .select_related("locale", "image", "passport")
        .defer("passport__made_from")
        .prefetch_related(
            "image__renditions",
            "places",
            Prefetch("pillar_contributions", PillarContribution.objects.select_related("pillar")),
            Prefetch("participations", Participation.objects.select_related("organisation")),
            Prefetch(
                "links",
                Link.objects.select_related(
                    "target__resourcepage",
                    "target__lawpage",
                    "obligation__law",
                    "recommendation__page",
                ),
            ),
        )
        .filter(pk__in=opened)
        .in_bulk(ids)
    )
    return [pages[page_id] for page_id in ids if page_id in pages]


def fiche(page, told, site, files, alone):
    """What is printed of a fiche. `told`: a Comparison that holds it; its photo goes in `files`.

    `alone`: the fiche is the whole document, which says how to cite it.
    """
    url = f"{settings.SITE_URL}{page.get_url()}"
    return {
        "reference": page.reference,
        "title": page.title,
        "summary": page.summary,
        "slugs": page.pillars,
        "pillars": [named_pillar(slug) for slug in page.pillars],
        "photo": photo_of(page, files),
        "cover": images.cover(page.number, page.pillars),
        "figures": figures_block(page.key_figures, next(iter(page.pillars), "")),
        "identity": [{"label": label, "values": values} for label, values in identity(page, told)],
        "sections": list(sections(page, told)),
        "source": source(page),
        "cited": cited(page, site) if alone else "",
        "note": note(page),
        "url": url,
        "address": without_scheme(url),
        "code": images.code(url),
        "code_alt": _("Code QR de la page de cette fiche : %(address)s") % {"address": url},
    }


def note(page):
    """What the foot of its sheets says: its language, when it was checked, how it was translated."""
    from .content import language_name

    told = [language_name(get_language()), told_of(page)]
    if page.verified_on:
        told.append(_("fiche vérifiée le %(day)s") % {"day": long_date(page.verified_on)})
    return " · ".join(filter(None, told))


def named_pillar(slug, **more):
    return {"slug": slug, "name": pillar_name(slug), "glyph": images.glyph(slug), **more}


def photo_of(page, files):
    """{"file", "alt", "credit"} of its photo, kept in `files`; None where the cover stands for it."""
    jpeg = images.photo(page.image) if page.image else None
    if jpeg is None:
        return None
    name = f"{page.reference}.jpg"
    files[name] = jpeg
    credit = _("Crédit : %(credit)s") % {"credit": page.image.credit}
    return {"file": name, "alt": page.image.default_alt_text, "credit": credit}


def without_scheme(url):
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}{f'?{parts.query}' if parts.query else ''}"


# Figures


def figures_block(stream, pillar, large=True):
    """The block of the key figures of a stream; None where it has none.

    What all of them say of their origin is told once, as on the page. `large`: the first that is a
    share is the illustration of its sheet.
    """
    values = [block.value for block in stream]
    origins = {capfirst(value.origin) for value in values}
    common = origins.pop() if len(values) > 1 and len(origins) == 1 else ""
    told = [key_figure(value, "" if common else capfirst(value.origin)) for value in values]
    block = {"is": "figures", "figures": told, "ink": pillar, "common": common, "large": large}
    return block if told else None


def key_figure(value, origin):
    number = percentage(value["value"]) if value.is_percentage else figure(value["value"])
    period = f" ({value['period']})" if value["period"] else ""
    return {
        "number": number,
        "qualifier": str(value.qualifier_label),
        "unit": value.unit_words,
        "label": f"{value['label']}{period}",
        "share": float(value.share) if value.share else None,
        "origin": origin,
    }


# The identity card


def identity(page, told):
    """Yields (label, [lines]) of what is known, then what is not, as the card of the page does."""
    for role, links in by_role(organisations(page, told)):
        yield capfirst(role), [link.organisation.title for link in links]
    yield _("Lieu"), place_lines(page, told)
    if page.address:
        yield pgettext("lieu", "Adresse"), [Verbatim(page.address)]
    for label, facts in (
        (_("Nature"), told.nature(page)),
        (_("Stade"), told.stage(page)),
        (_("Thèmes"), told.themes(page)),
        (_("Dates"), told.dates(page)),
        (_("Coût"), told.cost(page)),
    ):
        if lines := [", ".join(filter(None, (fact.text, fact.detail))) for fact in facts]:
            yield label, [", ".join(lines)]
    for label, text in (
        (_("Labels et prix"), page.labels),
        (_("Objectifs de développement durable"), page.sdgs),
    ):
        if text:
            yield label, [text]
    if contact := list(filter(None, (page.contact_role, page.contact_email))):
        yield _("Contact"), contact
    if page.gaps:
        yield _("Non renseigné"), [capfirst(", ".join(map(str, page.gaps)).lower())]


def organisations(page, told):
    return published_only(
        page.participations.all(), lambda link: link.organisation, told.restricted
    )


def place_lines(page, told):
    return [", ".join(filter(None, (fact.text, fact.detail))) for fact in told.place(page)] or [
        _("Sans localisation")
    ]


# The text


def sections(page, told):
    """Yields {"title", "blocks"} of what the fiche says, in the order of its page."""
    texts = {name: blocks(getattr(page, name), get_language()) for name in TEXTS}
    ordered = [
        (_("Enjeux"), rich(texts["issues"])),
        (_("Objectifs"), rich(texts["objectives"])),
        (_("La démarche, étape par étape"), points(page.steps)),
        (_("Pourquoi ces piliers"), arguments(page)),
        (_("Bénéfices et bilan"), rich(texts["benefits"])),
        (_("Leçons"), rich(texts["lessons"])),
        (_("Limites"), rich(texts["limits"])),
        (_("Conditions de transfert"), rich(texts["transfer_conditions"])),
        (_("Financements"), rich(texts["funding"])),
        (_("Ce que dit la loi"), laws(page, told)),
        (_("Recommandations suivies"), recommendations(page, told)),
        (_("Ressources pour faire de même"), resources(page, told)),
    ]
    for title, found in ordered:
        if found := [block for block in found if block]:
            yield {"title": title, "blocks": found}


TEXTS = (
    "issues", "objectives", "benefits", "lessons", "limits", "transfer_conditions", "funding",
)  # fmt: skip


def rich(nodes):
    return [{"is": "rich", "nodes": nodes}] if nodes else []


def points(stream):
    told = [{"title": block.value["title"], "text": block.value["text"]} for block in stream]
    return [{"is": "points", "points": told}] if told else []


def arguments(page):
    parts = sorted(page.pillar_contributions.all(), key=is_secondary)
    told = [
        named_pillar(part.pillar.slug, level=capfirst(part.get_level_display()), text=part.argument)
        for part in parts
        if part.pillar
    ]
    return [{"is": "pillars", "pillars": told, "side": 13}] if told else []


def link(title, text="", url="", address=""):
    return {"title": title, "text": text, "url": url, "address": address}


def links(found):
    return [{"is": "links", "links": found}] if found else []


def laws(page, told):
    return links(
        [link(fact.text, fact.detail, f"{settings.SITE_URL}{fact.url}") for fact in told.laws(page)]
    )


def recommendations(page, told):
    return links(
        [link(part.recommendation.title) for part in told.links(page) if part.recommendation]
    )


def resources(page, told):
    found = (getattr(part.target, "resourcepage", None) for part in told.links(page) if part.target)
    return links(
        [
            link(
                resource.title,
                f"{resource.get_kind_display()}, {resource.publisher}",
                resource.external_url,
                without_scheme(resource.external_url),
            )
            for resource in found
            if resource
        ]
    )


def source(page):
    """Where its facts come from, and when they were checked."""
    number = _("page %(number)s") % {"number": page.source_page} if page.source_page else ""
    told = _("Fiche vérifiée contre sa source le %(day)s.")
    return {
        "text": ", ".join(filter(None, (page.source_document, number))),
        "url": page.source_url,
        "details": told % {"day": long_date(page.verified_on)} if page.verified_on else "",
    }


def cited(page, site):
    """How to cite it, and what may be done with it."""
    told = _("%(site)s, « %(title)s », fiche %(reference)s, %(year)s.") % {
        "site": site.name,
        "title": page.title,
        "reference": page.reference,
        "year": page.last_published_at.year if page.last_published_at else "",
    }
    return f"{_('Pour citer :')} {told} {rights()}"
