"""Results of a large model, taken into the study beside those that it has of that machine."""

import csv
import io
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stance.core.errors import DataError, Problem, UsageError
from stance.machines.batch_results import BatchResults, Fault, Questions, Taken, read_results
from stance.machines.request_ids import claim_part
from stance.machines.strict_json import LONGEST_LINE
from stance.sheets.grids import open_book, text_of
from stance.sheets.inert import inert, revived
from stance.sheets.replacing import BACKUP, replace_file
from stance.study.locking import one_at_a_time
from stance.study.machine_asking import Asking, hashes_of, read_asking
from stance.study.machine_files import ASKED, MACHINES, REPEAT
from stance.study.study import Study
from stance.workbook import form

#: The columns of a machine's file, between them those of its topics.
_BEFORE = (form.CLAIM_ID.name, REPEAT.name)
_AFTER = (form.REASON.name, "model", ASKED.name)

#: Bytes by which a file of another kind is known.
_HEAD = 64

#: A row of a machine's file, by column; and what names it: the claim and the repeat.
Row = dict[str, str]
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What results brought.

    Attributes:
        paths: the machines' files, written or as they were.
        answers: how many answers could be used, by machine.
        new: how many of them the study did not have, by machine.
        problems: every line that could not be used, by its number.
        tokens_in: tokens of all questions in the files.
        tokens_out: tokens of all answers.
        askings: how the machines were asked that the lines are of, by machine; all that were
            asked, where no line tells.
    """

    paths: tuple[Path, ...]
    answers: Mapping[str, int]
    new: Mapping[str, int]
    problems: tuple[Problem, ...]
    tokens_in: int
    tokens_out: int
    askings: Mapping[str, Asking]


@one_at_a_time("machine read")
def take_results(folder: Path, files: Sequence[Path], machine: str = "") -> TakenIn:
    """Take files of results into ``machines/NAME.csv``; what the study has stays.

    Args:
        folder: the study's folder.
        files: as the provider gave them, of OpenAI, vLLM, Mistral, Anthropic or Gemini.
        machine: whose they are, where two machines are asked the same.

    Raises:
        DataError: the study has errors, or a file is missing, cannot be read, or is no file of
            results at all; then nothing is taken.
        UsageError: nothing was asked yet, or no such machine.
    """
    study = Study.open(folder)
    askings = _askings(folder, machine)
    questions = _questions(study, askings)
    missing = [file for file in files if not file.is_file()]
    if missing:
        raise DataError(
            Problem(code="missing-path", message="there is no such file", file=str(file))
            for file in missing
        )
    results = [(file, _read(file, questions, study)) for file in files]
    if others := [problem for file, found in results for problem in _other_kind(file, found)]:
        raise DataError(others)
    problems = [_problem(file, fault) for file, found in results for fault in found.faults]
    paths: list[Path] = []
    new: dict[str, int] = {}
    taken: dict[str, list[tuple[Path, Taken]]] = {}
    for file, found in results:
        for one in found.taken:
            taken.setdefault(one.machine, []).append((file, one))
    order = {claim_id: at for at, claim_id in enumerate(study.claims["claim_id"])}
    for name, answers in sorted(taken.items()):
        path = folder / MACHINES / f"{name}.csv"
        rows = _rows(path)
        new[name], told = _merge(rows, answers)
        problems += told
        replace_file(path, _bytes(rows, order))
        paths.append(path)
    return TakenIn(
        tuple(paths),
        {name: len(answers) for name, answers in taken.items()},
        new,
        tuple(problems),
        sum(found.tokens_in for _, found in results),
        sum(found.tokens_out for _, found in results),
        _of_lines(askings, set().union(*(found.machines for _, found in results))),
    )


def _askings(folder: Path, machine: str) -> list[Asking]:
    """Return what each machine was asked, or that one machine."""
    beside = folder / MACHINES
    files = sorted(beside.glob("*.json")) if beside.is_dir() else []
    found = [read_asking(file) for file in files if not file.name.endswith(BACKUP)]
    askings = [asking for asking in found if asking and machine in ("", asking.machine)]
    if not askings:
        known = ", ".join(file.stem for file in files)
        message = f'"{machine}" was asked nothing' if machine else "no machine was asked anything"
        known = f"; asked were {known}" if known else "; begin with: stance machine prompt"
        raise UsageError(message + known)
    return askings


def _of_lines(askings: Sequence[Asking], answered: Collection[str]) -> dict[str, Asking]:
    """Return how these machines were asked, by machine; all where no line tells whose it is."""
    every = {asking.machine: asking for asking in askings}
    return {machine: every[machine] for machine in every if machine in answered} or every


def _questions(study: Study, askings: Sequence[Asking]) -> Questions:
    machines: dict[tuple[str, str], str] = {}
    for asking in askings:
        for claim_id, asked in hashes_of(study, asking).items():
            machines.setdefault((claim_id, asked), asking.machine)
    return Questions(
        {claim_part(claim_id): claim_id for claim_id in study.claims["claim_id"]},
        machines,
        {asking.machine: asking.repeat for asking in askings},
    )


def _read(file: Path, questions: Questions, study: Study) -> BatchResults:
    with file.open("rb") as stream:
        return read_results(_lines(stream.readline), questions, study.codebook)


def _other_kind(file: Path, found: BatchResults) -> Iterator[Problem]:
    """Yield what a file is that holds no results, instead of a fault of each of its lines."""
    with file.open("rb") as stream:
        told = found.other_kind(stream.read(_HEAD))
    if told:
        hint = "read the file of results as the provider gave it, one JSON object on each line"
        yield Problem(code="machine-file", message=told, hint=hint, file=file.name)


def _lines(read: Callable[[int], bytes]) -> Iterator[bytes]:
    """Return the lines; of one that is too long the beginning, and the rest is passed over."""
    while line := read(LONGEST_LINE + 1):
        more = line
        while len(more) > LONGEST_LINE and not more.endswith(b"\n"):
            more = read(LONGEST_LINE + 1)
        yield line


def _problem(file: Path, fault: Fault) -> Problem:
    return Problem(
        code="machine-line",
        message=fault.reason,
        file=file.name,
        cell=f"line {fault.line}",
        claim_id=fault.claim_id,
    )


def _rows(path: Path) -> dict[Key, Row]:
    """Return the rows of a machine's file, in order; other columns than ours are kept."""
    if not path.is_file():
        return {}
    grid = open_book(path).grids[0].rows
    header = [revived(text_of(cell)) for cell in grid[0]] if grid else []
    if missing := [name for name in _BEFORE if name not in header]:
        message = f"the columns {', '.join(missing)} are missing; nothing was written"
        hint = "move the file out of the folder, and it is begun anew"
        raise DataError(
            [Problem(code="missing-column", message=message, hint=hint, file=path.name)]
        )
    found: dict[Key, Row] = {}
    for number, cells in enumerate(grid[1:], start=2):
        row = dict(zip(header, (revived(text_of(cell)) for cell in cells), strict=True))
        if any(row.values()):
            key = (row[form.CLAIM_ID.name], row[REPEAT.name])
            found[key if key not in found else (key[0], f"{key[1]}\x1f{number}")] = row
    return found


def _merge(
    rows: dict[Key, Row], answers: Sequence[tuple[Path, Taken]]
) -> tuple[int, list[Problem]]:
    """Add answers to the rows; one that is there already stays, and another is told.

    Returns:
        How many are new, or take the place of an answer to an older question; and what is told.
    """
    new = 0
    problems: list[Problem] = []
    for file, one in answers:
        row = _row(one)
        key = (one.claim_id, str(one.repeat))
        held = rows.get(key)
        if held is None or held.get(ASKED.name, "") not in ("", one.asked):
            rows[key] = row
            new += 1
        elif any(held.get(name, "") != text for name, text in row.items()):
            message = f"the study has another answer to this, the {one.repeat}. time it was asked"
            problems.append(_problem(file, Fault(one.line, message, one.claim_id)))
    return new, problems


def _row(one: Taken) -> Row:
    codes: Row = {}
    for slot, (topic, stance) in enumerate(one.answer.codes, start=1):
        codes[form.answer_column("topic", slot)] = topic
        codes[form.answer_column("stance", slot)] = stance
        codes[form.answer_column("confidence", slot)] = str(one.answer.confidence)
    values = (one.answer.reason, one.model, one.asked)
    head = dict(zip(_BEFORE, (one.claim_id, str(one.repeat)), strict=True))
    return {**head, **codes, **dict(zip(_AFTER, values, strict=True))}


def _bytes(rows: Mapping[Key, Row], order: Mapping[str, int]) -> bytes:
    """Return the file: claims in the study's order, then repeats; no text is a formula."""
    names = {name for row in rows.values() for name in row}
    slots = max(form.slots_in(names), default=1)
    codes = [f.name for slot in range(1, slots + 1) for f in form.slot_fields(slot)]
    ours = [*_BEFORE, *codes, *_AFTER]
    header = [*ours, *sorted(names - set(ours))]
    last = len(order)
    listed = sorted(rows.values(), key=lambda r: (order.get(r["claim_id"], last), _number(r)))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, header, restval="", lineterminator="\r\n")
    text.write("\ufeff")
    writer.writeheader()
    writer.writerows({name: inert(value) for name, value in row.items()} for row in listed)
    return text.getvalue().encode("utf-8", "replace")


def _number(row: Row) -> int:
    text = row.get(REPEAT.name, "")
    return int(text) if text.isascii() and text.isdigit() else 0
