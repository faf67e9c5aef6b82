"""Items with the same codes, counted together: the sums and resamples need nothing more."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy

from stance.core.counting import number_rows, number_values
from stance.reliability.codes import Floats, Ints

# Whole numbers up to here are exact in a float64, in which bincount adds up its weights.
_EXACT = 2.0**53


@dataclass(frozen=True, eq=False)
class Patterns:
    """The different ways in which items were coded.

    Attributes:
        counts: sparse, patterns × labels: how many annotators gave the label.
        times: how many items have the pattern.
        of_item: the pattern of each item.
    """

    counts: Any
    times: Ints
    of_item: Ints

    @property
    def sizes(self) -> Floats:
        """How many annotators coded an item of each pattern."""
        return np.asarray(self.counts.sum(axis=1), dtype=np.float64)

    def in_groups(self, group: Ints) -> Any:
        """Return how many items of each group have each pattern: sparse, groups × patterns.

        Args:
            group: the group of each item, as any whole numbers.
        """
        names, place = np.unique(group, return_inverse=True)
        shape = (len(names), len(self.times))
        return scipy.sparse.coo_array(
            (np.ones(len(place)), (place, self.of_item)), shape=shape
        ).tocsr()


def find_patterns(item: Ints, label: Ints, n_items: int, n_labels: int) -> Patterns:
    """Return the distinct count patterns of items; time and memory are linear in the codes.

    Args:
        item: the item of each code.
        label: the label of each code.
        n_items: how many items there are; each has a code.
        n_labels: how many labels are legal.
    """
    most = int(np.bincount(item, minlength=1).max(initial=0))
    if n_labels * np.log(most + 1) < np.log(_EXACT):
        return _by_number(item, label, n_items, n_labels, most + 1)
    return _by_sorting(item, label, n_items, n_labels, most)


def _by_number(item: Ints, label: Ints, n_items: int, n_labels: int, base: int) -> Patterns:
    """Write each item's counts as the digits of one whole number, in one pass over the codes."""
    place = float(base) ** np.arange(n_labels)
    numbers = np.bincount(item, weights=place[label], minlength=n_items).astype(np.int64)
    distinct, of_item = number_values(numbers)
    digits = distinct[:, None] // place.astype(np.int64) % base
    return Patterns(
        scipy.sparse.csr_array(digits.astype(np.float64)), np.bincount(of_item), of_item
    )


def _by_sorting(item: Ints, label: Ints, n_items: int, n_labels: int, most: int) -> Patterns:
    """Write each item's labels in order, padded to the longest, and compare these rows."""
    order = np.lexsort((label, item))
    item, label = item[order], label[order]
    first = np.concatenate(([0], np.cumsum(np.bincount(item, minlength=n_items))[:-1]))
    rows = np.zeros((n_items, most), dtype=np.int64)
    rows[item, np.arange(len(item)) - first[item]] = label + 1
    distinct, of_item, times = number_rows(rows)
    pattern, place = np.nonzero(distinct)
    labels = distinct[pattern, place] - 1
    counts = scipy.sparse.coo_array(
        (np.ones(len(labels)), (pattern, labels)), shape=(len(distinct), n_labels)
    )
    return Patterns(counts.tocsr(), times, of_item)


def resample(
    times: Ints, resamples: int, seed: int, size: int | None = None, most: int = 4_000_000
) -> Iterator[Floats]:
    """Draw items with replacement, and yield how often each pattern came up.

    Args:
        times: how many items have each pattern.
        resamples: how many draws.
        seed: the same seed gives the same draws.
        size: items in a draw; as many as there are unless given.
        most: about how many numbers one block may hold.

    Yields:
        Blocks, resamples × patterns, that together hold all draws.
    """
    total = int(times.sum())
    random = np.random.default_rng(seed)
    block = max(1, most // max(len(times), 1))
    for start in range(0, resamples, block):
        rows = min(block, resamples - start)
        yield random.multinomial(size or total, times / total, size=rows).astype(np.float64)
