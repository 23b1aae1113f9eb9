"""What a page says, field by field, as digests: a change is known, and where, without keeping texts.

Only what a translation translates or shares counts. A block's identifier, the key that the editor
gives to a paragraph, the row of a child object: none of them is read by anyone. Nor does a value
left empty count: a field that the portal gains, empty at first, changes no page.
"""

import json
import re
from hashlib import md5

from wagtail.fields import StreamField
from wagtail_localize.fields import get_translatable_fields

# Of the page's place in its own tree.
NOT_SAID = {"slug", "show_in_menus"}
NOT_READ = {"pk", "id", "locale", "sort_order", "latest_revision"}
PARAGRAPH_KEY = re.compile(r' data-block-key="[^"]*"')


def digests(page):
    """{field: digest} of a page as it is."""
    return digests_of(type(page), page.to_json())


def digests_of(model, content):
    """{field: digest} of a page as Wagtail writes it in JSON: a revision, a TranslationSource."""
    data = json.loads(content)
    said = {name: plain(model, name, data.get(name)) for name in said_fields(model)}
    return {name: digest(value) for name, value in said.items() if says(value)}


def said_fields(model):
    names = (field.field_name for field in get_translatable_fields(model))
    return [name for name in names if name not in NOT_SAID]


def says(value):
    """Whether a reader learns something from it; 0 is a figure."""
    return value is not False and value not in (None, "", "<p></p>", [], {})


def digest(value):
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return md5(text.encode(), usedforsecurity=False).hexdigest()[:16]


def plain(model, name, value):
    field = model._meta.get_field(name)
    if isinstance(field, StreamField):
        return bare(json.loads(value or "[]"))
    if field.one_to_many:
        children = sorted(value or [], key=lambda child: child.get("sort_order") or 0)
        return [bare(child, {*NOT_READ, field.remote_field.name}) for child in children]
    if field.many_to_many:
        return sorted(value or [])
    return bare(value)


def bare(value, left_out=NOT_READ):
    if isinstance(value, dict):
        parts = {name: bare(part, left_out) for name, part in value.items() if name not in left_out}
        return {name: part for name, part in parts.items() if says(part)}
    if isinstance(value, list):
        return [bare(part, left_out) for part in value]
    return PARAGRAPH_KEY.sub("", value) if isinstance(value, str) else value
