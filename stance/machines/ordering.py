"""Which claims to code next, with a random slice among them by which the machine is judged."""

import hashlib
from collections.abc import Sequence
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from stance.core.contracts import Column, Contract
from stance.core.errors import UsageError
from stance.machines.features import latent
from stance.machines.suggesting import Desk, Topics

#: Claims whose topic is least sure first; claims unlike those coded before; any.
Order = Literal["uncertain", "diverse", "random"]
ORDERS: tuple[Order, ...] = get_args(Order)
#: The share of all claims that are reserved for the audit.
AUDIT = 0.2
#: Every so many places, a claim of the audit slice.
_EVERY = round(1 / AUDIT)
#: Claims that are put into an order; whoever has coded them asks again.
MOST = 1000

ORDERED = Contract(
    "ORDERED",
    ("claim_id",),
    (
        Column("claim_id", "text", "a claim without a label"),
        Column("place", "integer", "when to code it, from 1"),
        Column("why", "text", f"{', '.join(ORDERS)}, or audit"),
    ),
)


def audited(claim_ids: Sequence[str], seed: int) -> Any:
    """Return whether each claim is in the audit slice: a fifth of all, whatever their words.

    It follows from the claim's id and the seed alone, so it stays the same as claims are coded.
    """
    return np.array([_lot(claim_id, seed) < AUDIT for claim_id in claim_ids], dtype=bool)


def _lot(claim_id: str, seed: int) -> float:
    drawn = hashlib.sha256(f"{seed}\n{claim_id}".encode()).digest()[:8]
    return int.from_bytes(drawn, "big") / 2**64


def order_claims(desk: Desk, topics: Topics, how: Order) -> pd.DataFrame:
    """Return which claims to code next.

    Every fifth place goes to a claim of the audit slice, which is a random fifth of all claims and
    is coded in random order, and never for what the machine thinks of it: labels of that slice
    are a random sample, by which thresholds stay honest. The other places go to:

    - uncertain: the claim whose topics are most evenly probable (entropy);
    - diverse: the claim least like all that were coded or chosen before (farthest first, Gonzalez
      1985, by the cosine of latent meanings);
    - random: any.

    Args:
        desk: claims, codebook and labels.
        topics: probabilities of topics.
        how: one of ``ORDERS``.

    Returns:
        Frame ``ORDERED``: the first thousand claims without a label.

    Raises:
        UsageError: no such order.
    """
    if how not in ORDERS:
        raise UsageError(f'claims are ordered {", ".join(ORDERS)}, not "{how}"')
    ids = desk.claims["claim_id"].to_numpy()
    labelled = np.zeros(len(ids), dtype=bool)
    labelled[desk.labelled.rows] = True
    lots = np.array([_lot(claim_id, desk.seed) for claim_id in ids])
    left = np.flatnonzero(~labelled)
    left = left[np.argsort(lots[left], kind="stable")]  # the audit slice first, in random order
    n_audit = int((lots[left] < AUDIT).sum())
    audit, others = left[:n_audit].tolist(), left[n_audit:]
    chosen = _chosen(desk, topics, how, others, np.flatnonzero(labelled)).tolist()
    rows: list[dict[str, Any]] = []
    while len(rows) < MOST and (audit or chosen):
        due = len(rows) % _EVERY == _EVERY - 1
        from_audit = bool(audit) and (due or not chosen)
        at = (audit if from_audit else chosen).pop(0)
        why = "audit" if from_audit else how
        rows.append({"claim_id": str(ids[at]), "place": len(rows) + 1, "why": why})
    return ORDERED.build(rows)


def _chosen(desk: Desk, topics: Topics, how: Order, left: Any, coded: Any) -> Any:
    """Return the claims that are left in their order, a thousand at most."""
    if how == "uncertain":
        chances = np.maximum(topics.chances[left], 1e-12)
        entropy = -(chances * np.log(chances)).sum(axis=1)
        return left[np.argsort(-entropy, kind="stable")][:MOST]
    if how == "diverse" and len(left):
        return left[_farthest_first(latent(desk.reading.features.matrix, desk.seed), left, coded)]
    return left[:MOST]


def _farthest_first(meanings: Any, left: Any, coded: Any) -> list[int]:
    """Return places in ``left``: each the least like what was coded or chosen before."""
    nearest = np.full(len(left), -1.0)
    for begin in range(0, len(coded), 1000):
        likeness = meanings[left] @ meanings[coded[begin : begin + 1000]].T
        nearest = np.maximum(nearest, likeness.max(axis=1, initial=-1.0))
    found: list[int] = []
    for _ in range(min(len(left), MOST)):
        at = int(np.argmin(nearest))
        found.append(at)
        nearest = np.maximum(nearest, meanings[left] @ meanings[left[at]])
        nearest[found] = np.inf
    return found
