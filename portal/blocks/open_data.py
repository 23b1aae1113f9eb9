"""What the portal gives as data, for the page that says so: from the lists themselves."""

from django.http import QueryDict
from django.utils.translation import get_language
from wagtail import blocks

OPENAPI = "/openapi.json"


def lists():
    """The lists of the reader's language, each with its filters."""
    from portal.exports.inventory import lists  # whose pages are made of these blocks

    return [(page, page.list_filters(QueryDict())) for page in lists(get_language())]


def data_forms(filters):
    """The forms of a list but those that are documents."""
    from portal.exports.forms import FORMS

    return [form for form in filters.forms() if FORMS[form[0]].is_data]


class DataFormsBlock(blocks.StaticBlock):
    class Meta:
        template = "blocks/data_forms.html"
        icon = "download"
        label = "Données ouvertes : les formes"
        admin_text = "Les listes dans chacune de leurs formes, tout le catalogue, des exemples."

    def get_context(self, value, parent_context=None):
        from portal.exports.inventory import dump_address

        found = lists()
        return super().get_context(value, parent_context) | {
            "lists": [(page, data_forms(filters)) for page, filters in found],
            "examples": [
                (page, label, query)
                for page, _filters in found
                for label, query in page.data_examples
            ],
            "dump": dump_address(get_language()),
            "openapi": OPENAPI,
        }


class DataParametersBlock(blocks.StaticBlock):
    class Meta:
        template = "blocks/data_parameters.html"
        icon = "table"
        label = "Données ouvertes : les paramètres"
        admin_text = "Le tableau des paramètres de chaque liste, avec leurs valeurs du moment."

    def get_context(self, value, parent_context=None):
        from portal.exports.parameters import parameters

        return super().get_context(value, parent_context) | {
            "lists": [(page, parameters(filters)) for page, filters in lists()]
        }
