"""How every workbook that is written begins: in memory, with the same bytes each time."""

import datetime as dt
import io
import re
from collections.abc import Iterable
from itertools import chain, count
from typing import Any

from stance.core.errors import Problem
from stance.core.text import CELL_TEXT
from stance.sheets.a1 import cell_name

_CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def new_book(stream: io.BytesIO, title: str = "") -> Any:
    """Begin a workbook in memory, into the stream; the same content always gives the same bytes."""
    from stance.sheets.quick_cells import Book

    book = Book(stream, {"in_memory": True})
    book.set_properties({"created": _CREATED} | ({"title": title} if title else {}))
    return book


def sheet_name(name: str, taken: Iterable[str]) -> str:
    """Return the name as XLSX may have it, unlike those taken; other forms allow more."""
    legal = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "_", name).strip("'") or "Table"
    folded = {other.casefold() for other in taken}
    tails = chain([""], (f" ({number})" for number in count(2)))
    names = (legal[: 31 - len(tail)] + tail for tail in tails)
    return next(free for free in names if free.casefold() not in folded)


#: Line breaks that Excel allows in a cell.
CELL_BREAKS = 253


def fits_cell(text: str) -> bool:
    """Say whether a cell holds the text."""
    short = 2 * len(text) <= CELL_TEXT or _length(text) <= CELL_TEXT
    return short and text.count("\n") <= CELL_BREAKS


def cut_to_cell(text: str) -> str:
    """Return as much of the text as a cell holds, from its beginning."""
    if fits_cell(text):
        return text
    text = "\n".join(text.split("\n", CELL_BREAKS + 1)[: CELL_BREAKS + 1])[:CELL_TEXT]
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * CELL_TEXT]
    return units.decode("utf-16-le", "ignore")


def _length(text: str) -> int:
    """Return how many characters Excel counts: two where Unicode has one beyond U+FFFF."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def text_too_long(file: str, sheet: str, row: int, column: int, text: str, hint: str) -> Problem:
    """Return the problem of a text that no cell holds; row and column count from 0."""
    told = f"the text has {_length(text):,} characters, a cell holds {CELL_TEXT:,}"
    if _length(text) <= CELL_TEXT:
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
