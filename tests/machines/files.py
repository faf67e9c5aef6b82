"""Files of machine coders, laid into copies of the sample study."""

import csv
from pathlib import Path

from tests import sample

HEADER = ("claim_id", "topic", "stance", "confidence", "repeat", "probability", "reason")


def lay(study: Path, name: str, rows: list[tuple[object, ...]]) -> Path:
    """Write the answers of a machine into the study's folder of machines; return the file."""
    path = study / "machines" / name
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return path


def study_with(folder: Path, *rows: tuple[object, ...]) -> Path:
    """Return a copy of the sample study in which the machine "gpt" has given these answers."""
    study = sample.copy(folder)
    lay(study, "gpt.csv", list(rows))
    return study
