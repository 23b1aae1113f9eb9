"""JSON-LD of a page, in schema.org's vocabulary."""

import json

from django.core.serializers.json import DjangoJSONEncoder

# Characters that could end the data block or its script element.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def as_json(page, chrome, request):
    publisher = {"@type": "Organization", "name": chrome.settings.name, "url": chrome.site_url}
    document = {
        "@type": getattr(page, "schema_type", "WebPage"),
        "@id": chrome.canonical,
        "url": chrome.canonical,
        "name": page.title,
        "description": page.description,
        "inLanguage": chrome.language,
        "publisher": publisher,
    }
    if page.first_published_at:
        document |= {
            "datePublished": page.first_published_at,
            "dateModified": page.last_published_at,
        }
    if hasattr(page, "structured_data"):
        document |= page.structured_data()
    graph = [document]
    if chrome.breadcrumbs:
        graph.append(breadcrumb_list(page, chrome))
    text = json.dumps(
        {"@context": "https://schema.org", "@graph": graph},
        cls=DjangoJSONEncoder,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return text.translate(ESCAPES)


def breadcrumb_list(page, chrome):
    steps = [*chrome.breadcrumbs, {"title": page.title, "url": chrome.canonical}]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": step["title"],
                "item": chrome.site_url + step["url"].removeprefix(chrome.site_url),
            }
            for position, step in enumerate(steps, 1)
        ],
    }
