"""Packed workbooks, looked through before any library opens them."""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from stance.core.errors import DataError, Problem
from stance.sheets.extents import Extent, Reach
from stance.sheets.limits import Limits, too_far, too_large, too_long

#: Bytes to unpack at a time: what stays in a processor's cache while it is looked at.
_CHUNK = 1 << 18
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml\Z", re.IGNORECASE)
_CELLS_END = re.compile(rb"/(?:\w+:)?sheetData|sheetData\s*/>")
#: Bytes that one of these has at most, as far as it has to be found across two pieces.
_LONGEST_TAG = 64
_XML = (".xml", ".rels", ".vml")
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_SHARED_TEXTS = "sharedstrings.xml"
#: Merged cells of one sheet, of which each costs as much as a cell.
_MOST_MERGED = 1_000_000
#: Where an OpenDocument file packs its sheets.
_CONTENT = "content.xml"
#: What the standard library raises of a damaged archive.
TORN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    UnicodeDecodeError,
    EOFError,
    OSError,
)


def opened(data: bytes) -> zipfile.ZipFile:
    """Open packed bytes; this and reading from it may raise what is in ``TORN``.

    Raises:
        zipfile.BadZipFile: this is no archive, or one of its parts begins before it does.
    """
    archive = zipfile.ZipFile(io.BytesIO(data))
    if any(part.header_offset < 0 for part in archive.infolist()):
        raise zipfile.BadZipFile("a part begins before the file does")
    return archive


@dataclass(frozen=True, slots=True)
class Signs:
    """What the XML of a sheet shows and no library tells.

    Attributes:
        errors: there are error values.
        formulas: there are formulas.
        hidden: there are hidden rows.
    """

    errors: bool = False
    formulas: bool = False
    hidden: bool = False


def check(file: str, archive: zipfile.ZipFile, limits: Limits) -> None:
    """Look at an archive's directory, before anything is unpacked.

    Raises:
        DataError: it packs more than the limits allow, or as no program does that writes files for
            people: two parts of one name, other packings than deflation, a password.
    """
    parts = archive.infolist()
    if len(parts) > limits.parts:
        raise too_large(
            file,
            f"it packs {len(parts):,} parts, more than {limits.parts:,}",
            "allow more: STANCE_MAX_PARTS",
        )
    if len({part.filename for part in parts}) < len(parts):
        raise hostile(file, "two parts have the same name")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > limits.unpacked_bytes:
        raise too_large(
            file,
            f"it unpacks to {unpacked:,} bytes, more than {limits.unpacked_bytes:,}",
            "allow more: STANCE_MAX_UNPACKED_BYTES",
        )
    if any(part.compress_type not in _PACKINGS for part in parts):  # unpacked without measure
        raise hostile(file, "it is packed in a way that is not used here", "pack it as a plain zip")
    if any(part.flag_bits & 1 for part in parts):
        raise hostile(file, "its parts are encrypted", "save it without a password")


def inspect(file: str, archive: zipfile.ZipFile, limits: Limits) -> dict[str, Signs]:
    """Unpack every part once, within the limits, and look at what it would ask for.

    Returns:
        What each sheet shows, by the name of its part.

    Raises:
        DataError: beyond a limit, or a part that defines XML entities.
        zipfile.BadZipFile: a part is not what the archive's directory says.
    """
    check(file, archive, limits)
    parts = archive.infolist()
    if any(part.filename.lower() == "xl/workbook.bin" for part in parts):
        raise hostile(file, "this is a binary workbook (.xlsb)", "save it as .xlsx")
    sheets = [part for part in parts if _SHEET.match(part.filename)]
    if len(sheets) > limits.sheets:
        raise too_large(file, f"it has {len(sheets):,} sheets, more than {limits.sheets:,}")
    listed = sum(part.file_size for part in parts if _is_listed(part.filename))
    if listed > limits.listed_bytes:
        message = f"styles, names and comments unpack to {listed:,} bytes"
        raise too_large(file, f"{message}, more than {limits.listed_bytes:,}")
    signs: dict[str, Signs] = {}
    spanned = 0
    for part in parts:
        signs[part.filename], cells = _inspect_part(file, archive, part, limits)
        spanned += cells
        if spanned > limits.cells:
            raise too_large(file, f"its sheets span more than {limits.cells:,} cells")
    return signs


def _is_listed(name: str) -> bool:
    """Say whether a library keeps all of a part that is neither a sheet nor the texts of sheets."""
    lower = name.lower()
    texts = lower.endswith(_SHARED_TEXTS) or lower == _CONTENT
    return lower.endswith(_XML) and not _SHEET.match(name) and not texts


def hostile(file: str, message: str, hint: str = "ask for the file again") -> DataError:
    """Return the error of a file that no spreadsheet program writes."""
    return DataError([Problem(code="unreadable-file", message=message, hint=hint, file=file)])


def _chunks(file: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack in pieces; refuse definitions of entities.

    ``zipfile`` itself never unpacks more than the directory declares, and checks the sum.
    """
    xml = part.filename.lower().endswith(_XML)
    with archive.open(part) as stream:
        tail = b""
        while chunk := stream.read(_CHUNK):
            start = tail + chunk[:4096]
            if xml and (b"<!DOCTYPE" in start or b"<!ENTITY" in start):
                raise hostile(file, f"{part.filename} defines XML entities")
            yield chunk
            tail = chunk[-16:]


def _inspect_part(
    file: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits
) -> tuple[Signs, int]:
    """Look a part through; whatever its name, a workbook may call it a sheet.

    Returns:
        What it shows, and how many cells it spans.
    """
    extent = Extent()
    texts = part.filename.lower().endswith(_SHARED_TEXTS)
    kept = _Kept(file, part.filename, limits)
    chunks = kept.counted(_chunks(file, archive, part))
    for chunk in _from(b"" if texts else b"sheetData", chunks):
        extent.take(chunk)
    extent.finish()
    reached: Extent | Reach = extent
    most = min(limits.cells, part.file_size)  # texts: room is made for all at once
    if not extent.plain or extent.rows * extent.columns > limits.cells or extent.texts > most:
        reached = Reach(limits.cells)
        try:
            reached.read(_chunks(file, archive, part))
        except ValueError as error:
            raise hostile(file, f"{part.filename} is damaged ({error})") from error
        if reached.too_long:
            raise too_long(file, *reached.too_long)
    rows, columns = reached.rows, reached.columns
    if rows * columns > limits.cells:
        raise too_far(file, rows, columns, limits)
    if reached.texts > most:
        raise hostile(file, f"{part.filename} announces {reached.texts:,} texts")
    return Signs(extent.errors, extent.formulas, extent.hidden), rows * columns


class _Kept:
    """Counts what a library keeps of a part besides cells: texts, merged cells, and all the rest.

    The rest is what a sheet holds before and behind its cells: columns, conditional formats, lists
    to choose from, links.
    """

    def __init__(self, file: str, part: str, limits: Limits) -> None:
        self._file, self._part, self._limits = file, part, limits
        self._first = self._last = -1  # where the cells begin, and where they end
        self._total = 0

    def counted(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Yield the chunks while they hold few enough.

        Raises:
            DataError: beyond the limit.
        """
        n_texts = n_merged = 0
        tail = b""
        for chunk in chunks:
            n_texts += chunk.count(b"<si") + chunk.count(b":si>")
            n_merged += chunk.count(b"mergeCell ")
            tail = self._placed(tail, chunk)
            for what, number, most in (
                ("texts", n_texts, self._limits.cells),
                ("merged cells", n_merged, _MOST_MERGED),
                ("bytes beside its cells", self._beside(), self._limits.listed_bytes),
            ):
                if number > most:
                    raise too_large(self._file, f"{self._part} has more than {most:,} {what}")
            yield chunk

    def _placed(self, tail: bytes, chunk: bytes) -> bytes:
        """Look where the cells begin and end; return the bytes that the next piece may need."""
        piece, start = tail + chunk, self._total - len(tail)
        if self._first < 0 and (at := piece.find(b"sheetData")) >= 0:
            self._first = start + at
        if self._last < 0 <= self._first:
            end = self._end_in(piece, max(self._first - start, 0))
            self._last = start + end.end() if end else -1
        self._total += len(chunk)
        return piece[-_LONGEST_TAG:]

    @staticmethod
    def _end_in(piece: bytes, begin: int) -> re.Match[bytes] | None:
        """Return where the cells end; most pieces do not name it, and need no search."""
        named = b"sheetData" in piece[begin:]
        return _CELLS_END.search(piece, begin) if named else None

    def _beside(self) -> int:
        """Return the bytes of a sheet that are not between the beginning and end of its cells."""
        if not _SHEET.match(self._part):
            return 0
        if self._first < 0:
            return max(self._total - _LONGEST_TAG, 0)  # there they may begin
        return self._first + (self._total - self._last if self._last >= 0 else 0)


def _from(beginning: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the chunks from these bytes on; none where they do not occur."""
    tail = b""
    for chunk in chunks:
        piece = tail + chunk
        start = piece.find(beginning)
        if start >= 0:
            yield piece[start:]
            yield from chunks
        tail = piece[-len(beginning) :]
