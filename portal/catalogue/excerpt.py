"""What a result shows of the page: the passage that holds the most words, and these marked."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .analysis import fold, keeps_first_letter, roots, stems, tokens

LENGTH = 220  # signs of an excerpt
# Letters with and without accents, Latin, Greek and Cyrillic: those that a first letter is told from.
LETTERS = [chr(code) for code in range(0x530) if chr(code).isalnum()]


def marks(text, wanted, language):
    """[(start, end)] of the words of the text that share a root with those wanted."""
    sought = frozenset().union(*(stems(word, language) for word in wanted))
    return [
        (begin + start, begin + end)
        for begin, part in likely_parts(text, sought, language)
        for start, end, word in tokens(part)
        if not sought.isdisjoint(roots(word, language))
    ]


def likely_parts(text, sought, language):
    """Yields (begin, part) of what may hold a root, cut at spaces: the roots of a word are dear.

    A word begins as its root does, in the languages whose stemmers cut ends only.
    """
    if not keeps_first_letter(language):
        yield 0, text
        return
    stop = 0
    for first in beginnings(frozenset(root[0] for root in sought if root)).finditer(text):
        if first.start() < stop:
            continue
        begin = text.rfind(" ", stop, first.start()) + 1 or stop
        stop = text.find(" ", first.start())
        stop = len(text) if stop < 0 else stop
        yield begin, text[begin:stop]


@lru_cache(maxsize=1000)
def beginnings(letters):
    """Matches a first letter of a word, in any case and with any accent; and any rarer sign."""
    alike = "".join(sign for sign in LETTERS if fold(sign)[:1] in letters)
    return re.compile(rf"[{alike}\u0530-\U0010ffff](?<![^\W_].)", re.DOTALL)


def marked(text, wanted, language):
    """The text, escaped, with the wanted words in <mark>."""
    text = unicodedata.normalize("NFC", text)
    return render(text, marks(text, wanted, language))


class Found(NamedTuple):
    """A page's title and passage, the words looked for in <mark>."""

    title: SafeString
    excerpt: SafeString


def found_in(row, wanted, language):
    """What a row of the catalogue shows of the words wanted."""
    return Found(
        marked(row.title, wanted, language), excerpt(row.summary, row.body, wanted, language)
    )


def render(text, places, begin=0, end=None):
    end = len(text) if end is None else end
    parts, position = [], begin
    for start, stop in places:
        if begin <= start and stop <= end:
            parts += [escape(text[position:start]), "<mark>", escape(text[start:stop]), "</mark>"]
            position = stop
    parts.append(escape(text[position:end]))
    return mark_safe("".join(parts))


def excerpt(summary, body, wanted, language):
    """The summary where it holds a wanted word, else the best passage of the body, else the summary."""
    summary = unicodedata.normalize("NFC", summary)
    if places := marks(summary, wanted, language):
        return render(summary, places)
    body = " ".join(unicodedata.normalize("NFC", body).split())
    places = marks(body, wanted, language)
    if not places:
        return render(summary, [])
    begin, end = best_window(body, places)
    shown = render(body, places, begin, end)
    before, after = "… " if begin else "", " …" if end < len(body) else ""
    return mark_safe(f"{before}{shown}{after}")


def best_window(text, places):
    """(begin, end) of the passage that holds the most distinct words, on whole words."""

    def worth(place):
        inside = {text[s:e].lower() for s, e in places if place[0] <= s and e <= place[0] + LENGTH}
        return len(inside)

    first = max(places[:200], key=worth)[0]
    begin = text.rfind(" ", 0, max(first - 40, 0)) + 1 if first > 40 else 0
    end = min(begin + LENGTH, len(text))
    if end < len(text):
        end = max(text.rfind(" ", begin, end), max(e for s, e in places if s == first))
    return begin, end
