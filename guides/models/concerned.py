from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from portal.models import BasePage


class ConcernedPage(BasePage):
    """« Suis-je concerné ? »: the obligations of every law, for who asks. `guides.concerned`."""

    page_description = (
        "« Suis-je concerné ? » : les obligations, pour une commune, un EPCI, un acteur."
    )
    kind_label = _("Lois")
    catalogue_kind = "page"

    template = "guides/concerned_page.html"
    parent_page_types = ["guides.LawIndexPage"]
    subpage_types = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = "page « Suis-je concerné ? »"
        verbose_name_plural = "pages « Suis-je concerné ? »"

    def serve(self, request, *args, **kwargs):
        """A name that leaves no doubt goes straight on to its territory, where the URL says it."""
        from guides.concerned import territory_to_go_to

        if query := territory_to_go_to(request.GET):
            return HttpResponseRedirect(f"{self.get_url(request)}?{query}")
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        from guides.concerned import concerned_context

        return super().get_context(request, *args, **kwargs) | concerned_context(self, request.GET)

    @property
    def inks(self):
        return ["sobriete"]
