"""What people put into a workbook besides our columns and sheets, carried when it is rewritten."""

import io
import logging
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stance.core.dates import is_iso_date
from stance.core.errors import DataError
from stance.core.text import clean
from stance.sheets.creating import sheet_name
from stance.sheets.grids import Book, open_book, text_of
from stance.tables.header_words import SUGGESTED
from stance.workbook import form
from stance.workbook.catalogues import our_sheets
from stance.workbook.headers import Table, read_table
from stance.workbook.layout import issued_order
from stance.workbook.remarks import lists_problems
from stance.workbook.unplaced import SHEET

#: By the id in a row's first column, the texts of people's own columns by their headers.
OwnColumns = Mapping[str, Mapping[str, str]]
#: Cells of people's own sheets that are carried.
MOST_CELLS = 500_000
#: Beginnings of headers of ours that more words follow: "suggested topic", "vote of ana".
_OURS = (SUGGESTED, form.VOTE.strip())
_LOOKED_UP = frozenset(map(form.header_key, form.PROPOSITIONS))
_UNNAMED = "(no header)"
#: What no library of ours can carry, by the place where a file packs it.
_LOST = {
    "charts": re.compile(r"xl/charts/|Object \d+/"),
    "pictures": re.compile(r"xl/media/|Pictures/"),
    "pivot tables": re.compile(r"xl/pivotTables/"),
}
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Own:
    """People's own columns and sheets.

    Attributes:
        columns: by the sheet of ours in which they stand.
        sheets: the rows of each sheet that is none of ours.
        dates: by claim, what stands in the place of a date and is none.
    """

    columns: Mapping[str, OwnColumns] = field(default_factory=dict)
    sheets: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)

    def headers(self, sheet: str) -> list[str]:
        """Return the headers of people's own columns in a sheet."""
        rows = self.columns.get(sheet, {}).values()
        return list(dict.fromkeys(header for row in rows for header in row))

    def then(self, later: "Own") -> "Own":
        """Return what people put into this workbook and then into a later copy of it.

        The texts of the copy count, its empty cells do not; a sheet is taken as the copy has it.
        """
        columns: dict[str, OwnColumns] = dict(self.columns)
        for sheet, rows in later.columns.items():
            here = columns.get(sheet, {})
            filled = {i: {h: text for h, text in row.items() if text} for i, row in rows.items()}
            blank = {i: dict.fromkeys(row, "") for i, row in rows.items()}
            columns[sheet] = {
                i: {**blank.get(i, {}), **here.get(i, {}), **filled.get(i, {})}
                for i in dict.fromkeys([*here, *rows])
            }
        return Own(columns, {**self.sheets, **later.sheets}, self.dates)


def own_in(path: Path) -> Own:
    """Return what people put into a workbook of ours; what cannot be carried is logged.

    Args:
        path: the workbook; where there is none, or none that can be read, it holds nothing.
    """
    try:
        book = open_book(path) if path.is_file() else None
    except DataError:
        book = None
    if book is None or book.grid(form.META_SHEET) is None:
        return Own()
    ours = our_sheets(book, (*form.SHEETS, SHEET, form.META_SHEET))
    order = issued_order(book)
    columns: dict[str, OwnColumns] = {}
    sheets: dict[str, Sequence[Sequence[str]]] = {}
    dates: dict[str, str] = {}
    for grid in book.grids:
        if lists_problems(grid):
            continue
        fields = form.readable_claim_fields(form.MAX_SLOTS)
        title = ours.get(grid.name)
        if title is None:
            table = read_table(grid, fields)
            if table is None or not {"claim_id", "topic", "stance"} <= table.columns.keys():
                sheets[sheet_name(grid.name, sheets)] = [
                    [text_of(cell) for cell in row] for row in grid.rows
                ]
                continue
            columns["Claims"] = _columns(table, fields)  # under another name
        if title in ("Claims", *form.LISTS):
            fields = form.LISTS.get(title, fields)
            table = read_table(grid, fields, order if title == "Claims" else ())
            columns[title] = _columns(table, fields) if table else {}
            dates |= _no_dates(table) if table and title == "Claims" else {}
    return Own(columns, _few_enough(path.name, book, sheets), dates)


def _no_dates(table: Table) -> dict[str, str]:
    pairs = zip(table.column(form.CLAIM_ID.name), table.column("said_on"), strict=True)
    return {claim_id: text for claim_id, text in pairs if text and not is_iso_date(clean(text))}


def own_of_experts(book: Book) -> OwnColumns:
    """Return people's own columns of the list of experts, by id; by name where that is empty."""
    grid = book.grid("Experts")
    table = read_table(grid, form.EXPERTS) if grid else None
    if table is None:
        return {}
    pairs = zip(table.column("expert_id"), table.column("name"), strict=True)
    return _columns(table, form.EXPERTS, [clean(id_) or clean(name) for id_, name in pairs])


def _columns(
    table: Table, fields: Sequence[form.Field], ids: Sequence[str] | None = None
) -> OwnColumns:
    """Return the columns that no field claims, by the text in the sheet's first field."""
    known = {key for f in fields for key in f.keys}
    header = [text_of(cell) for cell in table.grid.rows[table.header_row - 1]]
    found: dict[str, dict[str, str]] = {}
    for column, name in enumerate(header):
        key = form.header_key(name)
        if column + 1 in table.columns.values() or key in known or _shown(key):
            continue
        for row, row_id in zip(table.rows, ids or table.column(fields[0].name), strict=True):
            text, cells = text_of(table.grid.rows[row - 1][column]), found.setdefault(row_id, {})
            before = cells.get(name or _UNNAMED, "")
            if text and text not in before.split("\n"):
                cells[name or _UNNAMED] = "\n".join(filter(None, (before, text)))
    return found


def _shown(key: str) -> bool:
    """Say whether a column is one of ours that is for reading only."""
    ours = key in form.SHOWN_ONLY or key.startswith(tuple(name + " " for name in _OURS))
    return ours or key in _LOOKED_UP


def _few_enough(
    file: str, book: Book, sheets: Mapping[str, Sequence[Sequence[str]]]
) -> Mapping[str, Sequence[Sequence[str]]]:
    """Return the sheets that can be carried; say what cannot."""
    lost = _packed(book)
    left, kept = MOST_CELLS, {}
    for name, rows in sheets.items():
        left -= sum(map(len, rows))
        if left >= 0:
            kept[name] = rows
        else:
            lost.append(f'the sheet "{name}"')
    if lost:
        told = "not carried into the new edition: %s; the backup has them"
        _LOG.info(f"%s: {told}", file, ", ".join(lost))
    return kept


def _packed(book: Book) -> list[str]:
    """Return what the file packs that is neither a cell nor a comment."""
    if not book.data:
        return []
    with zipfile.ZipFile(io.BytesIO(book.data)) as archive:
        names = archive.namelist()
    return [what for what, place in _LOST.items() if any(place.match(name) for name in names)]
