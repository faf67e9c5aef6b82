"""Workbooks that annotators sent back, taken into the study."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from stance.errors import DataError, Problem, errors_in
from stance.workbook.content import Content
from stance.workbook.files import refuse_open
from stance.workbook.form import STUDY_FILE
from stance.workbook.history import record
from stance.workbook.issuing import UNSAFE, issued_claims
from stance.workbook.merging import Entry, Key, issued_entries, merge
from stance.workbook.reading import read
from stance.workbook.writing import write


def receive(
    folder: str | Path, files: Sequence[str | Path]
) -> tuple[list[Path], tuple[Problem, ...]]:
    """Take returned workbooks into the study: merge, back up, replace, record.

    Each is merged with the annotator's workbook in the study, by what was issued; a conflict
    stands in the cell with both values. What changed is appended to ``history.csv``.

    Returns:
        The files written, and all problems of the answers.

    Raises:
        DataError: the study has errors, or a file cannot be taken in without losing an answer;
            then nothing is written.
    """
    folder = Path(folder)
    study = read(folder / STUDY_FILE)
    if errors_in(study.problems):
        raise DataError(study.problems)
    returned = [read(file, study) for file in files]
    unsafe = [p for c in returned for p in c.problems if p.code in UNSAFE]
    if unsafe:
        raise DataError(unsafe)
    merged: list[tuple[Path, Content]] = []
    problems: list[Problem] = []
    for content in returned:
        path = folder / f"{content.annotator}.xlsx"
        refuse_open(path)
        whole, conflicts = _with_present(path, content, study)
        claims = issued_claims(study, whole, whole.claims["claim_id"].tolist())
        merged.append((path, replace(whole, claims=claims)))
        problems += [*content.problems, *conflicts]
    record(folder, [replace(c, name=r.name) for (_, c), r in zip(merged, returned, strict=True)])
    return [write(path, content) for path, content in merged], tuple(problems)


def _with_present(
    path: Path, content: Content, study: Content
) -> tuple[Content, tuple[Problem, ...]]:
    """Merge a returned workbook with the one in the study, if there is one."""
    if not path.is_file():
        return content, ()
    present = read(path, study)
    issued = issued_entries(present.meta)
    return merge(content, present, (_issued_in(content, issued), issued))


def _issued_in(content: Content, present: dict[Key, Entry]) -> dict[Key, Entry]:
    """Return what a returned file started from: a file without its hidden sheet tells nothing."""
    return issued_entries(content.meta) if content.meta.ids else present
