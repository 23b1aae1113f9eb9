"""The gallery of components, in development only: every part of the look, in each of its states."""

from decimal import Decimal

from django.core.paginator import Paginator
from django.http import QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from wagtail import blocks
from wagtail.models import Page

from .blocks import KeyFigureBlock
from .filters import Choice
from .models import BasePage, Pillar

# Samples that stand for no fact: each says the state that it shows.
FIGURES = (
    {"value": 99, "unit": "%", "whole": 100, "label": "une part, dessinée à l’échelle"},
    {"value": 4, "unit": "%", "whole": 100, "qualifier": "environ", "label": "une petite part"},
    {"value": Decimal("12.5"), "unit": "mètres", "whole": 20, "label": "une part d’un tout donné"},
    {"value": 3950, "unit": "unités", "qualifier": "plus-de", "label": "un chiffre sans tout"},
    {"value": 9, "unit": "% par an", "label": "une hausse : rien à dessiner", "nature": "mesure"},
)


def gallery(request):
    request.GET = QueryDict("q=eau&pilier=sobriete&page=2")  # what the samples of lists answer
    return render(request, "portal/gallery.html", samples())


def samples():
    figures = blocks.StreamBlock([("figure", KeyFigureBlock())])
    rows = [
        {"type": "figure", "value": {"qualifier": "", "nature": "", "source": "exemple"} | figure}
        for figure in FIGURES
    ]
    return {
        "pillars": Pillar.Slug.values,
        "figures": figures.to_python(rows),
        "cards": one_card_of_each(),
        "pages": Paginator(range(30), 10).page(2),
        "choices": [
            Choice("Mots", "eau", "pilier=sobriete"),
            Choice("Pilier", "sobriété", "q=eau"),
        ],
        "notices": ["Valeur inconnue, ignorée : pilier = « paix »."],
    }


def one_card_of_each():
    """The first published page for each card that a type of page has."""
    pages = Page.objects.live().filter(locale__language_code=get_language()).order_by("path")
    cards = {}
    for page in pages.specific():
        if isinstance(page, BasePage):
            cards.setdefault(page.card_template, page)
    return list(cards.values())
