"""What a visitor of the search reads: words corrected, marked, and never taken for a syntax."""

import unicodedata

import pytest

from portal.catalogue import analysis
from portal.catalogue.excerpt import marks
from portal.models import CatalogueRow
from tests.pages import realisation, text_of

pytestmark = pytest.mark.django_db


def test_a_slip_is_corrected_and_said(client):
    text = text_of(client.get("/fr/recherche/?q=cyberataque"))
    assert "Aucun résultat pour « cyberataque » ; voici ceux de « cyberattaque »" in text.replace(
        "\u202f", " "
    ).replace("\xa0", " ")
    assert "Angers se relève" in text


def test_in_a_list_too(client):
    text = text_of(client.get("/en/case-studies/?q=cyberatack"))
    assert "No results for “cyberatack”; here are those for “cyberattack”" in text


def test_words_are_marked_and_everything_is_escaped(client):
    page = realisation("lyon")
    page.summary = "Des <b>gaz</b> & des ordinateurs."
    page.save_revision().publish()
    body = client.get("/fr/recherche/?q=ordinateur+gaz").content.decode()
    assert "Des &lt;b&gt;<mark>gaz</mark>&lt;/b&gt; &amp; des <mark>ordinateurs</mark>." in body


def test_the_passage_of_the_body_is_shown(client):
    body = client.get("/fr/recherche/?q=terminaux").content.decode()
    assert "<mark>terminaux</mark>" in body


def test_types_narrow_and_can_be_taken_back(client):
    body = client.get("/fr/recherche/?q=num%C3%A9rique&type=loi").content.decode()
    rows = body.split('class="rows"')[1]
    assert 'href="/fr/lois/reen/"' in rows and "/fr/realisations/" not in rows.split("</ul>")[0]
    assert 'href="/fr/recherche/?q=num%C3%A9rique" aria-current="true"' in body


NOT_WORDS = ('"', "*", "-", "🌱", "l’", "le la les", "((((", "\u202e", "'" * 50)
ODD_WORDS = (
    "a AND (", "NOT", "title:x^9", "a" * 10_000, "mot " * 2500, "مدينة مستدامة", "\u202eeviver",
    "É" * 300, "R-", "a\x00b", "1" * 200, "<script>", "ﬁn ½ ①", "ville-" * 30,
)  # fmt: skip
PATHS = ("/fr/recherche/", "/fr/realisations/", "/en/search/")


@pytest.mark.parametrize("words", NOT_WORDS)
@pytest.mark.parametrize("path", PATHS[:2])
def test_what_is_not_a_word_finds_nothing_and_says_so(client, path, words):
    text = text_of(client.get(path, {"q": words}))
    assert "0 résultat" in text and "Rien à chercher dans" in text


@pytest.mark.parametrize("words", ODD_WORDS)
@pytest.mark.parametrize("path", PATHS)
def test_any_words_are_harmless(client, path, words):
    assert client.get(path, {"q": words}).status_code == 200


@pytest.mark.parametrize(
    "wanted",
    [["œuvre"], ["etude"], ["énergie", "eau"], ["lowtech"], ["2021"], ["data", "charter"], ["carbone"]],
)  # fmt: skip
def test_the_short_way_marks_what_reading_every_word_would(wanted):
    sought = {}
    for row in CatalogueRow.objects.select_related("locale"):
        language = row.locale.language_code
        roots_wanted = sought.setdefault(
            language, set().union(*(analysis.stems(word, language) for word in wanted))
        )
        every = [
            (start, end)
            for start, end, word in analysis.tokens(row.body)
            if roots_wanted & analysis.roots(word, language)
        ]
        text = unicodedata.normalize("NFC", row.body)
        assert marks(text, wanted, language) == every, row.title
