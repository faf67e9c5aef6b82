"""Plain tables as one workbook: for readers of results, never read back."""

import datetime as dt
import io
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from stance.errors import DataError, Problem
from stance.files import write_whole
from stance.workbook.a1 import column_letters

MAX_TEXT, MAX_ROWS = 32_767, 1_048_576
_CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
#: Widest and narrowest column, in characters.
_WIDE, _NARROW = 60, 8


def write_tables(path: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write each frame as a sheet: header frozen, filter on, texts as texts, numbers as numbers.

    No text ever becomes a formula or link; a missing number is an empty cell. The same tables
    always give the same bytes.

    Args:
        path: file to write.
        tables: frames by the name of their sheet.

    Raises:
        DataError: a table has more rows, or a text more characters, than a spreadsheet holds; all
            problems at once, and nothing is written.
    """
    from xlsxwriter import Workbook

    problems = [_too_many(path, name) for name, t in tables.items() if len(t) >= MAX_ROWS]
    if problems:
        raise DataError(problems)
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True})
    book.set_properties({"created": _CREATED})
    head = book.add_format({"bold": True, "bottom": 1})
    for name, frame in tables.items():
        sheet = book.add_worksheet(name)
        problems += _write_sheet(path, sheet, frame, head)
    book.close()
    if problems:
        raise DataError(problems)
    write_whole(path, stream.getvalue())


def _write_sheet(path: Path, sheet: Any, frame: pd.DataFrame, head: Any) -> list[Problem]:
    problems = []
    for column, (name, values) in enumerate(frame.items()):
        sheet.write_string(0, column, str(name), head)
        longest = len(str(name)) + 2
        for row, value in enumerate(values.tolist(), start=1):
            if isinstance(value, bool):
                sheet.write_boolean(row, column, value)
            elif isinstance(value, int | float):
                if not math.isnan(value):
                    sheet.write_number(row, column, value)
            elif sheet.write_string(row, column, str(value)):
                problems.append(_too_long(path, sheet.get_name(), row, column, str(value)))
            else:
                longest = max(longest, len(str(value)))
        sheet.set_column(column, column, min(max(longest, _NARROW), _WIDE))
    sheet.freeze_panes(1, 0)
    if len(frame.columns):
        sheet.autofilter(0, 0, max(len(frame), 1), len(frame.columns) - 1)
    return problems


def _too_many(path: Path, name: str) -> Problem:
    message = f"the table {name} has more rows than the {MAX_ROWS:,} that a sheet holds"
    return Problem(code="too-large", message=message, file=path.name, sheet=name)


def _too_long(path: Path, sheet: str, row: int, column: int, text: str) -> Problem:
    return Problem(
        code="text-too-long",
        message=f"the text has {len(text):,} characters, a cell holds {MAX_TEXT:,}",
        hint="nothing was written",
        file=path.name,
        sheet=sheet,
        cell=f"{column_letters(column + 1)}{row + 1}",
        value=f"{text[:60]}…",
    )
