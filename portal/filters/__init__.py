"""Filters of a list: a form bound to GET, whose unknown values are left out and told."""

from portal.query import page_of

from .asked import EVERY, LANGUAGE, OPENED, SELECTION, VIEW, Asked
from .data import AsData
from .form import Choice, Form
from .results import Matching, Results

__all__ = [
    "EVERY",
    "LANGUAGE",
    "OPENED",
    "SELECTION",
    "VIEW",
    "Choice",
    "ListFilterSet",
    "Results",
    "list_context",
]


class ListFilterSet(Matching, Form, AsData, Asked):
    """The contract of parameters of a list: what is asked, what matches, how many each option gives.

    A subclass says its kind of page (all when ""), names in `labels` its facets, in the order of
    the form, and says in `vocabulary` what values each may take. A value outside of it is left
    out, with a notice.
    """


def list_context(filters, per_page):
    """What the template of a filtered list needs, whole or in place."""
    results, notices = page_of(filters.params, filters.results(), per_page)
    return {
        "filters": filters,
        "facets": filters.form[0],
        "folded": filters.form[1],
        "results": results,
        "notices": [*filters.notices, *filters.remarks, *notices],
    }
