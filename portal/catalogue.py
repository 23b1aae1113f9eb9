"""What a list knows of its pages: which match a choice, and how many each option would give.

Rows come from `FacetedPage.facets`, written with the page when it is published: a catalogue of
any size is one query, and the counts are made in memory.
"""

from collections import Counter

# Each ticked value narrows; in every other parameter, values add up.
CONJUNCTIVE = {"pilier"}


class Catalogue:
    """Facets of the pages of a queryset: {pk: {parameter: [values]}}."""

    def __init__(self, queryset):
        self.rows = dict(queryset.order_by().values_list("pk", "facets"))

    def restrict(self, pks):
        """Leaves out every page but those."""
        self.rows = {pk: self.rows[pk] for pk in pks if pk in self.rows}

    def matching(self, selection, besides=None):
        """Keys of the pages that match {parameter: [values]}, `besides` left out of account."""
        return [
            pk
            for pk, facets in self.rows.items()
            if all(
                self.matches(facets.get(param, ()), values, param)
                for param, values in selection.items()
                if param != besides
            )
        ]

    @staticmethod
    def matches(held, asked, param):
        return (all if param in CONJUNCTIVE else any)(value in held for value in asked)

    def counts(self, selection, param):
        """{value: how many pages it would give, ticked with the choices of the other parameters}.

        For a conjunctive parameter its own choices narrow too.
        """
        pks = self.matching(selection, None if param in CONJUNCTIVE else param)
        return Counter(value for pk in pks for value in self.rows[pk].get(param, ()))
