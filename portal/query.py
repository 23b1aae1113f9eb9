"""Reading what a visitor asks for in a URL: words, pages of a list, values of parameters.

Nothing here raises for bad input: what cannot be read is left out, and a notice in the visitor's
language says so.
"""

import re

from django.core.paginator import Paginator
from django.db.models import F, Q
from django.utils.translation import gettext as _
from wagtail.models import PageViewRestriction

MAX_WORDS_LENGTH = 200
MAX_SHOWN_VALUE = 40
# What newsletters and networks add to the links that they give: no business of ours.
TRACKING = re.compile(r"(?:utm|mtm|pk|at)_\w*|xtor|fbclid|gclid|dclid|msclkid")
MAX_REFERENCES = 100  # of `fiches`: what comes after them is not read
REFERENCE = re.compile(r"r ?-? ?0*([0-9]{1,9})", re.IGNORECASE)


def words_of(params):
    """The words of `q`, tidied, and the notices they deserve."""
    words = " ".join(params.get("q", "").replace("\x00", " ").split())
    if len(words) <= MAX_WORDS_LENGTH:
        return words, []
    return words[:MAX_WORDS_LENGTH], [_("Recherche trop longue : seul son début a été lu.")]


def shown(value):
    """A value as a notice may quote it: short, on one line."""
    value = " ".join(value.replace("\x00", " ").split())
    return value if len(value) <= MAX_SHOWN_VALUE else value[:MAX_SHOWN_VALUE] + "…"


def known_values(params, name, known):
    """The values of a repeated parameter that are in `known`, once each, and notices for the rest."""
    values, notices = [], []
    for value in dict.fromkeys(params.getlist(name)):
        if value in known:
            values.append(value)
        elif value.strip():
            notices.append(
                _("Valeur inconnue, ignorée : %(name)s = « %(value)s ».")
                % {"name": name, "value": shown(value)}
            )
    return values, notices[:5]


def unknown_names(params, known):
    """Notices for the parameters that the page does not have: a filter that would narrow nothing."""
    names = [
        name
        for name, values in params.lists()
        if name not in known and any(map(str.strip, values)) and not TRACKING.fullmatch(name)
    ]
    told = _("Paramètre inconnu, ignoré : « %(name)s ».")
    return [told % {"name": shown(name)} for name in names[:5]]


def repeated(params, names):
    """Notices for the parameters that have one value at a time, and were given several."""
    told = _("« %(name)s » n’a qu’une valeur à la fois : la dernière est lue.")
    return [told % {"name": name} for name in names if len(set(params.getlist(name))) > 1]


def references_of(params):
    """(The public references that `fiches` holds, once each in their order; what is no reference.)

    “r-1, R-4” is R-0001 and R-0004; a repeated parameter adds up.
    """
    texts = (text.strip() for value in params.getlist("fiches") for text in value.split(","))
    references, illegible = {}, []
    for text in filter(None, texts):
        if match := REFERENCE.fullmatch(text):
            references[f"R-{int(match[1]):04d}"] = None
        else:
            illegible.append(text)
        if len(references) + len(illegible) == MAX_REFERENCES:
            break
    return list(references), illegible


def page_of(params, items, per_page):
    """The page of `items` that `page` asks for, and the notices it deserves.

    A malformed number shows the first page, a number beyond the end the last.
    """
    paginator = Paginator(items, per_page)
    asked = params.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10 and int(asked) > 0):
        return paginator.page(1), [_("Numéro de page illisible : voici la première page.")]
    if int(asked) > paginator.num_pages:
        last = paginator.page(paginator.num_pages)
        return last, [_("Cette page de la liste n’existe pas : voici la dernière.")]
    return paginator.page(int(asked)), []


# Pages with a text of their own language: not those that only copy another language's page.
OF_THEIR_LANGUAGE = Q(alias_of=None) | Q(alias_of__locale=F("locale"))


def restricted_paths():
    """Paths of the pages that not everyone may read: all below them is restricted too."""
    return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))


def published_only(links, page_of_link, restricted=None):
    """The links whose page is live and open to all, in their order.

    Costs one query, none where `restricted` (see `restricted_paths`) is given.
    """
    restricted = restricted_paths() if restricted is None else restricted
    return [
        link
        for link in links
        if (page := page_of_link(link)) and page.live and not page.path.startswith(restricted)
    ]
