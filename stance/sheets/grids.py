"""Spreadsheets and text tables opened as grids of cells, whatever the container."""

import datetime as dt
import hashlib
import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from stance.core.errors import DataError, Problem
from stance.sheets.archive import TORN, Signs, hostile, inspect, opened
from stance.sheets.cell_marks import Marks, Span, marks_in
from stance.sheets.comments import comments_of
from stance.sheets.kinds import Kind, kind_of_bytes
from stance.sheets.limits import Limits, limits_of, of_packed, too_large
from stance.sheets.opendocument import inspect_opendocument, is_opendocument
from stance.sheets.records import read_records
from stance.sheets.statistics import STATISTICS_SUFFIXES, read_statistics
from stance.sheets.text_tables import read_text_table

WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".ods")
TEXT_SUFFIXES = (".csv", ".tsv")
#: Endings of files that are read as text tables where they are named, and not out of a folder.
_ALSO_TEXT = (".txt", ".tab", ".asc")
#: What is read on as a workbook, of all kinds of packed files.
_BOOKS = ("workbook", "ods", "xlsb")


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: rows of cells from A1, so that positions are the sheet's own.

    Attributes:
        name: the sheet's name, or what a text table stands for.
        rows: the cells; all rows are of one length.
        file: name of the file.
        sheet: the sheet's name as problems show it; empty for a text table.
        part: where the file packs the sheet; empty where it is not XLSX.
        signs: what the sheet's XML shows beyond the cells.
        marks: that in detail, if the file was looked through so far; else None.
        merged: merged cells as (first row, first column, last row, last column), from 0.
        hidden: the spreadsheet program does not show the sheet.
        orders: column, from 1, to its labels in the order in which the file lists them.
        titled: the first row holds the names of the columns for certain.
        comments: comments on cells, by row and column, counted from 1.
    """

    name: str
    rows: list[list[Any]]
    file: str
    sheet: str = ""
    part: str = ""
    signs: Signs = field(default_factory=Signs)
    merged: tuple[Span, ...] = ()
    marks: Marks | None = None
    hidden: bool = False
    orders: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    titled: bool = False
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Book:
    """One file: its name, hash and sheets, and what was odd about the container."""

    file: str
    sha256: str
    grids: tuple[Grid, ...]
    problems: tuple[Problem, ...] = ()
    data: bytes = field(default=b"", repr=False)

    def grid(self, name: str) -> Grid | None:
        """Return the sheet of that name, whatever its case, or None."""
        key = name.casefold()
        return next((g for g in self.grids if g.name.strip().casefold() == key), None)


def open_book(path: Path, limits: Limits | None = None) -> Book:
    """Read a spreadsheet or a text table.

    Args:
        path: the file.
        limits: how large it may be; see ``limits_of`` unless given.

    Raises:
        DataError: missing, too large, or not what its name says.
    """
    if not path.is_file():
        message = "there is no such file"
        raise DataError([Problem(code="missing-path", message=message, file=str(path))])
    limits = limits or limits_of()
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise too_large(path.name, f"it has {size:,} bytes, more than {limits.file_bytes:,}")
    data = path.read_bytes()
    if not data:
        raise hostile(path.name, "the file is empty")
    sha256 = hashlib.sha256(data).hexdigest()
    if path.suffix.lower() in TEXT_SUFFIXES + _ALSO_TEXT and not data.startswith(b"PK\x03\x04"):
        rows, problems = read_text_table(path.name, data, limits)
        return Book(path.name, sha256, (Grid("", rows, path.name),), tuple(problems))
    if path.suffix.lower() in STATISTICS_SUFFIXES:
        cells, orders = read_statistics(path.name, path, limits)
        return Book(path.name, sha256, (Grid("", cells, path.name, orders=orders, titled=True),))
    kind = kind_of_bytes(path.name, data)
    if kind is not None and kind.key == "records":
        rows, problems = read_records(path, limits)
        return Book(path.name, sha256, (Grid("", rows, path.name, titled=True),), tuple(problems))
    grids, notes = _workbook_grids(path.name, data, kind, limits)
    return Book(path.name, sha256, grids, tuple(notes), data)


def _workbook_grids(
    file: str, data: bytes, kind: Kind | None, limits: Limits
) -> tuple[tuple[Grid, ...], list[Problem]]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    _refuse_others(file, data, kind)
    limits = of_packed(limits, len(data))
    try:
        with opened(data) as archive:
            signs = inspect(file, archive, limits)
            document = is_opendocument(archive)
            sheets = inspect_opendocument(file, archive, limits) if document else {}
            parts = {} if document else _parts(archive)
            notes = _container_notes(file, archive)
            remarks = {name: comments_of(archive, part) for name, part in parts.items()}
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        hidden = {m.name for m in book.sheets_metadata if m.visible != SheetVisibleEnum.Visible}
        grids = tuple(
            replace(
                _grid(file, book, n, parts.get(n, ""), signs),
                hidden=n in hidden,
                comments=remarks.get(n, {}),
            )
            for n in book.sheet_names
        )
        grids = tuple(
            replace(grid, marks=sheet.marks, merged=tuple(sheet.merged))
            if (sheet := sheets.get(grid.name))
            else grid
            for grid in grids
        )
    except (*TORN, CalamineError) as error:
        raise hostile(file, f"the file is damaged ({error})") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how the Rust library fails
            raise
        raise hostile(file, "the file is damaged beyond reading") from error
    return grids, notes


def marks_of(book: Book, grid: Grid, columns: Iterable[int] | None = None) -> Marks:
    """Return what cells show besides their values; ``columns`` as in ``marks_in``."""
    signs = grid.signs
    if grid.marks is not None:
        return grid.marks
    if not grid.part or not (signs.errors or signs.formulas or signs.hidden):
        return Marks()
    with opened(book.data) as archive:
        return marks_in(archive.read(grid.part), signs, columns)


def _grid(file: str, book: Any, name: str, part: str, signs: dict[str, Signs]) -> Grid:
    sheet = book.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False)
    merged = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
    return Grid(name, rows, file, name, part, signs.get(part, Signs()), merged)


_ID = re.compile(r"""<(?:\w+:)?sheet\s[^>]*?name=["']([^"']*)["'][^>]*?:id=["']([^"']+)["']""")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(r"""(?<!\w)(\w++)=["']([^"']*)["']""")


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part that packs each sheet, by the sheet's name."""
    from html import unescape

    names = archive.namelist()
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return {}
    text = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    relations = [dict(_ATTRIBUTE.findall(tag)) for tag in _RELATION.findall(text)]
    targets = {r.get("Id", ""): r.get("Target", "") for r in relations}
    workbook = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    return {
        unescape(name): posixpath.normpath(posixpath.join("/xl", targets.get(key, ""))).lstrip("/")
        for name, key in _ID.findall(workbook)
    }


def _container_notes(file: str, archive: zipfile.ZipFile) -> list[Problem]:
    """Say what the container carries that is never used: macros, links to other files."""
    notes: list[Problem] = []
    names = [name.lower() for name in archive.namelist()]
    if any(name.endswith("vbaproject.bin") or name.startswith("basic/") for name in names):
        message = "the file has macros; they were not run and are not kept"
        notes.append(Problem(code="macros-ignored", message=message, file=file))
    if any(name.startswith("xl/externallinks/") for name in names):
        message = "the file has links to other files; they were not followed"
        notes.append(Problem(code="links-ignored", message=message, file=file))
    return notes


def _refuse_others(file: str, data: bytes, kind: Kind | None) -> None:
    """Name a file that is no workbook for what it is, and say what to do about it.

    Raises:
        DataError: it is none.
    """
    named = file.lower().endswith(WORKBOOK_SUFFIXES)
    packed = data.startswith(b"PK")
    if packed and (kind is None or kind.key in _BOOKS or (named and kind.key == "zip")):
        return
    again = "open it in a spreadsheet and save it as .xlsx"
    what, hint = "no workbook", again
    start = data[:2000]
    if kind is not None and kind.key not in _BOOKS:
        what, hint = kind.name, kind.advice(file)
    elif b"\0" not in start and any(mark in start for mark in (b",", b";", b"\t")):
        what = "a CSV text table"
    guise = (named and kind is not None) or what.startswith("a CSV")
    raise hostile(file, f"this is {what}{' under the name of a workbook' if guise else ''}", hint)


_AT_ONCE = 200


def columns_of(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Return the columns of rows of one length, a few rows at a time: they stay in the cache."""
    columns: list[list[Any]] = [[] for _ in rows[0]] if rows else []
    for first in range(0, len(rows), _AT_ONCE):
        block = zip(*rows[first : first + _AT_ONCE], strict=True)
        for column, cells in zip(columns, block, strict=True):
            column.extend(cells)
    return columns


def texts_of(cells: Sequence[Any]) -> Sequence[str]:
    """Return the texts of many cells: the cells themselves where they hold nothing else."""
    kinds = set(map(type, cells))
    if kinds <= {str}:
        return cells
    if kinds <= {str, float}:  # these cannot be equal to one another, as 1.0 and True are
        texts = {value: text_of(value) for value in set(cells)}
        return [texts[value] for value in cells]
    return [text_of(value) for value in cells]


#: Whole numbers below this are written with all their digits.
_WHOLE = 1e18


def text_of(value: Any) -> str:
    """Return what a cell shows, as text; whole numbers without a point, dates as ISO."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        whole = abs(value) < _WHOLE and value == int(value)
        return str(int(value)) if whole else f"{value:.15g}"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return str(value)
