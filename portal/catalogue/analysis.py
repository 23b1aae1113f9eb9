"""Words, as the catalogue compares them: without case, accents, elisions, plurals or hyphens.

Nothing of what a visitor writes is ever parsed as a query: it is cut into words, like any text.
"""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

STEMMERS = {"fr": "french", "en": "english", "de": "german", "es": "spanish", "ar": "arabic"}
ELISIONS = r"(?:l|d|qu|s|n|j|c|m|t|jusqu|lorsqu|puisqu|quoiqu|presqu)['’ʼ]"
# A word, or several held together: “low-tech”, “aujourd’hui”, “2021-1485”, “Connec(t)win”.
TOKEN = re.compile(r"[^\W_]+(?:[-‐‑'’ʼ·.()][^\W_]+)*")
ELIDED = re.compile(rf"^{ELISIONS}", re.IGNORECASE)
POSSESSIVE = re.compile(r"['’ʼ]s$", re.IGNORECASE)
PARTS = re.compile(r"[^\W_]+")
STOP_WORDS = Path(__file__).parent / "stop_words"
LONGEST = 40  # signs of a word that are looked at
PREFIXED = {"ar"}  # languages whose stemmers also cut the beginning of a word


def keeps_first_letter(language):
    return language not in PREFIXED


def fold(text):
    """The text without case nor accents: « Œuvre d’été » becomes “oeuvre d’ete”."""
    text = text.casefold().replace("œ", "oe").replace("æ", "ae")
    if text.isascii():
        return text
    marks = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in marks if not unicodedata.combining(sign))


@cache
def stop_words(language):
    """Words that tell nothing, folded: `stop_words/` holds a list for each language that has one."""
    path = STOP_WORDS / f"{language}.txt"
    return frozenset(fold(path.read_text("utf-8")).split()) if path.exists() else frozenset()


@cache
def stemmer(language):
    name = STEMMERS.get(language)
    builder = TextAnalyzerBuilder(Tokenizer.raw())
    return (builder.filter(Filter.stemmer(name)) if name else builder).build().analyze


@lru_cache(maxsize=50_000)
def stems(word, language):
    """The roots of a lower-case word: with its accents and without, for one may miss the other.

    A visitor writes “renovee” where the page says “rénovée”: they meet by either root.
    """
    stem, folded = stemmer(language), fold(word)
    return frozenset(fold(root) for form in (word, folded) for root in stem(form) or [form])


def tokens(text):
    """Yields (start, end, word) of the words of a text, elisions and possessives left out."""
    for found in TOKEN.finditer(unicodedata.normalize("NFC", text)):
        skipped, length, word = bare(found[0])
        start = found.start() + skipped
        yield start, start + length, word


@lru_cache(maxsize=50_000)
def bare(token):
    """(signs of elisions before the word, its length, the word in lower case)"""
    word = token
    while elided := ELIDED.match(word):
        word = word[elided.end() :]
    skipped = len(token) - len(word)
    word = POSSESSIVE.sub("", word)
    return skipped, len(word), word.lower()


@lru_cache(maxsize=50_000)
def roots(word, language):
    """The roots of a word in every form by which it is indexed."""
    return frozenset().union(*(stems(form, language) for form in forms(word)))


def forms(word):
    """A word as it is indexed: itself, or each part and the whole where it is a compound.

    « low-tech » is found by “low tech”, “lowtech” and “low-tech”.
    """
    parts = PARTS.findall(word)
    if len(parts) == 1:
        return parts if len(word) <= LONGEST else [word[:LONGEST]]
    return [part[:LONGEST] for part in parts] + ["".join(parts)[:LONGEST]]


def words_of_text(text, language):
    """The words of a text that tell something, in their order, repeated as they are."""
    stop = stop_words(language)
    return [
        form
        for _start, _end, word in tokens(text)
        if fold(word) not in stop
        for form in forms(word)
        if fold(form) not in stop
    ]
