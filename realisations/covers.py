"""Covers: one ink = one pass = one path, composed from a fiche's reference and its pillars.

Nothing else enters: the same fiche has the same cover for ever. The frame is 12 × 8, glyphs stand
on a grid of 8 × 8. See docs/covers.md for the rules of composition.
"""

WIDTH, HEIGHT = 12, 8

# Each layout: cells (x, y, side) of the principal pillar, of the second, of the third; then the
# corner left to paper, where the number stands.
LAYOUTS = (
    (((4, 0, 8),), ((1, 2, 6),), ((0, 6, 2), (2, 6, 2), (4, 6, 2), (6, 6, 2)), "top left"),
    (((3, 0, 8),), ((6, 2, 6),), ((1, 0, 4),), "bottom left"),
    (((0, 0, 8),), ((5, 1, 7),), ((4, 0, 2), (6, 0, 2), (8, 0, 2), (10, 0, 2)), "bottom right"),
    (((4, -2, 10),), ((2, 0, 4), (8, 4, 4)), ((4, 4, 4),), "bottom left"),
    (((-2, 0, 8),), ((1, 0, 8),), ((5, 4, 4),), "top right"),
)
# A single pillar: its glyph and its half, side by side, never overprinted.
SOLO_LAYOUTS = ((((4, 0, 8), (0, 4, 4)), "top left"), (((0, 0, 8), (8, 0, 4)), "bottom right"))
STRATA = ((0, 1), (2.25, 1.75), (5.25, 2.75))


def number(value):
    """A coordinate in as few characters as it takes."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else (text or "0")


def glyph_path(pillar, x, y, side):
    """The path of a pillar's glyph whose top left corner is (x, y)."""
    unit, half, full = side / 8, number(side / 2), number(side)
    left, bottom = number(x), number(y + side)
    if pillar == "sobriete":
        return f"M{left} {number(y + side / 2)}h{full}a{half} {half} 0 0 1-{full} 0z"
    if pillar == "inclusion":
        inner, foot = number(1.5 * unit), number(2.5 * unit)
        return (
            f"M{left} {bottom}v-{half}a{half} {half} 0 0 1 {full} 0v{half}h-{foot}v-{half}"
            f"a{inner} {inner} 0 0 0-{number(3 * unit)} 0v{half}z"
        )
    if pillar == "resilience":
        return "".join(
            f"M{left} {number(y + top * unit)}h{full}v{number(thickness * unit)}h-{full}z"
            for top, thickness in STRATA
        )
    centre = f"M{number(x + side / 2)} {number(y + side / 2)}"
    return (
        f"{centre}l-{half}-{half}v{half}zm0 0 {half}-{half}h-{half}zm0 0 {half} {half}v-{half}z"
        f"m0 0-{half} {half}h{half}z"
    )


def compose(reference, pillars):
    """([(pillar, path)] in printing order, corner of the number) for a fiche.

    `reference` is the fiche's number; `pillars` its slugs, the principal one first. Three inks
    at the most: a fourth pillar is named under the cover, not printed on it.
    """
    if len(pillars) == 1:
        cells, corner = SOLO_LAYOUTS[reference % 2]
        return [(pillars[0], joined(pillars[0], cells))], corner
    *layers, corner = LAYOUTS[(reference * 2 + reference // 5) % 5]
    return [
        (pillar, joined(pillar, cells)) for pillar, cells in zip(pillars, layers, strict=False)
    ], corner


def joined(pillar, cells):
    return "".join(glyph_path(pillar, *cell) for cell in cells)
