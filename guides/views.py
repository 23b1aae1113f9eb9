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
    obligations = page.obligations.prefetch_related(*links_to_pages())
    rows = [
        {"obligation": obligation, "pages": pages_of_obligation(obligation, restricted)}
        for obligation in obligations
    ]
    found_thresholds = thresholds(obligations)
    shown = {shown_page.pk for row in rows for shown_page in row["pages"]}
    of_whole_law = page.linked_from_realisations.select_related("page")
    return {
        "thresholds": found_thresholds,
        "concerned": concerned_page(page.get_parent()) if found_thresholds else None,
        "obligations": rows,
        "resources": pages_of(
            page.resource_links.filter(obligation=None).select_related("page"), restricted
        ),
        "realisations": [p for p in pages_of(of_whole_law, restricted) if p.pk not in shown],
    }


def concerned_page(index):
    """The published page « Suis-je concerné ? » below that list of laws, or None."""
    from guides.models import ConcernedPage

    return ConcernedPage.objects.child_of(index).published().first()


def links_to_pages():
    """What to prefetch of obligations for `pages_of_obligation`, and for their audience."""
    return "realisation_links__page", "resource_links__page", "organisation_types"


def pages_of_obligation(obligation, restricted):
    """The fiches, then the resources, that show how."""
    return [
        *pages_of(obligation.realisation_links.all(), restricted),
        *pages_of(obligation.resource_links.all(), restricted),
    ]


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
