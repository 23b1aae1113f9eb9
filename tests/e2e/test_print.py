"""A fiche on paper: two A4 pages at most, clean, with the address where it can be read again."""

from io import BytesIO

import pikepdf

from realisations.models import RealisationPage

from .paper import text_of
from .visits import expect_none

MILLIMETRE = 72 / 25.4


def test_a_fiche_is_printed_on_two_pages_with_its_address(page, language):
    fiches = RealisationPage.objects.live().filter(locale__language_code=language).order_by("path")
    assert len(fiches) == 10
    wrong = {}
    for fiche in fiches:
        page.goto(fiche.url)
        with pikepdf.open(BytesIO(page.pdf(prefer_css_page_size=True, format="A4"))) as pdf:
            words = "".join(text_of(sheet) for sheet in pdf.pages)
            _left, _bottom, width, height = map(float, pdf.pages[0].mediabox)
            sheets = len(pdf.pages)
        assert (round(width / MILLIMETRE), round(height / MILLIMETRE)) == (210, 297)
        assert "".join(fiche.title.split())[:10] in words, words
        if sheets > 2 or fiche.url not in words:
            wrong[fiche.url] = f"{sheets} pages, address: {fiche.url in words}"
    expect_none(wrong)
