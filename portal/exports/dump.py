"""The whole catalogue of a language in one file: every page that is given as data, in every detail."""

from django.http import Http404
from django.utils.translation import override

from portal.catalogue.index import RECENT
from portal.catalogue.reading import catalogue
from portal.locales import locale_ids
from portal.translation.telling import last_review

from .answers import as_stream, respond
from .inventory import dump_address, types_with_records
from .licence import terms_of_use
from .pages import version_of


def dump(request, language):
    """The file, as it is made: thousands of pages are never held at once."""
    locale_id = locale_ids().get(language)
    if locale_id is None:
        raise Http404
    known = catalogue(locale_id)
    with override(language):
        about = {"url": dump_address(language), "language": language, **terms_of_use()}
        version = f"{version_of(known)}-{last_review()}"
    name = f"catalogue-{language}"
    response = respond(
        request, "json", name, lambda: as_stream(about, parts(known, language)), version
    )
    response.headers["Content-Language"] = language
    return response


def parts(known, language):
    """Yields (name, records) of each kind of page, the latest first."""
    for model in types_with_records():
        records = model.records(language)
        yield records.name, records.of(known.sorted(known.of_kind(model.catalogue_kind), RECENT))
