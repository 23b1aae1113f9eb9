"""/openapi.json: what is given as data, for programs and for those who write them (OpenAPI 3.1).

Its parameters are those that the lists read, its schemas those that the tests hold answers to.
"""

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.models import SiteSettings

from . import inventory, schemas
from .answers import PROBLEM, as_json, respond
from .forms import FORMAT
from .licence import terms_of_use
from .pages import media_type
from .parameters import parameters
from .schemas import TERMS_OF_USE, TEXT, several, thing

VERSION = "1.0.0"  # of the shape of the data


def openapi(request):
    """In the reader's language, French when they speak none of ours."""
    return respond(request, "json", "openapi", lambda: as_json(document()))


def document():
    paths, components = {}, {"Problem": problem()}
    for language, _name in settings.LANGUAGES:
        for index in inventory.lists(language):
            paths[index.get_url()] = {"get": list_operation(index, components)}
        for model, parent in inventory.parents(language):
            path = f"{parent.get_url()}{{slug}}/"
            paths[path] = {"get": page_operation(model, parent, components)}
        for page in inventory.others(language):
            paths[page.get_url()] = {"get": page.data_operation()}
    paths["/donnees/catalogue-{language}.json"] = {"get": dump_operation(components)}
    return {
        "openapi": "3.1.0",
        "info": info(),
        "servers": [{"url": settings.SITE_URL}],
        "paths": paths,
        "components": {"schemas": components},
    }


def info():
    terms, site = terms_of_use(), SiteSettings.cached()
    told = {
        "title": _("Données ouvertes : %(site)s") % {"site": site.name},
        "version": VERSION,
        "description": _(
            "Chaque liste du portail se donne en plusieurs formes, avec les mêmes filtres. Une "
            "valeur qui n’est pas comprise est refusée (400), jamais ignorée. Ce qui n’est pas "
            "connu est nul. Attribution : %(attribution)s. Licence : %(licence)s."
        )
        % {"attribution": terms["attribution"], "licence": terms["licence"]["name"]},
    }
    if licence_url := terms["licence"]["url"]:
        told["license"] = {"name": terms["licence"]["name"], "url": licence_url}
    if site.contact_email:
        told["contact"] = {"name": terms["attribution"], "email": site.contact_email}
    return told


def name_of(model):
    """The name of a type of pages, in schemas: “Realisation”."""
    return model.__name__.removesuffix("IndexPage").removesuffix("Page")


# The lists


def list_operation(index, components):
    filters = index.list_filters(QueryDict())
    export = index.export_class()
    name = name_of(type(index))
    components[name] = export.item_schema()
    item = schemas.reference(name)
    components[f"{name}List"] = schemas.list_schema(item, filters.known)
    contents = {
        "json": schemas.reference(f"{name}List"),
        "csv": TEXT,
        "atom": TEXT,
    }
    if "pdf" in filters.formats:
        contents["pdf"] = schemas.DOCUMENT
    if "geojson" in filters.formats:
        components[f"{name}Features"] = export.features_schema()
        contents["geojson"] = schemas.reference(f"{name}Features")
    return {
        "operationId": f"list{name}_{index.locale.language_code}",
        "summary": described_list(index),
        "parameters": [query(parameter) for parameter in parameters(filters)],
        "responses": {
            "200": {
                "description": _("La liste, dans la forme demandée ; en HTML sans « format »."),
                "content": {
                    **{media_type(form): {"schema": schema} for form, schema in contents.items()},
                    "text/html": {"schema": TEXT},
                },
            },
            "400": refused(),
            **(printing() if "pdf" in filters.formats else {}),
        },
    }


def described_list(index):
    return _("%(title)s (%(language)s)") % {
        "title": index.title,
        "language": dict(settings.LANGUAGES)[index.locale.language_code],
    }


def query(parameter):
    told = {
        "name": parameter.name,
        "in": "query",
        "description": " ".join(filter(None, [parameter.meaning, parameter.told_values])),
        "schema": parameter.schema,
        "required": parameter.name == FORMAT,
    }
    return told | ({"style": "form", "explode": True} if parameter.is_repeated else {})


def refused():
    return {
        "description": _("Une valeur n’a pas été comprise ; les messages disent laquelle."),
        "content": {
            PROBLEM: {"schema": schemas.reference("Problem")},
            "text/plain": {"schema": TEXT},
            "text/html": {"schema": TEXT},
        },
    }


def printing():
    """What is answered besides where a document is asked for, which takes time to compose."""
    page = {"text/html": {"schema": TEXT}}
    told = {
        "202": _("Le document se compose : une page dit de redemander dans quelques secondes."),
        "404": _("Rien à imprimer."),
        "429": _("Trop de documents demandés en peu de temps ; « Retry-After » dit quand revenir."),
        "503": _("Le document n’a pas pu être composé."),
    }
    return {status: {"description": said, "content": page} for status, said in told.items()}


def problem():
    return thing(
        title=TEXT,
        status={"const": 400},
        detail=TEXT,
        messages=several(TEXT),
        documentation=schemas.ADDRESS,
    )


# The pages


def page_operation(model, parent, components):
    """Of one page, by the last part of its address."""
    name = f"{name_of(model)}Record"
    record = model.records(get_language())
    components[name] = whole(record)
    is_printed = "pdf" in model.forms
    example = model.objects.published().child_of(parent).values_list("slug", flat=True).first()
    slug = {"name": "slug", "in": "path", "required": True, "schema": TEXT}
    return {
        "operationId": f"get{name_of(model)}_{parent.locale.language_code}",
        "summary": _("%(kind)s, en entier") % {"kind": model.kind_label},
        "parameters": [
            slug | ({"example": example} if example else {}),
            {
                "name": FORMAT,
                "in": "query",
                "required": True,
                "schema": schemas.one_of(model.forms),
            },
        ],
        "responses": {
            "200": {
                "description": _("La page, avec tout ce qu’elle dit."),
                "content": {
                    media_type("json"): {"schema": schemas.reference(name)},
                    **({media_type("pdf"): {"schema": schemas.DOCUMENT}} if is_printed else {}),
                    "text/html": {"schema": TEXT},
                },
            },
            **(printing() if is_printed else {}),
            "404": not_found(),
        },
    }


def whole(record):
    """A record that stands alone says what may be done with it."""
    schema = record.schema()
    schema["properties"] = schema["properties"] | TERMS_OF_USE
    schema["required"] = list(schema["properties"])
    return schema


def not_found():
    return {
        "description": _("Rien n’est publié à cette adresse."),
        "content": {"text/html": {"schema": TEXT}},
    }


# The whole catalogue


def dump_operation(components):
    kinds = {}
    for model in inventory.types_with_records():
        record = model.records(get_language())
        components[f"{name_of(model)}Entry"] = record.schema()
        kinds[record.name] = several(schemas.reference(f"{name_of(model)}Entry"))
    components["Catalogue"] = thing(url=schemas.ADDRESS, language=TEXT, **TERMS_OF_USE, **kinds)
    return {
        "operationId": "getCatalogue",
        "summary": _("Tout le catalogue d’une langue, en un fichier"),
        "parameters": [
            {
                "name": "language",
                "in": "path",
                "required": True,
                "schema": schemas.one_of(code for code, _name in settings.LANGUAGES),
            }
        ],
        "responses": {
            "200": {
                "description": _("Chaque page, avec tout ce qu’elle dit."),
                "content": {media_type("json"): {"schema": schemas.reference("Catalogue")}},
            },
            "404": not_found(),
        },
    }
