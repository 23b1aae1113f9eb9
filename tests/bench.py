"""`make bench`: what each type of page costs, on the demo content.

Weight, requests, elements and EcoIndex are those that the page itself says (`portal.weight`), of
a first visit in production. SQL queries and processor time are those of the second request, when
the process's caches are warm, compression included. Prints a table for the README, and writes
`portal/measures.json` for the page on eco-design.
"""

import json
import os
import platform
import sys
import time
import warnings
from datetime import date
from pathlib import Path

import django

MEASURES = Path(__file__).resolve().parents[1] / "portal" / "measures.json"
BROWSER = {"Host": "127.0.0.1", "Accept-Encoding": "gzip, deflate, br"}
ROUNDS = 20


def measure(client, path):
    """(weight, SQL queries, milliseconds of processor) of the page at that path."""
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
    return response.weight, sql, milliseconds


def machine():
    from django.db import connection

    python = ".".join(platform.python_version_tuple()[:2])
    return f"{os.cpu_count()} cœurs, Python {python}, {connection.display_name}"


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    django.setup()
    from django.conf import settings
    from django.test import Client

    from tests.pages import one_of_each_type

    warnings.filterwarnings("ignore", "No directory at")  # STATIC_ROOT, which only production fills
    settings.DEBUG = False  # a visitor's templates and queries, not a developer's
    client, pages, out = Client(headers=BROWSER), [], sys.stdout.write
    for language, _name in settings.LANGUAGES:
        out(f"\n| {language} | ko | requêtes | éléments | EcoIndex | SQL | ms |\n")
        out("|---|---|---|---|---|---|---|\n")
        for _name, page in sorted(one_of_each_type(language).items()):
            weight, sql, milliseconds = measure(client, page.url)
            measures = {
                "type": page._meta.label,
                "language": language,
                "kilobytes": round(weight.kilobytes, 1),
                "requests": weight.requests,
                "elements": weight.elements,
                "ecoindex": weight.ecoindex,
            }
            pages.append(measures)
            cells = [*measures.values()][2:]
            name = page._meta.object_name
            out("| {} | {:.1f} | {} | {} | {} | ".format(name, *cells))
            out(f"{sql} | {milliseconds:.1f} |\n")
    written = {"date": date.today().isoformat(), "machine": machine(), "pages": pages}
    MEASURES.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
