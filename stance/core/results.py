"""Frozen results that more than one analysis returns."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """A range that holds the true value with the stated probability.

    Attributes:
        low: lower end, in the unit of the value.
        high: upper end.
        level: probability, between 0 and 1.
        kind: how it was made, such as "bootstrap over claims" or "beta posterior".
    """

    low: float
    high: float
    level: float
    kind: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its uncertainty, or the reason why there is none.

    Attributes:
        value: the number; None where it has no meaning.
        se: its standard error, where known.
        interval: its interval, where known.
        reason: why there is no value, no error or no interval; empty where all are known.
    """

    value: float | None
    se: float | None = None
    interval: Interval | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        if self.value is None and not self.reason:
            raise ValueError("an undefined estimate needs a reason")
