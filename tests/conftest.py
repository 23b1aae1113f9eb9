"""The house rules of every test.

- The demo content is there: loaded once, and each test's changes are rolled back.
- A variable that one of our templates uses and nobody defined fails the test.
- Results that no ORDER BY sorts come shuffled.
- Warnings are errors (pyproject.toml).
- In CI nothing is skipped.

Order: ordinary tests, then the few that need real commits, then the browser (tests/e2e). Those
that commit say `@pytest.mark.django_db(transaction=True, serialized_rollback=True)`: the database
is emptied after each of them, and the demo content put back before the next.
"""

import os
import random
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.template.base import FilterExpression, Node

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("portal", "realisations", "guides")
OUR_TEMPLATES = tuple(f"{ROOT / folder}{os.sep}" for folder in ("templates", *ROOMS))
IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}


# The database

# The index of the admin's search, written once at the end: a quarter of the time of loading.
INDEXED_LATER = {"default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """SQLite in a file: the threads of the site under the browser open their own connections."""
    from django.db import connection

    if connection.vendor == "sqlite":
        folder = tmp_path_factory.mktemp("database")
        connection.settings_dict["TEST"]["NAME"] = str(folder / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(
    request, django_test_environment, django_db_blocker, django_db_modify_db_settings
):
    """The test database, with the demo content.

    pytest-django makes one only for the tests that say `django_db`. Those of the browser do not,
    and alone they would run on the developer's own database.
    """
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import override_settings, setup_databases, teardown_databases

    serialized = {"default"} if any(map(restores_content, request.session.items)) else set()
    with django_db_blocker.unblock():
        databases = setup_databases(
            verbosity=0, interactive=False, aliases={"default"}, serialized_aliases=serialized
        )
        with override_settings(WAGTAILSEARCH_BACKENDS=INDEXED_LATER):
            call_command("load_demo", stdout=StringIO())
        call_command("update_index", stdout=StringIO())
        # Django keeps this only when a test says serialized_rollback, and without the demo content.
        if hasattr(connection, "_test_serialized_contents"):
            connection._test_serialized_contents = connection.creation.serialize_db_to_string()
    yield
    with django_db_blocker.unblock():
        teardown_databases(databases, verbosity=0)


@pytest.fixture(scope="session")
def content_for_the_browser(django_db_setup, django_db_blocker):
    """The demo content, committed: the tests that commit may have left the database empty."""
    from django.db import connection
    from wagtail.models import Page

    with django_db_blocker.unblock():
        if not Page.objects.exists():
            connection.creation.deserialize_db_from_string(connection._test_serialized_contents)


@pytest.fixture(scope="session", autouse=True)
def _media_elsewhere(tmp_path_factory):
    """No test writes among the files of `make run`."""
    from django.test import override_settings

    with override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("media"))):
        yield


# Undefined template variables


class UndefinedVariable(str):
    """Django's `string_if_invalid`: fails for our templates, is "" for anyone else's.

    Django asks for its truth value exactly where a variable was not found. `{% if %}`,
    `{% for %}` and `{% firstof %}` do not ask, and `|default:` says that absence is expected.
    """

    found: list[str]

    def __new__(cls):
        self = super().__new__(cls, "")
        self.found = []
        return self

    def __bool__(self):
        frame = sys._getframe(1)
        if frame.f_code is not FilterExpression.resolve.__code__:
            return False
        expression = frame.f_locals["self"]
        if expression.filters and expression.filters[0][0].__name__ == "default":
            return False
        origin = self.template_of(frame)
        if origin.startswith(OUR_TEMPLATES):
            self.found.append(
                f"{{{{ {expression.token} }}}} is undefined in {origin.removeprefix(f'{ROOT}/')}"
            )
            pytest.fail(self.found[-1], pytrace=False)
        return False

    @staticmethod
    def template_of(frame):
        """The file that holds the tag being rendered: neither its parent nor its includer."""
        while frame := frame.f_back:
            if frame.f_code is Node.render_annotated.__code__:
                return getattr(frame.f_locals["self"].origin, "name", "") or ""
        return ""


@pytest.fixture(scope="session", autouse=True)
def undefined_variables():
    """What was found undefined, for those who cannot see the failure: it may be in a thread."""
    from django.template import engines

    engine = engines["django"].engine
    engine.string_if_invalid = UndefinedVariable()
    yield engine.string_if_invalid.found
    engine.string_if_invalid = ""


# Unordered queries

SEED = int(os.environ.get("SHUFFLE_SEED") or random.randrange(10**6))


def pytest_report_header():
    return f"unordered queries are shuffled: SHUFFLE_SEED={SEED} repeats this run"


@pytest.fixture(scope="session", autouse=True)
def _shuffle_unordered_queries():
    from django.db.models import QuerySet

    dice = random.Random(SEED)
    fetch_all = QuerySet._fetch_all

    def fetch_all_shuffled(self):
        to_fetch = self._result_cache is None
        fetch_all(self)
        if to_fetch and self.model._meta.app_label in ROOMS and not self.ordered:
            dice.shuffle(self._result_cache)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QuerySet, "_fetch_all", fetch_all_shuffled)
        yield


# Order, and nothing skipped in CI

MISSED = pytest.StashKey[dict[str, int]]()


def needs_commits(item):
    marker = item.get_closest_marker("django_db")
    return bool(
        (marker and marker.kwargs.get("transaction"))
        or {"transactional_db", "live_server", "django_db_reset_sequences"} & set(item.fixturenames)
    )


def restores_content(item):
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("serialized_rollback"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if needs_commits(item) and not restores_content(item):
            raise pytest.UsageError(
                f"{item.nodeid} would leave the database empty. Say @pytest.mark.django_db("
                "transaction=True, serialized_rollback=True), or for a browser use site_url."
            )
    items.sort(key=lambda item: 2 if item.get_closest_marker("e2e") else needs_commits(item))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not IN_CI or reporter is None:
        return
    missed = {
        outcome: len(reporter.stats.get(outcome, ()))
        for outcome in ("skipped", "xfailed", "xpassed")
    }
    if any(missed.values()):
        session.config.stash[MISSED] = missed
        if session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    if missed := config.stash.get(MISSED, None):
        counts = ", ".join(f"{count} {outcome}" for outcome, count in missed.items() if count)
        terminalreporter.section("CI: nothing may be skipped", red=True, bold=True)
        terminalreporter.line(f"This run fails: {counts}.", red=True)


@pytest.fixture(autouse=True)
def _fresh_cache():
    """What a test caches of a database that is rolled back never reaches the next."""
    from django.core.cache import cache

    from portal.catalogue.reading import look_again

    cache.clear()
    look_again()  # at the catalogue, which then notices that its past is gone


@pytest.fixture(autouse=True)
def _in_french():
    """A request leaves its language to the thread; each test starts in the portal's own."""
    from django.conf import settings
    from django.utils import translation

    with translation.override(settings.LANGUAGE_CODE):
        yield
