"""The forms that a list or a page may take besides HTML: the values of the parameter `format`."""

from typing import NamedTuple

FORMAT = "format"
HTML = "html"


class Form(NamedTuple):
    label: str  # as a link says it
    media_type: str
    is_kept: bool = False  # a browser keeps it as a file, rather than showing it
    is_data: bool = True  # for programs, and not to be read as it is


FORMS = {
    "json": Form("JSON", "application/json"),
    "csv": Form("CSV", "text/csv; charset=utf-8", is_kept=True),
    "geojson": Form("GeoJSON", "application/geo+json", is_kept=True),
    "atom": Form("Atom", "application/atom+xml; charset=utf-8"),
    "pdf": Form("PDF", "application/pdf", is_data=False),
}
# A page whole, with all that it needs, in one file: of a dossier and of a selection.
OFFLINE = Form("HTML", "text/html; charset=utf-8", is_kept=True)


def asked_form(params):
    """The form that a URL asks for, "" for HTML and for what is no form."""
    form = params.get(FORMAT, "")
    return form if form in FORMS else ""
