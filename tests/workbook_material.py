"""A small made-up study, and files for tests made of it."""

from pathlib import Path

import pandas as pd

from stance.core import contracts as frames
from stance.core.codebook import Codebook, Topic
from stance.workbook import form
from stance.workbook.answers import annotations_of
from stance.workbook.content import Content, Settings

CODEBOOK = Codebook(
    (
        Topic("tax", "Taxes", "Taxes should rise.", "levies", "fees"),
        Topic("road", "Roads", "The road should be built."),
    )
)
EXPERTS = frames.EXPERTS.build(
    [
        {"expert_id": "anna", "name": "Anna Example", "aliases": "A. Example;Prof. Example"},
        {"expert_id": "ben", "name": "Ben Sample", "aliases": ""},
    ]
)
SOURCES = frames.SOURCES.build([{"source_id": "s1", "title": "First paper", "file": "s1.txt"}])
CLAIMS = frames.CLAIMS.build(
    [
        claim | {"source_id": "s1", "said_on": "2024-01", "start": 10.0 * n, "end": 10.0 * n + 5}
        for n, claim in enumerate(
            [
                {"claim_id": "c1", "expert_id": "anna", "claim": "Taxes must go up."},
                {"claim_id": "c2", "expert_id": "ben", "claim": "No new road."},
                {"claim_id": "c3", "expert_id": "ben", "claim": "It may rain."},
            ]
        )
    ]
)


def answer(claim_id: str, topic: str, stance: str = "", **more: object) -> dict[str, object]:
    entry = {"claim_id": claim_id, "slot": 1, "topic": topic, "stance": stance, "row": 1}
    blank = dict.fromkeys(("confidence", *form.PER_ROW), "")
    return entry | blank | more


def content(*answers: dict[str, object], name: str = "coder.xlsx", **more: object) -> Content:
    """The study with these answers of the annotator whose name the file bears."""
    annotator = "" if name == "study.xlsx" else Path(name).stem
    typed = frames.ANSWERS.build([a | {"annotator": annotator} for a in answers])
    given = {
        "name": name,
        "annotator": annotator,
        "settings": Settings("A small study"),
        "codebook": CODEBOOK,
        "claims": CLAIMS,
        "experts": EXPERTS,
        "sources": SOURCES,
        "answers": typed,
    }
    made = Content(**(given | more))  # type: ignore[arg-type]
    annotations, _ = annotations_of(made.answers, made.codebook or CODEBOOK)
    return Content(**(given | more | {"annotations": annotations}))  # type: ignore[arg-type]


def typed(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    """What was typed, without where."""
    names = ["claim_id", "slot", "topic", "stance", "confidence", *form.PER_ROW]
    return [tuple(row) for row in frame[names].itertuples(index=False)]
