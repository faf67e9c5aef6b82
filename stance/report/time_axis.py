"""A real axis of time: where a day stands, and which years and months are written below it."""

import datetime as dt
import math
from dataclasses import dataclass

from stance.report.language import Language

#: Labels that an axis has at most, on a desk.
MOST_LABELS = 8
#: Half the width of a label, in pixels.
_HALF = 44
#: Months from one label to the next, the closest first.
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)


@dataclass(frozen=True, slots=True)
class Room:
    """For what a picture is drawn: class, width, ends of its axis, and how many labels it has."""

    css: str
    width: int
    left: int
    right: int
    labels: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A label below the axis; at an end of the picture it does not stand out of it."""

    x: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from first to last, over pixels from left to right of a picture so wide."""

    first: dt.date
    last: dt.date
    left: float
    right: float
    width: float = math.inf

    def x(self, day: dt.date) -> float:
        """Return where a day stands."""
        whole = max((self.last - self.first).days, 1)
        share = (day - self.first).days / whole
        return round(self.left + share * (self.right - self.left), 1)

    def ticks(self, say: Language, most: int = MOST_LABELS) -> tuple[Tick, ...]:
        """Return so many labels at most: firsts of months or of years."""
        months = [
            dt.date(year, month, 1)
            for year in range(self.first.year, self.last.year + 1)
            for month in range(1, 13)
            if self.first <= dt.date(year, month, 1) <= self.last
        ]
        for step in _STEPS:
            kept = [day for day in months if (day.year * 12 + day.month - 1) % step == 0]
            if len(kept) <= most:
                break
        return tuple(
            self._tick(self.x(day), str(day.year) if step >= 12 else say.date(day.isoformat()[:7]))
            for day in kept
        )

    def _tick(self, x: float, text: str) -> Tick:
        at_end = "end" if x > self.width - _HALF else "middle"
        return Tick(x, text, "start" if x < _HALF else at_end)


def first_day(iso: str) -> dt.date:
    """Return the first day that an ISO date may mean."""
    year, month, day = ([int(part) for part in iso.split("-")] + [1, 1])[:3]
    return dt.date(year, month, day)


def last_day(iso: str) -> dt.date:
    """Return the last day that an ISO date may mean."""
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 3:
        return dt.date(*parts)
    year, month = (parts[0], parts[1]) if len(parts) == 2 else (parts[0], 12)
    after = dt.date(year + month // 12, month % 12 + 1, 1)
    return after - dt.timedelta(days=1)
