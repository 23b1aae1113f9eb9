"""Keeping the links of a page inside its own language."""

from functools import cache

from django.conf import settings
from django.core.cache import cache as shared_cache
from django.db import models
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import Locale, Page, TranslatableMixin

LOCALES_KEY, SECONDS = "portal.locales", 60


def locale_ids():
    """{language code: key of its Locale}, in the order of the settings; a minute old at most."""
    return shared_cache.get_or_set(LOCALES_KEY, read_locale_ids, SECONDS)


def read_locale_ids():
    known = dict(Locale.objects.values_list("language_code", "pk"))
    return {code: known[code] for code, _name in settings.LANGUAGES if code in known}


@cache
def wagtails_own():
    return {field.name for field in Page._meta.get_fields()}


def links_to_translatables(model):
    """Yields the foreign keys and many-to-manys of the model towards translatable objects."""
    for field in model._meta.get_fields():
        if issubclass(model, Page) and field.name in wagtails_own():
            continue
        if isinstance(field, ParentalKey) or not field.concrete or not field.related_model:
            continue
        if isinstance(field, models.OneToOneField) and field.remote_field.parent_link:
            continue
        if issubclass(field.related_model, TranslatableMixin):
            yield field


def in_locale(target, locale_id):
    """The translation of target in that locale, or target itself where there is none yet."""
    if target.locale_id == locale_id:
        return target
    return (
        type(target)
        .objects.filter(translation_key=target.translation_key, locale_id=locale_id)
        .first()
        or target
    )


def follow_locale(instance, locale_id=None):
    """Points each link of the instance, and of its child objects, to the instance's language.

    wagtail-localize copies links as they are, so that a translation would show the terms and
    the pages of its source. A link without a translation yet keeps its source.
    Returns True when a link changed.
    """
    locale_id = locale_id or instance.locale_id
    changed = False
    for field in links_to_translatables(type(instance)):
        if isinstance(field, ParentalManyToManyField):
            before = list(getattr(instance, field.name).all())
            after = [in_locale(target, locale_id) for target in before]
            if after != before:
                getattr(instance, field.name).set(after)
                changed = True
        elif isinstance(field, models.ForeignKey) and (target := getattr(instance, field.name)):
            translated = in_locale(target, locale_id)
            if translated != target:
                setattr(instance, field.name, translated)
                changed = True
    if isinstance(instance, ClusterableModel):
        for relation in get_all_child_relations(instance):
            if isinstance(instance, Page) and relation.name in wagtails_own():
                continue
            for child in getattr(instance, relation.get_accessor_name()).all():
                changed |= follow_locale(child, locale_id)
    return changed
