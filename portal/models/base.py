"""What every page of the portal shares."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageManager, PageViewRestriction, TranslatableMixin
from wagtail.query import PageQuerySet
from wagtail.rich_text import get_text_for_indexing
from wagtail.search import index

from portal.locales import follow_locale

SUMMARY_MAX_LENGTH = 300
MISSING = "missing"  # code of an error that a mandatory part is absent


class BasePageQuerySet(PageQuerySet):
    def published(self):
        """Live pages that anyone may read."""
        return self.live().public()

    def in_language(self, language_code):
        return self.filter(locale__language_code=language_code)


BasePageManager = PageManager.from_queryset(BasePageQuerySet)


class BasePageForm(WagtailAdminPageForm):
    """Offers an editor the terms of the page's language, and says what is missing to publish."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.keep_to_language(self.fields)
        for formset in self.formsets.values():
            self.keep_children_to_language(formset)

    def keep_to_language(self, fields):
        """Not the pages: one chosen in another language is followed into this one on saving."""
        for field in fields.values():
            model = isinstance(field, forms.ModelChoiceField) and field.queryset.model
            if model and issubclass(model, TranslatableMixin) and not issubclass(model, Page):
                field.queryset = field.queryset.filter(locale_id=self.instance.locale_id)

    def keep_children_to_language(self, formset):
        """The formset builds its forms when they are asked for, the blank one each time."""
        add_fields = formset.add_fields

        def add_fields_of_language(form, index):
            add_fields(form, index)
            self.keep_to_language(form.fields)

        formset.add_fields = add_fields_of_language

    def clean(self):
        cleaned_data = super().clean()
        if not self.is_deferred_validation:
            for field, message in self.missing_for_publication(cleaned_data).items():
                self.add_error(field, ValidationError(message, code=MISSING))
        return cleaned_data

    def is_valid(self):
        """Also tells in one sentence, at the top of the editor, all that is missing to publish."""
        told = self.is_bound and self._errors is not None
        valid = super().is_valid()
        if not valid and not told and not self.is_deferred_validation and self.missing():
            self.add_error(None, f"Pour publier, il manque : {' ; '.join(self.missing())}.")
        return valid

    def missing(self):
        """What is mandatory and blank, as an editor names it."""
        fields = [
            str(self.fields[name].label).lower()
            for name, errors in self.errors.as_data().items()
            if name in self.fields and any(error.code == "required" for error in errors)
        ]
        others = [
            e.message
            for errors in self.errors.as_data().values()
            for e in errors
            if e.code == MISSING
        ]
        children = [
            message
            for name, message in self.instance.required_children.items()
            if name in self.formsets and not any(form.is_valid() for form in self.filled(name))
        ]
        return [*fields, *others, *children]

    def missing_for_publication(self, cleaned_data):
        """What no single field can tell: {field or None: message}. Called when publishing."""
        return {}

    def filled(self, name):
        """The forms of the formset `name` that are neither blank nor to be deleted."""
        return [
            form
            for form in self.formsets[name].forms
            if (form.has_changed() or form.instance.pk is not None)
            and not self.data.get(form.add_prefix("DELETE"))
        ]


class BasePage(Page):
    summary = models.TextField(
        "résumé",
        max_length=SUMMARY_MAX_LENGTH,
        help_text=f"Ce qu’il faut retenir, en {SUMMARY_MAX_LENGTH} signes au plus : il suit le titre "
        "dans les listes, les moteurs de recherche et les partages.",
    )

    objects = BasePageManager()
    base_form_class = BasePageForm

    # {child relation without which the page cannot be published: how to name it}
    required_children = {}
    # How the page shows in a list of pages of any kind.
    card_template = "components/card.html"
    # How it shows when it is put in front of the others.
    feature_template = "components/feature.html"
    # Where words were looked for: a `portal.catalogue.excerpt.Found`.
    found = None
    # What kind of page this is, for a visitor.
    kind_label = ""
    # Its kind in the catalogue (`PageKind`), "" for a page that nobody looks for.
    catalogue_kind = ""
    # What to prefetch where many rows of the catalogue are built.
    catalogue_prefetch = ()
    # Fields whose text is looked into, besides the title and the summary.
    catalogue_texts = ()
    # {field: name of the part of the page that a reader finds it in}, in the order of the page.
    part_names = {
        "title": _("Titre"),
        "summary": _("Résumé"),
        "seo_title": _("Présentation aux moteurs de recherche"),
        "search_description": _("Présentation aux moteurs de recherche"),
    }

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary", boost=2),
    ]
    content_panels = [*Page.content_panels, FieldPanel("summary")]
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("show_in_menus")], heading="Adresse et menus"
        ),
        MultiFieldPanel(
            [FieldPanel("seo_title"), FieldPanel("search_description")],
            heading="Moteurs de recherche",
        ),
    ]

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        request.portal_page = self
        return super().get_context(request, *args, **kwargs)

    def get_view_restrictions(self):
        """As Wagtail's, in one query instead of two: a path holds those of the ancestors.

        An alias has its source's restrictions; here, also those that stand above it.
        """
        steps = range(self.steplen, len(self.path) + 1, self.steplen)
        paths = [self.path[:step] for step in steps]
        applies = models.Q(page__path__in=paths) | models.Q(page__aliases__path__in=paths)
        return PageViewRestriction.objects.filter(applies).distinct()

    def save(self, clean=True, **kwargs):
        follow_locale(self)
        # A draft may have holes; what is live may not.
        clean = clean and self.live
        if clean:
            self.check_publishable()
        with transaction.atomic():
            super().save(clean=clean, **kwargs)
            if not kwargs.get("update_fields"):
                self.tell_catalogue()
            if self.alias_of_id:  # a copy of another language's page is published without a word
                self.tell_translations()

    def tell_catalogue(self):
        from portal.catalogue.writing import page_saved

        page_saved(self)

    def tell_translations(self):
        from portal.translation.passports import family_changed

        family_changed(self.translation_key)

    def check_publishable(self):
        """Raises ValidationError when a mandatory child object is missing.

        Forms say the same in the editor; this holds for every other way of publishing.
        """
        missing = [
            message
            for name, message in self.required_children.items()
            if not getattr(self, name).all()
        ]
        if missing:
            raise ValidationError(f"Il manque : {' ; '.join(missing)}.")

    # What the catalogue keeps of the page: see `portal.catalogue`

    @property
    def catalogue_reference(self):
        """The name by which it may be asked for: “R-0001”, “2021-1485”."""
        return ""

    def catalogue_facets(self):
        """{parameter of a list: [values]}."""
        return {}

    def catalogue_card(self):
        """What a card tells besides title, summary and facets: {name: text or number}."""
        return {}

    def catalogue_names(self):
        """Names that weigh more than the summary. Those of its facets are known by themselves."""
        return []

    def catalogue_body(self):
        """The texts to look into, those of `catalogue_texts` first."""
        return [plain_text(self, name) for name in self.catalogue_texts]

    def catalogue_dependents(self):
        """Keys of the pages whose row holds the title of this one."""
        return []

    @classmethod
    def facet_labels(cls, locale_id):
        """{parameter: [(value, label)]} of its facets, in the order of a form."""
        return {}

    @classmethod
    def records(cls, language):
        """The `portal.exports.records.Records` of such pages; None where they are not given as data."""
        return None

    @cached_property
    def description(self):
        """For search engines and shares."""
        return self.search_description or self.summary

    @property
    def document_title(self):
        """What tells the page from any other, in a tab or a search engine."""
        return self.seo_title or self.title

    @property
    def inks(self):
        """Slugs of the pillars whose inks the page uses."""
        return []

    @property
    def social_image(self):
        """What a network shows beside a link to the page."""
        from portal.social import social_image_of_inks

        return social_image_of_inks(self.inks)


def plain_text(page, name):
    """A rich text or a stream without its tags."""
    value = getattr(page, name)
    if isinstance(value, str):
        return get_text_for_indexing(value)
    return "\n".join(value.stream_block.get_searchable_content(value))


class IndexPage(BasePage):
    """The parent of a collection: one of each kind in each language."""

    max_count_per_parent = 1
    catalogue_kind = "page"

    class Meta:
        abstract = True


class FacetedPage(BasePage):
    """A page that lists filter. What they need of it is written with it when it is published."""

    facets = models.JSONField(editable=False, default=dict)

    exclude_fields_in_copy = ["facets"]

    class Meta:
        abstract = True

    def build_facets(self):
        """{parameter of the list: [values]}."""
        raise NotImplementedError

    def catalogue_facets(self):
        return self.facets

    def save(self, *args, **kwargs):
        follow_locale(self)
        self.facets = self.build_facets()
        super().save(*args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        if request.is_preview:  # a draft, never saved as it stands
            self.facets = self.build_facets()
        return super().get_context(request, *args, **kwargs)

    @property
    def pillars(self):
        """Slugs, the principal pillar first."""
        return self.facets.get("pilier", [])

    @property
    def inks(self):
        return self.pillars
