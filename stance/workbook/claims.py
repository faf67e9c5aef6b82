"""The Claims sheet, read into claims and answers."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from stance.core.contracts import ANSWERS, CLAIMS
from stance.core.errors import Problem
from stance.core.locators import read_locator
from stance.core.text import as_number, clean
from stance.sheets.a1 import column_letters
from stance.tables.dates import fault_of, read_dates
from stance.workbook import form
from stance.workbook.headers import Table
from stance.workbook.lists import Register

_TEXTS = (
    *("question", "claim", "key_phrase", "kind", "speaker", "speaker_reason"),
    *("speaker_attitude", "cue", "context_before", "context_after"),
)


def read_claims(
    table: Table,
    ids: Sequence[str],
    experts: Register,
    sources: Register,
) -> tuple[pd.DataFrame, list[Problem]]:
    """Read the words, one claim an id: those of the first row that has it.

    Args:
        table: the Claims sheet.
        ids: the claim whose words stand in each row.
        experts: who may be named.
        sources: which may be named.

    Returns:
        Contract CLAIMS, and what is wrong with the cells.
    """
    chosen = _first_rows(ids)
    spans, of_spans = _spans(table, chosen)
    expert_ids, of_experts = _resolve(table, ids, "expert", chosen, experts)
    source_ids, of_sources = _resolve(table, ids, "source", chosen, sources)
    dates, of_dates = _dates(table, ids, chosen)
    confidences, of_confidences = _confidences(table, chosen)
    columns: dict[str, Any] = {
        "claim_id": [ids[i] for i in chosen],
        "expert_id": expert_ids,
        "source_id": source_ids,
        "said_on": dates,
        "speaker_confidence": confidences,
        "start": np.array([start for start, _ in spans]),
        "end": np.array([end for _, end in spans]),
        "file": table.grid.file,
        "sheet": table.grid.sheet,
        "row": np.array(table.rows)[chosen],
    }
    for name in _TEXTS:
        values = table.column(name)
        columns[name] = [values[i] for i in chosen] if any(values) else ""
    columns["kind"] = [_kind(text) for text in columns["kind"]] or ""
    claims = CLAIMS.check(pd.DataFrame(columns)) if chosen else CLAIMS.empty()
    return claims, [*of_spans, *of_experts, *of_sources, *of_dates, *of_confidences]


def _kind(text: str) -> str:
    """Return the kind of a claim, in our spelling where it is the one that counts."""
    return form.NOT_A_CLAIM if form.header_key(text) == form.NOT_A_CLAIM else text


def _first_rows(ids: Sequence[str]) -> list[int]:
    """Return the first row of every id, counted from 0."""
    if len(set(ids)) == len(ids) and all(ids):
        return list(range(len(ids)))
    first = dict(zip(reversed(ids), range(len(ids) - 1, -1, -1), strict=True))
    return sorted(index for claim_id, index in first.items() if claim_id)


def doubles(table: Table, ids: Sequence[str]) -> list[Problem]:
    """Report ids that stand for two claims.

    A row that repeats an id with the same words is a second row of answers, which is legal.
    """
    problems: list[Problem] = []
    if len(set(ids)) == len(ids):
        return problems
    first: dict[str, int] = {}
    texts = table.column("claim")
    for index, claim_id in enumerate(ids):
        earlier = first.setdefault(claim_id, index)
        if claim_id and earlier != index and clean(texts[earlier]) != clean(texts[index]):
            message = f'the id "{claim_id}" stands for another claim in {_at(table, earlier)}'
            hint = "give one of them another id"
            problems.append(table.problem("duplicate-id", message, "claim_id", index, hint=hint))
    return problems


def _at(table: Table, index: int) -> str:
    return table.cell("claim_id", index) or f"row {table.rows[index]}"


def _resolve(
    table: Table,
    ids: Sequence[str],
    field: str,
    chosen: list[int],
    known: Register,
) -> tuple[list[str], list[Problem]]:
    """Return the ids that the names in a column mean; a name that means none stays as it is."""
    values = table.column(field)
    meant: dict[str, str] = {}
    problems: list[Problem] = []
    for text in dict.fromkeys(values):
        name = clean(text)
        found = known.find(name)
        meant[text] = next(iter(found)) if len(found) == 1 else name
        if len(found) == 1 or (not name and field == "source"):
            continue
        code, message, hint = unresolved(field, name, found, known)
        problems += [
            table.problem(code, message, field, row, claim_id=ids[row], hint=hint)
            for row in chosen
            if values[row] == text
        ]
    return [meant[values[index]] for index in chosen], problems


def unresolved(
    field: str, name: str, found: frozenset[str], known: Register
) -> tuple[str, str, str]:
    """Return code, message and hint for a name that does not mean exactly one entry."""
    if not name:
        return "missing-value", f"the {field} is empty", "fill it in"
    if found:
        message = f'"{name}" may be {" or ".join(sorted(found))}'
        return f"ambiguous-{field}", message, "write the id instead of the name"
    suggestion = known.suggest(name)
    hint = f"add the {field} to the list"
    if suggestion:
        former = " If that was the name, write it among the aliases." if field == "expert" else ""
        hint = f'did you mean "{suggestion}"?{former}'
    return f"unknown-{field}", f'"{name}" is not in the list of {field}s', hint


def _dates(table: Table, ids: Sequence[str], chosen: list[int]) -> tuple[list[str], list[Problem]]:
    """Return the dates of the words; empty where the cell is, or holds none."""
    texts = list(map(clean, table.column("said_on")))
    dates = read_dates(texts)
    problems: list[Problem] = []
    for row in chosen:
        iso, hint = dates[texts[row]]
        if hint:
            message, claim_id = fault_of(texts[row], iso), ids[row]
            problems.append(
                table.problem("bad-date", message, "said_on", row, claim_id=claim_id, hint=hint)
            )
    return [dates[texts[row]][0] for row in chosen], problems


def _spans(table: Table, chosen: list[int]) -> tuple[list[tuple[float, float]], list[Problem]]:
    """Return the locators' starts and ends; NaN where there is none."""
    texts = table.column("locator")
    if not any(texts):
        pairs = zip(table.column("start"), table.column("end"), strict=True)
        texts = [f"{start}:{end}" if start else "" for start, end in pairs]
    spans: list[tuple[float, float]] = []
    problems: list[Problem] = []
    for index in chosen:
        text = texts[index]
        span = read_locator(text) if text else None
        if text.strip() and not span:
            message, hint = f'"{text}" is no locator', "write start:end, two whole numbers"
            problems.append(table.problem("bad-number", message, "locator", index, hint=hint))
        spans.append(span or (math.nan, math.nan))
    return spans, problems


def _confidences(table: Table, chosen: list[int]) -> tuple[list[float], list[Problem]]:
    """Return how sure each speaker is; NaN where the cell is empty or no number."""
    name = "speaker_confidence"
    texts = table.column(name)
    problems: list[Problem] = []
    if not any(texts):
        return [math.nan] * len(chosen), problems
    numbers: dict[str, float] = {"": math.nan}
    for index in chosen:
        text = texts[index]
        if text not in numbers:
            found = as_number(text)
            numbers[text] = math.nan if found is None else found
            if found is None:
                message, hint = f'"{text}" is no number', "write 0 to 1, or leave it empty"
                problems.append(table.problem("bad-number", message, name, index, hint=hint))
    return [numbers[texts[index]] for index in chosen], problems


def read_answers(table: Table, ids: Sequence[str], annotators: Sequence[str]) -> pd.DataFrame:
    """Read what was typed into the answer columns; rows without any are left out.

    Args:
        table: the Claims sheet.
        ids: the claim that each row's answers are about.
        annotators: the annotator of every row.

    Returns:
        Contract ANSWERS, in the order of rows, then slots.
    """
    slots = [1, *(n for n in form.SLOTS[1:] if _filled(table, n))]
    columns: dict[str, Any] = {
        "claim_id": ids,
        "annotator": annotators,
        **{name: values for name in form.PER_ROW if any(values := _given(table, name))},
    }
    given = {name: _array(values) for name, values in columns.items()}
    given["row"] = np.array(table.rows, np.int64)
    parts = [pd.DataFrame(_slot_answers(table, slot, given)) for slot in slots]
    frame = parts[0]
    if len(parts) > 1:
        frame = pd.concat(parts).sort_values(["row", "slot"])
    return ANSWERS.check(
        ANSWERS.complete(frame.assign(file=table.grid.file, sheet=table.grid.sheet))
    )


def _given(table: Table, name: str) -> Sequence[str]:
    """Return what was typed into a column; a check box that is not ticked says nothing."""
    values = table.column(name)
    if name == form.REJECT.name and "FALSE" in values and {"", "TRUE", "FALSE"}.issuperset(values):
        return ["" if value == "FALSE" else value for value in values]
    return values


def _filled(table: Table, slot: int) -> bool:
    """Say whether any cell of that slot is filled in."""
    names = (form.answer_column(name, slot) for name in form.PER_SLOT)
    return any(any(table.values.get(name, ())) for name in names)


def _slot_answers(table: Table, slot: int, given: dict[str, Any]) -> dict[str, Any]:
    """Return the rows that have something in this slot, or something once a row in the first."""
    names = {name: form.answer_column(name, slot) for name in form.PER_SLOT}
    typed = {kind: _array(table.column(name)) for kind, name in names.items()}
    filled = np.any([values.astype(np.bool_) for values in typed.values()], axis=0)
    for name in form.PER_ROW if slot == 1 else ():
        if name in given:
            filled |= given[name].astype(np.bool_)
    at = np.flatnonzero(filled & given["claim_id"].astype(np.bool_))
    columns = {name: values[at] for name, values in (given | typed).items()}
    columns["slot"] = np.full(len(at), slot)
    for kind, name in names.items():
        columns[f"{kind}_cell"] = _cells(table, name)[at]
    for name in form.PER_ROW:
        if name in given:
            filled = columns[name].astype(np.bool_)
            columns[f"{name}_cell"] = np.where(filled, _cells(table, name)[at], "")
    return columns


def _cells(table: Table, name: str) -> Any:
    """Return the A1 name of every cell of a column; "" where there is no such column."""
    number = table.columns.get(name)
    if not number:
        return np.full(len(table), "", object)
    return column_letters(number) + _array(list(map(str, table.rows_of(name))))


def _array(values: Sequence[Any]) -> Any:
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
