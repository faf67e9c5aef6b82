"""How much two different labels agree: 1 for the same label, 0 for the two furthest apart.

The kinds are those of Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., chapter 3. His
"ordinal" looks at the number of levels between two labels only. Krippendorff's ordinal distance,
which looks at how often these levels were used as well, is another thing and stands in
``alpha.py``.
"""

from collections.abc import Callable, Sequence
from typing import Any, Literal, get_args

import numpy as np
import scipy

from stance.core.errors import UsageError
from stance.reliability.codes import Floats
from stance.reliability.measurement import Level

#: A dense table of weights has at most so many labels.
MOST_LABELS = 2_000


def _linear(a: Floats, b: Floats) -> Floats:
    return np.asarray(np.abs(a - b))


def _quadratic(a: Floats, b: Floats) -> Floats:
    return np.asarray((a - b) ** 2)


def _radical(a: Floats, b: Floats) -> Floats:
    return np.asarray(np.sqrt(np.abs(a - b)))


def _ratio(a: Floats, b: Floats) -> Floats:
    total = np.where(a + b == 0, 1.0, a + b)
    return np.asarray(((a - b) / total) ** 2)


def _circular(a: Floats, b: Floats) -> Floats:
    return np.asarray(np.sin(np.pi * (a - b) / (np.ptp(a) + 1)) ** 2)


def _bipolar(a: Floats, b: Floats) -> Floats:
    ends = (a + b - 2 * a.min()) * (2 * a.max() - a - b)
    return np.asarray((a - b) ** 2 / np.where(a == b, 1.0, ends))


def _ordinal(a: Floats, b: Floats) -> Floats:
    rank = np.argsort(np.argsort(a.ravel())).astype(float)
    between = np.abs(rank[:, None] - rank) + 1
    return np.asarray(between * (between - 1) / 2)


def _identity(a: Floats, b: Floats) -> Floats:
    return np.asarray(a != b, dtype=np.float64)


#: The kinds of weights by name.
Kind = Literal[
    "identity", "linear", "quadratic", "ordinal", "radical", "ratio", "circular", "bipolar"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
_DISTANCES: dict[Kind, Callable[[Floats, Floats], Floats]] = {
    "identity": _identity,
    "linear": _linear,
    "quadratic": _quadratic,
    "ordinal": _ordinal,
    "radical": _radical,
    "ratio": _ratio,
    "circular": _circular,
    "bipolar": _bipolar,
}
#: The kind that goes with each level of measurement.
WEIGHTS_OF: dict[Level, Kind] = {
    "nominal": "identity",
    "ordinal": "ordinal",
    "interval": "quadratic",
    "ratio": "ratio",
}


def agreement_weights(
    kind: Kind, values: Sequence[float], apart: frozenset[int] = frozenset()
) -> Floats:
    """Return the weights of one kind, labels × labels.

    Args:
        kind: one of ``KINDS``.
        values: the labels' numbers in their order.
        apart: places of labels that agree with nothing but themselves.

    Raises:
        UsageError: no such kind, or more labels than ``MOST_LABELS``.
    """
    if kind not in _DISTANCES:
        raise UsageError(f'no weights are called "{kind}"; there are {", ".join(KINDS)}')
    if len(values) > MOST_LABELS:
        raise UsageError(f"{len(values)} different labels; weights go up to {MOST_LABELS:,}")
    inside = [place for place in range(len(values)) if place not in apart]
    column = np.asarray(values, dtype=np.float64)[inside, None]
    weights = np.eye(len(values))
    weights[np.ix_(inside, inside)] = similarity(_DISTANCES[kind](column, column.T))
    return weights


def similarity(distances: Floats) -> Floats:
    """Return 1 - distance / largest distance: any distance matrix as weights.

    Raises:
        UsageError: the distances are negative, not symmetric, or not 0 for a label and itself.
    """
    distances = np.asarray(distances, dtype=np.float64)
    if (
        (distances < 0).any()
        or np.diag(distances).any()
        or not np.allclose(distances, distances.T, rtol=1e-9)
    ):
        raise UsageError("distances are symmetric, not negative, and 0 for a label and itself")
    largest = distances.max(initial=0.0)
    return 1.0 - distances / (largest or 1.0)


def masi(within: Any) -> Any:
    """Return how alike sets are, by MASI; sparse, sets × sets.

    Jaccard's overlap times monotonicity: 1 for equal sets, 2/3 where one holds the other, 1/3
    where they overlap, 0 where they share nothing (Passonneau 2006, LREC, Measuring agreement on
    set-valued items). Only sets that share a member have an entry.

    Args:
        within: sparse, sets × members, 1 where the set has the member.
    """
    within = scipy.sparse.csr_array(within)
    shared = (within @ within.T).tocoo()
    size = within.sum(axis=1)
    a, b, both = size[shared.row], size[shared.col], shared.data
    whole = (both == a).astype(int) + (both == b)
    alike = np.array([1 / 3, 2 / 3, 1.0])[whole] * both / (a + b - both)
    return scipy.sparse.csr_array((alike, (shared.row, shared.col)), shape=shared.shape)
