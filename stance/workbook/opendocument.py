"""OpenDocument spreadsheets, looked through before any library opens them."""

import zipfile
from xml.parsers import expat

from stance.workbook.archive import hostile
from stance.workbook.limits import Limits, too_large

_MANIFEST = "META-INF/manifest.xml"
_ROW = "table:table-row"
_CELLS = ("table:table-cell", "table:covered-table-cell")
_FILLED = ("office:value-type", "calcext:value-type", "table:formula")


class _Extent:
    """Counts rows and columns up to the last filled cell of each sheet."""

    def __init__(self) -> None:
        self.sheets = 0
        self.largest = (0, 0)
        self._rows = self._columns = self._last_row = self._at_column = 0
        self._repeat = 1
        self._filled = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take an opening tag."""
        if name == "table:table":
            self.sheets += 1
            self._rows = self._columns = self._last_row = 0
        elif name == _ROW:
            self._repeat = int(attributes.get("table:number-rows-repeated", 1))
            self._at_column, self._filled = 0, False
        elif name in _CELLS:
            self._at_column += int(attributes.get("table:number-columns-repeated", 1))
            if any(key in attributes for key in _FILLED):
                self._filled = True
                self._columns = max(self._columns, self._at_column)
        elif name == "text:p":
            self._filled = True
            self._columns = max(self._columns, self._at_column)

    def end(self, name: str) -> None:
        """Take a closing tag."""
        if name == _ROW:
            self._rows += self._repeat
            if self._filled:
                self._last_row = self._rows
        elif name == "table:table" and self._last_row * self._columns > (
            self.largest[0] * self.largest[1]
        ):
            self.largest = (self._last_row, self._columns)


def inspect_opendocument(file: str, archive: zipfile.ZipFile, limits: Limits) -> None:
    """Refuse a document that repeats rows or cells beyond the limits.

    Raises:
        DataError: protected by a password, beyond a limit, entities are defined, or the XML is
            damaged.
    """
    if _MANIFEST in archive.namelist() and b":encryption-data" in archive.read(_MANIFEST):
        raise hostile(file, "the file is protected by a password", "save it without a password")
    extent = _Extent()
    parser = expat.ParserCreate()
    parser.StartElementHandler = extent.start
    parser.EndElementHandler = extent.end

    def refuse(*_: object) -> None:
        raise hostile(file, "content.xml defines XML entities")

    parser.StartDoctypeDeclHandler = refuse
    try:
        with archive.open("content.xml") as stream:
            parser.ParseFile(stream)
    except KeyError as error:
        raise hostile(file, "content.xml is missing") from error
    except (expat.ExpatError, ValueError) as error:
        raise hostile(file, f"content.xml is damaged ({error})") from error
    if extent.sheets > limits.sheets:
        raise too_large(file, f"it has {extent.sheets:,} sheets, more than {limits.sheets:,}")
    rows, columns = extent.largest
    if rows * columns > limits.cells:
        message = f"a sheet spans {rows:,} rows × {columns:,} columns, "
        raise too_large(file, f"{message}more than {limits.cells:,} cells")
