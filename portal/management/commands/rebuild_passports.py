from django.core.management.base import BaseCommand

from portal.translation.passports import rebuild


class Command(BaseCommand):
    help = "Refait le passeport de chaque traduction ; les relectures sont gardées."

    def handle(self, *args, **options):
        self.stdout.write(f"{rebuild()} passeports.")
