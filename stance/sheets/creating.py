"""How every workbook that is written begins: in memory, with the same bytes each time."""

import datetime as dt
import io
from typing import Any

from stance.core.errors import Problem
from stance.core.text import CELL_TEXT
from stance.sheets.a1 import cell_name

_CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def new_book(stream: io.BytesIO, title: str = "") -> Any:
    """Begin a workbook in memory, into the stream; the same content always gives the same bytes."""
    from xlsxwriter import Workbook

    book = Workbook(stream, {"in_memory": True})
    book.set_properties({"created": _CREATED} | ({"title": title} if title else {}))
    return book


#: Line breaks that Excel allows in a cell.
CELL_BREAKS = 253


def text_too_long(file: str, sheet: str, row: int, column: int, text: str, hint: str) -> Problem:
    """Return the problem of a text that no cell holds; row and column count from 0."""
    told = f"the text has {len(text):,} characters, a cell holds {CELL_TEXT:,}"
    if len(text) <= CELL_TEXT:
        breaks = text.count("\n")
        told = f"the text has {breaks:,} line breaks, a cell holds {CELL_BREAKS}"
    return Problem(
        code="text-too-long",
        message=told,
        hint=hint,
        file=file,
        sheet=sheet,
        cell=cell_name(row + 1, column + 1),
        value=f"{text[:60]}…",
    )
