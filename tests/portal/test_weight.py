"""What a page says of its weight, against what a browser would receive and build."""

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.utils.http import http_date

from portal import weight
from portal.staticfiles import OneSheetStorage
from portal.weight import Weight, WeightMiddleware
from tests.pages import every_page, one_of_each_type

LANGUAGES = ("fr", "en")
STATIC = Path(settings.BASE_DIR) / "static"
TEXT = "Une page sobre, " * 50
BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd"}


@pytest.fixture(autouse=True)
def _sizes_measured_anew():
    for memory in (weight.static_size, weight.asked_by_sheet, weight.media_size):
        memory.cache_clear()


def answer(response, **request):
    """What the middleware makes of that response."""
    middleware = WeightMiddleware(lambda request: response)
    path = request.pop("path", "/fr/")
    return middleware(RequestFactory().get(path, headers=request.pop("headers", BROWSER)))


def plain(response):
    """The text of an answer, whatever its encoding."""
    decode = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
    return decode[response.headers.get("Content-Encoding", "")](response.content).decode()


# Elements


# Each count is what Chromium gives: document.querySelectorAll("*") less those inside an <svg>.
@pytest.mark.parametrize(
    ("body", "elements"),
    [
        ("", 0),
        ("<p>a < b, 1 <2 & <3", 1),
        ("<!-- <p><p> --><p>", 1),
        ("<br><hr/><img alt=''>", 3),
        ("<p title='a > b'><b title=\"<i>\">", 2),
        ("<script>if (a<b) x('<p>')</script>", 1),
        ("<textarea><p></textarea><template><p></p></template>", 2),
        ("<noscript><p></p></noscript>", 1),
        ("<svg><title>t</title><g><path d=''/></g></svg><p>", 2),
        ("<svg><svg><g></g></svg><g/></svg><p>", 2),
        ("<svg/><p>", 2),
        ("<svg><foreignObject><p></p></foreignObject></svg>", 1),
        ("<SVG><G></G></SVG><P>", 2),
        ("<table><tr><td></table>", 4),
        ("<table><caption></caption><col><col><tr><td><tr><td></table>", 10),
        ("<table><thead><tr><th></thead><tr><td><tbody><tr><td></table>", 10),
        ("<table><tbody><tr><td></td></tr></tbody></table>", 4),
        ("<ul><li>a<li>b</ul>", 3),
        ("<x-y></x-y>", 1),
    ],
)  # fmt: skip
def test_elements_are_those_of_a_browser(body, elements):
    page = f"<!doctype html><html><head><title>a <b></title></head><body>{body}</body></html>"
    assert weight.read(page).elements == elements + 4
    assert weight.read(f"<!doctype html><title>a <b></title>{body}").elements == elements + 4


class Elements(HTMLParser):
    """Counts in another way, slower: the standard library's parser."""

    def __init__(self, text):
        super().__init__()
        self.count = self.inside_svg = 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.count += not self.inside_svg
        self.inside_svg += tag == "svg"

    def handle_startendtag(self, tag, attrs):
        self.count += not self.inside_svg

    def handle_endtag(self, tag):
        self.inside_svg -= tag == "svg"


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_counts_its_elements(client, language):
    pages = every_page(language)
    assert len(pages) > 10
    for page in pages:
        response = client.get(page.url)
        assert response.weight.elements == Elements(response.content.decode()).count > 40, page.url


# Files


@pytest.mark.parametrize(
    ("html", "files"),
    [
        ('<link rel="canonical" href="/fr/"><link rel="alternate" href="/en/">', []),
        ('<link rel="shortcut icon" href="/a.svg">', [["/a.svg"]]),
        ("<link href=/a.css rel=stylesheet>", [["/a.css"]]),
        ('<script src="/a.js?x=1&amp;y=2"></script><script>b</script>', [["/a.js?x=1&y=2"]]),
        ('<img src="data:image/svg+xml,x"><img alt="none">', []),
        ('<img src="/a.jpg" srcset="/b.jpg 1x, /c.jpg 2x">', [["/b.jpg", "/c.jpg", "/a.jpg"]]),
        (
            '<picture><source srcset="/a.avif 400w,/b.avif 800w"><source srcset="/c.webp">'
            '<img src="/d.jpg"></picture><img src="/e.jpg">',
            [["/a.avif", "/b.avif"], ["/e.jpg"]],
        ),
        ('<svg><use href="/s.svg#a"/><use href="#b"/></svg>', [["/s.svg#a"]]),
        ('<!-- <img src="/a.jpg"> --><noscript><img src="/b.jpg"></noscript>', []),
    ],
)  # fmt: skip
def test_files_that_a_page_asks_for(html, files):
    assert weight.read(html).files == files


def test_the_heaviest_size_of_an_image_counts_once():
    names = [default_storage.save(f"{size}.avif", ContentFile(bytes(size))) for size in (300, 900)]
    urls = [default_storage.url(name) for name in names]
    html = (
        f'<picture><source srcset="{urls[0]} 1x, {urls[1]} 2x"><img src="/media/a.jpg"></picture>'
    )
    page = weight.read(html + html)
    assert dict(weight.files_asked(page, "br")) == {urls[1]: 900}


def test_a_sheet_brings_what_it_asks_for(settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path]
    files = {
        "css/site.css": '@import "fonts.css"; p { mask: url("../img/glyphs.svg#a") } b { c: url(data:x) }',
        "css/fonts.css": "@font-face { src: url(../fonts/main.woff2) }"
        "@font-face { src: url(../fonts/arabic.woff2); unicode-range: U+600-6FF }",
        "fonts/main.woff2": "w" * 100,
        "fonts/arabic.woff2": "w" * 100,
        "img/glyphs.svg": "g" * 1000,
    }  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content)
    page = weight.read('<link rel="stylesheet" href="/static/css/site.css">')
    sizes = dict(weight.files_asked(page, "br"))
    assert set(sizes) == {
        "/static/css/site.css",
        "/static/fonts/main.woff2",
        "/static/img/glyphs.svg",
    }
    assert sizes["/static/fonts/main.woff2"] == 100  # compressed already
    assert 0 < sizes["/static/img/glyphs.svg"] < 50
    assert 0 < sizes["/static/css/site.css"] < sum(map(len, (files["css/site.css"], files["css/fonts.css"])))  # fmt: skip


def test_a_file_that_is_not_there_costs_no_page(caplog):
    page = weight.read('<img src="/media/gone.jpg"><link rel="icon" href="/static/gone.svg">')
    sizes = dict(weight.files_asked(page, "br"))
    assert sizes == {"/media/gone.jpg": 0, "/static/gone.svg": 0}
    assert "/media/gone.jpg" in caplog.text


# What is said


def test_the_sentence_counts_the_kilobyte_begun():
    page = Weight(bytes=18_001, requests=4, elements=143)
    assert page.sentence("fr") == (
        "Cette page pèse 19\u00a0ko en 4 requêtes et 143 éléments\u202f: EcoIndex 90 (A)."
    )
    assert page.kilobytes == 18.001
    assert Weight(18_000, 4, 1143).sentence("fr").startswith("Cette page pèse 18\u00a0ko en 4 ")
    assert "1\u202f143" in Weight(18_000, 4, 1143).sentence("fr")


@pytest.fixture
def in_production(settings, tmp_path):
    """Static files as collectstatic leaves them, under production's storage."""
    settings.STATIC_ROOT = str(tmp_path)
    source = FileSystemStorage(str(STATIC))
    names = [str(path.relative_to(STATIC)) for path in STATIC.rglob("*.*")]
    storage = OneSheetStorage(location=str(tmp_path))
    for name in names:
        with source.open(name) as file:
            storage.save(name, file)
    list(storage.post_process({name: (source, name) for name in names}))
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "portal.staticfiles.OneSheetStorage"},
    }
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True


# The candidates of the format that a browser takes, the largest last.
FIRST_SOURCE = re.compile(r'<picture><source[^>]*srcset="([^"]+)"')
FILE_HEADERS = 300  # bytes, at the least


def received(client, url, headers):
    """Bytes of an answer over HTTP/1.1, with what granian adds to its headers."""
    response = client.get(url, headers=headers, secure=True)
    server = f"HTTP/1.1 200 OK\r\nserver: granian\r\ndate: {http_date()}\r\n\r\n"
    body = response.getvalue()
    return len(server) + len(response.serialize_headers()) + 2 + len(body)


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["br", "gzip"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_no_less_than_it_sends_and_hardly_more(in_production, language, encoding):
    client, headers = Client(), {"Accept-Encoding": encoding}
    files = {}
    for name, page in one_of_each_type(language).items():
        response = client.get(page.url, headers=headers, secure=True)
        html = plain(response)
        urls = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html))
        photos = {sizes.split(",")[-1].split()[0] for sizes in FIRST_SOURCE.findall(html)}
        assert len(urls | photos) == response.weight.requests - 1, name
        for url in urls - set(files):
            files[url] = received(client, url, headers)
        for url in photos:  # which a proxy serves
            files[url] = FILE_HEADERS + default_storage.size(url.removeprefix("/media/"))
        urls |= photos
        sent = received(client, page.url, headers) + sum(files[url] for url in urls)
        said = int(re.search(r"(\d+)\u00a0k[oB] ", plain(response))[1]) * 1000
        assert sent <= response.weight.bytes <= said <= sent * 1.1, name


@pytest.mark.django_db
def test_development_says_what_production_says(client, in_production, settings):
    url = one_of_each_type("fr")["LawPage"].url
    production = Client().get(url, headers=BROWSER).weight
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    weight.static_size.cache_clear()
    development = client.get(url, headers=BROWSER).weight
    assert development.requests == production.requests
    assert development.elements == production.elements
    # Production's addresses hold the hash of each file.
    assert abs(production.bytes - development.bytes) < 150


@pytest.mark.django_db
def test_without_a_browser_the_figure_is_a_browsers(client):
    response = client.get("/fr/")
    assert "Content-Encoding" not in response
    assert response.weight == client.get("/fr/", headers={"Accept-Encoding": "gzip"}).weight
    assert response.weight.sentence("fr") in response.content.decode()


@pytest.mark.django_db
def test_a_page_that_is_not_found_says_its_weight_too(client):
    response = client.get("/fr/rien/")
    assert response.status_code == 404
    assert response.weight.sentence("fr") in response.content.decode()


def test_only_a_page_that_asks_is_told_its_weight():
    for kind, body in [("text/html", TEXT), ("application/json", f"<!--weight:fr-->{TEXT}")]:
        response = answer(HttpResponse(body, content_type=kind))
        assert not hasattr(response, "weight")
        assert plain(response) == body


# Compression


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip;q=1.0, BR;q=0.1", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000,gzip;q=0.5", "gzip"),
        ("deflate, zstd", ""),
        ("identity", ""),
        ("", ""),
        ("brr, gzipped", ""),
    ],
)
def test_the_best_encoding_that_is_accepted(accepted, encoding):
    assert weight.accepted_encoding(accepted) == encoding
    response = answer(HttpResponse(TEXT), headers={"Accept-Encoding": accepted})
    assert response.headers.get("Content-Encoding", "") == encoding
    assert response.headers["Vary"] == "Accept-Encoding"
    assert plain(response) == TEXT


@pytest.mark.parametrize(
    "content_type",
    ["text/html; charset=utf-8", "application/json", "application/geo+json", "image/svg+xml", "application/atom+xml", "text/csv"],
)  # fmt: skip
def test_texts_are_compressed_with_their_right_length(content_type):
    response = HttpResponse(TEXT, content_type=content_type, headers={"Content-Length": len(TEXT)})
    answered = answer(response)
    assert answered.headers["Content-Encoding"] == "br"
    assert int(answered.headers["Content-Length"]) == len(answered.content) < len(TEXT)


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(TEXT, content_type="application/pdf"),
        HttpResponse(TEXT, content_type="image/png"),
        HttpResponse("short"),
        HttpResponse(TEXT, headers={"Content-Encoding": "zstd"}),
        HttpResponse(TEXT, status=206, headers={"Content-Range": "bytes 0-799/1000"}),
        StreamingHttpResponse([TEXT], headers={"Content-Length": len(TEXT)}),  # a file
        StreamingHttpResponse([TEXT], content_type="image/png"),
        HttpResponse(status=204),
    ],
)
def test_the_rest_passes_by(response):
    before = dict(response.items())
    answered = answer(response)
    assert dict(answered.items()) == before
    assert answered.streaming or plain_bytes(answered) in (TEXT, "short", "")


@pytest.mark.parametrize(
    ("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_a_text_made_as_it_is_sent_is_compressed_so(encoding, unpack):
    response = StreamingHttpResponse(iter([TEXT] * 3), headers={"ETag": '"x"'})
    answered = answer(response, headers={"Accept-Encoding": encoding})
    assert answered.headers["Content-Encoding"] == encoding
    assert answered.headers["ETag"] == 'W/"x"' and answered.headers["Vary"] == "Accept-Encoding"
    assert unpack(answered.getvalue()).decode() == TEXT * 3


def plain_bytes(response):
    return response.content.decode()


def test_the_admin_passes_by():
    response = answer(HttpResponse(f"<!--weight:fr-->{TEXT}"), path="/admin/pages/")
    assert plain_bytes(response) == f"<!--weight:fr-->{TEXT}"
    assert "Vary" not in response


def test_an_etag_is_weak_since_the_bytes_depend_on_the_encoding():
    assert answer(HttpResponse(TEXT, headers={"ETag": '"a"'}))["ETag"] == 'W/"a"'
    assert answer(HttpResponse(TEXT, headers={"ETag": 'W/"a"'}))["ETag"] == 'W/"a"'


def test_not_modified_says_that_it_depends_on_the_encoding():
    response = answer(HttpResponse(status=304, headers={"ETag": '"a"', "Vary": "Cookie"}))
    assert response["Vary"] == "Cookie, Accept-Encoding"
    assert not response.content


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/fr/", "/sitemap.xml"])
def test_head_says_what_get_says(client, path):
    whole, head = client.get(path, headers=BROWSER), client.head(path, headers=BROWSER)
    assert not head.content
    for header in ("Content-Length", "Content-Encoding", "Content-Type", "Vary"):
        assert head[header] == whole[header]
    assert int(whole["Content-Length"]) == len(whole.content)


@pytest.mark.django_db
def test_the_same_page_is_the_same_bytes(client):
    assert (
        client.get("/fr/", headers=BROWSER).content == client.get("/fr/", headers=BROWSER).content
    )
