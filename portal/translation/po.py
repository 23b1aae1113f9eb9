"""The PO file that a translation agency sends back: refused with a sentence when it is not one.

wagtail-localize reads it, and takes for granted that a file came, with the header that it wrote.
"""

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail_localize.views.edit_translation import upload_pofile

HEADER = b"X-WagtailLocalize-TranslationID"
REFUSED = (
    "Ce fichier n’est pas celui que le portail a donné à traduire : téléchargez le fichier PO de "
    "cette page, remplissez ses lignes « msgstr », et gardez son en-tête."
)


@require_POST
def upload(request, translation_id):
    file = request.FILES.get("file")
    if file and HEADER in file.read():
        file.seek(0)
        try:
            return upload_pofile(request, translation_id)
        except (KeyError, OSError, ValueError):  # what polib raises for what it cannot read
            pass
    messages.error(request, REFUSED)
    return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))
