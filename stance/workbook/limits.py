"""How much a file may ask of the reader's machine, looked at before any library opens it."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from stance.errors import DataError, Problem

_REFERENCE = re.compile(rb"""[\s]r\s*=\s*["']([A-Z]{0,4})(\d{1,9})["']""")
_CHUNK = 1 << 22


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that hold memory and time; a file beyond one of them is refused.

    Attributes:
        file_bytes: size of the file on disk.
        unpacked_bytes: size of all that is packed in it.
        parts: number of files packed in it.
        sheets: number of sheets.
        cells: cells in the rectangle that a sheet spans, filled or not.
    """

    file_bytes: int = 200_000_000
    unpacked_bytes: int = 1_000_000_000
    parts: int = 2_000
    sheets: int = 200
    cells: int = 20_000_000


LIMITS = Limits()


def guard_size(path: Path, limits: Limits = LIMITS) -> None:
    """Refuse a file that is larger than the limit.

    Raises:
        DataError: too large.
    """
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise _refuse(path, f"the file has {size:,} bytes, more than {limits.file_bytes:,}")


def guard_zip(path: Path, archive: zipfile.ZipFile, limits: Limits = LIMITS) -> None:
    """Refuse an archive that unpacks to too much, or a sheet that spans too many cells.

    Raises:
        DataError: beyond a limit.
    """
    parts = archive.infolist()
    if len(parts) > limits.parts:
        raise _refuse(path, f"the file packs {len(parts):,} parts, more than {limits.parts:,}")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > limits.unpacked_bytes:
        raise _refuse(
            path, f"the file unpacks to {unpacked:,} bytes, more than {limits.unpacked_bytes:,}"
        )
    sheets = [p for p in parts if p.filename.lower().startswith("xl/worksheets/")]
    if len(sheets) > limits.sheets:
        raise _refuse(path, f"the file has {len(sheets):,} sheets, more than {limits.sheets:,}")
    for part in sheets:
        if part.filename.lower().endswith(".xml"):
            _guard_extent(path, archive, part, limits)


def _guard_extent(
    path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits
) -> None:
    """Refuse a sheet whose farthest row times farthest column is beyond the limit."""
    rows = columns = 0
    for chunk in _chunks(archive, part, limits):
        for letters, digits in set(_REFERENCE.findall(chunk)):
            rows = max(rows, int(digits))
            columns = max(columns, column_number(letters.decode()))
    if rows * columns > limits.cells:
        raise _refuse(
            path,
            f"a sheet spans {rows:,} rows × {columns:,} columns, more than {limits.cells:,} cells",
            "delete the stray value in the sheet's far corner",
        )


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> Iterator[bytes]:
    """Unpack in pieces that overlap a little, never more than was declared and allowed."""
    left, tail = limits.unpacked_bytes, b""
    with archive.open(part) as stream:
        while left > 0 and (chunk := stream.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield tail + chunk
            tail = chunk[-40:]


def column_number(letters: str) -> int:
    """Return 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Return A for 1, AA for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _refuse(path: Path, message: str, hint: str = "save it anew from a spreadsheet") -> DataError:
    return DataError([Problem(code="too-large", message=message, hint=hint, file=path.name)])
