"""The names of every term, read once a minute at most: they change rarely and every page says some."""

from django.core.cache import cache
from django.db.models import Value
from django.db.models.signals import post_delete, post_save

from .models import OrganisationType, Pillar, Scale, TerritoryType, Theme

VOCABULARIES = (Pillar, Theme, TerritoryType, OrganisationType, Scale)
SECONDS = 60


def cache_key(locale_id):
    return f"portal.vocabulary.{locale_id}"


def terms(model, locale_id):
    """[(slug, name)] of a vocabulary in that language, in its editors' order."""
    return cache.get_or_set(cache_key(locale_id), lambda: read_terms(locale_id), SECONDS)[
        model.__name__
    ]


def read_terms(locale_id):
    """{vocabulary: [(slug, name)]}, in one query."""
    first, *others = (
        model.objects.filter(locale_id=locale_id)
        .order_by()
        .annotate(kind=Value(model.__name__))
        .values_list("kind", "sort_order", "name", "slug")
        for model in VOCABULARIES
    )
    names = {model.__name__: [] for model in VOCABULARIES}
    for kind, _order, name, slug in sorted(first.union(*others, all=True)):
        names[kind].append((slug, name))
    return names


def forget_language(locale_id):
    cache.delete(cache_key(locale_id))


def forget(sender, instance, **kwargs):
    """Seen at once in this process; in the others when their catalogue learns of it."""
    forget_language(instance.locale_id)


for model in VOCABULARIES:
    post_save.connect(forget, sender=model)
    post_delete.connect(forget, sender=model)
