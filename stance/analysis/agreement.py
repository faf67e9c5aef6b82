"""Positions to agreement: how close two experts stand on the topics that both spoke on."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from stance.analysis.matrices import (
    compare,
    expected_distances,
    opposed_topics,
    position_matrix,
    ratio,
)
from stance.analysis.shrinkage import shrink
from stance.core.codebook import Scale
from stance.core.contracts import Column, Contract
from stance.core.errors import UsageError

#: So many experts are compared at most: they make 4.5 million pairs.
MOST_EXPERTS = 3_000

AGREEMENT = Contract(
    "agreement",
    ("expert_a", "expert_b"),
    (
        Column("expert_a", "text", "the expert who comes first in the study's list"),
        Column("expert_b", "text", "the other expert"),
        Column("n_shared", "integer", "topics on which both have a position"),
        Column("n_opposed", "integer", "of them, those on which they stand on opposite sides"),
        Column("agreement", "number", "mean of 1 - |a - b| / range, 0 to 1; NaN: no evidence"),
        Column("shrunk", "number", "agreement drawn toward that of all pairs; NaN: no evidence"),
        Column("low", "number", "lower end of its 90 % interval, about other topics"),
        Column("high", "number", "upper end of its 90 % interval, about other topics"),
        Column(
            "chance_corrected",
            "number",
            "1 - distance / that of two experts at random; NaN: nobody differs on those topics",
        ),
    ),
)


def _refuse_too_many(n_experts: int) -> None:
    if n_experts > MOST_EXPERTS:
        raise UsageError(
            f"every two experts are compared, and there are {n_experts:,}, more than the "
            f"{MOST_EXPERTS:,} that are; choose some of them"
        )


def agreement(
    positions: pd.DataFrame, experts: Sequence[str], topics: Sequence[str], scale: Scale
) -> pd.DataFrame:
    """Return the agreement of every pair of experts, of ``MOST_EXPERTS`` at most.

    S = mean over shared topics of 1 - |a - b| / range, between 0 (opposite ends everywhere) and 1.
    A pair without a shared topic has no agreement (NaN): no evidence, neither 0 nor 0.5.

    Shrunk: drawn toward the agreement of all pairs, the less the more topics are shared and the
    more pairs differ; with a 90 % interval for the pair's agreement over all topics that could
    be asked (``stance.analysis.shrinkage``).
    Chance-corrected: 1 - ΣDₒ/ΣDₑ over the shared topics, where Dₒ = |a - b| and Dₑ is the mean of
    |x - y| over all pairs of experts on that topic (as in Krippendorff's α); 0 is that of chance.

    Args:
        positions: frame ``POSITIONS``.
        experts: expert ids; their order decides which of a pair comes first.
        topics: topic ids.
        scale: gives the range and the middle.

    Returns:
        Frame ``AGREEMENT``: all pairs, in the order of the experts.

    Raises:
        UsageError: there are more experts.
    """
    _refuse_too_many(len(experts))
    places = position_matrix(positions, experts, topics).to_numpy()
    pairs = compare(places, scale.range)
    expected = expected_distances(places)
    apart = (pairs.shared - pairs.score) * scale.range
    drawn = shrink(pairs, places, scale.range)
    known = pairs.shared > 0
    first, second = np.triu_indices(len(experts), k=1)
    names = pd.Series(list(experts), dtype="str")
    return AGREEMENT.check(
        pd.DataFrame(
            {
                "expert_a": names.take(first).array,
                "expert_b": names.take(second).array,
                "n_shared": pairs.shared.astype("int64"),
                "n_opposed": opposed_topics(places, scale.middle).astype("int64"),
                "agreement": ratio(pairs.score, pairs.shared),
                "shrunk": np.where(known, drawn.mean, np.nan),
                "low": np.where(known, drawn.low, np.nan),
                "high": np.where(known, drawn.high, np.nan),
                "chance_corrected": 1 - ratio(apart, np.where(expected > 1e-9, expected, 0.0)),
            }
        )
    )
