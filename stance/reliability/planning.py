"""How many more items two or more annotators must code for an interval of a given width."""

from dataclasses import dataclass

import numpy as np

from stance.reliability.groups import estimate
from stance.reliability.intervals import Sampling, bootstrap
from stance.reliability.measured import Measured
from stance.reliability.undefined import ALREADY

# More items than these are beyond any plan.
_MOST_ITEMS = 10_000_000
_STEPS = 6


@dataclass(frozen=True, slots=True)
class Plan:
    """What it takes to know alpha so closely.

    Attributes:
        width: the interval's width that is wanted.
        width_now: its width now; None where there is no interval.
        n_items: items coded by two or more annotators now.
        n_more: further such items needed; None where that cannot be told.
        reason: why not; or why none are needed.
    """

    width: float
    width_now: float | None
    n_items: int
    n_more: int | None
    reason: str = ""


def plan(measured: Measured, sampling: Sampling, width: float = 0.2) -> Plan:
    """Return how many more items are needed for alpha's bootstrap interval to be so narrow.

    The items coded so far stand for those to come: samples of other sizes are drawn from them, and
    the size is moved by the rule that the width falls with its square root until the interval of
    such a sample has the width.
    """
    n = len(measured.codes.pairable().items)
    now = estimate(measured, sampling)
    if now.interval is None:
        return Plan(width, None, n, None, now.reason)
    width_now = now.interval.high - now.interval.low
    if width_now <= width:
        return Plan(width, width_now, n, 0, ALREADY)
    times = measured.patterns.times * (measured.patterns.sizes >= 2)
    size, wide = float(n), width_now
    for _ in range(_STEPS):
        size *= (wide / width) ** 2
        if size > _MOST_ITEMS:
            reason = f"more than {_MOST_ITEMS:,} items would be needed"
            return Plan(width, width_now, n, None, reason)
        drawn = bootstrap([measured.alpha], times, sampling, round(size))[0].interval
        if drawn is None or abs(drawn.high - drawn.low - width) < 0.01 * width:
            break
        wide = drawn.high - drawn.low
    return Plan(width, width_now, n, max(int(np.ceil(size)) - n, 1))
