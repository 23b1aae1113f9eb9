"""What editors see of the passports: the report, page by language, and the way to vouch for one."""

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Case, When
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale
from wagtail.permissions import page_permission_policy

from portal.models import TranslationPassport

from . import review

REPORT, RESULTS, REVIEW = "portal_translations", "portal_translations_results", "portal_review"
State = TranslationPassport.State
ANY_RIGHT = ["add", "change", "publish"]


def languages(request=None):
    return Locale.objects.filter(
        pk__in=TranslationPassport.objects.order_by().values("locale")
    ).order_by("language_code")


def page_types():
    types = ContentType.objects.filter(
        pk__in=TranslationPassport.objects.order_by().values("source__content_type")
    )
    return sorted((kind.pk, capfirst(kind.name)) for kind in types.order_by("pk"))


class ReportFilterSet(WagtailFilterSet):
    locale = django_filters.ModelChoiceFilter(label="Langue", queryset=languages)
    kind = django_filters.ChoiceFilter(
        label="Type", field_name="source__content_type", choices=page_types
    )
    state = django_filters.MultipleChoiceFilter(label="État", choices=State.choices)

    class Meta:
        model = TranslationPassport
        fields = ["locale", "kind", "state"]


# What asks for work first, in the order of the states.
RANK = Case(*(When(state=state, then=rank) for rank, state in enumerate(State)))


class ReviewColumn(TitleColumn):
    """Who vouches for the translation, or the way to do it where somebody may."""

    empty_value_display = ""

    def get_value(self, passport):
        return passport.reviewer or ("" if review.refusal(passport) else "Relire")

    def get_link_url(self, passport, parent_context):
        if passport.reviewer or review.refusal(passport):
            return None
        return reverse(REVIEW, args=[passport.page_id])


class PassportsView(ReportView):
    """Every page in every other language, those that do not exist there included."""

    page_title = "État des traductions"
    header_icon = "wagtail-localize-language"
    index_url_name, index_results_url_name = REPORT, RESULTS
    permission_policy, any_permission_required = page_permission_policy, ANY_RIGHT
    filterset_class = ReportFilterSet
    is_searchable, search_fields, search_backend_name = True, ["source__title"], None
    default_ordering = "rank"
    columns = [
        TitleColumn(
            "title",
            label="Page",
            accessor="source.title",
            sort_key="source__title",
            get_url=lambda passport: edit_url(passport),
        ),
        Column("kind", label="Type"),
        Column("language", label="Langue", sort_key="locale__language_code"),
        StatusTagColumn(
            "state",
            label="État",
            accessor="get_state_display",
            sort_key="rank",
            primary=lambda passport: passport.state == State.RELUE,
        ),
        Column("parts", label="Parties concernées"),
        DateColumn("since", label="Depuis", sort_key="since"),
        Column("age", label="Jours"),
        ReviewColumn("reviewer", label="Relue par"),
    ]
    list_export = [
        "source.title", "kind", "language", "get_state_display", "get_origin_display", "parts",
        "since", "age", "reviewed_at", "reviewer", "address",
    ]  # fmt: skip
    export_headings = {
        "source.title": "Page",
        "kind": "Type",
        "language": "Langue",
        "get_state_display": "État",
        "get_origin_display": "Origine",
        "parts": "Parties concernées",
        "since": "Depuis",
        "age": "Jours",
        "reviewed_at": "Relue le",
        "reviewer": "Relue par",
        "address": "Adresse",
    }

    def get_filename(self):
        return f"traductions-{localdate()}"

    def get_base_queryset(self):
        mine = page_permission_policy.instances_user_has_any_permission_for(
            self.request.user, ANY_RIGHT
        )
        passports = TranslationPassport.objects.filter(source__in=mine.order_by())
        return passports.annotate(rank=RANK).select_related(
            "source__content_type", "locale", "page", "reviewed_by"
        )

    def order_queryset(self, queryset):
        return (
            super()
            .order_queryset(queryset)
            .order_by(self.ordering, "source__title", "locale", "pk")
        )


def edit_url(passport):
    """Where the work is: the translation where there is one, else the request for it."""
    if passport.page_id:
        return reverse("wagtailadmin_pages:edit", args=[passport.page_id])
    return reverse("wagtail_localize:submit_page_translation", args=[passport.source_id])


# The review


def may_review(user, page):
    return user.has_perm(review.PERMISSION) and page.permissions_for_user(user).can_edit()


def review_buttons(page, user, view_name=None, next_url=None):
    """« Marquer comme relue », for a translation that somebody may vouch for."""
    passport = getattr(page, "passport", None)
    if not passport or review.refusal(passport) or passport.is_reviewed:
        return
    if may_review(user, page):
        url = reverse(REVIEW, args=[page.pk])
        yield Button("Marquer comme relue", url, icon_name="check", priority=65)


class ReviewView(WagtailAdminTemplateMixin, TemplateView):
    """What to read side by side, and the button that says it was."""

    template_name = "portal/admin/review.html"
    page_title = "Marquer comme relue"
    header_icon = "check"

    def dispatch(self, request, *args, **kwargs):
        found = TranslationPassport.objects.select_related("source", "page__locale", "locale")
        self.passport = get_object_or_404(found, page_id=kwargs["page_id"])
        if not may_review(request.user, self.passport.page):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return self.passport.page.title

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "passport": self.passport,
            "refusal": review.refusal(self.passport),
            "back": reverse(REPORT),
        }

    def post(self, request, *args, **kwargs):
        try:
            review.mark(self.passport, request.user)
        except ValueError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"« {self.passport.page.title} » est marquée comme relue.")
        return redirect(REPORT)
