"""A copy of a file in which the cells with problems are marked."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from stance.core.errors import Problem
from stance.sheets.a1 import cell_name, column_number
from stance.sheets.creating import cut_to_cell, new_book, sheet_name
from stance.sheets.grids import Book, open_book, text_of
from stance.sheets.limits import Limits
from stance.sheets.marking import OURS, Mark, lost_by_marking, with_marks
from stance.sheets.replacing import replace_file
from stance.workbook.catalogues import words_of
from stance.workbook.meta import read_meta
from stance.workbook.remarks import LISTED, MARKED
from stance.workbook.styles import row_height
from stance.workbook.wording import told_in

#: Characters of the widest column of a marked copy.
_WIDEST = 44
_COLOURS = {"error": "#F28B82", "warning": "#FFC98A", "note": "#BFE3F2"}


def write_marked(
    path: str | Path,
    original: str | Path,
    problems: Sequence[Problem],
    limits: Limits | None = None,
) -> list[str]:
    """Write a copy of a file in which the cells with problems are commented, and listed in front.

    It is the file itself with its colours, widths and comments, to be corrected and sent again.
    Where it has something that would not survive, values alone stand in the cells in which they
    stood, those with problems coloured. What is said is in the file's language, as far as that has
    words.

    Args:
        path: the copy, an .xlsx file.
        original: the file that was checked.
        problems: of that file; those of other files are left out.
        limits: how large the original may be.

    Returns:
        What would not have survived; nothing where the copy is the file itself.

    Raises:
        DataError: the original cannot be read, or the copy is open in a spreadsheet.
    """
    book = open_book(Path(original), limits)
    words = words_of(read_meta(book).language)
    here = [told_in(words, p) for p in problems if p.file == book.file]
    lost = lost_by_marking(book.data)
    marked = _values_marked if lost else _file_marked
    replace_file(Path(path), marked(book, here, words.sheet(MARKED)))
    return lost


def _file_marked(book: Book, problems: Sequence[Problem], title: str) -> bytes:
    """Return the file itself, marked."""
    listing = [(*LISTED, OURS), *([str(getattr(p, n)) for n in LISTED] for p in problems)]
    marks = [
        Mark(grid.name, cell_name(row + 1, column + 1), _told(found))
        for grid in book.grids
        for (row, column), found in _by_cell(problems, grid.sheet).items()
    ]
    parts = {grid.name: grid.part for grid in book.grids}
    return with_marks(book.data, parts, marks, title, listing)


def _values_marked(book: Book, here: Sequence[Problem], title: str) -> bytes:
    """Return a copy of the values of all cells, marked."""
    stream = io.BytesIO()
    copy = new_book(stream)
    wrap = copy.add_format({"text_wrap": True, "valign": "top"})
    colours = {
        severity: copy.add_format({"text_wrap": True, "valign": "top", "bg_color": colour})
        for severity, colour in _COLOURS.items()
    }
    head = copy.add_format({"bold": True, "bottom": 1})
    _list_problems(copy.add_worksheet(title), here, head, wrap)
    for grid in book.grids:
        sheet = copy.add_worksheet(sheet_name(grid.name, copy.sheetnames))
        if grid.name.startswith("_"):
            sheet.hide()
        _fit(sheet, grid.rows)
        marks = _by_cell(here, grid.sheet)
        for number, row in enumerate(grid.rows):
            for column, value in enumerate(row):
                found = marks.pop((number, column), ())
                style = colours[_gravest(found)] if found else wrap
                if value != "" or found:
                    sheet.write_string(number, column, cut_to_cell(text_of(value)), style)
                _comment(sheet, number, column, found)
        for (number, column), found in marks.items():  # beyond the cells that the sheet has
            sheet.write_blank(number, column, None, colours[_gravest(found)])
            _comment(sheet, number, column, found)
    copy.close()
    return stream.getvalue()


def _fit(sheet: Any, rows: Sequence[Sequence[Any]]) -> None:
    """Make columns as wide and rows as high as their texts need, within reason."""
    texts = [[text_of(value) for value in row] for row in rows]
    columns = zip(*texts, strict=True)
    widths = [min(max(map(len, column)) + 2, _WIDEST) for column in columns]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for number, row in enumerate(texts):
        sheet.set_row(number, row_height(row, widths))


def _list_problems(sheet: Any, problems: Sequence[Problem], head: Any, wrap: Any) -> None:
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for column, name in enumerate(LISTED):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, 60 if name in ("message", "hint") else 16)
        for number, problem in enumerate(problems, start=1):
            sheet.write_string(number, column, cut_to_cell(str(getattr(problem, name))), wrap)
    sheet.freeze_panes(1, 0)


def _by_cell(problems: Sequence[Problem], sheet: str) -> dict[tuple[int, int], list[Problem]]:
    """Return the problems of a sheet by row and column, counted from 0."""
    cells: dict[tuple[int, int], list[Problem]] = {}
    for problem in problems:
        if problem.sheet == sheet and problem.cell:
            letters = problem.cell.rstrip("0123456789")
            row = int(problem.cell[len(letters) :])
            cells.setdefault((row - 1, column_number(letters) - 1), []).append(problem)
    return cells


def _gravest(problems: Sequence[Problem]) -> str:
    return min((p.severity for p in problems), key=list(_COLOURS).index)


def _comment(sheet: Any, row: int, column: int, problems: Sequence[Problem]) -> None:
    if problems:
        options = {"x_scale": 2, "y_scale": 1.5, "author": "stance"}
        sheet.write_comment(row, column, _told(problems)[:2_000], options)


def _told(problems: Sequence[Problem]) -> str:
    return "\n".join(f"{p.message}; {p.hint}" if p.hint else p.message for p in problems)
