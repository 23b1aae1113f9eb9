"""`make bench`: what each type of page costs, on the demo content. Prints a table for the README.

SQL queries and processor time of the second request (the process's caches are warm), weight of
the compressed page, alone and cold with all it asks for, and elements as a browser counts them,
the descendants of `<svg>` left out.
"""

import gzip
import os
import re
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 20


class Elements(HTMLParser):
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


def asked_for(text):
    """Bytes and number of the files that the page asks for, those of its style sheets included."""
    paths = set(re.findall(r'href="/static/([^"]+)"', text))
    for sheet in [path for path in paths if path.endswith(".css")]:
        css = (ROOT / "static" / sheet).read_text("utf-8")
        for url in re.findall(r"url\(([^)]+)\)", css):
            paths.add(os.path.normpath(f"{Path(sheet).parent}/{url}"))
    contents = [(ROOT / "static" / path).read_bytes() for path in paths]
    return sum(min(len(content), len(gzip.compress(content))) for content in contents), len(paths)


def measure(client, path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    sql = len(queries)  # now: the next request empties the log
    started = time.process_time()
    for _round in range(ROUNDS):
        client.get(path)
    milliseconds = (time.process_time() - started) / ROUNDS * 1000
    html = len(gzip.compress(response.content))
    static, files = asked_for(response.content.decode())
    elements = Elements(response.content.decode()).count
    return sql, milliseconds, html / 1024, (html + static) / 1024, files + 1, elements


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    django.setup()
    from django.conf import settings
    from django.test import Client

    from tests.pages import one_of_each_type

    settings.DEBUG = False  # a visitor's templates and queries, not a developer's
    client = Client(headers={"host": "127.0.0.1"})
    out = sys.stdout.write
    for language in ("fr", "en"):
        out(f"\n| {language} | SQL | ms | HTML ko | à froid ko | requêtes | éléments |\n")
        out("|---|---|---|---|---|---|---|\n")
        for name, page in sorted(one_of_each_type(language).items()):
            row = measure(client, page.url)
            out("| {} | {} | {:.1f} | {:.1f} | {:.1f} | {} | {} |\n".format(name, *row))


if __name__ == "__main__":
    main()
