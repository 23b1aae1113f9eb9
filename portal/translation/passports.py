"""Keeping the passports true: which page translates which, from what, and what changed since.

The rule, in order. A language without a page has none (`MANQUANTE`); a page that follows another
as it is, is a copy (`COPIE`); a page that nobody may read yet is being prepared (`BROUILLON`).
Of a page that is read: it is out of date (`PERIMEE`) when its source, as published, differs from
the state that it was made from; incomplete when it was published with texts still in the language
of the source. Else it is as good as its origin, and its review, say.

The origin: made with wagtail-localize, it is human unless one of its texts came from a machine and
was not typed again by somebody; outside of it, it is written apart, and nothing more is claimed.
The state that it was made from: that of wagtail-localize's source when the translation was last
made, not that of a later synchronisation; written apart, that of the original when it was last
published. A review vouches for one text made from one state of the source: when either changes, it
is over.
"""

from contextlib import contextmanager
from datetime import datetime
from threading import local

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationLog,
)

from portal.models import TranslationPassport

from .digests import NOT_SAID, digest, digests, digests_of, said_fields

Origin, State = TranslationPassport.Origin, TranslationPassport.State
MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE

postponed = local()


def family_changed(key):
    """Something happened to one of the translations of that key."""
    if waiting := getattr(postponed, "keys", None):
        waiting.add(key)
    else:
        refresh(key)


@contextmanager
def all_at_once():
    """Inside it, passports wait: each family is looked at once, at its end."""
    if getattr(postponed, "keys", None):
        yield
        return
    postponed.keys = {None}
    try:
        yield
        keys = postponed.keys - {None}
    finally:
        del postponed.keys
    for key in sorted(keys):
        refresh(key)


def rebuild(renew=False):
    """Every passport, reviews kept. Returns how many.

    `renew`, once, after `digests` changed: what was not told as changed is taken as unchanged.
    """
    if renew:
        for passport in TranslationPassport.objects.exclude(page=None).select_related("page"):
            write_anew(passport)
    TranslationPassport.objects.exclude(
        key__in=Page.objects.order_by().values("translation_key")
    ).delete()
    pages = Page.objects.filter(depth__gt=1).order_by()
    for key in pages.values_list("translation_key", flat=True).distinct().iterator():
        refresh(key)
    return TranslationPassport.objects.count()


def write_anew(passport):
    """Its digests as they are made now, of a source and a text that are those it knew."""
    was_reviewed = passport.is_reviewed
    if passport.made_from:
        said = digests(passport.source.specific)
        kept = {n: d for n, d in passport.made_from.items() if n in passport.changed}
        passport.made_from = {n: d for n, d in said.items() if n not in passport.changed} | kept
    passport.text = digest(digests(passport.page.specific))
    if was_reviewed:
        passport.reviewed = passport.content
    passport.save()


@transaction.atomic
def refresh(key):
    """Writes anew the passports of the pages that are translations of one another."""
    family = Family(key)
    kept = {
        passport.locale_id: passport for passport in TranslationPassport.objects.filter(key=key)
    }
    wanted = family.languages() if family.original else []
    TranslationPassport.objects.filter(key=key).exclude(locale__in=wanted).delete()
    # Two passports may exchange nothing: a page has one, and keeps its language.
    for locale_id in wanted:
        passport = kept.get(locale_id) or TranslationPassport(key=key, locale_id=locale_id)
        fill(passport, family)
        passport.save()


class Family:
    """The pages that are translations of one another, and which of them is whose source."""

    def __init__(self, key):
        self.key = key
        pages = Page.objects.filter(translation_key=key, depth__gt=1).select_related("locale")
        self.pages = {page.locale_id: page for page in pages.order_by("-pk")}
        translations = Translation.objects.filter(source__object_id=key).select_related("source")
        self.translations = {
            translation.target_locale_id: translation
            for translation in translations.order_by("enabled", "pk")
            if translation.source.locale_id in self.pages
        }
        self.original = self.find_original()
        self.said = {}

    def find_original(self):
        """The page that is nobody's translation, the portal's own language first."""
        pages = sorted(
            self.pages.values(),
            key=lambda page: (page.locale.language_code != settings.LANGUAGE_CODE, page.pk),
        )
        own = [
            page
            for page in pages
            if page.locale_id not in self.translations and not page.alias_of_id
        ]
        return next(iter(own or pages), None)

    def languages(self):
        """The keys of those that a passport is due for."""
        locales = Locale.objects.exclude(pk=self.original.locale_id).order_by("pk")
        return list(locales.values_list("pk", flat=True))

    def source_of(self, locale_id):
        translation = self.translations.get(locale_id)
        return self.pages[translation.source.locale_id] if translation else self.original

    def digests_of(self, page):
        if page.pk not in self.said:
            self.said[page.pk] = digests(page.specific)
        return self.said[page.pk]


def fill(passport, family):
    passport.source = source = family.source_of(passport.locale_id)
    passport.page = page = family.pages.get(passport.locale_id)
    if absent := absence(page):
        passport.state, passport.since = absent, source.first_published_at
        return
    read = page.last_published_at, page.live_revision_id
    if read != (passport.made_at, passport.revision) or not passport.made_at:
        take(passport, family)
    passport.changed = changes(passport, source, family)
    passport.state, passport.since = state_of(passport)


def absence(page):
    """Why there is no translation to read, None where there is one."""
    if page is None:
        return State.MANQUANTE
    if page.alias_of_id:
        return State.COPIE
    return None if page.live else State.BROUILLON


def changes(passport, source, family):
    """{field: moment} of what differs; one already noted stays, "" stands for nobody knows what."""
    if not passport.made_from:
        moments = source.last_published_at, passport.made_at
        later = all(moments) and moments[0] > moments[1]
        return {"": source.last_published_at.isoformat()} if later else {}
    moment = (source.last_published_at or timezone.now()).isoformat()
    said, made_from = family.digests_of(source), passport.made_from
    return {
        name: passport.changed.get(name, moment)
        for name in said_fields(source.specific_class)
        if said.get(name) != made_from.get(name)
    }


def state_of(passport):
    """(the state to tell first, since when)"""
    if passport.changed:
        return State.PERIMEE, datetime.fromisoformat(min(passport.changed.values()))
    if passport.untranslated:
        return State.INCOMPLETE, passport.made_at
    if passport.is_reviewed:
        return State.RELUE, passport.reviewed_at
    return State(passport.origin), passport.made_at


# What a translation was made from


def take(passport, family):
    """Notes what is read from now on, and from which state of the source it was made."""
    page, translation = passport.page, family.translations.get(passport.locale_id)
    was_known = bool(passport.made_at)
    passport.made_at = page.last_published_at
    passport.text = digest(family.digests_of(page))
    if translation is None or not translation.enabled:
        take_apart(passport, family, was_known)
        passport.revision = page.live_revision_id
    elif not (was_known and passport.made_from) or is_made_by(translation, page):
        source = translation.source
        model = source.specific_content_type.model_class()
        passport.made_from = digests_of(model, source.content_json)
        passport.origin, passport.untranslated = origin_of(translation)
        passport.changed = {}
        passport.revision = page.live_revision_id


def take_apart(passport, family, was_known):
    """Written apart. What a machine wrote stays so until somebody has read it again."""
    machines = StringTranslation.objects.filter(
        context__object_id=family.key, locale_id=passport.locale_id, translation_type=MACHINE
    )
    is_machine = not passport.is_reviewed and machines.exists()
    passport.origin = Origin.AUTOMATIQUE if is_machine else Origin.A_PART
    passport.untranslated, passport.changed = [], {}
    # Published under our eyes, it may be held against the original of that moment.
    passport.made_from = family.digests_of(passport.source) if was_known else {}


def is_made_by(translation, page):
    """Whether what is published is what wagtail-localize made, and not a page saved again since."""
    logs = TranslationLog.objects.filter(
        source=translation.source, locale_id=page.locale_id, revision_id=page.live_revision_id
    )
    return logs.exists()


def origin_of(translation):
    """(human or of a machine, [fields with texts still in the language of the source])"""
    translated = {
        (string, context): kind
        for string, context, kind in StringTranslation.objects.filter(
            locale_id=translation.target_locale_id,
            context__object_id=translation.source.object_id,
            has_error=False,
        ).values_list("translation_of_id", "context_id", "translation_type")
    }
    segments = (
        StringSegment.objects.filter(source=translation.source)
        .order_by("order", "pk")
        .values_list("string_id", "context_id", "context__path")
    )
    kinds, missing = set(), {}
    for string, context, path in segments:
        kind = translated.get((string, context))
        name = path.split(".")[0]
        if name not in NOT_SAID:
            kinds.add(kind)
            if kind is None:
                missing[name] = None
    return Origin.AUTOMATIQUE if MACHINE in kinds else Origin.HUMAINE, list(missing)
