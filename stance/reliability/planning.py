"""How many more items or articles an interval of a given width needs."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import scipy

from stance.core.results import Estimate, Interval
from stance.reliability.groups import estimates
from stance.reliability.intervals import Sampling, fisher_interval, fisher_reach
from stance.reliability.measured import Measured
from stance.reliability.undefined import ALREADY

# More of them than these are beyond any plan.
_MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What it takes to know alpha so closely.

    Attributes:
        width: the interval's width that is wanted.
        width_now: its width now; None where there is no interval.
        n_now: items coded by two or more annotators now, or articles of such items.
        n_more: further such items or articles needed; None where that cannot be told.
        reason: why not; or why none are needed.
    """

    width: float
    width_now: float | None
    n_now: int
    n_more: int | None
    reason: str = ""


def plan(measured: Measured, sampling: Sampling, width: float = 0.2) -> Plan:
    """Return how many more items alpha's interval by item needs to be so narrow.

    Those coded so far stand for those to come: the error falls with the square root of their
    number n, and t is that of n - 1 degrees of freedom.
    """
    _, over_items = estimates(measured, sampling.level)
    return _plan(over_items, len(measured.codes.pairable.items), width)


def plan_by_article(measured: Measured, sampling: Sampling, width: float = 0.2) -> Plan:
    """Return how many more articles alpha's interval by article needs to be so narrow; as above."""
    over_articles, _ = estimates(measured, sampling.level)
    return _plan(over_articles, measured.codes.pairable.n_articles, width)


def _plan(now: Estimate, n: int, width: float) -> Plan:
    if now.interval is None or now.value is None:
        return Plan(width, None, n, None, now.reason)
    width_now = now.interval.high - now.interval.low
    if width_now <= width:
        return Plan(width, width_now, n, 0, ALREADY)
    wide = _widths(now.value, now.interval, n)
    if wide(_MOST) > width:
        return Plan(width, width_now, n, None, f"more than {_MOST:,} would be needed")
    too_few, enough = n, _MOST
    while enough - too_few > 1:
        middle = (too_few + enough) // 2
        too_few, enough = (too_few, middle) if wide(middle) <= width else (middle, enough)
    return Plan(width, width_now, n, enough - n)


def _widths(value: float, now: Interval, n: int) -> Callable[[int], float]:
    """Return the function from a number of items or articles to the width that it will bring."""

    def t(size: int) -> float:
        return float(scipy.special.stdtrit(size - 1, (1 + now.level) / 2))

    def width(size: int) -> float:
        reach = fisher_reach(value, now.high) * t(size) / t(n) * math.sqrt(n / size)
        low, high = fisher_interval(value, reach)
        return high - low

    return width
