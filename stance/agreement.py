"""Positions to agreement: how close two experts stand on the topics that both spoke on."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from stance.codebook import Scale
from stance.frames import AGREEMENT
from stance.matrices import (
    PRIOR_WEIGHT,
    Array,
    distances,
    expected_distances,
    opposed_topics,
    pooled_agreement,
    position_matrix,
    ratio,
    shared_topics,
    shrink,
)

#: Probability that the intervals hold.
LEVEL = 0.90


def agreement(
    positions: pd.DataFrame, experts: Sequence[str], topics: Sequence[str], scale: Scale
) -> pd.DataFrame:
    """Return the agreement of every pair of experts.

    S = mean over shared topics of 1 - |a - b| / range, between 0 (opposite ends everywhere) and 1.
    A pair without a shared topic has no agreement (NaN): no evidence, neither 0 nor 0.5.

    Shrunk: the mean of Beta(k·μ + Σs, k·(1-μ) + n - Σs), where n topics are shared, Σs is the sum
    of their agreement, μ that of all pairs together and k = 4; with the 90 % interval between its
    5 % and 95 % quantiles. Chance-corrected: 1 - ΣDₒ/ΣDₑ over the shared topics, where Dₒ = |a - b|
    and Dₑ is the mean of |x - y| over all pairs of experts on that topic (the form of
    Krippendorff's α, 2011); 0 is the distance of two experts at random.

    Args:
        positions: frame ``POSITIONS``.
        experts: expert ids; their order decides which of a pair comes first.
        topics: topic ids.
        scale: gives the range and the middle.

    Returns:
        Frame ``AGREEMENT``: all pairs, in the order of the experts.
    """
    places = position_matrix(positions, experts, topics).to_numpy()
    shared, apart = shared_topics(places), distances(places)
    expected = expected_distances(places)
    score = np.clip(shared - apart / scale.range, 0.0, shared)
    known = shared > 0
    low, high, shrunk = (np.full(len(shared), np.nan) for _ in range(3))
    pooled = pooled_agreement(score, shared)
    shrunk[known] = shrink(score[known], shared[known], pooled)
    low[known], high[known] = _interval(score[known], shared[known], pooled)
    first, second = np.triu_indices(len(experts), k=1)
    names = pd.Series(list(experts), dtype="str")
    return AGREEMENT.check(
        pd.DataFrame(
            {
                "expert_a": names.take(first).array,
                "expert_b": names.take(second).array,
                "n_shared": shared.astype("int64"),
                "n_opposed": opposed_topics(places, scale.middle).astype("int64"),
                "agreement": ratio(score, shared),
                "shrunk": shrunk,
                "low": low,
                "high": high,
                "chance_corrected": 1 - ratio(apart, np.where(expected > 1e-9, expected, 0.0)),
            }
        )
    )


def _interval(score: Array, shared: Array, pooled: float) -> tuple[Array, Array]:
    from scipy.special import betaincinv

    alpha = PRIOR_WEIGHT * pooled + score
    beta = PRIOR_WEIGHT * (1 - pooled) + shared - score
    tail = (1 - LEVEL) / 2
    return betaincinv(alpha, beta, tail), betaincinv(alpha, beta, 1 - tail)
