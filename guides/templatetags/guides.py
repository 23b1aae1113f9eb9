"""What the templates of laws draw."""

from django import template

register = template.Library()


@register.simple_tag
def share(part, whole):
    """A quantity on a measure, as an SVG length: "12.5%"."""
    return f"{100 * part / whole:.2f}%"
