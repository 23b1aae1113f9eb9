from django.apps import AppConfig


class RealisationsConfig(AppConfig):
    name = "realisations"
    verbose_name = "Réalisations"
