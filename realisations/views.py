"""What the pages of réalisations show, beside what they hold."""

from portal.models import Scale, TerritoryType, Theme
from portal.query import published_only, restricted_paths
from portal.vocabulary import terms

from .filters import RealisationFilterSet
from .models import PillarContribution
from .regions import REGIONS


def list_filters(index, request):
    return RealisationFilterSet(request.GET, index.realisations().for_cards(), index.locale_id)


def fiche_context(page):
    restricted = restricted_paths()
    participations = page.participations.select_related("organisation__organisation_type")
    contributions = page.pillar_contributions.select_related("pillar")
    return {
        "contributions": sorted(contributions, key=is_secondary),
        "participations": published_only(
            participations, lambda link: link.organisation, restricted
        ),
        "themes": named(page.facets["theme"], terms(Theme, page.locale_id)),
        "territory_types": named(page.facets["territoire"], terms(TerritoryType, page.locale_id)),
        "scales": named(page.facets["echelle"], terms(Scale, page.locale_id)),
        "regions": named(page.facets["region"], REGIONS.items()),
        **links_context(page, restricted),
    }


def is_secondary(contribution):
    return contribution.level != PillarContribution.Level.PRINCIPAL


def named(slugs, choices):
    """[(slug, name)] of those slugs that the choices know, in the choices' order."""
    return [(slug, name) for slug, name in choices if slug in slugs]


def links_context(page, restricted):
    links = published_only(
        page.links.select_related(
            "target__realisationpage__image",
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
