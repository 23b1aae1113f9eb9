from django.core.management.base import BaseCommand
from wagtail.images import get_image_model

from portal.pictures import make


class Command(BaseCommand):
    help = "Fait les tailles qui manquent aux images : après une panne, ou quand la table a changé."

    def handle(self, **options):
        made = sum(make(image) for image in get_image_model().objects.order_by("pk"))
        self.stdout.write(f"{made} images faites.")
