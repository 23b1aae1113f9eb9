"""The words of a sheet of PDF, as its fonts' own tables of characters say them."""

import re

import pikepdf


def characters(font) -> tuple[dict[int, str], int]:
    """({code: text}, bytes of a code) of a font."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    known: dict[int, str] = {}
    for block in re.findall(r"(?s)beginbfchar(.*?)endbfchar", table):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            known[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"(?s)beginbfrange(.*?)endbfrange", table):
        for low, high, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(high, 16) - int(low, 16) + 1):
                known[int(low, 16) + step] = chr(int(text, 16) + step)
        for low, texts in re.findall(r"<(\w+)>\s*<\w+>\s*\[(.*?)\]", block):
            for step, text in enumerate(re.findall(r"<(\w+)>", texts)):
                known[int(low, 16) + step] = bytes.fromhex(text).decode("utf-16-be")
    return known, 1 if font.Subtype == "/Type3" else 2


def text_of(sheet: pikepdf.Page) -> str:
    """All that is written on the sheet, without blanks."""
    fonts = {name: characters(font) for name, font in sheet.resources.get("/Font", {}).items()}
    known, size, text = {}, 1, []
    for operands, operator in pikepdf.parse_content_stream(sheet):
        if str(operator) == "Tf":
            known, size = fonts[str(operands[0])]
        elif str(operator) in {"Tj", "TJ"}:
            pieces = operands[0] if str(operator) == "TJ" else operands
            for piece in pieces:
                if isinstance(piece, pikepdf.String):
                    raw = bytes(piece)
                    codes = [raw[i : i + size] for i in range(0, len(raw), size)]
                    text += [known.get(int.from_bytes(code), "") for code in codes]
    return "".join("".join(text).split())
