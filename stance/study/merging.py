"""Two edited copies of one annotator's workbook, put together by what was issued in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from pathlib import Path
from typing import Literal

import pandas as pd

from stance.core.codebook import Codebook
from stance.core.contracts import ANSWERS, are_among
from stance.core.errors import DataError, Problem
from stance.workbook import form
from stance.workbook.answers import BOTH, annotations_of
from stance.workbook.content import Content
from stance.workbook.entries import FIELDS, Entry, Key, Same, entries_of, same_by
from stance.workbook.layout import CODING, LAYOUT
from stance.workbook.reading import read
from stance.workbook.spelling import speller
from stance.workbook.unplaced import united
from stance.workbook.waiting import Wait, apart

#: What may be changed in one place while the rest of the row is changed in another: the answer,
#: or that there is nothing to answer; whatever else stands once in a row.
_ANSWER = (*form.PER_SLOT, form.REJECT.name)
PARTS = (_ANSWER, *((name,) for name in form.PER_ROW if name not in _ANSWER))

#: Which of two sides was issued later; None: nobody knows.
Later = Literal["one", "other"] | None
#: Which side decides what neither changed, by whether each has the claim: a row that is not there
#: says nothing, however late its sheet was issued.
_LATER_IN: Mapping[tuple[bool, bool], Later] = {(True, False): "one", (False, True): "other"}


def merge_files(
    base: str | Path, one: str | Path, other: str | Path, output: str | Path
) -> tuple[Path, tuple[Problem, ...]]:
    """Merge two edited copies of a workbook by the one that was issued; write the result.

    The merged workbook still says what was issued, so it is received like either copy.

    Returns:
        The file, and a problem for every conflict, with its cell in that file.

    Raises:
        DataError: a file cannot be read, they are of two annotators, or the output is open in a
            spreadsheet.
    """
    from stance.workbook.writing import write

    started, left, right = (read(path) for path in (base, one, other))
    _refuse_two_annotators(started, left, right)
    issued = started.entries
    merged, conflicts = merge(left, right, (issued, issued))
    coding = merged.meta.keys.get(LAYOUT) == CODING
    path = write(output, merged, issued=started, coding=coding)
    return path, with_cells(conflicts, read(path)) if conflicts else ()


def _refuse_two_annotators(*contents: Content) -> None:
    ours = [content for content in contents if "annotator" in content.meta.keys]
    for content in ours[1:]:
        if content.annotator != ours[0].annotator:
            message = (
                f'it is of "{content.annotator}", and {ours[0].name} is of "{ours[0].annotator}"'
            )
            hint = "merge copies of one annotator's workbook; stance receive takes both in"
            problem = Problem(code="two-annotators", message=message, hint=hint, file=content.name)
            raise DataError([problem])


def merge(
    one: Content,
    other: Content,
    issued: tuple[Mapping[Key, Entry], Mapping[Key, Entry]],
    later: Later = None,
) -> tuple[Content, dict[Key, Problem]]:
    """Merge by claim id, row and slot, each side against what was issued in it.

    What one side changed is taken, the answer, the note and each correction by itself; what both
    changed to different values is a conflict: the cells hold both values, "for | against", which
    is no legal answer, so that nobody overlooks it. A row or column that one side deleted is kept
    as the other side has it. An answer waits to be looked at again if every side that gives it
    has it wait.

    Args:
        one: one side; the merged content bears its name.
        other: the other side.
        issued: the answers that each side started from.
        later: which was issued later, if known; what neither changed is as that one has it.

    Returns:
        The merged content, and a problem for every conflict, by the answer concerned.
    """
    left, right = (_with_absent(c, i) for c, i in zip((one, other), issued, strict=True))
    keys = dict.fromkeys([*left, *right])
    left, right, *began = (_in_every_slot(entries, keys) for entries in (left, right, *issued))
    spell = speller(one.codebook)
    parts = [(fields, same_by(spell, fields)) for fields in PARTS]
    claims_left, claims_right = set(one.claims["claim_id"]), set(other.claims["claim_id"])
    rows: list[Entry] = []
    conflicts: dict[Key, Problem] = {}
    told: set[tuple[str, int, str]] = set()  # what stands once in a row is in each slot's entry
    for key in keys:
        before = (began[0].get(key), began[1].get(key))
        a = left.get(key, None if key[0] in claims_left else before[0])
        b = right.get(key, None if key[0] in claims_right else before[1])
        there = (key[0] in claims_left, key[0] in claims_right)
        entry, disputed = _together(a, b, before, parts, _LATER_IN.get(there, later))
        disputed = [field for field in disputed if (*key[:2], field) not in told]
        told |= {(*key[:2], field) for field in disputed if field in form.PER_ROW}
        if disputed:
            conflicts[key] = _conflict(key, disputed, (one, a), (other, b))
        if any(entry[field] for field in (FIELDS if key[2] == 1 else form.PER_SLOT)):
            rows.append(entry | {"claim_id": key[0], "slot": key[2], "row": key[1]})
    answers = _frame(_rejected_alike(rows), one)
    waits = _waits(answers, ((one, left), (other, right)), same_by(spell, _ANSWER))
    unplaced = united(one.unplaced, other.unplaced, answers, spell)
    whole = replace(one, claims=_all_claims(one, other), waits=waits, unplaced=unplaced)
    return _answered(whole, answers), conflicts


def _rejected_alike(rows: Sequence[Entry]) -> list[Entry]:
    """Return the entries with one rejection a row, decided with the answer of each of its slots."""
    given: dict[tuple[str, int], str] = {}
    for entry in sorted(rows, key=itemgetter("slot")):
        place = (entry["claim_id"], entry["row"])
        given[place] = given.get(place) or entry[form.REJECT.name]
    return [e | {form.REJECT.name: given[e["claim_id"], e["row"]]} for e in rows]


def _all_claims(one: Content, other: Content) -> pd.DataFrame:
    """Return the claims of both sides; of one that both have, the words are the first's."""
    missing = other.claims[~are_among(other.claims["claim_id"], one.claims["claim_id"])]
    return pd.concat([one.claims, missing], ignore_index=True) if len(missing) else one.claims


def _in_every_slot(entries: Mapping[Key, Entry], keys: Iterable[Key]) -> dict[Key, Entry]:
    """Return the entries of these keys; a slot that is empty bears what stands once in its row.

    So a note, or a correction, is decided alike for each topic of a row.
    """
    rows: dict[tuple[str, int], Entry] = {}
    for (claim_id, number, _), entry in entries.items():
        rows.setdefault((claim_id, number), entry)
    blank = dict.fromkeys(form.PER_SLOT, "")
    return {
        key: entries.get(key) or blank | {name: rows[key[:2]][name] for name in form.PER_ROW}
        for key in keys
        if key[:2] in rows
    }


def _waits(
    answers: pd.DataFrame, sides: Sequence[tuple[Content, Mapping[Key, Entry]]], same: Same
) -> dict[Key, Wait]:
    """Return which of these answers wait: those that wait in every side that gives them.

    Their rows are numbered anew, for of those that the sides have some may be gone.
    """
    waits: dict[Key, Wait] = {}
    if not any(content.waits for content, _ in sides):
        return waits
    for key, answer in entries_of(answers).items():
        place = (answer["claim_id"], answer["row"], answer["slot"])
        giving = [c.waits.get(place) for c, entries in sides if same(entries.get(place), answer)]
        if (first := next(iter(giving), None)) and all(giving):
            waits[key] = first
    return waits


def _answered(content: Content, answers: pd.DataFrame) -> Content:
    """Return the content with these answers, parted into those that count and those that wait."""
    annotations, _ = annotations_of(answers, content.codebook or Codebook(()))
    counted, waiting = apart(annotations, answers, content.waits)
    return replace(content, answers=answers, annotations=counted, waiting=waiting)


def with_cells(conflicts: Mapping[Key, Problem], written: Content) -> tuple[Problem, ...]:
    """Return the conflicts with the cells in which they stand in the workbook that was written."""
    entries = written.entries
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
    later: Later,
) -> tuple[Entry, list[str]]:
    """Return the entry that two sides make together, and the fields in which both values stand."""
    entry: Entry = dict.fromkeys(FIELDS, "") | (b or {}) | (a or {})  # what was issued has no place
    disputed: list[str] = []
    for fields, same in parts:
        decided, chosen = _decide(a, b, before, same, later)
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
    a: Entry | None,
    b: Entry | None,
    before: tuple[Entry | None, Entry | None],
    same: Same,
    later: Later,
) -> tuple[bool, Entry | None]:
    """Return whether one of two entries is to be taken for a part, and which."""
    if same(a, b):
        return True, a
    changed_a, changed_b = not same(a, before[0]), not same(b, before[1])
    if changed_a != changed_b:
        return True, a if changed_a else b
    if not changed_a and later:
        return True, a if later == "one" else b
    if not changed_a and (same(a, None) or same(b, None)):  # issued to one side only
        return True, b if same(a, None) else a
    return False, None


def _with_absent(content: Content, issued: Mapping[Key, Entry]) -> dict[Key, Entry]:
    """Return a side's entries; what was issued in columns and cells that it lacks is unchanged."""
    entries = dict(content.entries)
    if not content.absent and not content.covered:
        return entries
    claims = set(content.claims["claim_id"])
    for key, before in _in_every_slot(issued, {**issued, **entries}).items():
        columns = {field: form.answer_column(field, key[2]) for field in FIELDS}
        kept = {
            field: before[field]
            for field, column in columns.items()
            if column in content.absent or (key[0], column) in content.covered
        }
        if key[0] in claims and any(kept.values()):
            entries[key] = entries.get(key, dict.fromkeys(FIELDS, "")) | kept
    return entries


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
