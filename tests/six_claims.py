"""A study small enough to work out on paper: six claims, three experts, two annotators.

claim  expert  source  topic   a         b         consensus
c1     anna    s1      trade   1         2         1.5  (one step apart)
c2     anna    s2      trade   -1        -1        -1
c3     bek     s1      trade   -2        -2        -2
c4     bek     s1      border  1         -1        disputed (opposite sides)
c5     chol    s2      border  unclear   unclear   unclear
c6     chol    s2      trade   2         1         1.5; a alone adds border, which falls
"""

import pandas as pd

from stance.analysis.consensus import JUDGEMENTS
from stance.core.codebook import Codebook, Topic
from stance.core.contracts import ANNOTATIONS, CLAIMS, EXPERTS, SOURCES

CODEBOOK = Codebook(
    (
        Topic("trade", "Trade", "Trade holds the region together."),
        Topic("border", "Borders", "Closed borders hold it back."),
    )
)
SCALE = CODEBOOK.scale

_CLAIMS = [
    ("c1", "anna", "s1", "2021-05"),
    ("c2", "anna", "s2", "2023"),
    ("c3", "bek", "s1", "2021-05"),
    ("c4", "bek", "s1", "2021-05"),
    ("c5", "chol", "s2", "2023"),
    ("c6", "chol", "s2", ""),
]
_CODES = {
    "a": [
        ("c1", "trade", "for"),
        ("c2", "trade", "against"),
        ("c3", "trade", "strongly against"),
        ("c4", "border", "for"),
        ("c5", "border", "unclear"),
        ("c6", "trade", "strongly for"),
        ("c6", "border", "for"),
    ],
    "b": [
        ("c1", "trade", "strongly for"),
        ("c2", "trade", "against"),
        ("c3", "trade", "strongly against"),
        ("c4", "border", "against"),
        ("c5", "border", "unclear"),
        ("c6", "trade", "for"),
    ],
}


def claims() -> pd.DataFrame:
    keys = ("claim_id", "expert_id", "source_id", "said_on")
    rows = [dict(zip(keys, row, strict=True)) | {"claim": f"Words of {row[0]}."} for row in _CLAIMS]
    return CLAIMS.build(rows)


def annotations(codes: dict[str, list[tuple[str, str, str]]] | None = None) -> pd.DataFrame:
    """Build the frame from (claim, topic, stance) for each annotator."""
    rows = []
    for annotator, given in (_CODES if codes is None else codes).items():
        slots: dict[str, int] = {}
        for claim_id, topic, stance in given:
            slots[claim_id] = slots.get(claim_id, 0) + 1
            level = SCALE.parse(stance)
            rows.append(
                {
                    "claim_id": claim_id,
                    "annotator": annotator,
                    "slot": slots[claim_id],
                    "topic": topic,
                    "stance": level.label if level else "",
                    "score": level.score if level else None,
                }
            )
    return ANNOTATIONS.build(rows)


def experts() -> pd.DataFrame:
    names = {"anna": "Anna Example", "bek": "Bek Example", "chol": "Chol Example"}
    return EXPERTS.build([{"expert_id": k, "name": v} for k, v in names.items()])


def sources() -> pd.DataFrame:
    return SOURCES.build(
        [
            {"source_id": "s1", "title": "First", "published": "2021-05"},
            {"source_id": "s2", "title": "Second", "published": "2023"},
        ]
    )


def said(*rows: tuple[str, str, str, float]):
    """Build settled judgements of one expert on one topic from (claim, source, date, score)."""
    return JUDGEMENTS.build(
        [
            {
                "claim_id": claim,
                "expert_id": "anna",
                "source_id": source,
                "said_on": day,
                "topic": "t",
                "status": "settled",
                "score": score,
                "n_annotators": 2,
            }
            for claim, source, day, score in rows
        ]
    )
