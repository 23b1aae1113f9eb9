"""Pages by their address, and the few addresses that are not pages."""

from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_request
from django.views.decorators.cache import never_cache
from wagtail import views as wagtail_views
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from .chrome import home_url_path, open_languages, slug_of
from .models import SiteSettings
from .query import OF_THEIR_LANGUAGE


def front_door(request):
    """Sends to the visitor's language; to French when the portal has no page in it."""
    language = get_language_from_request(request)
    if language not in open_languages(request):
        language = settings.LANGUAGE_CODE
    response = HttpResponseRedirect(f"/{language}/")
    patch_vary_headers(response, ["Accept-Language"])
    response["Cache-Control"] = "no-store"
    return response


def serve(request, path):
    """Wagtail's own view, told where the page is.

    Wagtail walks down the tree with two queries a level; the address itself is in the table.
    """
    found = find_page(request, path)
    if found:
        request._wagtail_route_for_request = found
    try:
        return wagtail_views.serve(request, path)
    except Http404 as error:  # here, so that `make run` shows what a visitor would see
        return page_not_found(request, error)


def find_page(request, path):
    """The page at that address in the active language, or None."""
    root = home_url_path(request)
    if root is None:
        return None
    # The slug has an index, the address has none.
    address = root + path
    page = Page.objects.filter(slug=slug_of(address), url_path=address, live=True).first()
    return RouteResult(page.specific) if page else None


def robots(request):
    # Every selection is an address, and every document is composed: robots have better to do.
    closed = ("/admin/", "/*fiches=", "/*format=pdf")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    return HttpResponse(
        "\n".join([*lines, "", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]),
        content_type="text/plain; charset=utf-8",
    )


def security(request):
    """RFC 9116. Answers 404 as long as no address is known: an empty file would mislead."""
    site = SiteSettings.cached()
    email = site.security_email or site.contact_email
    if not email:
        return HttpResponse(status=404, content_type="text/plain; charset=utf-8")
    expires = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    languages = ", ".join(code for code, _ in settings.LANGUAGES)
    return HttpResponse(
        f"Contact: mailto:{email}\nExpires: {expires}\nPreferred-Languages: {languages}\n"
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt\n",
        content_type="text/plain; charset=utf-8",
    )


def sitemap(request):
    """Every published page in every language, each with its translations."""
    codes = {}
    pages = (
        Page.objects.live()
        .public()
        .filter(OF_THEIR_LANGUAGE, depth__gt=1)
        .select_related("locale")
        .order_by("path")
    )
    urls = []
    for page in pages:
        url = page.get_full_url(request)
        if url:
            urls.append((page, url))
            codes.setdefault(page.translation_key, []).append((page.locale.language_code, url))
    entries = [
        {"url": url, "updated": page.last_published_at, "alternates": codes[page.translation_key]}
        for page, url in urls
    ]
    return HttpResponse(
        render_to_string("portal/sitemap.xml", {"entries": entries}),
        content_type="application/xml; charset=utf-8",
    )


@never_cache
def alive(request):
    return JsonResponse({"status": "ok"})


@never_cache
def ready(request):
    """503, and which, unless the database answers, is migrated, and the cache keeps what it is given."""
    checks = {}
    for name, check in (("database", database_ready), ("cache", cache_ready)):
        try:
            checks[name] = "ok" if check() else "not ready"
        except Exception as error:  # whatever fails, the answer is that it failed
            checks[name] = type(error).__name__
    healthy = set(checks.values()) == {"ok"}
    return JsonResponse(checks, status=200 if healthy else 503)


def database_ready():
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def cache_ready():
    cache.set("portal.ready", "yes", 5)
    return cache.get("portal.ready") == "yes"


def page_not_found(request, exception):
    return render(request, "404.html", status=404)


def server_error(request):
    """Asks nothing of the database, which may be what failed."""
    context = {"language": get_language() or settings.LANGUAGE_CODE, "sheet": style_sheet()}
    return HttpResponse(render_to_string("500.html", context), status=500)


def style_sheet():
    """The address of the portal's sheet, or "" where the static files are what failed."""
    try:
        return static("css/site.css")
    except ValueError:
        return ""
