"""What matches in a list, how many, in which order, and what a card says of it."""

from django.utils.functional import cached_property
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from portal.catalogue.excerpt import found_in
from portal.catalogue.languages import all_languages
from portal.models import CatalogueRow
from portal.query import shown


class Results:
    """The matching pages as a sequence: sorted, and fetched, only as far as they are shown."""

    def __init__(self, count, ids, fetch):
        self.count, self.ids, self.fetch = count, ids, fetch

    def __len__(self):
        return self.count

    def __getitem__(self, part):
        return self.fetch(self.ids(part.start or 0, min(part.stop, self.count)))


class Matching:
    """The answers of the catalogue to what is asked (`portal.filters.asked.Asked`)."""

    pages = None  # the queryset of what a card shows, of a list whose cards are pages

    def match(self):
        """Finds what matches; `found`: by its words alone."""
        self.search = self.catalogue.search(self.words, self.scope) if self.words else None
        if self.search and not self.search.words:
            self.notices.append(
                _("Rien à chercher dans « %(words)s ».") % {"words": shown(self.words)}
            )
        self.found = self.search.found if self.search else self.scope
        self.matching = self.catalogue.matching(self.selection, self.found)

    def results(self):
        """The matching pages: by relevance where there are words, else the latest first."""
        return Results(len(self.matching), self.ids, self.fetch)

    def ids(self, start, stop):
        sort = self.current_sort
        if sort == self.RELEVANCE and self.search:
            return self.catalogue.by_relevance(self.search, self.matching, start, stop)
        order = self.TITLE if sort == self.TITLE else self.RECENT
        return self.catalogue.sorted(self.matching, order, start, stop)

    def fetch(self, ids):
        """Those pages in that order, but those that went away since, with their `found` passage."""
        pages = self.pages.in_bulk(ids)
        for row in self.rows(ids):
            if row.page_id in pages:
                self.tell(pages[row.page_id], row)
        return [pages[page_id] for page_id in ids if page_id in pages]

    def rows(self, ids):
        """Those pages in the catalogue, as far as their cards need it."""
        if not self.columns:
            return []
        rows = CatalogueRow.objects.filter(page_id__in=ids).order_by()
        return rows.values_list(*self.columns, named=True)

    @property
    def columns(self):
        """What is read of a row: nothing, where a card says no more than its page knows."""
        return ("page_id", "locale_id", "title", "summary", "body") if self.search else ()

    def tell(self, page, row):
        """Gives the page what its card says of this visitor's question, from its row."""
        if self.search:
            page.found = found_in(row, self.search.forms, self.language_of(row))

    def language_of(self, row):
        return self.catalogue.languages[row.locale_id]

    def foreign(self, locale_id):
        """(code, name) of the language of a page, None where it is the reader's."""
        if locale_id == self.locale_id:
            return None
        code = self.catalogue.languages[locale_id]
        return code, get_language_info(code)["name_translated"]

    @cached_property
    def elsewhere(self):
        """In a few words, what more would match in other languages; "" where nothing would."""
        if self.is_everywhere:
            return ""
        known = all_languages(self.locale_id)
        found = known.of_kind(self.kind)
        if self.words:
            found = known.search(self.words, found).found
        counts = known.by_language(known.elsewhere(known.matching(self.selection, found)))
        count = sum(counts.values())
        told = _("%(count)s de plus, dans une autre langue seulement (%(languages)s)")
        names = [str(get_language_info(code)["name_translated"]) for code in counts]
        return told % {"count": count, "languages": ", ".join(names)} if count else ""

    @cached_property
    def remarks(self):
        """What was looked for instead of what was asked, when that gave nothing."""
        if not self.search or not self.search.found:
            return []
        if self.search.corrected:
            return [
                _("Aucun résultat pour « %(asked)s » ; voici ceux de « %(corrected)s ».")
                % {"asked": self.words, "corrected": self.search.corrected}
            ]
        if self.search.is_partial:
            return [
                _("Rien ne réunit tous les mots de « %(asked)s » ; voici ce qui en a le plus.")
                % {"asked": self.words}
            ]
        return []
