"""How sure a coefficient is: the bootstrap and the jackknife over items, Gwet's t interval."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from stance.core.results import Estimate, Interval
from stance.reliability.codes import Floats, Ints
from stance.reliability.patterns import resample
from stance.reliability.statistics import Statistic
from stance.reliability.undefined import ALL_ALIKE, ITEM_CARRIES_ALL

#: So many resamples may be without a value (all codes alike) before there is no interval.
_UNDEFINED_SHARE = 0.05
#: Probability that an interval holds the true value, unless another is asked for.
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Sampling:
    """How intervals are made.

    Attributes:
        level: probability that an interval holds the true value.
        resamples: bootstrap resamples.
        seed: the same seed gives the same resamples.
    """

    level: float = LEVEL
    resamples: int = 1000
    seed: int = 1


def bootstrap(
    statistics: Sequence[Statistic], times: Ints, sampling: Sampling, size: int | None = None
) -> tuple[Estimate, ...]:
    """Return each statistic with its bootstrap interval; all share one set of resamples.

    Whole items are drawn with replacement. The interval is the percentile interval with its tails
    moved out for small samples: the tail is not 2.5 % but the normal probability beyond
    sqrt(n / (n - 1)) t(n - 1), which corrects the percentile interval's narrowness (Hesterberg
    2015, The American Statistician 69:371, section 5.2). Its coverage stands in the methods.

    Args:
        statistics: what to compute, all over the same patterns.
        times: how many items have each pattern.
        sampling: level, resamples and seed.
        size: items in a resample; as many as there are unless given.
    """
    parts: list[list[Floats]] = [[] for _ in statistics]
    for draws in resample(times, sampling.resamples, sampling.seed, size):
        for part, statistic in zip(parts, statistics, strict=True):
            part.append(statistic.of(draws))
    n = size or int(times.sum())
    return tuple(
        _percentiles(statistic.at(times), np.concatenate(part), n, sampling.level)
        for statistic, part in zip(statistics, parts, strict=True)
    )


def _percentiles(value: float, drawn: Floats, n: int, level: float) -> Estimate:
    known = drawn[np.isfinite(drawn)]
    lost = len(drawn) - len(known)
    if lost > _UNDEFINED_SHARE * len(drawn):
        share = f"{lost / len(drawn):.0%}"
        return Estimate(value, reason=f"in {share} of the resamples all codes were alike")
    spread = float(known.std(ddof=1))
    if spread <= 1e-12:
        return Estimate(value, reason=ALL_ALIKE)
    tail = scipy.special.ndtr(np.sqrt(n / (n - 1)) * scipy.special.stdtrit(n - 1, (1 - level) / 2))
    low, high = np.quantile(known, [tail, 1 - tail])
    return Estimate(value, spread, Interval(float(low), float(high), level, "item bootstrap"))


def jackknife(statistic: Statistic, times: Ints, level: float) -> Estimate:
    """Return the statistic with its jackknife error and interval.

    One item is left out at a time (Efron and Tibshirani 1993, chapter 11). The interval is a t
    interval with n - 1 degrees of freedom on Fisher's scale.
    """
    value, n = statistic.at(times), int(times.sum())
    without = statistic.left_out(times)
    if n < 2 or not np.isfinite(without).all():
        return Estimate(value, reason=ITEM_CARRIES_ALL)
    mean = times @ without / n
    se = float(np.sqrt((n - 1) / n * (times @ (without - mean) ** 2)))
    if se <= 1e-12 or value >= 1:
        return Estimate(value, reason=ALL_ALIKE)
    low, high = fisher_interval(value, float(scipy.special.stdtrit(n - 1, (1 + level) / 2)) * se)
    return Estimate(value, se, Interval(low, high, level, "jackknife"))


def fisher_interval(value: float, reach: float) -> tuple[float, float]:
    """Return the ends of value ± reach on Fisher's scale, artanh, so that they stay below 1.

    On the plain scale where the value is not above -1.
    """
    if value <= -1:
        return value - reach, value + reach
    middle, reach = float(np.arctanh(value)), reach / (1 - value**2)
    return float(np.tanh(middle - reach)), float(np.tanh(middle + reach))


def fisher_reach(value: float, high: float) -> float:
    """Return the reach of which ``fisher_interval`` made this upper end."""
    if value <= -1:
        return high - value
    return float(np.arctanh(high) - np.arctanh(value)) * (1 - value**2)


def t_interval(value: float, se: float, n: int, level: float) -> Interval:
    """Return value ± t(n - 1) · se, cut off at 1, as Gwet (2014) does."""
    reach = float(scipy.special.stdtrit(n - 1, (1 + level) / 2)) * se
    return Interval(value - reach, min(1.0, value + reach), level, "Gwet's standard error, t")


def normal_interval(value: float, se: float, level: float) -> Interval:
    """Return value ± z · se, cut off at 1, for an error that holds for large samples."""
    reach = float(scipy.special.ndtri((1 + level) / 2)) * se
    return Interval(value - reach, min(1.0, value + reach), level, "large-sample error, normal")


def p_above_zero(value: float, se: float, n: int) -> float:
    """Return the one-sided p-value of "0 or less" against "more than 0", by t(n - 1)."""
    return float(scipy.special.stdtr(n - 1, -value / se))
