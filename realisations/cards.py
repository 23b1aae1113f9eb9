"""A fiche as a list shows it, from its row of the catalogue: no page is fetched for a card."""

from .models import RealisationPage

COLUMNS = ("page_id", "reference", "title", "summary", "facets", "card", "page__url_path")


class Card:
    """What `RealisationPage.card_template` reads of a page; `found` and `likeness` where asked for."""

    card_template = RealisationPage.card_template
    found = likeness = None

    def __init__(self, row, addresses):
        """`row`: its COLUMNS of the catalogue; `addresses`: portal.exports.rows.Addresses."""
        self.pk, self.reference, self.title, self.summary = row[:4]
        self.facets, self.told = row.facets, row.card
        self.url = addresses.path(row.page__url_path)

    @property
    def number(self):
        return self.told.get("number")

    @property
    def pillars(self):
        """Slugs, the principal pillar first."""
        return self.facets.get("pilier", [])

    @property
    def place_label(self):
        return self.told.get("place", "")

    def get_nature_display(self):
        """In the reader's language; "" where it is not known."""
        value = next(iter(self.facets.get("nature", ())), "")
        return str(dict(RealisationPage.Nature.choices).get(value, value))
