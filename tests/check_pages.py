"""`make check-pages`: Lighthouse on each type of page, in each language, as production serves it.

The portal is its own: production's settings, the demo content in a database of the moment,
granian on this machine. Each score is the median of three runs, and must be 100. Words after
`python -m tests.check_pages` choose the languages that they name, and the pages whose name or
path holds one of the others.
"""

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
LIGHTHOUSE = ROOT / "tests/node_modules/.bin/lighthouse"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
RUNS = 3
LANGUAGES = ("fr", "en", "ar")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def portal():
    """The address of the portal, as long as it is needed."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "portal.settings.production",
            "SECRET_KEY": "only-for-make-check-pages-0123456789-abcdefghijklmnopqrstuvwxyz",
            "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": address,
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
            "SECURE_SSL_REDIRECT": "false",  # nobody ends TLS in front of it
            "LOG_LEVEL": "WARNING",
        }
        fill(Path(folder))
        # In production a proxy serves the uploaded files.
        media = ["--static-path-route", "/media", "--static-path-mount", f"{folder}/media"]
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
        server = subprocess.Popen(
            [*command, *media, "--log-level", "error", "portal.wsgi:application"]
        )
        try:
            wait_for(f"{address}/sante/")
            yield address
        finally:
            server.terminate()
            server.wait()


def fill(folder):
    import django
    from django.core.management import call_command

    (folder / "media").mkdir()
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_demo", stdout=StringIO())
    call_command("collectstatic", interactive=False, verbosity=0)


def wait_for(url, seconds=30):
    deadline = time.monotonic() + seconds
    while True:
        try:
            return urlopen(url).close()
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def lighthouse(url) -> dict:
    """The report of one run; a run that the browser spoils (no trace of the load) is made again."""
    command = [
        str(LIGHTHOUSE),
        url,
        "--quiet",
        "--output=json",
        "--output-path=stdout",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]
    for last in (False, False, True):
        done = subprocess.run(command, stdout=subprocess.PIPE, check=last, cwd=ROOT / "var")
        if not done.returncode:
            break
    return json.loads(done.stdout)


def scores_of(report):
    """[0 to 100, or 0 where Lighthouse could not tell] in the order of CATEGORIES."""
    return [round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES]


def median_scores(url):
    """The medians of three runs, and the report of the last. Two perfect runs decide the third."""
    runs = []
    for _run in range(RUNS):
        report = lighthouse(url)
        runs.append(scores_of(report))
        if len(runs) == RUNS - 1 and all(score == 100 for run in runs for score in run):
            break
    return [round(statistics.median(column)) for column in zip(*runs, strict=True)], report


def faults(report):
    """What keeps the page from 100, by the audits of Lighthouse that count."""
    for name in CATEGORIES:
        for reference in report["categories"][name]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                yield f"{name}: {audit['title']} {audit.get('displayValue', '')}".strip()


def chosen(words):
    """One page of each type; of all pages and states of lists, those that hold one of the words."""
    from tests.pages import visited, visited_types

    languages = [language for language in LANGUAGES if language in words] or LANGUAGES
    words = [word for word in words if word not in LANGUAGES]
    pages = visited if words else visited_types
    for language in languages:
        for name, path in sorted(pages(language).items()):
            is_measured = "not found" not in name  # Lighthouse measures no page of error
            if is_measured and (not words or any(word in f"{name} {path}" for word in words)):
                yield f"{language} {name}", path


def missing():
    """What this machine lacks, in words; "" when it has all."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    os.environ.setdefault("CHROME_PATH", browser or "")
    if not os.environ["CHROME_PATH"]:
        return f"no Chromium on this machine (looked for {', '.join(BROWSERS)})"
    if not LIGHTHOUSE.exists():
        return "no Lighthouse: `make check-pages` installs it with npm"
    return ""


def main(words):
    out = sys.stdout.write
    if reason := missing():
        sys.exit(f"check-pages: {reason}")
    failed = False
    with portal() as address:
        out(
            "| page | performance | accessibility | best practices | SEO |\n|---|---|---|---|---|\n"
        )
        for name, path in chosen(words):
            scores, report = median_scores(address + path)
            out(f"| {name} | {' | '.join(map(str, scores))} |\n")
            sys.stdout.flush()
            if scores != [100] * len(CATEGORIES):
                failed = True
                for fault in faults(report):
                    sys.stderr.write(f"    {path} {fault}\n")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
