"""A small discourse of our own making, counted by hand, and DNA's formulas as they are written.

Three organisations speak in 2005 on two concepts, with yes (1) or no (0). ``SAID`` is what they
said, ``COUNTED`` how often each said what, by the stretch in which a repetition counts once. The
formulas are plain sums over these counts, for DNA's matrices of one and of two modes.
"""

from fractions import Fraction
from itertools import product

ACTORS, CONCEPTS, LEVELS = ("alliance", "bureau", "club"), ("road", "tax"), (0, 1)
#: Who, on what, in which document, when, and whether for it.
SAID = [
    ("alliance", "tax", "d1", "2005-01-03", 1),
    ("alliance", "tax", "d1", "2005-01-03", 1),  # again in the same document
    ("alliance", "tax", "d2", "2005-01-05", 1),  # in the same week
    ("alliance", "tax", "d3", "2005-01-20", 1),  # in the same month
    ("alliance", "tax", "d4", "2005-03-01", 1),  # in the same year
    ("alliance", "tax", "d1", "2005-01-03", 0),  # the opposite, in the first document
    ("alliance", "road", "d2", "2005-01-05", 0),
    ("bureau", "tax", "d1", "2005-01-03", 1),
    ("bureau", "road", "d2", "2005-01-05", 1),
    ("bureau", "road", "d3", "2005-01-20", 1),  # in another week of the same month
    ("club", "tax", "d1", "2005-01-03", 0),
    ("club", "road", "d4", "2005-03-01", 0),
]
Counts = dict[tuple[str, str, int], int]


def _counts(alliance_for_tax: int, bureau_for_road: int) -> Counts:
    once = {
        ("alliance", "tax", 0): 1,
        ("alliance", "road", 0): 1,
        ("bureau", "tax", 1): 1,
        ("club", "tax", 0): 1,
        ("club", "road", 0): 1,
    }
    return once | {
        ("alliance", "tax", 1): alliance_for_tax,
        ("bureau", "road", 1): bureau_for_road,
    }


#: How often alliance is for the tax, and bureau for the road; all else is said once.
COUNTED = {
    "all": _counts(5, 2),
    "document": _counts(4, 2),
    "week": _counts(3, 2),
    "month": _counts(2, 1),
    "year": _counts(1, 1),
    "ever": _counts(1, 1),
}
#: Where yes and no are not told apart, alliance's no on the tax repeats its yes in document d1.
IGNORED = {
    stretch: {
        said: n for said, n in counts.items() if stretch == "all" or said != ("alliance", "tax", 0)
    }
    for stretch, counts in COUNTED.items()
}


def _divided(value: Fraction | int, by: Fraction | int) -> Fraction:
    return Fraction(value) / by if by else Fraction(0)


def one_mode(x: Counts, aggregate: str, normalise: str, i: str, j: str) -> Fraction:
    """One cell of the matrix of actors by actors; the diagonal is 0."""
    if i == j:
        return Fraction(0)

    def n(actor: str, concept: str, level: int) -> int:
        return x.get((actor, concept, level), 0)

    met = list(product(CONCEPTS, LEVELS, LEVELS))
    alike = sum(n(i, c, k) * n(j, c, m) for c, k, m in met if k == m)
    apart = sum(n(i, c, k) * n(j, c, m) for c, k, m in met if k != m)
    value = {
        "ignore": alike + apart,
        "congruence": alike,
        "conflict": apart,
        "subtract": alike - apart,
    }[aggregate]
    a_i = sum(n(i, c, k) for c in CONCEPTS for k in LEVELS)
    a_j = sum(n(j, c, k) for c in CONCEPTS for k in LEVELS)
    cells = [(n(i, c, k), n(j, c, k)) for c in CONCEPTS for k in LEVELS]
    jaccard = sum(p * (q == 0) + q * (p == 0) + p * q for p, q in cells)
    by = {"none": 1, "average": Fraction(a_i + a_j, 2), "jaccard": jaccard, "cosine": a_i * a_j}
    return _divided(value, by[normalise])


def two_mode(x: Counts, aggregate: str, normalise: str, i: str, j: str) -> Fraction:
    """One cell of the matrix of actors by concepts."""

    def cell(actor: str, concept: str) -> int:
        no, yes = (x.get((actor, concept, level), 0) for level in LEVELS)
        return {"ignore": yes + no, "subtract": yes - no, "combine": (yes > 0) + 2 * (no > 0)}[
            aggregate
        ]

    def said(actor: str, concept: str) -> int:
        if aggregate == "combine":
            return int(cell(actor, concept) > 0)
        return sum(x.get((actor, concept, level), 0) for level in LEVELS)

    by = {
        "none": 1,
        "activity": sum(said(i, c) for c in CONCEPTS),
        "prominence": sum(said(a, j) for a in ACTORS),
    }
    return _divided(cell(i, j), by[normalise])
