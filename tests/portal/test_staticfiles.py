"""One style sheet for the visitor."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage

from portal.staticfiles import SHEET, OneSheetStorage, minified, one_sheet

STATIC = Path(settings.BASE_DIR) / "static"


def sheet_of(**files):
    """The sheet made of these files of css/, `site` among them."""
    return one_sheet(SHEET, lambda name: files[Path(name).stem])


def test_imports_come_in_order_under_the_order_of_layers():
    assert (
        sheet_of(
            site='/* ours */\n@layer a, b;\n@import url("one.css");\n@import "two.css";\n',
            one="@layer a {\n  p { color: red; }\n}\n",
            two="@import url(three.css);\n@layer b { p { margin: 0 } }\n",
            three="a { b: c }",
        )
        == "@layer a,b;@layer a{p{color:red}}a{b:c}@layer b{p{margin:0}}"
    )


def test_an_import_keeps_its_layer_and_its_medium():
    assert (
        sheet_of(
            site='@import url("one.css") layer(base) print;@import url("two.css") layer;',
            one="p{a:b}",
            two="p{c:d}",
        )
        == "@media print{@layer base{p{a:b}}}@layer{p{c:d}}"
    )


def test_a_commented_import_is_no_import():
    assert sheet_of(site='/* @import url("one.css"); */ p{a:b}') == "p{a:b}"


@pytest.mark.parametrize("url", ["https://example.org/a.css", "//example.org/a.css", "../a.css"])
def test_an_import_from_elsewhere_is_refused(url):
    with pytest.raises(ValueError, match="imports"):
        sheet_of(site=f'@import url("{url}");')


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("p  :is(a, b) > i { margin: calc(1px + 2px) }", "p :is(a,b) > i{margin:calc(1px + 2px)}"),
        ("p { a: b; c: d; ; }", "p{a:b;c:d}"),
        ('q::before { content: "« /* a */ ; b" }', 'q::before{content:"« /* a */ ; b"}'),
        ("q { content: 'it\\'s ; , { fine' }", "q{content:'it\\'s ; , { fine'}"),
        ("p { background: url(data:image/svg+xml;a,/*b*/) }", "p{background:url(data:image/svg+xml;a,/*b*/)}"),
        ("@media (width >= 56rem) and (hover) { a { b: c } }", "@media (width >= 56rem) and (hover){a{b:c}}"),
        ("a { &:hover { b: c } :focus { d: e } }", "a{&:hover{b:c}:focus{d:e}}"),
        ("a /* b */ c { d: e }", "a c{d:e}"),
        ("\n\n", ""),
    ],
)  # fmt: skip
def test_only_useless_blanks_go(css, expected):
    assert minified(css) == expected


def read_static(name):
    return (STATIC / name).read_text("utf-8")


def test_our_sheet_says_all_that_its_files_say():
    """Blanks apart: every rule of every file is there, once, in the order of the imports."""

    def squeezed(css):
        css = re.sub(r"(?s)/\*.*?\*/", "", css)
        return re.sub(r"[\s;]+", "", re.sub(r"@import[^;]+;", "", css))

    source = read_static(SHEET)
    files = re.findall(r'@import url\("([^"]+)"\)', source)
    assert len(files) > 2
    expected = squeezed(source) + "".join(squeezed(read_static(f"css/{name}")) for name in files)
    sheet = one_sheet(SHEET, read_static)
    assert squeezed(sheet) == expected
    assert "/*" not in sheet and "@import" not in sheet and "\n" not in sheet


def test_collectstatic_writes_one_sheet(settings, tmp_path):
    """Under a name that holds its hash, with what it asks for under theirs, compressed."""
    settings.STATIC_ROOT, settings.DEBUG = str(tmp_path), False
    source = FileSystemStorage(str(STATIC))
    names = [str(path.relative_to(STATIC)) for path in STATIC.rglob("*.*")]
    storage = OneSheetStorage(location=str(tmp_path))
    for name in names:
        with source.open(name) as file:
            storage.save(name, file)
    processed = list(storage.post_process({name: (source, name) for name in names}))
    assert not [result for *_names, result in processed if isinstance(result, Exception)]

    hashed = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    sheet = (tmp_path / hashed[SHEET]).read_text("utf-8")
    assert re.fullmatch(r"css/site\.[0-9a-f]{12}\.css", hashed[SHEET])
    assert "@import" not in sheet and sheet.startswith("@layer ")
    assert f"../{hashed['fonts/familjen.woff2']}" in sheet
    assert (tmp_path / f"{hashed[SHEET]}.br").stat().st_size < len(sheet) / 3
