"""How far apart the experts on a topic stand: the measures of the literature, as arrays.

Places are an array, experts × topics, with NaN where an expert has no position; counts are an
array, topics × levels of the scale in ascending order. Each measure returns one number a topic;
NaN where it has no meaning.
"""

import numpy as np

from stance.analysis.matrices import Array, ratio


def level_counts(places: Array, levels: Array, middle: float) -> Array:
    """Return how many experts stand nearest each level; halfway, at the one nearer the middle."""
    counts = np.zeros((places.shape[1], len(levels)))
    said = ~np.isnan(places)
    gap = np.abs(places[said][:, None] - levels)
    gap = np.round(gap, 9) + 1e-12 * np.abs(levels - middle) / (levels[-1] - levels[0])
    np.add.at(counts, (np.nonzero(said)[1], gap.argmin(axis=1)), 1.0)
    return counts


def variance_share(places: Array, width: float) -> Array:
    """Return the variance over the largest that so many experts can reach on a scale so wide.

    The largest is that of an even split between the ends, or as even as n allows:
    ⌊n/2⌋·⌈n/2⌉/n² · width².
    """
    said = ~np.isnan(places)
    n = said.sum(axis=0).astype(float)
    size = np.where(n > 0, n, 1.0)
    mean = np.where(said, places, 0.0).sum(axis=0) / size
    variance = np.where(said, (places - mean) ** 2, 0.0).sum(axis=0) / size
    largest = np.floor(n / 2) * np.ceil(n / 2) / size**2 * width**2
    return ratio(variance, largest)


def tastle_wierman(places: Array, width: float) -> Array:
    """Return the consensus of Tastle and Wierman (2007): 1 + Σ pᵢ·log₂(1 - |Xᵢ - μ| / width).

    1 where all stand at one place, 0 where half of them stand at either end.
    """
    said = ~np.isnan(places)
    n = said.sum(axis=0).astype(float)
    size = np.where(n > 0, n, 1.0)
    mean = np.where(said, places, 0.0).sum(axis=0) / size
    near = np.where(said, 1 - np.abs(places - mean) / width, 1.0)
    return np.asarray(np.where(n > 1, 1 + np.log2(near).sum(axis=0) / size, np.nan))


def van_der_eijk(counts: Array) -> Array:
    """Return the agreement A of van der Eijk (2001).

    The counts are cut into layers of equal height, each a pattern of filled and empty levels. With
    K levels, S of them filled, TU triples of levels like 110 or 011 and TDU like 101:
    U = ((K-2)·TU - (K-1)·TDU) / ((K-2)·(TU + TDU)), A = U·(1 - (S-1)/(K-1)), and A of the whole is
    the mean over the layers, weighted by their share. It needs three levels at least.
    """
    n, levels = counts.sum(axis=1), counts.shape[1]
    if levels < 3:
        return np.full(len(counts), np.nan)
    left, total = counts.astype(float), np.zeros(len(counts))
    while (left > 0).any():
        filled = left > 0
        height = np.where(filled, left, np.inf).min(axis=1, initial=np.inf)
        height = np.where(np.isinf(height), 0.0, height)
        total += height * filled.sum(axis=1) * _layer_agreement(filled)
        left = np.where(filled, left - height[:, None], 0.0)
    return ratio(total, np.where(n > 1, n, 0.0))


def _layer_agreement(filled: np.ndarray) -> Array:
    """Return A of patterns, topics × levels."""
    levels, size = filled.shape[1], filled.sum(axis=1)
    before = np.cumsum(filled, axis=1) - filled
    after = size[:, None] - before - filled
    pairs = before * (before - 1) / 2 + after * (after - 1) / 2
    unimodal = np.where(filled, 0, pairs).sum(axis=1)
    bimodal = np.where(filled, 0, before * after).sum(axis=1)
    triples = unimodal + bimodal
    shape = ((levels - 2) * unimodal - (levels - 1) * bimodal) / (
        (levels - 2) * np.where(triples > 0, triples, 1)
    )
    shape = np.where(triples > 0, shape, 1.0)  # one level, or all of them, filled
    return np.asarray(shape * (1 - (size - 1) / (levels - 1)))


def esteban_ray(counts: Array, levels: Array) -> Array:
    """Return the polarisation of Esteban and Ray (1994) at α = 1, as a share of its largest.

    ΣΣ πᵢ²·πⱼ·|yᵢ - yⱼ| over the levels y and their shares π; largest, a quarter of the scale's
    width, for an even split between the ends.
    """
    n = counts.sum(axis=1)
    share = ratio(counts, n[:, None], 0.0)
    gap = np.abs(levels[:, None] - levels)
    largest = (levels[-1] - levels[0]) / 4
    polar = np.einsum("ti,tj,ij->t", share**2, share, gap) / largest
    return np.asarray(np.where(n > 1, polar, np.nan))
