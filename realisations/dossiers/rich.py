"""A rich text as a printed document takes it: blocks of runs, without a tag.

A block is {"is": "p", "runs": [run]} or {"is": "ul" | "ol", "items": [[block]]}; a run is {"text",
"bold", "url"}.
"""

import re
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, NavigableString
from django.conf import settings
from wagtail.rich_text import expand_db_html

from portal.typography import typeset_html

LISTS = {"ul", "ol"}
BOLD = {"b", "strong", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = {*LISTS, *BOLD, "p", "li", "blockquote", "div", "hr"} - {"b", "strong"}
SCHEMES = {"http", "https", "mailto"}
LONGEST_URL = 2000
SPACES = re.compile(r"[ \t\r\n\f]+")  # those that HTML makes one of, and no other


def blocks(html, language):
    """[block] of a rich text as the database holds it, in the typography of its language."""
    html = typeset_html(expand_db_html(html or ""), language)
    return blocks_of(BeautifulSoup(html, "html.parser"))


def blocks_of(element):
    found, loose = [], []  # text that is in no block is a paragraph of its own
    for node in [*element.children, None]:
        if node is not None and node.name not in BLOCKS:
            loose += runs_of(node)
            continue
        found += paragraph(loose)
        loose = []
        if node is not None:
            found += block(node)
    return found


def block(node):
    if node.name in LISTS:
        items = [blocks_of(item) for item in node.find_all("li", recursive=False)]
        items = [item for item in items if item]
        return [{"is": node.name, "items": items}] if items else []
    if node.find(BLOCKS):
        return blocks_of(node)
    return paragraph(runs_of(node))


def paragraph(runs):
    return [{"is": "p", "runs": runs}] if any(run["text"].strip() for run in runs) else []


def runs_of(node, bold=False, url=""):
    if isinstance(node, NavigableString):
        # A comment is a string too, of a class of its own.
        text = SPACES.sub(" ", node) if type(node) is NavigableString else ""
        return [{"text": text, "bold": bold, "url": url}] if text else []
    if node.name == "br":
        return [{"text": "\n", "bold": bold, "url": url}]
    if node.name == "a":
        url = safe_url(node.get("href", ""))
    bold = bold or node.name in BOLD
    return [run for child in node.children for run in runs_of(child, bold, url)]


def safe_url(url):
    """The absolute address that a link of a document may lead to, "" for no other scheme."""
    try:
        url = urljoin(settings.SITE_URL, url)
        known = urlsplit(url).scheme in SCHEMES and len(url) <= LONGEST_URL
    except ValueError:
        return ""
    return url if known else ""
