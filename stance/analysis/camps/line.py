"""Places drawn along a line that is fitted to the study: what chance makes where no camps are.

Each expert has a score z of mean 0 and variance 1, each topic a loading l, and who says more on a
topic than whom is decided by l·z + √(1 - l²)·e, with e standard normal: the graded response model
(Samejima 1969) with normal ogives. What is said on a topic stays as it is, so with loadings of
nought the draws are the shuffles within topics.
"""

import numpy as np

from stance.analysis.matrices import Array

#: Loadings that are tried, and the scores at which each is judged.
LOADINGS = np.linspace(-0.96, 0.96, 33)
NODES = 15
#: How strongly loadings near -1 and 1 are held off: t topics have the prior (1 - l²)^(w/t²). Found
#: by simulation: with less, three who stand against three on four topics could be a line; with more
#: where topics are many, lines on which only extremes are said are taken for camps.
WEIGHT = 30.0
#: Most steps of the fit, least chance of a cell.
STEPS, LEAST = 25, 1e-5


def loadings(places: Array) -> Array:
    """Return the loading of each topic, by expectation and maximisation (Bock and Aitkin 1981).

    Scores are taken as normally distributed.

    Args:
        places: experts × topics, NaN where nothing was said.
    """
    said = _levels(places)
    tables = _chances(said)
    count, topics = places.shape
    node_count = tables.shape[3]
    flat = said.reshape(count, -1)
    prior = WEIGHT / topics**2 * np.log1p(-(LOADINGS**2))
    chosen = np.abs(LOADINGS - _start(places)[:, None]).argmin(axis=1)
    for _ in range(STEPS):
        log = flat @ tables[np.arange(topics), chosen].reshape(-1, node_count)
        weight = np.exp(log - log.max(axis=1, keepdims=True))
        weight = weight / weight.sum(axis=1, keepdims=True)
        counted = (flat.T @ weight).reshape(topics, 1, -1)
        gain = (tables.reshape(topics, len(LOADINGS), -1) @ np.swapaxes(counted, 1, 2))[..., 0]
        before, chosen = chosen, (gain + prior).argmax(axis=1)
        if (chosen == before).all():
            break
    return np.asarray(LOADINGS[chosen])


def along(places: Array, loading: Array, rng: np.random.Generator, draws: int) -> Array:
    """Return tables in which the same is said on each topic, by whom the line and chance decide.

    Scores are drawn evenly: no line without a gap looks more like two camps.

    Returns:
        Draws × experts × topics, NaN where nothing was said.
    """
    score = rng.uniform(-(3**0.5), 3**0.5, (draws, len(places), 1))
    noise = rng.standard_normal((draws, *places.shape))
    leaning = loading * score + np.sqrt(1 - loading**2) * noise
    order = np.argsort(np.where(np.isnan(places), np.inf, leaning), axis=1)
    drawn = np.empty_like(leaning)
    np.put_along_axis(drawn, order, np.broadcast_to(np.sort(places, axis=0), drawn.shape), axis=1)
    return drawn


def _levels(places: Array) -> Array:
    """Return experts × topics × levels: 1 at the level of the place among those of its topic."""
    ranks = [np.unique(topic[~np.isnan(topic)], return_inverse=True)[1] for topic in places.T]
    most = max((int(rank.max(initial=-1)) for rank in ranks), default=-1) + 1
    levels = np.zeros((*places.shape, most))
    for topic, rank in enumerate(ranks):
        levels[np.flatnonzero(~np.isnan(places[:, topic])), topic, rank] = 1
    return levels


def _chances(levels: Array) -> Array:
    """Return log P(level | score), topics × loadings × levels × scores.

    The bounds between levels lie where the topic's own shares put them.
    """
    from scipy.special import ndtr, ndtri

    counts = levels.sum(axis=0)
    share = np.cumsum(counts, axis=1) / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    upper = ndtri(np.where(share > 1 - 1e-9, 1.0, share))
    lower = np.concatenate([np.full((len(upper), 1), -np.inf), upper[:, :-1]], axis=1)
    score = ndtri((np.arange(NODES) + 0.5) / NODES)
    at = (LOADINGS[:, None] * score)[:, None]
    spread = np.sqrt(1 - LOADINGS**2)[:, None, None]
    bound = [(edge[:, None, :, None] - at) / spread for edge in (lower, upper)]
    return np.asarray(np.log(np.maximum(ndtr(bound[1]) - ndtr(bound[0]), LEAST)))


def _start(places: Array) -> Array:
    """Return loadings to begin with: the first direction in which standardised places vary."""
    said = ~np.isnan(places)
    voices = np.maximum(said.sum(axis=0), 1)
    filled = np.where(said, places, 0.0)
    off = np.where(said, filled - filled.sum(axis=0) / voices, 0.0)
    spread = np.sqrt((off**2).sum(axis=0) / voices)
    off = off / np.where(spread > 0, spread, 1.0)
    first = np.linalg.eigh(off.T @ off)[1][:, -1]
    return np.asarray(np.clip(first * np.sqrt(len(first)) * 0.7, -0.9, 0.9))
