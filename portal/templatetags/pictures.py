"""Pictures in a page: only those already made. Their renditions are best prefetched."""

from django import template
from django.utils.translation import get_language
from wagtail.images.models import Picture

from portal.pictures import USES, existing

register = template.Library()


@register.simple_tag
def photo(image, use):
    """The <picture> of an image in that use, its head at once and the others when they come near.

    "" when there is no image, or when its renditions are still to be made.
    """
    if use not in USES:
        raise template.TemplateSyntaxError(f"photo: no use {use}, but {', '.join(USES)}")
    renditions = existing(image, use) if image else {}
    if not renditions:
        return ""
    attributes = {"fetchpriority": "high"} if use == "head" else {"loading": "lazy"}
    if USES[use].sizes and len(renditions) > len(USES[use].formats):
        attributes["sizes"] = USES[use].sizes
    language = image.description_language
    if language and language != get_language():
        attributes["lang"] = language
    return Picture(renditions, attributes)
