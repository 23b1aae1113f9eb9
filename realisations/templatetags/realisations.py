from itertools import permutations

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from portal.models import Pillar
from realisations.covers import HEIGHT, INKS, WIDTH, compose, glyph_path, svg_content

register = template.Library()

PILLARS = tuple(INKS)


def paths(layers):
    return format_html_join("", '<path class="{}" d="{}"/>', layers)


@register.simple_tag
def cover(page):
    """The cover composed from the fiche's number and pillars. Decorative: words beside say it all."""
    if not page.pillars or not page.number:
        return ""
    return cover_of(page.number, page.pillars)


def cover_of(reference, pillars):
    return format_html(
        '<svg class="cover" viewBox="0 0 {} {}" aria-hidden="true">{}</svg>',
        WIDTH,
        HEIGHT,
        mark_safe(svg_content(*compose(reference, pillars))),  # digits and known slugs only
    )


@register.simple_tag
def choice(selection, reference, title, short=False):
    """The link that adds a fiche to the visitor's selection, or takes it away, and comes back here."""
    if reference in selection.references:
        word, words = _("Retirer"), _("Retirer de ma sélection")
        value = selection.removing(reference)
    else:
        word, words = _("Ajouter"), _("Ajouter à ma sélection")
        value = selection.adding(reference)
    return format_html(
        '<a class="choice"{} href="{}#{}" rel="nofollow" aria-label="{}">{}</a>',
        selection.anchor(reference),
        selection.query(value),
        reference,
        _("%(action)s : %(title)s") % {"action": words, "title": title},
        word if short else words,
    )


@register.simple_tag
def choice_of_all(selection, pages, anchor):
    """The link that adds those fiches to the visitor's selection at once, and comes back there."""
    missing = [page.reference for page in pages if page.reference not in selection.references]
    if not missing:
        return ""
    return format_html(
        '<a class="choice all no-print" href="{}#{}" rel="nofollow">{}</a>',
        selection.query(selection.adding(*missing)),
        anchor,
        ngettext(
            "Ajouter cette fiche à ma sélection",
            "Ajouter ces %(count)s fiches à ma sélection",
            len(missing),
        )
        % {"count": len(missing)},
    )


@register.simple_tag
def pdf_label(count=0):
    """What a link to a document says: its form, its language, how many fiches it holds if that varies."""
    told = {"language": dict(settings.LANGUAGES)[get_language()], "count": count}
    if not count:
        return _("PDF (%(language)s)") % told
    return (
        ngettext(
            "PDF (%(language)s, %(count)s fiche)", "PDF (%(language)s, %(count)s fiches)", count
        )
        % told
    )


@register.simple_tag
def pillar_glyphs():
    """The four glyphs overprinted, at the head of the home page."""
    layers = [(slug, glyph_path(slug, 6.4 * n, 0, 8)) for n, slug in enumerate(PILLARS)]
    return format_html(
        '<svg class="cover" viewBox="0 0 27.2 8" preserveAspectRatio="xMinYMax"'
        ' aria-hidden="true">{}</svg>',
        paths(layers),
    )


@register.simple_tag
def marker_glyphs():
    """The four glyphs as a map uses them, centred: 18 of the 24 px that a link has."""
    return format_html(
        "<defs>{}</defs>",
        format_html_join(
            "",
            '<path id="glyphe-{}" d="{}"/>',
            (
                (slug, glyph_path(slug, -9, -13.5 if slug == "sobriete" else -9, 18))
                for slug in PILLARS
            ),
        ),
    )


@register.simple_tag
def sample_covers():
    """[(title, [(reference, slugs, cover)])]: the sheet on which covers are looked at."""
    pairs, trios = list(permutations(PILLARS, 2)), list(permutations(PILLARS, 3))
    mixed = [(pairs[n % 12], (PILLARS[n % 4],), trios[n * 7 % 24])[n % 3] for n in range(24)]
    groups = {
        "Une suite ordinaire": list(enumerate(mixed, 1)),
        "Trois piliers": list(enumerate(trios, 1)),
        "Deux piliers, toujours les mêmes": [
            (n, ("creativite", "sobriete")) for n in range(100, 124)
        ],
        **{
            f"Un seul pilier, {Pillar.Slug(slug).label}": [(n, (slug,)) for n in range(1000, 1024)]
            for slug in PILLARS
        },
        "Grands nombres": [
            (n, mixed[k]) for k, n in enumerate([9, 88, 100, 888, 2026, 8888, 10_000, 99_999] * 3)
        ],
    }
    return [
        (title, [(reference, slugs, cover_of(reference, slugs)) for reference, slugs in covers])
        for title, covers in groups.items()
    ]
