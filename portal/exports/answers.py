"""Sending data: media type, file name, validator, and leave for any site to read it."""

import json
from collections.abc import Iterator
from hashlib import md5

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.utils.translation import gettext as _

from .forms import FORMS, OFFLINE

PROBLEM = "application/problem+json"  # RFC 9457
JSON_FORMS = {"json", "geojson"}


def respond(request, form, name, write, version=""):
    """What `write` makes, a text or an iterator of texts, or 304 where the reader has it already.

    `version` changes whenever the answer may; without it the answer itself is compared, whole.
    """
    content = None if version else write()
    if isinstance(content, Iterator):
        content = "".join(content)
    etag = quote_etag(version or fingerprint(content))
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = whole(content if content is not None else write())
        kind = FORMS.get(form, OFFLINE)
        response.headers["Content-Type"] = kind.media_type
        response.headers["Content-Disposition"] = content_disposition_header(
            kind.is_kept, f"{name}-{timezone.localdate()}.{form}"
        )
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, no-cache"  # kept, and asked about each time
    return open_to_all(response)


def whole(content):
    if isinstance(content, Iterator):
        return StreamingHttpResponse(content)
    return HttpResponse(content)


def fingerprint(text):
    return md5(text.encode(), usedforsecurity=False).hexdigest()


def refuse(form, messages):
    """400: what was not understood, in the reader's language."""
    if form in JSON_FORMS:
        problem = {
            "title": _("Demande non comprise"),
            "status": 400,
            "detail": " ".join(messages),
            "messages": messages,
            "documentation": f"{settings.SITE_URL}/openapi.json",
        }
        response = HttpResponse(as_json(problem), content_type=PROBLEM, status=400)
    else:
        text = "\n".join(messages)
        response = HttpResponse(text, content_type="text/plain; charset=utf-8", status=400)
    return open_to_all(response)


def open_to_all(response):
    """Nothing here depends on who asks: scripts of other sites may read it."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def as_json(data):
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def as_stream(about, lists):
    """Yields the text of the JSON object `about`, with [(member, items)] too long to be held whole."""
    yield as_json(about)[:-1]
    for name, items in lists:
        yield f",\n{as_json(name)}:["
        separator = ""
        for item in items:
            yield separator + as_json(item)
            separator = ",\n"
        yield "]"
    yield "}"
