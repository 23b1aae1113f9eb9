from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portail"

    def ready(self):
        from portal import checks, vocabulary  # noqa: F401  register rules and signals
        from portal.catalogue import signals  # noqa: F401
