"""A real browser on a real server, over the same database as every other test.

`page.goto("/fr/")` is enough: `base_url` is the site's. What a test writes is committed, and it
takes it away itself. The ORM may be used as it is, without `db` (whose transaction would
hide its changes from the server and, on SQLite, keep it from writing).
"""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connections

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


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
def site_url(content_for_the_browser, django_db_blocker):
    """The address of the site, served until the end of the session."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.test.testcases import LiveServerThread

    # Empty: SQLite is a file here (tests/conftest.py), so that each thread has its connection.
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={})
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


@pytest.fixture(scope="session")
def axe():
    """`axe.run(page)` finds what WCAG and good practice refuse."""
    return Axe()


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
    before = len(undefined_variables)
    yield
    # While Playwright's loop runs, Django gives this thread a connection of its own: left open,
    # it would keep PostgreSQL from dropping the database.
    connections.close_all()
    if found := undefined_variables[before:]:
        pytest.fail("\n".join(found), pytrace=False)
