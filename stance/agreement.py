"""Positions to agreement: how close two experts stand on the topics that both spoke on."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from stance.codebook import Scale
from stance.frames import AGREEMENT


def agreement(
    positions: pd.DataFrame, experts: Sequence[str], topics: Sequence[str], scale: Scale
) -> pd.DataFrame:
    """Return the agreement of every pair of experts.

    S = mean over shared topics of 1 - |a - b| / range, between 0 (opposite ends everywhere) and 1.
    A pair without a shared topic has no agreement (NaN): no evidence, neither 0 nor 0.5.

    Args:
        positions: frame ``POSITIONS``.
        experts: expert ids; their order decides which of a pair comes first.
        topics: topic ids.
        scale: gives the range and the middle.

    Returns:
        Frame ``AGREEMENT``: all pairs, in the order of the experts.
    """
    place = position_matrix(positions, experts, topics).to_numpy()
    said = ~np.isnan(place)
    filled = np.where(said, place, 0.0)
    n = len(experts)
    distance = np.zeros((n, n))
    for column in range(place.shape[1]):
        both = np.outer(said[:, column], said[:, column])
        gap = np.abs(filled[:, None, column] - filled[None, :, column])
        distance += np.where(both, gap, 0.0)
    shared = said.astype(float) @ said.T.astype(float)
    side = np.where(said, np.sign(filled - scale.middle), 0.0)
    above, below = (side > 0).astype(float), (side < 0).astype(float)
    opposed = above @ below.T + below @ above.T
    a, b = np.triu_indices(n, k=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        score = 1 - distance[a, b] / (shared[a, b] * scale.range)
    names = np.asarray(list(experts), dtype=object)
    return AGREEMENT.check(
        pd.DataFrame(
            {
                "expert_a": pd.Series(names[a], dtype="str"),
                "expert_b": pd.Series(names[b], dtype="str"),
                "n_shared": shared[a, b].astype("int64"),
                "n_opposed": opposed[a, b].astype("int64"),
                "agreement": score,
            }
        )
    )


def position_matrix(
    positions: pd.DataFrame, experts: Sequence[str], topics: Sequence[str]
) -> pd.DataFrame:
    """Return the positions as a matrix, experts × topics; NaN where there is none."""
    wide = positions.pivot_table(index="expert_id", columns="topic", values="position")
    return wide.reindex(index=list(experts), columns=list(topics))
