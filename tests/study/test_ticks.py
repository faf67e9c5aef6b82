"""Sentences ticked in one cell: claims of the size that people code, without pasting."""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from stance.study.correcting import correct_study
from stance.workbook.form import NOT_A_CLAIM
from stance.workbook.reading import read
from stance.workbook.writing import write
from tests.run_stance import stance

PASSAGE = "The road is long. It is closed, and nobody knows why. Who pays? The towns pay."
TEXT = f"""The road

Fennick Weekly: Is the road open?

Iris Tam: {PASSAGE} They always did, whoever ruled them, and they always will in the years to come.

Fennick Weekly: And the bridge?

Iris Tam: The bridge is old.
"""


def ticking(folder: Path, cell: str) -> pd.DataFrame:
    """The claims of a study whose first passage the analyst has ticked."""
    (folder / "road.txt").write_text(TEXT, encoding="utf-8")
    stance("extract", folder / "road.txt", "-o", folder / "study", cwd=folder)
    path = folder / "study" / "study.xlsx"
    study = read(path)
    first = study.claims["claim_id"].iloc[0]
    row = dict.fromkeys(study.answers.columns, "") | {"claim_id": first, "slot": 1, "row": 2}
    row |= {"annotator": "study", "file": "study.xlsx", "sheet": "Claims", "correct_words": cell}
    answers = pd.DataFrame([row]).astype({"slot": "int64", "row": "int64"})
    write(path, replace(study, answers=answers))
    for _ in range(2):  # done again, nothing changes
        correct_study(folder / "study", folder)
    return read(path).claims


def test_the_analyst_s_ticks_become_claims_with_their_places(tmp_path: Path) -> None:
    claims = ticking(tmp_path, "1, 2b, 4")
    assert claims["claim"].tolist() == [
        "The road is long.", "nobody knows why.", "The towns pay.", "The bridge is old.",
    ]  # fmt: skip
    for row in claims.to_dict("records"):
        assert TEXT[int(row["start"]) : int(row["end"])] == row["claim"]


def test_an_x_says_that_nothing_is_claimed(tmp_path: Path) -> None:
    claims = ticking(tmp_path, "x")
    assert claims["kind"].tolist() == [NOT_A_CLAIM, "answer"]


def test_what_is_probably_no_claim_stands_apart_and_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "road.txt").write_text(
        "The road\n\n“Who pays for it, my friends?” said Anna Example.\n\n"
        "“The towns pay for all of it,” said Ben Sample.\n",
        encoding="utf-8",
    )
    done = stance("extract", tmp_path / "road.txt", "-o", tmp_path / "study", cwd=tmp_path)
    claims = read(tmp_path / "study" / "study.xlsx").claims
    assert claims[["kind", "expert_id"]].to_numpy().tolist() == [
        ["direct", "ben-sample"],
        [NOT_A_CLAIM, "anna-example"],
    ]
    assert claims["speaker_reason"].iloc[1] == "probably no claim: a question"
    assert "probably no claims, and left out: c0002" in done.stderr


def test_rows_may_be_sentences_at_once(tmp_path: Path) -> None:
    (tmp_path / "road.txt").write_text(TEXT, encoding="utf-8")
    study = tmp_path / "study"
    stance("extract", tmp_path / "road.txt", "-o", study, "--grain", "sentence", cwd=tmp_path)
    claims = read(study / "study.xlsx").claims
    assert claims["claim"].tolist()[:3] == [
        "The road is long.", "It is closed, and nobody knows why.", "The towns pay.",
    ]  # fmt: skip
