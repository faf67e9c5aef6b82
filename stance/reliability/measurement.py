"""What the labels mean to arithmetic: names, ranks, or numbers."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["nominal", "ordinal", "interval", "ratio"]
LEVELS: tuple[Level, ...] = ("nominal", "ordinal", "interval", "ratio")


@dataclass(frozen=True, slots=True)
class Measurement:
    """How far apart labels are.

    Attributes:
        level: nominal (the same or not), ordinal (before or after), interval (so many units
            apart), ratio (so many times as much).
        values: the labels' numbers in the order of the labels; 1, 2, 3 … where empty.
        apart: places of labels outside the order, such as "unclear": as far from any other label
            as the two ends of the scale are from one another.
    """

    level: Level = "nominal"
    values: tuple[float, ...] = ()
    apart: frozenset[int] = frozenset()

    def numbers(self, n_labels: int) -> tuple[float, ...]:
        """Return the labels' numbers."""
        return self.values or tuple(float(i) for i in range(1, n_labels + 1))

    def at(self, level: Level) -> "Measurement":
        """Return the same labels measured at another level."""
        return Measurement(level, self.values, self.apart)


NOMINAL = Measurement()
