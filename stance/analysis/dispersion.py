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
    from_middle = np.argsort(np.abs(levels - middle), kind="stable")
    gap = np.round(np.abs(places[said][:, None] - levels[from_middle]), 9)
    nearest = from_middle[gap.argmin(axis=1)]
    np.add.at(counts, (np.nonzero(said)[1], nearest), 1.0)
    return counts


def variance_share(places: Array, width: float) -> Array:
    """Return the variance over the largest that so many experts can reach on a scale so wide.

    The largest is that of an even split between the ends, or as even as n allows:
    ⌊n/2⌋·⌈n/2⌉/n² · width².
    """
    n, deviations = _about_the_mean(places)
    largest = np.floor(n / 2) * np.ceil(n / 2) * width**2
    return ratio(n * np.nansum(deviations**2, axis=0), largest)


def tastle_wierman(places: Array, width: float) -> Array:
    """Return the consensus of Tastle and Wierman (2007): 1 + Σ pᵢ·log₂(1 - |Xᵢ - μ| / width).

    1 where all stand at one place, 0 where half of them stand at either end.
    """
    n, deviations = _about_the_mean(places)
    doubt = np.nansum(np.log2(1 - np.abs(deviations) / width), axis=0)
    return 1 + ratio(doubt, np.where(n > 1, n, 0.0))


def _about_the_mean(places: Array) -> tuple[Array, Array]:
    """Return how many experts stand on each topic, and how far from their mean each of them."""
    n = (~np.isnan(places)).sum(axis=0).astype(float)
    return n, places - ratio(np.nansum(places, axis=0), n)


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
    before = np.cumsum(filled, axis=1)  # of a level that is empty, as all that are looked at
    after = size[:, None] - before
    pairs = before * (before - 1) / 2 + after * (after - 1) / 2
    unimodal = np.where(filled, 0, pairs).sum(axis=1)
    bimodal = np.where(filled, 0, before * after).sum(axis=1)
    shape = ratio(
        (levels - 2) * unimodal - (levels - 1) * bimodal,
        (levels - 2) * (unimodal + bimodal),
        1.0,  # one level is filled, or all of them
    )
    return np.asarray(shape * (1 - (size - 1) / (levels - 1)))


def esteban_ray(counts: Array, levels: Array) -> Array:
    """Return the polarisation of Esteban and Ray (1994) at α = 1, as a share of its largest.

    ΣΣ πᵢ²·πⱼ·|yᵢ - yⱼ| over the levels y and their shares π; largest, a quarter of the scale's
    width, for an even split between the ends.
    """
    n = counts.sum(axis=1)
    share = ratio(counts, n[:, None])
    gap = np.abs(levels[:, None] - levels)
    largest = (levels[-1] - levels[0]) / 4
    polar = np.einsum("ti,tj,ij->t", share**2, share, gap) / largest
    return np.asarray(np.where(n > 1, polar, np.nan))
