"""One-mode and two-mode networks as Discourse Network Analyzer defines them, without its faults.

Formulas: P. Leifeld, "Discourse Network Analysis", Oxford Handbook of Political Networks (2017),
and the behaviour of DNA 3.1.2. With x_ijk claims of expert i on topic j with score k,
a_i = sum x_ijk, and R the range of the scale:

two-mode (expert x topic)
    ignore          sum_k x_ijk
    subtract        sum_k v_k x_ijk, v_k = score minus middle; -1 and 1 on a scale of two levels
    combine         sum of 2^(levels - 1 - r) over the levels r that occur: a code for which did
    activity        divided by a_i;  prominence: divided by sum_ik x_ijk
                    (of combine: by the number of cells of the row or column that are filled)
one-mode (expert x expert; the diagonal is 0)
    ignore          sum_j (sum_k x_ijk)(sum_k x_i'jk)
    conflict        sum_j sum_kk' x_ijk x_i'jk' |k - k'| / R
    congruence      ignore - conflict;  subtract: congruence - conflict
    average         divided by (a_i + a_i') / 2
    jaccard         by sum_jk (x_ijk [x_i'jk = 0] + x_i'jk [x_ijk = 0] + x_ijk x_i'jk)
    cosine          by a_i a_i', as DNA does: not a cosine in the usual sense

Unlike DNA, R and the levels are those of the scale and not those that happen to occur, and a
week or month belongs to its year.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from stance.analysis.networks.counts import Counts, Duplicates, count
from stance.core.codebook import Scale, sides_of
from stance.core.errors import UsageError

#: "one": expert by expert; "two": expert by topic.
Mode = Literal["one", "two"]
Aggregate = Literal["ignore", "congruence", "conflict", "subtract", "combine"]
Normalisation = Literal["none", "average", "jaccard", "cosine", "activity", "prominence"]
#: How stances become weights, for each mode.
AGGREGATES: dict[Mode, tuple[Aggregate, ...]] = {
    "one": ("ignore", "congruence", "conflict", "subtract"),
    "two": ("ignore", "subtract", "combine"),
}
#: What the weights are divided by, for each mode.
NORMALISATIONS: dict[Mode, tuple[Normalisation, ...]] = {
    "one": ("none", "average", "jaccard", "cosine"),
    "two": ("none", "activity", "prominence"),
}


@dataclass(frozen=True, eq=False)
class Network:
    """A network as a matrix.

    Attributes:
        rows: experts, sorted.
        columns: experts (mode "one") or topics (mode "two"), sorted.
        weights: float matrix (rows x columns); symmetric with a zero diagonal in mode "one".
        evidence: integer matrix of the same shape: topics on which both experts spoke, or claims
            of the expert on the topic. Where it is 0 there is no edge, and a weight of 0 says
            nothing; elsewhere a weight of 0 is a balance.
        mode: "one" or "two".
        aggregate: as asked for.
        normalise: as asked for.
        duplicates: as asked for.
        n_claims: claims that were counted.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    weights: Any
    evidence: Any
    mode: Mode
    aggregate: Aggregate
    normalise: Normalisation
    duplicates: Duplicates
    n_claims: int

    def frame(self) -> pd.DataFrame:
        """Return the weights as a wide frame, labelled on both sides."""
        return pd.DataFrame(self.weights, index=list(self.rows), columns=list(self.columns))

    def edges(self) -> pd.DataFrame:
        """Return a long frame (a, b, weight, evidence), a pair of experts once."""
        there = self.evidence > 0
        first, second = np.nonzero(np.triu(there, 1) if self.mode == "one" else there)
        return pd.DataFrame(
            {
                "a": np.array(self.rows, dtype=object)[first],
                "b": np.array(self.columns, dtype=object)[second],
                "weight": self.weights[first, second],
                "evidence": self.evidence[first, second],
            }
        )


def network(
    scored: pd.DataFrame,
    scale: Scale,
    *,
    mode: Mode = "one",
    aggregate: Aggregate = "congruence",
    normalise: Normalisation = "none",
    duplicates: Duplicates = "document",
) -> Network:
    """Return the network of the scored claims.

    Args:
        scored: columns as in ``SCORED``, optionally ``weight``; judgements will do.
        scale: the study's scale.
        mode: "one" (expert x expert) or "two" (expert x topic).
        aggregate: one of ``AGGREGATES[mode]``.
        normalise: one of ``NORMALISATIONS[mode]``.
        duplicates: a key of ``DUPLICATES``.

    Raises:
        UsageError: a choice that does not exist in this mode, or a score outside the scale.
    """
    _check(mode, aggregate, normalise)
    counts = count(scored, scale, duplicates, by_stance=aggregate != "ignore")
    spoken = counts.x.sum(axis=2)
    if mode == "two":
        weights = two_mode(counts, scale, aggregate, normalise)
        evidence = np.rint(count(scored.assign(weight=1.0), scale, "all", by_stance=False).x.sum(2))
    else:
        weights = one_mode(counts, scale, aggregate, normalise)
        evidence = (spoken > 0) @ (spoken > 0).T.astype(float)
    return Network(
        rows=counts.experts,
        columns=counts.experts if mode == "one" else counts.topics,
        weights=weights,
        evidence=evidence.astype(np.int64),
        mode=mode,
        aggregate=aggregate,
        normalise=normalise,
        duplicates=duplicates,
        n_claims=counts.n,
    )


def _check(mode: Mode, aggregate: Aggregate, normalise: Normalisation) -> None:
    for what, value, legal in (
        ("mode", mode, tuple(AGGREGATES)),
        ("aggregate", aggregate, AGGREGATES.get(mode, ())),
        ("normalise", normalise, NORMALISATIONS.get(mode, ())),
    ):
        if value not in legal:
            where = "" if what == "mode" else f" in {mode}-mode networks"
            raise UsageError(f'{what} is "{value}", but may be {", ".join(legal)}{where}')


def two_mode(counts: Counts, scale: Scale, aggregate: Aggregate, normalise: Normalisation) -> Any:
    """Return the expert x topic matrix; formulas above."""
    spoken = counts.x.sum(axis=2)
    filled = spoken
    if aggregate == "ignore":
        weights = spoken
    elif aggregate == "subtract":
        two = len(scale.scores) == 2
        weights = counts.x @ (sides_of if two else np.subtract)(counts.scores, scale.middle)
    else:
        weights = _combined(counts, scale)
        filled = (weights > 0).astype(float)
    if normalise == "activity":
        return _divide(weights, filled.sum(axis=1, keepdims=True))
    if normalise == "prominence":
        return _divide(weights, filled.sum(axis=0, keepdims=True))
    return weights


def _combined(counts: Counts, scale: Scale) -> Any:
    """Code which levels occur; a score between levels counts as the nearest level."""
    weights = np.zeros(counts.x.shape[:2])
    nearest = np.array([scale.scores.index(scale.nearest(s).score or 0) for s in counts.scores])
    for place in range(len(scale.scores)):
        occurs = (counts.x[:, :, nearest == place] > 0).any(axis=2)
        weights += occurs * 2.0 ** (len(scale.scores) - 1 - place)
    return weights


def one_mode(counts: Counts, scale: Scale, aggregate: Aggregate, normalise: Normalisation) -> Any:
    """Return the expert x expert matrix; formulas above."""
    spoken = counts.x.sum(axis=2)
    shared = spoken @ spoken.T
    conflict = np.zeros_like(shared) if aggregate == "ignore" else _distance(counts) / scale.range
    weights = {
        "ignore": shared,
        "congruence": shared - conflict,
        "conflict": conflict,
        "subtract": shared - 2 * conflict,
    }[aggregate]
    weights = _divide(weights, _divisor(counts, normalise))
    np.fill_diagonal(weights, 0.0)
    return weights


def _distance(counts: Counts) -> Any:
    """Return sum_j sum_kk' x_ijk x_i'jk' |k - k'| for all pairs of experts.

    |k - k'| is the sum of the gaps between neighbouring scores that lie between the two, so one
    product of "at or below the gap" with "above the gap" does for all pairs of scores.
    """
    below = np.cumsum(counts.x, axis=2)[:, :, :-1]
    above = counts.x.sum(axis=2)[:, :, None] - below
    apart = _flat(below * np.diff(counts.scores)) @ _flat(above).T
    return apart + apart.T


def _divisor(counts: Counts, normalise: Normalisation) -> Any:
    activity = counts.x.sum(axis=(1, 2))
    if normalise == "average":
        return (activity[:, None] + activity) / 2
    if normalise == "cosine":
        return activity[:, None] * activity
    if normalise == "jaccard":
        x = _flat(counts.x)
        only = activity[:, None] - x @ (x > 0).T
        return only + only.T + x @ x.T
    return np.ones((len(activity), len(activity)))


def _flat(x: Any) -> Any:
    """Return a matrix of one row for each expert; reshape(n, -1) fails where there is none."""
    return x.reshape(len(x), x.shape[1] * x.shape[2])


def _divide(weights: Any, divisor: Any) -> Any:
    """Divide; a divisor of zero stands where there is nothing to divide, and leaves zero."""
    return np.divide(weights, divisor, out=np.zeros_like(weights), where=divisor != 0)
