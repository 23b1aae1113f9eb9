"""Covers: one ink = one pass = one path, composed from a fiche's reference and its pillars.

Nothing else enters: the same fiche has the same cover for ever. The frame is 12 × 8, glyphs stand
on a grid of 8 × 8. See docs/covers.md for the rules of composition.
"""

from typing import NamedTuple

from .cover_layouts import LAYOUTS, SOLO

WIDTH, HEIGHT = 12, 8
STRATA = ((0, 1), (2.25, 1.75), (5.25, 2.75))

# The colours of the light theme, for what is drawn outside a page. In a page they are those of tokens.css.
INKS = {
    "sobriete": "#1e9661",
    "inclusion": "#de5e68",
    "resilience": "#3f88d4",
    "creativite": "#be7700",
}
PAPER, NIGHT = "#f1f0ea", "#1b1934"

# The number is set in Familjen Grotesk bold, 5 % closer than usual. In ems:
CAP_HEIGHT = 0.65
DIGIT_PITCH = 0.5667 - 0.05
# It stands at a quarter of a unit from its corner, 2.6 high at the most, 3.3 wide at the most.
MARGIN, LARGEST_NUMBER, WIDEST_NUMBER = 0.25, 2.6, 3.3


class Number(NamedTuple):
    """Where a cover's number stands: start of its baseline, or its end when `at_end`; its size."""

    text: str
    x: float
    baseline: float
    size: float
    at_end: bool


def compose(reference, pillars):
    """([(pillar, path)] in printing order, Number) for a fiche.

    `reference` is the fiche's number; `pillars` its slugs, the principal one first. Three inks
    at the most: a fourth pillar is named under the cover, not printed on it.
    """
    layers, corner = arrange(reference, pillars)
    return (
        [
            (pillar, "".join(glyph_path(pillar, *cell) for cell in cells))
            for pillar, cells in layers
        ],
        place_number(reference, corner),
    )


def arrange(reference, pillars):
    """[(pillar, cells)] and the corner of the number.

    Twelve layouts a principal pillar, each also as in a mirror: two dozen fiches of the same
    pillars in a row differ, and the number changes sides from one to the next.
    """
    turn = reference % 24
    row = turn % 12
    *cells, corner = (LAYOUTS if len(pillars) > 1 else SOLO)[pillars[0]][row]
    if (turn + turn // 12) % 2:
        cells = [tuple((WIDTH - x - side, y, side) for x, y, side in layer) for layer in cells]
        corner = mirrored(corner)
    return list(zip(pillars, cells, strict=False)), corner


def mirrored(corner):
    vertical, horizontal = corner.split()
    return f"{vertical} {'left' if horizontal == 'right' else 'right'}"


def place_number(reference, corner):
    """The longer the number, the smaller: it never leaves the corner that every layout keeps free."""
    text = str(reference)
    size = round(min(LARGEST_NUMBER, WIDEST_NUMBER / (len(text) * DIGIT_PITCH)), 2)
    vertical, horizontal = corner.split()
    at_end = horizontal == "right"
    return Number(
        text=text,
        x=WIDTH - MARGIN if at_end else MARGIN,
        baseline=round(MARGIN + CAP_HEIGHT * size, 2) if vertical == "top" else HEIGHT - MARGIN,
        size=size,
        at_end=at_end,
    )


def coordinate(value):
    """A coordinate in as few characters as it takes."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else (text or "0")


def glyph_path(pillar, x, y, side):
    """The path of a pillar's glyph whose top left corner is (x, y). Only to be filled."""
    unit, half, full = side / 8, coordinate(side / 2), coordinate(side)
    left, bottom = coordinate(x), coordinate(y + side)
    if pillar == "sobriete":
        return f"M{left} {coordinate(y + side / 2)}h{full}a{half} {half} 0 0 1-{full} 0"
    if pillar == "inclusion":
        inner, foot = coordinate(1.5 * unit), coordinate(2.5 * unit)
        return (
            f"M{left} {bottom}v-{half}a{half} {half} 0 0 1 {full} 0v{half}h-{foot}v-{half}"
            f"a{inner} {inner} 0 0 0-{coordinate(3 * unit)} 0v{half}"
        )
    if pillar == "resilience":
        return "".join(
            f"M{left} {coordinate(y + top * unit)}h{full}v{coordinate(thickness * unit)}h-{full}"
            for top, thickness in STRATA
        )
    centre = f"M{coordinate(x + side / 2)} {coordinate(y + side / 2)}"
    return (
        f"{centre}l-{half}-{half}v{half}zm0 0 {half}-{half}h-{half}zm0 0 {half} {half}v-{half}z"
        f"m0 0-{half} {half}h{half}"
    )


def svg_content(layers, number, paint='class="{}"'.format):
    """The drawing itself, markup without a frame. `paint` says the ink of a pillar's path."""
    paths = "".join(f'<path {paint(pillar)} d="{path}"/>' for pillar, path in layers)
    anchor = ' text-anchor="end"' if number.at_end else ""
    # An attribute, not a style: the page's CSP refuses those, and each number has its size.
    return (
        f'{paths}<text x="{coordinate(number.x)}" y="{coordinate(number.baseline)}"'
        f' font-size="{coordinate(number.size)}"{anchor}>{number.text}</text>'
    )


def standalone_svg(reference, pillars):
    """The cover as a file of its own, light or dark as its reader's system is."""
    drawing = svg_content(
        *compose(reference, pillars), paint=lambda pillar: f'fill="{INKS[pillar]}"'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"><style>'
        f"path{{mix-blend-mode:multiply}}"
        f"text{{font-family:sans-serif;font-weight:700;letter-spacing:-.05em;fill:{NIGHT}}}"
        f"@media(prefers-color-scheme:dark){{path{{mix-blend-mode:screen}}text{{fill:{PAPER}}}}}"
        f"</style>{drawing}</svg>"
    )
