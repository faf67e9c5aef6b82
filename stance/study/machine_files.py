"""What machines coded: the files of the folder machines, and workbooks of the kind machine."""

import math
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from stance.core.codebook import Codebook
from stance.core.contracts import MACHINE_CODINGS
from stance.core.errors import DataError, Problem
from stance.core.text import as_number, clean, listed
from stance.sheets.grids import TEXT_SUFFIXES, WORKBOOK_SUFFIXES, open_book
from stance.sheets.inert import revived
from stance.sheets.replacing import BACKUP, is_lock
from stance.study.machine_asking import asking_file, hashes_of, read_asking
from stance.workbook import form
from stance.workbook.answers import annotations_of
from stance.workbook.claims import read_answers
from stance.workbook.content import Content
from stance.workbook.headers import Table, read_table
from stance.workbook.reading import grid_of_answers
from stance.workbook.wording import as_meant

if TYPE_CHECKING:
    from stance.study.study import Study

#: The folder, in a study's, whose files are machines', each called after its machine.
MACHINES = "machines"
REPEAT = form.Field("repeat", ("run", "repetition"))
PROBABILITY = form.Field("probability", ("prob",))
#: The hash of what was asked, see ``machines.request_ids.hashes``.
ASKED = form.Field("question_hash")
_FIELDS = (
    *form.claim_fields(form.MAX_SLOTS),
    replace(form.REASON, also=("rationale", "explanation")),
    REPEAT,
    PROBABILITY,
    ASKED,
)
_HINT = "the rest of the file is used"


@dataclass(frozen=True, eq=False)
class Machines:
    """What the machines of a study coded.

    Attributes:
        codings: frame ``MACHINE_CODINGS``.
        inputs: name and SHA-256 of every file that was read.
        problems: what cannot be used; nothing of it stops the study.
    """

    codings: pd.DataFrame = field(default_factory=MACHINE_CODINGS.empty)
    inputs: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


def machine_files(path: Path, contents: Iterable[Content] = ()) -> list[Path]:
    """Return the files of a study's machines, by name.

    Args:
        path: the study's folder, or its one file.
        contents: the files that were read from it; those of the kind machine count.
    """
    folder = path if path.is_dir() else path.parent
    beside = path / MACHINES
    own = sorted(beside.iterdir()) if beside.is_dir() else []
    kinds = WORKBOOK_SUFFIXES + TEXT_SUFFIXES
    listed = [file for file in own if file.suffix.lower() in kinds and not _passed_over(file.name)]
    among = [folder / content.name for content in contents if content.kind == "machine"]
    return sorted([*listed, *among], key=lambda file: (file.stem, file.name))


def _passed_over(name: str) -> bool:
    return name.startswith(".") or name.endswith(BACKUP) or is_lock(name)


def read_machines(files: Sequence[Path], study: "Study") -> Machines:
    """Read what machines coded, by the study's codebook.

    A row is an answer to a claim: ``claim_id``, ``topic``, ``stance``, further topics as in a
    workbook; where the file has them also ``confidence``, ``repeat``, ``probability``, ``reason``.
    An answer to another question than would be asked now (``question_hash``) does not count.

    Args:
        files: the machines' files, see ``machine_files``.
        study: its claims and codebook count.
    """
    codings: list[pd.DataFrame] = []
    inputs: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for file in files:
        try:
            table, sha256 = _table(file, study.codebook)
            now = _asked_now(file, study)
        except DataError as error:
            problems += (replace(problem, code="machine-file") for problem in error.problems)
            continue
        inputs.append((file.name, sha256))
        frame, told = _codings(table, unicodedata.normalize("NFC", file.stem), study)
        problems += (replace(p, code="machine-answer", hint=p.hint or _HINT) for p in told)
        frame, outdated = _present(frame, table, now)
        problems += outdated
        codings += [frame] if len(frame) else []
    if not codings:
        return Machines(inputs=tuple(inputs), problems=tuple(problems))
    every = pd.concat(codings, ignore_index=True)
    double = every.duplicated(list(MACHINE_CODINGS.key))
    problems += map(_double, every[double].to_dict("records"))
    return Machines(MACHINE_CODINGS.check(every[~double]), tuple(inputs), tuple(problems))


def _double(row: Mapping[Hashable, Any]) -> Problem:
    return Problem(
        code="machine-answer",
        message=f"{row['machine']} has another file with an answer on {row['topic']}",
        hint="keep one of the two",
        file=row["file"],
        sheet=row["sheet"],
        claim_id=row["claim_id"],
    )


def _asked_now(file: Path, study: "Study") -> Mapping[str, str] | None:
    """Return by claim the hash of what would be asked now; None where nothing is kept of it."""
    asking = read_asking(asking_file(file.parent, file.stem))
    return None if asking is None else hashes_of(study, asking)


def _present(
    frame: pd.DataFrame, table: Table, now: Mapping[str, str] | None
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the answers to what would be asked now, and say which are not."""
    given = table.column(ASKED.name)
    if now is None or not any(given):
        return frame, []
    asked = dict(zip(table.rows, given, strict=True))
    rows = zip(frame["row"].tolist(), frame["claim_id"], strict=True)
    old = np.array([bool(asked[row]) and asked[row] != now.get(c) for row, c in rows], np.bool_)
    if not old.any():
        return frame, []
    claims = frame.loc[old, "claim_id"].drop_duplicates()
    message = (
        "since these were answered, the codebook, the guide, the prompt or the words have changed: "
        f"{listed(claims)}"
    )
    hint = "they do not count; to ask anew: stance machine prompt --missing"
    return frame[~old], [table.problem_at("machine-outdated", message, hint=hint)]


def _table(file: Path, codebook: Codebook) -> tuple[Table, str]:
    """Return the table of answers of a machine's file, in our words, and the file's hash."""
    book = open_book(file)
    grid = book.grid("Claims") or grid_of_answers(book)
    table = read_table(grid, _FIELDS) if grid else None
    needed = [name for name in ("claim_id", "topic", "stance") if table and name in table.columns]
    if table is None or len(needed) < 3:
        message = "the file has no table with the columns claim_id, topic and stance"
        raise DataError([Problem(code="machine-file", message=message, file=file.name)])
    return as_meant(book, table, codebook), book.sha256


def _codings(table: Table, machine: str, study: "Study") -> tuple[pd.DataFrame, list[Problem]]:
    """Return the answers of one file, frame ``MACHINE_CODINGS``, and what cannot be used."""
    known = set(study.claims["claim_id"])
    ids = [clean(text) for text in table.column("claim_id")]
    problems = [
        table.problem(
            "unknown-claim",
            f'"{claim_id}" is no claim of the study, or was left out',
            "claim_id",
            at,
        )
        for at, claim_id in enumerate(ids)
        if claim_id not in known
    ]
    repeats, told = _numbers(table, REPEAT.name, _is_repeat, "a whole number from 1", "1")
    probabilities, more = _numbers(table, PROBABILITY.name, _is_share, "a number from 0 to 1", "")
    problems += [*told, *more]
    usable = [claim_id if claim_id in known else "" for claim_id in ids]
    usable = [i if r is not None else "" for i, r in zip(usable, repeats, strict=True)]
    answers = read_answers(table, usable, [f"{repeat or 0:g}" for repeat in repeats])
    annotations, found = annotations_of(answers, study.codebook)
    problems += (problem for problem in found if problem.severity != "note")
    if not len(annotations):
        return MACHINE_CODINGS.empty(), problems
    at = {row: index for index, row in enumerate(table.rows)}
    places = [at[row] for row in annotations["row"]]
    reasons = table.column(form.REASON.name)
    frame = annotations.assign(
        machine=machine,
        repeat=annotations["annotator"].astype("int64"),
        probability=[_or_nan(probabilities[place]) for place in places],
        reason=[revived(reasons[place]) for place in places],
    )
    return MACHINE_CODINGS.check(frame), problems


def _or_nan(number: float | None) -> float:
    return math.nan if number is None else number


def _is_repeat(number: float) -> bool:
    return number >= 1 and number % 1 == 0 and number < 1e6


def _is_share(number: float) -> bool:
    return 0 <= number <= 1


def _numbers(
    table: Table, name: str, fits: Callable[[float], bool], expected: str, blank: str
) -> tuple[list[float | None], list[Problem]]:
    """Return the numbers of a column, None where there is none that fits; and what does not."""
    numbers: list[float | None] = []
    problems: list[Problem] = []
    for at, text in enumerate(table.column(name)):
        number: Any = as_number(text.strip() or blank)
        fitting = number is not None and fits(number)
        numbers.append(number if fitting else None)
        if not fitting and text.strip():
            message = f'"{text}" should be {expected}'
            problems.append(table.problem("bad-number", message, name, at))
    return numbers, problems
