"""Visitors' questions, each with the page it expects: how many come first, how many among three.

    python -m pytest tests/portal/test_judged_queries.py -s

prints the score, and the questions that are not answered first.
"""

import tomllib
from pathlib import Path

import pytest
from wagtail.models import Locale, Page

from portal.catalogue.reading import catalogue

pytestmark = pytest.mark.django_db

QUERIES = tomllib.loads(Path(__file__).with_name("judged_queries.toml").read_text("utf-8"))["query"]
# What the search reaches today, out of all: it may only grow.
FIRST, IN_THREE = 110, 114


def ranks():
    """[(query, rank of the page it expects, None beyond the tenth)]"""
    slugs = dict(Page.objects.values_list("pk", "slug"))
    found = []
    for query in QUERIES:
        locale = Locale.objects.get(language_code=query["language"])
        index = catalogue(locale.pk)
        search = index.search(query["words"], index.of_kind())
        ids = index.by_relevance(search, search.found, 0, 10)
        names = [slugs[page_id] for page_id in ids]
        rank = names.index(query["page"]) + 1 if query["page"] in names else None
        found.append((query, rank, names[:3]))
    return found


def test_the_score_holds():
    judged = ranks()
    first = sum(rank == 1 for _query, rank, _names in judged)
    in_three = sum(rank is not None and rank <= 3 for _query, rank, _names in judged)
    lines = [f"{len(judged)} questions : {first} en tête, {in_three} dans les trois premières"]
    lines += [
        f"  {query['language']} « {query['words']} » : {query['page']}, rang {rank} {names}"
        for query, rank, names in judged
        if rank != 1
    ]
    print("\n".join(lines))  # noqa: T201  the score, with -s
    assert len({(query["language"], query["words"]) for query in QUERIES}) == len(QUERIES) >= 60
    assert first >= FIRST and in_three >= IN_THREE, "\n".join(lines)
