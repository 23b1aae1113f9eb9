"""What happens to pages and to their translations, told to `passports`."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished
from wagtail_localize.models import Translation, TranslationLog, TranslationSource

from .passports import family_changed


@receiver(page_published)
@receiver(page_unpublished)
def published(sender, instance, **kwargs):
    family_changed(instance.translation_key)


@receiver(post_delete, sender=Page)
def deleted(sender, instance, **kwargs):
    family_changed(instance.translation_key)


@receiver(post_save, sender=TranslationLog)
def made(sender, instance, raw=False, **kwargs):
    """By wagtail-localize, which notes it after having published, outside of a transaction."""
    if not raw:
        family_changed(instance.source.object_id)


@receiver(post_delete, sender=Translation)
def ended(sender, instance, **kwargs):
    """With a page, or because a translation went back to being a copy of its original."""
    source = TranslationSource.objects.filter(pk=instance.source_id).first()
    if source:  # else it went with its page, which tells
        family_changed(source.object_id)
