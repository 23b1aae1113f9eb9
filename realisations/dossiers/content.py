"""What a printed document says, as JSON: every word in its language and its typography."""

from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_bidi, ngettext, override
from django.utils.translation import gettext as _

from portal.glossary import terms_used
from portal.models import SiteSettings
from portal.templatetags.portal import figure, long_date
from portal.translation.telling import told_of
from portal.typography import typeset_text
from realisations.comparison import Comparison
from realisations.models import DossierPage
from realisations.selection import inks_of

from . import images, places
from .chapters import chapters, closing
from .composition import OPAQUE
from .fiches import fiche, printed
from .orders import DOSSIER, FICHE, LIST, SELECTION

# Names of what is told of a source.
SOURCES = {"source", "origin", "common", "cited"}


def document(order):
    """(the content, {name: bytes} of its photos) of an Order."""
    with override(order.language):
        return Document(order).build()


class Document:
    def __init__(self, order):
        self.order = order
        self.site = SiteSettings.cached()
        self.pages = printed(order.fiches)
        self.told = Comparison(self.pages, order.locale_id)
        self.files = {}
        self.alone = order.kind == FICHE
        self.dossier = (
            DossierPage.objects.select_related("locale", "passport").get(pk=order.page_id)
            if order.kind == DOSSIER
            else None
        )

    def build(self):
        content = self.about() | {
            "words": {
                "contents": _("Sommaire"),
                "glossary": _("Glossaire"),
                "credits": _("Crédits et sources"),
            },
            "parts": chapters(self.dossier) if self.dossier else [],
            "visit": None if self.alone else self.visit(),
            "credits": [] if self.alone else closing(self),
        }
        fiches = [self.fiche(page) for page in self.pages]
        content["glossary"] = glossary([content, fiches], self.order.language)
        return typeset(content, self.order.language) | {"fiches": fiches}, self.files

    def fiche(self, page):
        """In the language of the fiche, which a dossier may hold before it is translated."""
        language, told = page.locale.language_code, self.told
        if page.locale_id != told.locale_id:
            told = Comparison([page], page.locale_id)
        with override(language):
            content = fiche(page, told, self.site, self.files, self.alone)
            return typeset(content, language) | language_of_text() | {"source_word": _("Source")}

    def about(self):
        """The document itself, and what its cover says."""
        order, inks = self.order, self.inks
        return {
            **language_of_text(),
            "alone": self.alone,
            "depth": 2,
            "title": order.title,
            "summary": order.summary,
            "kind": self.kind,
            "site": self.site.name,
            "author": self.site.publisher or self.site.name,
            "keywords": [str(name) for name in inks],
            "inks": inks,
            "pattern": "" if self.alone else images.pattern(inks),
            "note": self.note,
            "facts": [{"label": label, "value": value} for label, value in self.cover() if value],
        }

    @property
    def inks(self):
        return self.dossier.inks if self.dossier else inks_of(self.pages)

    @property
    def kind(self):
        names = {
            FICHE: _("Réalisation"), DOSSIER: _("Dossier"), SELECTION: _("Sélection"), LIST: _("Liste"),
        }  # fmt: skip
        return str(names[self.order.kind])

    def cover(self):
        """[(label, value)], those without a value being left out."""
        count = ngettext("%(count)s réalisation", "%(count)s réalisations", len(self.pages))
        yield _("Pour qui"), self.dossier.audience if self.dossier else ""
        yield _("Composé le"), long_date(timezone.localdate())
        yield _("Contient"), count % {"count": figure(len(self.pages))}
        yield _("Langue"), language_name(self.order.language)
        yield _("Traduction"), capfirst(told_of(self.dossier)) if self.dossier else ""
        yield _("Fiches vérifiées"), self.verified

    @property
    def verified(self):
        """When its fiches were checked against their sources: the day, or the first and the last."""
        days = sorted({page.verified_on for page in self.pages if page.verified_on})
        if not days:
            return ""
        if len(days) == 1:
            return _("le %(day)s") % {"day": long_date(days[0])}
        told = {"first": long_date(days[0]), "last": long_date(days[-1])}
        return _("du %(first)s au %(last)s") % told

    @property
    def note(self):
        """What the foot of each sheet says, but those of the fiches, which say their own."""
        told = [language_name(self.order.language)]
        if self.dossier:
            told.append(told_of(self.dossier))
        if self.verified:
            told.append(_("fiches vérifiées %(days)s") % {"days": self.verified})
        return " · ".join(filter(None, told))

    # Where the fiches are

    def visit(self):
        stops = places.visit(self.pages, self.told)
        chosen = self.order.kind == SELECTION
        return {
            "title": _("Les lieux, dans l’ordre de la visite") if chosen else _("Les lieux"),
            "columns": ["", _("Réalisation et lieu"), _("Acteurs"), _("Contact")],
            "maps": places.maps(stops),
            "stops": [stop_row(stop) for stop in stops],
            "notes": list(places.notes(stops)),
        }


def stop_row(stop):
    return {
        "number": stop.number,
        "reference": stop.page.reference,
        "title": stop.page.title,
        "places": [line for spot in stop.spots for line in spot.lines] or [_("Sans localisation")],
        "organisations": [
            _("%(name)s, %(role)s") % {"name": name, "role": role}
            for role, name in stop.organisations
        ],
        "contact": list(filter(None, stop.contact)) or [_("non renseigné")],
    }


def language_of_text():
    """How typst is told the active language."""
    return {"lang": get_language(), "dir": "rtl" if get_language_bidi() else "ltr"}


def language_name(language):
    return str(dict(settings.LANGUAGES)[language])


def glossary(content, language):
    """[(term, definition)] of the terms that the content uses, in alphabetical order: the annex."""
    return [(entry.term, entry.definition) for entry in terms_used(texts_of(content), language)]


def texts_of(content):
    """Yields every text of the content, but where it comes from: the title of a source explains nothing."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, list | tuple):
        for item in content:
            yield from texts_of(item)
    elif isinstance(content, dict):
        for name, item in content.items():
            if name not in OPAQUE and name not in SOURCES:
                yield from texts_of(item)


def typeset(value, language):
    """The same content, each text in the typography of its language."""
    if isinstance(value, str):
        return typeset_text(value, language)
    if isinstance(value, list | tuple):
        return [typeset(item, language) for item in value]
    if isinstance(value, dict):
        return {
            name: item if name in OPAQUE else typeset(item, language)
            for name, item in value.items()
        }
    return value
