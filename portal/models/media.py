from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils.translation import get_language
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from portal.pictures import make_pictures

SHOWN = {"file", "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"}


class PortalImage(AbstractImage):
    """A picture with its credit, and with a text alternative unless it only decorates."""

    credit = models.CharField(
        "crédit",
        max_length=255,
        help_text="Qui a fait l’image et qui autorise son usage : « Prénom Nom / Organisme ».",
    )
    # {language: description}, beside `description`, which is in the portal's own. Not a translated
    # page's concern: the same picture serves them all.
    descriptions = models.JSONField(default=dict, blank=True, editable=False)
    # Not `decorative`, which Wagtail sets on each image for its ImageBlock.
    purely_decorative = models.BooleanField(
        "image décorative",
        default=False,
        help_text="À cocher seulement si l’image n’apprend rien : elle sera tue aux lecteurs d’écran.",
    )

    admin_form_fields = (*Image.admin_form_fields, "credit", "purely_decorative")

    class Meta(AbstractImage.Meta):
        verbose_name = "image"
        verbose_name_plural = "images"

    def clean(self):
        super().clean()
        if not self.purely_decorative and not self.description:
            raise ValidationError(
                {
                    "description": "Décrivez ce que l’image montre, ou cochez « image décorative ».",
                }
            )

    def save(self, *args, update_fields=None, **kwargs):
        super().save(*args, update_fields=update_fields, **kwargs)
        if update_fields is None or SHOWN & set(update_fields):
            transaction.on_commit(partial(make_pictures.enqueue, self.pk))

    def generate_rendition_file(self, filter, *, source=None):
        """In memory: nobody would close the temporary file that Wagtail makes."""
        with super().generate_rendition_file(filter, source=source) as made:
            made.seek(0)
            return ContentFile(made.read(), name=made.name)

    @property
    def default_alt_text(self):
        """The alternative that every rendition of this picture carries, in the reader's language."""
        if self.purely_decorative:
            return ""
        return self.descriptions.get(get_language()) or self.description

    @property
    def description_language(self):
        """The language of `default_alt_text`: not the reader's where it is not translated."""
        if not self.default_alt_text:
            return ""
        return get_language() if self.descriptions.get(get_language()) else settings.LANGUAGE_CODE


class PortalRendition(AbstractRendition):
    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition"
            )
        ]
