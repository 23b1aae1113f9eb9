"""A language's catalogue in memory: facets as bitmaps, orders, and the words (`text`).

Each version of a page has a slot, a small number that the bitmaps hold. A new version takes a new
slot and leaves the old one behind: `alive` tells, and every answer begins with it.
"""

from bisect import bisect_left, insort
from itertools import islice
from threading import RLock

from pyroaring import BitMap

from .analysis import fold
from .text import TextIndex, ranked

# Each ticked value narrows; in every other parameter, values add up.
CONJUNCTIVE = {"pilier"}
KIND, FICHE = "type", "realisation"
RECENT, TITLE = "recent", "titre"
FEW = 1000  # results that are sorted one by one, rather than met along the whole order


class Ordered:
    """The orders that are made of tiers, each the latest first, from what a subclass can sort.

    It has a `lock`, and says `sorted`, `tiers_by_relevance`, `ranked` and `held_by_worth`.
    """

    def by_relevance(self, search, slots, start=0, stop=None):
        """Ids of the pages in those slots, best first; among equals, fiches, then the latest."""
        with self.lock:
            stop = len(slots) if stop is None else stop
            return self.in_tiers(self.tiers_by_relevance(search, slots), start, stop)

    def by_worth(self, param, worth, slots, search=None, start=0, stop=None):
        """The same, those whose best value of a parameter is worth most first: `worth(value)`.

        Then by relevance to the search, if there is one, then the latest.
        """
        with self.lock:
            stop = len(slots) if stop is None else stop
            tiers = self.tiers_by_worth(param, worth, slots)
            if search:
                tiers = (part for tier in tiers for part in self.ranked(search, tier))
            return self.in_tiers(tiers, start, stop)

    def tiers_by_worth(self, param, worth, slots):
        """The slots by worth; the last have no value, or none that is worth anything."""
        for _worth, tier in sorted(self.held_by_worth(param, worth, slots).items(), reverse=True):
            yield tier & slots
            slots = slots - tier
        yield slots

    def in_tiers(self, tiers, start, stop):
        """Ids from `start` to `stop` along tiers of slots, the latest first in each."""
        ids, passed = [], 0
        for tier in tiers:
            first, last = max(start - passed, 0), stop - passed
            if last <= 0:
                break
            if first < len(tier):
                ids += self.sorted(tier, RECENT, first, min(last, len(tier)))
            passed += len(tier)
        return ids


class LocaleIndex(Ordered):
    """Safe to share between threads: whoever writes and whoever reads holds `lock`."""

    def __init__(self, locale_id, language):
        self.locale_id, self.language = locale_id, language
        self.languages = {locale_id: language}
        self.lock = RLock()
        self.generation, self.token = 0, ""
        self.alive, self.pages, self.slots = BitMap(), [], {}
        self.families = {}  # {translation key, as a number: slot}, dead ones included
        self.facets = {}
        self.keys = {RECENT: [], TITLE: []}  # of each slot
        self.orders = {RECENT: [], TITLE: []}  # slots
        self.text = TextIndex(language)

    # Filling. A row: (page id, kind, title, published at, facets, words, translation key).

    def load(self, rows):
        self.text.load((self.seat(row), row[5]) for row in rows)
        for order, keys in self.keys.items():
            self.orders[order] = sorted(range(len(keys)), key=keys.__getitem__)

    def seat(self, row):
        """A slot for the row, in every bitmap of its facets."""
        page_id, kind, title, published_at, facets, _words, key = row
        slot = len(self.pages)
        self.pages.append(page_id)
        self.slots[page_id] = slot
        self.families[key.int] = slot
        self.alive.add(slot)
        moment = int(published_at.timestamp() * 1e6) if published_at else 0
        self.keys[RECENT].append(-(moment << 40) - page_id)
        self.keys[TITLE].append(f"{fold(title)}\n{page_id:020d}")
        self.facet(KIND, kind).add(slot)
        for param, values in facets.items():
            if isinstance(values, list):
                for value in values:
                    self.facet(param, value).add(slot)
        return slot

    def facet(self, param, value):
        return self.facets.setdefault(param, {}).setdefault(value, BitMap())

    def put(self, row):
        with self.lock:
            self.drop(row[0])
            slot = self.seat(row)
            self.text.add(slot, row[5])
            for order, keys in self.keys.items():
                insort(self.orders[order], slot, key=keys.__getitem__)

    def drop(self, page_id):
        with self.lock:
            slot = self.slots.pop(page_id, None)
            if slot is None:
                return
            self.alive.discard(slot)
            for order, keys in self.keys.items():
                place = bisect_left(self.orders[order], keys[slot], key=keys.__getitem__)
                del self.orders[order][place]

    # Asking

    def of_kind(self, kind=None):
        """The slots of a kind of page, of all when None."""
        with self.lock:
            return self.alive & self.facet(KIND, kind) if kind else self.alive.copy()

    def values(self, param, slots):
        """The values of a parameter that one of the slots holds."""
        with self.lock:
            held = self.facets.get(param, {})
            return [value for value, bitmap in held.items() if bitmap.intersect(slots)]

    def split(self, param, slots):
        """{value: those of the slots that hold it}, for the values that one of them holds."""
        with self.lock:
            held = self.facets.get(param, {})
            parts = {value: bitmap & slots for value, bitmap in held.items()}
            return {value: part for value, part in parts.items() if part}

    def matching(self, selection, slots, besides=None):
        """Those of the slots that match {parameter: [values]}, `besides` left out of account."""
        with self.lock:
            for param, values in selection.items():
                if param == besides:
                    continue
                held = self.facets.get(param, {})
                sets = [held.get(value, BitMap()) for value in values]
                if param in CONJUNCTIVE:
                    slots = BitMap.intersection(slots, *sets)
                else:
                    slots = slots & BitMap.union(*sets)
            return slots

    def counts(self, selection, slots, param):
        """{value: how many it would give, ticked with the choices of the other parameters}.

        For a conjunctive parameter its own choices narrow too.
        """
        with self.lock:
            slots = self.matching(selection, slots, None if param in CONJUNCTIVE else param)
            held = self.facets.get(param, {})
            counts = {v: slots.intersection_cardinality(bitmap) for v, bitmap in held.items()}
            return {value: count for value, count in counts.items() if count}

    def search(self, words, slots):
        with self.lock:
            return self.text.search(words, self.alive, slots & self.alive)

    def sorted(self, slots, order, start=0, stop=None):
        """Ids of the pages in those slots, in that order, from `start` to `stop`."""
        with self.lock:
            stop = len(slots) if stop is None else stop
            if len(slots) <= FEW:
                sequence = sorted(slots, key=self.keys[order].__getitem__)[start:stop]
            else:
                along = filter(slots.__contains__, self.orders[order])
                sequence = islice(along, start, stop)
            return [self.pages[slot] for slot in sequence]

    def tiers_by_relevance(self, search, slots):
        fiches = self.facet(KIND, FICHE)
        return [part for tier in ranked(search, slots) for part in (tier & fiches, tier - fiches)]

    def ranked(self, search, slots):
        return ranked(search, slots)

    def held_by_worth(self, param, worth, slots):
        """{worth: those of the slots, and maybe others, that hold a value of that worth}"""
        tiers = {}
        for value, held in self.facets.get(param, {}).items():
            if (worth_of_value := worth(value)) and held.intersect(slots):
                tiers.setdefault(worth_of_value, BitMap()).update(held & slots)
        return tiers

    # Beside another language

    def besides(self, others):
        """The slots of the pages that none of the others has in its language."""
        with self.lock:
            return BitMap(
                slot
                for key, slot in self.families.items()
                if slot in self.alive and not any(other.knows(key) for other in others)
            )

    def knows(self, key):
        return self.families.get(key) in self.alive if key in self.families else False
