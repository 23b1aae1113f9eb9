"""The layouts of the covers, in the frame of 12 × 8: chosen by eye, checked by tests/realisations.

One list a principal pillar, since each glyph fills its square in its own way. A row is the cells
(x, y, side) of the principal pillar, of the second, of the third, then the corner left to the
number. Cells are squares; a glyph may leave the frame by a quarter of its ink at the most.
"""


def read(table):
    """[(cells of each pillar…, corner of the number)] of a table written one layout a line."""
    return [
        (*(read_cells(part) for part in parts), corner.strip())
        for *parts, corner in (line.split("|") for line in table.strip().splitlines())
    ]


def read_cells(part):
    return tuple(tuple(map(int, cell.split())) for cell in part.split(","))


# One pillar: nothing is overprinted, and half-discs are never side by side (they draw a B).
SOLO = {
    "sobriete": read("""
        5 -2 10, 0 -2 5 | bottom left
        2 -5 11, 0 6 2 | bottom right
        0 -2 10, 1 -2 4 | top right
        -1 -4 8, 3 4 4, 5 3 2 | bottom right
        1 -1 9, 1 -2 5 | top right
        0 -5 9, 4 4 4, 9 3 3 | bottom left
        0 -1 11, 6 -1 5 | top left
        1 -5 9, 0 4 4, 4 3 3 | bottom right
        5 0 8, 2 0 4 | bottom left
        3 -3 11, 1 0 2 | bottom left
        5 -4 8, 0 4 4, 6 4 2 | bottom right
        4 0 8, 1 0 3 | bottom left
    """),
    "inclusion": read("""
        5 0 8, 2 0 3 | bottom left
        5 0 8, 0 4 4 | top left
        5 2 6, 5 0 2 | bottom left
        -1 0 8, 8 0 4 | bottom right
        0 -2 8, 2 6 2 | bottom right
        6 1 7, 0 0 5 | bottom left
        5 2 6, 1 0 4 | bottom left
        0 -1 6, 7 4 4, 9 0 2 | bottom left
        0 3 6, 8 0 4, 5 0 2 | top left
        4 0 8, 7 3 2, 7 5 2 | top left
        0 0 8, 9 4 3 | top right
        4 -1 7, 2 6 2 | top left
    """),
    "resilience": read("""
        5 0 8, 0 4 4 | top left
        0 1 7, 8 0 4 | bottom right
        5 0 8, 1 0 3 | bottom left
        0 -1 7, 9 0 2, 10 3 2 | bottom right
        5 2 6, 2 0 2 | bottom left
        0 -1 6, 8 0 4, 10 5 2 | bottom left
        5 -2 6, 0 4 4, 2 1 2 | bottom right
        5 3 6, 2 4 2, 3 0 2 | top right
        0 0 6, 10 6 2, 10 3 2 | top right
        5 -2 7, 0 4 4, 8 6 2 | top left
        3 -1 6, 10 3 2, 0 0 2 | bottom left
        -1 0 8, 10 6 2 | top right
    """),
    "creativite": read("""
        4 2 6, 0 5 3 | top left
        -1 1 7, 9 1 3 | bottom right
        6 1 7, 1 4 3 | top left
        5 -1 7, 10 6 2 | top left
        -1 2 6, 5 0 3, 9 0 3 | bottom right
        5 3 5, 3 0 3 | bottom left
        6 1 7, 2 0 3 | bottom left
        4 2 6, 0 2 3 | bottom left
        0 3 6, 6 0 4, 3 0 2 | bottom right
        0 0 6, 9 3 2, 8 0 2 | bottom right
        -1 1 7, 9 5 3 | top right
        4 0 7 | bottom left
    """),
}

# Two pillars, and three with the third cells.
LAYOUTS = {
    "sobriete": read("""
        -1 -1 9 | 6 2 6 | 8 0 3 | top left
        -1 -1 9 | 6 -1 6 | 5 6 2 | top left
        -1 -1 9 | 5 -1 6 | 8 4 4 | top left
        2 -2 10 | -1 3 5 | 8 1 3 | top left
        4 -1 9 | 0 0 6 | 4 0 3 | top right
        0 -1 9 | 9 1 3, 6 5 3 | 4 2 3 | top left
        4 -2 10 | 5 0 4, 1 5 3 | 9 2 2 | top left
        4 0 8 | 3 0 5 | 0 0 4 | bottom left
        0 -2 10 | 8 1 5 | 5 1 3 | top left
        2 -2 10 | 7 -1 5 | 2 5 3 | top left
        4 0 8 | 0 2 4, 5 6 2 | 4 2 3 | top right
        0 -2 10 | 6 1 4, 10 6 2 | 8 5 3 | top left
    """),
    "inclusion": read("""
        5 0 8 | 1 0 4, 6 5 3 | 9 2 2 | bottom left
        5 0 8 | 5 0 3, 2 4 3 | 9 4 3 | top left
        5 0 8 | 2 -1 5 | 9 4 3 | bottom left
        2 2 6 | 8 1 4, 5 5 3 | 5 0 3 | top left
        4 0 8 | 0 3 5 | 8 3 3 | top left
        5 0 8 | 0 -1 6 | 9 5 3 | bottom left
        5 0 8 | 2 0 4, 7 4 4 | 4 6 2 | bottom left
        2 2 6 | 5 2 3, 8 5 3 | 3 5 3 | top left
        3 2 6 | 9 2 3, 6 5 3 | 5 0 3 | top left
        2 2 6 | 5 1 4, 10 6 2 | 1 6 2 | top left
        6 1 7 | 5 0 4, 1 4 4 | 9 5 3 | top left
        6 2 6 | 6 0 4, 2 5 3 | 8 5 3 | top left
    """),
    "resilience": read("""
        5 0 8 | 1 -1 6 | 7 3 2, 9 1 2 | bottom left
        6 0 8 | 2 3 5 | 9 3 2, 7 1 2 | top left
        5 0 8 | 1 0 4, 5 4 3 | 9 3 2, 7 1 2 | bottom left
        6 2 6 | 4 2 4, 7 6 2 | 8 0 3 | top left
        4 0 8 | 1 4 4 | 8 3 2, 6 1 2 | top left
        5 0 8 | 2 -1 5 | 2 2 3 | bottom left
        6 0 8 | 5 0 4, 1 4 4 | 3 5 3 | top left
        6 2 6 | 6 0 4, 2 4 4 | 0 4 4 | top left
        4 2 6 | 4 2 3, 1 5 3 | 7 0 3 | top left
        5 2 6 | 2 2 3, 5 5 3 | 8 0 3 | bottom left
        6 2 6 | 5 0 4, 0 4 4 | 5 4 3 | top left
        6 1 7 | 3 0 5 | 8 0 3 | bottom left
    """),
    "creativite": read("""
        5 1 7 | 1 1 4, 5 5 3 | 7 0 3 | bottom left
        0 1 7 | 5 3 5 | 2 0 3 | top right
        4 2 6 | 4 2 3, 1 5 3 | 7 5 3 | top left
        5 1 7 | 5 1 3, 2 5 3 | 9 5 3 | top left
        0 1 7 | 6 1 4, 2 5 3 | 2 0 3 | bottom right
        5 0 8 | 3 3 5 | 9 1 3 | top left
        5 0 8 | 2 -1 6 | 8 5 3 | bottom left
        5 1 7 | 3 0 5 | 8 5 3 | bottom left
        6 2 6 | 4 2 4, 7 6 2 | 8 0 3 | top left
        4 2 6 | 6 1 4, 10 6 2 | 3 3 3 | top left
        1 2 6 | 3 1 4, 7 6 2 | 0 5 3 | top right
        -1 0 8 | 9 0 3, 4 4 4 | 1 0 3 | bottom right
    """),
}
