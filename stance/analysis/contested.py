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
from stance.core.codebook import Scale
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
        Column("posterior", "number", "posterior mean of the share, by which topics are ranked"),
        Column(
            "low", "number", "lower end of its 90 % interval; NaN: one side is empty everywhere"
        ),
        Column("high", "number", "upper end of its 90 % interval"),
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
#: How many experts the pooled prior weighs as much as.
PRIOR_WEIGHT = 2.0
#: Probability that the intervals hold.
LEVEL = 0.90
#: How many topics head the list.
TOP = 3


def contested(
    positions: pd.DataFrame,
    topics: Sequence[str],
    scale: Scale,
    *,
    seed: int = 1,
    draws: int = 2000,
) -> pd.DataFrame:
    """Return every topic with its opposed-pair share, the most contested first.

    Opposed-pair share O = 2·n₊·n₋ / (n(n-1)): the chance that two experts drawn at random stand on
    opposite sides. Its ceiling is that of an even split, n/(2(n-1)) for even n. Topics are ranked
    by the posterior mean of 2·p₊·p₋ under a Dirichlet prior whose shares (+, 0, -) are pooled over
    all topics and weigh two experts, so that three experts alone do not head the list. Its 90 %
    interval and the chance to be among the first three come from draws of that posterior.

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
    counts = _side_counts(places, scale.middle)
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
    posterior = opposed_share_posterior(counts)
    ranked = pd.Series(np.where(n >= FEWEST, np.round(posterior, 12), np.nan))
    low, high, top = _draw(counts, n >= FEWEST, seed, draws)
    return pd.DataFrame(
        {
            "topic": pd.Series(list(topics), dtype="str"),
            "rank": ranked.rank(method="min", ascending=False),
            "n_experts": n.astype("int64"),
            "n_for": counts[:, 0].astype("int64"),
            "n_neutral": counts[:, 1].astype("int64"),
            "n_against": counts[:, 2].astype("int64"),
            "opposed_share": ratio(2 * counts[:, 0] * counts[:, 2], pairs),
            "ceiling": ratio(2 * np.floor(n / 2) * np.ceil(n / 2), pairs),
            "posterior": posterior,
            "low": low,
            "high": high,
            "p_top3": top,
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


def opposed_share_posterior(counts: Array) -> Array:
    """Return the posterior mean of 2·p₊·p₋ for counts (topics × [for, neutral, against]).

    With Dirichlet parameters a and their sum A, E[2·p₊·p₋] = 2·a₊·a₋ / (A(A+1)) (the second mixed
    moment of the Dirichlet distribution).
    """
    parameters = _parameters(counts)
    size = parameters.sum(axis=1)
    return np.asarray(2 * parameters[:, 0] * parameters[:, 2] / (size * (size + 1)))


def _parameters(counts: Array) -> Array:
    """Return the posterior's Dirichlet parameters, topics × [for, neutral, against]."""
    total = counts.sum()
    pooled = counts.sum(axis=0) / total if total else np.full(3, 1 / 3)
    return np.asarray(counts + PRIOR_WEIGHT * pooled)


def _side_counts(places: Array, middle: float) -> Array:
    sides = (places > middle, places == middle, places < middle)
    return np.stack([side.sum(axis=0) for side in sides], axis=1).astype(float)


def _draw(counts: Array, ranked: np.ndarray, seed: int, draws: int) -> tuple[Array, Array, Array]:
    """Return the ends of the interval and the chance to be among the first three."""
    low, high, top = (np.full(len(counts), np.nan) for _ in range(3))
    total = counts.sum(axis=0)
    if not (total[0] and total[2]):
        return low, high, top
    gammas = np.random.default_rng(seed).standard_gamma(_parameters(counts), (draws, *counts.shape))
    share = gammas / gammas.sum(axis=2, keepdims=True)
    opposed = 2 * share[:, :, 0] * share[:, :, 2]
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(opposed, [tail, 1 - tail], axis=0)
    if ranked.sum() > TOP:
        among = opposed[:, ranked]
        threshold = np.partition(among, -TOP, axis=1)[:, [-TOP]]
        top[ranked] = (among >= threshold).mean(axis=0)
    alike = np.unique(counts, axis=0, return_inverse=True)[1].reshape(-1)
    low, high, top = (_mean_of_equals(values, alike) for values in (low, high, top))
    return low, high, top


def _mean_of_equals(values: Array, alike: np.ndarray) -> Array:
    """Give topics of the same counts the same number, which chance would tell apart."""
    return np.asarray(np.bincount(alike, values)[alike] / np.bincount(alike)[alike])
