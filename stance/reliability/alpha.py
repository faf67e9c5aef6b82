"""Krippendorff's alpha: 1 - observed / expected disagreement, with codes missing anywhere.

Krippendorff, K. (2011), Computing Krippendorff's Alpha-Reliability; (2019), Content Analysis, 4th
ed., chapter 12. With n_u codes of unit u, n_uk of them of label k, N_k = sum of n_uk over units
with two or more codes, N their total, and a distance d_kl (squared differences in the terms of the
source): D_o = sum_u sum_kl n_uk n_ul d_kl / (n_u - 1), D_e = sum_kl N_k N_l d_kl / (N - 1), both
over N; alpha = 1 - D_o / D_e.
"""

from typing import Any

import numpy as np
import scipy

from stance.reliability.codes import Floats
from stance.reliability.measurement import Measurement
from stance.reliability.patterns import Patterns
from stance.reliability.statistics import Statistic, agreement_within, beside, divide, expected
from stance.reliability.weights import WEIGHTS_OF, agreement_weights, similarity


def alpha(patterns: Patterns, measurement: Measurement) -> Statistic:
    """Return alpha as a statistic of the patterns; items coded once play no part.

    The distances: nominal 0 or 1; ordinal by Krippendorff, how many codes lie between the two
    labels, these two counted half, squared; interval (a - b)²; ratio ((a - b)/(a + b))².

    Raises:
        UsageError: there are too many different labels for a ratio level.
    """
    level, apart = measurement.level, measurement.apart
    if level == "nominal":
        return alpha_of_weights(patterns, None)
    if level == "ordinal":
        return _ordinal(patterns, apart)
    values = measurement.numbers(patterns.counts.shape[1])
    if level == "interval" and not apart:
        return _interval(patterns, np.asarray(values, dtype=np.float64))
    return alpha_of_weights(patterns, agreement_weights(WEIGHTS_OF[level], values, apart))


def alpha_of_weights(patterns: Patterns, weights: Any) -> Statistic:
    """Return alpha for any fixed weights: the distance is 1 - weight; None is nominal.

    ``weights`` is labels × labels, dense or sparse. Alpha doesn't depend on the distances' unit.
    """
    counts, size = _pairable(patterns)
    features = beside(counts, size * (1 - agreement_within(patterns, weights)))

    def value(sums: Floats) -> Floats:
        given, observed = sums[:, :-1], sums[:, -1]
        total = given.sum(axis=1)
        alike = expected(given, weights)
        return 1 - divide(observed * (total - 1), total**2 - alike)

    return Statistic(features, value)


def _pairable(patterns: Patterns) -> tuple[Any, Floats]:
    """Return counts and sizes with the items coded once set to nothing."""
    twice = (patterns.sizes >= 2).astype(float)
    return scipy.sparse.diags_array(twice).tocsr() @ patterns.counts, twice * patterns.sizes


def _interval(patterns: Patterns, values: Floats) -> Statistic:
    """Use sums of squares, so that any number of different values will do."""
    counts, size = _pairable(patterns)
    spread = np.ptp(values) or 1.0
    values = (values - values.mean()) / spread
    total, squares = counts @ values, counts @ values**2
    within = 2 * (size * squares - total**2) / np.maximum(size - 1, 1.0)
    features = np.column_stack([size, total, squares, np.maximum(within, 0.0)])

    def result(sums: Floats) -> Floats:
        n, first, second, observed = sums.T
        chance = 2 * (n * second - first**2)
        chance = np.where(chance <= 1e-11 * n**2, 0.0, chance)  # what rounding leaves of nothing
        return 1 - divide(observed * (n - 1), chance)

    return Statistic(features, result)


def _ordinal(patterns: Patterns, apart: frozenset[int]) -> Statistic:
    """Count the pairs of labels that meet, because distances change with the labels' frequencies.

    With all codes laid end to end in the order of their labels, the distance of two labels is the
    squared length between the middles of their stretches; all lengths here are shares.
    """
    counts, size = _pairable(patterns)
    n_labels = counts.shape[1]
    low, high = _meeting(counts)
    weight = scipy.sparse.diags_array(1 / np.maximum(size - 1, 1.0))
    features = beside(counts, weight @ counts[:, low].multiply(counts[:, high]))
    ordered = np.array([label not in apart for label in range(n_labels)])
    outside = ~(ordered[low] & ordered[high])

    def value(sums: Floats) -> Floats:
        given, together = sums[:, :n_labels], sums[:, n_labels:]
        middle, furthest = _middles(given, ordered)
        distance = (middle[:, high] - middle[:, low]) ** 2
        distance = np.where(outside, furthest[:, None], distance)
        observed = 2 * (together * distance).sum(axis=1)
        total = given.sum(axis=1)
        scored = np.where(ordered, given, 0.0)
        n_scored = scored.sum(axis=1)
        mean = (scored * middle).sum(axis=1) / np.maximum(n_scored, 1.0)
        chance = 2 * n_scored * (scored * (middle - mean[:, None]) ** 2).sum(axis=1)
        with_others = total**2 - n_scored**2 - (np.where(ordered, 0.0, given) ** 2).sum(axis=1)
        return 1 - divide(observed * (total - 1), chance + with_others * furthest)

    return Statistic(features, value)


def _meeting(counts: Any) -> tuple[Any, Any]:
    """Return the pairs of labels, the lower first, that some item has side by side."""
    met = scipy.sparse.triu(counts.T @ counts, 1).tocoo()
    return met.row, met.col


def _middles(given: Floats, ordered: Any) -> tuple[Floats, Floats]:
    """Return the middle of each label's stretch, and the distance of the two ends of the scale.

    ``given`` is any × labels; labels outside the order have no stretch.
    """
    scored = np.where(ordered, given, 0.0)
    total = np.maximum(scored.sum(axis=1, keepdims=True), 1.0)
    middle = (np.cumsum(scored, axis=1) - scored / 2) / total
    first, last = np.flatnonzero(ordered)[[0, -1]]
    return middle, (middle[:, last] - middle[:, first]) ** 2


def weights_in_use(patterns: Patterns, measurement: Measurement) -> Any:
    """Return the weights by which alpha compares labels in these codes; None is nominal.

    1 for the same label, 0 for the largest distance. Krippendorff's ordinal distances are those
    of the frequencies seen.
    """
    n_labels = patterns.counts.shape[1]
    if measurement.level == "nominal":
        return None
    if measurement.level != "ordinal":
        kind, numbers = WEIGHTS_OF[measurement.level], measurement.numbers(n_labels)
        return agreement_weights(kind, numbers, measurement.apart)
    counts, _ = _pairable(patterns)
    ordered = np.array([label not in measurement.apart for label in range(n_labels)])
    middle, furthest = _middles((patterns.times @ counts)[None, :], ordered)
    distances = np.subtract.outer(middle[0], middle[0]) ** 2
    distances[~ordered, :] = distances[:, ~ordered] = furthest[0]
    np.fill_diagonal(distances, 0.0)
    return similarity(distances)
