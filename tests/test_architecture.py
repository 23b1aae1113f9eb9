"""The arrows of the house: urls and settings → realisations | guides → the rest of portal."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FORBIDDEN = {
    "portal": {"realisations", "guides"},
    "realisations": {"guides"},
    "guides": {"realisations"},
}
# Composition: the only places that may know every room.
COMPOSITION = {"portal/urls.py", "portal/wsgi.py"}


def imported_rooms(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def modules(room):
    for path in sorted((ROOT / room).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name not in COMPOSITION and "/settings/" not in name and "/migrations/" not in name:
            yield name


@pytest.mark.parametrize("name", [name for room in FORBIDDEN for name in modules(room)])
def test_imports_follow_the_arrows(name):
    forbidden = FORBIDDEN[name.split("/")[0]]
    assert not forbidden & set(imported_rooms(ROOT / name))


def test_no_code_folder_but_the_rooms():
    folders = {
        path.parent.relative_to(ROOT).parts[0]
        for path in ROOT.glob("*/**/*.py")
        if not path.relative_to(ROOT).parts[0].startswith(".") and "var" not in path.parts
    }
    assert folders <= {"portal", "realisations", "guides", "tests", "docs"}


@pytest.mark.parametrize("room", FORBIDDEN)
def test_files_stay_readable(room):
    long = {
        name: lines
        for name in modules(room)
        if (lines := len((ROOT / name).read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long
