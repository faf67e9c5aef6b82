"""How well a network splits into camps of equal size that agree within and differ between.

DNA's measure (P. Leifeld, rDNA ``dna_polarization``) compares congruence C and conflict F, both
average-normalised, with an ideal in which all congruence lies evenly within the camps and all
conflict evenly between them. It is a misfit, yet DNA maximises it, and it divides the ideal by the
camps' share once too often, so that a perfect split scores .25 and a wrong one .517. Here the
misfit is right and minimised; a perfect split has misfit 0 and polarisation 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from stance.analysis.networks.build import Aggregate, network
from stance.analysis.networks.counts import Duplicates
from stance.core.codebook import Scale
from stance.core.errors import UsageError
from stance.core.results import Estimate

#: Random splits from which the search for the best one starts: at most, at least, and how many
#: experts they may come to together, as a search takes the longer the more experts there are.
STARTS, FEWEST_STARTS, STARTS_TIMES_EXPERTS = 20, 4, 2_000


@dataclass(frozen=True, slots=True)
class Polarisation:
    """The best split and how well it fits.

    Attributes:
        estimate: 1 - misfit / the misfit of a network of the same totals that is spread evenly
            over all pairs: 1 is a perfect split, 0 no better than none.
        misfit: share of congruence and conflict that would have to move, 0 to 1; NaN without an
            estimate.
        camps: the experts of each camp, the camp of the first expert first; empty without an
            estimate.
    """

    estimate: Estimate
    misfit: float
    camps: tuple[tuple[str, ...], ...]


def polarisation(
    scored: pd.DataFrame,
    scale: Scale,
    *,
    n_camps: int = 2,
    duplicates: Duplicates = "document",
    seed: int = 1,
) -> Polarisation:
    """Return the split into camps of equal size (give or take one) that fits best.

    It says how well such a split fits; ``stance.analysis.camps`` says whether there are camps.

    Args:
        scored: columns as in ``SCORED``, optionally ``weight``.
        scale: the study's scale.
        n_camps: how many camps, at least 2.
        duplicates: a key of ``networks.DUPLICATES``.
        seed: of the random splits from which the search starts.

    Raises:
        UsageError: fewer than two camps.
    """
    if n_camps < 2:
        raise UsageError("polarisation needs at least two camps")
    kinds: tuple[Aggregate, ...] = ("congruence", "conflict")
    congruence, conflict = (
        network(scored, scale, aggregate=kind, normalise="average", duplicates=duplicates)
        for kind in kinds
    )
    names, c, f = congruence.rows, congruence.weights, conflict.weights
    if reason := why_undefined(c, f, n_camps):
        return Polarisation(Estimate(None, reason=reason), float("nan"), ())
    camps = best_split(c, f, n_camps, np.random.default_rng(seed))
    order = list(dict.fromkeys(camps.tolist()))
    return Polarisation(
        Estimate(of_split(c, f, camps), reason="no interval is known for this measure"),
        misfit(c, f, camps),
        tuple(tuple(np.array(names, dtype=object)[camps == camp]) for camp in order),
    )


def why_undefined(congruence: Any, conflict: Any, n_camps: int = 2) -> str:
    """Return why two such matrices have no polarisation; nothing where they have."""
    if len(congruence) < 2 * n_camps:
        return f"{len(congruence)} experts cannot form {n_camps} camps of two or more"
    if not conflict.any():
        return "no two experts differ on any topic"
    return "" if congruence.any() else "no two experts agree on any topic"


def of_split(congruence: Any, conflict: Any, camps: Any) -> float:
    """Return the polarisation of one split: 1 - misfit / misfit of an even network."""
    return 1 - misfit(congruence, conflict, camps) / _even_misfit(congruence, conflict, camps)


def misfit(congruence: Any, conflict: Any, camps: Sequence[int], *, as_dna: bool = False) -> float:
    """Return the share of all weight that stands where a split would not have it.

    S = sum_{i != j} { same camp: |C_ij - |C| / D_w| + F_ij; else: C_ij + |F_ij - |F| / D_b| },
    divided by 2 (|C| + |F|), where D_w and D_b count the ordered pairs within and between camps.

    Args:
        congruence: matrix C, not negative, zero diagonal.
        conflict: matrix F of the same experts.
        camps: the camp's number of every expert.
        as_dna: multiply the two ideals by each camp's (pair of camps') share of the pairs, as DNA
            3.1.2 does. For comparison with DNA only.
    """
    camp = np.asarray(camps)
    same, other = _pairs(camp)
    within, between = np.ones_like(congruence), np.ones_like(conflict)
    if as_dna:
        size = (camp[:, None] == camp).sum(axis=1)
        within = np.broadcast_to((size * (size - 1) / same.sum())[:, None], same.shape)
        between = size[:, None] * size / other.sum()
    even_c, even_f = _ideal(congruence, conflict, same, other)
    off = np.abs(congruence - within * even_c)[same].sum() + conflict[same].sum()
    off += congruence[other].sum() + np.abs(conflict - between * even_f)[other].sum()
    return float(off / (2 * (congruence.sum() + conflict.sum())))


def _pairs(camp: Any) -> tuple[Any, Any]:
    """Return masks of the ordered pairs within and between camps."""
    alike = camp[:, None] == camp
    return alike & ~np.eye(len(camp), dtype=bool), ~alike


def _ideal(congruence: Any, conflict: Any, same: Any, other: Any) -> tuple[float, float]:
    """Return a pair's congruence within camps and its conflict between them in a perfect split."""
    return congruence.sum() / max(same.sum(), 1), conflict.sum() / max(other.sum(), 1)


def _even_misfit(congruence: Any, conflict: Any, camp: Any) -> float:
    """Return the misfit of a network of the same totals in which all pairs are alike."""
    even = 1.0 - np.eye(len(camp))
    even /= even.sum()
    return misfit(even * congruence.sum(), even * conflict.sum(), camp)


def best_split(congruence: Any, conflict: Any, n_camps: int, rng: np.random.Generator) -> Any:
    """Return each expert's camp in the split of equal sizes with the least misfit that was found.

    The sizes are fixed, so the ideals are too, and the misfit is a sum over the pairs within
    camps: the best exchange of two experts is made until none helps (Kernighan and Lin, 1970),
    from several random splits.
    """
    n = len(congruence)
    start = np.arange(n) % n_camps
    even_c, even_f = _ideal(congruence, conflict, *_pairs(start))
    cost = np.abs(congruence - even_c) + conflict - congruence - np.abs(conflict - even_f)
    np.fill_diagonal(cost, 0.0)
    best, least = start, np.inf
    for _ in range(min(STARTS, max(FEWEST_STARTS, STARTS_TIMES_EXPERTS // n))):
        camp = _exchange(cost, rng.permutation(start), n_camps)
        total = cost[_pairs(camp)[0]].sum()
        if total < least - 1e-12:
            best, least = camp, total
    return best


def _exchange(cost: Any, camp: Any, n_camps: int) -> Any:
    """Exchange pairs of experts as long as that lowers the cost."""
    everyone = np.arange(len(camp))
    while True:
        to_camp = cost @ np.eye(n_camps)[camp]
        here = to_camp[everyone, camp]
        there = to_camp[:, camp]
        change = there + there.T - here[:, None] - here - 2 * cost
        change[camp[:, None] == camp] = 0.0
        a, b = np.unravel_index(change.argmin(), change.shape)
        if change[a, b] > -1e-12:
            return camp
        camp = camp.copy()
        camp[[a, b]] = camp[[b, a]]
