"""What the pages of réalisations show, beside what they hold."""

from itertools import groupby

from django.utils.translation import gettext as _

from portal import pictures
from portal.models import Scale, TerritoryType, Theme
from portal.query import published_only, restricted_paths
from portal.vocabulary import terms

from .models import Participation, PillarContribution, RealisationPage
from .regions import REGIONS


def fiche_context(page):
    restricted = restricted_paths()
    if page.image_id:
        pictures.load(page, "image")
    participations = page.participations.select_related("organisation__organisation_type")
    contributions = page.pillar_contributions.select_related("pillar")
    return {
        "contributions": sorted(contributions, key=is_secondary),
        "participations": by_role(
            published_only(participations, lambda link: link.organisation, restricted)
        ),
        "themes": named(page.facets["theme"], terms(Theme, page.locale_id)),
        "territory": [
            name
            for param, model in (("territoire", TerritoryType), ("echelle", Scale))
            for slug, name in named(page.facets[param], terms(model, page.locale_id))
        ],
        "regions": named(page.facets["region"], REGIONS.items()),
        **links_context(page, restricted),
    }


def is_secondary(contribution):
    return contribution.level != PillarContribution.Level.PRINCIPAL


def by_role(participations):
    """[(role, [participations])], in the order of the roles."""
    roles = list(Participation.Role)
    ordered = sorted(participations, key=lambda link: roles.index(link.role))
    return [
        (role, list(links))
        for role, links in groupby(ordered, lambda link: link.get_role_display())
    ]


def named(slugs, choices):
    """[(slug, name)] of those slugs that the choices know, in the choices' order."""
    return [(slug, name) for slug, name in choices if slug in slugs]


def links_context(page, restricted):
    links = published_only(
        page.links.select_related(
            "target__realisationpage",
            "target__resourcepage",
            "target__lawpage",
            "obligation__law",
            "recommendation__page",
        ),
        linked_page,
        restricted,
    )
    targets = [link.target for link in links if link.target]
    return {
        "related": specifics(targets, "realisationpage"),
        "resources": specifics(targets, "resourcepage"),
        "laws": specifics(targets, "lawpage"),
        "obligation_links": [link for link in links if link.obligation],
        "recommendation_links": [link for link in links if link.recommendation],
    }


def linked_page(link):
    if link.obligation:
        return link.obligation.law
    return link.recommendation.page if link.recommendation else link.target


def specifics(pages, kind):
    """The pages of that type, as themselves."""
    return [getattr(page, kind) for page in pages if hasattr(page, kind)]


def dossier_context(dossier):
    restricted = restricted_paths()
    chosen = {link.realisation_id: n for n, link in enumerate(dossier.realisation_links.all())}
    realisations = RealisationPage.objects.published().filter(pk__in=chosen)
    context = {
        "realisations": sorted(realisations.for_cards(), key=lambda page: chosen[page.pk]),
        "pillars": dossier.pillars.select_related("pillar"),
        "recommendations": dossier.recommendations.all(),
        "law_links": published_only(
            dossier.law_links.select_related("law"), lambda link: link.law, restricted
        ),
        "partners": published_only(
            dossier.partners.select_related("organisation"),
            lambda link: link.organisation,
            restricted,
        ),
    }
    return context | {"chapters": chapters(dossier, context)}


def chapters(dossier, context):
    """[(anchor, title)] of the parts that the dossier has."""
    parts = [
        ("agir", _("Pourquoi agir"), True),
        ("piliers", _("Les quatre piliers appliqués"), context["pillars"]),
        ("loi", _("Ce que dit la loi"), context["law_links"]),
        ("recommandations", _("Recommandations"), context["recommendations"]),
        ("axes", _("Axes d’innovation"), dossier.axes),
        ("actions", _("Actions en France"), dossier.actions),
        ("realisations", _("Réalisations"), context["realisations"]),
        ("credits", _("Crédits et partenaires"), True),
    ]
    return [(anchor, title) for anchor, title, present in parts if present]
