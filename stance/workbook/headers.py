"""Headers found and matched: by name, by synonym, by near miss."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from stance.errors import Problem
from stance.text import closest
from stance.workbook.form import Field, header_key
from stance.workbook.grids import Grid, text_of
from stance.workbook.limits import column_letters

_SEARCHED_ROWS = 30


@dataclass(frozen=True, slots=True)
class Table:
    """The part of a sheet under its header row; blank rows left out, positions kept.

    Attributes:
        file: name of the file.
        sheet: name of the sheet.
        columns: field name to column, counted from 1.
        values: field name to the texts of that column.
        rows: the sheet row of each entry, counted from 1.
        header_row: the row of the header.
        problems: what was odd about the headers.
    """

    file: str
    sheet: str
    columns: dict[str, int]
    values: dict[str, list[str]]
    rows: list[int]
    header_row: int
    problems: list[Problem] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> list[str]:
        """Return the texts of a column; empty texts where the sheet has no such column."""
        return self.values.get(name) or [""] * len(self.rows)

    def cell(self, name: str, index: int) -> str:
        """Return the A1 name of the cell of that field in the entry of that index."""
        column = self.columns.get(name)
        return f"{column_letters(column)}{self.rows[index]}" if column else ""

    def cells(self, name: str) -> list[str]:
        """Return the A1 names of a whole column."""
        column = self.columns.get(name)
        letters = column_letters(column) if column else ""
        return [f"{letters}{row}" for row in self.rows] if column else [""] * len(self.rows)

    def problem(self, code: str, message: str, name: str, index: int, **more: str) -> Problem:
        """Return a problem at the cell of that field and entry, with the value there."""
        value = more.pop("value", self.column(name)[index])
        cell = self.cell(name, index)
        return Problem(
            code=code,
            message=message,
            file=self.file,
            sheet=self.sheet,
            cell=cell,
            value=value,
            **more,
        )


def read_table(grid: Grid, fields: Sequence[Field]) -> Table | None:
    """Return the table of the sheet, or None where no row looks like its header.

    The header is the row, among the first thirty, in which most fields are recognised.
    """
    names = [f.name for f in fields]
    best: dict[str, int] = {}
    at = -1
    for number, row in enumerate(grid.rows[:_SEARCHED_ROWS]):
        found = _exact(row, fields)
        if len(found) > len(best):
            best, at = found, number
    if not best:
        return None
    near = _near_misses(grid.rows[at], fields, best)
    columns = {n: (best | near)[n] for n in names if n in best or n in near}
    body = grid.rows[at + 1 :]
    used = list(columns.values())
    kept = [i for i, row in enumerate(body) if any(row[c] not in ("", None) for c in used)]
    chosen = body if len(kept) == len(body) else [body[i] for i in kept]
    by_column = list(zip(*chosen, strict=True)) if chosen else []
    values = {n: _texts(by_column[c]) if chosen else [] for n, c in columns.items()}
    table = Table(
        file=grid.file,
        sheet=grid.sheet,
        columns={n: c + 1 for n, c in columns.items()},
        values=values,
        rows=[at + 2 + i for i in kept],
        header_row=at + 1,
    )
    for name, column in near.items():
        table.problems.append(
            Problem(
                code="renamed-column",
                message=f'the column "{text_of(grid.rows[at][column])}" was read as "{name}"',
                hint="rename it if that is right, or name it differently if not",
                file=grid.file,
                sheet=grid.sheet,
                cell=f"{column_letters(column + 1)}{at + 1}",
                value=text_of(grid.rows[at][column]),
            )
        )
    return table


def missing_columns(table: Table, fields: Sequence[Field]) -> list[Problem]:
    """Return one problem for every needed column that is not there."""
    return [
        Problem(
            code="missing-column",
            message=f'the column "{f.name}" is missing',
            hint=f"headers that also count: {', '.join(f.also[:4])}" if f.also else "",
            file=table.file,
            sheet=table.sheet,
            cell=f"A{table.header_row}",
        )
        for f in fields
        if f.needed and f.name not in table.columns
    ]


def _exact(row: Sequence[Any], fields: Sequence[Field]) -> dict[str, int]:
    """Match headers by name first, by synonym second; the leftmost wins."""
    keys = [header_key(value) if isinstance(value, str) else "" for value in row]
    found: dict[str, int] = {}
    for f in fields:
        if header_key(f.name) in keys:
            found[f.name] = keys.index(header_key(f.name))
    taken = set(found.values())
    for f in fields:
        if f.name not in found:
            for column, key in enumerate(keys):
                if key and key in f.keys and column not in taken:
                    found[f.name] = column
                    taken.add(column)
                    break
    return found


def _near_misses(
    row: Sequence[Any], fields: Sequence[Field], found: dict[str, int]
) -> dict[str, int]:
    """Match what is left of the headers to the fields that are left, where they are close."""
    open_fields = [f.name for f in fields if f.name not in found]
    near: dict[str, int] = {}
    for column, value in enumerate(row):
        if column in found.values() or not isinstance(value, str) or not value.strip():
            continue
        name = closest(header_key(value), open_fields, at_least=80.0)
        if name and name not in near and _digits(name) == _digits(value):
            near[name] = column
    return near


def _digits(header: str) -> str:
    """Return the digits: "stance_3" is no misspelling of "stance_2"."""
    return "".join(c for c in header if c.isdigit())


def _texts(column: Sequence[Any]) -> list[str]:
    """Return the texts of a column; most columns hold nothing but texts."""
    return [value if type(value) is str else text_of(value) for value in column]
