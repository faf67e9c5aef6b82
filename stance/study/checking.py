"""All that is wrong with a file or a study."""

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from stance.core.contracts import MACHINE_CODINGS
from stance.core.errors import DataError, Problem, QuestionError, errors_in
from stance.sheets.limits import Limits
from stance.study.folder import read_study
from stance.study.history import gone_from
from stance.study.machine_files import machine_files
from stance.study.standing import Standing, standing_of
from stance.study.summary import CHECKS
from stance.tables.wishes import Wishes


@dataclass(frozen=True, eq=False)
class Check:
    """What a check of a file or a study found.

    Attributes:
        problems: everything that is wrong or was repaired, also between files.
        summary: each annotator's work, contract CHECKS; empty if a file cannot be read.
        standing: where the study stands; None if a file cannot be read.
        question: what has to be said before a plain table can be read.
        machine_codings: what machines coded, contract MACHINE_CODINGS.
    """

    problems: tuple[Problem, ...]
    summary: pd.DataFrame
    standing: Standing | None = None
    question: QuestionError | None = None
    machine_codings: pd.DataFrame = field(default_factory=MACHINE_CODINGS.empty)

    @property
    def passed(self) -> bool:
        """Whether nothing needs a person."""
        return not errors_in(self.problems)


def check(path: str | Path, limits: Limits | None = None, wishes: Wishes | None = None) -> Check:
    """Check a file or a study; what cannot be read is a problem like any other."""
    try:
        contents = read_study(path, limits, wishes)
    except DataError as error:
        question = error if isinstance(error, QuestionError) else None
        return Check(error.problems, CHECKS.empty(), question=question)
    found = standing_of(contents)
    lost = gone_from(Path(path), contents)
    problems = (*found.lacks, *found.whole.problems, *lost)
    if not machine_files(Path(path), contents) or errors_in(problems):
        return Check(problems, found.work, found)
    from stance.study.study import Study

    study = Study.open(path, wishes)
    told = (*found.lacks, *study.problems)
    return Check(told, found.work, found, machine_codings=study.machine_codings)
