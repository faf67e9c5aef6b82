"""Means over all claims from a machine's word on each and people's on some of them.

One estimator bears three names: the difference estimator of survey sampling (Särndal, Swensson and
Wretman 1992, chapter 6), design-based supervised learning (Egami, Hinck, Stewart and Wei 2023,
NeurIPS) and prediction-powered inference (Angelopoulos, Bates, Fannjiang, Jordan and Zrnic 2023,
Science 382:669; with the factor: Angelopoulos, Duchi and Zrnic 2023, PPI++).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: Probability of the intervals.
LEVEL = 0.90


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean with its interval.

    Attributes:
        value: the estimate.
        se: its standard error.
        low: lower end of its 90 % interval.
        high: upper end.
        factor: how far the machine's word counts; 0 is people only.
    """

    value: float
    se: float
    low: float
    high: float
    factor: float


def corrected_mean(
    said: Floats,
    known: NDArray[np.bool_],
    people: Floats,
    weight: Floats,
    clusters: NDArray[np.int64] | None = None,
    factor: float | None = None,
) -> Mean:
    """Return the mean of what people would say of all claims.

    θ = λ·mean over all of f + mean over those people coded of (Y - λf), where f is the machine's
    word, Y people's, and λ = cov(Y, f)/var(f). se² = (1 - n/N)·var(Y - λf)/n. Means over those
    people coded are weighted by one over the chance to be chosen. With clusters the variance is
    that of their sums, and the interval Student's with one degree of freedom less than there are.

    Args:
        said: the machine's word on every claim, N numbers.
        known: which claims people coded.
        people: their word, of no meaning elsewhere.
        weight: one over each claim's chance to be chosen, likewise.
        clusters: the article of every claim, where claims of one article are to count as one draw.
        factor: λ, where it is not to be estimated; 0 leaves the machine out.
    """
    y, f, w = people[known], said[known], weight[known] / weight[known].sum()
    if factor is None:
        factor = _slope(y, f, w)
    rest = y - factor * f
    value = factor * said.mean() + (w * rest).sum()
    se, freedom = _error(rest, w, len(said), None if clusters is None else clusters[known])
    reach = _quantile(freedom) * se
    return Mean(float(value), se, float(value - reach), float(value + reach), float(factor))


def _slope(y: Floats, f: Floats, w: Floats) -> float:
    apart = f - (w * f).sum()
    spread = (w * apart**2).sum()
    return float((w * apart * y).sum() / spread) if spread > 1e-12 else 0.0


def _error(
    rest: Floats, w: Floats, n_all: int, clusters: NDArray[np.int64] | None
) -> tuple[float, int]:
    """Return the standard error of a weighted mean of these, and its degrees of freedom."""
    n = len(rest)
    parts = w * (rest - (w * rest).sum())
    if clusters is not None:
        parts = np.bincount(np.unique(clusters, return_inverse=True)[1], parts)
    groups = len(parts)
    if groups < 2:
        return float("inf"), 1
    variance = groups / (groups - 1) * (parts**2).sum() * (1 - n / n_all)
    return float(np.sqrt(max(variance, 0.0))), groups - 1


def _quantile(freedom: int) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + LEVEL) / 2))
