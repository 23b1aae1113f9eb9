"""Pages that give themselves in other forms: what their types are mixed with."""

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _

from portal.filters import Results, list_context
from portal.query import known_values, page_of

from .answers import as_json, fingerprint, refuse, respond
from .forms import FORMAT, FORMS, HTML, asked_form
from .licence import rights, terms_of_use
from .lists import FEED_SIZE, PAGE_SIZE, listing_of

LONGEST_LINK = 400  # signs of a query that is said again in the headers, which proxies limit


class ExportedList:
    """A page that holds a filtered list. The form comes from `format`, the list from the rest."""

    per_page = 12
    data_examples = ()  # [(what it gives, query string)]: the page of open data shows them

    def list_filters(self, params):
        """The `portal.filters.ListFilterSet` of what is asked."""
        raise NotImplementedError

    @classmethod
    def export_class(cls):
        """The subclass of `portal.exports.lists.ListExport` for such lists."""
        raise NotImplementedError

    def list_export(self, listing, filters):
        """That Listing, ready to be written in any form."""
        return self.export_class()(listing)

    def serve(self, request, *args, **kwargs):
        if form := asked_form(request.GET):
            return self.answer(request, form)
        response = super().serve(request, *args, **kwargs)
        if filters := (getattr(response, "context_data", None) or {}).get("filters"):
            links = [(form, query) for form, _label, query in filters.forms() if form != "atom"]
            add_links(response, self.get_url(request), links)
        return response

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | list_context(self.list_filters(request.GET), self.per_page)

    def answer(self, request, form):
        filters = self.list_filters(request.GET)
        params = filters.data_params()
        if form == "atom" and not filters.sort:  # a feed is read for what is new
            filters.sort = filters.RECENT
        page, notices = asked_page(request.GET, form, filters)
        if notices := [*filters.refusals(form), *notices]:
            return refuse(form, notices)
        export = self.list_export(listing_of(self, filters, params), filters)
        version = version_of(filters.catalogue)
        return respond(request, form, self.slug, lambda: export.write(form, page), version)


def asked_page(params, form, filters):
    """The page of results, as ids, that an answer holds; and the notices that `page` deserves."""
    results = filters.results()
    ids = Results(results.count, results.ids, list)
    page, notices = page_of(params, ids, FEED_SIZE if form == "atom" else PAGE_SIZE)
    if form in {"csv", "geojson"} and params.get("page", "1") != "1":
        notices = [
            _("En %(form)s, la liste est donnée tout entière : retirez le paramètre « page ».")
            % {"form": FORMS[form].label}
        ]
    return page, notices


def version_of(catalogue):
    """What changes whenever an answer made of the rows of a language may."""
    return f"{catalogue.generation}-{catalogue.token[:12]}-{fingerprint(rights())[:6]}"


class ExportedPage:
    """A page that gives its record as JSON. `format=x` calls its method `as_x`."""

    forms = ("json",)

    def serve(self, request, *args, **kwargs):
        form = request.GET.get(FORMAT)
        if form in self.forms:
            return getattr(self, f"as_{form}")(request)
        response = super().serve(request, *args, **kwargs)
        add_links(
            response,
            self.get_url(request),
            [(form, f"{FORMAT}={form}") for form in FORMS if form in self.forms],
        )
        return response

    def get_context(self, request, *args, **kwargs):
        _known, notices = known_values(request.GET, FORMAT, {HTML, *self.forms})
        return super().get_context(request, *args, **kwargs) | {"notices": notices}

    def as_json(self, request):
        """As it is published, to whoever may read it: not open to all, it is not data."""
        record = next(self.records(self.locale.language_code).of([self.pk]), None)
        if record is None:
            raise Http404
        return respond(request, "json", self.slug, lambda: as_json(record | terms_of_use()))


def add_links(response, path, queries):
    """Says in the headers, which cost no element, where the page's other forms are (RFC 8288)."""
    if any(len(query) > LONGEST_LINK for _form, query in queries):
        return
    response.headers["Link"] = ", ".join(
        f'<{settings.SITE_URL}{path}?{query}>; rel="alternate"; type="{media_type(form)}"'
        for form, query in queries
    )


def media_type(form):
    return FORMS[form].media_type.partition(";")[0]
