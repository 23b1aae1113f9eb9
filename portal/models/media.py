from django.core.exceptions import ValidationError
from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class PortalImage(AbstractImage):
    """A picture with its credit, and with a text alternative unless it only decorates."""

    credit = models.CharField(
        "crédit",
        max_length=255,
        help_text="Qui a fait l’image et qui autorise son usage : « Prénom Nom / Organisme ».",
    )
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

    @property
    def default_alt_text(self):
        """The alternative that every `{% image %}` of this picture carries."""
        return "" if self.purely_decorative else self.description


class PortalRendition(AbstractRendition):
    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition"
            )
        ]
