"""How many documents one visitor may have composed: no cookie, no address kept.

An address becomes a digest that nobody can turn back, and that is another one in the next window.
"""

import time
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

MOST = 20  # documents composed
WINDOW = 600  # seconds
NETWORK = 64  # bits of an IPv6 address that are one household's or one company's


def wait(request):
    """Counts a document against the visitor: seconds to wait before asking again, 0 for none."""
    now = time.time()
    window = int(now // WINDOW)
    key = f"realisations.dossiers.{visitor(request, window)}"
    cache.add(key, 0, WINDOW)
    try:
        asked = cache.incr(key)
    except ValueError:  # gone in between
        return 0
    return 0 if asked <= MOST else int((window + 1) * WINDOW - now) + 1


def visitor(request, window):
    """The digest of where the request comes from, in that window of time."""
    return salted_hmac("realisations.dossiers.limits", f"{window} {address(request)}").hexdigest()


def address(request):
    """The visitor's address, as the last of our own proxies saw it (`TRUSTED_PROXIES`)."""
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    count = settings.TRUSTED_PROXIES
    text = seen[-count] if 0 < count <= len(seen) else ""
    text = text.strip() or request.META.get("REMOTE_ADDR", "")
    try:
        found = ip_address(text)
    except ValueError:
        return text
    return str(ip_network((found, NETWORK), strict=False)) if found.version == 6 else text
