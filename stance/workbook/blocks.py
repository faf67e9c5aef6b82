"""Answers put beside the claims for which they were typed, block by block, by their hidden ids."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from stance.core.errors import Problem
from stance.core.text import listed
from stance.workbook import form
from stance.workbook.headers import Table
from stance.workbook.repairs import Rows
from stance.workbook.unplaced import Unplaced


@dataclass(frozen=True, slots=True)
class Placed:
    """A sheet whose answers stand beside their claims.

    Attributes:
        table: the sheet; its texts were moved, their cells are where they stood.
        words: the claim whose words stand in each row; "" unknown.
        answers: the claim that each row's answers are about; "" unknown.
        unplaced: answers of which nobody can say what they are about; the table has them no more.
        untouched: claims and columns whose cells were deleted or may hold another claim's answer;
            it is not known that anybody emptied them.
        problems: what was moved.
    """

    table: Table
    words: list[str]
    answers: list[str]
    unplaced: list[Unplaced] = field(default_factory=list)
    untouched: frozenset[tuple[str, str]] = frozenset()
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Block:
    """What the rows of one block are about.

    Attributes:
        columns: its columns of answers that the sheet has.
        copy: the column of hidden ids that go with them.
        goes: the claim of each row's answers; None: nobody knows.
        moved: the rows whose answers go to another one.
        copied: the rows that hold a copy of another one's answers.
        astray: the rows of which nobody knows, each with the claims that it may be about.
        deleted: the claims whose cells are no longer there.
        emptied: the last claims, whose cells are empty, and the hidden id with them.
        astir: the rows without answers in which the hidden id is another claim's.
    """

    columns: list[str]
    copy: str
    goes: list[str]
    moved: list[int]
    copied: list[int]
    astray: dict[int, tuple[str, ...]]
    deleted: list[str]
    emptied: list[str]
    astir: list[int]


def place(table: Table, rows: Rows) -> Placed:
    """Put answers that were sorted or moved without their claims back beside these.

    The cells of a block bear the id of their claim. Where these ids are in other rows than their
    claims, several of them, and no two claim one place, the block was sorted or shifted as a whole,
    and every answer belongs to the claim of its id. A single one that stands beside another claim
    is a copy if its own claim still has an answer; then it counts where it stands. Else nobody
    knows, and it is given to ``unplaced``.

    Args:
        table: the Claims sheet.
        rows: what its rows are; where it is not known which claims there are, nothing is astray.
    """
    every = (_block(table, rows, block) for block in form.answer_blocks(form.MAX_SLOTS))
    blocks = [block for block in every if block]
    lost = [i for i, claim_id in enumerate(rows.claims) if not claim_id]
    traces = [*_told_moved(table, blocks), *_told_emptied(table, blocks)]
    if not any(b.moved or b.copied or b.astray or b.deleted for b in blocks) and not lost:
        return Placed(table, rows.claims, rows.claims, problems=traces)
    unplaced = [*_astray(table, rows, blocks), *_without_claim(table, rows, blocks, lost)]
    moving = _Moving(table, rows.claims)
    for block in blocks:
        moving.move(block, rows.claims)
    words = [*rows.claims, *[""] * (len(moving.claims) - len(rows.claims))]
    untouched = {
        (claim_id, column)
        for b in blocks
        for claim_id in (*b.deleted, *(claim for maybe in b.astray.values() for claim in maybe))
        for column in b.columns
    }
    problems = [*traces, *_told_copied(table, rows, blocks), *_told_deleted(table, blocks)]
    problems += _told_lost(table, rows, blocks, lost)
    return Placed(moving.moved(), words, moving.claims, unplaced, frozenset(untouched), problems)


def _block(table: Table, rows: Rows, block: form.Block) -> _Block | None:
    """Return what the rows of a block are about; None where the sheet has no such block."""
    columns = form.answer_columns([n for n in block.columns if n in table.columns])
    if not columns:
        return None
    copy = _copy_beside(table, block, columns)
    copies = rows.copies.get(copy)
    here = rows.claims
    displaced = [i for i, c in enumerate(copies or ()) if c and c != here[i]]
    if not copies or (not displaced and all(copies)):
        return _Block(columns, copy, here, [], [], {}, [], [], [])
    filled = [any(texts) for texts in zip(*(table.column(n) for n in columns), strict=True)]
    gone = {*here} - {*copies} - {here[i] for i, c in enumerate(copies) if not c and filled[i]}
    if not displaced:
        end = max((i for i, c in enumerate(copies) if c), default=len(here))
        handed_out = gone & rows.issued
        emptied = [claim for claim in here[end:] if claim in handed_out]
        return _Block(columns, copy, here, [], [], {}, [], emptied, [])
    whole = _whole(displaced, copies, rows, filled)
    goes, copied, astray = list(here), [], {}
    home = {c for i, c in enumerate(copies) if c and c == here[i] and filled[i]}
    for index in displaced:
        if index in whole:
            goes[index] = copies[index]
        elif filled[index] and rows.known:
            if copies[index] in home and here[index]:
                copied.append(index)
            else:
                astray[index] = tuple(filter(None, (copies[index], here[index])))
    deleted = [claim for claim in dict.fromkeys(here) if claim and claim in gone] if whole else []
    moved = [i for i in whole if filled[i]]
    astir = [i for i in displaced if not filled[i]]
    return _Block(columns, copy, goes, moved, copied, astray, deleted, [], astir)


def _copy_beside(table: Table, block: form.Block, columns: Sequence[str]) -> str:
    """Return the header of the hidden ids that go with a block.

    They are its own, unless others stand nearer to it: then headers were exchanged, and what moves
    with the answers is what stands beside them. A workbook of an earlier form has one for all.
    """
    own = block.copy if block.copy in table.columns else form.ID_COPY.name
    places = [table.columns[name] for name in columns]

    def distance(copy: str) -> tuple[int, bool]:
        return min(abs(table.columns[copy] - place) for place in places), copy != own

    return min((name for name in form.ID_COPIES if name in table.columns), key=distance, default="")


def _whole(
    displaced: Sequence[int],
    copies: Sequence[str],
    rows: Rows,
    filled: Sequence[bool],
) -> list[int]:
    """Return the displaced rows of a block that was sorted or shifted as a whole, or none.

    Its ids are those of the rows in another order. Or, where cells were deleted or inserted, ids
    are gone or left over; then every row's words must be certain.
    """
    here = rows.claims
    if sorted(copies[i] for i in displaced) == sorted(here[i] for i in displaced):
        return list(displaced) if len({copies[i] for i in displaced}) > 1 else []
    if not rows.known or not all(rows.sure[i] for i in displaced if here[i]):
        return []
    places = Counter(here)
    taken = Counter(here[i] for i, c in enumerate(copies) if c == here[i] or (not c and filled[i]))
    wanted = Counter(copies[i] for i in displaced)
    fits = [i for i in displaced if wanted[c := copies[i]] <= max(places[c], 1) - taken[c]]
    return fits if len(fits) > 1 else []


def _astray(table: Table, rows: Rows, blocks: Sequence[_Block]) -> Iterable[Unplaced]:
    """Yield the answers of which nobody knows the claim, those of one row together."""
    found: dict[tuple[int, tuple[str, ...]], list[str]] = {}
    for block in blocks:
        for index, maybe in block.astray.items():
            found.setdefault((index, maybe), []).extend(block.columns)
    for (index, maybe), columns in sorted(found.items()):
        id_, *beside = maybe
        why = f'its hidden id is "{id_}", ' + (
            f'but it stands beside "{beside[0]}"' if beside else "but it stands beside no claim"
        )
        yield _unplaced(table, index, columns, maybe, why)


def _without_claim(
    table: Table, rows: Rows, blocks: Sequence[_Block], lost: Sequence[int]
) -> Iterable[Unplaced]:
    """Yield the answers in rows that bear no id and no words of a claim."""
    for index in lost if rows.known else ():
        if columns := _answered_in(table, blocks, index):
            yield _unplaced(table, index, columns, (), "it stands beside no claim")


def _answered_in(table: Table, blocks: Sequence[_Block], index: int) -> list[str]:
    """Return the columns of a row without a claim in which answers stand that go nowhere."""
    return [
        name
        for block in blocks
        if not block.goes[index] and index not in block.astray
        for name in block.columns
        if table.column(name)[index]
    ]


def _unplaced(
    table: Table, index: int, columns: Sequence[str], maybe: tuple[str, ...], why: str
) -> Unplaced:
    texts = {name: text for name in columns if (text := table.column(name)[index])}
    lacking = "" if maybe else table.cell(form.CLAIM_ID.name, index)
    return Unplaced(
        texts=texts,
        maybe=maybe,
        why=why,
        words=table.column("claim")[index],
        file=table.grid.file,
        sheet=table.grid.sheet,
        cell=lacking or table.cell(next(iter(texts)), index),
    )


class _Moving:
    """The answers of a sheet on their way: the rows, their claims, and the columns that changed.

    A claim without a row of its own gets one more, below all others.
    """

    def __init__(self, table: Table, claims: Sequence[str]) -> None:
        self.table = table
        self.claims, self.numbers = list(claims), list(table.rows)
        self.places: dict[str, list[int]] = {}
        for index, claim_id in enumerate(claims):
            self.places.setdefault(claim_id, []).append(index)
        self.sources: dict[str, dict[int, int]] = {}
        self.left: dict[str, set[int]] = {}

    def move(self, block: _Block, here: Sequence[str]) -> None:
        """Put the texts of a block beside their claims."""
        leaves = {*block.moved, *block.astray}
        columns = [self.table.column(name) for name in block.columns]
        taken = {
            i
            for i in range(len(here))
            if i not in leaves and block.goes[i] == here[i] and any(c[i] for c in columns)
        }
        put: dict[int, int] = {}
        for source in block.moved:
            target = self._free(block.goes[source], {*taken, *put}, self.table.rows[source])
            put[target] = source
        for name in block.columns if leaves else ():
            self.sources[name], self.left[name] = put, leaves

    def _free(self, claim_id: str, taken: set[int], number: int) -> int:
        places = self.places.setdefault(claim_id, [])
        free = next((index for index in places if index not in taken), len(self.claims))
        if free == len(self.claims):
            self.claims.append(claim_id)
            self.numbers.append(number)
            places.append(free)
        return free

    def moved(self) -> Table:
        """Return the table with all texts where they belong."""
        longer = [""] * (len(self.claims) - len(self.table))
        values: dict[str, Sequence[str]] = {}
        origins: dict[str, list[int]] = {}
        for name, texts in self.table.values.items():
            left = self.left.get(name, ())
            here = [*("" if i in left else text for i, text in enumerate(texts)), *longer]
            for target, source in self.sources.get(name, {}).items():
                here[target] = texts[source]
                origins.setdefault(name, list(self.numbers))[target] = self.table.rows[source]
            values[name] = here
        return replace(self.table, values=values, rows=self.numbers, origins=origins)


def _told_moved(table: Table, blocks: Sequence[_Block]) -> list[Problem]:
    """Tell the answers that were put back, and those that may have moved with them unseen."""
    rows = sorted({index for block in blocks for index in block.moved})
    beside = _beside(table, blocks)
    named = listed(f'"{name}"' for name in beside)
    question = f"were the answers beside them, in {named}, moved with them?"
    if rows:
        message = (
            f"{len(rows)} rows of answers were sorted or moved apart from their claims; each was "
            "put back by its hidden id"
        )
        message += f"; {question}" if beside else ""
        name = next(block.columns[0] for block in blocks if rows[0] in block.moved)
        hint = (
            "select the whole sheet before sorting; if topics were not moved with the rest, undo it"
        )
        return [table.problem("sorted-apart", message, name, rows[0], hint=hint)]
    if beside:
        message = f"hidden ids were sorted or moved apart from their claims; {question}"
        hint = "compare some answers with their claims; undo it, or send an earlier copy"
        return [table.problem_at("sorted-apart", message, table.header_cell(beside[0]), hint=hint)]
    return []


def _beside(table: Table, blocks: Sequence[_Block]) -> list[str]:
    """Return the columns of answers beside hidden ids that moved, which may have moved as well.

    They are of a block whose own ids did not move: cells selected from its last columns on have
    with them the ids of the next block alone.
    """
    pasted = any(block.copied or block.astray for block in blocks)
    moved = [b for b in blocks if b.moved or b.deleted or (b.astir and not pasted)]
    known = {name for block in moved for name in block.columns}
    reached = {name for block in moved for name in _reached(table, block.copy)} - known
    return [name for name in form.answer_columns(reached) if any(table.column(name))]


def _reached(table: Table, copy: str) -> Iterable[str]:
    """Yield the columns on both sides of a column of hidden ids, as far as the next ones."""
    names = sorted(table.columns, key=table.columns.__getitem__)
    at = names.index(copy)
    for side in (names[:at][::-1], names[at + 1 :]):
        yield from takewhile(lambda name: name not in form.ID_COPIES, side)


def _told_copied(table: Table, rows: Rows, blocks: Sequence[_Block]) -> list[Problem]:
    problems: list[Problem] = []
    told: set[int] = set()
    for block in blocks:
        for index in block.copied:
            if index not in told:
                told.add(index)
                message = "the answer was copied from another row; it counts for this claim too"
                claim_id = rows.claims[index]
                name = block.columns[0]
                problems.append(
                    table.problem("answer-copied", message, name, index, claim_id=claim_id)
                )
    return problems


def _told_deleted(table: Table, blocks: Sequence[_Block]) -> list[Problem]:
    columns: dict[str, list[str]] = {}
    for block in blocks:
        for claim_id in block.deleted:
            columns.setdefault(claim_id, []).extend(block.columns)
    hint = "look whether its answer is still as it should be"
    return [
        table.problem_at(
            "missing-row",
            f'the cells of "{claim_id}" in the columns {names[0]} to {names[-1]} were deleted, '
            "and others moved there; nothing there is taken for it",
            claim_id=claim_id,
            hint=hint,
        )
        for claim_id, names in columns.items()
    ]


def _told_emptied(table: Table, blocks: Sequence[_Block]) -> list[Problem]:
    """Tell the last answers where they are gone with their hidden id.

    They may be withdrawn, or deleted so that what stands below should move up.
    """
    columns: dict[str, list[str]] = {}
    for block in blocks:
        for claim_id in block.emptied:
            columns.setdefault(claim_id, []).extend(block.columns)
    return [
        table.problem_at(
            "hidden-id-lost",
            f'the cells of "{claim_id}" in the columns {names[0]} to {names[-1]} were deleted '
            "with the hidden id among them; it counts as not coded there",
            claim_id=claim_id,
            hint="if that was not meant, type its answer again",
        )
        for claim_id, names in columns.items()
    ]


def _told_lost(
    table: Table, rows: Rows, blocks: Sequence[_Block], lost: Sequence[int]
) -> list[Problem]:
    """Tell the rows without a claim, but for those of which the answers are told already."""
    problems: list[Problem] = []
    hint = "restore the id from the issued workbook" if rows.known else "give it an id of its own"
    for index in lost:
        answers = [table.column(name)[index] for name in _answered_in(table, blocks, index)]
        told = any(block.goes[index] or index in block.astray for block in blocks)
        if told or (answers and rows.known):
            continue
        message = "the row has no claim id"
        message += f"; its answers are not counted: {' · '.join(answers)}" if answers else ""
        cell = table.cell(form.CLAIM_ID.name, index) or f"A{table.rows[index]}"
        value = " · ".join(answers)
        problems.append(table.problem_at("missing-value", message, cell, value=value, hint=hint))
    return problems
