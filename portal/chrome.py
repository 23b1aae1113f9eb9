"""What surrounds every page: menu, foot, breadcrumbs, translations and their worth. One query."""

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import get_language
from wagtail.models import Page, Site

from portal.glossary import entries
from portal.models.pages import SECTION_TYPES, ContentPage
from portal.translation.telling import Told

HOME_DEPTH, SECTION_DEPTH = 2, 3
OPEN_DATA = ContentPage.Statement.DONNEES


def home_url_paths(request):
    """{language: path of its home page in the tree}, from Wagtail's cached root paths."""
    site = Site.find_for_request(request)
    roots = Site.get_site_root_paths() if site else ()
    return {root.language_code: root.root_path for root in roots if root.site_id == site.pk}


def home_url_path(request):
    """The path of the home page in the active language."""
    return home_url_paths(request).get(get_language())


def open_languages(request):
    """The languages that have a published home page. One query."""
    paths = home_url_paths(request)
    homes = Page.objects.live().filter(
        slug__in=map(slug_of, paths.values()), url_path__in=paths.values()
    )
    live = set(homes.values_list("url_path", flat=True))
    return [code for code, _name in settings.LANGUAGES if paths.get(code) in live]


def slug_of(url_path):
    """The slug of the page at that address in the tree."""
    return url_path.rstrip("/").rpartition("/")[2]


def section_types():
    """Keys of the types of pages that stand below a home page."""
    models = [apps.get_model(name) for name in SECTION_TYPES]
    types = ContentType.objects.get_for_models(*models, for_concrete_models=False)
    return [content_type.pk for content_type in types.values()]


class Chrome:
    """The surroundings of one request's page; of no page, on an error."""

    def __init__(self, request):
        self.request = request
        self.page = getattr(request, "portal_page", None)
        self.language = get_language() or settings.LANGUAGE_CODE
        self.query = request.GET.copy()
        self.query.pop("page", None)

    @cached_property
    def pages(self):
        """The home pages, the sections, the ancestors of the page and its translations."""
        roots = home_url_paths(self.request)
        root = roots.get(self.language)
        if root is None:
            return []
        # Each part by an index, of which the address and the depth have none: among a hundred
        # thousand pages, the slug and the type name a few.
        homes = Q(slug__in=map(slug_of, roots.values()), url_path__in=roots.values())
        wanted = homes | Q(
            content_type__in=section_types(), depth=SECTION_DEPTH, url_path__startswith=root
        )
        if self.page and self.page.path:
            steps = range(HOME_DEPTH, self.page.depth)
            paths = [self.page.path[: Page.steplen * step] for step in steps]
            wanted |= Q(path__in=paths) | Q(translation_key=self.page.translation_key)
        return list(
            Page.objects.live()
            .filter(wanted)
            .select_related("locale", "homepage", "passport")
            .defer("passport__made_from")
            .annotate(statement=F("contentpage__statement"))
            .order_by("path")
        )

    @property
    def passport_told(self):
        """What the foot says of a translation that there is nothing to be warned of."""
        passport = self.passport
        return " ".join(passport.sentences) if passport and not passport.warns else ""

    @cached_property
    def terms(self):
        """The entries of the glossary, in this language."""
        return tuple(entries(self.language))

    @cached_property
    def sections(self):
        return [
            page
            for page in self.pages
            if page.depth == SECTION_DEPTH and page.locale.language_code == self.language
        ]

    @cached_property
    def menu(self):
        return [self.item(page) for page in self.sections if page.show_in_menus]

    @cached_property
    def foot(self):
        """The other sections, but those to which pages lead where they are of use.

        That is the open data and the glossary: an element less each, on every page.
        """
        glossary = ContentType.objects.get_by_natural_key("portal", "glossarypage").pk
        return [
            self.item(page)
            for page in self.sections
            if not page.show_in_menus
            and page.statement != OPEN_DATA
            and page.content_type_id != glossary
        ]

    @cached_property
    def open_data_url(self):
        """The address of the page about the open data, "" when there is none."""
        pages = (page for page in self.sections if page.statement == OPEN_DATA)
        return next((page.get_url(self.request) for page in pages), "")

    def item(self, page):
        """A link of the menu, and whether it leads to where the visitor is."""
        here = self.page
        return {
            "title": page.title,
            "url": page.get_url(self.request),
            "statement": page.statement,
            "current": bool(here) and here.pk == page.pk,
            "inside": bool(here and here.path) and here.path.startswith(page.path),
        }

    @cached_property
    def support(self):
        """Who supports the portal, as the home page of this language says it."""
        return next(
            (
                page.homepage.support
                for page in self.pages
                if page.locale.language_code == self.language and hasattr(page, "homepage")
            ),
            "",
        )

    @cached_property
    def home_url(self):
        return f"/{self.language}/"

    @cached_property
    def breadcrumbs(self):
        """The ancestors, from the home page down."""
        if not (self.page and self.page.path):
            return []
        return [
            {"title": page.title, "url": page.get_url(self.request)}
            for page in self.pages
            if page.depth < self.page.depth and self.page.path.startswith(page.path)
        ]

    @cached_property
    def translations(self):
        """[(language code, path)] of the page in each language it exists in, its own included.

        What copies another language's page is no translation, and nothing leads to it.
        """
        if not self.page:
            return []
        return [
            (page.locale.language_code, page.get_url(self.request))
            for page in self.pages
            if page.translation_key == self.page.translation_key and not is_copy(page)
        ]

    @cached_property
    def passport(self):
        """What there is to tell of the page as a translation; None on an original."""
        known = {page.pk: page for page in self.pages}
        here = self.page and known.get(self.page.pk)
        passport = getattr(here, "passport", None)
        if not passport or not (passport.made_at or passport.is_copy):
            return None
        return Told(passport, self.page, known.get(passport.source_id))

    @cached_property
    def languages(self):
        """The other languages: the same page, filters kept, or its home page where there is none.

        Not those that have no home page yet.
        """
        paths = dict(self.translations)
        homes = set(home_url_paths(self.request).items())
        open_ones = {
            page.locale.language_code
            for page in self.pages
            if (page.locale.language_code, page.url_path) in homes
        }
        query = f"?{self.query.urlencode()}" if self.query else ""
        return [
            {
                "code": code,
                "name": name,
                "url": paths[code] + query if code in paths else f"/{code}/",
            }
            for code, name in settings.LANGUAGES
            if code != self.language and code in open_ones
        ]

    @cached_property
    def search_url(self):
        return self.section_url("searchpage")

    def section_url(self, model):
        """The address of the section of that type in this language, "" when there is none."""
        kind = ContentType.objects.get_by_natural_key("portal", model).pk
        return next(
            (p.get_url(self.request) for p in self.sections if p.content_type_id == kind), ""
        )

    @cached_property
    def settings(self):
        from portal.models import SiteSettings

        return SiteSettings.cached()

    @property
    def font(self):
        """The static file of the letters that this language adds to the Latin ones, or ""."""
        return settings.LANGUAGE_FONTS.get(self.language, "")

    @property
    def default_language(self):
        return settings.LANGUAGE_CODE

    @property
    def site_url(self):
        return settings.SITE_URL

    @property
    def canonical(self):
        """The address of the page, that of its original where it only copies it."""
        page = self.page
        if self.passport and self.passport.copied:
            page = self.passport.original
        path = page and page.get_url(self.request)
        return self.site_url + path if path else ""  # a page never saved has no address yet


def is_copy(page):
    return hasattr(page, "passport") and page.passport.is_copy


def chrome(request):
    """Context processor: nothing is asked of the database before a template reads it."""
    return {"chrome": Chrome(request)}
