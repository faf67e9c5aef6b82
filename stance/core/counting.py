"""Equal things numbered and counted, without sorting where a table will do."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def number_values(values: Ints) -> tuple[Ints, Ints]:
    """Return the distinct whole numbers, ascending, and each entry's place among them.

    Args:
        values: 0 or more each.
    """
    highest = int(values.max(initial=0))
    if highest < 4 * len(values) + 100_000:
        used = np.zeros(highest + 1, dtype=bool)
        used[values] = True
        if used.all():
            return np.arange(len(used)), values
        return np.flatnonzero(used), (np.cumsum(used) - 1)[values]
    distinct, place = np.unique(values, return_inverse=True)
    return distinct, place


def number_rows(rows: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the distinct rows in order, the place of each row among them, and how often each is.

    Args:
        rows: entries × columns, whole numbers of 0 or more.
    """
    place = np.zeros(len(rows), dtype=np.int64)
    for column in rows.T:
        _, place = number_values(place * (int(column.max(initial=0)) + 1) + column)
    times = np.bincount(place)
    one_of = np.zeros(len(times), dtype=np.int64)
    one_of[place] = np.arange(len(rows))
    return rows[one_of], place, times
