"""One annotator's workbook, edited in two places, put together again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from stance.core.codebook import Codebook
from stance.core.contracts import ANSWERS
from stance.core.errors import Problem
from stance.workbook import form
from stance.workbook.answers import BOTH, annotations_of
from stance.workbook.content import Content
from stance.workbook.meta import Meta
from stance.workbook.reading import read
from stance.workbook.spelling import Spell, speller
from stance.workbook.writing import write

#: What an entry holds of an answer.
FIELDS = (*form.PER_SLOT, *form.PER_ROW)
#: What may be changed in one place while the rest of the row is changed in another: the answer,
#: or that there is nothing to answer; whatever else stands once in a row.
_ANSWER = (*form.PER_SLOT, form.REJECT.name)
_PARTS = (_ANSWER, *((name,) for name in form.PER_ROW if name not in _ANSWER))
#: Claim, number of the row among the claim's rows, slot.
Key = tuple[str, int, int]
Entry = dict[str, Any]
#: Says whether two entries are the same answer.
Same = Callable[[Entry | None, Entry | None], bool]


def merge_files(
    base: str | Path, one: str | Path, other: str | Path, output: str | Path
) -> tuple[Path, tuple[Problem, ...]]:
    """Merge two edited copies of a workbook by the one that was issued; write the result.

    The merged workbook still says what was issued, so it is received like either copy.

    Returns:
        The file, and a problem for every conflict, with its cell in that file.

    Raises:
        DataError: a file cannot be read, or the output is open in a spreadsheet.
    """
    started, left, right = (read(path) for path in (base, one, other))
    issued = entries_of(started.answers)
    merged, conflicts = merge(left, right, (issued, issued))
    path = write(output, merged, issued=started)
    return path, placed(conflicts, read(path)) if conflicts else ()


def merge(
    one: Content,
    other: Content,
    issued: tuple[Mapping[Key, Entry], Mapping[Key, Entry]],
) -> tuple[Content, dict[Key, Problem]]:
    """Merge by claim id, row and slot, each side against what was issued in it.

    What one side changed is taken, the answer, the note and each correction by itself; what both
    changed to different values is a conflict: the cells hold both values, "for | against", which
    is no legal answer, so that nobody overlooks it. A row or column that one side deleted is kept
    as the other side has it.

    Args:
        one: one side; the merged content bears its name.
        other: the other side.
        issued: the answers that each side started from.

    Returns:
        The merged content, and a problem for every conflict, by the answer concerned.
    """
    left, right = (_with_absent(c, i) for c, i in zip((one, other), issued, strict=True))
    spell = speller(one.codebook)
    parts = [(fields, same_by(spell, fields)) for fields in _PARTS]
    claims_left, claims_right = set(one.claims["claim_id"]), set(other.claims["claim_id"])
    rows: list[Entry] = []
    conflicts: dict[Key, Problem] = {}
    told: set[tuple[str, int, str]] = set()  # what stands once in a row is in each slot's entry
    for key in dict.fromkeys([*left, *right]):
        before = (issued[0].get(key), issued[1].get(key))
        a = left.get(key, None if key[0] in claims_left else before[0])
        b = right.get(key, None if key[0] in claims_right else before[1])
        entry, disputed = _together(a, b, before, parts)
        disputed = [field for field in disputed if (*key[:2], field) not in told]
        told |= {(*key[:2], field) for field in disputed if field in form.PER_ROW}
        if disputed:
            conflicts[key] = _conflict(key, disputed, (one, a), (other, b))
        if any(entry[field] for field in FIELDS):
            rows.append(entry | {"claim_id": key[0], "slot": key[2], "row": key[1]})
    answers = _frame(rows, one)
    missing = other.claims[~other.claims["claim_id"].isin(claims_left)]
    claims = pd.concat([one.claims, missing], ignore_index=True) if len(missing) else one.claims
    annotations, _ = annotations_of(answers, one.codebook or Codebook(()))
    merged = replace(one, answers=answers, annotations=annotations, claims=claims)
    return merged, conflicts


def placed(conflicts: Mapping[Key, Problem], written: Content) -> tuple[Problem, ...]:
    """Return the conflicts with the cells in which they stand in the workbook that was written."""
    entries = entries_of(written.answers)
    problems: list[Problem] = []
    for key, problem in conflicts.items():
        entry = entries.get(key, {})
        sheet, cell = _spot(entry, [name for name in FIELDS if BOTH in entry.get(name, "")])
        problems.append(replace(problem, file=written.name, sheet=sheet, cell=cell))
    return tuple(problems)


def _together(
    a: Entry | None,
    b: Entry | None,
    before: tuple[Entry | None, Entry | None],
    parts: Sequence[tuple[Sequence[str], Same]],
) -> tuple[Entry, list[str]]:
    """Return the entry that two sides make together, and the fields in which both values stand."""
    entry: Entry = dict.fromkeys(FIELDS, "") | (b or {}) | (a or {})  # what was issued has no place
    disputed: list[str] = []
    for fields, same in parts:
        decided, chosen = _decide(a, b, before, same)
        for field in fields:
            first, second = ((side or {}).get(field, "") for side in (a, b))
            if decided:
                entry[field] = (chosen or {}).get(field, "")
            elif first != second:
                entry[field] = BOTH.join(text or "(empty)" for text in (first, second))
                disputed.append(field)
        if decided and chosen:
            places = [f"{field}_cell" for field in fields]
            places += ["file", "sheet"] if fields == _ANSWER else []
            entry |= {place: chosen[place] for place in places if place in chosen}
    return entry, disputed


def _decide(
    a: Entry | None, b: Entry | None, before: tuple[Entry | None, Entry | None], same: Same
) -> tuple[bool, Entry | None]:
    """Return whether one of two entries is to be taken for a part, and which."""
    if same(a, b):
        return True, a
    changed_a, changed_b = not same(a, before[0]), not same(b, before[1])
    if changed_a != changed_b:
        return True, a if changed_a else b
    if not changed_a and (same(a, None) or same(b, None)):  # issued to one side only
        return True, b if same(a, None) else a
    return False, None


def _with_absent(content: Content, issued: Mapping[Key, Entry]) -> dict[Key, Entry]:
    """Return a side's entries; what was issued in columns and cells that it lacks is unchanged."""
    entries = entries_of(content.answers)
    if not content.absent and not content.covered:
        return entries
    claims = set(content.claims["claim_id"])
    for key, before in issued.items():
        columns = {field: form.answer_column(field, key[2]) for field in FIELDS}
        kept = {
            field: before[field]
            for field, column in columns.items()
            if column in content.absent or (key[0], column) in content.covered
        }
        if key[0] in claims and any(kept.values()):
            entries[key] = entries.get(key, dict.fromkeys(FIELDS, "")) | kept
    return entries


def entries_of(answers: pd.DataFrame) -> dict[Key, Entry]:
    """Return the answers by claim, number of the row among the claim's rows, and slot."""
    entries: dict[Key, Entry] = {}
    rows: dict[str, list[int]] = {}
    for answer in answers.to_dict("records"):
        seen = rows.setdefault(answer["claim_id"], [])
        if answer["row"] not in seen:
            seen.append(answer["row"])
        entries[answer["claim_id"], seen.index(answer["row"]), answer["slot"]] = answer
    return entries


def issued_entries(meta: Meta) -> dict[Key, Entry]:
    """Return the answers that a workbook was issued with, as its hidden sheet has them."""
    entries: dict[Key, Entry] = {}
    seen: dict[str, int] = {}
    for at, claim_id in enumerate(meta.ids):
        number = seen[claim_id] = seen.get(claim_id, -1) + 1
        row = {name: values[at] for name, values in meta.answers.items() if values[at]}
        for name, value in row.items():
            once = name in form.PER_ROW
            for field, slot in (
                [(name, n) for n in _slots(row)] if once else [form.name_and_slot(name)]
            ):
                entry = entries.setdefault((claim_id, number, slot), dict.fromkeys(FIELDS, ""))
                entry[field] = value
    return entries


def _slots(row: Mapping[str, str]) -> list[int]:
    """Return the slots in use; a note alone stands in the first."""
    return sorted({form.name_and_slot(name)[1] for name in row if name not in form.PER_ROW}) or [1]


def same_by(spell: Spell, fields: Sequence[str] = FIELDS) -> Same:
    """Return what says whether two entries are the same in these fields, however spelled."""

    def same(one: Entry | None, other: Entry | None) -> bool:
        pairs = ((f, (one or {}).get(f, ""), (other or {}).get(f, "")) for f in fields)
        return all(a == b or spell(f, a) == spell(f, b) for f, a, b in pairs)

    return same


def reanswered(content: Content) -> set[str]:
    """Return the claims whose answers are not those with which the workbook was issued."""
    same = same_by(speller(content.codebook))
    here, issued = entries_of(content.answers), issued_entries(content.meta)
    keys = {*here, *issued}
    return {key[0] for key in keys if not same(here.get(key), issued.get(key))}


def _conflict(key: Key, disputed: Sequence[str], *sides: tuple[Content, Entry | None]) -> Problem:
    """Return the problem of the fields to which two sides gave different values."""
    shown = [
        " · ".join((entry or {}).get(field, "") or "(empty)" for field in disputed)
        for _, entry in sides
    ]
    spots = [(c.name, *_spot(entry or {}, disputed)) for c, entry in sides]
    places = [" › ".join(filter(None, (n, "!".join(filter(None, at))))) for n, *at in spots]
    file, sheet, cell = spots[0]
    return Problem(
        code="merge-conflict",
        message=f'"{shown[0]}" in {places[0]}, "{shown[1]}" in the other file, {places[1]}',
        hint="decide, and write one of them into the cell",
        file=file,
        sheet=sheet,
        cell=cell,
        claim_id=key[0],
        value=shown[0],
    )


def _spot(entry: Entry, fields: Sequence[str]) -> tuple[str, str]:
    """Return the sheet and the cell of the first of the fields that has one."""
    cells = [entry.get(f"{name}_cell", "") for name in (*fields, "topic")]
    return entry.get("sheet", ""), next(filter(None, cells), "")


def _frame(rows: list[Entry], one: Content) -> pd.DataFrame:
    if not rows:
        return ANSWERS.empty()
    frame = pd.DataFrame.from_records(rows).assign(annotator=one.annotator)
    order = {claim_id: at for at, claim_id in enumerate(frame["claim_id"].drop_duplicates())}
    frame = frame.assign(_at=frame["claim_id"].map(order)).sort_values(
        ["_at", "row", "slot"], kind="stable", ignore_index=True
    )
    places = ["file", "sheet", *(name for name in ANSWERS.names if name.endswith("_cell"))]
    return ANSWERS.check(ANSWERS.complete(frame).fillna(dict.fromkeys(places, "")))
