"""What templates need to say things well. No query here."""

from decimal import Decimal
from urllib.parse import urlsplit

from django import template
from django.template.loader import render_to_string
from django.utils.formats import date_format, get_format, number_format
from django.utils.safestring import SafeData, mark_safe
from django.utils.translation import get_language, get_language_from_path
from django.utils.translation import gettext as _

from portal.glossary import explained
from portal.models import Pillar
from portal.structured_data import as_json
from portal.typography import NARROW, WIDE, typeset_html, typeset_text

register = template.Library()
FIRST_DAY = "FIRST_DAY_FORMAT"  # of a language where the first day of a month is said otherwise


@register.filter
def pillar_name(slug):
    """The word of a pillar, in the reader's language."""
    return Pillar.Slug(slug).label.capitalize()


@register.filter
def figure(value):
    """A number as the reader's language writes it: 3 950 or 3,950; 12,5 or 12.5."""
    if value is None:
        return ""
    number = Decimal(value)
    number = number.quantize(Decimal(1)) if number == number.to_integral() else number.normalize()
    places = max(0, -number.as_tuple().exponent)
    return number_format(number, decimal_pos=places, use_l10n=True, force_grouping=True).replace(
        WIDE, NARROW
    )


@register.filter
def percentage(value):
    """A percentage, its sign set as the reader's language does: 99 % or 99%."""
    return _("%(number)s %%") % {"number": figure(value)}


@register.filter
def quantity(value):
    """A KeyFigureBlock value in one line: “about 50,000 items of equipment”, “99%”."""
    number = percentage(value["value"]) if value.is_percentage else figure(value["value"])
    words = (str(value.qualifier_label), number, value.unit_words)
    return " ".join(word for word in words if word)


@register.filter
def long_date(value):
    """A day in the reader's language: « 1er janvier 2025 », “1 January 2025”."""
    if value is None:
        return ""
    # Of the languages that have one: Django gives back the name of a format that it does not know.
    first = get_format(FIRST_DAY) if value.day == 1 else FIRST_DAY
    return date_format(value, "DATE_FORMAT" if first == FIRST_DAY else first)


@register.filter
def precise_date(value, precision):
    """A date no more precise than what is known: « 2021 », « mars 2021 », « 4 mars 2021 »."""
    if value is None or precision not in {"annee", "mois"}:
        return long_date(value)
    return date_format(value, "Y" if precision == "annee" else "YEAR_MONTH_FORMAT")


@register.filter
def typeset(value, language=None):
    """HTML or plain text in the typography of its language, that of the page unless told."""
    language = language or get_language() or ""
    if isinstance(value, SafeData):
        return mark_safe(typeset_html(value, language))
    return typeset_text(str(value), language)


class Explained(template.Node):
    def __init__(self, nodes, most):
        self.nodes, self.most = nodes, most

    def render(self, context):
        chrome = context["chrome"]
        address = chrome.section_url("glossarypage")
        return explained(self.nodes.render(context), chrome.terms, self.most, address)


@register.tag("explained")
def do_explained(parser, token):
    """`{% explained 3 %}…{% endexplained %}`: running text, up to three of its terms explained."""
    _name, most = token.split_contents()
    nodes = parser.parse(["endexplained"])
    parser.delete_first_token()
    return Explained(nodes, int(most))


@register.simple_tag(takes_context=True)
def json_ld(context, page):
    """The page's JSON-LD: a data block, which runs nothing and which the CSP lets be."""
    document = as_json(page, context["chrome"], context["request"])
    return mark_safe(f'<script type="application/ld+json">{document}</script>')


@register.simple_tag
def page_weight():
    """Where `portal.weight` writes what the page weighs, once it is whole, in its language."""
    return mark_safe(f"<!--weight:{get_language()}-->")


@register.simple_tag(takes_context=True)
def card(context, page, level="h3", **options):
    """A page as its own type shows it in a list; `level` is the heading that holds its title.

    Options: `brief` leaves the summary out, `bare` the cover. Its links carry the visitor's
    selection along. A page in another language than the reader's says so.
    """
    told = {"page": page, "level": heading(level), "selection": context["selection"]}
    told["foreign"] = foreign_language(page.url)
    return render_to_string(page.card_template, {"brief": False, "bare": False} | told | options)


@register.simple_tag(takes_context=True)
def feature(context, page, level="h3"):
    """A page put in front of the others, as its own type wants it."""
    told = {"page": page, "level": heading(level), "selection": context["selection"]}
    return render_to_string(page.feature_template, told)


def foreign_language(url):
    """The language that the first step of an address names, "" when it is the reader's or none."""
    code = get_language_from_path(urlsplit(url or "").path)
    return code if code and code != get_language() else ""


def heading(level):
    if level not in {"h2", "h3", "h4"}:
        raise template.TemplateSyntaxError(f"no such heading: {level}")
    return level


@register.inclusion_tag("components/key_figures.html")
def key_figures(stream, ink=""):
    """The figures of a stream of KeyFigureBlock; what all say of their origin is told once."""
    figures = [block.value for block in stream]
    origins = {figure.origin for figure in figures}
    return {
        "figures": figures,
        "ink": ink,
        "common": origins.pop() if len(figures) > 1 and len(origins) == 1 else "",
    }


@register.simple_tag
def inks_named(slugs):
    """The inks that the page uses, by their names."""
    names = [_("nuit"), *(pillar_name(slug).lower() for slug in slugs)]
    return _("Encres de cette page : %(inks)s.") % {"inks": ", ".join(names)}
