"""The words of a language's pages, in memory: who holds them, and how prominently.

A posting is a bitmap of slots (see `index`), one for each word and level. A query is a list of
words; each weighs by its rarity and by the level where the page says it best. Everything is sets
and sums: the same rows give the same answer, in any process and on any database.
"""

import math
from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations

from pyroaring import BitMap
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .analysis import fold, forms, stems, tokens, words_of_text

# From the most to the least telling. `often`: at least three times in the body.
LEVELS = ("title", "names", "summary", "often", "body")
WEIGHTS = (10.0, 6.0, 4.0, 2.0, 1.0)
SYNONYM = 0.4  # what a synonym weighs, beside the word itself
OFTEN = 3
# Combinations of levels grow with the words: fewer levels for more words, see `classes`.
FINE_WORDS, RANKED_WORDS = 2, 5
MOST_WORDS = 12  # of a query; those after are left out of account
CORRECTED_WORDS = 3


@dataclass
class Word:
    """One word of a query: as it is, and what may stand for it, each a list of words held together."""

    text: str
    alternatives: list[list[str]]
    synonyms: list[list[str]] = field(default_factory=list)
    classes: list[tuple[float, BitMap]] = field(default_factory=list)
    holders: BitMap = field(default_factory=BitMap)


@dataclass
class Search:
    """What was looked for in the end. `corrected` says what stands for the words as written."""

    asked: str
    words: list[Word]
    found: BitMap
    corrected: str = ""
    is_partial: bool = False

    @property
    def forms(self):
        """Every form that deserves to be shown as found."""
        return [
            form
            for word in self.words
            for alternative in word.alternatives + word.synonyms
            for form in alternative
        ]


class TextIndex:
    def __init__(self, language):
        self.language = language
        self.postings = [{} for _level in LEVELS]
        self.by_root = defaultdict(set)  # root: words
        self.by_length = defaultdict(dict)  # length: {folded word: [words]}
        self.labels = {}  # word: [functions that give the slots that a vocabulary so names]
        self.synonyms = {}  # (root of each word): [lists of words]
        self.known = set()

    # Filling

    def load(self, lines_of_slots):
        """Takes {slot: words of a row} of a whole language at once."""
        lists = [defaultdict(lambda: array("I")) for _level in LEVELS]
        for slot, lines in lines_of_slots:
            for level, line in zip(lists, lines.split("\n"), strict=True):
                for word in line.split():
                    level[word].append(slot)
        self.postings = [{w: BitMap(slots) for w, slots in level.items()} for level in lists]
        for level in lists:
            for word in level:
                self.learn(word)

    def add(self, slot, lines):
        for level, line in zip(self.postings, lines.split("\n"), strict=True):
            for word in line.split():
                if word in level:
                    level[word].add(slot)
                else:
                    level[word] = BitMap([slot])
                    self.learn(word)

    def learn(self, word):
        if word in self.known:
            return
        self.known.add(word)
        for root in stems(word, self.language):
            self.by_root[root].add(word)
        folded = fold(word)
        self.by_length[len(folded)].setdefault(folded, []).append(word)

    def name(self, labels, synonyms):
        """Takes [(name, function that gives the slots that bear it)] and the editors' synonyms."""
        self.labels = defaultdict(list)
        for label, bearers in labels:
            for word in words_of_text(label, self.language):
                self.labels[word].append(bearers)
                self.learn(word)
        self.synonyms = defaultdict(list)
        for alternatives in synonyms:
            lists = [
                words for text in alternatives if (words := words_of_text(text, self.language))
            ]
            for words in lists:
                self.synonyms[self.key(words)] += [other for other in lists if other != words]

    def key(self, words):
        """Words by their folded roots, so that a plural has the synonyms of the singular."""
        return tuple(min(stems(word, self.language)) for word in words)

    # Reading a query

    def read(self, text):
        """The words of a query, each with what may stand for it."""
        telling = set(words_of_text(text, self.language))
        written = dict.fromkeys(word for _start, _end, word in tokens(text))
        words = []
        for word in written:
            *parts, whole = forms(word)
            parts = [part for part in parts if part in telling]
            if whole in telling:
                words.append(Word(word, [[whole]], [parts] if parts else []))
        self.add_synonyms(words[:MOST_WORDS])
        return words[:MOST_WORDS]

    def add_synonyms(self, words):
        """Of each word, and of the query as a whole (“hôtel de ville”)."""
        for word in words:
            for alternative in word.alternatives:
                word.synonyms += self.synonyms.get(self.key(alternative), [])
        if len(words) > 1:
            whole = self.synonyms.get(self.key([word.alternatives[0][-1] for word in words]), [])
            for word in words:
                word.synonyms += whole

    def holders(self, word, level):
        """The slots that hold a word, or one of the same root, at that level."""
        alike = set().union(*(self.by_root.get(root, ()) for root in stems(word, self.language)))
        postings = self.postings[level]
        found = [postings[other] for other in alike if other in postings]
        if LEVELS[level] == "names":
            found += [bearers() for other in alike for bearers in self.labels.get(other, ())]
        return BitMap.union(*found) if found else BitMap()

    def weigh(self, word, alive):
        """Fills in who holds the word, in disjoint classes, the heaviest first."""
        taken = BitMap()
        for forms_of_word, share in ((word.alternatives, 1), (word.synonyms, SYNONYM)):
            for weight, reached in zip(WEIGHTS, self.cumulated(forms_of_word), strict=True):
                if here := (reached & alive) - taken:
                    word.classes.append((weight * share, here))
                    taken |= here
        word.classes.sort(key=lambda pair: -pair[0])
        word.holders = taken
        rarity = math.log(1 + (len(alive) + 1) / (len(taken) + 1))
        word.classes = [(weight * rarity, bitmap) for weight, bitmap in word.classes]

    def cumulated(self, alternatives):
        """For each level, the slots that hold one of the alternatives there or more prominently."""
        reached = {form: BitMap() for forms in alternatives for form in forms}
        for level in range(len(LEVELS)):
            for form in reached:
                reached[form] = reached[form] | self.holders(form, level)
            sets = [
                BitMap.intersection(*(reached[form] for form in forms)) for forms in alternatives
            ]
            yield BitMap.union(*sets) if sets else BitMap()

    # Finding

    def search(self, text, alive, scope):
        """The slots of `scope`, a part of `alive`, that hold all the words; else those of the

        words corrected; else those that hold the most of them."""
        words = self.weighed(text, alive)
        search = Search(text, words, together(words) & scope)
        if not search.found:
            search = self.corrected(search, alive, scope) or search
        if len(search.words) > 1 and not search.found:
            search.found = most(search.words, scope)
            search.is_partial = bool(search.found)
        return search

    def weighed(self, text, alive):
        words = self.read(text)
        for word in words:
            self.weigh(word, alive)
        return words

    def corrected(self, search, alive, scope):
        """The search with each unknown word replaced by its nearest; None when none is near."""
        replaced = {}
        for word in search.words:
            if not word.holders and len(replaced) < CORRECTED_WORDS:
                nearest = self.nearest(word.text, alive)
                if nearest:
                    replaced[word.text] = nearest
        if not replaced:
            return None
        text = replace_words(search.asked, replaced)
        words = self.weighed(text, alive)
        return Search(search.asked, words, together(words) & scope, corrected=text)

    def nearest(self, word, alive):
        """The known word at the least distance: one slip in a short word, two in a longer one.

        Roots are compared too, so that a plural does not count as a slip. Between equals, the one
        that begins alike, then the one that most pages hold.
        """
        folded = fold(word)
        size = len(folded)
        if not 4 <= size <= 30 or any(sign.isdigit() for sign in folded):
            return None
        allowed = 1 if size == 4 else 2
        near = [
            (self.distance(folded, candidate), distance, candidate[0] != folded[0], -count, surface)
            for length in range(size - allowed, size + allowed + 1)
            for candidate, distance, _position in process.extract(
                folded,
                list(self.by_length.get(length, ())),
                scorer=OSA.distance,
                score_cutoff=allowed,
                limit=20,
            )
            for count, surface in [self.best_form(self.by_length[length][candidate], alive)]
            if count
        ]
        return min(near)[-1] if near else None

    def distance(self, one, other):
        """Between the nearest roots of two words."""
        return min(
            OSA.distance(ours, theirs)
            for ours in stems(one, self.language)
            for theirs in stems(other, self.language)
        )

    def best_form(self, words, alive):
        """(number of pages, spelling) of the most frequent of words that differ by accents."""
        levels = range(len(LEVELS))
        return max(
            (sum(self.holders(word, n).intersection_cardinality(alive) for n in levels), word)
            for word in words
        )


def together(words):
    return BitMap.intersection(*(word.holders for word in words)) if words else BitMap()


def most(words, scope):
    """The slots that hold as many of the words as any does, of the rarest where they are many."""
    rarest = sorted((word.holders & scope for word in words), key=len)
    rarest = [holders for holders in rarest if holders][:8]
    for size in range(len(rarest), 0, -1):
        sets = [BitMap.intersection(*chosen) for chosen in combinations(rarest, size)]
        if found := BitMap.union(*sets):
            return found
    return BitMap()


def replace_words(text, replaced):
    parts, position = [], 0
    for start, end, word in tokens(text):
        if word in replaced:
            parts += [text[position:start], replaced[word]]
            position = end
    return "".join([*parts, text[position:]])


def ranked(search, matching):
    """Disjoint sets of the matching slots, best first: those of a set are worth the same."""
    words = sorted(search.words, key=lambda word: len(word.holders))
    scored = [(0.0, matching)]
    for position, word in enumerate(words):
        if position >= RANKED_WORDS:
            break
        classes = word.classes if len(words) <= FINE_WORDS else coarse(word.classes)
        scored = [
            (score + weight, here)
            for score, slots in scored
            for weight, holders in [*classes, (0.0, None)]
            if (here := slots - word.holders if holders is None else slots & holders)
        ]
    # Equal sums are one set, whatever the order in which they were made.
    sets = defaultdict(BitMap)
    for score, slots in scored:
        sets[round(score, 6)] |= slots
    return [sets[score] for score in sorted(sets, reverse=True)]


def coarse(classes):
    """At most three classes, for queries of many words."""
    if len(classes) <= 3:
        return classes
    (first, *_), second = classes, classes[1:-1]
    return [
        first,
        (second[0][0], BitMap.union(*(bitmap for _weight, bitmap in second))),
        classes[-1],
    ]
