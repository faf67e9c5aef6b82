"""Workbooks issued: a new study, assignments to annotators, new editions of their workbooks."""

import shlex
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from stance.core.codebook import Codebook
from stance.core.contracts import ANSWERS, CLAIMS, are_among
from stance.core.errors import DataError, Problem, UsageError, errors_in
from stance.core.steps import steps
from stance.sheets.replacing import backup_name, refuse_open
from stance.study.annotator_names import check_names
from stance.study.assigning import Plan, assign, chances, chosen
from stance.study.codebook_history import record_codebook
from stance.study.combining import is_analysts_copy
from stance.study.folder import annotators_files
from stance.study.history import answers_gone, past, record
from stance.study.locking import one_at_a_time
from stance.study.spoken import NOT_SAID, Spoken
from stance.workbook import form
from stance.workbook.chances import Chance
from stance.workbook.claim_texts import Extras
from stance.workbook.content import Content, Settings
from stance.workbook.form import STUDY_FILE
from stance.workbook.reading import read
from stance.workbook.writing import write

#: Problems under which writing a workbook anew could lose or misplace an answer.
UNSAFE = {
    "missing-value",
    "doubled-column",
    "unread-sheet",
    "column-sorted",
    "headers-exchanged",
    "column-emptied",
    "words-moved",
    "error-value",
    "formula-without-value",
}
#: Problems that a new edition solves.
_RENEWED = {"codebook-changed", "study-reworded"}


@one_at_a_time("new")
def new_study(folder: str | Path, title: str = "", sources: pd.DataFrame | None = None) -> Path:
    """Write an empty ``study.xlsx`` with the default scale, to be filled in.

    Args:
        folder: the study's folder.
        title: the study's name, as people read it.
        sources: frame ``SOURCES``, where the sources are known already.

    Raises:
        UsageError: the folder has one already.
    """
    path = Path(folder) / STUDY_FILE
    if path.exists():
        mend = f"stance status {shlex.quote(str(folder))}"
        raise UsageError(f"{path} exists already", mend)
    settings = Settings(title=title or Path(folder).resolve().name)
    content = Content(name=STUDY_FILE, settings=settings, codebook=Codebook(()))
    return write(path, content if sources is None else replace(content, sources=sources))


@one_at_a_time("assign")
def assign_study(
    folder: str | Path, annotators: Sequence[str], plan: Plan, spoken: Spoken = NOT_SAID
) -> list[Path]:
    """Write a workbook for every annotator, with his or her claims and nobody else's answers.

    Can be run again when claims or annotators were added: what was issued stays issued, and
    answers stay where they are. What is not a claim is given to nobody. Where chance decides which
    claims are shared, ``study.xlsx`` records how likely each was, last of all.

    Args:
        folder: the study's.
        annotators: their names.
        plan: who gets which claims.
        spoken: in which language a workbook is written; one that there is keeps its own unless it
            is said here.

    Raises:
        DataError: the study has errors, or a workbook could not be rewritten safely.
        UsageError: see ``assign``; or a name that cannot be a file's; or a language without a
            catalogue.
    """
    study, coded = open_to_issue(folder)
    if study.lacks:
        raise DataError(replace(problem, code="missing-value") for problem in study.lacks)
    annotators = [unicodedata.normalize("NFC", name) for name in annotators]
    spoken.check(annotators)
    check_names(annotators, [content.annotator for content in coded])
    files = {content.annotator: content for content in coded}
    given = {name: list(content.claims["claim_id"]) for name, content in files.items()}
    wanted = study.claims.loc[study.claims["kind"] != form.NOT_A_CLAIM, "claim_id"]
    shares = assign(list(wanted), annotators, plan, given)
    blank = replace(study, answers=ANSWERS.empty())  # nobody sees what the analyst may have coded
    changed = [
        (
            spoken.of(files.get(name, replace(blank, name=f"{name}.xlsx", annotator=name))),
            [*given.get(name, ()), *claim_ids],
        )
        for name, claim_ids in shares.items()
        if set(claim_ids) - set(given.get(name, ()))
    ]
    recorded = _with_chances(study, list(wanted), shares, given, plan)
    if recorded is None:
        return rewrite(Path(folder), study, changed, coded)
    path = Path(folder) / STUDY_FILE
    refuse_open(path)
    paths = rewrite(Path(folder), study, changed, coded)
    return [*paths, write(path, recorded)]  # last: what is not recorded is refused, never wrong


def _with_chances(
    study: Content,
    claim_ids: Sequence[str],
    shares: Mapping[str, Sequence[str]],
    given: Mapping[str, Sequence[str]],
    plan: Plan,
) -> Content | None:
    """Return the study with how likely each claim was to be chosen; None if nothing is new.

    Raises:
        DataError: the workbook could not be rewritten safely.
    """
    if not plan.chooses and not study.chances:
        return None
    before = {claim_id: one.chance for claim_id, one in study.chances.items()}
    had = {claim_id for claim_id, one in study.chances.items() if one.chosen}
    held = {name: set(claims) for name, claims in shares.items()}
    has = {c: [name for name, claims in held.items() if c in claims] for c in claim_ids}
    now = had | chosen(has, plan)
    found = chances(claim_ids, given, plan, before)
    recorded = {**study.chances, **{c: Chance(p, c in now) for c, p in found.items()}}
    if recorded == dict(study.chances):
        return None
    if unsafe := [problem for problem in study.problems if problem.code in UNSAFE]:
        raise DataError(unsafe)
    return replace(study, chances=recorded)


@one_at_a_time("update")
def update_study(
    folder: str | Path, spoken: Spoken = NOT_SAID
) -> tuple[list[Path], tuple[Problem, ...]]:
    """Issue every annotator's workbook anew, with the study's present codebook and words.

    Every answer is kept as it is; one whose topic has vanished is kept and reported. Where the
    words under an answer have changed, a column asks to look again; until then it waits.

    Args:
        folder: the study's.
        spoken: in which language a workbook is written; as until now unless it is said here.

    Returns:
        The files written, and all problems of the answers, with their cells in these files.

    Raises:
        DataError: the study has errors, or a workbook could not be rewritten safely.
        UsageError: a language without a catalogue, or nobody's.
    """
    study, coded = open_to_issue(folder)
    names = [content.annotator for content in coded]
    spoken.check(names)
    lost = answers_gone(past(folder), coded, names)
    changed = [(spoken.of(content), list(content.claims["claim_id"])) for content in coded]
    paths = rewrite(Path(folder), study, changed, coded)
    left = [problem for path in paths for problem in read(path, study).problems]
    still = {_kind(problem) for problem in left}  # told with the cells of the new edition
    before = [problem for problem in unsolved(coded) if _kind(problem) not in still]
    return paths, (*lost, *map(_asked, before), *left)


def _asked(problem: Problem) -> Problem:
    """Return the problem as it is once the new edition asks to look again, in other cells."""
    if problem.code != "meaning-changed":
        return problem
    return replace(problem, cell="", hint="the column status asks to look at them again")


def _kind(problem: Problem) -> tuple[str, ...]:
    """Return what a problem has in common with itself in another edition of the workbook."""
    return problem.code, problem.file, problem.claim_id, problem.value


def unsolved(contents: Iterable[Content]) -> tuple[Problem, ...]:
    """Return the problems of all files but those that a new edition of the workbooks solves."""
    problems = (problem for content in contents for problem in content.problems)
    return tuple(problem for problem in problems if problem.code not in _RENEWED)


def open_to_issue(folder: str | Path) -> tuple[Content, list[Content]]:
    """Read the study, and the annotators' workbooks by its codebook.

    Raises:
        DataError: the study has errors, or a workbook could not be rewritten safely.
    """
    folder = Path(folder)
    study = read(folder / STUDY_FILE)
    if errors_in(study.problems):
        raise DataError(study.problems)
    files = steps("reading", annotators_files(folder), lambda file: file.name)
    contents = (read(file, study) for file in files)
    coded = [content for content in contents if _is_annotators(content)]
    twice = {c.annotator for c in coded if sum(d.annotator == c.annotator for d in coded) > 1}
    unsafe = [p for c in coded for p in c.problems if p.code in UNSAFE]
    unsafe += [
        Problem(
            code="two-workbooks",
            message=f'"{content.annotator}" has more than one file, and none is written anew',
            hint="move one out of the folder and take it in with stance receive",
            file=content.name,
        )
        for content in coded
        if content.annotator in twice
    ]
    if unsafe:
        raise DataError(unsafe)
    return study, coded


def _is_annotators(content: Content) -> bool:
    """Say whether a file is an annotator's, and no copy of the analyst's or of decisions."""
    decided = content.meta.keys.get("kind") == form.ADJUDICATION
    return content.kind == "human" and not decided and not is_analysts_copy(content)


def issue(
    before: Path,
    study: Content,
    old: Content,
    claim_ids: list[str],
    returned: Sequence[Path] = (),
    extras: Extras | None = None,
) -> Path:
    """Write an annotator's workbook with the study's words for these claims, and the answers.

    Where an answer waits to be looked at again, the column "status" asks for it; it is there only
    if some row needs it.

    Args:
        before: the workbook; one of another suffix becomes a backup.
        study: the analyst's workbook.
        old: what the annotator has.
        claim_ids: the claims of the new edition.
        returned: copies of the workbook whose added columns and sheets are carried too.
        extras: columns to show beside the words, see ``write``.
    """
    path = before.with_suffix(".xlsx")
    content = replace(old, claims=_issued_claims(study, old, claim_ids))
    write(path, content, extras, before=before, returned=returned, coding=True)
    if before != path and before.exists():
        before.rename(backup_name(before))
    return path


def _issued_claims(study: Content, old: Content, claim_ids: list[str]) -> pd.DataFrame:
    """Return the study's words for these claims, and the file's own for what was answered alone."""
    ours = study.claims[are_among(study.claims["claim_id"], claim_ids)]
    alone = old.claims[~are_among(old.claims["claim_id"], study.claims["claim_id"])]
    alone = alone[are_among(alone["claim_id"], old.answers["claim_id"])]
    parts = [part for part in (ours, alone) if len(part)]
    return CLAIMS.check(pd.concat(parts, ignore_index=True)) if parts else CLAIMS.empty()


def rewrite(
    folder: Path,
    study: Content,
    shares: Sequence[tuple[Content, list[str]]],
    read_before: Sequence[Content],
    extras: Mapping[str, Extras] = MappingProxyType({}),
) -> list[Path]:
    """Write all workbooks once none of them is open; record what had come back in them.

    Args:
        folder: the study's.
        study: the analyst's workbook.
        shares: what each annotator has, and the claims of the new edition.
        read_before: the annotators' workbooks, as they were.
        extras: by annotator, columns to show beside the words, see ``write``.
    """
    paths = [folder / Path(old.name).with_suffix(".xlsx") for old, _ in shares]
    for path in paths:
        refuse_open(path)
    record(folder, read_before)
    record_codebook(folder, study)
    for old, claim_ids in steps("writing", shares, lambda share: share[0].name):
        shown = extras.get(old.annotator)
        issue(folder / old.name, study, old, claim_ids, extras=shown)
    return paths
