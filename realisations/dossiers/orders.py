"""What is asked to be printed."""

from dataclasses import asdict, dataclass, field

from django.conf import settings

FICHE, DOSSIER, SELECTION, LIST = "fiche", "dossier", "selection", "liste"


@dataclass
class Order:
    """What is to be printed, as a task can be told it."""

    kind: str  # FICHE, DOSSIER, SELECTION or LIST
    page_id: int  # a fiche, a dossier, a selection page or a list
    language: str
    locale_id: int
    title: str
    summary: str
    url: str  # where it comes from
    name: str  # of the file, without its ending
    fiches: list[int] = field(default_factory=list)  # ids, in their order

    as_dict = asdict


def order(kind, page, fiches, title="", summary="", query=""):
    """The Order of those fiches, which that page shows at that query string.

    `title` and `summary`: where they are not those of the page.
    """
    return Order(
        kind=kind,
        page_id=page.pk,
        language=page.locale.language_code,
        locale_id=page.locale_id,
        title=title or page.title,
        summary=summary or page.summary,
        url=f"{settings.SITE_URL}{page.get_url()}{f'?{query}' if query else ''}",
        name=page.slug,
        fiches=list(fiches),
    )
