"""What tests ask of the demo site."""

from wagtail.models import Page


def every_page(language=None):
    """Every published page of the demo, as itself."""
    pages = Page.objects.live().filter(depth__gt=1).order_by("path")
    if language:
        pages = pages.filter(locale__language_code=language)
    return list(pages.specific())


def one_of_each_type(language):
    """One published page of each type in that language: {type name: page}."""
    return {type(page).__name__: page for page in reversed(every_page(language))}


def realisation(key, language="fr"):
    """A fiche of the demo by its key, “lyon”."""
    from portal.demo.entries import translation_key
    from realisations.models import RealisationPage

    return RealisationPage.objects.get(
        translation_key=translation_key(f"fiche/{key}"), locale__language_code=language
    )


def text_of(response):
    """The words of a page as a reader reads them: no tag, every space alike."""
    import html
    import re

    body = re.sub(r"(?s)<(script|style|head).*?</\1>", " ", response.content.decode())
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())
