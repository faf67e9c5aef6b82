"""One grouping of experts: average linkage, cut where the silhouette is best."""

from dataclasses import dataclass

import numpy as np

from stance.matrices import Array, distances, pooled_agreement, ratio, shared_topics, shrink

#: Most groups that are looked for.
MOST = 6
#: Experts below which a group is no camp.
FEWEST = 2


@dataclass(frozen=True, eq=False)
class Grouping:
    """Groups of experts, numbered from 0, and how well they are told apart.

    Attributes:
        labels: the group of each expert.
        widths: the silhouette of each expert; 0 for one who stands alone.
        score: the mean silhouette; -1 where no cut leaves two groups of two.
    """

    labels: np.ndarray
    widths: Array
    score: float

    @property
    def sizes(self) -> np.ndarray:
        """How many experts each group holds."""
        return np.bincount(self.labels)


def disagreement(places: Array, width: float) -> Array:
    """Return 1 - shrunk agreement of each pair (condensed); without evidence, that of all pairs."""
    shared = shared_topics(places)
    score = np.clip(shared - distances(places) / width, 0.0, shared)
    return 1 - shrink(score, shared, pooled_agreement(score, shared))


def group(apart: Array, count: int) -> Grouping:
    """Return the best cut of the average-linkage tree into two to six groups.

    Args:
        apart: distances of all pairs, condensed.
        count: how many experts.
    """
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    best = Grouping(np.zeros(count, dtype=int), np.zeros(count), -1.0)
    tree, square = linkage(apart, "average"), squareform(apart, checks=False)
    for k in range(2, min(MOST, count - 1) + 1):
        labels = fcluster(tree, k, "maxclust") - 1
        if (np.bincount(labels) >= FEWEST).sum() < 2:
            continue
        widths = silhouettes(square, labels)
        if widths.mean() > best.score + 1e-9:
            best = Grouping(labels, widths, float(widths.mean()))
    return best


def silhouettes(square: Array, labels: np.ndarray) -> Array:
    """Return (b - a) / max(a, b) of each expert (Rousseeuw 1987); 0 for one who stands alone.

    a is the mean distance to the others of the same group, b that to the nearest other group.
    """
    everyone = np.arange(len(labels))
    member = np.eye(labels.max() + 1)[labels]
    size, total = member.sum(axis=0), square @ member
    own = size[labels] - 1
    within = total[everyone, labels] / np.maximum(own, 1)
    others = total / size
    others[everyone, labels] = np.inf
    between = others.min(axis=1)
    largest = np.maximum(within, between)
    return ratio(between - within, np.where(own > 0, largest, 0.0), 0.0)


def likeness(one: np.ndarray, other: np.ndarray) -> Array:
    """Return the Jaccard likeness of each group of one grouping to each group of the other."""
    a, b = np.eye(one.max() + 1)[one], np.eye(other.max() + 1)[other]
    both = a.T @ b
    either = a.sum(axis=0)[:, None] + b.sum(axis=0)[None, :] - both
    return np.asarray(both / np.maximum(either, 1))
