"""Large studies: camps are sought among some of the experts, and the others join the nearest."""

import numpy as np

from stance.analysis.camps.grouping import Grouping, disagreement, silhouettes
from stance.analysis.matrices import Array

#: Most experts among whom camps are sought: all their pairs are compared again in hundreds of
#: draws, which grow with the square of the experts, and a camp that 400 do not show is a small one.
MOST = 400


def sample(count: int, rng: np.random.Generator) -> np.ndarray:
    """Return the numbers of those drawn of so many experts: all where they are few enough."""
    return np.arange(count) if count <= MOST else np.sort(rng.choice(count, MOST, replace=False))


def joined(grouping: Grouping, places: Array, drawn: np.ndarray, width: float) -> Grouping:
    """Return the grouping of those drawn as one of everybody.

    Who was not drawn joins the group whose drawn members are nearest on average. The score stays
    that of the experts drawn, with which the shuffles were compared.

    Args:
        grouping: of the rows that were drawn.
        places: experts × topics, NaN where nothing was said.
        drawn: which rows.
        width: of the scale.
    """
    from scipy.spatial.distance import squareform

    if len(drawn) == len(places):
        return grouping
    square = squareform(disagreement(places, width), checks=False)
    member = np.eye(len(grouping.sizes))[grouping.labels]
    labels = (square[:, drawn] @ (member / member.sum(axis=0))).argmin(axis=1)
    labels[drawn] = grouping.labels
    return Grouping(labels, silhouettes(square, labels), grouping.score)
