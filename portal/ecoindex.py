"""EcoIndex: the environmental performance of a page, out of 100, and its grade from A to G.

Source: the public formula of the Collectif conception numérique responsable and GreenIT.fr,
https://www.ecoindex.fr/comment-ca-marche/. Its reference data (github.com/cnumr/ecoindex_reference,
CC BY-NC-ND) are quoted as they are: twenty classes of pages of equal number, by what they hold.
"""

from bisect import bisect_right

# The element's own tag counts, its page's <html> too; what is inside an <svg> does not.
ELEMENTS = (
    0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237, 1459, 1801,
    2479, 594601,
)  # fmt: skip
REQUESTS = (
    0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920,
)  # fmt: skip
# A kilobyte is 1,000 bytes received: compressed, headers included.
KILOBYTES = (
    0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27,
    1876.08, 2142.06, 2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26,
)  # fmt: skip
GRADES = {"A": 80, "B": 70, "C": 55, "D": 40, "E": 25, "F": 10}  # each above, never at


def quantile(bounds: tuple[float, ...], value: float) -> float:
    """How many classes the value leaves behind, from 0 to 20, in part within its own."""
    if value < 0:
        raise ValueError(f"{value} is less than nothing")
    above = bisect_right(bounds, value)
    if above == len(bounds):
        return float(above - 1)
    low, high = bounds[above - 1 : above + 1]
    return above - 1 + (value - low) / (high - low)


def score(elements: int, requests: int, kilobytes: float) -> int:
    """The EcoIndex, from 0 to 100 (the lightest page), rounded as the reference publishes it.

    Raises ValueError for a negative measure.
    """
    burden = (
        3 * quantile(ELEMENTS, elements)
        + 2 * quantile(REQUESTS, requests)
        + quantile(KILOBYTES, kilobytes)
    )
    return round(100 - 5 * burden / 6)


def grade(score: float) -> str:
    """The letter of a score: A above 80, G at 10 and under."""
    return next((letter for letter, bound in GRADES.items() if score > bound), "G")
