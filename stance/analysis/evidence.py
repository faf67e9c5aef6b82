"""The claim that best shows where an expert stands, and the two that best clash over a topic.

One rule: of the claims on a side, the one with most support comes first (annotators in the
majority less those who dissent); of equal support, the one furthest from the middle; then the
shortest; then the first in the alphabet. The order of the list decides nothing.
"""

from collections.abc import Sequence

import pandas as pd

from stance.analysis.consensus import Status
from stance.core.codebook import NONE, Scale, sides_of
from stance.core.contracts import Column, Contract

EVIDENCE = Contract(
    "evidence",
    ("expert_id", "topic", "side"),
    (
        Column("expert_id", "text", "who said it"),
        Column("topic", "text", "topic id"),
        Column("side", "integer", "the side that it shows: 1 for, 0 the middle, -1 against"),
        Column("claim_id", "text", "the claim that shows it best"),
        Column("score", "number", "its score"),
        Column("support", "integer", "annotators for its judgement less those who dissent"),
    ),
)
CLASHES = Contract(
    "clashes",
    ("topic",),
    (
        Column("topic", "text", "a topic with experts on both sides"),
        Column("claim_for", "text", "the claim that best speaks for"),
        Column("claim_against", "text", "the claim that best speaks against"),
        Column("expert_for", "text", "who said the first"),
        Column("expert_against", "text", "who said the other"),
        Column("score_for", "number", "score of the first"),
        Column("score_against", "number", "score of the other"),
        Column("support_for", "integer", "annotators for its judgement less those who dissent"),
        Column("support_against", "integer", "the same of the other"),
    ),
)


def evidence(judgements: pd.DataFrame, claims: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """Return, for every expert, topic and side, the claim that shows best that he stands there.

    Args:
        judgements: frame ``JUDGEMENTS``.
        claims: frame ``CLAIMS``, from which they come.
        scale: gives the middle.

    Returns:
        Frame ``EVIDENCE``, the best evidence of all first.
    """
    said = judgements[(judgements["status"] == Status.SETTLED) & (judgements["topic"] != NONE)]
    said = said.assign(
        support=said["n_majority"] - said["n_dissent"],
        side=sides_of(said["score"], scale.middle),
        extent=(said["score"] - scale.middle).abs().round(9),
        words=said["claim_id"].map(claims.set_index("claim_id")["claim"]).astype("str"),
    )
    said = said.assign(length=said["words"].str.len())
    keys = {"support": False, "extent": False, "length": True, "words": True}
    best = said.sort_values(list(keys), ascending=list(keys.values()), kind="stable")
    return EVIDENCE.check(best.drop_duplicates(["expert_id", "topic", "side"]))


def clashes(
    evidence: pd.DataFrame, positions: pd.DataFrame, topics: Sequence[str], scale: Scale
) -> pd.DataFrame:
    """Return the best claim for and the best claim against of every topic that divides experts.

    A claim counts if it lies on the side on which its expert stands, so nobody clashes with
    himself.

    Args:
        evidence: frame ``EVIDENCE``.
        positions: frame ``POSITIONS`` of the same judgements.
        topics: topic ids; their order is kept.
        scale: gives the middle.

    Returns:
        Frame ``CLASHES``.
    """
    placed = positions.loc[positions["position"].notna(), ["expert_id", "topic", "position"]]
    stands = sides_of(placed["position"], scale.middle)
    placed = placed[["expert_id", "topic"]].assign(side=stands.astype("int64"))
    own = evidence.merge(placed, on=["expert_id", "topic", "side"])  # keeps the order of evidence
    chosen = own.drop_duplicates(["topic", "side"])
    columns = {"claim_id": "claim", "expert_id": "expert", "score": "score", "support": "support"}
    both = [
        chosen.loc[chosen["side"] == side, ["topic", *columns]].rename(
            columns={old: f"{new}_{word}" for old, new in columns.items()}
        )
        for side, word in ((1, "for"), (-1, "against"))
    ]
    pairs = both[0].merge(both[1], on="topic")
    order = pd.Index(topics).get_indexer(pairs["topic"])
    return CLASHES.check(pairs.assign(order=order).sort_values("order", kind="stable"))
