"""Plain tables as one workbook: for readers of results, never read back."""

import io
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from stance.core.errors import DataError, Problem
from stance.core.files import write_whole
from stance.sheets.creating import fits_cell, new_book, text_too_long

MAX_ROWS = 1_048_576
#: Widest and narrowest column, in characters.
_WIDE, _NARROW = 60, 8


def write_tables(path: Path, tables: Mapping[str, pd.DataFrame], *, wrap: bool = False) -> None:
    """Write each frame as a sheet: header frozen, filter on, texts as texts, numbers as numbers.

    No text ever becomes a formula or link; a missing number is an empty cell. The same tables
    always give the same bytes.

    Args:
        path: file to write.
        tables: frames by the name of their sheet.
        wrap: whether long texts go over several lines, to be read.

    Raises:
        DataError: a table has more rows, or a text more characters, than a spreadsheet holds; all
            problems at once, and nothing is written.
    """
    problems = [_too_many(path, name) for name, t in tables.items() if len(t) >= MAX_ROWS]
    if problems:
        raise DataError(problems)
    stream = io.BytesIO()
    book = new_book(stream)
    head = book.add_format({"bold": True, "bottom": 1})
    body = book.add_format({"text_wrap": True, "valign": "top"}) if wrap else None
    for name, frame in tables.items():
        sheet = book.add_worksheet(name)
        problems += _write_sheet(path, sheet, frame, head, body)
    book.close()
    if problems:
        raise DataError(problems)
    write_whole(path, stream.getvalue())


def _write_sheet(
    path: Path, sheet: Any, frame: pd.DataFrame, head: Any, body: Any
) -> list[Problem]:
    problems: list[Problem] = []
    for column, (name, values) in enumerate(frame.items()):
        sheet.write_string(0, column, str(name), head)
        longest = len(str(name)) + 2
        texts = set(values.tolist()) if values.dtype == "str" else set()
        if values.dtype.kind in "iuf" and len(values):
            sheet.write_numbers(column, values.tolist(), body)
        elif texts and all(isinstance(text, str) and fits_cell(text) for text in texts):
            sheet.write_texts(column, values.tolist(), body)
            longest = max(longest, *map(_longest_line, texts))
        else:
            longest = max(longest, _write_each(path, sheet, column, values, body, problems))
        sheet.set_column(column, column, min(max(longest, _NARROW), _WIDE))
    sheet.freeze_panes(1, 0)
    if len(frame.columns):
        sheet.autofilter(0, 0, max(len(frame), 1), len(frame.columns) - 1)
    return problems


def _write_each(
    path: Path, sheet: Any, column: int, values: pd.Series, body: Any, problems: list[Problem]
) -> int:
    """Write a column of anything cell by cell; return its longest line."""
    longest = 0
    for row, value in enumerate(values.tolist(), start=1):
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        elif isinstance(value, int | float):
            if not math.isnan(value):
                sheet.write_number(row, column, value, body)
        elif not fits_cell(text := str(value)) or sheet.write_string(row, column, text, body):
            place = (path.name, sheet.get_name(), row, column)
            problems.append(text_too_long(*place, text, "nothing was written"))
        else:
            longest = max(longest, _longest_line(text))
    return longest


def _longest_line(text: str) -> int:
    return max(map(len, text.split("\n")))


def _too_many(path: Path, name: str) -> Problem:
    message = f"the table {name} has more rows than the {MAX_ROWS:,} that a sheet holds"
    return Problem(code="too-large", message=message, file=path.name, sheet=name)
