from django.core.management.base import BaseCommand, CommandError

from realisations.samples import Generator, delete_all


class Command(BaseCommand):
    help = "Fabrique des fiches d’essai, pour mesurer ; --delete les retire toutes."

    def add_arguments(self, parser):
        parser.add_argument("count", type=int, nargs="?", default=0, help="combien en ajouter")
        parser.add_argument(
            "--delete", action="store_true", help="retire toutes les fiches d’essai"
        )

    def handle(self, *args, count, delete, **options):
        if delete:
            self.stdout.write(f"{delete_all()} fiches d’essai retirées.")
            return
        if count < 1:
            raise CommandError("Combien ? Par exemple : generate_realisations 1000")
        try:
            Generator().generate(count)
        except ValueError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{count} fiches d’essai ajoutées.")
