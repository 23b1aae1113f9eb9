"""What a reader is told of a translation, in whole sentences of their own language."""

from datetime import datetime

from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from portal.models import TranslationPassport
from portal.templatetags.portal import long_date

from .parts import parts_named

Origin, State = TranslationPassport.Origin, TranslationPassport.State


class Told:
    """A passport beside the page that it is of; `original`: the page that was translated, or None."""

    def __init__(self, passport, page, original=None):
        self.passport, self.page, self.original = passport, page, original

    @property
    def warns(self):
        return self.passport.warns

    @property
    def is_lacking(self):
        """Whether the page says less than its original: the notice stands apart, and leads there."""
        return self.passport.state in {State.COPIE, State.PERIMEE, State.INCOMPLETE}

    @property
    def language(self):
        """Of the original: (code, name in the reader's language)."""
        code = self.original.locale.language_code
        return code, get_language_info(code)["name_translated"]

    @property
    def copied(self):
        """The language of the whole page, where it only copies its original; else ""."""
        return self.language[0] if self.passport.is_copy and self.original else ""

    @property
    def sentences(self):
        if self.passport.is_copy:
            return [_("Cette page n’est pas encore traduite : voici le texte de l’original.")]
        return [self.of_its_origin(), *self.of_what_changed(), *self.of_what_is_missing()]

    def of_its_origin(self):
        passport = self.passport
        is_machine = passport.origin == Origin.AUTOMATIQUE
        if passport.is_reviewed:
            told = {
                Origin.AUTOMATIQUE: _("Traduction automatique, relue par une personne le %(day)s."),
                Origin.HUMAINE: _("Traduction humaine, relue le %(day)s."),
                Origin.A_PART: _("Page écrite à part de l’original, relue le %(day)s."),
            }
            return told[passport.origin] % {"day": long_date(localdate(passport.reviewed_at))}
        if is_machine:
            return _("Traduction automatique, que personne n’a encore relue.")
        told = {
            Origin.HUMAINE: _("Traduction humaine du %(day)s."),
            Origin.A_PART: _("Page écrite à part de l’original, le %(day)s."),
        }
        return told[passport.origin] % {"day": long_date(localdate(passport.made_at))}

    def of_what_changed(self):
        if changed := self.passport.changed:
            since = datetime.fromisoformat(min(changed.values()))
            parts = parts_named(type(self.page), changed)
            told = {"day": long_date(localdate(since)), "parts": parts}
            if parts:
                yield _("L’original a changé depuis le %(day)s : %(parts)s.") % told
            else:
                yield _("L’original a changé depuis le %(day)s.") % told

    def of_what_is_missing(self):
        if missing := self.passport.untranslated:
            yield _("Encore dans la langue de l’original : %(parts)s.") % {
                "parts": parts_named(type(self.page), missing)
            }


def told_of(page):
    """How the page came to its language, and what changed in its original since; "" for an original."""
    passport = getattr(page, "passport", None)
    if passport is None or not passport.made_at:
        return ""
    told = Told(passport, page)
    return " ".join([told.of_its_origin(), *told.of_what_changed()]).removesuffix(".")


def as_data(page):
    """The same for data: its origin, the days of its review and of a change; None for an original."""
    passport = getattr(page, "passport", None)
    if passport is None or not passport.made_at:
        return None
    return {
        "origin": passport.origin,
        "reviewed": localdate(passport.reviewed_at).isoformat() if passport.is_reviewed else None,
        "outdated_since": min(passport.changed.values())[:10] if passport.changed else None,
    }


def last_review():
    """Changes with all that changes of a passport without a publication: when one was last signed."""
    last = TranslationPassport.objects.aggregate(last=Max("reviewed_at"))["last"]
    return int(last.timestamp() * 1000) if last else 0
