"""A whole cut into counted parts, in one bar: who holds a position, what is known of claims."""

from collections.abc import Sequence
from dataclasses import dataclass

from stance.report.stances import Mark

#: Pixels of a bar, between its parts, and of a part that has room for its sign, and its count too.
WIDTH, HEIGHT, GAP, FOR_SIGN, FOR_BOTH = 280, 20, 2, 14, 30


@dataclass(frozen=True, slots=True)
class Share:
    """One part: its mark, its count, from where how wide it is, and what is written into it."""

    mark: Mark
    n: int
    x: float
    width: float
    text: str


@dataclass(frozen=True, slots=True)
class Shares:
    """The bar, in pixels; ``label`` says in words what it shows."""

    label: str
    parts: tuple[Share, ...]
    width: int
    height: int = HEIGHT


def shares(parts: Sequence[tuple[Mark, int]], label: str, width: int = WIDTH) -> Shares:
    """Return the bar of some parts, in their order; those of which there are none are left out."""
    every = sum(n for _, n in parts)
    drawn: list[Share] = []
    at = 0.0
    for mark, n in parts:
        if not n:
            continue
        wide = width * n / every
        text = f"{mark.sign} {n}".strip() if wide >= FOR_BOTH else ""
        text = text or (mark.sign if wide >= FOR_SIGN else "")
        drawn.append(Share(mark, n, at, max(wide - GAP, 1.0), text))
        at += wide
    return Shares(label, tuple(drawn), width)
