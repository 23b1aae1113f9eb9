"""What the portal adds to Wagtail's admin."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy

from portal.translation import admin, po


@hooks.register("register_admin_urls")
def urls():
    return [
        path("traductions/", admin.PassportsView.as_view(), name=admin.REPORT),
        path(
            "traductions/resultats/",
            admin.PassportsView.as_view(results_only=True),
            name=admin.RESULTS,
        ),
        path("traductions/<int:page_id>/relire/", admin.ReviewView.as_view(), name=admin.REVIEW),
        # Before wagtail-localize's own, which it calls.
        path("localize/translate/<int:translation_id>/pofile/upload/", po.upload),
    ]


class PassportsMenuItem(MenuItem):
    def is_shown(self, request):
        return page_permission_policy.user_has_any_permission(request.user, admin.ANY_RIGHT)


@hooks.register("register_reports_menu_item")
def passports():
    return PassportsMenuItem(
        admin.PassportsView.page_title,
        reverse(admin.REPORT),
        icon_name=admin.PassportsView.header_icon,
        order=90,
    )


@hooks.register("register_permissions")
def permissions():
    return Permission.objects.filter(
        content_type__app_label="portal", codename="review_translation"
    )


hooks.register("register_page_header_buttons", admin.review_buttons)
hooks.register("register_page_listing_more_buttons", admin.review_buttons)
