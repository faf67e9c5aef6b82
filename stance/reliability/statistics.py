"""A coefficient as a function of sums over items, so that resampling is one product of matrices.

Each coefficient depends on the items through sums only: how often each label was given, how much
the annotators of an item agree, and so on. An item of one pattern always adds the same numbers to
the sums. Hence the coefficient of any resample is ``value(draws @ features)``, and that without
one item is ``value(sums - features)``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy

from stance.reliability.codes import Floats, Ints
from stance.reliability.patterns import Patterns

_BLOCK = 8_000_000


@dataclass(frozen=True, eq=False)
class Statistic:
    """One coefficient over the patterns of items.

    Attributes:
        features: patterns × features: what an item of the pattern adds to the sums.
        value: from sums (any number × features) to the coefficient; NaN where it has none.
    """

    features: Any
    value: Callable[[Floats], Floats]

    def of(self, draws: Floats) -> Floats:
        """Return the coefficient of each draw (draws × patterns)."""
        rows = max(1, _BLOCK // self.features.shape[1])
        parts = [
            self.value(draws[start : start + rows] @ self.features)
            for start in range(0, len(draws), rows)
        ]
        return np.concatenate(parts)

    def at(self, times: Ints) -> float:
        """Return the coefficient itself, NaN where it has none."""
        return float(self.of(times[None, :].astype(np.float64))[0])

    def left_out(self, times: Ints) -> Floats:
        """Return the coefficient without one item of each pattern."""
        return self._without(times, self.features)

    def without(self, times: Ints, groups: Any) -> Floats:
        """Return the coefficient without each group of items.

        Args:
            times: how many items have each pattern.
            groups: groups × patterns: how many items of the group have the pattern.
        """
        return self._without(times, groups @ self.features)

    def _without(self, times: Ints, parts: Any) -> Floats:
        """Return the coefficient without each of these parts of the sums (parts × features)."""
        sums = times[None, :].astype(np.float64) @ self.features
        return np.concatenate([self.value(sums - block) for block in _blocks(parts)])


def _blocks(table: Any) -> Iterator[Floats]:
    """Yield a table's rows, dense, so many at a time as memory bears."""
    rows = max(1, _BLOCK // table.shape[1])
    for start in range(0, table.shape[0], rows):
        block = table[start : start + rows]
        yield block.toarray() if scipy.sparse.issparse(block) else block


def agreement_within(patterns: Patterns, weights: Any) -> Floats:
    """Return how much the annotators of an item agree, per pattern; 0 for a single annotator.

    The weighted share of ordered pairs of annotators that agree, 0 to 1.
    ``weights`` is labels × labels, dense or sparse; None is plain identity.
    """
    counts, size = patterns.counts, patterns.sizes
    alike = counts if weights is None else counts @ weights
    same = np.asarray(counts.multiply(scipy.sparse.csr_array(alike)).sum(axis=1), dtype=np.float64)
    return (same - size) / np.maximum(size * (size - 1), 1.0)


def expected(shares: Floats, weights: Any) -> Floats:
    """Return the weighted chance that two draws from the same shares agree, for each row."""
    alike = shares if weights is None else shares @ weights
    return np.asarray((shares * alike).sum(axis=1))


def beside(*columns: Any) -> Any:
    """Put columns of features side by side; dense where that is small."""
    blocks = [
        c if scipy.sparse.issparse(c) else scipy.sparse.csr_array(np.reshape(c, (len(c), -1)))
        for c in columns
    ]
    together = scipy.sparse.hstack(blocks, format="csr")
    return together.toarray() if together.shape[0] * together.shape[1] <= _BLOCK else together


def divide(over: Floats, under: Floats) -> Floats:
    """Divide, NaN where the divisor is 0 but for rounding."""
    zero = np.abs(under) <= 1e-12
    return np.where(zero, np.nan, over / np.where(zero, 1.0, under))
