"""What a reuser may do with the data, and whom to name: stated in every form."""

from django.utils.translation import gettext as _

from portal.models import SiteSettings
from portal.models.site import LICENCE_URLS


def terms_of_use():
    """{"licence": …, "attribution": …}. No licence is invented where the publisher chose none."""
    site = SiteSettings.cached()
    return {
        "licence": {
            "id": site.content_licence or None,
            "name": str(site.get_content_licence_display()) or _("non renseignée"),
            "url": LICENCE_URLS.get(site.content_licence),
        },
        "attribution": ", ".join(filter(None, [site.name, site.publisher])),
    }


def rights():
    """The same in one sentence."""
    terms = terms_of_use()
    return _("%(attribution)s. Licence : %(licence)s.") % {
        "attribution": terms["attribution"],
        "licence": " ".join(filter(None, [terms["licence"]["name"], terms["licence"]["url"]])),
    }
