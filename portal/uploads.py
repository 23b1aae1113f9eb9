"""A picture as an editor uploads it: refused with a sentence, or made fit to be shown.

It is stored upright, in sRGB, at a reasonable size, and without what the camera wrote in it
(the place where it was taken, its owner): originals are public files too.
"""

from io import BytesIO

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.db import transaction
from PIL import Image, ImageCms, ImageOps
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

LONGEST_SIDE = 2560  # pixels; twice the widest use
QUALITY = 90  # of the stored original, in the formats that have one
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)

TOO_LARGE = (
    f"Cette image a trop de pixels : {settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 10**6} millions "
    "au plus. Réduisez-la, puis déposez-la à nouveau."
)
BROKEN = "Ce fichier n’est pas une image lisible : il est incomplet ou abîmé."
ANIMATED = "Cette image est animée : déposez une image fixe."


class PictureField(WagtailImageField):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.error_messages["file_too_many_pixels"] = TOO_LARGE

    def to_python(self, data):
        """Wagtail reads the header outside of any `try`; Pillow finds the rest when decoding."""
        try:
            upload = super().to_python(data)
            return upload and tidy(upload)
        except ValidationError:
            raise
        except BOMBS:
            raise ValidationError(TOO_LARGE, code="file_too_many_pixels") from None
        except Exception as error:  # Pillow's decoders raise anything
            raise ValidationError(BROKEN, code="invalid_image") from error


class PictureForm(BaseImageForm):
    """Wagtail's form of an image, with its description in the other languages of the portal."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if file := self.fields.get("file"):  # not in the second step of a multiple upload
            self.fields["file"] = PictureField(
                label=file.label, required=file.required, widget=file.widget
            )
        self.translated = {f"description_{code}": code for code, _ in settings.LANGUAGES[1:]}
        for name, code in self.translated.items():
            self.fields[name] = forms.CharField(
                label=f"Description ({dict(settings.LANGUAGES)[code]})",
                max_length=255,
                required=False,
                initial=self.instance.descriptions.get(code, ""),
            )

    def clean(self):
        cleaned_data = super().clean()
        self.instance.descriptions = {
            code: cleaned_data[name]
            for name, code in self.translated.items()
            if cleaned_data.get(name)
        }
        return cleaned_data

    def save(self, commit=True):
        # Wagtail deletes the old file's renditions after saving: the new ones come after that.
        with transaction.atomic():
            return super().save(commit=commit)


def tidy(upload):
    """The upload with its picture upright, in sRGB, still, not too large and without metadata."""
    upload.seek(0)
    with Image.open(upload) as source:
        kind = source.format
        if getattr(source, "is_animated", False):
            raise ValidationError(ANIMATED, code="animated")
        picture = in_srgb(ImageOps.exif_transpose(source))
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture.info.clear()
    content = BytesIO()
    picture.save(content, kind, quality=QUALITY)
    return InMemoryUploadedFile(
        content, "file", upload.name, Image.MIME[kind], content.tell(), charset=None
    )


def in_srgb(picture):
    """In RGB, or RGBA where something is transparent; the colours as their profile means them."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    if profile := picture.info.get("icc_profile"):
        try:
            return ImageCms.profileToProfile(
                picture,
                ImageCms.ImageCmsProfile(BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode=mode,
            )
        except ImageCms.PyCMSError:  # a profile that does not fit its picture
            return picture.convert(mode)
    if picture.mode.startswith("I;16"):  # 16 bits a pixel, which would only be cut off
        picture = picture.point(lambda value: value / 256, "L")
    return picture.convert(mode)
