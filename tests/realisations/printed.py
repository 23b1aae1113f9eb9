"""What tests ask of printed documents."""

import re
import subprocess
from functools import cache
from io import BytesIO

import pikepdf

from realisations.dossiers.composition import compose
from realisations.dossiers.content import document
from realisations.dossiers.orders import DOSSIER, FICHE, SELECTION, order
from realisations.models import DossierPage, SelectionPage
from tests.pages import realisation


def dossier(language="fr"):
    return DossierPage.objects.in_language(language).get()


def order_of(kind, language="fr", keys=()):
    fiches = [realisation(key, language) for key in keys]
    if kind == FICHE:
        return order(FICHE, fiches[0], [fiches[0].pk])
    if kind == SELECTION:
        page = SelectionPage.objects.in_language(language).get()
        return order(SELECTION, page, [fiche.pk for fiche in fiches])
    page = dossier(language)
    return order(DOSSIER, page, [link.realisation_id for link in page.realisation_links.all()])


def composed(*asked):
    return compose(*document(order_of(*asked)))


@cache
def demo(*asked):
    """The document of the demo as it was loaded: composed once, whoever asks."""
    return composed(*asked)


def words(pdf):
    """Its text in the order of reading, without a space: tight type loses some on the way."""
    done = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return bare(done.stdout.decode())


def bare(text):
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


def opened(pdf):
    return pikepdf.open(BytesIO(pdf))


def elements(document):
    """(tag, element) of its structure, in the order of reading."""
    waiting = [document.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting += reversed(list(node))
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield str(node.S), node
            if "/K" in node:
                waiting.append(node.K)


def bookmarks(document):
    """[(depth, title)]"""
    with document.open_outline() as outline:
        return list(walked(outline.root, 1))


def walked(items, depth):
    for item in items:
        yield depth, item.title
        yield from walked(item.children, depth + 1)
