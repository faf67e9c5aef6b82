"""Workbooks that annotators sent back, taken into the study."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from stance.core.errors import DataError, Problem, errors_in
from stance.core.steps import steps
from stance.core.text import fold
from stance.sheets.replacing import refuse_open
from stance.study.annotator_names import is_device, reason_against
from stance.study.codebook_history import record_codebook
from stance.study.first_signs import first_signs
from stance.study.folder import ADJUDICATED_FILE, annotators_of, files_of, workbook_of
from stance.study.history import Past, answers_gone, past, record
from stance.study.issuing import UNSAFE, issue
from stance.study.locking import one_at_a_time
from stance.study.merging import merge, with_cells
from stance.study.moved_remarks import moved_remarks
from stance.study.returned import (
    astray,
    confirmed,
    emptied,
    entries_on,
    kept_answers,
    late_answers,
    looked_at,
    missing_columns,
    missing_rows,
    older_answers,
    replaced_answers,
    sorted_since,
    told,
)
from stance.workbook import form
from stance.workbook.catalogues import sheet_names
from stance.workbook.content import Content
from stance.workbook.entries import Key, issued_entries
from stance.workbook.reading import read
from stance.workbook.unplaced import open_problems

#: What LibreOffice and Google Sheets put behind a workbook's name where a sheet is saved as CSV.
_CLAIMS = "|".join(map(re.escape, sheet_names("Claims")))
_SHEET_ENDING = re.compile(rf"(?:\.xlsx)?\s?-\s?(?:{_CLAIMS})\Z")

#: Where ids may stand beside other rows than theirs, so may what annotators added themselves.
_IDS_ASTRAY = {"id-repaired", "sorted-apart", "words-moved", "unknown-claim", "duplicate-id"}


@dataclass(frozen=True, slots=True)
class Received:
    """What was taken into the study.

    Attributes:
        paths: the workbooks written.
        problems: all problems of the answers.
        changes: by annotator, how many answers are "new", "changed" and "withdrawn".
    """

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...]
    changes: dict[str, dict[str, int]]


class Whole(NamedTuple):
    """An annotator's files, put together with the workbook in the study.

    Attributes:
        path: that workbook.
        present: what the annotator has in it.
        steps: what the annotator has after each of the files.
        problems: what is wrong with the files.
        conflicts: answers that two of them give differently, see ``merge``.
        news: the files that come for the first time with every row beside its id, of which columns
            and sheets that the annotator added are taken.
    """

    path: Path
    present: Content
    steps: list[Content]
    problems: list[Problem]
    conflicts: dict[Key, Problem]
    news: list[Path]


@one_at_a_time("receive")
def receive(folder: str | Path, files: Sequence[str | Path]) -> Received:
    """Take returned workbooks into the study: merge, back up, replace, record.

    Each is merged with the annotator's workbook in the study, by what was issued; a conflict
    stands in the cell with both values. A file that was received before brings nothing back that
    the study has replaced since. What changed is appended to ``history.csv``. A file that
    does not say inside whose it is, such as a CSV, is that of the annotator whose name it bears.

    Args:
        folder: the study's folder.
        files: returned workbooks, and folders of them.

    Raises:
        DataError: the study has errors, a file is no annotator's, or one cannot be taken in
            without losing an answer; then nothing is written.
    """
    folder = Path(folder)
    study, merged, passed_over = merged_with(folder, files)
    lines = record(folder, [step for whole in merged.values() for step in whole.steps])
    record_codebook(folder, study)
    problems, written = list(passed_over), []
    for whole in merged.values():
        for content in (whole.present, *whole.steps):
            content.forget()
    for whole in merged.values():
        last = whole.steps[-1]
        path = issue(whole.path, study, last, last.claims["claim_id"].tolist(), whole.news)
        written.append(path)
        problems += whole.problems
        problems += with_cells(whole.conflicts, read(path, study)) if whole.conflicts else ()
    return Received(tuple(written), tuple(problems), _counted(merged, lines))


def merged_with(
    folder: Path, files: Sequence[str | Path]
) -> tuple[Content, dict[str, Whole], list[Problem]]:
    """Return what a study would have with returned files, and write nothing; see ``receive``.

    Returns:
        The analyst's workbook; each annotator's files put together; notes on files passed over.
    """
    study = read(folder / form.STUDY_FILE)
    if errors_in(study.problems):
        raise DataError(study.problems)
    paths, passed_over = _files(files)
    returned = _read_all(paths, study, folder)
    before = past(folder)
    merged = {
        name: _with_present(workbook_of(folder, name), contents, study, before)
        for name, contents in returned.items()
    }
    unsafe = [p for whole in merged.values() for p in whole.problems if p.code in UNSAFE]
    if unsafe:
        raise DataError(unsafe)
    return study, merged, passed_over


def _counted(names: Iterable[str], lines: Sequence[dict[str, str]]) -> dict[str, dict[str, int]]:
    """Return by annotator how many lines of each kind there are."""
    counts = Counter((line["annotator"], line["change"]) for line in lines)
    kinds = ("new", "changed", "withdrawn")
    return {n: {kind: counts[n, kind] for kind in kinds if counts[n, kind]} for n in names}


def _files(files: Sequence[str | Path]) -> tuple[list[Path], list[Problem]]:
    """Return the files, those in folders among them, and a note for each that is passed over."""
    paths: list[Path] = []
    passed_over: list[Problem] = []
    for file in map(Path, files):
        found, skipped = files_of(file) if file.is_dir() else ([file], ())
        if not found:
            message = "the folder holds no workbook"
            raise DataError([Problem(code="no-workbook", message=message, file=str(file))])
        paths += found
        passed_over += skipped
    return paths, passed_over


def _read_all(
    paths: Sequence[Path], study: Content, folder: Path
) -> dict[str, list[tuple[Path, Content]]]:
    """Read the files, by annotator; all that cannot be taken in are named at once."""
    returned: dict[str, list[tuple[Path, Content]]] = {}
    refused: list[Problem] = []
    annotators = cache(partial(annotators_of, folder))  # asked only where a file does not say
    called = {fold(path.stem): path.stem for path in sorted(folder.glob("*.xlsx"), reverse=True)}
    for path in steps("reading", paths, lambda path: path.name):
        try:
            content = _whose(_ours(read(path, study), study), annotators)
            content = _like_anothers(content, folder, called)
            returned.setdefault(content.annotator, []).append((path, content))
        except DataError as error:
            refused += error.problems
    if refused:
        raise DataError(refused)
    return returned


def _ours(content: Content, study: Content) -> Content:
    """Return the content of a workbook that this study issued.

    Another title alone says nothing, for the analyst may have changed it; another title, and not
    one of the passages that were issued, does.

    Raises:
        DataError: it is of another study.
    """
    title, issued = content.meta.keys.get("study", ""), set(content.meta.passages)
    if not title or not issued or title == study.title or issued & set(study.passages.values()):
        return content
    message = f'the workbook was issued by another study, "{title}"; nothing of it was taken'
    hint = f'send one that "{study.title}" has issued'
    problem = Problem(code="other-study", message=message, hint=hint, file=content.name)
    raise DataError([problem])


def _whose(content: Content, annotators: Callable[[], list[str]]) -> Content:
    """Return the content as that of an annotator: who stands inside, or whose name it bears.

    Raises:
        DataError: it is nobody's.
    """
    name = content.annotator
    if content.meta.keys.get("kind") == form.ADJUDICATION:
        hint = f"put it into the study's folder as {ADJUDICATED_FILE}"
        raise _nobodys(content, "these are decisions, not an annotator's answers", hint)
    if content.kind == "machine":
        hint = "put it into the folder machines of the study"
        raise _nobodys(content, "these are a machine's answers, not an annotator's", hint)
    if not content.annotator and not content.meta.keys:
        hint = "send the workbook, or its sheet Claims with all columns"
        raise _nobodys(
            content, "without claim ids it is a table of its own, and not taken in", hint
        )
    known = [] if content.meta.keys.get("annotator") else annotators()
    if known:
        folded = {fold(n): n for n in known} | {n: n for n in known}
        names = (name, fold(name), fold(_SHEET_ENDING.sub("", name)))
        name = next((folded[n] for n in names if n in folded), "")
    if reason_against(name) and not (is_device(name) and name in annotators()):
        who = content.annotator or Path(content.name).stem
        names_of = f": {', '.join(known)}" if known else ""
        hint = f"name the file after its annotator{names_of}"
        raise _nobodys(content, f'"{who}" is no annotator of the study', hint)
    return replace(content, annotator=name)


def _like_anothers(content: Content, folder: Path, called: Mapping[str, str]) -> Content:
    """Return the content, with a problem if its file is called like another's in the study.

    Whose it is stands inside; but somebody may have coded in the workbook of somebody else.

    Args:
        content: the file.
        folder: the study's.
        called: what the workbooks in it are called, by the same folded.
    """
    name = called.get(fold(Path(content.name).stem), content.annotator)
    if name == content.annotator or workbook_of(folder, content.annotator).stem == name:
        return content
    own = f"{content.annotator}.xlsx"
    problem = Problem(
        code="anothers-name",
        message=f'it is called like the workbook of "{name}", and is that of '
        f'"{content.annotator}", for whom it was taken',
        hint=f'if "{name}" coded in it, put the last backup of {own} back, and have the answers '
        f"copied into {name}.xlsx",
        file=content.name,
    )
    return replace(content, problems=(*content.problems, problem))


def _nobodys(content: Content, message: str, hint: str) -> DataError:
    problem = Problem(code="unknown-annotator", message=message, hint=hint, file=content.name)
    return DataError([problem])


def _with_present(
    path: Path, files: Sequence[tuple[Path, Content]], study: Content, before: Past
) -> Whole:
    """Merge an annotator's files, one after another, with the workbook in the study."""
    refuse_open(path)
    present = read(path, study) if path.is_file() else Content(name=path.name)
    recorded = before.holds(present)
    steps: list[Content] = []
    problems: list[Problem] = []
    conflicts: dict[Key, Problem] = {}
    news: list[Path] = []
    for file, content in files:
        held = replace(steps[-1], name=path.name) if steps else present
        again = (content.annotator, content.sha256) in before.files
        late = replaced = before.replaced(content)
        if again:  # what the study has as it was recorded is what came of this file, or newer
            late = replaced | recorded.intersection(content.answers["claim_id"])
        whole, found = _merged(content, held, present, before, late if again else None)
        spoken = (present if path.is_file() else content).language
        whole = replace(whole, name=content.name, sha256=content.sha256, language=spoken)
        steps.append(whole)
        gone = set(content.answers["claim_id"]) & replaced if again else set()
        problems += [
            problem
            for problem in told(content, whole)
            if problem.claim_id not in gone  # what is wrong with these matters no more
            and problem.code != "unplaced-answer"
            and not (again and problem.code == "meaning-changed")
        ]
        problems += open_problems(item for item in whole.unplaced if not item.found[0])
        problems += [*missing_rows(content, held), *missing_columns(content, held, present)]
        problems += confirmed(content, held, whole)
        problems += sorted_since(content, held, study)
        problems += [] if again else [*astray(content, whole), *moved_remarks(content, held)]
        problems += [] if again else first_signs(content, held, whole, study.claims["claim_id"])
        problems += emptied(content, held, whole)
        problems += replaced_answers(content, late, held, whole)
        problems += late_answers(content, late, again, held, whole)
        problems += [] if again else older_answers(content, whole, found)
        conflicts |= found
        if not again and _IDS_ASTRAY.isdisjoint(p.code for p in content.problems):
            news.append(file)
    kept = kept_answers([content for _, content in files], present, steps[-1])
    kept += answers_gone(before, [present, *steps], [files[0][1].annotator])
    for _, content in files:
        content.forget()
    return Whole(path, present, steps, [*problems, *kept], conflicts, news)


def _merged(
    content: Content, held: Content, present: Content, before: Past, late: set[str] | None
) -> tuple[Content, dict[Key, Problem]]:
    """Merge a file with what the study has of its annotator, each by what it was issued with.

    Args:
        content: the file.
        held: what the study has, with the files before this one.
        present: the workbook in the study.
        before: what was recorded.
        late: of a file that was received before, the claims on which it says nothing new.
    """
    started = looked_at(content, held)
    started = started if content.meta.ids else replace(started, meta=present.meta)
    known = late is not None and not content.meta.ids  # whatever such a file says was taken once
    first = started.entries if known else issued_entries(started.meta)
    began, issued = before.held_or_withdrawn(held, first), issued_entries(present.meta)
    if late is not None:
        elsewhere = {key: entry for key, entry in began.items() if key[0] not in late}
        began = elsewhere | entries_on(content, late)
        if held.meta.ids:  # what was issued is what the first says
            return merge(held, started, (issued, began), "one")
    return merge(started, held, (began, issued), "other")
