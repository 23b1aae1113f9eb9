from django.core.management.base import BaseCommand

from portal.demo.loader import Loader, delete_demo


class Command(BaseCommand):
    help = "Charge le contenu de démonstration. Ne refait ni ne modifie jamais ce qui a été chargé."

    def add_arguments(self, parser):
        parser.add_argument(
            "--delete",
            action="store_true",
            help="retire ce que la commande a chargé, et rien d’autre",
        )

    def handle(self, *args, delete, **options):
        if delete:
            removed, kept = delete_demo()
            self.stdout.write(f"{removed} objets retirés.")
            for name in kept:
                self.stdout.write(f"Gardé, car d’autres contenus en dépendent : {name}")
            return
        self.stdout.write(f"{Loader().load()} objets chargés.")
