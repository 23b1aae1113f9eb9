"""Makes the demo content, and unmakes it.

The loader knows no model: it reads fields, child relations and streams from what the models
say of themselves. It only adds. What it made once is noted in DemoItem and never touched again.
"""

import html
from collections import deque

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale, Page, ReferenceIndex, Site
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    TranslatableObject,
    Translation,
    TranslationSource,
)
from wagtail_localize.strings import StringValue

from portal.catalogue.writing import all_at_once
from portal.locales import follow_locale
from portal.models import DemoItem, HomePage
from portal.translation import passports

from .entries import (
    SOURCE,
    is_reference,
    is_text,
    read_entries,
    rich_text,
)
from .entries import translation_key as key_of
from .pictures import delete_pictures, is_picture, load_picture


def parents_first(entries):
    """The entries in their order, but each after its parent."""
    waiting, ready, keys = deque(entries), [], {entry.key for entry in entries}
    while waiting:
        entry = waiting.popleft()
        if entry.parent in keys:
            waiting.append(entry)
        else:
            ready.append(entry)
            keys.discard(entry.key)
    return ready


class Unresolved(Exception):
    """A reference to an object that is not made yet."""


def models_of(entries):
    """{key: model} of every object that may be referred to, children included."""
    models = {entry.key: entry.model for entry in entries}
    for entry in entries:
        for name, rows in entry.children.items():
            for row in rows:
                if "key" in row:
                    models[row["key"]] = entry.model._meta.get_field(name).related_model
    return models


def item_key(entry, language):
    """How DemoItem notes what was made: the object with what its file says, or a translation of it."""
    return entry.key if language in (SOURCE, "en") else f"{language}:{entry.key}"


def blank(block):
    """What a block holds when nothing was written in it: "" for a text, None for a number."""
    return getattr(getattr(block, "field", None), "empty_value", None)


# Nobody has signed the texts of the demo: its pages say so until somebody reviews them.
UNSIGNED = {"translation_type": StringTranslation.TRANSLATION_TYPE_MACHINE}


class Loader:
    def __init__(self):
        self.source, _ = Locale.objects.get_or_create(language_code=SOURCE)
        made = set(DemoItem.objects.values_list("key", flat=True))
        entries = read_entries()
        self.models = models_of(entries)
        self.entries = parents_first([entry for entry in entries if entry.key not in made])
        self.translations = [  # [(entry, language)]: each language after those before it
            (entry, language)
            for language, _name in settings.LANGUAGES
            if language != SOURCE
            for entry in parents_first(entries)
            if item_key(entry, language) not in made and entry.texts(language)
        ]
        self.made = {}  # key: instance, of this run
        self.sources = {}  # key: TranslationSource, the same for every language

    def load(self):
        """Makes what was never made. Returns how many objects that is."""
        if not (self.entries or self.translations):
            return 0
        with all_at_once(), passports.all_at_once(), disable_reference_index_auto_update():
            with transaction.atomic():
                for entry in self.entries:
                    self.create(entry)
                self.fill_all()
                self.choose_root()
                self.translations = [
                    (entry, locale, target)
                    for entry, language in self.translations
                    for locale, _ in [Locale.objects.get_or_create(language_code=language)]
                    if (target := self.translate(entry, locale))
                ]
                keys = {entry.key for entry in self.entries}
                keys |= {item_key(e, locale.language_code) for e, locale, _ in self.translations}
                DemoItem.objects.bulk_create(DemoItem(key=key) for key in sorted(keys))
            self.settle_links()
        self.index_references()
        return len(keys)

    def index_references(self):
        """Once for each object, which is saved several times until it is whole."""
        made = [(entry.model, self.made[entry.key].pk) for entry in self.entries]
        made += [(entry.model, target.pk) for entry, _locale, target in self.translations]
        for model, pk in made:
            ReferenceIndex.create_or_update_for_object(model.objects.get(pk=pk))

    # French

    def create(self, entry):
        """A bare object: its own texts and numbers, no link and no child yet."""
        instance = entry.model(locale=self.source, translation_key=entry.translation_key)
        for name, value in entry.fields.items():
            field = entry.model._meta.get_field(name)
            if not self.has_reference(value) and not isinstance(field, StreamField):
                setattr(instance, name, self.value(field, value))
        if isinstance(instance, Page):
            instance.live = False
            self.parent_of(entry).add_child(instance=instance)
        else:
            instance.save()
        self.made[entry.key] = instance

    def parent_of(self, entry):
        if not entry.parent:
            return Page.get_first_root_node()
        # Fetched afresh: adding a child changes the parent's row.
        return Page.objects.get(translation_key=key_of(entry.parent), locale=self.source).specific

    def fill_all(self):
        """Links and children, in order; first those whose children others refer to."""
        waiting = sorted(self.entries, key=lambda entry: not entry.has_named_children)
        while waiting:
            unresolved = {}
            for entry in waiting:
                try:
                    self.fill(entry)
                except Unresolved as reference:
                    unresolved[entry.key] = str(reference)
            if len(unresolved) == len(waiting):
                raise ValueError(f"references to unknown objects: {unresolved}")
            waiting = [entry for entry in waiting if entry.key in unresolved]

    def fill(self, entry):
        # Fetched afresh: children added since have changed its row.
        instance = entry.model.objects.get(pk=self.made[entry.key].pk)
        values = {
            name: self.value(entry.model._meta.get_field(name), value)
            for name, value in entry.fields.items()
        }
        children = [
            (name, row.get("key"), self.child_values(entry.model, name, row))
            for name, rows in entry.children.items()
            for row in rows
            if not self.is_stream(entry.model, name)
        ]
        for name, rows in entry.children.items():
            if self.is_stream(entry.model, name):
                values[name] = self.stream(entry.model._meta.get_field(name), rows)
        for name, value in values.items():
            if isinstance(entry.model._meta.get_field(name), ParentalManyToManyField):
                getattr(instance, name).set(value)
            else:
                setattr(instance, name, value)
        for position, (name, key, row) in enumerate(children):
            self.add_child(instance, name, key or f"{entry.key}/{name}/{position}", row, position)
        if isinstance(instance, Page):
            instance.save_revision(clean=False).publish()
        else:
            instance.save()

    def add_child(self, instance, name, key, values, position):
        related = instance._meta.get_field(name).related_model
        many = {
            field.name: values.pop(field.name)
            for field in related._meta.get_fields()
            if isinstance(field, ParentalManyToManyField) and field.name in values
        }
        child = related(
            locale=self.source, translation_key=key_of(key), sort_order=position, **values
        )
        for field_name, targets in many.items():
            getattr(child, field_name).set(targets)
        getattr(instance, name).add(child)

    def child_values(self, model, name, row):
        related = model._meta.get_field(name).related_model
        return {
            field: self.value(related._meta.get_field(field), value)
            for field, value in row.items()
            if field != "key"
        }

    # Values

    def has_reference(self, value):
        return is_reference(value) or (
            isinstance(value, list) and any(is_reference(item) for item in value)
        )

    def is_stream(self, model, name):
        return isinstance(model._meta.get_field(name), StreamField)

    def value(self, field, value):
        if isinstance(field, StreamField):
            return self.stream(field, value)
        if is_picture(value):
            return load_picture(value)
        if is_text(value):
            value = value[SOURCE]
        if isinstance(field, RichTextField):
            return rich_text(value)
        if is_reference(value):
            return self.resolve(value)
        if isinstance(value, list):
            return [self.resolve(item) for item in value]
        return value.strip() if isinstance(value, str) else value

    def resolve(self, reference):
        """The object of that key, made in this run or, as the editors left it, in an earlier one."""
        key = reference.removeprefix("@")
        model = self.models.get(key)
        instance = model and (
            model.objects.filter(translation_key=key_of(key), locale=self.source).first()
        )
        if instance is None:
            raise Unresolved(reference)
        return instance

    def stream(self, field, rows):
        """Rows as a stream. A row of an only kind of block needs no `type`."""
        blocks = field.stream_block.child_blocks
        raw = []
        for row in rows:
            kind = row["type"] if "type" in row else next(iter(blocks))
            value = row["value"] if "type" in row else row
            raw.append({"type": kind, "value": self.block_value(blocks[kind], value)})
        return field.stream_block.to_python(raw)

    def block_value(self, block, value):
        if is_text(value):
            text = value[SOURCE]
            is_rich = type(block).__name__ == "RichTextBlock"
            return rich_text(text) if is_rich else text.strip()
        if is_reference(value):
            return self.resolve(value).pk
        if isinstance(value, list):
            return [self.block_value(block.child_block, item) for item in value]
        if isinstance(value, dict):
            return {
                name: self.block_value(child, value[name]) if name in value else blank(child)
                for name, child in block.child_blocks.items()
            }
        return value

    # Other languages

    def translate(self, entry, locale):
        """The translation, segment by segment, as an editor would do it in wagtail-localize.

        None where an editor took the source away, or wrote in it what the demo cannot translate.
        """
        source = self.sources.get(entry.key) or self.source_of(entry)
        if source is None:
            return None
        texts = self.texts_of(entry, locale.language_code)
        segments = StringSegment.objects.filter(source=source).select_related("string", "context")
        translated = []
        for segment in segments.order_by("pk"):
            data = texts.get(" ".join(segment.string.data.split())) or texts.get(
                segment.string.data
            )
            if segment.context.path == "slug":
                data = entry.slug(locale.language_code)
            if data is None:
                if entry.key not in self.made:
                    return None
                text = html.unescape(segment.string.data)
                raise ValueError(f"{entry.key}: nothing in {locale} for {text!r}")
            of_segment = {"translation_of": segment.string, "context_id": segment.context_id}
            translated.append(StringTranslation(**of_segment, locale=locale, data=data, **UNSIGNED))
        # What an editor wrote stays.
        StringTranslation.objects.bulk_create(translated, ignore_conflicts=True)
        translation, _ = Translation.objects.get_or_create(source=source, target_locale=locale)
        translation.save_target(publish=True)
        return translation.get_target_instance()

    def source_of(self, entry):
        """As published: its children have their keys. None where it is no more."""
        instance = entry.model.objects.filter(
            translation_key=entry.translation_key, locale=self.source
        ).first()
        if instance is not None:
            self.sources[entry.key], _ = TranslationSource.update_or_create_from_instance(instance)
        return self.sources.get(entry.key)

    def texts_of(self, entry, language):
        return {
            StringValue.from_plaintext(ours).data: StringValue.from_plaintext(theirs).data
            for ours, theirs in entry.texts(language).items()
        }

    def settle_links(self):
        """Links of translations to pages that were translated after them."""
        for entry, _locale, target in self.translations:
            if issubclass(entry.model, Page):
                page = entry.model.objects.get(pk=target.pk)
                if follow_locale(page):
                    page.save_revision(clean=False).publish()
        self.count_children()

    def count_children(self):
        """A page published as it was read before its children came counts too few of them.

        Of those pages alone: `fix_tree` walks the whole tree, minutes among a hundred thousand.
        """
        made = (target for _entry, _locale, target in self.translations)
        paths = {page.path[: -Page.steplen] for page in made if isinstance(page, Page)}
        for parent in Page.objects.filter(path__in=paths):
            children = Page.objects.filter(path__startswith=parent.path, depth=parent.depth + 1)
            Page.objects.filter(pk=parent.pk).update(numchild=children.count())

    def choose_root(self):
        """The demo's home becomes the site's, where Wagtail's own welcome page stood."""
        home = next((e for e in self.made.values() if isinstance(e, HomePage)), None)
        site = Site.objects.filter(is_default_site=True).first()
        if home is None:
            return
        if site is None:
            Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
            return
        welcome = site.root_page
        if type(welcome.specific) is Page:
            site.root_page = home
            site.save()
            if welcome.depth > 1 and not welcome.get_children().exists():
                Page.objects.get(pk=welcome.pk).delete()


def delete_demo():
    """Removes what the loader made. Returns (how many, [titles kept, for others depend on them])."""
    entries = {entry.translation_key: entry for entry in read_entries()}
    pages = Page.objects.filter(translation_key__in=entries)
    Site.objects.filter(root_page__in=pages).update(root_page=Page.get_first_root_node())
    Site.clear_site_root_paths_cache()
    waiting = [page.specific for page in pages.order_by("-depth")]
    for entry in entries.values():
        if not issubclass(entry.model, Page):
            waiting += entry.model.objects.filter(translation_key=entry.translation_key)
    removed, progress = 0, True
    while progress:
        with all_at_once(), passports.all_at_once():
            left = [instance for instance in waiting if not delete(instance)]
        progress = len(left) < len(waiting)
        removed += len(waiting) - len(left)
        waiting = left
    kept = {instance.translation_key for instance in waiting}
    TranslatableObject.objects.filter(translation_key__in=set(entries) - kept).delete()
    DemoItem.objects.exclude(key__in=[entries[key].key for key in kept]).delete()
    gone, still_shown = delete_pictures(entries.values())
    return removed + gone, [str(instance) for instance in (*waiting, *still_shown)]


def delete(instance):
    """True when it could go: nothing stands below it, nothing that stays depends on it."""
    if isinstance(instance, Page):
        instance = Page.objects.get(pk=instance.pk)  # its place in the tree, as it is now
        if instance.get_children().exists():
            return False
    try:
        with transaction.atomic():
            instance.delete()
    except ProtectedError:
        return False
    return True
