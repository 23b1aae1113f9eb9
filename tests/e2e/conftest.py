"""A real browser on a real server, over the same database as every other test.

`page.goto("/fr/")` is enough: `base_url` is the site's. What a test writes is committed, and it
takes it away itself. The ORM may be used as it is, without `db` (whose transaction would
hide its changes from the server and, on SQLite, keep it from writing).

The browser gets what production sends: hashed, compressed files that it keeps for ever.
"""

import shutil
from pathlib import Path

import pytest
from django.db import connections

from tests.pages import visited, visited_briefly, visited_states, visited_types

from .visits import PROBE, Visit, table, visit

ROOT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LANGUAGES = ("fr", "en")
STATIC_FILES = "portal.staticfiles.OneSheetStorage"  # as in portal/settings/production.py


def pytest_itemcollected(item):
    item.add_marker("e2e")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip(f"no Chromium on this machine (looked for {', '.join(BROWSERS)})")
    return {
        **browser_type_launch_args,
        "executable_path": path,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def static_files_of_production(tmp_path_factory):
    """What `collectstatic` makes in production; only the visitors' own files are compressed."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test import override_settings
    from whitenoise.storage import CompressedManifestStaticFilesStorage as Storage

    ours = {folder.name for folder in (ROOT / "static").iterdir()}
    compress_files = Storage.compress_files

    def compress_ours(self, paths):
        # Wagtail's editor is half a minute of Brotli that no visitor downloads.
        return compress_files(self, [path for path in paths if Path(path).parts[0] in ours])

    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": STATIC_FILES}}
    folder = tmp_path_factory.mktemp("static")
    with (
        override_settings(STATIC_ROOT=folder, STORAGES=storages),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(Storage, "compress_files", compress_ours)
        call_command("collectstatic", interactive=False, verbosity=0)
        yield


@pytest.fixture(scope="session")
def site_url(content_for_the_browser, static_files_of_production, django_db_blocker):
    """The address of the site, served until the end of the session."""
    from django.test.testcases import LiveServerThread

    # Empty: SQLite is a file here (tests/conftest.py), so that each thread has its connection.
    # WhiteNoise, among the portal's own middleware, serves the static files.
    thread = LiveServerThread("127.0.0.1", lambda handler: handler, connections_override={})
    thread.daemon = True
    with django_db_blocker.unblock():
        thread.start()
        thread.is_ready.wait()
        if thread.error:
            raise thread.error
        yield f"http://127.0.0.1:{thread.port}"
        thread.terminate()


@pytest.fixture(scope="session")
def base_url(site_url):
    return site_url


@pytest.fixture(scope="session", params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="session")
def types(language, site_url):
    """{name: path} of one page of each type in that language (tests/pages.py)."""
    return visited_types(language)


@pytest.fixture(scope="session")
def paths(language, site_url):
    """The same, with the states of the lists."""
    return visited_states(language)


@pytest.fixture(scope="session")
def every_path(language, site_url):
    """The same, with every fiche, law and page of content."""
    return visited(language)


@pytest.fixture(scope="session")
def visits(browser, site_url, _orm_beside_playwright) -> dict[str, Visit]:
    """{name: Visit} of every page of both languages, cold then again; told in var/budgets.md.

    In Arabic, of one page of each main type.
    """
    paths = {f"{code} {name}": path for code in LANGUAGES for name, path in visited(code).items()}
    paths |= {f"ar {name}": path for name, path in visited_briefly("ar").items()}
    seen = {name: visit(browser, site_url, path) for name, path in paths.items()}
    (ROOT / "var").mkdir(exist_ok=True)
    (ROOT / "var/budgets.md").write_text(table(seen), "utf-8")
    return seen


@pytest.fixture
def open_page(new_context):
    """`open_page(width=320, color_scheme="dark")`: a page of a new visitor, with probe.js in it."""

    def new_page(width=1280, height=800, **options):
        context = new_context(viewport={"width": width, "height": height}, **options)
        context.add_init_script(path=PROBE)
        return context.new_page()

    return new_page


@pytest.fixture(scope="session", autouse=True)
def _orm_beside_playwright():
    # Playwright's synchronous API runs an asyncio loop in this very thread, so that Django
    # believes itself called from asynchronous code and refuses the ORM. It is not.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(autouse=True)
def _house_rules_of_the_browser(request, site_url, undefined_variables):
    if {"db", "transactional_db", "live_server"} & set(request.fixturenames):
        pytest.fail("A browser test asks for neither db nor live_server: site_url has both.")
    yield
    # While Playwright's loop runs, Django gives this thread a connection of its own: left open,
    # it would keep PostgreSQL from dropping the database.
    connections.close_all()
    # Of the visits too, which a session's fixture made before this test began.
    found = list(undefined_variables)
    undefined_variables.clear()
    if found:
        pytest.fail("\n".join(found), pytrace=False)
