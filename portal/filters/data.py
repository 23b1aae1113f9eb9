"""A list in other forms than HTML: which ones, at which addresses, and why it may be refused."""

from django.utils.translation import gettext as _

from portal.exports.forms import FORMAT, FORMS

from .asked import OPENED, SELECTION, VIEW


class AsData:
    def forms(self):
        """[(form, its name, query string of the same list in that form)]"""
        params, forms = self.data_params(), []
        for form in self.formats:
            if form in FORMS:
                params[FORMAT] = form
                forms.append((form, FORMS[form].label, params.urlencode()))
        return forms

    def data_params(self):
        """Those of the parameters that change which results there are, or their order."""
        params = self.clean_params()
        for name in (VIEW, OPENED, SELECTION):
            params.pop(name, None)
        return params

    @property
    def feed(self):
        """The query string of its feed, for the head of the page."""
        return next(query for form, _label, query in self.forms() if form == "atom")

    def refusals(self, form):
        """Why the list cannot be given in a form that leaves no room for notices."""
        if form in self.formats:
            return [*self.notices, *self.refused_selection()]
        told = _("Cette liste ne se donne pas en %(form)s, mais en %(forms)s.")
        forms = ", ".join(label for _form, label, _query in self.forms())
        return [told % {"form": FORMS[form].label, "forms": forms}]

    def refused_selection(self):
        if not self.params.get(SELECTION, "").strip():
            return []
        return [
            _("« fiches » ne resserre pas une liste : c’est une sélection qui se demande ainsi.")
        ]
