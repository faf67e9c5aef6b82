"""How sure the agreement of a pair is: drawn toward that of all pairs, with its interval.

What a pair shares is few topics out of all on which it could be asked, and its agreement varies
from topic to topic; how much, and how much pairs differ from each other, is read from all pairs of
the study together (empirical Bayes; Morris 1983, J. American Statistical Association 78:47). The
interval is about other topics: it holds the pair's agreement over all that could be asked.
"""

from dataclasses import dataclass

import numpy as np

from stance.analysis.matrices import Array, Pairs, ratio, topic_distances, within_pairs

#: Probability that the intervals hold, and how many standard errors that takes to either side.
LEVEL, ERRORS = 0.90, 1.6449
#: The variance of an agreement of which nothing is known (even between 0 and 1), and how many
#: topics that weighs as much as: the variances of small studies are drawn toward it.
FLAT, FLAT_TOPICS = 1 / 12, 0.5


@dataclass(frozen=True, slots=True)
class Variances:
    """How agreement varies in a study.

    Attributes:
        within: σ², of a pair from topic to topic.
        between: τ², from pair to pair over all topics.
        pooled: of the agreement of all pairs together, as other topics would have been asked.
    """

    within: float
    between: float
    pooled: float


@dataclass(frozen=True, eq=False)
class Shrunk:
    """Estimates of all pairs, condensed; of no meaning where nothing is shared.

    Attributes:
        mean: the agreement, drawn toward that of all pairs.
        low: lower end of the interval.
        high: upper end.
    """

    mean: Array
    low: Array
    high: Array


def shrink(pairs: Pairs, places: Array, width: float) -> Shrunk:
    """Return each pair's agreement drawn toward that of all pairs, and its interval.

    With n shared topics, the mean s̄ of the pair and μ of all pairs: m = B·s̄ + (1 - B)·μ, where
    B = nτ²/(nτ² + σ²), and m ± 1.645·√(τ²(1 - B) + Var μ), cut at 0 and 1. Var μ is not lessened
    by 1 - B: the topics that happened to be asked move s̄ as they move μ.

    Args:
        pairs: all pairs.
        places: experts × topics, from which they come.
        width: of the scale.
    """
    found = variances(pairs, places, width)
    weight = pairs.shared * found.between / (pairs.shared * found.between + found.within)
    mean = pairs.pooled + weight * (ratio(pairs.score, pairs.shared, 0.0) - pairs.pooled)
    error = np.sqrt(found.between * (1 - weight) + found.pooled)
    low, high = (np.clip(mean + side * ERRORS * error, 0.0, 1.0) for side in (-1, 1))
    return Shrunk(mean, low, high)


def variances(pairs: Pairs, places: Array, width: float) -> Variances:
    """Return the variances, by the method of moments (DerSimonian and Laird 1986).

    σ² is pooled from the sums of squares within pairs. τ² = (Q - (m-1)σ²) / (N - Σn²/N) with m
    pairs that share n topics each and N together, Q = Σ n(s̄ - s̄ of all)²; not below 0, and raised
    by (τ² + σ²/ñ) / (2√E), a part of its own error where E experts speak: too small a τ² would
    take pairs for alike that are not. Var μ is that of the topics' means over their number.
    """
    shared = pairs.shared
    total, m = shared.sum(), (shared > 0).sum()
    if not total:
        return Variances(FLAT, FLAT, FLAT)
    squares = within_pairs(places, width, shared, pairs.score).sum()
    freedom = np.maximum(shared - 1, 0).sum()
    within = (squares + FLAT_TOPICS * FLAT) / (freedom + FLAT_TOPICS)
    mean = pairs.score.sum() / total
    spread = (shared * (ratio(pairs.score, shared, mean) - mean) ** 2).sum()
    size = total - (shared**2).sum() / total
    between = max((spread - (m - 1) * within) / size, 0.0) if m > 1 else 0.0
    each = size / (m - 1) if m > 1 else total
    experts = (~np.isnan(places)).any(axis=1).sum()
    between += (between + within / each) / (2 * np.sqrt(experts))
    asked = (~np.isnan(places)).sum(axis=0) > 1
    topics = 1 - topic_distances(places)[asked] / width
    pooled = (((topics - pairs.pooled) ** 2).sum() + FLAT_TOPICS * FLAT) / len(topics) ** 2
    return Variances(float(within), float(between), float(pooled))
