"""The one body that pages of text use."""

from wagtail import blocks

from .media import PictureBlock
from .open_data import DataFormsBlock, DataParametersBlock
from .statements import AccessibilityStateBlock, MeasuresBlock, SiteFactsBlock

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
# Parts of a fiche have their own headings.
PLAIN_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label="citation")
    author = blocks.CharBlock(label="qui parle", required=False)

    class Meta:
        template = "blocks/quote.html"
        icon = "openquote"
        label = "Citation"


class BodyBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(
        label="Texte", features=TEXT_FEATURES, template="blocks/text.html", icon="pilcrow"
    )
    picture = PictureBlock()
    quote = QuoteBlock()
    site_facts = SiteFactsBlock()
    accessibility_state = AccessibilityStateBlock()
    measures = MeasuresBlock()
    data_forms = DataFormsBlock()
    data_parameters = DataParametersBlock()

    class Meta:
        template = "blocks/stream.html"
