"""The list of réalisations in other forms than HTML."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseBadRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.query import page_of

from .views import list_filters

FEED_LENGTH = 20


def atom(index, request):
    """The latest fiches that match the filters; 400 where a filter is not understood."""
    filters = list_filters(index, request)
    pages, notices = page_of(request.GET, filters.results(), FEED_LENGTH)
    if notices := filters.notices + notices:
        return HttpResponseBadRequest("\n".join(notices), content_type="text/plain; charset=utf-8")
    feed = Atom1Feed(
        title=f"{index.title} – {settings.WAGTAIL_SITE_NAME}",
        link=index.get_full_url(request),
        description=index.summary,
        language=get_language(),
        feed_url=request.build_absolute_uri(),
        author_name=settings.WAGTAIL_SITE_NAME,
        feed_copyright=_("Voir les mentions légales du portail."),
    )
    for page in pages:
        feed.add_item(
            title=page.title,
            link=page.get_full_url(request),
            description=page.summary,
            pubdate=page.first_published_at,
            updateddate=page.last_published_at,
            unique_id=f"urn:uuid:{page.translation_key}",
            categories=page.pillars,
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )
