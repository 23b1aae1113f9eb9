"""Finding names as people type them: no case, no accent, no hyphen, no article, “St” for “Saint”."""

import re
import unicodedata
from array import array
from bisect import bisect_right

from rapidfuzz import fuzz, process

NOT_WORDS = re.compile(r"[^a-z0-9\n]+")
SAINT = re.compile(r"\bst(e?)\b")
ARTICLE = re.compile(r"^(?:les?|la|l) ", re.M)
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
# How well a name answers: it is the words; it is them but for an article; it begins with them; one
# of its words does; it holds them; it holds each of them somewhere; it is spelt nearly so.
ITSELF, BARE, BEGINS, WORD, WITHIN, SCATTERED, NEAR = range(7)
SHORT = 2  # letters with which a name may begin, not more: “Y”, “Eu”
LIKE, FEW = 82, 5  # per cent of likeness for a slip of the hand, and how many to propose


def fold(text):
    """Lower case without accents, words apart by one space, saints in full; a name a line."""
    text = unicodedata.normalize("NFD", text.lower().translate(LIGATURES))
    text = re.sub("[\u0300-\u036f]", "", text)
    return SAINT.sub(r"saint\1", NOT_WORDS.sub(" ", text))


class Names:
    """Names as one text, a line each: a search is a few scans of it, in C.

    The three ways to search answer {position of a name: how well it answers}, for words that
    `fold` has prepared.
    """

    def __init__(self, names):
        full = re.sub(r" ?\n ?", "\n", f"\n{fold(chr(10).join(names))}\n")
        self.full, self.bare = Lines(full), Lines(ARTICLE.sub("", full))

    def search(self, words):
        """The names that hold the words as they stand."""
        bare = ARTICLE.sub("", words)
        scans = [(self.full, f"\n{words}\n"), (self.bare, f"\n{bare}\n"), (self.bare, f"\n{bare}")]
        if len(bare) > SHORT:
            scans += [(self.bare, f" {bare}"), (self.bare, bare)]
        found = {}
        for rank, (lines, needle) in enumerate(scans):
            for row in lines.holding(needle):
                found.setdefault(row, rank)
        return found

    def scattered(self, words):
        """The names that hold every one of the words, whatever stands between them."""
        rows = [set(self.bare.holding(word)) for word in words.split() if len(word) > SHORT]
        return dict.fromkeys(set.intersection(*rows), SCATTERED) if rows else {}

    def near(self, words):
        """The few names that a slip of the hand could have made into the words."""
        names = self.bare.text[1:-1].split("\n")
        found = process.extract(
            ARTICLE.sub("", words), names, scorer=fuzz.ratio, score_cutoff=LIKE, limit=FEW
        )
        return {row: NEAR for _name, _score, row in found}


class Lines:
    """A text that begins and ends with a line break, and where each of its lines begins."""

    def __init__(self, text):
        self.text = text
        self.starts = array("I", (match.end() for match in re.finditer("\n", text)))

    def holding(self, needle):
        """The numbers of the lines where `needle` stands; its own line breaks are their edges."""
        at = self.text.find(needle)
        while at >= 0:
            yield bisect_right(self.starts, at + needle.startswith("\n")) - 1
            at = self.text.find(needle, at + 1)
