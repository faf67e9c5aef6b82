"""Percent agreement and the chance-corrected coefficients that differ in what chance means.

All are (pa - pe) / (1 - pe). With r_i annotators of item i, r_ik of them for label k, and weights
w_kl, pa is the mean over items with r_i >= 2 of sum_k r_ik (sum_l w_kl r_il - 1) / (r_i (r_i - 1)),
and pi_k the mean over all items of r_ik / r_i. Formulas and standard errors with codes missing:
Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., chapters 2 to 5; as in his R package
irrCAC. With two annotators Fleiss' kappa is Scott's pi.
"""

from collections.abc import Callable
from typing import Any, Literal, get_args

import numpy as np

from stance.reliability.codes import Floats
from stance.reliability.patterns import Patterns
from stance.reliability.statistics import Statistic, agreement_within, beside, divide, expected

#: What chance would bring: nothing, the labels' shares, Gwet's, or all labels alike.
Chance = Literal["percent_agreement", "fleiss_kappa", "gwet_ac", "brennan_prediger"]
CHANCES: tuple[Chance, ...] = get_args(Chance)


def _expected_by(chance: Chance, weights: Any, n_labels: int) -> Callable[[Floats], Floats]:
    """Return the function from shares (any × labels) to the agreement that chance would bring."""
    total = float(n_labels if weights is None else weights.sum())
    if chance == "percent_agreement":
        return lambda shares: np.zeros(len(shares))
    if chance == "brennan_prediger":
        return lambda shares: np.full(len(shares), total / n_labels**2)
    if chance == "gwet_ac":
        rest = max(n_labels * (n_labels - 1), 1)
        return lambda shares: total / rest * (1 - (shares**2).sum(axis=1))
    return lambda shares: expected(shares, weights)


def chance_corrected(patterns: Patterns, chance: Chance, weights: Any) -> Statistic:
    """Return one of ``CHANCES`` as a statistic of the patterns; ``weights`` None is identity."""
    size = patterns.sizes
    shares = patterns.counts.multiply(1 / size[:, None]).tocsr()
    within = agreement_within(patterns, weights)
    features = beside(shares, within, (size >= 2).astype(float), np.ones(len(size)))
    by_chance = _expected_by(chance, weights, patterns.counts.shape[1])

    def value(sums: Floats) -> Floats:
        agreeing, coded_twice, coded = sums[:, -3], sums[:, -2], sums[:, -1]
        observed = divide(agreeing, coded_twice)
        pe = by_chance(sums[:, :-3] / np.maximum(coded, 1.0)[:, None])
        return 1 - divide(1 - observed, 1 - pe)

    return Statistic(features, value)


def chance_se(patterns: Patterns, chance: Chance, weights: Any) -> float:
    """Return Gwet's standard error, items being the sample; NaN under two items."""
    size, times = patterns.sizes, patterns.times
    n, n_labels = int(times.sum()), patterns.counts.shape[1]
    twice = size >= 2
    shares_of = patterns.counts.multiply(1 / size[:, None]).tocsr()
    shares = (times @ shares_of) / n
    pe = float(_expected_by(chance, weights, n_labels)(shares[None, :])[0])
    within = agreement_within(patterns, weights)
    per_pair = n / max(int(times[twice].sum()), 1)
    pa = float((times * within)[twice].sum()) * per_pair / n
    if chance == "fleiss_kappa":
        toward = shares if weights is None else weights @ shares
        pe_of = shares_of @ toward
    elif chance == "gwet_ac":
        total = float(n_labels if weights is None else weights.sum())
        pe_of = shares_of @ (1 - shares) * total / max(n_labels * (n_labels - 1), 1)
    else:
        pe_of = np.full(len(size), pe)
    return linear_se(pa, pe, per_pair * (within - pe * twice), pe_of, times)


def linear_se(pa: float, pe: float, agreeing: Floats, pe_of: Floats, times: Any) -> float:
    """Return the standard error of (pa - pe) / (1 - pe) from what each item adds to pa and pe.

    Gwet (2014), equation 5.3.12 and its like: the variance of the mean of the items' linearised
    values. ``agreeing`` is an item's part in pa less pe, ``pe_of`` its part in pe.
    """
    n = int(times.sum())
    if n < 2 or 1 - pe <= 1e-12:
        return float("nan")
    coefficient = (pa - pe) / (1 - pe)
    linear = (agreeing - 2 * (1 - coefficient) * (pe_of - pe)) / (1 - pe)
    return float(np.sqrt((times * (linear - coefficient) ** 2).sum() / (n * (n - 1))))


def alpha_se(patterns: Patterns, weights: Any) -> float:
    """Return Gwet's standard error of Krippendorff's alpha with fixed weights.

    As R's irrCAC has it: linearised around alpha without its small-sample term.
    Items coded once play no part in it; ``weights`` None is nominal.
    """
    twice = patterns.sizes >= 2
    counts, times, size = patterns.counts[twice], patterns.times[twice], patterns.sizes[twice]
    n = int(times.sum())
    if n < 2:
        return float("nan")
    mean = float(times @ size) / n
    shares = (times @ counts) / (n * mean)
    toward = shares if weights is None else weights @ shares
    pe = float(shares @ toward)
    more = (size - mean) / mean
    within = agreement_within(patterns, weights)[twice] * size / mean
    pa = float(times @ within) / n
    return linear_se(pa, pe, within - pa * more - pe, counts @ toward / mean - pe * more, times)
