"""Files opened as grids of cells, whatever the container."""

import csv
import datetime as dt
import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stance.errors import DataError, Problem
from stance.workbook.limits import LIMITS, Limits, guard_size, guard_zip

WORKBOOK_SUFFIXES = (".xlsx", ".xlsm")
TEXT_SUFFIXES = (".csv", ".tsv")


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: rows of cells from A1, so that positions are the sheet's own.

    Attributes:
        name: the sheet's name, or what a text table stands for.
        rows: the cells; all rows are of one length.
        file: name of the file.
        sheet: the sheet's name as problems show it; empty for a text table.
    """

    name: str
    rows: list[list[Any]]
    file: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """One file: its name, hash and sheets."""

    file: str
    sha256: str
    grids: tuple[Grid, ...]

    def grid(self, name: str) -> Grid | None:
        """Return the sheet of that name, whatever its case, or None."""
        key = name.casefold()
        return next((g for g in self.grids if g.name.strip().casefold() == key), None)


def open_book(path: Path, limits: Limits = LIMITS) -> Book:
    """Read a spreadsheet or a text table.

    Raises:
        DataError: missing, too large, or not what its name says.
    """
    if not path.is_file():
        raise DataError(
            [Problem(code="missing-path", message="there is no such file", file=str(path))]
        )
    guard_size(path, limits)
    data = path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    if path.suffix.lower() in TEXT_SUFFIXES:
        return Book(path.name, sha256, (Grid("", _text_rows(path, data), path.name),))
    return Book(path.name, sha256, _workbook_grids(path, data, limits))


def _workbook_grids(path: Path, data: bytes, limits: Limits) -> tuple[Grid, ...]:
    from python_calamine import CalamineError, CalamineWorkbook

    if not data:
        raise _unreadable(path, "the file is empty", "ask for it again")
    if not data.startswith(b"PK"):
        raise _unreadable(path, f"this is {_what(data)} under the name of a workbook")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            guard_zip(path, archive, limits)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return tuple(
            Grid(
                name,
                book.get_sheet_by_name(name).to_python(skip_empty_area=False),
                path.name,
                name,
            )
            for name in book.sheet_names
        )
    except (zipfile.BadZipFile, CalamineError, OSError, ValueError, EOFError) as error:
        raise _unreadable(path, f"the file is damaged ({error})", "ask for it again") from error


def _what(data: bytes) -> str:
    """Say what a file that is no workbook seems to be."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "an old .xls or a password-protected file"
    start = data[:2000].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        return "a web page"
    if b"\0" not in data[:2000] and any(mark in start for mark in (b",", b";", b"\t")):
        return "a CSV text table"
    return "something else"


def _unreadable(
    path: Path, message: str, hint: str = "open it in a spreadsheet and save it as .xlsx"
) -> DataError:
    return DataError([Problem(code="unreadable-file", message=message, hint=hint, file=path.name)])


def _text_rows(path: Path, data: bytes) -> list[list[Any]]:
    """Read CSV or TSV in UTF-8; comma, semicolon or tab, whichever the header has most of."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable(path, "the text is not UTF-8", "save it as UTF-8 CSV") from error
    header = text.split("\n", 1)[0]
    mark = max(",;\t", key=header.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def text_of(value: Any) -> str:
    """Return what a cell shows, as text; whole numbers without a point, dates as ISO."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return str(value)
