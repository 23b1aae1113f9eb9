"""Keeping one row for each page that is live and open to all, and the log of what changed.

A row is built from what the database holds, never from an instance in memory, which may be an
editor's draft; in the same transaction as the change that it follows.
"""

from collections import Counter, defaultdict
from contextlib import contextmanager
from threading import local
from uuid import uuid4

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import override
from wagtail.models import Page

from portal.models import BasePage, CatalogueChange, CatalogueRow, CatalogueState
from portal.query import OF_THEIR_LANGUAGE

from .analysis import words_of_text
from .text import OFTEN

FORMAT = 3  # of the rows: a greater number rebuilds them all at first use
KEPT_GENERATIONS = 5000
MOST_LOGGED = 500  # pages in one generation
CHUNK = 500
FIELDS = [f.name for f in CatalogueRow._meta.fields if not f.primary_key]

postponed = local()


def kept_types():
    """The types of pages that are in the catalogue."""
    return [
        model for model in apps.get_models() if issubclass(model, BasePage) and model.catalogue_kind
    ]


def open_pages(**filters):
    """The pages that deserve a row."""
    types = ContentType.objects.get_for_models(*kept_types(), for_concrete_models=False).values()
    pages = Page.objects.live().public().filter(OF_THEIR_LANGUAGE, content_type__in=types)
    return pages.filter(**filters).order_by()


# Rows


def row_of(page):
    with override(page.locale.language_code):
        return told(page)


def told(page):
    names = [page.catalogue_reference, *page.catalogue_names()]
    body = "\n".join(text for text in page.catalogue_body() if text)
    return CatalogueRow(
        page_id=page.pk,
        locale_id=page.locale_id,
        kind=page.catalogue_kind,
        reference=page.catalogue_reference,
        title=page.title,
        summary=page.summary,
        published_at=page.first_published_at,
        facets=page.catalogue_facets(),
        card=page.catalogue_card(),
        body=body,
        words=lines(page.locale.language_code, page.title, names, page.summary, body),
    )


def lines(language, title, names, summary, body):
    """The words of each level of `text.LEVELS`, a line each, none repeated further down."""
    in_body = Counter(words_of_text(body, language))
    often = [word for word, count in in_body.items() if count >= OFTEN]
    levels = (
        words_of_text(title, language),
        words_of_text("\n".join(names), language),
        words_of_text(summary, language),
        often,
        in_body,
    )
    written, seen = [], set()
    for level in levels:
        words = [word for word in dict.fromkeys(level) if word not in seen]
        seen.update(words)
        written.append(" ".join(words))
    return "\n".join(written)


def pages_of(ids):
    """Those pages as themselves, with what their rows need, a few queries a type."""
    by_type = defaultdict(list)
    for page_id, type_id in open_pages(pk__in=ids).values_list("pk", "content_type_id"):
        by_type[type_id].append(page_id)
    for type_id, own in by_type.items():
        model = ContentType.objects.get_for_id(type_id).model_class()
        yield from (
            model.objects.filter(pk__in=own)
            .select_related("locale")
            .prefetch_related(*model.catalogue_prefetch)
            .order_by("pk")
        )


def write(ids):
    """Makes the rows of those pages what they ought to be: present and true, or absent."""
    rows = [row_of(page) for page in pages_of(ids)]
    kept = {row.page_id for row in rows}
    CatalogueRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["page"], update_fields=FIELDS
    )
    discard(set(ids) - kept)


def discard(ids):
    """Removes rows without a signal for each."""
    rows = CatalogueRow.objects.filter(pk__in=ids)
    return rows._raw_delete(rows.db)


# The log


def locked_state():
    """The state, held until the end of the transaction, so that generations commit in order."""
    CatalogueState.objects.get_or_create(pk=1, defaults={"format": FORMAT})
    return CatalogueState.objects.select_for_update().get(pk=1)


def log(state, changes):
    """Notes [(page id or None, locale id or None)] as one more generation."""
    from .reading import look_again

    state.generation += 1
    state.save()
    token = uuid4().hex
    CatalogueChange.objects.bulk_create(
        CatalogueChange(
            generation=state.generation, token=token, page_id=page_id, locale_id=locale_id
        )
        for page_id, locale_id in changes
    )
    if state.generation % 100 == 0:
        old = CatalogueChange.objects.filter(generation__lt=state.generation - KEPT_GENERATIONS)
        old.delete()
    transaction.on_commit(look_again)


# What happens to pages


def refresh(ids):
    """Rewrites the rows of those pages, now, or once at the end of `all_at_once`."""
    ids = set(ids)
    if not ids:
        return
    if waiting := getattr(postponed, "ids", None):
        waiting |= ids
        return
    with transaction.atomic():
        state = locked_state()
        for chunk in chunks(sorted(ids)):
            write(chunk)
        if len(ids) > MOST_LOGGED:  # reading everything is quicker: nobody's past is known any more
            CatalogueChange.objects.all().delete()
            ids = [None]
        log(state, [(page_id, None) for page_id in ids])


def gone(page_id):
    """That page is not live any more."""
    if CatalogueRow.objects.filter(pk=page_id).exists():
        refresh([page_id])


def names_changed(locale_id):
    """A term or a synonym of that language has another name."""
    note(None, locale_id)


def note(page_id, locale_id=None):
    """Tells the readers, without a look at the rows."""
    if waiting := getattr(postponed, "ids", None):
        waiting.add(page_id)
        return
    with transaction.atomic():
        log(locked_state(), [(page_id, locale_id)])


def page_saved(page):
    """After a page and its children were written as they stand."""
    if not page.live:
        gone(page.pk)
    elif page.catalogue_kind:
        before = CatalogueRow.objects.filter(pk=page.pk).values_list("title", flat=True).first()
        renamed = before not in (None, page.title)
        refresh([page.pk, *(page.catalogue_dependents() if renamed else ())])


def refresh_subtree(path):
    """Adds and removes rows where the right to read the pages below that path has changed."""
    wanted = set(open_pages(path__startswith=path).values_list("pk", flat=True))
    rows = CatalogueRow.objects.filter(page__path__startswith=path).order_by()
    refresh(wanted ^ set(rows.values_list("pk", flat=True)))


def rebuild():
    """Every row, from nothing. Returns how many."""
    with transaction.atomic():
        state = locked_state()
        CatalogueRow.objects.all()._raw_delete(CatalogueRow.objects.db)
        CatalogueChange.objects.all().delete()
        ids = list(open_pages().values_list("pk", flat=True))
        for chunk in chunks(sorted(ids)):
            write(chunk)
        state.format = FORMAT
        log(state, [(None, None)])
    return len(ids)


def chunks(ids):
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


@contextmanager
def all_at_once():
    """Inside it, rows wait: they are written once, at its end."""
    if getattr(postponed, "ids", None):
        yield
        return
    postponed.ids = {None}  # None stands for the names
    try:
        yield
        ids = postponed.ids - {None}
    finally:
        del postponed.ids
    refresh(ids)
    names_changed(None)
