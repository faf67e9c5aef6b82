"""A workbook in which six claims are answered, and what of it is found again."""

from pathlib import Path
from typing import Any

from stance.core import contracts as frames
from stance.workbook.content import Content
from stance.workbook.writing import write
from tests.workbook_material import CLAIMS, answer, content

N = 6
CLAIM_IDS = [f"c{n}" for n in range(1, N + 1)]
STANCES = ["for", "against", "mixed", "strongly for", "unclear", "strongly against"]
TOPICS = ["tax", "road", "tax", "road", "tax", "road"]
#: What was answered; the sheet has it in rows 2 to 7, topic in H, stance in J, confidence in K.
CODED = dict(zip(CLAIM_IDS, zip(TOPICS, STANCES, strict=True), strict=True))
SIX_CLAIMS = frames.CLAIMS.build(
    [
        dict(CLAIMS.iloc[0]) | {"claim_id": c, "claim": f"Sentence number {c}.", "row": 0}
        for c in CLAIM_IDS
    ]
)


def issued(path: Path, coded: dict[str, tuple[str, str]] = CODED, **more: Any) -> Path:
    answers = [answer(c, t, s, confidence="2", note=f"note {c}") for c, (t, s) in coded.items()]
    return write(path, content(*answers, claims=SIX_CLAIMS, **more))


def coded(found: Content) -> dict[str, tuple[str, str]]:
    names = ("claim_id", "topic", "stance")
    return {c: (t, s) for c, t, s in zip(*(found.annotations[n] for n in names), strict=True)}


def spots(found: Content) -> list[tuple[str, str]]:
    return [(problem.code, problem.cell) for problem in found.problems]
