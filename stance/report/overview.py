"""All topics in one picture, the most disputed first, as it leaves the page."""

from dataclasses import dataclass

from stance.core.text import cut
from stance.report.minis import HEIGHT, WIDTH, Mini
from stance.report.topics import TopicGroups

#: Height of a row, where its picture and its counts begin, and the width of all.
_ROW, _AT, _COUNTS, _WHOLE = 36, 380, 680, 960
_LETTERS = 48


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """A topic: its rank and label, its picture, and how many stand on either side."""

    rank: str
    label: str
    mini: Mini
    sides: str
    y: float


@dataclass(frozen=True, slots=True)
class Overview:
    """The rows, and the words at the ends of the scale."""

    rows: tuple[OverviewRow, ...]
    low: str
    high: str
    width: float
    height: float
    at: float = _AT
    until: float = _AT + WIDTH
    counts: float = _COUNTS
    baseline: float = HEIGHT - 8


def overview(groups: TopicGroups) -> Overview:
    """Return the picture of all topics on which anybody spoke."""
    every = (*groups.contested, *groups.agreed, *groups.unranked)
    rows = tuple(
        OverviewRow(v.rank, cut(v.label, _LETTERS), v.mini, v.sides, 20 + number * _ROW)
        for number, v in enumerate(every)
    )
    return Overview(rows, *groups.ends, _WHOLE, 20 + len(rows) * _ROW)
