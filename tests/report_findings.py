"""Small findings to render: the six claims, variations on them, and hostile texts."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from stance.agreement import agreement
from stance.codebook import Codebook
from stance.consensus import consensus
from stance.contested import contested
from stance.frames import ANNOTATIONS, CLAIMS, EXPERTS, SOURCES
from stance.positions import positions
from stance.study import Findings, Study
from tests import six_claims


def analysed(study: Study) -> Findings:
    codebook = study.codebook
    judged = consensus(study.claims, study.annotations, codebook.scale)
    placed = positions(judged, codebook.scale)
    experts = list(study.experts["expert_id"])
    return Findings(
        study,
        judged,
        placed,
        agreement(placed, experts, codebook.topic_ids, codebook.scale),
        contested(placed, codebook.topic_ids, codebook.scale),
    )


def six() -> Findings:
    return analysed(
        Study(
            "six",
            "Six claims",
            six_claims.CODEBOOK,
            six_claims.claims(),
            six_claims.annotations(),
            six_claims.experts(),
            six_claims.sources(),
        )
    )


def made(
    codes: Sequence[tuple[str, str, str]],
    codebook: Codebook = six_claims.CODEBOOK,
    sources: pd.DataFrame | None = None,
) -> Findings:
    """Findings of one annotator's (expert, topic, stance) rows, one claim each, undated."""
    names = list(dict.fromkeys(expert for expert, _, _ in codes))
    claims: list[dict[str, Any]] = []
    votes: list[dict[str, Any]] = []
    for number, (expert, topic, stance) in enumerate(codes, 1):
        claim = {"claim_id": f"c{number}", "expert_id": expert, "claim": f"Words {number}."}
        level = codebook.scale.parse(stance)
        score = level.score if level else None
        claims.append(claim)
        votes.append(
            {"claim_id": f"c{number}", "annotator": "a", "slot": 1, "topic": topic}
            | {"stance": stance, "score": score}
        )
    return analysed(
        Study(
            "made",
            "",
            codebook,
            CLAIMS.build(claims),
            ANNOTATIONS.build(votes),
            EXPERTS.build([{"expert_id": n, "name": f"{n.title()} Example"} for n in names]),
            SOURCES.empty() if sources is None else sources,
        )
    )
