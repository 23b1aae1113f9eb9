"""What the portal gives as data, from what its types of pages say of themselves."""

from django.apps import apps
from django.conf import settings

from .pages import ExportedList, ExportedPage


def lists(language):
    """The published lists in that language."""
    return [
        page
        for model in types_of(ExportedList)
        for page in model.objects.published().in_language(language).order_by("path")
    ]


def types_of(mixin):
    return [model for model in apps.get_models() if issubclass(model, mixin)]


def parents(language):
    """Yields (type of pages that give themselves as JSON, the page that they stand below)."""
    for model in types_of(ExportedPage):
        for parent in model.allowed_parent_page_models():
            for page in parent.objects.published().in_language(language).order_by("path"):
                yield model, page


def others(language):
    """The published pages that describe for themselves, by `data_operation`, what they give."""
    return [
        page
        for model in apps.get_models()
        if hasattr(model, "data_operation")
        for page in model.objects.published().in_language(language).order_by("path")
    ]


def types_with_records():
    """The types of pages that the whole catalogue holds."""
    return [
        model
        for model in apps.get_models()
        if hasattr(model, "records") and model.records(settings.LANGUAGE_CODE)
    ]


def dump_address(language):
    return f"{settings.SITE_URL}/donnees/catalogue-{language}.json"
