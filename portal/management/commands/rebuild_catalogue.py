from django.core.management.base import BaseCommand

from portal.catalogue.writing import rebuild


class Command(BaseCommand):
    help = "Refait de rien le catalogue de ce qui est publié : ce que lisent les listes et la recherche."

    def handle(self, *args, **options):
        self.stdout.write(f"{rebuild()} pages au catalogue.")
