"""One grouping of experts: average linkage, cut where the silhouette is best."""

from dataclasses import dataclass

import numpy as np

from stance.analysis.matrices import Array, compare, ratio

#: Most groups that are looked for.
MOST = 6
#: Experts below which a group is no camp: two who agree are a pair.
FEWEST = 3


@dataclass(frozen=True, eq=False)
class Grouping:
    """Groups of experts, numbered from 0, and how well they are told apart.

    Attributes:
        labels: the group of each expert.
        widths: the silhouette of each expert; 0 for one who stands alone.
        score: the mean silhouette; -1 where no cut leaves two large enough.
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
    return 1 - compare(places, width).shrunk


def group(apart: Array, count: int, fewest: int = FEWEST) -> Grouping:
    """Return the best cut of the average-linkage tree into two to six groups.

    Args:
        apart: distances of all pairs, condensed.
        count: how many experts.
        fewest: size that two of the groups must have.
    """
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    best = Grouping(np.zeros(count, dtype=int), np.zeros(count), -1.0)
    if count < 3:
        return best
    tree, square = linkage(apart, "average"), squareform(apart, checks=False)
    for labels in _cuts(tree, count):
        if (np.bincount(labels) >= fewest).sum() < 2:
            continue
        widths = silhouettes(square, labels)
        if widths.mean() > best.score + 1e-9:
            best = Grouping(labels, widths, float(widths.mean()))
    return best


def _cuts(tree: Array, count: int) -> list[np.ndarray]:
    """Return the labels of two groups, of three, and so on, as the tree's last merges leave them.

    scipy's ``fcluster`` gives the same, and takes longer over it than all the rest together.
    """
    labels, cuts = np.arange(count), []
    for merge, (left, right) in enumerate(tree[:-1, :2]):
        labels[(labels == left) | (labels == right)] = count + merge
        if count - 1 - merge <= MOST:
            cuts.append(np.unique(labels, return_inverse=True)[1])
    return cuts[::-1]


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
