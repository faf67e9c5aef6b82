"""One form for all tables that say the same: so that wording and order decide nothing by chance."""

from dataclasses import dataclass

import numpy as np

from stance.analysis.camps.grouping import disagreement
from stance.analysis.matrices import Array

#: Decimals to which distances and places are compared.
DECIMALS = 9


@dataclass(frozen=True, eq=False)
class Standard:
    """Places in an order, and with signs, of their own.

    Attributes:
        places: experts × topics, the middle of the scale at 0, NaN where nothing was said.
        experts: the row of the study in which each row of the places stood.
    """

    places: Array
    experts: np.ndarray


def standard(places: Array, middle: float, width: float) -> Standard:
    """Return the places as no name, no order and no wording of a proposition changes them.

    Experts come in the order of their sorted distances to the others, topics in that of what the
    experts said there, and each topic is turned so that the first who is not neutral is for it. All
    that is drawn by chance is then drawn alike, whichever way the study was written down.
    """
    from scipy.spatial.distance import squareform

    centred = places - middle
    square = squareform(disagreement(centred, width), checks=False)
    size = np.abs(np.where(np.isnan(centred), np.inf, centred))
    said = np.sort(size, axis=1)
    rows = _order(np.concatenate([said, np.sort(square, axis=1)], axis=1))
    turned = centred[rows]
    taken = np.where(np.isnan(turned), 0.0, turned)
    first = (np.abs(taken) > 0).argmax(axis=0)
    turned = turned * np.where(taken[first, np.arange(taken.shape[1])] < 0, -1.0, 1.0)
    columns = _order(np.where(np.isnan(turned), np.inf, turned).T)
    return Standard(turned[:, columns] + 0.0, rows)


def _order(keys: Array) -> np.ndarray:
    """Return the order of the rows, the first key deciding, then the second, and so on."""
    return np.lexsort(np.round(keys, DECIMALS).T[::-1])
