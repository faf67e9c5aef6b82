"""People's own columns and sheets, found in a workbook, to be carried when it is rewritten."""

import io
import logging
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from stance.core.dates import is_iso_date
from stance.core.errors import DataError
from stance.core.text import clean
from stance.sheets.creating import sheet_name
from stance.sheets.grids import Book, open_book, text_of
from stance.tables.header_words import SUGGESTED
from stance.workbook import form
from stance.workbook.catalogues import our_sheet, our_sheets
from stance.workbook.headers import Table, read_table
from stance.workbook.layout import issued_order
from stance.workbook.own import Own, OwnColumns
from stance.workbook.remarks import lists_problems
from stance.workbook.unplaced import SHEET

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


def own_in(path: Path) -> Own:
    """Return what people put into a workbook of ours.

    Args:
        path: the workbook; where there is none, or none that can be read, it holds nothing.
    """
    try:
        return own_of(open_book(path)) if path.is_file() else Own()
    except DataError:
        return Own()


def carried(file: str, own: Own) -> Own:
    """Return what is carried into a new edition of a file; what cannot be is logged."""
    if own.lost:
        told = "not carried into the new edition: %s; the backup has them"
        _LOG.info(f"%s: {told}", file, ", ".join(own.lost))
    return own


def own_of(book: Book, known: Table | None = None) -> Own:
    """Return what people put into a workbook of ours.

    Args:
        book: the workbook.
        known: the table of claims, if it has been read already.
    """
    if book.grid(form.META_SHEET) is None:
        return Own()
    ours = our_sheets(book, (*form.SHEETS, SHEET, form.META_SHEET))
    order = issued_order(book)
    columns: dict[str, OwnColumns] = {}
    sheets: dict[str, Sequence[Sequence[str]]] = {}
    dates: dict[str, str] = {}
    suggests = False
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
            is_known = known is not None and known.grid is grid
            in_order = order if title == "Claims" else ()
            table = known if is_known else read_table(grid, fields, in_order)
            columns[title] = _columns(table, fields) if table else {}
            if table and title == "Claims":
                dates |= _no_dates(table)
                suggests = suggests or any(map(_is_suggested, _keys(table)))
    kept, lost = _few_enough(sheets)
    return Own(columns, kept, dates, (*_packed(book), *lost), suggests)


def _keys(table: Table) -> list[str]:
    return [form.header_key(clean(text_of(cell))) for cell in table.grid.rows[table.header_row - 1]]


def _is_suggested(key: str) -> bool:
    return key in {form.header_key(f.name) for f in form.SUGGESTIONS}


def _no_dates(table: Table) -> dict[str, str]:
    pairs = zip(table.column(form.CLAIM_ID.name), table.column("said_on"), strict=True)
    return {claim_id: text for claim_id, text in pairs if text and not is_iso_date(clean(text))}


def own_of_experts(book: Book) -> OwnColumns:
    """Return people's own columns of the list of experts, by id; by name where that is empty."""
    grid = our_sheet(book, "Experts")
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
    sheets: Mapping[str, Sequence[Sequence[str]]],
) -> tuple[Mapping[str, Sequence[Sequence[str]]], list[str]]:
    """Return the sheets that can be carried, and the names of those that cannot."""
    left, kept, lost = MOST_CELLS, {}, []
    for name, rows in sheets.items():
        left -= sum(map(len, rows))
        if left >= 0:
            kept[name] = rows
        else:
            lost.append(f'the sheet "{name}"')
    return kept, lost


def _packed(book: Book) -> list[str]:
    """Return what the file packs that is neither a cell nor a comment."""
    if not book.data:
        return []
    with zipfile.ZipFile(io.BytesIO(book.data)) as archive:
        names = archive.namelist()
    return [what for what, place in _LOST.items() if any(place.match(name) for name in names)]
