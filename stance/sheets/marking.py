"""Comments put on cells of an XLSX file, and a first sheet that lists them; all else is kept."""

import io
import re
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from stance.core.text import CELL_TEXT
from stance.sheets.creating import sheet_name
from stance.sheets.newer_parts import lost_of, rules_of

#: Begins what is ours of a comment; whatever stands before is somebody's own.
OURS = "[stance check]"
#: Parts of a file that survive being opened and saved, and those that nobody misses.
_KEPT = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(core|app|custom)\.xml|xl/workbook\.xml"
    r"|xl/(styles|sharedStrings|calcChain)\.xml|xl/theme/theme1\.xml"
    r"|xl/worksheets/sheet\d+\.xml|xl/comments/?(comment)?s?\d+\.xml"
    r"|xl/drawings/(comments|vml|legacy)Drawing\d+\.vml"
    r"|xl/printerSettings/printerSettings\d+\.bin|xl/(worksheets/)?_rels/[^/]+\.rels|.*/"
)
_DRAWING = re.compile(r"xl/drawings/drawing\d+\.xml")
#: What else there may be, by where the file packs it.
_NAMES = {
    "macros": "vbaProject",
    "charts": "xl/charts",
    "pictures": "xl/media",
    "pivot tables": "xl/pivot",
    "slicers": "xl/slicer",
    "threaded comments": "xl/threadedComments",
    "tables": "xl/tables",
    "drawings": "xl/drawings",
    "links to other files": "xl/externalLinks",
}


class Mark(NamedTuple):
    """What is said of a cell: its sheet, its name such as B2, and the text."""

    sheet: str
    cell: str
    text: str


def lost_by_marking(data: bytes) -> list[str]:
    """Return what a file has that would not survive marks on its cells; sorted, nothing if all."""
    if not data.startswith(b"PK"):
        return ["a form other than .xlsx"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if "xl/workbook.xml" not in names:
            return ["a form other than .xlsx"]
        others = [n for n in names if not (_KEPT.fullmatch(n) or _is_blank(archive, n))]
        lost = {
            next((what for what, place in _NAMES.items() if place in name), name) for name in others
        }
        for name in names:
            if name.startswith("xl/worksheets/sheet"):
                lost |= lost_of(archive.read(name))
    return sorted(lost)


def _is_blank(archive: zipfile.ZipFile, name: str) -> bool:
    """Say whether a part is a drawing of nothing, such as LibreOffice saves with every sheet."""
    return bool(_DRAWING.fullmatch(name)) and b"Anchor" not in archive.read(name)


def with_marks(
    data: bytes,
    parts: Mapping[str, str],
    marks: Sequence[Mark],
    title: str,
    listing: Sequence[Sequence[str]],
) -> bytes:
    """Return a file with comments on cells, and a first sheet that lists them.

    Colours, widths, people's own columns, lists, formulas and comments stay; what an earlier
    marking put there goes. See ``lost_by_marking`` for the files for which this holds.

    Args:
        data: an XLSX file.
        parts: where it packs each sheet, by the sheet's name.
        marks: what to say, where.
        title: of the first sheet.
        listing: its rows, the header first; the second and third column name sheet and cell, and
            lead there.
    """
    book = _opened(data, parts)
    headers = {*listing[0]} - {OURS}
    for sheet in book.worksheets:
        if headers <= {cell.value for cell in sheet[1]}:  # the list of an earlier marking
            del book[sheet.title]
        else:
            _without_marks(sheet)
    for mark in marks:
        cell = book[mark.sheet][mark.cell] if mark.sheet in book.sheetnames else None
        if hasattr(cell, "hyperlink"):  # one under a merged cell can bear no comment
            _comment(cell, mark.text)
    _list(book, sheet_name(title, book.sheetnames), listing)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _opened(data: bytes, parts: Mapping[str, str]) -> Any:
    """Return the file, with the lists that Excel keeps in a newer form."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what would be lost has been told
        book = load_workbook(io.BytesIO(data), rich_text=True)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for sheet in book.worksheets:
            part = parts.get(sheet.title, "")
            for rule in (rules_of(archive.read(part)) if part else None) or ():
                sheet.add_data_validation(rule)
    return book


def _without_marks(sheet: Any) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment and OURS in cell.comment.text:
                own = cell.comment.text.partition(OURS)[0].strip()
                cell.comment = None
                if own:
                    _put(cell, own, "")


def _comment(cell: Any, text: str) -> None:
    before = cell.comment
    own, author = (before.text, before.author) if before else ("", "stance")
    said = f"{OURS}\n{text}"
    _put(cell, "\n".join(filter(None, (own, said)))[:2_000], author or "stance")


def _put(cell: Any, text: str, author: str) -> None:
    from openpyxl.comments import Comment

    cell.comment = Comment(text, author, height=150, width=320)


#: The letters of the list, and the colour of its links.
_FONT, _SIZE, _LINK = "Calibri", 11, "0563C1"


def _list(book: Any, title: str, listing: Sequence[Sequence[str]]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    sheet = book.create_sheet(title, 0)
    for number, row in enumerate(listing, start=1):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value, cell.data_type = text[: CELL_TEXT // 2], "s"  # never a formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(_FONT, _SIZE, bold=number == 1)
        if number > 1 and row[1] in book.sheetnames and row[2]:
            name = row[1].replace("'", "''")
            place = Hyperlink(ref=f"C{number}", location=f"'{name}'!{row[2]}")
            sheet.cell(number, 3).hyperlink = place
            sheet.cell(number, 3).font = Font(_FONT, _SIZE, underline="single", color=_LINK)
    for column, width in enumerate((10, 14, 10, 12, 20, 60, 60, 20), start=1):
        sheet.column_dimensions["ABCDEFGH"[column - 1]].width = width
    sheet.freeze_panes = "A2"
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = 0
