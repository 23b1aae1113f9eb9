"""A list that changes in place: the part of a page that static/js/list.js asks for.

The same template draws that part and the whole page, which works without a script.
"""

from django.utils.cache import patch_vary_headers

HEADER = "X-In-Place"


class InPlace:
    """Mixed into a page with filters: asked with HEADER, it answers its title and its list alone."""

    list_template = "components/list.html"

    def get_template(self, request, *args, **kwargs):
        if HEADER in request.headers:
            return "in_place.html"
        return super().get_template(request, *args, **kwargs)

    def serve(self, request, *args, **kwargs):
        response = super().serve(request, *args, **kwargs)
        patch_vary_headers(response, [HEADER])
        return response
