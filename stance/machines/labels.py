"""What people settled, as labels to learn from."""

import pandas as pd

from stance.analysis.consensus import Status
from stance.core.codebook import NONE, Scale
from stance.core.contracts import Column, Contract

#: The states of a judgement that say what a claim is about.
_TELLING = (Status.SETTLED, Status.UNCLEAR, Status.DISPUTED, Status.NONE)

LABELS = Contract(
    "LABELS",
    ("claim_id", "topic"),
    (
        Column("claim_id", "text", "the claim"),
        Column("topic", "text", "topic id, or none"),
        Column("stance", "text", "label of the scale; empty where people dispute it, or on none"),
    ),
)


def labels_of(judgements: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """Return what people settled on each claim: its topics, and the stance toward each.

    A score between two levels takes the nearer one, halfway that nearer the middle. A stance that
    is disputed is left empty, though the topic holds.

    Args:
        judgements: frame ``JUDGEMENTS``.
        scale: the study's.

    Returns:
        Frame ``LABELS``.
    """
    unclear = next((level.label for level in scale.levels if level.score is None), "")
    told = judgements[judgements["status"].isin(_TELLING)]
    rows = []
    for claim_id, topic, status, score in zip(
        *(told[name] for name in ("claim_id", "topic", "status", "score")), strict=True
    ):
        stance = scale.nearest(score).label if status == Status.SETTLED else ""
        stance = unclear if status == Status.UNCLEAR else stance
        topic = NONE if status == Status.NONE else topic
        rows.append({"claim_id": claim_id, "topic": topic, "stance": stance})
    return LABELS.build(rows)
