"""The fiches that a visitor keeps: the parameter `fiches`, which every link carries along.

The URL is the only place where a selection is: see docs/selection.md.
"""

from functools import cached_property
from itertools import groupby
from typing import NamedTuple
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.models import CatalogueRow, Pillar, SiteSettings
from portal.query import MAX_REFERENCES, MAX_WORDS_LENGTH, known_values, references_of, shown

from .models import RealisationPage
from .models.tools import addresses_of_tools
from .overview import Overview

PARAM = "fiches"
VISIT = "visite"  # value of `vue`: the selection as places to go to, in order
MOST = 30
COMPARED = 4  # side by side, at most
DETAILED = 12  # beyond, a selection is shown a line a fiche
MAX_TOLD = 5  # what is ignored is told by its first few


class Selection:
    """The fiches that `params` ask for, as far as anyone may read them in that language.

    Whether a fiche is open to all, the catalogue says: a draft, an expired or a restricted one is
    as unknown as one that never was. Nothing is asked of the database before it is needed.
    """

    def __init__(self, params, locale_id):
        self.params, self.locale_id = params, locale_id
        self.asked, self.illegible = references_of(params)
        self.anchored = set()

    @cached_property
    def rows(self):
        """{reference: [rows of the catalogue, one a language]}"""
        if not self.asked:
            return {}
        found = CatalogueRow.objects.filter(
            kind=RealisationPage.catalogue_kind,
            # The number has an index, the reference has none.
            page__realisationpage__number__in=[int(reference[2:]) for reference in self.asked],
        )
        rows = {}
        for row in (
            found.select_related("page", "locale").defer("body", "words", "facets").order_by("pk")
        ):
            rows.setdefault(row.reference, []).append(row)
        return rows

    @cached_property
    def ids(self):
        """{reference: page id} of those that exist in this language, in the visitor's order."""
        return {
            reference: row.page_id
            for reference in self.asked
            for row in self.rows.get(reference, ())
            if row.locale_id == self.locale_id
        }

    @cached_property
    def references(self):
        return list(self.ids)[:MOST]

    @property
    def left_out(self):
        """Those beyond the most that a selection holds."""
        return list(self.ids)[MOST:]

    @cached_property
    def elsewhere(self):
        """The rows of those that exist in other languages only."""
        return [
            row
            for reference in self.asked
            if reference not in self.ids
            for row in self.rows.get(reference, ())
        ]

    @cached_property
    def unknown(self):
        return [reference for reference in self.asked if reference not in self.rows]

    @property
    def count(self):
        return len(self.references)

    @property
    def is_comparable(self):
        return 2 <= self.count <= COMPARED

    def pages(self, fiches=None, count=MOST):
        """The first fiches, in the visitor's order; `fiches`: the queryset that fetches them."""
        fiches = RealisationPage.objects.for_cards() if fiches is None else fiches
        ids = [self.ids[reference] for reference in self.references[:count]]
        pages = fiches.live().in_bulk(ids)
        return [pages[page_id] for page_id in ids if page_id in pages]

    def title(self, reference):
        return next(row.title for row in self.rows[reference] if row.page_id == self.ids[reference])

    # What is said of what was ignored

    @cached_property
    def notices(self):
        rows = groupby(self.elsewhere, lambda row: row.reference)
        told = [told_elsewhere(reference, list(group)) for reference, group in rows]
        notices = [*self.notices_of_the_unknown(), *told[:MAX_TOLD]]
        if self.left_out:
            told = _(
                "Une sélection tient %(most)s fiches au plus ; hors sélection : %(references)s."
            )
            notices.append(told % {"most": MOST, "references": listed(self.left_out)})
        if len(self.asked) + len(self.illegible) == MAX_REFERENCES:
            told = _("Au-delà de %(most)s références, l’adresse n’a pas été lue.")
            notices.append(told % {"most": MAX_REFERENCES})
        return notices

    def notices_of_the_unknown(self):
        if self.illegible:
            told = _("Ignoré, faute d’être une référence : « %(references)s ».")
            yield told % {"references": listed(map(shown, self.illegible))}
        if self.unknown:
            told = ngettext(
                "Fiche inconnue, ignorée : %(references)s.",
                "Fiches inconnues, ignorées : %(references)s.",
                len(self.unknown),
            )
            yield told % {"references": listed(self.unknown)}

    # The same selection but for one fiche: values of `fiches`

    @property
    def value(self):
        return value_of(self.references)

    def adding(self, *references):
        return value_of(dict.fromkeys([*self.references, *references]))

    def removing(self, reference):
        return value_of(kept for kept in self.references if kept != reference)

    def moved(self, reference, step):
        """With that fiche so many places further: -1 for one place up."""
        others = [kept for kept in self.references if kept != reference]
        place = max(0, self.references.index(reference) + step)
        return value_of([*others[:place], reference, *others[place:]])

    def leading(self, reference):
        """With that fiche first."""
        return value_of(dict.fromkeys([reference, *self.references]))

    # Addresses

    @property
    def carried(self):
        """What a link to another page adds to its address: “?fiches=R-0001,R-0004”, or ""."""
        return f"?{PARAM}={self.value}" if self.references else ""

    @cached_property
    def kept(self):
        """The other parameters of the page, which its links keep."""
        kept = QueryDict(mutable=True)
        for name, values in self.params.lists():
            if name != PARAM:
                kept.setlist(name, [value for value in values if len(value) <= MAX_WORDS_LENGTH])
        return kept

    def query(self, value):
        """The relative address of the same page with that value of `fiches`."""
        query = self.kept.copy()
        if value:
            query[PARAM] = value
        return f"?{query.urlencode(safe=',')}" if query else "."

    def anchor(self, reference):
        """The attribute by which that fiche's link is come back to; once a page, as HTML wants."""
        if reference in self.anchored:
            return ""
        self.anchored.add(reference)
        return format_html(' id="{}"', reference)

    @property
    def without(self):
        """The relative address of the same page without a selection."""
        return self.query("")

    @cached_property
    def tools(self):
        """{name of the type: address} of the tools beside the list, in this language."""
        return addresses_of_tools(self.locale_id)

    @property
    def map_url(self):
        return self.tools.get("MapPage", "")

    @property
    def page_url(self):
        return self.tools.get("SelectionPage", "")

    @property
    def comparison_url(self):
        return self.tools.get("ComparisonPage", "")


def value_of(references):
    return ",".join(references)


def listed(references):
    """The first few, and a sign that there are more."""
    references = list(references)
    more = ["…"] if len(references) > MAX_TOLD else []
    return ", ".join([*references[:MAX_TOLD], *more])


def told_elsewhere(reference, rows):
    told = _("%(reference)s n’existe pas dans cette langue. Langue de la fiche : %(language)s.")
    names, codes = dict(settings.LANGUAGES), [row.locale.language_code for row in rows]
    languages = ", ".join(names.get(code, code) for code in codes)
    return told % {"reference": reference, "language": languages}


class Choice(NamedTuple):
    """A fiche of a selection, and the addresses of the same page once it is moved or gone."""

    page: RealisationPage
    without: str
    up: str = ""
    down: str = ""

    @property
    def figure(self):
        """Its first key figure, None where it has none."""
        return next((block.value for block in self.page.key_figures), None)


def choices(chosen, pages):
    # “Up” alone is enough to order a long selection: a link less on each of its lines.
    last = chosen.count if chosen.count <= DETAILED else 0
    for page in pages:
        reference, place = page.reference, chosen.references.index(page.reference)
        yield Choice(
            page,
            without=chosen.query(chosen.removing(reference)),
            up=chosen.query(chosen.moved(reference, -1)) if place else "",
            down=chosen.query(chosen.moved(reference, 1)) if place + 1 < last else "",
        )


def selection_context(page, request):
    chosen = Selection(request.GET, page.locale_id)
    pages = chosen.pages(RealisationPage.objects.without_texts())
    address = address_of(page, request, chosen)
    return {
        "selection": chosen,
        "choices": list(choices(chosen, pages)),
        "is_compact": chosen.count > DETAILED,
        "overview": Overview(pages, page.locale_id),
        "notices": [*notices_of_forms(page, request), *chosen.notices],
        "inks": inks_of(pages),
        "address": address,
        "mail": mail(chosen.count, address),
    }


def address_of(page, request, chosen):
    """Where that page shows that selection again, whole, to be copied or printed."""
    return f"{settings.SITE_URL}{page.get_url(request)}{chosen.carried}"


def notices_of_forms(page, request):
    """What is not understood of how the page is asked to show itself."""
    known = {"format": ("html", *page.formats), "vue": page.views}
    return [told for name in known for told in known_values(request.GET, name, known[name])[1]]


def inks_of(pages):
    """The inks of those fiches, and no other, in the order of the pillars."""
    used = {slug for page in pages for slug in page.pillars}
    return [slug for slug in Pillar.Slug.values if slug in used]


def mail(count, address):
    """The address of a letter that holds the selection, to be sent by the reader's own mail."""
    site = SiteSettings.cached().name
    subject = ngettext("%(count)s réalisation à lire", "%(count)s réalisations à lire", count)
    body = _("Voici une sélection de réalisations du portail %(site)s :")
    letter = {
        "subject": subject % {"count": count},
        "body": f"{body % {'site': site}}\n\n{address}\n",
    }
    return f"mailto:?{urlencode(letter, quote_via=quote)}"


def selection(request):
    """Context processor: the visitor's selection, whatever the page; empty where there is none."""
    page = getattr(request, "portal_page", None)
    return {"selection": Selection(request.GET if page else QueryDict(), page and page.locale_id)}
