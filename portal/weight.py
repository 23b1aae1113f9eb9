"""Each page says what it weighs, in its footer; answers are compressed on their way out.

What is counted, why, and how to check it: docs/weight.md. Sizes are bytes, a kilobyte is 1,000 of
them, and all of them are those of a first visit in production, whatever serves the page now.

Compression cannot leak a secret here (BREACH): a visitor's page holds none, but for the form of a
protected page, whose token Django masks anew each time; nothing under /admin/ is compressed.
"""

import gzip
import logging
import math
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from whitenoise.compress import Compressor

from . import ecoindex
from .staticfiles import SHEET, one_sheet
from .templatetags.portal import figure
from .typography import typeset_text

logger = logging.getLogger(__name__)

MARK = re.compile(rb"<!--weight:([\w-]+)-->")  # {% page_weight %}
SENTENCE_ROOM = 64  # what the sentence may add, compressed, in place of the mark

ATTRIBUTES = r"""(?:[^'">]++|"[^"]*+"|'[^']*+')*+"""
TOKEN = re.compile(
    rf"""<!--.*?-->
    |<(?P<opaque>script|style|title|textarea|template|noscript)\b(?P<outer>{ATTRIBUTES})>
        .*?</(?P=opaque)\s*>
    |<(?P<name>/?[a-z][^\s/>]*)(?P<attributes>{ATTRIBUTES})>""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
ATTRIBUTE = re.compile(r"""([^\s=/"']+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
# Where a <tr> or a <col> stands without the parent that a browser then makes for it.
BARE_ROW = {"table", "/caption", "/colgroup", "col", "/thead", "/tbody", "/tfoot"}
BARE_COLUMN = {"table", "/caption", "/colgroup"}
FETCHED = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}

CSS_URL = re.compile(r"""url\(\s*+["']?+(?!data:|#)([^"')]+)""")
OTHER_SCRIPT = re.compile(r"@font-face\s*\{[^}]*unicode-range[^}]*\}")  # asked for where needed

TEXT = re.compile(r"(?:text/|image/svg\+xml|application/(?:[\w.-]+\+)?(?:json|xml)\b)")
SMALLEST = 200  # under this, compressing costs more than it saves

# What the middleware does not see of a page's headers: the status line, what the server says
# (Date, Server, Connection) and what is added outside (HSTS and its kin, Vary, the encoding).
OUTER_HEADERS = 430
FILE_HEADERS = 512  # of a static file or a photo, over HTTP/1.1


@dataclass(frozen=True)
class Weight:
    """What a first visit to a page receives and builds."""

    bytes: int
    requests: int
    elements: int

    @property
    def kilobytes(self) -> float:
        return self.bytes / 1000

    @property
    def ecoindex(self) -> int:
        return ecoindex.score(self.elements, self.requests, self.kilobytes)

    @property
    def grade(self) -> str:
        return ecoindex.grade(self.ecoindex)

    def sentence(self, language: str) -> str:
        """What the footer says; the kilobyte begun counts whole, so that no less is received."""
        with translation.override(language):
            sentence = _(
                "Cette page pèse %(weight)s ko en %(requests)s requêtes et %(elements)s éléments : "
                "EcoIndex %(ecoindex)s (%(grade)s)."
            ) % {
                "weight": figure(math.ceil(self.kilobytes)),
                "requests": figure(self.requests),
                "elements": figure(self.elements),
                "ecoindex": figure(self.ecoindex),
                "grade": self.grade,
            }
        return typeset_text(sentence, language)


@dataclass
class Page:
    """What a browser finds in a page: elements, and for each file the addresses to choose from."""

    elements: int = 0
    files: list[list[str]] = field(default_factory=list)


def read(html: str) -> Page:
    """Counts as `document.querySelectorAll("*")` does, less what is inside each <svg>.

    The page is taken to be valid: a browser's repairs are not followed, but for the parents that
    HTML allows to leave out.
    """
    page, depth, last, sources = Page(), 0, "", None
    seen = set()
    for token in TOKEN.finditer(html):
        name = (token["opaque"] or token["name"] or "").lower()
        if not name:  # a comment
            continue
        seen.add(name)
        attributes = token["outer"] or token["attributes"] or ""
        page.elements += not depth and name[0] != "/"
        if name == "svg":
            depth += not attributes.endswith("/")
        elif name == "/svg":
            depth -= 1
        elif (name == "tr" and last in BARE_ROW) or (name == "col" and last in BARE_COLUMN):
            page.elements += 1
        elif name in ("picture", "/picture"):
            sources = [] if name == "picture" else None
        elif name in ASKS:
            addresses = [
                address
                for address in ASKS[name](dict_of(attributes))
                if address and not address.startswith(("data:", "#"))
            ]
            if name == "source":
                sources = sources or addresses  # the first that is offered, and no other
            else:
                page.files.append((name == "img" and sources) or addresses)
        last = name
    page.elements += len({"html", "head", "body"} - seen)
    page.files = [addresses for addresses in page.files if addresses]
    return page


def dict_of(attributes: str) -> dict[str, str]:
    return {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in ATTRIBUTE.findall(attributes)
    }


def asked_by_link(link):
    fetched = FETCHED & set(link.get("rel", "").lower().split())
    return [link.get("href", "")] if fetched else []


def asked_by_image(image):
    """Every size on offer."""
    sizes = [size.split()[0] for size in image.get("srcset", "").split(",") if size.strip()]
    return [*sizes, image.get("src", "")]


def asked_by_script(script):
    return [script.get("src", "")]


def asked_by_drawing(drawing):
    return [drawing.get("href") or drawing.get("xlink:href") or ""]


ASKS = {
    "link": asked_by_link,
    "script": asked_by_script,
    "img": asked_by_image,
    "source": asked_by_image,
    "use": asked_by_drawing,
    "image": asked_by_drawing,
}


def weigh(response: HttpResponse, encoding: str = "br") -> Weight:
    """The weight of an answer not yet compressed, and of all that it asks for.

    `encoding` is what the visitor's browser reads: “br”, or “gzip”, which all of them do.
    """
    page = read(response.content.decode(response.charset))
    sizes = dict(files_asked(page, encoding))
    headers = sum(len(name) + len(value) + 4 for name, value in response.items())
    return Weight(
        bytes=len(compress(response.content, encoding))
        + SENTENCE_ROOM
        + headers
        + OUTER_HEADERS
        + sum(sizes.values())
        + len(sizes) * FILE_HEADERS,
        requests=1 + len(sizes),
        elements=page.elements,
    )


def files_asked(page: Page, encoding: str) -> Iterator[tuple[str, int]]:
    """(address, size) of all files: where a page offers several sizes of an image, the heaviest."""
    for addresses in page.files:
        offers = sorted({urldefrag(address).url for address in addresses})
        url = max(offers, key=lambda offer: size_of(offer, encoding))
        size = size_of(url, encoding)
        yield url, size
        if size and url.partition("?")[0].endswith(".css"):
            for inner in asked_by_sheet(url):
                yield inner, size_of(inner, encoding)


def size_of(url: str, encoding: str) -> int:
    """Bytes of a file of ours by its address; 0 where there is none."""
    address = unquote(url.partition("?")[0])
    try:
        if name := name_under(settings.STATIC_URL, address):
            return static_size(name, encoding)
        if name := name_under(settings.MEDIA_URL, address):
            return media_size(name)
    except Exception:  # whatever a storage raises: a figure in the footer never costs the page
        logger.warning("No size known for %s", url, exc_info=True)
    return 0


def name_under(root, path):
    return path.removeprefix(root) if path.startswith(root) else ""


@cache
def static_size(name: str, encoding: str) -> int:
    """As `whitenoise` sends it in production: compressed at best where that helps."""
    content = static_content(name)
    if not Compressor(quiet=True).should_compress(name):
        return len(content)
    compressed = brotli.compress(content) if encoding == "br" else gzip.compress(content, 9)
    return len(compressed) if len(compressed) <= 0.95 * len(content) else len(content)


def static_content(name: str) -> bytes:
    """What production sends: its own file, or the one that it would make of ours."""
    if isinstance(staticfiles_storage, ManifestFilesMixin):
        with staticfiles_storage.open(name) as file:
            return file.read()
    if name == SHEET:
        return one_sheet(name, lambda part: static_source(part).decode()).encode()
    return static_source(name)


def static_source(name: str) -> bytes:
    path = finders.find(name)
    return Path(path).read_bytes() if path else b""


@cache
def asked_by_sheet(url: str) -> tuple[str, ...]:
    """The addresses of what a style sheet of ours asks for."""
    name = name_under(settings.STATIC_URL, unquote(url.partition("?")[0]))
    css = OTHER_SCRIPT.sub("", static_content(name).decode())
    return tuple(urljoin(url, urldefrag(found).url) for found in CSS_URL.findall(css))


@lru_cache(maxsize=4096)
def media_size(name: str) -> int:
    """Bytes of a photo, which never changes under the same name."""
    return default_storage.size(name)


def accepted_encoding(header: str) -> str:
    """The best of “br” and “gzip” that an Accept-Encoding header allows, "" when none."""
    allowed = set()
    for offer in header.lower().split(","):
        name, _semicolon, parameters = offer.partition(";")
        if not re.fullmatch(r"\s*q=0(\.0*)?\s*", parameters):
            allowed.add(name.strip())
    return next((encoding for encoding in ("br", "gzip") if encoding in allowed), "")


def compress(content: bytes, encoding: str) -> bytes:
    """Quality 5 is within 10 % of the best (11), eighty times faster. The same bytes each time."""
    if encoding == "br":
        return brotli.compress(content, mode=brotli.MODE_TEXT, quality=5, lgwin=16)
    return gzip.compress(content, 6, mtime=0)


def compress_stream(parts: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """The same, as the parts come."""
    if encoding == "br":
        compressor = brotli.Compressor(mode=brotli.MODE_TEXT, quality=5, lgwin=16)
        process, finish = compressor.process, compressor.finish
    else:
        compressor = zlib.compressobj(6, wbits=zlib.MAX_WBITS | 16)
        process, finish = compressor.compress, compressor.flush
    for part in parts:
        if compressed := process(part):
            yield compressed
    yield finish()


class WeightMiddleware:
    """Fills `{% page_weight %}` and compresses texts. Nothing happens under /admin/."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not request.path.startswith("/admin/"):
            if response.status_code == 304:  # says what the whole answer would have said
                patch_vary_headers(response, ["Accept-Encoding"])
            elif self.is_text(response):
                encoding = accepted_encoding(request.headers.get("Accept-Encoding", ""))
                self.say_weight(response, encoding)
                self.compress(response, encoding)
            elif self.is_stream_of_text(response):
                encoding = accepted_encoding(request.headers.get("Accept-Encoding", ""))
                self.compress_as_it_comes(response, encoding)
        return response

    @classmethod
    def is_text(cls, response):
        """Whether the answer is a whole text that nobody has compressed yet."""
        return (
            not response.streaming
            and len(response.content) >= SMALLEST
            and not response.has_header("Content-Range")
            and cls.may_shrink(response)
        )

    @classmethod
    def is_stream_of_text(cls, response):
        """Whether it is one made as it is sent, of a length that nobody knows; no file."""
        return (
            response.streaming
            and not response.has_header("Content-Length")
            and cls.may_shrink(response)
        )

    @staticmethod
    def may_shrink(response):
        return not response.has_header("Content-Encoding") and bool(
            TEXT.match(response.headers.get("Content-Type", ""))
        )

    @staticmethod
    def say_weight(response, encoding):
        """Without Accept-Encoding it is no browser that asks: it is told what a browser receives.

        The answer keeps its `weight`, for the tests and `make bench`.
        """
        mark = MARK.search(response.content)
        if mark and response.headers["Content-Type"].startswith("text/html"):
            response.weight = weigh(response, encoding or "gzip")
            sentence = response.weight.sentence(mark[1].decode())
            response.content = response.content.replace(mark[0], sentence.encode(response.charset))

    @staticmethod
    def compress(response, encoding):
        patch_vary_headers(response, ["Accept-Encoding"])
        if encoding:
            compressed = compress(response.content, encoding)
            if len(compressed) < len(response.content):
                response.content = compressed
                response.headers["Content-Encoding"] = encoding
        if response.has_header("Content-Length"):
            response.headers["Content-Length"] = str(len(response.content))
        weaken(response)

    @staticmethod
    def compress_as_it_comes(response, encoding):
        patch_vary_headers(response, ["Accept-Encoding"])
        if encoding:
            response.streaming_content = compress_stream(response.streaming_content, encoding)
            response.headers["Content-Encoding"] = encoding
        weaken(response)


def weaken(response):
    """A strong ETag says: the same bytes, whatever the encoding."""
    etag = response.headers.get("ETag", "")
    if etag.startswith('"'):
        response.headers["ETag"] = f"W/{etag}"
