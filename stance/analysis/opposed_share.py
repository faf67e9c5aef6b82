"""The share of opposed pairs among experts at large, estimated from the few who spoke.

Counts are an array, topics × [for, in the middle, against]. Nothing here depends on how a
proposition is worded: turned round, a topic keeps its estimate, its interval and its chances.
"""

from dataclasses import dataclass

import numpy as np

from stance.analysis.matrices import Array

#: Probability that the intervals hold.
LEVEL = 0.90
#: The most that 2·p₊·p₋ can be: half for, half against.
MOST = 0.5
#: How many topics head the list.
TOP = 3
#: Priors among which the study's own counts decide: how many experts each weighs as much as, and
#: which share of them it puts in the middle.
SIZES = np.geomspace(0.15, 80, 14)
MIDDLE_SHARES = np.array([0.01, 0.03, 0.07, 0.12, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8])
#: The ends of intervals are rounded outward to this, as they are shown.
GRAIN = 0.01


@dataclass(frozen=True, eq=False)
class Prior:
    """Symmetric priors Dirichlet(a, b, a), one an element, and how far the study speaks for each.

    Attributes:
        side: a.
        middle: b.
        weight: adds up to 1.
    """

    side: Array
    middle: Array
    weight: Array

    def parameters(self, counts: Array) -> Array:
        """Return the parameters of the posteriors, priors × topics × [for, middle, against]."""
        prior = np.stack([self.side, self.middle, self.side], axis=1)
        return np.asarray(prior[:, None, :] + counts)


@dataclass(frozen=True, eq=False)
class OpposedShare:
    """What the study says of 2·p₊·p₋ among experts at large, one number a topic.

    Attributes:
        mean: the posterior mean.
        low: lower end of the interval.
        high: upper end.
        p_first: chance to be the most contested of the ranked topics; NaN unranked.
        p_top: chance to be among the first three; NaN unranked, or where there are no more.
    """

    mean: Array
    low: Array
    high: Array
    p_first: Array
    p_top: Array


def fit(counts: Array) -> Prior:
    """Return the priors with their weights, proportional to the likelihood of all counts.

    The likelihood of a topic's counts n₊, n₀, n₋ is that of the Dirichlet-multinomial
    distribution: B(a + n₊, b + n₀, a + n₋) / B(a, b, a), with B the multivariate beta function.
    """
    from scipy.special import gammaln

    size, share = (grid.ravel() for grid in np.meshgrid(SIZES, MIDDLE_SHARES, indexing="ij"))
    side, middle = size * (1 - share) / 2, size * share
    prior = Prior(side, middle, np.full(len(size), 1 / len(size)))
    after, before = prior.parameters(counts), prior.parameters(np.zeros((1, 3)))
    likelihood = _log_beta(after, gammaln) - _log_beta(before, gammaln)
    total = likelihood.sum(axis=1)
    weight = np.exp(total - total.max())
    return Prior(side, middle, weight / weight.sum())


def _log_beta(parameters: Array, gammaln: np.ufunc) -> Array:
    return np.asarray(gammaln(parameters).sum(axis=2) - gammaln(parameters.sum(axis=2)))


def opposed_share(counts: Array, ranked: np.ndarray, seed: int, draws: int) -> OpposedShare:
    """Return the estimate, its interval and the chances of every topic.

    The mean is exact: E[2·p₊·p₋] = 2·a₊·a₋ / (A(A+1)) for Dirichlet parameters a with the sum A,
    averaged over the priors. The rest comes from draws. Topics are drawn in an order of their own
    and with the larger side first, so that neither their order nor their wording matters; topics
    of the same counts get the same numbers.

    Args:
        counts: topics × [for, in the middle, against].
        ranked: which topics compete for the first ranks.
        seed: of the draws.
        draws: how many.
    """
    larger = np.sort(counts[:, [0, 2]], axis=1)[:, ::-1]
    kind, alike = np.unique(
        np.column_stack([larger[:, 0], counts[:, 1], larger[:, 1], ranked]),
        axis=0,
        return_inverse=True,
    )
    alike = alike.reshape(-1)
    order = np.argsort(alike, kind="stable")
    drawn = _draw(kind[alike[order], :3], seed, draws)
    low, high = _shortest(drawn)
    first, top = (_chance(drawn, ranked[order], places) for places in (1, TOP))
    values = np.array([low, high, first, top])
    values = np.array([np.bincount(alike[order], row) / np.bincount(alike) for row in values])
    mean = _mean(kind[:, :3], fit(counts))
    low, high = np.floor(values[0] / GRAIN) * GRAIN, np.ceil(values[1] / GRAIN) * GRAIN
    return OpposedShare(*(row[alike] for row in (mean, low, high, values[2], values[3])))


def _mean(counts: Array, prior: Prior) -> Array:
    after = prior.parameters(counts)
    size = after.sum(axis=2)
    return np.asarray(prior.weight @ (2 * after[:, :, 0] * after[:, :, 2] / (size * (size + 1))))


def _draw(counts: Array, seed: int, draws: int) -> Array:
    """Return 2·p₊·p₋, draws × topics: a prior by its weight, then shares of every topic."""
    rng = np.random.default_rng(seed)
    prior = fit(counts)
    chosen = rng.choice(len(prior.weight), draws, p=prior.weight)
    parameters = Prior(prior.side[chosen], prior.middle[chosen], prior.weight[chosen])
    share = rng.standard_gamma(parameters.parameters(counts))
    share /= share.sum(axis=2, keepdims=True)
    return np.asarray(2 * share[:, :, 0] * share[:, :, 2])


def _shortest(drawn: Array) -> tuple[Array, Array]:
    """Return the ends of the shortest intervals that hold so many draws."""
    values = np.sort(drawn, axis=0)
    inside = int(np.ceil(LEVEL * len(values)))
    start = (values[inside - 1 :] - values[: len(values) - inside + 1]).argmin(axis=0)
    topic = np.arange(values.shape[1])
    return values[start, topic], values[start + inside - 1, topic]


def _chance(drawn: Array, ranked: np.ndarray, places: int) -> Array:
    """Return how often each ranked topic is among the first so many; NaN where all must be."""
    chance = np.full(drawn.shape[1], np.nan)
    if ranked.sum() > places or (places == 1 and ranked.any()):
        among = drawn[:, ranked]
        threshold = np.partition(among, -places, axis=1)[:, [-places]]
        chance[ranked] = (among >= threshold).mean(axis=0)
    return chance
