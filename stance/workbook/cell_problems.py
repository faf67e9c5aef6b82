"""Problems of cells beyond their values: errors, formulas, hidden rows, merged cells."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from stance.core.errors import Problem
from stance.sheets.a1 import cell_name
from stance.sheets.cell_marks import Marks
from stance.sheets.grids import Book, marks_of
from stance.workbook import form
from stance.workbook.headers import Table


def mark_problems(book: Book, table: Table, *, unmerged: bool = False) -> list[Problem]:
    """Return what is odd about the cells of a table beyond their values.

    Args:
        book: the file.
        table: one of its tables.
        unmerged: a cell that is merged with those below it was read in each of their rows.
    """
    rows, columns = set(table.rows), table.columns.values()
    marks = marks_of(book, table.grid, columns)
    if marks == Marks():
        return _merged(table, unmerged=unmerged)
    first = min([table.header_row + 1, *table.rows[:1]])
    below = range(first, len(table.grid.rows) + 1)
    problems = _merged(table, unmerged=unmerged)
    for run in marks.errors:
        problems += [_error(table, cell, run.text) for cell in run.cells(below, columns)]
    for run in marks.formulas:
        problems += [_formula(table, cell, run.text) for cell in run.cells(rows, columns)]
    return problems + _hidden(table, [row for run in marks.hidden for row, _ in run.cells(rows)])


def _error(table: Table, cell: tuple[int, int], value: str) -> Problem:
    message, hint = f"the cell holds the error {value}", "type what belongs there"
    return table.problem_at("error-value", message, cell_name(*cell), hint=hint, value=value)


def _formula(table: Table, cell: tuple[int, int], result: str) -> Problem:
    if result:
        message = "the cell holds a formula; its last result was read"
        return table.problem_at(
            "formula", message, cell_name(*cell), hint="type the result over the formula"
        )
    message = "the cell holds a formula without a result"
    hint = "open the file in a spreadsheet, type the result over the formula, save"
    return table.problem_at("formula-without-value", message, cell_name(*cell), hint=hint)


def _hidden(table: Table, rows: list[int]) -> list[Problem]:
    if not rows:
        return []
    count = "1 row is" if len(rows) == 1 else f"{len(rows)} rows are"
    message = f"{count} hidden or filtered away, and counted all the same"
    return [
        table.problem_at("hidden-rows", message, f"A{rows[0]}", hint="clear the filter to see them")
    ]


def covered_answers(table: Table, ids: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Return the claims and answer columns whose cell shows nothing, for others are merged over it.

    Claims with several rows are left out: which of them an issued answer stood in is not known.
    """
    if not table.grid.merged:
        return frozenset()
    once = {claim_id for claim_id, n in Counter(ids).items() if n == 1}
    n_rows = len(table.grid.rows)
    covered: set[tuple[str, str]] = set()
    for name in form.answer_columns(table.columns):
        column = table.columns[name] - 1
        spans = [span for span in table.grid.merged if span[1] <= column <= span[3]]
        edges = np.zeros(n_rows + 1, np.int64)
        np.add.at(edges, [min(top, n_rows) for top, *_ in spans], 1)
        np.add.at(edges, [min(bottom + 1, n_rows) for *_, bottom, _ in spans], -1)
        under = edges.cumsum() > 0
        shown = {top for top, left, *_ in spans if left == column}
        covered |= {
            (claim_id, name)
            for row, claim_id in zip(table.rows_of(name), ids, strict=True)
            if under[row - 1] and row - 1 not in shown and claim_id in once
        }
    return frozenset(covered)


def _merged(table: Table, *, unmerged: bool) -> list[Problem]:
    """Report merged cells that reach over more than one cell of the table."""
    used = table.columns.values()
    problems: list[Problem] = []
    for top, left, bottom, right in table.grid.merged:
        if bottom + 1 <= table.header_row or not any(left < c <= right + 1 for c in used):
            continue
        first, last = cell_name(top + 1, left + 1), cell_name(bottom + 1, right + 1)
        message = f"the cells {first}:{last} are merged; only the first shows what it holds"
        if unmerged and bottom > top:
            message = f"the cells {first}:{last} are merged; what the first holds counts in each"
        hint = "unmerge them and fill in each"
        problems.append(table.problem_at("merged-cells", message, first, hint=hint))
    return problems
