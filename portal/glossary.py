"""Finding the terms of the glossary in a text, and explaining them where a page first uses them.

Without a script: a term becomes a button that opens the browser's own popover, which the keyboard
and screen readers know; the definitions follow the text, where paper and old browsers show them as
notes (docs/glossaire.md).
"""

import re
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from django.utils.html import escape

from .catalogue.analysis import fold
from .models import GlossaryTerm

SECONDS = 60  # in each process at most, as the vocabularies
# Where no button may stand, or none should: links, titles, forms, drawings, what has its language.
CLOSED = re.compile(
    r"<div class=\"argument.*?</div>"  # laid out as a grid, of which a button would be a part
    r"|<(a|button|label|summary|nav|form|svg|h[1-6]|dt|th|caption|small|code|script|style)\b.*?</\1>"
    r"|<(\w+)\b[^>]*\slang=.*?</\2>|<[^>]*>",
    re.DOTALL,
)


class Entry(NamedTuple):
    term: str
    slug: str
    definition: str
    forms: tuple  # as they may be written, the term first
    in_place: bool


def cache_key(language):
    return f"portal.glossary.{language}"


def entries(language):
    """The terms of a language, in its alphabetical order. One query a minute at most."""
    return cache.get_or_set(cache_key(language), lambda: read_entries(language), SECONDS)


def read_entries(language):
    terms = GlossaryTerm.objects.filter(locale__language_code=language)
    found = [
        Entry(
            term.term,
            term.slug,
            term.definition,
            tuple(form.strip() for form in [term.term, *term.forms.split(",")] if form.strip()),
            term.in_place,
        )
        for term in terms
    ]
    return sorted(found, key=lambda entry: fold(entry.term).removeprefix("ال"))


def forget(sender, instance, **kwargs):
    """Seen at once in this process."""
    cache.delete_many([cache_key(code) for code, _name in settings.LANGUAGES])


post_save.connect(forget, sender=GlossaryTerm)
post_delete.connect(forget, sender=GlossaryTerm)


@lru_cache(maxsize=256)
def pattern(forms):
    """The forms as whole words, whatever their case, apostrophe or spaces.

    Arabic writes “and” onto the word.
    """
    written = "|".join(
        re.escape(form).replace("’", "'").replace("'", "['’]").replace(r"\ ", r"\s")
        for form in sorted(forms, key=len, reverse=True)
    )
    return re.compile(rf"(?<![\w-])و?(?:{written})(?![\w-])", re.IGNORECASE)


def present(entry, lowered):
    """Whether the text may hold the term: cheap, and sure when it says no.

    The longest word of each form is looked for, which neither spaces nor apostrophes can change.
    """
    return any(max(re.split(r"[\s’']", form.lower()), key=len) in lowered for form in entry.forms)


def terms_used(texts, language):
    """The entries of the terms that the texts use, in alphabetical order."""
    text = "\n".join(texts)
    lowered = text.lower()
    return [
        entry
        for entry in entries(language)
        if present(entry, lowered) and pattern(entry.forms).search(text)
    ]


@lru_cache(maxsize=64)
def explained(html, terms, most, page_url=""):
    """The HTML, the first use of up to `most` terms made a button, and their definitions after it.

    `terms`: a tuple of entries; `page_url`: that of the glossary, to which the definitions lead.
    Worked out once for each text and each state of the glossary.
    """
    lowered = html.lower()
    known = [entry for entry in terms if entry.in_place and present(entry, lowered)]
    if not known:
        return html
    closed = [found.span() for found in CLOSED.finditer(html)]
    uses = apart(filter(None, (first_use(html, entry, closed) for entry in known)))[:most]
    parts, position = [], 0
    for start, end, entry in uses:
        parts += [html[position:start], button(html[start:end], entry)]
        position = end
    return "".join(
        [*parts, html[position:], *(note(entry, page_url) for _start, _end, entry in uses)]
    )


def first_use(html, entry, closed):
    """(start, end, entry) of the first use that a button may stand for, or None."""
    spans, span = iter(closed), (0, 0)
    for found in pattern(entry.forms).finditer(html):
        while span[1] <= found.start():
            span = next(spans, (len(html), len(html) + 1))
        if found.end() <= span[0]:
            return *found.span(), entry
    return None


def apart(uses):
    """In the order of the text, the longest of those that overlap."""
    kept = []
    for use in sorted(uses, key=lambda use: (use[0], -use[1])):
        if not kept or use[0] >= kept[-1][1]:
            kept.append(use)
    return kept


def button(text, entry):
    return f'<button class="term" popovertarget="terme-{entry.slug}">{text}</button>'


def note(entry, page_url):
    term = escape(entry.term)
    if page_url:
        term = f'<a href="{page_url}#{entry.slug}">{term}</a>'
    words = f"{term} : {escape(entry.definition)}"
    return f'<p popover class="note" id="terme-{entry.slug}">{words}</p>'
