"""Files of machine coders, laid into studies."""

import csv
from pathlib import Path

from stance.core.codebook import Codebook, Topic
from stance.workbook.writing import write
from tests.workbook_material import CLAIMS, content

#: Three claims, and two topics that may be theirs.
TINY = content(
    name="study.xlsx",
    claims=CLAIMS.assign(claim_id=["c001", "c002", "c003"]),
    codebook=Codebook(
        (
            Topic("own-format", "Own format", "The region needs a format of its own."),
            Topic("csto-guarantor", "CSTO", "The CSTO guarantees security."),
        )
    ),
)

HEADER = ("claim_id", "topic", "stance", "confidence", "repeat", "probability", "reason")


def lay(study: Path, name: str, rows: list[tuple[object, ...]]) -> Path:
    """Write the answers of a machine into the study's folder of machines; return the file."""
    path = study / "machines" / name
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return path


def study_with(folder: Path, *rows: tuple[object, ...]) -> Path:
    """Return a study of three claims to which the machine "gpt" has given these answers."""
    study = folder / "study"
    study.mkdir()
    write(study / "study.xlsx", TINY)
    lay(study, "gpt.csv", list(rows))
    return study
