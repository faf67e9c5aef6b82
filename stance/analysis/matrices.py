"""Experts × topics and experts × experts as arrays: the arithmetic that several analyses share.

Places are an array, experts × topics, with NaN where an expert has no position. Pairs come
condensed, as in scipy: (0, 1), (0, 2), …, (1, 2), … in the order of the experts.

Agreement is drawn toward that of all pairs twice. Here it is a mean with a weight of one to four
topics: camps, tree and map are grouped by it hundreds of times, need an order and no interval, and
their bars were measured with it. ``stance.analysis.shrinkage`` tells each pair with its interval.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stance.core.codebook import stands_against, stands_for

Array = NDArray[np.float64]

#: Least and most topics that the pooled agreement weighs as much as, when that of a pair is drawn
#: toward it.
WEIGHTS = (1.0, 4.0)
#: Experts² × topics up to which pairs are compared without the help of scipy.
_FEW = 10_000


@dataclass(frozen=True, eq=False)
class Pairs:
    """All pairs of experts, condensed, and what they have in common.

    Attributes:
        shared: on how many topics both have a position.
        score: the sum of 1 - |a - b| / width over those topics.
        pooled: the agreement of all pairs and topics together.
        weight: how many topics the pooled agreement weighs as much as.
    """

    shared: Array
    score: Array
    pooled: float
    weight: float

    @property
    def shrunk(self) -> Array:
        """The posterior mean of each pair's agreement; the pooled one where nothing is shared."""
        return (self.score + self.weight * self.pooled) / (self.shared + self.weight)


def compare(places: Array, width: float) -> Pairs:
    """Return all pairs of experts.

    Pooled is the mean over all pairs and shared topics, with half a topic at either end (Jeffreys'
    prior), which keeps it off 0 and 1, where it would leave no room for doubt.
    """
    shared = shared_topics(places)
    score = np.clip(shared - distances(places) / width, 0.0, shared)
    pooled = float((score.sum() + 0.5) / (shared.sum() + 1))
    return Pairs(shared, score, pooled, _prior_weight(places, width, shared, score))


def position_matrix(
    positions: pd.DataFrame, experts: Sequence[str], topics: Sequence[str]
) -> pd.DataFrame:
    """Return the positions as a matrix, experts × topics; NaN where there is none."""
    row = pd.Index(experts).get_indexer(positions["expert_id"])
    column = pd.Index(topics).get_indexer(positions["topic"])
    known = (row >= 0) & (column >= 0)
    places = np.full((len(experts), len(topics)), np.nan)
    places[row[known], column[known]] = positions["position"].to_numpy()[known]
    return pd.DataFrame(places, index=list(experts), columns=list(topics))


def shared_topics(places: Array) -> Array:
    """Return on how many topics both of each pair have a position (condensed)."""
    said = (~np.isnan(places)).astype(float)
    return _condensed(said @ said.T)


def distances(places: Array) -> Array:
    """Return the sum of |a - b| over the shared topics of each pair (condensed).

    One city-block sweep over all topics, with 0 for the absent, minus what the absent added: where
    only one of a pair spoke, the sweep counts |place - 0|, and that is a matrix product.
    """
    if len(places) < 2:
        return np.zeros(0)
    absent = np.isnan(places)
    filled = np.where(absent, 0.0, places)
    alone = np.abs(filled) @ absent.T.astype(float)
    return np.asarray(np.maximum(_city_block(filled) - _condensed(alone + alone.T), 0.0))


def _city_block(places: Array) -> Array:
    """Return the sum of |a - b| of each pair (condensed), added up in the order of the columns.

    In small studies that costs less than the import of what does it for large ones.
    """
    if len(places) * places.size > _FEW:
        from scipy.spatial.distance import pdist

        return np.asarray(pdist(places, "cityblock"))
    one, other = np.triu_indices(len(places), k=1)
    total = np.zeros(len(one))
    for column in places.T:  # so, and not at once, to the last bit as scipy adds up
        total += np.abs(column[one] - column[other])
    return total


def opposed_topics(places: Array, middle: float) -> Array:
    """Return on how many topics each pair stands on opposite sides of the middle (condensed)."""
    above = stands_for(places, middle).astype(float)
    against = above @ stands_against(places, middle).astype(float).T
    return _condensed(against + against.T)


def expected_distances(places: Array) -> Array:
    """Return the sum of the topics' mean |x - y| over all their pairs of experts (condensed).

    That is how far two experts taken at random would stand apart on the topics that a pair shares.
    """
    said = (~np.isnan(places)).astype(float)
    return _condensed((said * topic_distances(places)) @ said.T)


def topic_distances(places: Array) -> Array:
    """Return each topic's mean |x - y| over all its pairs of experts; 0 where there is no pair.

    From its sorted places: 2 / (n(n-1)) · Σ (2i - n - 1) · x₍ᵢ₎.
    """
    n = (~np.isnan(places)).sum(axis=0)
    order = np.sort(places, axis=0)  # the absent come last
    weight = 2 * np.arange(1, len(places) + 1)[:, None] - n - 1
    total = np.where(np.isnan(order), 0.0, order * weight).sum(axis=0)
    return ratio(2 * total, n * (n - 1), 0.0)


def within_pairs(places: Array, width: float, shared: Array, score: Array) -> Array:
    """Return the sum of squares of 1 - |a - b| / width about its mean, of each pair."""
    absent = np.isnan(places)
    filled = np.where(absent, 0.0, places)
    squares = filled**2 @ (~absent).T.astype(float)
    squared = _condensed(squares + squares.T - 2 * filled @ filled.T) / width**2
    around = 2 * score - shared + squared - ratio(score**2, shared, 0.0)
    return np.asarray(np.maximum(around, 0.0))


def _prior_weight(places: Array, width: float, shared: Array, score: Array) -> float:
    """Return the weight k of the pooled agreement μ: 4, or less where pairs differ by more.

    Beta(kμ, k(1-μ)) has the variance μ(1-μ)/(k+1), so k = μ(1-μ)/τ² - 1, with τ² the variance of
    the pairs' true agreement by the method of moments (DerSimonian and Laird 1986), each shared
    topic being one observation: τ² = (Q - (m-1)σ²) / (N - Σn²/N), where m pairs share n topics
    each and N together, σ² is the variance within pairs, Q = Σ n(s̄-μ)².
    """
    total, freedom = shared.sum(), np.maximum(shared - 1, 0).sum()
    if not freedom:
        return WEIGHTS[1]
    mean = score.sum() / total
    variance = within_pairs(places, width, shared, score).sum() / freedom
    spread = (shared * (ratio(score, shared, mean) - mean) ** 2).sum()
    between = spread - ((shared > 0).sum() - 1) * variance
    scale = total - (shared**2).sum() / total
    if between <= 0:  # and where one pair shares all there is, for which scale is 0
        return WEIGHTS[1]
    return float(np.clip(mean * (1 - mean) * scale / between - 1, *WEIGHTS))


def ratio(part: Array, whole: Array, otherwise: float = np.nan) -> Array:
    """Return part / whole; something else where the whole is not above 0."""
    filled = np.full(np.broadcast_shapes(part.shape, whole.shape), otherwise)
    return np.asarray(np.divide(part, whole, out=filled, where=np.asarray(whole) > 0))


def _condensed(square: Array) -> Array:
    return np.asarray(square[np.triu_indices(len(square), k=1)])
