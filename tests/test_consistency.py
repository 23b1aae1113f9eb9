"""House rules that no single test owns."""

import os
import re
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "portal/locale/en/LC_MESSAGES/django.po"
CATALOGUES = sorted((ROOT / "portal/locale").rglob("django.po"))  # one a language but French
TEMPLATES = sorted(
    path.relative_to(ROOT / "templates") for path in (ROOT / "templates").rglob("*.*")
)


@pytest.mark.django_db
def test_no_missing_migration():
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def messages(catalogue, *options):
    return subprocess.run(
        ["msgattrib", *options, "--no-obsolete", str(catalogue)],
        capture_output=True, text=True, check=True,
    ).stdout.count("msgid ")  # fmt: skip


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.parts[-3])
def test_no_untranslated_or_fuzzy_message(catalogue):
    assert messages(catalogue, "--translated") > 100
    assert messages(catalogue, "--untranslated") == 0
    assert messages(catalogue, "--only-fuzzy") == 0
    assert message_ids(catalogue) == message_ids(CATALOGUE)


def test_every_language_has_its_catalogue():
    codes = {path.parts[-3] for path in CATALOGUES}
    assert codes == {code for code, _name in settings.LANGUAGES} - {settings.LANGUAGE_CODE}


def test_the_catalogue_holds_every_message_of_the_code(tmp_path):
    """French is the language of the messages themselves; English must know each of them."""
    for room in ("portal", "realisations", "guides", "templates"):
        shutil.copytree(ROOT / room, tmp_path / room)
    copy = tmp_path / CATALOGUE.relative_to(ROOT)
    before = message_ids(copy)
    script = (
        "import django; from django.conf import settings; "
        "settings.configure(LOCALE_PATHS=['portal/locale']); django.setup(); "
        "from django.core.management import call_command; "
        "call_command('makemessages', locale=['en'], no_location=True, verbosity=0)"
    )
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True)
    assert message_ids(copy) - before == set()


def message_ids(path):
    listed = subprocess.run(
        ["msgattrib", "--no-obsolete", "--no-wrap", str(path)],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return set(re.findall(r'^msgid "(.+)"$', listed, re.M))


def test_the_compiled_catalogue_is_up_to_date(tmp_path):
    compiled = tmp_path / "django.mo"
    subprocess.run(["msgfmt", "-o", str(compiled), str(CATALOGUE)], check=True)
    assert compiled.read_bytes() == CATALOGUE.with_suffix(".mo").read_bytes()


@pytest.mark.parametrize("name", [str(name) for name in TEMPLATES])
def test_every_template_compiles(name):
    get_template(name)


def test_components_state_their_parameters():
    for path in (ROOT / "templates/components").glob("*.html"):
        assert path.read_text("utf-8").startswith("{% comment %}"), path.name


def test_lock_carries_no_private_host():
    hosts = set(re.findall(r"https?://([^/\"]+)", (ROOT / "uv.lock").read_text("utf-8")))
    assert hosts <= {"pypi.org", "files.pythonhosted.org"}


def test_the_lock_of_the_checkers_names_no_registry():
    assert '"resolved"' not in (ROOT / "tests/package-lock.json").read_text("utf-8")


def test_every_language_has_its_name():
    assert settings.LANGUAGE_CODE == settings.LANGUAGES[0][0] == "fr"


def test_production_refuses_to_start_without_a_secret():
    done = subprocess.run(
        [sys.executable, "-c", "import portal.settings.production"],
        cwd=ROOT, capture_output=True, text=True, env={"PATH": os.environ["PATH"]},
    )  # fmt: skip
    assert done.returncode and "SECRET_KEY is missing" in done.stderr
