"""What surrounds every page: menu, foot, breadcrumbs, translations and their worth. One query."""

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import get_language
from wagtail.models import Page, Site

from portal.models.pages import SECTION_TYPES, ContentPage
from portal.translation.telling import Told

HOME_DEPTH, SECTION_DEPTH = 2, 3
OPEN_DATA = ContentPage.Statement.DONNEES


def home_url_path(request):
    """The path of the home page in the active language, from Wagtail's cached root paths."""
    site = Site.find_for_request(request)
    for root in Site.get_site_root_paths() if site else ():
        if root.site_id == site.pk and root.language_code == get_language():
            return root.root_path
    return None


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
        """The home page and its sections, the ancestors of the page and its translations."""
        root = home_url_path(self.request)
        if root is None:
            return []
        # Each part by an index, of which the address and the depth have none: among a hundred
        # thousand pages, the slug and the type name a few.
        wanted = Q(slug=slug_of(root), url_path=root) | Q(
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
        """The other sections, but the open data: the lists lead to it, an element less on each page."""
        return [
            self.item(page)
            for page in self.sections
            if not page.show_in_menus and page.statement != OPEN_DATA
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
        """The other languages: the same page, filters kept, or its home page where there is none."""
        paths = dict(self.translations)
        query = f"?{self.query.urlencode()}" if self.query else ""
        return [
            {
                "code": code,
                "name": name,
                "url": paths[code] + query if code in paths else f"/{code}/",
            }
            for code, name in settings.LANGUAGES
            if code != self.language
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
