"""In which order to list experts and topics, and how to draw the experts on a plane."""

import numpy as np

from stance.analysis.camps.grouping import disagreement
from stance.analysis.matrices import Array, ratio

#: Rows above which the best order of the leaves takes too long to find.
LARGEST = 400


def leaf_order(places: Array, width: float) -> list[int]:
    """Return the order of the rows in which neighbours are alike; empty rows come last.

    The leaves of the average-linkage tree, turned so that the sum of the distances between
    neighbours is the smallest that the tree allows (Bar-Joseph et al. 2001); above 400 rows the
    tree is left unturned.
    """
    from scipy.cluster.hierarchy import leaves_list, linkage

    filled = (~np.isnan(places)).any(axis=1)
    known, empty = np.flatnonzero(filled), np.flatnonzero(~filled)
    if len(known) < 3:
        return [*known.tolist(), *empty.tolist()]
    apart = disagreement(places[known], width)
    tree = linkage(apart, "average", optimal_ordering=len(known) <= LARGEST)
    return [*known[leaves_list(tree)].tolist(), *empty.tolist()]


def plane(square: Array, weight: Array, steps: int = 300) -> tuple[Array, float]:
    """Return coordinates on a plane and their stress-1 (Kruskal 1964).

    Metric scaling by majorisation (SMACOF, de Leeuw 1977), from the classical solution: no chance
    is involved.

    Args:
        square: distances, experts × experts.
        weight: how much the distance of each pair counts; 0 where it is not known.
        steps: most steps of the majorisation.
    """
    count = len(square)
    place = _classical(square)
    laplace = np.diag(weight.sum(axis=1)) - weight
    inverse = np.linalg.pinv(laplace + np.ones((count, count)) / count)
    before = np.inf
    for _ in range(steps):
        drawn = np.linalg.norm(place[:, None] - place[None, :], axis=2)
        pull = weight * ratio(square, np.where(drawn > 1e-12, drawn, 0.0), 0.0)
        place = inverse @ (np.diag(pull.sum(axis=1)) - pull) @ place
        now = _stress(place, square, weight)
        if before - now < 1e-7:
            break
        before = now
    place = place - place.mean(axis=0)
    turned = place @ np.linalg.svd(place, full_matrices=False)[2].T
    largest = np.abs(turned).argmax(axis=0)
    sign = np.where(turned[largest, [0, 1]] < 0, -1.0, 1.0)
    return turned * sign, _stress(turned, square, weight)


def _classical(square: Array) -> Array:
    count = len(square)
    centre = np.eye(count) - 1 / count
    values, vectors = np.linalg.eigh(-centre @ square**2 @ centre / 2)
    return np.asarray(vectors[:, :-3:-1] * np.sqrt(np.maximum(values[:-3:-1], 1e-9)))


def _stress(place: Array, square: Array, weight: Array) -> float:
    drawn = np.linalg.norm(place[:, None] - place[None, :], axis=2)
    size = (weight * drawn**2).sum()
    return float(np.sqrt((weight * (drawn - square) ** 2).sum() / size)) if size > 0 else 0.0
