from django.core.management.base import BaseCommand

from portal.translation.passports import rebuild


class Command(BaseCommand):
    help = "Refait le passeport de chaque traduction ; les relectures sont gardées."

    def add_arguments(self, parser):
        parser.add_argument(
            "--renew",
            action="store_true",
            help="reprend les empreintes, une fois, quand une version en a changé la forme",
        )

    def handle(self, *args, renew, **options):
        self.stdout.write(f"{rebuild(renew)} passeports.")
