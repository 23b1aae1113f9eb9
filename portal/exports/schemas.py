"""JSON Schemas (2020-12) of what the portal gives as data, said shortly.

A member is always there, null where nothing is known, and there is none but those that are said.
"""

DATE_TIME = {"type": "string", "format": "date-time"}
DATE = {"type": "string", "format": "date"}
ADDRESS = {"type": "string", "format": "uri"}
TEXT = {"type": "string"}
COUNT = {"type": "integer", "minimum": 0}
NUMBER = {"type": "number"}
DOCUMENT = {"type": "string", "contentMediaType": "application/pdf"}
YEAR = {"type": "integer", "minimum": 1000, "maximum": 9999}
LATITUDE = {"type": "number", "minimum": -90, "maximum": 90}
LONGITUDE = {"type": "number", "minimum": -180, "maximum": 180}


def nullable(schema):
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    schema = schema | {"type": [schema["type"], "null"]}
    if "enum" in schema:
        schema["enum"] = [*schema["enum"], None]
    return schema


def one_of(values):
    return {"type": "string", "enum": [str(value) for value in values]}


def or_blank(schema):
    """A form sends its blank fields too: they ask for nothing."""
    if "enum" in schema:
        return schema | {"enum": [*schema["enum"], ""]}
    return schema | {"pattern": f"^$|{schema['pattern']}"}


def several(schema):
    return {"type": "array", "items": schema}


def thing(**members):
    return {
        "type": "object",
        "properties": members,
        "required": list(members),
        "additionalProperties": False,
    }


def named(schema, description):
    return schema | {"description": str(description)}


def reference(name):
    return {"$ref": f"#/components/schemas/{name}"}


TERMS_OF_USE = {
    "licence": thing(id=nullable(TEXT), name=TEXT, url=nullable(ADDRESS)),
    "attribution": TEXT,
}
COUNTS = {"type": "object", "additionalProperties": COUNT}
# Of a list, whatever its form.
ABOUT = {
    "url": ADDRESS,
    "language": TEXT,
    "updated": nullable(DATE_TIME),
    "remarks": several(TEXT),
    **TERMS_OF_USE,
}


def list_schema(item, params):
    """What a list is as JSON; `params`: those of its facets."""
    return thing(
        count=COUNT,
        facets=thing(**dict.fromkeys(params, COUNTS)),
        results=several(item),
        next=nullable(ADDRESS),
        **ABOUT,
    )
