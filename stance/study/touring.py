"""A small study of three made-up articles, and what its people do in their workbooks."""

import csv
import shlex
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from stance.core.codebook import Codebook, Topic
from stance.core.contracts import ANSWERS
from stance.core.errors import UsageError
from stance.core.files import shipped_templates
from stance.study.adjudicating import adjudicate_study
from stance.study.folder import ADJUDICATED_FILE
from stance.workbook.content import Content
from stance.workbook.form import STUDY_FILE
from stance.workbook.reading import read
from stance.workbook.writing import write

TITLE = "The second bridge of Marrow"
ANNOTATORS = ("ana", "ben")


def begin(folder: Path) -> Path:
    """Copy the articles into a folder; return where they are.

    Raises:
        UsageError: there is something in the folder already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        mend = f"stance tour {shlex.quote(f'{folder}-2')}"
        raise UsageError(f"{folder} is not empty; name a new folder", mend)
    return Path(shutil.copytree(_material() / "articles", folder / "articles"))


def write_topics(study: Path) -> Path:
    """Write the topics into the study's workbook, as its analyst would."""
    with (_material() / "topics.csv").open(encoding="utf-8", newline="") as stream:
        rows = [{"id": row.pop("topic"), **row} for row in csv.DictReader(stream)]
    path = study / STUDY_FILE
    content = read(path)
    scale = content.codebook.scale if content.codebook else Codebook(()).scale
    topics = tuple(Topic(**row) for row in rows)
    return write(path, replace(content, codebook=Codebook(topics, scale)))


def send_back(study: Path, folder: Path) -> list[Path]:
    """Write copies of the annotators' workbooks, filled in as they would, into a folder."""
    analyst = read(study / STUDY_FILE)
    return [
        write(
            folder / f"{name}.xlsx",
            _answered(read(study / f"{name}.xlsx", analyst), name),
            coding=True,
        )
        for name in ANNOTATORS
    ]


def decide(study: Path) -> Path:
    """Write the decisions on what the two dispute into the workbook for them."""
    path = study / ADJUDICATED_FILE
    decisions = read(path, read(study / STUDY_FILE))
    write(path, _answered(decisions, "decided"))
    return adjudicate_study(study)[0]  # marks what is decided


def _answered(content: Content, column: str) -> Content:
    """Return the workbook with the answers of one column of the material."""
    with (_material() / "answers.csv").open(encoding="utf-8", newline="") as stream:
        said = {row["begins"]: row[column] for row in csv.DictReader(stream) if row[column]}
    rows = []
    for claim_id, words, row in _places(content):
        answer = next((said[begins] for begins in said if words.startswith(begins)), "")
        if answer:
            topic, _, stance = answer.partition(": ")
            rows.append(
                {
                    "claim_id": claim_id,
                    "annotator": content.annotator,
                    "slot": 1,
                    "topic": topic,
                    "stance": stance,
                    "file": content.name,
                    "sheet": "Claims",
                    "row": row,
                }
            )
    return replace(content, answers=ANSWERS.build(rows))


def _places(content: Content) -> Sequence[tuple[str, str, int]]:
    names = ("claim_id", "claim", "row")
    return list(zip(*(content.claims[name] for name in names), strict=True))


def _material() -> Path:
    return shipped_templates() / "tour"
