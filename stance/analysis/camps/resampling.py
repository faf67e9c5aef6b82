"""Would chance have made such groups, and do they come back when the material is drawn again?"""

import numpy as np

from stance.analysis.camps.grouping import Grouping, disagreement, group, likeness
from stance.analysis.matrices import Array


def chance_of(
    score: float, places: Array, width: float, rng: np.random.Generator, draws: int, most: float
) -> float:
    """Return how likely places shuffled among those who spoke, topic by topic, are grouped as well.

    Who spoke on what, and how each topic divides those who spoke, stay as they are; only that the
    same people stand together from topic to topic is left to chance. Shuffling stops as soon as
    the chance cannot be as small as ``most`` any more (Besag and Clifford 1991).
    """
    enough, reached = int(most * (draws + 1)), 0
    for drawn in range(1, draws + 1):
        again = group(disagreement(shuffled(places, rng), width), len(places))
        reached += again.score >= score - 1e-9
        if reached >= enough:
            return max(reached / drawn, (1 + reached) / (1 + draws))
    return (1 + reached) / (1 + draws)


def shuffled(places: Array, rng: np.random.Generator) -> Array:
    """Return the places shuffled, topic by topic, among those who spoke."""
    absent = np.isnan(places)
    keys = np.where(absent, 2.0, rng.random(places.shape))
    to, origin = np.argsort(absent, axis=0, kind="stable"), np.argsort(keys, axis=0)
    drawn = np.empty_like(places)
    np.put_along_axis(drawn, to, np.take_along_axis(places, origin, axis=0), axis=0)
    return drawn


def stability(
    places: Array, width: float, found: Grouping, rng: np.random.Generator, draws: int
) -> tuple[Array, Array]:
    """Return each group's mean Jaccard likeness in resamples, and each expert's support.

    Experts are drawn with replacement and grouped anew; each group is compared with the one most
    like it among the experts drawn (Hennig 2007). An expert's support is the share of the resamples
    with him or her in which that group holds him or her too.
    """
    from scipy.spatial.distance import squareform

    count, groups = len(places), len(found.sizes)
    square = squareform(disagreement(places, width), checks=False)
    alike, seen = np.zeros(groups), np.zeros(groups)
    held, drawn = np.zeros(count), np.zeros(count)
    for _ in range(draws):
        chosen = np.unique(rng.integers(count, size=count))
        part = square[np.ix_(chosen, chosen)]
        again = group(part[np.triu_indices(len(chosen), k=1)], len(chosen), fewest=1)
        labels = found.labels[chosen]
        table = likeness(labels, again.labels)
        present = np.unique(labels)
        alike[present] += table[present].max(axis=1)
        seen[present] += 1
        match = table.argmax(axis=1)
        drawn[chosen] += 1
        held[chosen] += again.labels == match[labels]
    return alike / np.maximum(seen, 1), held / np.maximum(drawn, 1)


def topic_stability(
    places: Array, width: float, found: Grouping, rng: np.random.Generator, draws: int
) -> Array:
    """Return each group's mean Jaccard likeness when topics are drawn with replacement."""
    count, topics = places.shape
    alike = np.zeros(len(found.sizes))
    for _ in range(draws):
        chosen = rng.integers(topics, size=topics)
        again = group(disagreement(places[:, chosen], width), count)
        alike += likeness(found.labels, again.labels).max(axis=1)
    return alike / draws
