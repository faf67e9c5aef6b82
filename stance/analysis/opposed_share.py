"""The share of opposed pairs among experts at large, estimated from those who spoke.

Counts are an array, topics × [for, in the middle, against]. Nothing here depends on the wording of
a proposition or on the order of topics: turned round, a topic keeps its estimate, its interval and
its chances.

Each topic is taken to have a larger and a smaller side, either of which may be that of *for*:
shares are drawn from Dirichlet(a, b, c) or, as likely, from Dirichlet(c, b, a). Which a, b and c,
the study's own counts decide: where all topics of a study are agreed or all are divided, the
estimate for one topic learns from the others.
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
#: Priors among which the counts decide: how many experts each weighs as much as, which share of
#: them it puts in the middle, and which share of the others on the smaller side.
SIZES = np.geomspace(0.5, 600, 10)
MIDDLE = np.array([0.01, 0.05, 0.12, 0.2, 0.3, 0.45, 0.65])
SMALLER = np.array([0.01, 0.03, 0.07, 0.13, 0.2, 0.3, 0.4, 0.5])
#: The ends of intervals are rounded outward to this, as they are shown.
GRAIN = 0.01


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


@dataclass(frozen=True, eq=False)
class Posterior:
    """The priors given the counts.

    Attributes:
        parameters: of either way round, 2 × priors × topics × [for, middle, against].
        weight: how far the counts of all topics speak for each prior; adds up to 1.
        first: chance that a topic is the first way round, priors × topics.
    """

    parameters: Array
    weight: Array
    first: Array

    @property
    def mean(self) -> Array:
        """E[2·p₊·p₋] = 2·a₊·a₋ / (A(A+1)) with A = Σa, over both ways round and all priors."""
        size = self.parameters.sum(axis=3)
        share = 2 * self.parameters[..., 0] * self.parameters[..., 2] / (size * (size + 1))
        return np.asarray(self.weight @ (self.first * share[0] + (1 - self.first) * share[1]))

    def draw(self, topics: np.ndarray, rng: np.random.Generator, draws: int) -> Array:
        """Return 2·p₊·p₋ of these topics, draws × topics."""
        prior = rng.choice(len(self.weight), draws, p=self.weight)[:, None]
        way = (rng.random((draws, len(topics))) >= self.first[prior, topics]).astype(int)
        share = rng.standard_gamma(self.parameters[way, prior, topics])
        share /= share.sum(axis=2, keepdims=True)
        return np.asarray(2 * share[:, :, 0] * share[:, :, 2])


def fit(counts: Array, times: np.ndarray) -> Posterior:
    """Return the posterior, each prior weighing as much as the counts are likely under it.

    The likelihood of a topic's counts under Dirichlet(a) is that of the Dirichlet-multinomial
    distribution, B(a + counts) / B(a), with B the multivariate beta function.

    Args:
        counts: topics × [for, in the middle, against].
        times: how many topics have these counts.
    """
    grid = np.meshgrid(SIZES, MIDDLE, SMALLER, indexing="ij")
    size, middle, smaller = (values.ravel() for values in grid)
    sides = size * (1 - middle)
    prior = np.stack([sides * (1 - smaller), size * middle, sides * smaller], axis=1)
    prior = np.stack([prior, prior[:, ::-1]])[:, :, None, :]
    likely = _log_beta(prior + counts) - _log_beta(prior)
    either = np.logaddexp(*likely)
    total = either @ times
    weight = np.exp(total - total.max())
    return Posterior(prior + counts, weight / weight.sum(), np.exp(likely[0] - either))


def _log_beta(parameters: Array) -> Array:
    from scipy.special import gammaln

    return np.asarray(gammaln(parameters).sum(axis=-1) - gammaln(parameters.sum(axis=-1)))


def opposed_share(counts: Array, ranked: np.ndarray, seed: int, draws: int) -> OpposedShare:
    """Return the estimate of every topic, its interval, and its chances to come first.

    The interval is the shortest that holds 90 % of the draws, its ends rounded outward to whole
    percent. Topics are drawn in an order of their own, the larger side first; those of the same
    counts get the same numbers, which chance would tell apart.

    Args:
        counts: topics × [for, in the middle, against].
        ranked: which topics compete for the first ranks.
        seed: of the draws.
        draws: how many.
    """
    sides = np.sort(counts[:, [0, 2]], axis=1)
    keys = np.column_stack([sides[:, 1], counts[:, 1], sides[:, 0], ranked])
    kinds, kind, times = np.unique(keys, axis=0, return_inverse=True, return_counts=True)
    kind = kind.reshape(-1)
    posterior = fit(kinds[:, :3], times)
    topics = np.repeat(np.arange(len(kinds)), times)
    drawn = posterior.draw(topics, np.random.default_rng(seed), draws)
    competes = kinds[topics, 3] > 0
    ends, chances = _shortest(drawn), [_chance(drawn, competes, places) for places in (1, TOP)]
    low, high, first, top = (np.bincount(topics, row) / times for row in (*ends, *chances))
    low, high = np.floor(low / GRAIN) * GRAIN, np.ceil(high / GRAIN) * GRAIN
    return OpposedShare(*(row[kind] for row in (posterior.mean, low, high, first, top)))


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
