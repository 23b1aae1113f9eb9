"""Every page is valid HTML, as the Nu HTML checker reads it: no error, no warning."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from portal.views import server_error
from tests.pages import every_page, visited

CHECKER = Path(__file__).resolve().parents[1] / "node_modules/vnu-jar/build/dist/vnu.jar"


@pytest.fixture
def checker():
    if not shutil.which("java"):
        pytest.skip("no Java on this machine, which the Nu HTML checker needs")
    if not CHECKER.exists():
        pytest.skip("no Nu HTML checker: `make test` installs it where it finds npm")
    return ["java", "-jar", str(CHECKER), "--format", "json", "--stdout", "--exit-zero-always"]


def sources(client, rf):
    """{name: HTML} of every published page of both languages, of the states of lists, of an error."""
    paths = {page.url for page in every_page()}
    for language in ("fr", "en"):
        paths |= set(visited(language).values())
    paths |= {
        "/ar/rien/",
        "/ar/search/?q=xylophone",
        "/ar/case-studies/selection/?fiches=R-0001,R-0002",
    }
    pages = {path: client.get(path).content.decode() for path in sorted(paths)}
    return pages | {"error 500": server_error(rf.get("/fr/")).content.decode()}


@pytest.mark.django_db
def test_every_page_is_valid_html(client, rf, checker, tmp_path):
    files = {}
    for number, (name, html) in enumerate(sources(client, rf).items()):
        file = tmp_path / f"{number}.html"
        file.write_text(html, "utf-8")
        files[str(file)] = name
    done = subprocess.run([*checker, *files], capture_output=True, text=True, check=True)
    found = [
        f"{files[message['url'].removeprefix('file:')]} {message.get('lastLine')}: {message['message']}"
        for message in json.loads(done.stdout)["messages"]
    ]
    assert len(files) > 110
    assert not found, "\n".join(found)


def test_the_checker_checks(checker, tmp_path):
    wrong = tmp_path / "wrong.html"
    wrong.write_text("<!doctype html><title>x</title><p><div></p>", "utf-8")
    done = subprocess.run([*checker, str(wrong)], capture_output=True, text=True, check=True)
    assert {message["type"] for message in json.loads(done.stdout)["messages"]} >= {"error"}
