"""Headers found and matched: by name, by synonym, by near miss."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from stance.core.errors import Problem
from stance.core.text import clean, closest, listed
from stance.sheets.a1 import cell_name
from stance.sheets.grids import Grid, columns_of, text_of, texts_of
from stance.workbook.catalogues import spellings
from stance.workbook.form import ANSWER_COLUMNS, CLAIM_ID, ID_COPY, SHOWN_ONLY, Field, header_key

SEARCHED_ROWS = 30
#: So many of our own headers in one row are no chance.
_SURE = 3
#: Stands for the edge of the sheet, before its first column.
_BEFORE = -1


@dataclass(frozen=True, slots=True)
class Table:
    """The part of a sheet under its header row; blank rows left out, positions kept.

    Attributes:
        grid: the sheet.
        columns: field name to column, counted from 1.
        values: field name to the texts of that column.
        rows: the sheet row of each entry, counted from 1.
        header_row: the row of the header.
        problems: what was odd about the headers.
        origins: field name to the sheet row of each of its texts, where that is another than the
            entry's, for the texts were put back beside their claims.
    """

    grid: Grid
    columns: dict[str, int]
    values: dict[str, Sequence[str]]
    rows: list[int]
    header_row: int
    problems: tuple[Problem, ...] = ()
    origins: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> Sequence[str]:
        """Return the texts of a column; empty texts where the sheet has no such column."""
        return self.values.get(name) or [""] * len(self.rows)

    def cell(self, name: str, index: int) -> str:
        """Return the A1 name of the cell of that field in the entry of that index."""
        column = self.columns.get(name)
        return cell_name(self.rows_of(name)[index], column) if column else ""

    def rows_of(self, name: str) -> Sequence[int]:
        """Return the sheet row of each text of a field."""
        return self.origins.get(name, self.rows)

    def header_cell(self, name: str) -> str:
        """Return the A1 name of the field's header, or of the header row's first cell."""
        return cell_name(self.header_row, self.columns.get(name, 1))

    def problem(self, code: str, message: str, name: str, index: int, **more: str) -> Problem:
        """Return a problem at the cell of that field and entry, with the value there."""
        more.setdefault("value", self.column(name)[index])
        return self.problem_at(code, message, self.cell(name, index), **more)

    def problem_at(self, code: str, message: str, cell: str = "", **more: str) -> Problem:
        """Return a problem somewhere on this sheet."""
        return Problem(
            code=code,
            message=message,
            file=self.grid.file,
            sheet=self.grid.sheet,
            cell=cell,
            **more,
        )


def read_table(grid: Grid, fields: Sequence[Field], order: Sequence[Field] = ()) -> Table | None:
    """Return the table of the sheet, or None where no row looks like its header.

    The header is the row, among the first thirty, in which most fields are recognised. Where two
    columns bear one header, the one that is filled in counts; two that differ are a problem.

    Args:
        grid: the sheet.
        fields: the columns to look for.
        order: fields in the order in which the sheet was issued; a header that nobody can read is
            known by where it stands among the others.
    """
    fields = tuple(fields)
    at, found = _header(grid, fields)
    if not found:
        return None
    header = grid.rows[at]
    near = _near_misses(header, fields, found)
    above = _entries_above(grid.rows[:at], found)
    body = [grid.rows[i] for i in above] + grid.rows[at + 1 :]
    by_column = columns_of(body) if body else [[]] * len(header)
    near |= _by_order(header, by_column, order, found | {n: [c] for n, c in near.items()})
    candidates = found | {name: [column] for name, column in near.items()}
    used = [column for columns in candidates.values() for column in columns]
    again = _repeated_headers(header, by_column, used)
    kept = _filled_rows(by_column, used, len(body), again)
    every = by_column
    if len(kept) < len(body):
        by_column = [[column[i] for i in kept] for column in by_column]
    texts = {column: texts_of(by_column[column]) for column in used}
    chosen = {name: _chosen(columns, texts) for name, columns in candidates.items()}
    columns = {f.name: chosen[f.name] + 1 for f in fields if f.name in chosen}
    numbers = [*(i + 1 for i in above), *range(at + 2, len(grid.rows) + 1)]
    table = Table(
        grid=grid,
        columns=columns,
        values={name: texts[column - 1] for name, column in columns.items()},
        rows=[numbers[i] for i in kept] if above else [at + 2 + i for i in kept],
        header_row=at + 1,
    )
    problems = (
        *_stray_headers(table, above, [numbers[i] for i in again]),
        *_renamed(table, header, near),
        *_doubled(table, candidates, texts),
        *_unread(table, header, every, set(used), order),
    )
    return replace(table, problems=problems)


def _header(grid: Grid, fields: tuple[Field, ...]) -> tuple[int, dict[str, list[int]]]:
    """Return the row of the header, from 0, and the columns of the fields that it names.

    It is looked for far down only where the beginning shows none: somebody may have sorted it in.
    """
    found = [_recognised(row, fields) for row in grid.rows[:SEARCHED_ROWS]]
    at = max(range(len(found)), key=lambda i: (len(found[i]), -i), default=-1)
    if at >= 0 and found[at]:
        return at, found[at]
    names = {spelling for f in fields for spelling in spellings(f.name)}
    rows = enumerate(grid.rows[SEARCHED_ROWS:], start=SEARCHED_ROWS)
    far = next((i for i, row in rows if len(names.intersection(row)) >= _SURE), -1)
    return far, _recognised(grid.rows[far], fields) if far >= 0 else {}


def _entries_above(rows: Sequence[Sequence[Any]], found: Mapping[str, list[int]]) -> list[int]:
    """Return the rows above the header that have an id and the same id inside the answers."""
    ids, copies = found.get(CLAIM_ID.name), found.get(ID_COPY.name)
    if not ids or not copies:
        return []
    return [i for i, row in enumerate(rows) if row[ids[0]] and row[ids[0]] == row[copies[0]]]


def _repeated_headers(
    header: Sequence[Any], by_column: Sequence[Sequence[Any]], used: Sequence[int]
) -> list[int]:
    """Return the rows that say in every column that is read what stands in the header.

    Of the header itself two cells may have been exchanged since.
    """
    first, heads = used[0], {header[column] for column in used}
    if len(used) < _SURE or header[first] not in by_column[first]:
        return []
    return [
        i
        for i, cell in enumerate(by_column[first])
        if cell == header[first] and all(by_column[c][i] in heads for c in used)
    ]


def _stray_headers(table: Table, above: Sequence[int], again: Sequence[int]) -> list[Problem]:
    problems = [
        table.problem_at("stray-header", "the row repeats the header and was skipped", f"A{row}")
        for row in again
    ]
    if above:
        message = (
            f"the header stands below {len(above)} rows of claims; they were read all the same"
        )
        hint = "move it to the top"
        cell = f"A{table.header_row}"
        problems.append(table.problem_at("stray-header", message, cell, hint=hint))
    return problems


def missing_columns(table: Table, fields: Sequence[Field]) -> list[Problem]:
    """Return one problem for every needed column that is not there."""
    return [
        table.problem_at(
            "missing-column",
            f'the column "{f.name}" is missing',
            f"A{table.header_row}",
            hint=f"headers that also count: {', '.join(f.also[:4])}" if f.also else "",
        )
        for f in fields
        if f.needed and f.name not in table.columns
    ]


@lru_cache(maxsize=64)
def _keys(fields: tuple[Field, ...]) -> Mapping[str, tuple[str, bool]]:
    """Return what each folded header means: the field, and whether it is its own name."""
    keys = {header_key(also): (f.name, False) for f in reversed(fields) for also in f.also}
    return keys | {header_key(f.name): (f.name, True) for f in fields}


def _recognised(row: Sequence[Any], fields: tuple[Field, ...]) -> dict[str, list[int]]:
    """Return the columns of each field; a synonym counts only where the name itself is absent."""
    keys = _keys(fields)
    exact: dict[str, list[int]] = {}
    synonyms: dict[str, list[int]] = {}
    for column, value in enumerate(row):
        if isinstance(value, str) and value:
            name, own = keys.get(header_key(value), ("", False))
            if name:
                (exact if own else synonyms).setdefault(name, []).append(column)
    return {name: columns[:1] for name, columns in synonyms.items()} | exact


def _near_misses(
    row: Sequence[Any], fields: Sequence[Field], found: dict[str, list[int]]
) -> dict[str, int]:
    """Match what is left of the headers to the fields that are left, where they are close."""
    open_fields = {
        spelling: f.name for f in fields if f.name not in found for spelling in spellings(f.name)
    }
    taken = {column for columns in found.values() for column in columns}
    near: dict[str, int] = {}
    for column, value in enumerate(row):
        if column in taken or not isinstance(value, str) or not value.strip():
            continue
        name = open_fields.get(closest(header_key(value), open_fields, at_least=80.0) or "", "")
        if name and name not in near and _digits(name) == _digits(value):
            near[name] = column
    return near


def _by_order(
    header: Sequence[Any],
    by_column: Sequence[Sequence[Any]],
    order: Sequence[Field],
    found: Mapping[str, Sequence[int]],
) -> dict[str, int]:
    """Match columns of unknown headers to the fields that were issued in their place.

    Only where between two columns that are known, or before the first, there are just as many of
    the one as of the other, with the empty columns or without them.
    """
    names = [f.name for f in order]
    places = {column: names.index(n) for n in names if n in found for column in found[n]}
    taken = {column for columns in found.values() for column in columns}
    placed: dict[str, int] = {}
    for left, right in pairwise((_BEFORE, *sorted(places))):
        first = 0 if left == _BEFORE else places[left] + 1
        missing = [n for n in names[first : places[right]] if n not in found]
        named = [
            column
            for column in range(left + 1, right)
            if column not in taken
            and (header[column] != "" or any(by_column[column]))
            and not _shown_only(header[column])
        ]
        filled = [column for column in named if any(by_column[column])]
        unknown = named if len(named) == len(missing) else filled
        if len(missing) == len(unknown):
            placed |= zip(missing, unknown, strict=True)
    return placed


def _shown_only(header: Any) -> bool:
    return header_key(clean(text_of(header))).startswith(SHOWN_ONLY)


def _digits(header: str) -> str:
    """Return the digits: "stance_3" is no misspelling of "stance_2"."""
    return "".join(c for c in header if c.isdigit())


def _filled_rows(
    by_column: Sequence[Sequence[Any]], used: Sequence[int], n: int, skipped: Sequence[int]
) -> list[int]:
    """Return the rows that have something in a recognised column, and are not to be skipped."""
    blank: Sequence[int] = range(n)
    for column in used:
        cells = by_column[column]
        blank = [i for i in blank if cells[i] == ""]
        if not blank:
            break
    gone = {*blank, *skipped}
    if not gone:
        return list(range(n))
    return [i for i in range(n) if i not in gone]


def _chosen(columns: Sequence[int], texts: Mapping[int, Sequence[str]]) -> int:
    """Return the first of the columns that is filled in, or simply the first."""
    return next((c for c in columns if any(texts[c])), columns[0])


def _renamed(table: Table, header: Sequence[Any], near: Mapping[str, int]) -> list[Problem]:
    return [
        table.problem_at(
            "renamed-column",
            f'the column "{text_of(header[column])}" was read as "{name}"'
            if text_of(header[column]).strip()
            else f'the column without a header was read as "{name}", which stood there',
            cell_name(table.header_row, column + 1),
            hint="rename it if that is right, or name it differently if not",
            value=text_of(header[column]),
        )
        for name, column in near.items()
    ]


def _doubled(
    table: Table, candidates: Mapping[str, list[int]], texts: Mapping[int, Sequence[str]]
) -> list[Problem]:
    """Report every cell in which two columns of one header say different things."""
    problems: list[Problem] = []
    for name, columns in candidates.items():
        first = table.columns[name] - 1
        for column in columns:
            if column == first or not any(texts[column]):
                continue
            pairs = enumerate(zip(texts[first], texts[column], strict=True))
            differ = [i for i, (a, b) in pairs if b and clean(a) != clean(b)]
            problems += [
                table.problem_at(
                    "doubled-column",
                    f'two columns are called "{name}", and they differ: "{texts[first][i]}" '
                    f'in {table.cell(name, i)}, "{texts[column][i]}" here',
                    cell_name(table.rows[i], column + 1),
                    hint="delete the one that is wrong",
                    value=texts[column][i],
                )
                for i in differ
            ]
    return problems


def _unread(
    table: Table,
    header: Sequence[Any],
    by_column: Sequence[Sequence[Any]],
    used: set[int],
    order: Sequence[Field],
) -> list[Problem]:
    """Note every filled column that no field claims, and the columns of answers that it may be.

    Suggestions of ours are no answers.
    """
    absent = [f.name for f in order if f.name in ANSWER_COLUMNS and f.name not in table.columns]
    names = listed(f'"{name}"' for name in absent)
    lacking = f"; the sheet has no column {names}" if absent else ""
    problems: list[Problem] = []
    for column, cells in enumerate(by_column):
        name = clean(text_of(header[column]))
        if column in used or _shown_only(name) or not any(cells):
            continue
        message = (
            f'the column "{name}" is not one that is read'
            if name
            else "the column has no header and is not read"
        )
        cell = cell_name(table.header_row, column + 1)
        message += lacking
        problems.append(table.problem_at("unread-column", message, cell, value=name))
    return problems
