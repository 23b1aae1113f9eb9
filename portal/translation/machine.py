"""Machine translation, through wagtail-localize's own providers; off unless the settings name one.

What a machine wrote is marked as such, segment by segment, by wagtail-localize; `passports` says
so to the reader. A provider that fails must cost an editor nothing: no text is lost, none is
written by halves, and the page that was open comes back with a sentence.
"""

import logging

import requests
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail_localize.machine_translators.deepl import DeepLTranslator
from wagtail_localize.machine_translators.libretranslate import LibreTranslator

BATCH = 50  # texts a request: what DeepL takes at most (its documentation, “translate text”)

logger = logging.getLogger(__name__)


class ProviderFailed(Exception):
    """The provider did not answer, or not with as many translations as it was asked for."""


class Careful:
    """Mixed into a provider of wagtail-localize: whatever goes wrong is one kind of error."""

    def translate(self, source_locale, target_locale, strings):
        strings, found = list(strings), {}
        try:
            for start in range(0, len(strings), BATCH):
                part = strings[start : start + BATCH]
                found |= super().translate(source_locale, target_locale, part)
            return found
        except (requests.RequestException, LookupError, TypeError, ValueError) as error:
            logger.warning("%s failed: %r", self.display_name, error)
            raise ProviderFailed(self.reason(error)) from error

    def reason(self, error):
        """In an editor's words."""
        if isinstance(error, requests.Timeout):
            return f"{self.display_name} n’a pas répondu à temps."
        if isinstance(error, requests.ConnectionError):
            return f"{self.display_name} est injoignable."
        status = getattr(getattr(error, "response", None), "status_code", None)
        if status in {401, 403}:
            return f"{self.display_name} refuse la clé du portail."
        if status in {413, 429, 456}:
            return f"{self.display_name} a atteint sa limite."
        return f"{self.display_name} a répondu par une erreur."


class DeepL(Careful, DeepLTranslator):
    pass


class LibreTranslate(Careful, LibreTranslator):
    pass


class ProviderFailures:
    """Middleware: an editor whose provider failed comes back to where they were, and is told."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, ProviderFailed):
            return None
        told = "Rien n’a été traduit ni perdu : réessayez plus tard, ou traduisez à la main."
        messages.error(request, f"{exception} {told}")
        return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))
