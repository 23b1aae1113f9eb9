"""Model fields of the house."""

from wagtail.fields import StreamField


class BodyField(StreamField):
    """A StreamField whose blocks stay out of migrations.

    Blocks change often and the column, a JSON document, never does: a migration about them
    would say nothing to the database.
    """

    def __init__(self, *args, **kwargs):
        # A migration rebuilds the field without blocks.
        super().__init__(*(args or ([],)), **kwargs)

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        kwargs.pop("block_types", None)
        return name, path, [[]], kwargs
