"""Which stance a claim takes toward a topic, learned from claims that people coded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from stance.machines.features import (
    Embedder,
    Features,
    beside,
    centred,
    shared_and_own,
    word_features,
)

#: Coded stances that a topic needs before any is suggested for it, at least two of them different.
LEAST = 10
#: How much what holds on all topics counts beside what holds on one.
_SHARED = 0.3
#: How much words and pairs of words count beside groups of letters.
_WORDS = 0.7


def stance_features(texts: Sequence[str], embedder: Embedder | None = None) -> Features:
    """Weigh words, pairs of words and groups of two to five letters of claims."""
    found = word_features(texts, words=(1, 2), letters=(2, 5), share_of_words=_WORDS)
    if embedder is None:
        return found
    return Features(beside(found.matrix, centred(embedder.embed(texts))), found.words)


def topics_with_enough(topics: Sequence[int], levels: Sequence[int]) -> tuple[int, ...]:
    """Return the topics with ten coded stances or more that are not all the same."""
    given: dict[int, list[int]] = {}
    for topic, level in zip(topics, levels, strict=True):
        given.setdefault(topic, []).append(level)
    enough = (t for t, own in given.items() if len(own) >= LEAST and len(set(own)) > 1)
    return tuple(sorted(enough))


@dataclass(frozen=True, eq=False)
class StanceModel:
    """Linear machines, one a stance, that know what holds on all topics and on each.

    Attributes:
        levels: the stances that were coded, as numbers of the scale's levels.
        coefficients: of each level an array of shape (features, 1 + topics): for all, for each.
        intercepts: array of shape (levels,).
    """

    levels: tuple[int, ...]
    coefficients: tuple[Any, ...]
    intercepts: tuple[float, ...]

    def score(self, matrix: Any, topics: Sequence[int], n_levels: int) -> Any:
        """Return how much speaks for each level of the scale; -inf for one that nobody gave.

        Args:
            matrix: sparse array of shape (claims, features).
            topics: the topic of each claim.
            n_levels: how many the scale has.
        """
        values = np.full((matrix.shape[0], n_levels), -np.inf)
        at = np.asarray(topics, dtype=int)
        for level, own, start in zip(self.levels, self.coefficients, self.intercepts, strict=True):
            values[:, level] = start
            for topic in np.unique(at):
                rows = np.flatnonzero(at == topic)
                values[rows, level] += matrix[rows] @ _on_topic(own, topic)
        return values

    def weights(self, level: int, topic: int) -> Any:
        """Return what each feature adds to the score of a level of the scale on a topic."""
        return _on_topic(self.coefficients[self.levels.index(level)], topic)


def _on_topic(coefficients: Any, topic: int) -> Any:
    return np.sqrt(_SHARED) * coefficients[:, 0] + coefficients[:, 1 + topic]


def learn_stances(
    matrix: Any, topics: Sequence[int], levels: Sequence[int], n_topics: int
) -> StanceModel | None:
    """Learn stances from coded claims, all topics together.

    A linear support vector machine a stance, against the other stances, on features that stand
    twice: for all topics, and for the claim's own. Each stance of a topic weighs as much as the
    others there.

    Args:
        matrix: sparse array of shape (answers, features).
        topics: the topic of each answer.
        levels: its stance, as the number of the scale's level.
        n_topics: how many topics there are.

    Returns:
        The model; None where fewer than two stances were coded.
    """
    from sklearn.svm import LinearSVC

    given, where = np.asarray(levels, dtype=int), np.asarray(topics, dtype=int)
    known = sorted(set(levels))
    if len(known) < 2:
        return None
    features = shared_and_own(matrix, where, n_topics, _SHARED)
    weigh = _balanced(where, given)
    coefficients, intercepts = [], []
    for level in known:
        machine = LinearSVC(C=2.0, random_state=0)
        machine.fit(features, given == level, sample_weight=weigh)
        coefficients.append(machine.coef_[0].reshape(1 + n_topics, -1).T.astype(np.float32))
        intercepts.append(float(machine.intercept_[0]))
    return StanceModel(tuple(known), tuple(coefficients), tuple(intercepts))


def _balanced(topics: Any, levels: Any) -> Any:
    """Return weights of answers by which the stances of a topic weigh alike, 1 on average."""
    _, cells, sizes = np.unique(
        np.stack([topics, levels]), axis=1, return_inverse=True, return_counts=True
    )
    _, group, totals = np.unique(topics, return_inverse=True, return_counts=True)
    kinds = np.bincount(np.unique(np.stack([group, cells.ravel()]), axis=1)[0])
    return totals[group] / (kinds[group] * sizes[cells.ravel()])
