"""The sheets that list what is legal: topics, scale, experts, sources, settings."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from stance.core.codebook import NONE, Codebook, Level, Scale, Topic
from stance.core.contracts import EXPERTS, SOURCES, Contract
from stance.core.errors import Problem
from stance.core.ids import slug
from stance.core.text import as_number, clean, closest, fold, spellings_of
from stance.sheets.grids import Book
from stance.workbook import form
from stance.workbook.content import Settings
from stance.workbook.headers import Table, missing_columns, read_table


@dataclass(frozen=True, slots=True)
class Numbers:
    """The settings that belong to the scale."""

    neutral: float | None = None
    tolerance: float | None = None


def list_table(book: Book, sheet: str, problems: list[Problem]) -> Table | None:
    """Return the table of a list sheet, or None where it is absent or unusable."""
    grid = book.grid(sheet)
    if grid is None:
        return None
    fields = form.LISTS[sheet]
    table = read_table(grid, fields)
    if table is None:
        return None
    missing = missing_columns(table, fields)
    problems += table.problems + missing
    return None if missing else table


def read_settings(book: Book, problems: list[Problem]) -> tuple[Settings, Numbers]:
    """Read title, topic slots and rules, and the scale's neutral score and tolerance."""
    table = list_table(book, "Settings", problems)
    settings, numbers = Settings(), Numbers()
    if table is None:
        return settings, numbers
    for index, (name, value) in enumerate(
        zip(table.column("setting"), table.column("value"), strict=True)
    ):
        key, value = form.header_key(name), value.strip()
        if key == "title":
            settings = replace(settings, title=value)
        elif key == "rules":
            settings = replace(settings, rules=value)
        elif not value:
            continue
        elif key == "topic slots":
            if value.isascii() and value.isdigit() and 1 <= int(value) <= form.MAX_SLOTS:
                settings = replace(settings, slots=int(value))
            else:
                problems.append(
                    _bad_setting(table, index, f"a whole number, 1 to {form.MAX_SLOTS}")
                )
        elif key in ("neutral", "tolerance"):
            given = as_number(value)
            if given is None:
                problems.append(_bad_setting(table, index, "a number, or empty"))
            else:
                numbers = replace(numbers, **{key: given})
    return settings, numbers


def _bad_setting(table: Table, index: int, expected: str) -> Problem:
    name = table.column("setting")[index]
    return table.problem("bad-setting", f"{name} should be {expected}", "value", index)


def read_codebook(book: Book, numbers: Numbers, problems: list[Problem]) -> Codebook | None:
    """Read topics and scale; the default scale where there is no Scale sheet."""
    table = list_table(book, "Topics", problems)
    if table is None:
        return None
    scale = _read_scale(book, numbers, problems)
    columns = [table.column(f.name) for f in form.TOPICS]
    topics: list[Topic] = []
    for index, row in enumerate(zip(*columns, strict=True)):
        topic_id, label, proposition, *more = (text.strip() for text in row)
        if fold(topic_id) == NONE:
            continue
        if not topic_id or not proposition:
            absent = "proposition" if topic_id else "topic"
            problems.append(_empty(table, absent, index))
            continue
        topics.append(Topic(topic_id, label or topic_id, proposition, *more))
    try:
        return Codebook(tuple(topics), scale)
    except ValueError as error:
        problems.append(_of_sheet(table, "bad-codebook", str(error)))
        return None


def _read_scale(book: Book, numbers: Numbers, problems: list[Problem]) -> Scale:
    table = list_table(book, "Scale", problems)
    if table is None:
        return Scale(neutral=numbers.neutral, tolerance=numbers.tolerance)
    levels: list[Level] = []
    columns = [table.column(f.name) for f in form.SCALE]
    for index, row in enumerate(zip(*columns, strict=True)):
        label, score, code, meaning = (text.strip() for text in row)
        place = as_number(score) if score else None
        if not label:
            problems.append(_empty(table, "stance", index))
        elif score and place is None:
            message = f'"{score}" is no score'
            hint = "write a number, or leave it empty for a stance without a place on the scale"
            problems.append(table.problem("bad-number", message, "score", index, hint=hint))
        else:
            levels.append(Level(label, place, code, meaning))
    try:
        return Scale(tuple(levels), numbers.neutral, numbers.tolerance)
    except ValueError as error:
        problems.append(_of_sheet(table, "bad-scale", str(error)))
        return Scale()


def _of_sheet(table: Table, code: str, message: str) -> Problem:
    return table.place(code, message, f"A{table.header_row}")


def _empty(table: Table, name: str, index: int) -> Problem:
    return table.problem("missing-value", f'"{name}" is empty', name, index, hint="fill it in")


def read_experts(book: Book, problems: list[Problem]) -> pd.DataFrame:
    """Read the list of experts; empty where there is none."""
    return _read_list(book, "Experts", EXPERTS, problems)


def read_sources(book: Book, problems: list[Problem]) -> pd.DataFrame:
    """Read the list of sources; empty where there is none."""
    return _read_list(book, "Sources", SOURCES, problems)


#: What an id is made of where it was left empty.
_NAMED_BY = {"expert_id": ("name",), "source_id": ("title", "file")}


def _read_list(book: Book, sheet: str, contract: Contract, problems: list[Problem]) -> pd.DataFrame:
    table = list_table(book, sheet, problems)
    if table is None:
        return contract.empty()
    key = contract.key[0]
    rows: dict[str, dict[str, Any]] = {}
    taken = {clean(text) for text in table.column(key)}
    for index in range(len(table)):
        entry = {name: table.column(name)[index] for name in contract.names}
        name = next(filter(None, (clean(entry[field]) for field in _NAMED_BY[key])), "")
        entry[key] = clean(entry[key]) or (slug(name, taken) if name else "")
        taken.add(entry[key])
        if not entry[key]:
            problems.append(_empty(table, key, index))
        elif fold(entry[key]) in rows:
            message = f'the {key} "{entry[key]}" stands twice'
            hint = "give one of them another id"
            problems.append(table.problem("duplicate-id", message, key, index, hint=hint))
        else:
            rows[fold(entry[key])] = entry
    return contract.build(list(rows.values()))


@dataclass(frozen=True, slots=True)
class Register:
    """Who or what is listed, found by id or by any other name.

    Attributes:
        ids: folded name to the ids that it may mean.
        names: all names as written, for suggestions.
    """

    ids: dict[str, frozenset[str]]
    names: tuple[str, ...]

    def find(self, value: str) -> frozenset[str]:
        """Return the ids that the value may mean."""
        return self.ids.get(fold(value), frozenset())

    def suggest(self, value: str) -> str | None:
        """Return the name that was probably meant, or None."""
        return closest(value, self.names)


def register(frame: pd.DataFrame, key: str, names: Callable[[Any], list[str]]) -> Register:
    """Build a register; an id always means itself, whatever else bears that name."""
    ids: dict[str, frozenset[str]] = {}
    written: list[str] = []
    for row in frame.to_dict("records"):
        for name in filter(None, (clean(name) for name in names(row))):
            ids[fold(name)] = ids.get(fold(name), frozenset()) | {row[key]}
            written.append(name)
    for row_id in frame[key]:
        ids[fold(row_id)] = frozenset({row_id})
        written.append(row_id)
    return Register(ids, tuple(written))


def expert_register(experts: pd.DataFrame) -> Register:
    """Return the experts by id, name and alias."""
    return register(experts, "expert_id", lambda row: spellings_of(row["name"], row["aliases"]))


def source_register(sources: pd.DataFrame) -> Register:
    """Return the sources by id, title and file."""
    return register(sources, "source_id", lambda row: [row["title"], row["file"]])
