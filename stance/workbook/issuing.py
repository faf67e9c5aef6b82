"""Workbooks issued: a new study, assignments to annotators, new editions of their workbooks."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from stance.codebook import Codebook
from stance.errors import DataError, Problem, UsageError, errors_in
from stance.frames import ANSWERS, CLAIMS
from stance.workbook.assigning import Plan, assign
from stance.workbook.content import Content, Settings
from stance.workbook.files import backup_name, refuse_open
from stance.workbook.folder import ADJUDICATED_FILE, files_of
from stance.workbook.form import STUDY_FILE
from stance.workbook.history import record
from stance.workbook.reading import read
from stance.workbook.writing import write

#: Problems under which writing a workbook anew could lose or misplace an answer.
UNSAFE = {
    "missing-value",
    "id-conflict",
    "doubled-column",
    "unread-sheet",
    "column-sorted",
    "error-value",
    "formula-without-value",
}


def new_study(folder: str | Path, title: str = "") -> Path:
    """Write an empty ``study.xlsx`` with the default scale, to be filled in.

    Raises:
        UsageError: the folder has one already.
    """
    path = Path(folder) / STUDY_FILE
    if path.exists():
        raise UsageError(f"{path} exists already")
    settings = Settings(title=title or Path(folder).resolve().name)
    return write(path, Content(name=STUDY_FILE, settings=settings, codebook=Codebook(())))


def assign_study(folder: str | Path, annotators: Sequence[str], plan: Plan) -> list[Path]:
    """Write a workbook for every annotator, with his or her claims and nobody else's answers.

    Can be run again when claims or annotators were added: what was issued stays issued, and
    answers stay where they are.

    Raises:
        DataError: the study has errors, or a workbook could not be rewritten safely.
        UsageError: see ``assign``; or a name that cannot be a file's.
    """
    study, coded = _open(folder)
    for name in annotators:
        _check_name(name)
    files = {content.annotator: content for content in coded}
    given = {name: list(content.claims["claim_id"]) for name, content in files.items()}
    shares = assign(list(study.claims["claim_id"]), annotators, plan, given)
    blank = replace(study, answers=ANSWERS.empty())  # nobody sees what the analyst may have coded
    changed: list[Content] = []
    for name, claim_ids in shares.items():
        old = files.get(name, replace(blank, name=f"{name}.xlsx", annotator=name))
        if set(claim_ids) - set(given.get(name, ())):
            changed.append(replace(old, claims=issued_claims(study, old, claim_ids)))
    return _rewrite(Path(folder), changed, coded)


def update_study(folder: str | Path) -> tuple[list[Path], tuple[Problem, ...]]:
    """Issue every annotator's workbook anew, with the study's present codebook and words.

    Every answer is kept as it is; one whose topic has vanished is kept and reported.

    Returns:
        The files written, and all problems of the answers.

    Raises:
        DataError: the study has errors, or a workbook could not be rewritten safely.
    """
    study, coded = _open(folder)
    changed = [
        replace(c, claims=issued_claims(study, c, list(c.claims["claim_id"]))) for c in coded
    ]
    problems = tuple(problem for content in coded for problem in content.problems)
    return _rewrite(Path(folder), changed, coded), problems


def _open(folder: str | Path) -> tuple[Content, list[Content]]:
    """Read the study, and the annotators' workbooks by its codebook."""
    folder = Path(folder)
    study = read(folder / STUDY_FILE)
    if errors_in(study.problems):
        raise DataError(study.problems)
    files = [f for f in files_of(folder)[0] if f.name not in (STUDY_FILE, ADJUDICATED_FILE)]
    coded = [read(file, study) for file in files]
    twice = {c.annotator for c in coded if sum(d.annotator == c.annotator for d in coded) > 1}
    unsafe = [p for c in coded for p in c.problems if p.code in UNSAFE]
    unsafe += [
        Problem(
            code="two-files",
            message=f'"{content.annotator}" has more than one file',
            hint="merge them first: stance merge",
            file=content.name,
        )
        for content in coded
        if content.annotator in twice
    ]
    if unsafe:
        raise DataError(unsafe)
    return study, coded


def _check_name(name: str) -> None:
    plain = (
        name and name == name.strip() and not set(name) & set('/\\:*?"<>|') and name[0] not in ".~"
    )
    if not plain or f"{name}.xlsx" in (STUDY_FILE, ADJUDICATED_FILE):
        raise UsageError(f'"{name}" cannot be the name of an annotator\'s file')


def issued_claims(study: Content, old: Content, claim_ids: list[str]) -> pd.DataFrame:
    """Return the study's words for these claims, and the file's own for those it has alone."""
    wanted = set(claim_ids)
    ours = study.claims[study.claims["claim_id"].isin(wanted)]
    alone = old.claims[~old.claims["claim_id"].isin(study.claims["claim_id"])]
    parts = [part for part in (ours, alone) if len(part)]
    return CLAIMS.check(pd.concat(parts, ignore_index=True)) if parts else CLAIMS.empty()


def _rewrite(
    folder: Path, contents: Sequence[Content], read_before: Sequence[Content]
) -> list[Path]:
    """Write all workbooks once none of them is open; record what had come back in them."""
    paths = [folder / Path(content.name).with_suffix(".xlsx") for content in contents]
    for path in paths:
        refuse_open(path)
    record(folder, read_before)
    for path, content in zip(paths, contents, strict=True):
        write(path, content)
        if content.name != path.name:  # what was read was a .csv or .ods; the workbook replaces it
            (folder / content.name).rename(backup_name(folder / content.name))
    return paths
