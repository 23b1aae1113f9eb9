"""What happens to pages, permissions and names, told to `writing`. Saving is told by BasePage."""

from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import PageViewRestriction
from wagtail.signals import page_unpublished, post_page_move

from portal.models import CatalogueRow, Synonym
from portal.vocabulary import VOCABULARIES

from . import writing


@receiver(page_unpublished)
def unpublished(sender, instance, **kwargs):
    """Wagtail may unpublish through the bare Page, which does not tell."""
    writing.gone(instance.pk)


@receiver(post_page_move)
def moved(sender, instance, url_path_before, url_path_after, **kwargs):
    writing.refresh_subtree(instance.path)


@receiver(post_delete, sender=CatalogueRow)
def deleted(sender, instance, **kwargs):
    """With its page, which is still there at this point."""
    writing.note(instance.pk)


@receiver(post_save, sender=PageViewRestriction)
def restricted(sender, instance, raw=False, **kwargs):
    if not raw:
        writing.refresh_subtree(instance.page.path)


@receiver(post_delete, sender=PageViewRestriction)
def opened(sender, instance, origin=None, **kwargs):
    """Not when the restriction goes with its page."""
    model = origin.model if isinstance(origin, QuerySet) else type(origin)
    if model is PageViewRestriction:
        writing.refresh_subtree(instance.page.path)


def renamed(sender, instance, raw=False, **kwargs):
    if not raw:
        writing.names_changed(instance.locale_id)


for model in (*VOCABULARIES, Synonym):
    post_save.connect(renamed, sender=model)
    post_delete.connect(renamed, sender=model)
