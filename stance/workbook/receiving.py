"""Workbooks that annotators sent back, taken into the study."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from stance.errors import DataError, Problem, errors_in
from stance.text import fold
from stance.workbook import form
from stance.workbook.content import Content
from stance.workbook.files import refuse_open
from stance.workbook.folder import ADJUDICATED_FILE, annotators_of, files_of, workbook_of
from stance.workbook.history import Past, past, record
from stance.workbook.issuing import UNSAFE, asked_again, can_be_named, issue, unsolved
from stance.workbook.meanings import listed
from stance.workbook.merging import (
    FIELDS,
    Entry,
    Key,
    entries_of,
    issued_entries,
    merge,
    placed,
    same_by,
)
from stance.workbook.reading import read
from stance.workbook.sorting import FEWEST_MOVED, looks_sorted, moved_alone
from stance.workbook.spelling import speller

#: What LibreOffice puts behind a workbook's name where it saves the sheet of claims as CSV.
_SHEET_ENDING = "-Claims"


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
    lines = record(folder, [step for whole in merged.values() for step in whole.steps])
    problems, written = list(passed_over), []
    for whole in merged.values():
        last = whole.steps[-1]
        path = issue(whole.path, study, last, last.claims["claim_id"].tolist(), whole.asked)
        written.append(path)
        problems += whole.problems
        problems += placed(whole.conflicts, read(path, study)) if whole.conflicts else ()
    changes = {name: _counted(name, lines) for name in merged}
    return Received(tuple(written), tuple(problems), changes)


def _counted(annotator: str, lines: Sequence[dict[str, str]]) -> dict[str, int]:
    kinds = [line["change"] for line in lines if line["annotator"] == annotator]
    return {kind: kinds.count(kind) for kind in ("new", "changed", "withdrawn") if kind in kinds}


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


def _read_all(paths: Sequence[Path], study: Content, folder: Path) -> dict[str, list[Content]]:
    """Read the files, by annotator; all that cannot be taken in are named at once."""
    returned: dict[str, list[Content]] = {}
    refused: list[Problem] = []
    for path in paths:
        try:
            content = _whose(read(path, study), folder)
            returned.setdefault(content.annotator, []).append(content)
        except DataError as error:
            refused += error.problems
    if refused:
        raise DataError(refused)
    return returned


def _whose(content: Content, folder: Path) -> Content:
    """Return the content as that of an annotator: who stands inside, or whose name it bears.

    Raises:
        DataError: it is nobody's.
    """
    name = content.annotator
    if content.meta.keys.get("kind") == form.ADJUDICATION:
        hint = f"put it into the study's folder as {ADJUDICATED_FILE}"
        raise _nobodys(content, "these are decisions, not an annotator's answers", hint)
    annotators = [] if content.meta.keys.get("annotator") else annotators_of(folder)
    if annotators:
        folded = {fold(known): known for known in annotators} | {n: n for n in annotators}
        names = (name, fold(name), fold(name.removesuffix(_SHEET_ENDING)))
        name = next((folded[n] for n in names if n in folded), "")
    if not can_be_named(name):
        who = content.annotator or Path(content.name).stem
        known = f": {', '.join(annotators)}" if annotators else ""
        hint = f"name the file after its annotator{known}"
        raise _nobodys(content, f'"{who}" is no annotator of the study', hint)
    return replace(content, annotator=name)


def _nobodys(content: Content, message: str, hint: str) -> DataError:
    problem = Problem(code="unknown-annotator", message=message, hint=hint, file=content.name)
    return DataError([problem])


class _Whole(NamedTuple):
    """An annotator's files, put together with the workbook in the study.

    Attributes:
        path: that workbook.
        steps: what the annotator has after each of the files.
        problems: what is wrong with the files.
        conflicts: answers that two of them give differently, see ``merge``.
        asked: claims that the annotator is to look at again.
    """

    path: Path
    steps: list[Content]
    problems: list[Problem]
    conflicts: dict[Key, Problem]
    asked: set[str]


def _with_present(path: Path, contents: Sequence[Content], study: Content, before: Past) -> _Whole:
    """Merge an annotator's files, one after another, with the workbook in the study."""
    refuse_open(path)
    present = read(path, study) if path.is_file() else Content(name=path.name)
    issued = issued_entries(present.meta)
    steps: list[Content] = []
    problems: list[Problem] = []
    conflicts: dict[Key, Problem] = {}
    for content in contents:
        held = replace(steps[-1], name=path.name) if steps else present
        started = content if content.meta.ids else replace(content, meta=present.meta)
        late = before.replaced(content)
        again = (content.annotator, content.sha256) in before.files
        old = _entries_on(content, late if again else set())  # of these the study's are newer
        newer = {key: entry for key, entry in issued.items() if key not in old}
        sides = (started, issued_entries(started.meta) | old), (held, newer)
        whole, found = _put_together(*(reversed(sides) if again and held.meta.ids else sides))
        steps.append(replace(whole, name=content.name, sha256=content.sha256))
        gone = {key[0] for key in old}  # what is wrong with these answers is of no interest now
        problems += [
            problem
            for problem in _told(content, whole)
            if problem.claim_id not in gone and not (again and problem.code == "meaning-changed")
        ]
        problems += _sorted_since(content, held, study)
        problems += _late(content, late, again, held, whole)
        conflicts |= found
    asked = {claim_id for step in steps for claim_id in step.reinterpreted}
    if all((content.annotator, content.sha256) in before.files for content in contents):
        asked |= asked_again(path, present) if path.is_file() else set()
    return _Whole(path, steps, [*problems, *_kept(contents, present)], conflicts, asked)


def _put_together(
    first: tuple[Content, Mapping[Key, Entry]], second: tuple[Content, Mapping[Key, Entry]]
) -> tuple[Content, dict[Key, Problem]]:
    """Merge two sides, each with what was issued in it; the words issued are those of the first."""
    return merge(first[0], second[0], (first[1], second[1]))


def _entries_on(content: Content, claims: set[str]) -> dict[Key, Entry]:
    entries = entries_of(content.answers).items()
    return {key: entry for key, entry in entries if key[0] in claims}


def _late(
    content: Content, late: set[str], again: bool, held: Content, whole: Content
) -> list[Problem]:
    """Say on which claims a file has answers that the study had replaced, and which count now."""
    if again:
        entries, instead = _entries_on(content, late), _entries_on(held, late)
    else:
        entries, instead = _entries_on(held, late), _entries_on(whole, late)
    same = same_by(speller(content.codebook))
    keys = {**entries, **instead}
    changed = {key[0] for key in keys if not same(entries.get(key), instead.get(key))}
    if not changed:
        return []
    claims = listed(c for c in content.claims["claim_id"] if c in changed)
    if again:
        code = "answers-kept"
        message = f"the file was received before, and the study keeps what came since: {claims}"
        hint = f"to go back to one, write it into {held.name} of the study"
    else:
        code = "earlier-answer"
        message = f"answers that the study had replaced are back, and were taken: {claims}"
        hint = f"if the file is an older copy, put the last backup of {held.name} back"
    return [Problem(code=code, message=message, hint=hint, file=content.name)]


def _kept(contents: Sequence[Content], present: Content) -> list[Problem]:
    """Say which answers the study has and no returned file has, though none was issued with them.

    The files may be older copies, or the answers may have been withdrawn in them; they are kept.
    """
    known = {k for c in contents for k in (*entries_of(c.answers), *issued_entries(c.meta))}
    claims = {claim_id for c in contents if c.meta.ids for claim_id in c.claims["claim_id"]}
    absent = [key[0] for key in entries_of(present.answers) if key not in known]
    kept = list(dict.fromkeys(claim_id for claim_id in absent if claim_id in claims))
    if not kept:
        return []
    message = f"the study has answers that the file has not, and keeps them: {listed(kept)}"
    hint = f"to withdraw one, empty its cells in {present.name} of the study"
    return [Problem(code="answers-kept", message=message, hint=hint, file=contents[0].name)]


def _told(content: Content, whole: Content) -> list[Problem]:
    """Return the problems of a file; a deleted row loses no answer that the study has."""
    kept = set(whole.answers["claim_id"])
    return [
        replace(
            problem,
            message=f'the row of "{problem.claim_id}" was deleted; its answer is kept',
            hint=f"to withdraw it, empty its cells in {content.annotator}.xlsx of the study",
        )
        if problem.code == "missing-row" and problem.claim_id in kept
        else problem
        for problem in unsolved([content])
    ]


def _sorted_since(content: Content, present: Content, study: Content) -> list[Problem]:
    """Report answer columns that were sorted alone since the study received them."""
    if any(problem.code == "column-sorted" for problem in content.problems):
        return []
    order = {claim_id: at for at, claim_id in enumerate(study.claims["claim_id"])}
    here, before = _by_column(content), _by_column(present)
    rows = {row for texts in (*here.values(), *before.values()) for row in texts}
    claims = set(content.claims["claim_id"]) & set(order)
    ordered = sorted((row for row in rows if row[0] in claims), key=lambda r: (order[r[0]], r[1]))
    problems: list[Problem] = []
    for name, texts in before.items():
        given = here.get(name, {})
        was = [texts.get(row, _NOTHING).meant for row in ordered]
        now = [given.get(row, _NOTHING).meant for row in ordered]
        typed = [given.get(row, _NOTHING).typed for row in ordered]
        replaced = [row for row, a, b in zip(ordered, was, now, strict=True) if a and a != b]
        if len(replaced) >= FEWEST_MOVED and (moved_alone(was, now) or looks_sorted(typed)):
            message = (
                f'{len(replaced)} answers in the column "{name}" are not those that the study '
                "has: it was probably sorted or moved alone"
            )
            problems.append(
                Problem(
                    code="column-sorted",
                    message=message,
                    hint=f"undo that, or copy the column from {present.name} of the study",
                    file=content.name,
                    sheet=next(iter(content.answers["sheet"]), ""),
                    cell=next((given[row].cell for row in replaced if row in given), ""),
                    claim_id=replaced[0][0],
                )
            )
    return problems


class _Given(NamedTuple):
    """What a cell says."""

    typed: str = ""
    meant: str = ""
    cell: str = ""


_NOTHING = _Given()


def _by_column(content: Content) -> dict[str, dict[tuple[str, int], _Given]]:
    """Return the answers by column, then by claim and the number of its row."""
    spell = speller(content.codebook)
    columns: dict[str, dict[tuple[str, int], _Given]] = {}
    for (claim_id, number, slot), entry in entries_of(content.answers).items():
        for field in filter(entry.__getitem__, FIELDS):
            name = field if slot == 1 or field in form.PER_ROW else f"{field}_{slot}"
            typed = entry[field]
            given = _Given(typed, spell(field, typed), entry.get(f"{field}_cell", ""))
            columns.setdefault(name, {})[claim_id, number] = given
    return columns
