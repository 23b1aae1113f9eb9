"""What the pages of resources and laws show, beside what they hold."""

from portal.models import Theme
from portal.query import published_only, restricted_paths
from portal.vocabulary import terms


def resource_context(page):
    slugs = page.facets["theme"]
    links = published_only(
        page.law_links.select_related("law", "obligation"), lambda link: link.law
    )
    return {
        "themes": [(slug, name) for slug, name in terms(Theme, page.locale_id) if slug in slugs],
        "law_links": links,
        "realisations": pages_of(page.linked_from_realisations.select_related("page")),
    }


def law_context(page):
    """The obligations, each with the fiches and the resources that show how; then the others."""
    restricted = restricted_paths()
    obligations = page.obligations.prefetch_related(
        "realisation_links__page", "resource_links__page", "organisation_types"
    )
    rows = [
        {
            "obligation": obligation,
            "pages": [
                *pages_of(obligation.realisation_links.all(), restricted),
                *pages_of(obligation.resource_links.all(), restricted),
            ],
        }
        for obligation in obligations
    ]
    shown = {shown_page.pk for row in rows for shown_page in row["pages"]}
    of_whole_law = page.linked_from_realisations.select_related("page")
    return {
        "thresholds": thresholds(obligations),
        "obligations": rows,
        "resources": pages_of(
            page.resource_links.filter(obligation=None).select_related("page"), restricted
        ),
        "realisations": [p for p in pages_of(of_whole_law, restricted) if p.pk not in shown],
    }


def thresholds(obligations):
    """[(inhabitants, [who], [what])] of the obligations that bind above a number of inhabitants."""
    found = {}
    for obligation in obligations:
        if obligation.population_threshold and obligation.audience:
            who, what = found.setdefault(obligation.population_threshold, ({}, []))
            who |= dict.fromkeys(obligation.audience)
            what.append(obligation.title)
    return [(number, list(who), what) for number, (who, what) in sorted(found.items())]


def pages_of(links, restricted=None):
    """The published pages at the other end of those links, once each."""
    links = published_only(links, lambda link: link.page, restricted)
    return list({link.page.pk: link.page for link in links}.values())
