"""Fiches made by the thousand to measure with: like any other, and gone without a trace."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from portal.catalogue.reading import catalogue
from portal.models import CatalogueRow
from realisations.models import RealisationPage
from tests.pages import realisation

pytestmark = pytest.mark.django_db


def generate(*args, **options):
    out = StringIO()
    call_command("generate_realisations", *args, stdout=out, **options)
    return out.getvalue()


def content():
    pages = list(Page.objects.order_by("pk").values_list("pk", "path", "numchild"))
    return pages, list(CatalogueRow.objects.order_by("pk").values())


def test_they_come_and_go():
    before, locale_id = content(), realisation("lyon").locale_id
    generate(20)
    index = catalogue(locale_id)
    assert len(index.of_kind("realisation")) == 30
    assert len(index.search("tilleul", index.of_kind()).found) == 10
    assert "20 fiches" in generate(delete=True)
    assert content() == before
    assert len(catalogue(locale_id).of_kind("realisation")) == 10


def test_they_are_marked_and_whole(client):
    problems = Page.find_problems()
    generate(2)
    page = RealisationPage.objects.order_by("-number").first()
    assert page.title.startswith(f"Fiche d’essai n° {page.number}")
    assert client.get(page.url).status_code == 200
    assert {name: set(values) for name, values in page.build_facets().items()} == {
        name: set(values) for name, values in page.facets.items()
    }
    assert Page.find_problems() == problems


def test_how_many_must_be_said():
    with pytest.raises(CommandError):
        generate()
