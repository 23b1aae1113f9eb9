"""The front door: the one place that knows every room."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path, re_path
from django.views.generic import TemplateView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from realisations.social import social_image

from . import views
from .exports.dump import dump
from .exports.openapi import openapi
from .gallery import gallery

urlpatterns = [
    path("", views.front_door),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("robots.txt", views.robots),
    path("sitemap.xml", views.sitemap),
    path(".well-known/security.txt", views.security),
    path("partage/<str:name>.png", social_image, name="social_image"),
    path("donnees/catalogue-<str:language>.json", dump, name="dump"),
    path("openapi.json", openapi, name="openapi"),
    path("sante/", views.alive),
    path("sante/pret/", views.ready),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
]
if settings.DEBUG:
    sheet = TemplateView.as_view(template_name="realisations/cover_sheet.html")
    urlpatterns.append(path("composants/couvertures/", sheet, name="cover_sheet"))
    urlpatterns.append(path("composants/", gallery))
urlpatterns += i18n_patterns(
    re_path(r"^((?:[\w\-]+/)*)$", views.serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
)
handler404 = "portal.views.page_not_found"
handler500 = "portal.views.server_error"
