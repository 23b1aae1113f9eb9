from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from realisations.covers import HEIGHT, WIDTH, compose, glyph_path

register = template.Library()

PILLARS = ("sobriete", "inclusion", "resilience", "creativite")


def paths(layers):
    return format_html_join("", '<path class="{}" d="{}"/>', layers)


@register.simple_tag
def cover(page):
    """The cover composed from the fiche's number and pillars. Decorative: words beside say it all."""
    if not page.pillars or not page.number:
        return ""
    layers, corner = compose(page.number, page.pillars)
    x = ".2" if "left" in corner else "11.8"
    y = "2.15" if "top" in corner else "7.8"
    anchor = mark_safe(' text-anchor="end"') if "right" in corner else ""
    return format_html(
        '<svg class="cover" viewBox="0 0 {} {}" aria-hidden="true">{}<text x="{}" y="{}"{}>{}</text></svg>',
        WIDTH, HEIGHT, paths(layers), x, y, anchor, page.number,
    )  # fmt: skip


@register.simple_tag
def glyph(slug):
    """One pillar's glyph, beside its name."""
    return format_html(
        '<svg class="glyph" viewBox="0 0 8 8" aria-hidden="true">{}</svg>',
        paths([(slug, glyph_path(slug, 0, 0, 8))]),
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
