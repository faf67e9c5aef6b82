"""Topics ranked by dispute: how likely two random experts stand on opposite sides."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from stance.codebook import Scale
from stance.frames import CONTESTED

#: Experts below which a topic is shown but not ranked.
FEWEST = 3
#: How many experts the pooled prior weighs as much as.
PRIOR_WEIGHT = 2.0


def contested(positions: pd.DataFrame, topics: Sequence[str], scale: Scale) -> pd.DataFrame:
    """Return every topic with its opposed-pair share, the most contested first.

    Opposed-pair share O = 2·n₊·n₋ / (n(n-1)): the chance that two experts drawn at random stand on
    opposite sides. Its ceiling is that of an even split, n/(2(n-1)) for even n. Topics are ranked
    by the posterior mean of 2·p₊·p₋ under a Dirichlet prior whose shares (+, 0, -) are pooled over
    all topics and weigh two experts, so that three experts alone do not head the list.

    Args:
        positions: frame ``POSITIONS``.
        topics: topic ids; topics of which nobody spoke are returned too.
        scale: gives the middle, from which the sides are told.

    Returns:
        Frame ``CONTESTED``: ranked topics, then those with fewer than three experts.
    """
    placed = positions[positions["position"].notna()]
    side = np.sign(placed["position"] - scale.middle)
    counts = (
        pd.crosstab(placed["topic"], side)
        .reindex(index=list(topics), columns=[1.0, 0.0, -1.0])
        .fillna(0)
        .to_numpy(dtype=float)
    )
    n = counts.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        pairs = np.where(n > 1, n * (n - 1), np.nan)
        share = 2 * counts[:, 0] * counts[:, 2] / pairs
        ceiling = 2 * np.floor(n / 2) * np.ceil(n / 2) / pairs
    posterior = opposed_share_posterior(counts)
    ranked = pd.Series(np.where(n >= FEWEST, np.round(posterior, 12), np.nan))
    frame = pd.DataFrame(
        {
            "topic": pd.Series(list(topics), dtype="str"),
            "rank": ranked.rank(method="min", ascending=False),
            "n_experts": n.astype("int64"),
            "n_for": counts[:, 0].astype("int64"),
            "n_neutral": counts[:, 1].astype("int64"),
            "n_against": counts[:, 2].astype("int64"),
            "opposed_share": share,
            "ceiling": ceiling,
            "posterior": posterior,
        }
    )
    order = frame.sort_values(["rank", "n_experts"], ascending=[True, False], kind="stable")
    return CONTESTED.check(order)


def opposed_share_posterior(counts: np.ndarray) -> np.ndarray:
    """Return the posterior mean of 2·p₊·p₋ for counts (topics × [for, neutral, against]).

    With Dirichlet parameters a and their sum A, E[2·p₊·p₋] = 2·a₊·a₋ / (A(A+1)) (the second mixed
    moment of the Dirichlet distribution).
    """
    total = counts.sum()
    pooled = counts.sum(axis=0) / total if total else np.full(3, 1 / 3)
    parameters = counts + PRIOR_WEIGHT * pooled
    size = parameters.sum(axis=1)
    return np.asarray(2 * parameters[:, 0] * parameters[:, 2] / (size * (size + 1)))
