"""The Claims sheet, read into claims and answers."""

import math
import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from stance.errors import Problem
from stance.frames import ANSWERS, CLAIMS
from stance.text import clean
from stance.workbook import form
from stance.workbook.headers import Table
from stance.workbook.lists import Register

_ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?\Z")
_LOCATOR = re.compile(r"\s*(\d+)\s*[:–-]\s*(\d+)\s*\Z")


def ids_of(table: Table, problems: list[Problem]) -> list[str]:
    """Return the claim id of every row; the hidden copy stands in where the first is empty."""
    ids = [clean(text) for text in table.column("claim_id")]
    copies = [clean(text) for text in table.column(form.ID_COPY.name)]
    ids = [first or copy for first, copy in zip(ids, copies, strict=True)]
    for index, claim_id in enumerate(ids):
        if not claim_id:
            message, hint = "the row has no claim id", "restore it from the issued workbook"
            problems.append(
                table.problem("missing-value", message, "claim_id", index, value="", hint=hint)
            )
    return ids


def read_claims(
    table: Table,
    ids: Sequence[str],
    experts: Register,
    sources: Register,
    problems: list[Problem],
) -> pd.DataFrame:
    """Read the words, one claim an id: those of the first row that has it."""
    first: dict[str, int] = {}
    for index, claim_id in enumerate(ids):
        if claim_id:
            first.setdefault(claim_id, index)
    chosen = list(first.values())
    start, end = _spans(table, chosen, problems)
    columns: dict[str, Any] = {
        "claim_id": list(first),
        "expert_id": _resolve(table, "expert", chosen, experts, problems),
        "source_id": _resolve(table, "source", chosen, sources, problems),
        "said_on": _dates(table, chosen, problems),
        "start": start,
        "end": end,
        "file": table.file,
        "sheet": table.sheet,
        "row": [table.rows[i] for i in chosen],
    }
    for name in ("question", "claim", "key_phrase", "kind", "speaker"):
        values = table.column(name)
        columns[name] = [values[i] for i in chosen]
    return CLAIMS.check(pd.DataFrame(columns)) if chosen else CLAIMS.empty()


def report_doubles(table: Table, ids: Sequence[str], problems: list[Problem]) -> None:
    """Report ids that stand for two claims.

    A row that repeats an id with the same words is a second row of answers, which is legal.
    """
    first: dict[str, int] = {}
    texts = table.column("claim")
    for index, claim_id in enumerate(ids):
        earlier = first.setdefault(claim_id, index)
        if claim_id and earlier != index and clean(texts[earlier]) != clean(texts[index]):
            message = f'the id "{claim_id}" stands for another claim in {_at(table, earlier)}'
            hint = "give one of them another id"
            problems.append(table.problem("duplicate-id", message, "claim_id", index, hint=hint))


def _at(table: Table, index: int) -> str:
    return table.cell("claim_id", index) or f"row {table.rows[index]}"


def _resolve(
    table: Table, field: str, chosen: list[int], known: Register, problems: list[Problem]
) -> list[str]:
    """Return the ids that the names in a column mean; a name that means none stays as it is."""
    values = table.column(field)
    meant: dict[str, frozenset[str]] = {}
    resolved: list[str] = []
    for index in chosen:
        name = clean(values[index])
        if name not in meant:
            meant[name] = known.find(name)
        ids = meant[name]
        resolved.append(next(iter(ids)) if len(ids) == 1 else name)
        if len(ids) == 1 or (not name and field == "source"):
            continue
        claim_id = clean(table.column("claim_id")[index])
        if not name:
            code, message, hint = "missing-value", f"the {field} is empty", "fill it in"
        elif ids:
            code, message = f"ambiguous-{field}", f'"{name}" may be {" or ".join(sorted(ids))}'
            hint = "write the id instead of the name"
        else:
            code, message = f"unknown-{field}", f'"{name}" is not in the list of {field}s'
            suggestion = known.suggest(name)
            hint = f'did you mean "{suggestion}"?' if suggestion else f"add the {field} to the list"
        problems.append(table.problem(code, message, field, index, claim_id=claim_id, hint=hint))
    return resolved


def _dates(table: Table, chosen: list[int], problems: list[Problem]) -> list[str]:
    values = table.column("said_on")
    dates: list[str] = []
    for index in chosen:
        date = clean(values[index])
        if date and not _ISO.match(date):
            message = f'"{date}" is not a date of the form 2022, 2022-01 or 2022-01-31'
            hint = "the claim counts as undated"
            problems.append(table.problem("bad-date", message, "said_on", index, hint=hint))
            date = ""
        dates.append(date)
    return dates


def _spans(
    table: Table, chosen: list[int], problems: list[Problem]
) -> tuple[list[float], list[float]]:
    """Return the locators' starts and ends; NaN where there is none."""
    locators = table.column("locator")
    starts, ends = table.column("start"), table.column("end")
    spans: tuple[list[float], list[float]] = ([], [])
    for index in chosen:
        text = locators[index] or (f"{starts[index]}:{ends[index]}" if starts[index] else "")
        match = _LOCATOR.match(text)
        if text.strip() and not match:
            message, hint = f'"{text}" is no locator', "write start:end, two whole numbers"
            problems.append(table.problem("bad-number", message, "locator", index, hint=hint))
        spans[0].append(float(match[1]) if match else math.nan)
        spans[1].append(float(match[2]) if match else math.nan)
    return spans


def read_answers(table: Table, ids: Sequence[str], annotators: Sequence[str]) -> pd.DataFrame:
    """Read what was typed into the answer columns; rows without any are left out.

    Args:
        table: the Claims sheet.
        ids: the claim id of every row.
        annotators: the annotator of every row.

    Returns:
        Contract ANSWERS, in the order of rows, then slots.
    """
    slots = [n for n in range(1, 10) if form.slot_fields(n)[0].name in table.columns]
    slots = sorted({1, *slots})
    notes = table.column("note")
    columns: dict[str, list[Any]] = {name: [] for name in ANSWERS.names}
    for slot in slots:
        names = [f.name for f in form.slot_fields(slot)]
        texts = [table.column(name) for name in names]
        cells = [table.cells(name) for name in names]
        kept = [
            i
            for i, (topic, stance, confidence) in enumerate(zip(*texts, strict=True))
            if topic or stance or confidence or (slot == 1 and notes[i])
        ]
        for name, values in (
            ("claim_id", ids),
            ("annotator", annotators),
            ("topic", texts[0]),
            ("stance", texts[1]),
            ("confidence", texts[2]),
            ("note", notes),
            ("row", table.rows),
            ("topic_cell", cells[0]),
            ("stance_cell", cells[1]),
            ("confidence_cell", cells[2]),
        ):
            columns[name] += [values[i] for i in kept]
        columns["slot"] += [slot] * len(kept)
    n = len(columns["slot"])
    columns["file"], columns["sheet"] = [table.file] * n, [table.sheet] * n
    if not n:
        return ANSWERS.empty()
    frame = ANSWERS.check(pd.DataFrame(columns))
    return frame.sort_values(["row", "slot"], kind="stable", ignore_index=True)
