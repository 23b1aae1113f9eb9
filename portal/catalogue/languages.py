"""The catalogue of a language with what exists in the other languages only: the same questions, the
same answers, over several `LocaleIndex` at once.

A slot of the language numbered n is known here by that slot plus n times STEP: each question is
cut into one a language, and the answers put together again. A page that exists in several
languages is shown once, in the first of them: the reader's, then in the order of the settings.
"""

from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import md5
from heapq import merge
from itertools import islice, zip_longest

from pyroaring import BitMap

from portal.locales import locale_ids

from .index import FEW, Ordered
from .reading import catalogue

STEP = 1 << 24  # more slots than a language ever has
known_besides = {}  # {locale ids of an index and of those before it: (their states, slots)}


@cache
def window(n):
    """Every slot of the language numbered n."""
    return BitMap(range(n * STEP, (n + 1) * STEP))


def all_languages(locale_id):
    """The catalogue of that language, with what the other languages alone have."""
    others = [other for other in locale_ids().values() if other != locale_id]
    return AllLanguages([catalogue(pk) for pk in (locale_id, *others)])


def besides(index, others):
    """The slots of an index whose pages none of the others has; worked out when one changes."""
    name = (index.locale_id, *(other.locale_id for other in others))
    state = [(id(one), one.generation, one.token) for one in (index, *others)]
    before, slots = known_besides.get(name, (None, None))
    if before != state:
        slots = index.besides(others)
        known_besides[name] = (state, slots)
    return slots


@dataclass
class SearchEverywhere:
    """The searches of each language, read as one: see `portal.catalogue.text.Search`."""

    searches: list
    found: BitMap = field(default_factory=BitMap)

    @property
    def best(self):
        """The one whose words and corrections are told."""
        return next((search for search in self.searches if search.found), self.searches[0])

    @property
    def words(self):
        return [word for search in self.searches for word in search.words]

    @property
    def forms(self):
        return [form for search in self.searches for form in search.forms]

    @property
    def corrected(self):
        return self.best.corrected

    @property
    def is_partial(self):
        return self.best.is_partial


class AllLanguages(Ordered):
    lock = nullcontext()  # each language has its own

    def __init__(self, indexes):
        self.indexes = indexes
        self.own = indexes[0]
        self.language = self.own.language
        self.languages = {index.locale_id: index.language for index in indexes}

    @property
    def generation(self):
        return max(index.generation for index in self.indexes)

    @property
    def token(self):
        states = "".join(f"{index.generation}{index.token}" for index in self.indexes)
        return md5(states.encode(), usedforsecurity=False).hexdigest()

    # Slots of several languages

    def joined(self, parts):
        return BitMap.union(
            BitMap(), *(part.shift(n * STEP) for n, part in enumerate(parts) if part)
        )

    def parts(self, slots):
        """[(index, its own of those slots)]"""
        return [
            (index, (slots & window(n)).shift(-n * STEP)) for n, index in enumerate(self.indexes)
        ]

    def elsewhere(self, slots):
        """Those of the slots that are not of the reader's language."""
        return slots - window(0)

    def by_language(self, slots):
        """{language: how many of the slots}, where there are some."""
        counts = {index.language: len(part) for index, part in self.parts(slots)}
        return {language: count for language, count in counts.items() if count}

    @cached_property
    def only_there(self):
        """For each language, the slots that none before it has; None for all, in the reader's."""
        return [None] + [
            besides(index, self.indexes[: n + 1]) for n, index in enumerate(self.indexes[1:])
        ]

    # The questions of a LocaleIndex

    def of_kind(self, kind=None):
        return self.joined(
            index.of_kind(kind) if only is None else index.of_kind(kind) & only
            for index, only in zip(self.indexes, self.only_there, strict=True)
        )

    def values(self, param, slots):
        found = [value for index, part in self.parts(slots) for value in index.values(param, part)]
        return list(dict.fromkeys(found))

    def split(self, param, slots):
        parts = [index.split(param, part) for index, part in self.parts(slots)]
        values = dict.fromkeys(value for part in parts for value in part)
        return {value: self.joined(part.get(value) for part in parts) for value in values}

    def matching(self, selection, slots, besides=None):
        return self.joined(
            index.matching(selection, part, besides) for index, part in self.parts(slots)
        )

    def counts(self, selection, slots, param):
        counts = {}
        for index, part in self.parts(slots):
            for value, count in index.counts(selection, part, param).items():
                counts[value] = counts.get(value, 0) + count
        return counts

    def search(self, words, slots):
        """In each language with its own words; beside what the reader's has, no correction of others."""
        searches = [index.search(words, part) for index, part in self.parts(slots)]
        if searches[0].found:
            for search in searches[1:]:
                if search.corrected or search.is_partial:
                    search.found = BitMap()
        return SearchEverywhere(searches, self.joined(search.found for search in searches))

    def facet(self, param, value):
        return self.joined(index.facet(param, value) for index in self.indexes)

    # Orders

    def sorted(self, slots, order, start=0, stop=None):
        stop = len(slots) if stop is None else stop
        with ExitStack() as locks:
            for index in sorted(self.indexes, key=lambda index: index.locale_id):
                locks.enter_context(index.lock)
            lines = (keyed(index, part, order) for index, part in self.parts(slots))
            return [page_id for _key, page_id in islice(merge(*lines), start, stop)]

    def tiers_by_relevance(self, search, slots):
        """The best of each language together, then the next best: scores of two are not compared."""
        return self.together(
            index.tiers_by_relevance(one, part)
            for one, (index, part) in zip(search.searches, self.parts(slots), strict=True)
        )

    def ranked(self, search, slots):
        return self.together(
            index.ranked(one, part)
            for one, (index, part) in zip(search.searches, self.parts(slots), strict=True)
        )

    def together(self, tiers_by_language):
        return [self.joined(tier) for tier in zip_longest(*tiers_by_language)]

    def held_by_worth(self, param, worth, slots):
        parts = [index.held_by_worth(param, worth, part) for index, part in self.parts(slots)]
        worths = {value for part in parts for value in part}
        return {value: self.joined(part.get(value) for part in parts) for value in worths}


def keyed(index, part, order):
    """Yields (key, page id) of a part in an order: sorted where few, else met along the whole."""
    keys = index.keys[order]
    if len(part) <= FEW:
        slots = sorted(part, key=keys.__getitem__)
    else:
        slots = filter(part.__contains__, index.orders[order])
    for slot in slots:
        yield keys[slot], index.pages[slot]
