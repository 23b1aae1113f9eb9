"""House rules, as Django system checks."""

from django.apps import apps
from django.core.checks import Error, register
from wagtail.models import Page

ROOMS = ("portal", "realisations", "guides")


def page_types():
    return [
        model
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        if issubclass(model, Page)
    ]


@register()
def page_types_say_where_they_live(app_configs, **kwargs):
    """Every page type declares its parents, its children and what it is for."""
    errors = []
    for model in page_types():
        for name in ("parent_page_types", "subpage_types", "page_description"):
            if not any(
                name in vars(klass)
                for klass in model.__mro__
                if klass is not Page and issubclass(klass, Page)
            ):
                errors.append(
                    Error(f"{model.__name__} declares no {name}.", obj=model, id="portal.E001")
                )
    return errors
