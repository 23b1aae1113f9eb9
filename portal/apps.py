from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portail"

    def ready(self):
        from portal import checks, vocabulary  # noqa: F401  register rules and signals
        from portal.catalogue import signals as of_the_catalogue  # noqa: F401
        from portal.translation import signals as of_translations  # noqa: F401
