"""Each process's copy of the catalogue, one a language, kept in step with the rows.

A process asks “what changed since?” once a second at most, and at once after it published. The
log also says whether what it knows is still part of the past: after a restore, or a transaction
of a test that was rolled back, it is not, and everything is read again.
"""

import time
from threading import RLock

from django.conf import settings
from django.db import connection
from django.utils.translation import override
from wagtail.models import Locale

from portal import vocabulary
from portal.models import CatalogueChange, CatalogueRow, CatalogueState, Synonym

from . import writing
from .index import KIND, LocaleIndex

COLUMNS = (
    "page_id", "kind", "title", "published_at", "facets", "words", "page__translation_key",
)  # fmt: skip
MOST_CHANGES = 2000  # beyond, reading everything is quicker

copies = {}  # locale id: LocaleIndex
looked_at = {}  # locale id: when
turn = RLock()


def catalogue(locale_id):
    """The catalogue of a language, at most a second old."""
    index = copies.get(locale_id)
    # What is not committed yet is nobody's business. Tests live in such a transaction: 0.
    private = connection.in_atomic_block and settings.CATALOGUE_SECONDS
    if index is None:
        with turn:
            if private:
                return loaded(locale_id)
            if locale_id not in copies:
                looked_at[locale_id] = time.monotonic()
                copies[locale_id] = loaded(locale_id)
            return copies[locale_id]
    age = time.monotonic() - looked_at[locale_id]
    # One thread asks; the others go on with what there is.
    if not private and age >= settings.CATALOGUE_SECONDS and turn.acquire(blocking=False):
        try:
            looked_at[locale_id] = time.monotonic()
            copies[locale_id] = caught_up(index)
        finally:
            turn.release()
    return copies[locale_id]


def look_again():
    """The next to ask looks at the log, however recent the last look."""
    for locale_id in looked_at:
        looked_at[locale_id] = float("-inf")


def caught_up(index):
    """The index with what changed since its generation, or a new one where it lost the thread."""
    log = list(
        CatalogueChange.objects.filter(generation__gte=index.generation)
        .order_by("generation", "pk")
        .values_list("generation", "token", "page_id", "locale_id")[: MOST_CHANGES + 1]
    )
    known = log and log[0][:2] == (index.generation, index.token)
    if not known or len(log) > MOST_CHANGES or len(index.pages) > 2 * len(index.alive) + 1000:
        return loaded(index.locale_id)
    news = [change for change in log if change[0] > index.generation]
    if news:
        ids = {page_id for _generation, _token, page_id, _locale in news if page_id}
        rows = {row[0]: row for row in rows_of(index.locale_id, pk__in=ids)}
        with index.lock:
            for page_id in sorted(ids):
                if page_id in rows:
                    index.put(rows[page_id])
                else:
                    index.drop(page_id)
            if any(page_id is None for _generation, _token, page_id, _locale in news):
                read_names(index)
            index.generation, index.token = news[-1][:2]
    return index


def rows_of(locale_id, **filters):
    return (
        CatalogueRow.objects.filter(locale_id=locale_id, **filters)
        .order_by("published_at", "page_id")
        .values_list(*COLUMNS)
        .iterator(chunk_size=5000)
    )


def loaded(locale_id):
    """A new index from the rows; from rows made anew, where these are missing, old or broken."""
    state = CatalogueState.objects.filter(pk=1, format=writing.FORMAT).first()
    if state is None or not CatalogueChange.objects.exists():
        writing.rebuild()
    elif writing.open_pages(locale_id=locale_id).count() != (
        CatalogueRow.objects.filter(locale_id=locale_id).count()
    ):
        writing.refresh_subtree("")
    try:
        return filled(locale_id)
    except (TypeError, ValueError, AttributeError):  # a row that holds what it never should
        writing.rebuild()
        return filled(locale_id)


def filled(locale_id):
    index = LocaleIndex(locale_id, Locale.objects.get(pk=locale_id).language_code)
    last = CatalogueChange.objects.order_by("-generation", "-pk").values_list("generation", "token")
    # Before the rows: what comes between the two will be read twice, not missed.
    index.generation, index.token = last[0]
    index.load(rows_of(locale_id))
    read_names(index)
    return index


def read_names(index):
    """The names of terms and choices, in its language, and the editors' synonyms."""
    vocabulary.forget_language(index.locale_id)
    labels = []
    with override(index.language):
        for model in writing.kept_types():
            for param, choices in model.facet_labels(index.locale_id).items():
                for value, label in choices:
                    labels.append((str(label), bearers(index, model.catalogue_kind, param, value)))
    synonyms = Synonym.objects.filter(locale_id=index.locale_id).order_by("pk")
    index.text.name(labels, [synonym.alternatives for synonym in synonyms])


def bearers(index, kind, param, value):
    return lambda: index.facet(KIND, kind) & index.facet(param, value)
