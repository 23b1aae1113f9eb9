import os

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
)
from wagtail.users.models import UserProfile

from portal.models import User

GROUP = "Rédaction"
USERNAME = "redaction"
DEVELOPMENT_PASSWORD = "ville-durable"
PAGE_PERMISSIONS = (
    "add_page",
    "change_page",
    "publish_page",
    "bulk_delete_page",
    "lock_page",
    "unlock_page",
)
COLLECTION_PERMISSIONS = (
    "add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document"
)  # fmt: skip
SNIPPETS = (
    "pillar",
    "theme",
    "organisationtype",
    "territorytype",
    "scale",
    "synonym",
    "glossaryterm",
)


class Command(BaseCommand):
    help = "Crée le groupe de la rédaction et son premier compte, s’ils manquent."

    def handle(self, *args, **options):
        group, created = Group.objects.get_or_create(name=GROUP)
        if created:
            self.grant(group)
        user = User.objects.filter(username=USERNAME).first()
        password = os.environ.get("EDITOR_PASSWORD") or (settings.DEBUG and DEVELOPMENT_PASSWORD)
        if user is None:
            if not password:
                raise CommandError("EDITOR_PASSWORD is missing: the first editor needs a password.")
            user = User.objects.create_user(USERNAME, password=password, first_name="Rédaction")
            user.groups.add(group)
            # Wagtail would otherwise follow the browser's language.
            language = {"preferred_language": settings.LANGUAGE_CODE}
            UserProfile.objects.update_or_create(user=user, defaults=language)
        self.stdout.write(f"Rédaction : {settings.SITE_URL}/admin/")
        self.stdout.write(f"  identifiant : {USERNAME}")
        if settings.DEBUG:
            known = user.check_password(password)
            self.stdout.write(
                f"  mot de passe : {password if known else 'celui que vous avez choisi'}"
            )

    def grant(self, group):
        permissions = [
            "access_admin",
            "change_sitesettings",
            "submit_translation",
            *(f"{verb}_{name}" for verb in ("add", "change", "delete") for name in SNIPPETS),
        ]
        group.permissions.set(Permission.objects.filter(codename__in=permissions))
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailcore", codename__in=PAGE_PERMISSIONS
        ):
            GroupPagePermission.objects.create(
                group=group, page=Page.get_first_root_node(), permission=permission
            )
        for permission in Permission.objects.filter(codename__in=COLLECTION_PERMISSIONS):
            GroupCollectionPermission.objects.create(
                group=group, collection=Collection.get_first_root_node(), permission=permission
            )
