"""Words, as the catalogue compares them: without case, accents, elisions, plurals or hyphens.

Nothing of what a visitor writes is ever parsed as a query: it is cut into words, like any text.
"""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from django.conf.locale import LANG_INFO
from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from .arabic import light_roots

ELISIONS = r"(?:l|d|qu|s|n|j|c|m|t|jusqu|lorsqu|puisqu|quoiqu|presqu)['’ʼ]"
# A word, or several held together: “low-tech”, “aujourd’hui”, “2021-1485”, “Connec(t)win”.
# The vowels of Arabic stand above and below its letters, inside a word.
LETTERS = "[^\\W_]+(?:[\u064b-\u065f\u0670]+[^\\W_]*)*"
TOKEN = re.compile(rf"{LETTERS}(?:[-‐‑'’ʼ·.()]{LETTERS})*")
ELIDED = re.compile(rf"^{ELISIONS}", re.IGNORECASE)
POSSESSIVE = re.compile(r"['’ʼ]s$", re.IGNORECASE)
PARTS = re.compile(LETTERS)
# Letters that Arabic writes in several ways, the line that stretches a word, and its other digits.
SAME = str.maketrans("ىیةک٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "ييهك01234567890123456789", "\u0640")
STOP_WORDS = Path(__file__).parent / "stop_words"
LONGEST = 40  # signs of a word that are looked at
PREFIXED = {"ar"}  # languages whose stemmers also cut the beginning of a word


def keeps_first_letter(language):
    return language not in PREFIXED


def fold(text):
    """The text without case, accents nor vowel signs: « Œuvre d’été » becomes “oeuvre d’ete”."""
    text = text.casefold().replace("œ", "oe").replace("æ", "ae")
    if text.isascii():
        return text
    marks = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in marks if not unicodedata.combining(sign)).translate(SAME)


@cache
def stop_words(language):
    """Words that tell nothing, folded: `stop_words/` holds a list for each language that has one."""
    path = STOP_WORDS / f"{language}.txt"
    return frozenset(fold(path.read_text("utf-8")).split()) if path.exists() else frozenset()


@cache
def stemmer(language):
    """What gives the roots of a word in that language: the word itself where nobody wrote rules."""
    if language == "ar":  # its rules work on folded words
        return lambda word: light_roots(fold(word))
    try:
        stem = Filter.stemmer(LANG_INFO[language]["name"].lower())
        return TextAnalyzerBuilder(Tokenizer.raw()).filter(stem).build().analyze
    except (KeyError, ValueError):
        return lambda word: [word]


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
