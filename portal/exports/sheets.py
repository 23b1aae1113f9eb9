"""CSV that opens well in a spreadsheet set to French, and runs nothing there.

UTF-8 with its mark, semicolons, decimal commas, lines that end in CR LF. A text that a spreadsheet
would take for a formula begins with an apostrophe.
"""

import csv
import re
from io import StringIO

MARK = "\ufeff"
BREAKS = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029]+")
FORMULA = tuple("=+-@＝＋－＠")
BETWEEN = " | "  # several values in a cell


def lines(header, records):
    """Yields the text of the sheet, a line at a time."""
    yield MARK + line(header)
    for record in records:
        yield line(record)


def line(values):
    buffer = StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerow(map(cell, values))
    return buffer.getvalue()


def cell(value):
    """A value as the sheet holds it; a number stays one."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")
    if isinstance(value, int):
        return str(value)
    if not isinstance(value, str):
        value = BETWEEN.join(map(str, value))
    text = BREAKS.sub(" ", value).strip()
    return f"'{text}" if text.startswith(FORMULA) else text
