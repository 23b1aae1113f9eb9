"""Pictures and documents."""

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label="image")
    caption = blocks.CharBlock(label="légende", required=False, max_length=250)

    class Meta:
        template = "blocks/picture.html"
        icon = "image"
        label = "Image"


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label="document")
    title = blocks.CharBlock(label="intitulé", max_length=150)

    class Meta:
        template = "blocks/document.html"
        icon = "doc-full"
        label = "Document"
