"""Topics ranked by dispute: how likely two random experts stand on opposite sides."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from stance.analysis.dispersion import (
    esteban_ray,
    level_counts,
    tastle_wierman,
    van_der_eijk,
    variance_share,
)
from stance.analysis.matrices import Array, position_matrix, ratio
from stance.analysis.opposed_share import opposed_share
from stance.core.codebook import Scale, sides_of
from stance.core.contracts import Column, Contract

CONTESTED = Contract(
    "contested",
    ("topic",),
    (
        Column("topic", "text", "topic id"),
        Column("rank", "number", "1 is the most contested; NaN: too few experts to rank"),
        Column("n_experts", "integer", "experts with a position"),
        Column("n_for", "integer", "experts on the side of for"),
        Column("n_neutral", "integer", "experts exactly in the middle"),
        Column("n_against", "integer", "experts on the side of against"),
        Column("opposed_share", "number", "share of expert pairs on opposite sides; NaN under two"),
        Column("ceiling", "number", "the largest share that so many experts can reach"),
        Column("posterior", "number", "estimate of the share among experts at large, 0 to 0.5"),
        Column("low", "number", "lower end of its 90 % interval, about experts at large"),
        Column("high", "number", "upper end of its 90 % interval, about experts at large"),
        Column("p_first", "number", "chance to be the most contested of them; NaN unranked"),
        Column("p_top3", "number", "chance to be among the three most contested; NaN unranked"),
        Column("variance", "number", "variance over the largest that so many experts can reach"),
        Column("van_der_eijk", "number", "agreement A, -1 two ends, 0 even, 1 one level"),
        Column("tastle_wierman", "number", "consensus Cns, 0 two ends, 1 all at one place"),
        Column("esteban_ray", "number", "polarisation at alpha 1, 0 to 1 (even split at the ends)"),
        Column(
            "shape",
            "text",
            "consensus, spread, two camps, minority, lone dissenter, or too few (under three)",
        ),
    ),
)

#: Experts below which a topic is shown but not ranked.
FEWEST = 3


def contested(
    positions: pd.DataFrame,
    topics: Sequence[str],
    scale: Scale,
    *,
    seed: int = 1,
    draws: int = 2000,
) -> pd.DataFrame:
    """Return every topic with its opposed-pair share, the most contested first.

    Opposed-pair share O = 2·n₊·n₋ / (n(n-1)): the chance that two of these experts, drawn at
    random, stand on opposite sides. Its ceiling is that of an even split, n/(2(n-1)) for even n.
    Topics are ranked by the estimate for experts at large (``stance.analysis.opposed_share``), so
    that three experts alone do not head the list; but no topic on which nobody is opposed stands
    above one on which somebody is. Wording decides nothing: a proposition turned round swaps the
    sides and leaves the rest.

    Args:
        positions: frame ``POSITIONS``.
        topics: topic ids; topics of which nobody spoke are returned too.
        scale: gives the middle, from which the sides are told, the levels and the range.
        seed: of the draws.
        draws: how many times the posterior is drawn.

    Returns:
        Frame ``CONTESTED``: ranked topics, then those with fewer than three experts.
    """
    experts = positions["expert_id"].unique()
    places = position_matrix(positions, experts, topics).to_numpy()
    counts = side_counts(places, scale.middle)
    frame = pd.concat(
        [
            _ranking(counts, topics, seed, draws),
            _measures(places, scale),
            pd.Series(
                [shape(*row) for row in counts.astype(int).tolist()], name="shape", dtype="str"
            ),
        ],
        axis=1,
    )
    order = frame.sort_values(["rank", "n_experts"], ascending=[True, False], kind="stable")
    return CONTESTED.check(order)


def _ranking(counts: Array, topics: Sequence[str], seed: int, draws: int) -> pd.DataFrame:
    n = counts.sum(axis=1)
    pairs = n * (n - 1)
    enough = n >= FEWEST
    share = opposed_share(counts, enough, seed, draws)
    return pd.DataFrame(
        {
            "topic": pd.Series(list(topics), dtype="str"),
            "rank": ranks(counts, share.mean),
            "n_experts": n.astype("int64"),
            "n_for": counts[:, 0].astype("int64"),
            "n_neutral": counts[:, 1].astype("int64"),
            "n_against": counts[:, 2].astype("int64"),
            "opposed_share": share_of_pairs(counts),
            "ceiling": ratio(2 * np.floor(n / 2) * np.ceil(n / 2), pairs),
            "posterior": share.mean,
            "low": share.low,
            "high": share.high,
            "p_first": share.p_first,
            "p_top3": share.p_top,
        }
    )


def _measures(places: Array, scale: Scale) -> pd.DataFrame:
    levels = np.asarray(scale.scores)
    standing = level_counts(places, levels, scale.middle)
    return pd.DataFrame(
        {
            "variance": variance_share(places, scale.range),
            "van_der_eijk": van_der_eijk(standing),
            "tastle_wierman": tastle_wierman(places, scale.range),
            "esteban_ray": esteban_ray(standing, levels),
        }
    )


def shape(n_for: int, n_neutral: int, n_against: int) -> str:
    """Return one word for how the experts on a topic are spread.

    - too few: fewer than three experts;
    - consensus: nobody opposes anybody, and three quarters stand on one side or in the middle;
    - lone dissenter: one against more than half of all;
    - two camps: each side holds two experts and a quarter at least, the middle a quarter at most;
    - minority: two or more, but less than a quarter, against more than half;
    - spread: anything else.
    """
    n = n_for + n_neutral + n_against
    smaller, larger = sorted((n_for, n_against))
    if n < FEWEST:
        return "too few"
    if smaller == 0:
        return "consensus" if 4 * max(larger, n_neutral) >= 3 * n else "spread"
    if smaller == 1:
        return "lone dissenter" if 2 * larger > n else "spread"
    if 4 * smaller >= n:
        return "two camps" if 4 * n_neutral <= n else "spread"
    return "minority" if 2 * larger > n else "spread"


def side_counts(places: Array, middle: float) -> Array:
    """Return the experts on each side of each topic, … × topics × [for, in the middle, against].

    Args:
        places: … × experts × topics, NaN where an expert has no position.
        middle: of the scale.
    """
    sides = sides_of(places, middle)
    return np.stack([(sides == side).sum(axis=-2) for side in (1, 0, -1)], axis=-1).astype(float)


def share_of_pairs(counts: Array) -> Array:
    """Return the share of pairs on opposite sides; NaN under two experts.

    Args:
        counts: as ``side_counts`` returns them.
    """
    n = counts.sum(axis=-1)
    return ratio(2 * counts[..., 0] * counts[..., 2], n * (n - 1))


def ranks(counts: Array, estimate: Array) -> Array:
    """Return the rank of every topic, 1 the most contested; NaN under three experts.

    Args:
        counts: topics × [for, in the middle, against].
        estimate: of the share of opposed pairs among experts at large.
    """
    divided = (counts[:, 0] > 0) & (counts[:, 2] > 0)
    ranked = np.where(counts.sum(axis=1) >= FEWEST, divided + np.round(estimate, 12), np.nan)
    return np.asarray(pd.Series(ranked).rank(method="min", ascending=False), np.float64)
