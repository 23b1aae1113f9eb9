"""The facets of a list: what each option gives, and how many of them a form shows at once."""

from dataclasses import dataclass, field

LONG = 6  # options, from one more on a facet is cut…
SHORT = 5  # …to those that give most
MOST = 24  # options in a form: a page of twelve results then keeps its budget of elements


@dataclass
class Option:
    value: str
    label: str
    count: int
    checked: bool


@dataclass
class Facet:
    """One parameter, its label and the options worth showing; `more` were left out."""

    param: str
    label: str
    options: list[Option] = field(default_factory=list)
    more: int = 0

    @property
    def checked(self):
        return any(option.checked for option in self.options)

    def shortened(self):
        """The same with the options that give most, and those that are ticked, in their order."""
        if len(self.options) <= LONG:
            return self
        best = sorted(self.options, key=lambda option: -option.count)[:SHORT]
        kept = [option for option in self.options if option.checked or option in best]
        return Facet(self.param, self.label, kept, len(self.options) - len(kept))


def fitted(facets, opened=None):
    """(the facets that a form shows, those that it only names), in their order.

    The one of the parameter `opened` is whole, those with a ticked option always shown; then the
    first ones, as long as all their options are MOST at most.
    """
    facets = [facet if facet.param == opened else facet.shortened() for facet in facets]
    wanted = {facet.param for facet in facets if facet.checked or facet.param == opened}
    room = MOST - sum(len(facet.options) for facet in facets if facet.param in wanted)
    for facet in facets:
        if facet.param not in wanted:
            room -= len(facet.options)
            if room < 0:
                break
            wanted.add(facet.param)
    shown = [facet for facet in facets if facet.param in wanted]
    return shown, [facet for facet in facets if facet.param not in wanted]
