"""What a sheet shows besides its values: errors, formulas, hidden rows, merged cells."""

import io
import re
import zipfile

from stance.errors import Problem
from stance.workbook.a1 import column_letters, column_number
from stance.workbook.grids import Book
from stance.workbook.headers import Table

_ERROR = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^>]*?t=["']e["'])[^>]*?r=["']([A-Z]+)(\d+)["'][^>]*>(.*?)</(?:\w+:)?c>""",
    re.DOTALL,
)
_FORMULA = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?r=["']([A-Z]+)(\d+)["'][^>/]*>\s*<(?:\w+:)?f[\s>/](.*?)</(?:\w+:)?c>""",
    re.DOTALL,
)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)")
_HIDDEN_ROW = re.compile(
    rb"""<(?:\w+:)?row\s(?=[^>]*?\shidden=["'](?:1|true)["'])[^>]*?\br=["'](\d+)["']"""
)


def mark_problems(book: Book, table: Table) -> list[Problem]:
    """Return what is odd about the cells of a table beyond their values."""
    problems = _merged(table)
    signs = table.grid.signs
    if not table.grid.part or not (signs.errors or signs.formulas or signs.hidden):
        return problems
    with zipfile.ZipFile(io.BytesIO(book.data)) as archive:
        xml = archive.read(table.grid.part)
    at = {column: name for name, column in table.columns.items()}
    entries = {row: index for index, row in enumerate(table.rows)}
    failed: set[tuple[bytes, bytes]] = set()
    for letters, digits, inside in _ERROR.findall(xml) if signs.errors else ():
        name = at.get(column_number(letters.decode()))
        failed.add((letters, digits))
        if name and int(digits) > table.header_row:
            found = _VALUE.search(inside)
            value = found[1].decode("utf-8", "replace") if found else "#ERROR"
            message = f"the cell holds the error {value}"
            problems.append(
                table.place(
                    "error-value",
                    message,
                    f"{letters.decode()}{digits.decode()}",
                    hint="type what belongs there",
                    value=value,
                )
            )
    for letters, digits, inside in _FORMULA.findall(xml) if signs.formulas else ():
        name = at.get(column_number(letters.decode()))
        if name and (letters, digits) not in failed and int(digits) in entries:
            problems.append(_formula(table, f"{letters.decode()}{digits.decode()}", inside))
    if signs.hidden:
        problems += _hidden(table, [int(row) for row in _HIDDEN_ROW.findall(xml)])
    return problems


def _formula(table: Table, cell: str, inside: bytes) -> Problem:
    found = _VALUE.search(inside)
    if found and found[1]:
        message = "the cell holds a formula; its last result was read"
        return table.place("formula", message, cell, hint="type the result over the formula")
    message = "the cell holds a formula without a result"
    hint = "open the file in a spreadsheet, type the result over the formula, save"
    return table.place("formula-without-value", message, cell, hint=hint)


def _hidden(table: Table, hidden: list[int]) -> list[Problem]:
    entries = set(table.rows)
    rows = [row for row in hidden if row in entries]
    if not rows:
        return []
    count = "1 row is" if len(rows) == 1 else f"{len(rows)} rows are"
    message = f"{count} hidden or filtered away, and counted all the same"
    return [table.place("hidden-rows", message, f"A{rows[0]}", hint="clear the filter to see them")]


def _merged(table: Table) -> list[Problem]:
    """Report merged cells that reach over more than one cell of the table."""
    used = set(table.columns.values())
    problems: list[Problem] = []
    for top, left, bottom, right in table.grid.merged:
        if bottom + 1 <= table.header_row or not used & set(range(left + 1, right + 2)):
            continue
        first, last = column_letters(left + 1), column_letters(right + 1)
        span = f"{first}{top + 1}:{last}{bottom + 1}"
        message = f"the cells {span} are merged; the value counts for the first one only"
        hint = "unmerge them and fill in each"
        problems.append(table.place("merged-cells", message, f"{first}{top + 1}", hint=hint))
    return problems
