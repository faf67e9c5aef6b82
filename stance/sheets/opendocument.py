"""OpenDocument spreadsheets, looked through before any library opens them."""

import zipfile
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from stance.sheets.archive import hostile
from stance.sheets.cell_marks import Marks, Run, Span
from stance.sheets.limits import LONGEST_TEXT, Limits, too_far, too_large, too_long

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_TABLE, _ROW = "table:table", "table:table-row"
_CELLS = ("table:table-cell", "table:covered-table-cell")
_FORMULA, _TYPE, _SHOWN_TYPE = "table:formula", "office:value-type", "calcext:value-type"
_FILLED = (_TYPE, _SHOWN_TYPE, _FORMULA)
_HIDDEN = ("collapse", "filter")


@dataclass(slots=True)
class Sheet:
    """What a sheet shows besides the values of its cells.

    Attributes:
        name: the sheet's name.
        rows: the last row with a filled cell.
        columns: the last column with one.
        errors, formulas, hidden: see ``Marks``.
        merged: merged cells.
    """

    name: str = ""
    rows: int = 0
    columns: int = 0
    errors: list[Run] = field(default_factory=list)
    formulas: list[Run] = field(default_factory=list)
    hidden: list[Run] = field(default_factory=list)
    merged: list[Span] = field(default_factory=list)

    @property
    def marks(self) -> Marks:
        """The marks of the sheet's cells."""
        return Marks(tuple(self.errors), tuple(self.formulas), tuple(self.hidden))


class _Content:
    """Follows the tags of content.xml, one sheet after another.

    A table inside a cell counts as part of its sheet.

    Attributes:
        sheets: the sheets so far.
        unpacked: bytes of all filled cells, each as often as it is repeated.
    """

    def __init__(self, file: str, parser: Any) -> None:
        self.sheets: list[Sheet] = []
        self.unpacked = 0
        self._file, self._parser = file, parser
        self._sheet = Sheet()
        self._depth = self._row = self._column = 0
        self._down = self._across = 1
        self._row_filled = self._filled = False
        self._begun = self._blanks = 0
        self._marked: list[Run] | None = None
        self._shown = ""
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _CELLS:
            self._start_cell(attributes)
        elif name == _ROW:
            self._down = _repeated(attributes, "table:number-rows-repeated")
            self._column, self._row_filled = 0, False
            if attributes.get("table:visibility") in _HIDDEN:
                self._sheet.hidden.append(Run(self._row + 1, rows=self._down))
        elif name == "text:p":
            self._fill()
        elif name == "text:s":
            self._blanks += int(attributes.get("text:c", 1))
        elif name == _TABLE:
            if not self._depth:
                self._row, self._sheet = 0, Sheet(attributes.get("table:name", ""))
                self.sheets.append(self._sheet)
            self._depth += 1

    def _start_cell(self, attributes: dict[str, str]) -> None:
        first, self._blanks, self._filled = self._column, 0, False
        self._begun = self._parser.CurrentByteIndex
        self._across = _repeated(attributes, "table:number-columns-repeated")
        self._column += self._across
        if "table:number-rows-spanned" in attributes:
            down = _repeated(attributes, "table:number-rows-spanned")
            right = _repeated(attributes, "table:number-columns-spanned")
            if max(down, right) > 1:
                span = (self._row, first, self._row + down - 1, first + right - 1)
                self._sheet.merged.append(span)
        if not any(key in attributes for key in _FILLED):
            return
        self._fill()
        failed = attributes.get(_SHOWN_TYPE) == "error"
        if failed or _FORMULA in attributes:
            self._marked = self._sheet.errors if failed else self._sheet.formulas
            self._shown = attributes.get("office:string-value", "")
            self._parser.CharacterDataHandler = self._text

    def _fill(self) -> None:
        self._filled = self._row_filled = True
        self._sheet.columns = max(self._sheet.columns, self._column)

    def _text(self, text: str) -> None:
        self._shown += text

    def _end(self, name: str) -> None:
        if name in _CELLS:
            self._end_cell()
        elif name == _ROW:
            self._row += self._down
            if self._row_filled:
                self._sheet.rows = self._row
        elif name == _TABLE:
            self._depth -= 1

    def _end_cell(self) -> None:
        first = self._column - self._across + 1
        size = self._parser.CurrentByteIndex - self._begun + self._blanks
        if size > LONGEST_TEXT:
            raise too_long(self._file, self._row + 1, first, self._sheet.name)
        if self._filled:  # a reader of the file holds every repetition
            self.unpacked += size * self._across * self._down
        if self._marked is not None:
            run = Run(self._row + 1, first, self._down, self._across, self._shown)
            self._marked.append(run)
            self._marked = self._parser.CharacterDataHandler = None


def _repeated(attributes: dict[str, str], name: str) -> int:
    """Return how often something is repeated.

    Raises:
        ValueError: no whole number above 0.
    """
    count = int(attributes.get(name, 1))
    if count < 1:
        raise ValueError(f"{name} is {count}")
    return count


def is_opendocument(archive: zipfile.ZipFile) -> bool:
    """Say whether a packed file is an OpenDocument one."""
    return bool({_CONTENT, "encrypted-package"} & set(archive.namelist()))


def inspect_opendocument(file: str, archive: zipfile.ZipFile, limits: Limits) -> dict[str, Sheet]:
    """Look a document through; refuse one that repeats rows or cells beyond the limits.

    Returns:
        What each sheet shows, by its name.

    Raises:
        DataError: protected by a password, beyond a limit, entities are defined, or the XML is
            damaged.
    """
    if _MANIFEST in archive.namelist() and b":encryption-data" in archive.read(_MANIFEST):
        raise hostile(file, "the file is protected by a password", "save it without a password")
    parser = expat.ParserCreate()
    content = _Content(file, parser)

    def refuse(*_: object) -> None:
        raise hostile(file, f"{_CONTENT} defines XML entities")

    parser.StartDoctypeDeclHandler = refuse
    try:
        with archive.open(_CONTENT) as stream:
            parser.ParseFile(stream)
    except KeyError as error:
        raise hostile(file, f"{_CONTENT} is missing") from error
    except (expat.ExpatError, ValueError) as error:
        raise hostile(file, f"{_CONTENT} is damaged ({error})") from error
    sheets = content.sheets
    if len(sheets) > limits.sheets:
        raise too_large(file, f"it has {len(sheets):,} sheets, more than {limits.sheets:,}")
    for sheet in sheets:
        if sheet.rows * sheet.columns > limits.cells:
            raise too_far(file, sheet.rows, sheet.columns, limits, sheet.name)
    if sum(sheet.rows * sheet.columns for sheet in sheets) > limits.cells:
        raise too_large(file, f"its sheets span more than {limits.cells:,} cells")
    if content.unpacked > limits.unpacked_bytes:
        message = f"its cells repeat to more than {limits.unpacked_bytes:,} bytes"
        raise too_large(file, message)
    return {sheet.name: sheet for sheet in sheets}
