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


# The states of a list, by the type of the page that holds it. The words sought differ by language.
STATES = {
    "RealisationIndexPage": {
        "filtered": "?pilier=sobriete&tri=titre",
        "empty": "?region=94",
        "ignored value": "?pilier=paix",
        "selection": "?fiches=R-0001,R-0004",
        "ranked": "?commune=49099&choix=theme",
    },
    # Without `fiches`, empty.
    "SelectionPage": {
        "three": "?fiches=R-0010,R-0001,R-0004",
        "unknown": "?fiches=R-9999,x",
        "visit": "?fiches=R-0010,R-0001,R-0004,R-0002&vue=visite",
    },
    "ComparisonPage": {
        "two": "?fiches=R-0010,R-0001",
        "four": "?fiches=R-0010,R-0001,R-0004,R-0005",
        "six": "?fiches=R-0010,R-0001,R-0004,R-0005,R-0002,R-0003",
    },
    "MapPage": {
        "of a region": "?region=52&commune=49099",
        "empty": "?region=94",
        "ignored value": "?pilier=paix&lieu=Montreuil",
    },
    "ResourceIndexPage": {"filtered": "?pilier=inclusion"},
    "SearchPage": {"found": "?q={word}", "nothing found": "?q=xylophone", "no word": "?q="},
    "ConcernedPage": {
        "commune": "?commune=53130",
        "homonyms": "?q=saint-denis",
        "organisation": "?acteur=entreprise",
    },
    "HomePage": {"not found": "{nothing}/"},
}
WORDS = {
    "fr": {"word": "ville", "nothing": "rien"},
    "en": {"word": "city", "nothing": "nothing"},
    "ar": {"word": "مدينة", "nothing": "nothing"},
}
# Visited in a language whose pages are those of another, but for its words and its direction.
MAIN_TYPES = (
    "HomePage", "RealisationIndexPage", "RealisationPage", "MapPage", "DossierPage", "LawPage",
    "GlossaryPage",
)  # fmt: skip


def visited_types(language):
    """One page of each type in that language: {name: path}."""
    return {name: page.url for name, page in one_of_each_type(language).items()}


def visited_briefly(language):
    """One page of each main type in that language: {name: path}."""
    paths = visited_types(language)
    return {name: paths[name] for name in MAIN_TYPES}


def visited_states(language):
    """One page of each type, and the states of the lists: {name: path}."""
    paths = visited_types(language)
    states = {
        f"{name} {state}": paths[name] + suffix.format(**WORDS[language])
        for name, suffixes in STATES.items()
        for state, suffix in suffixes.items()
    }
    return paths | states


def visited(language):
    """All that a browser visits: those, every fiche, law and page of content. {name: path}."""
    paths = visited_states(language)
    types = {"RealisationPage", "LawPage", "ContentPage"}
    others = {
        f"{type(page).__name__} {page.slug}": page.url
        for page in every_page(language)
        if type(page).__name__ in types and page.url not in paths.values()
    }
    return paths | others


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
