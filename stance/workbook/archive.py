"""Packed workbooks, looked through before any library opens them."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from stance.errors import DataError, Problem
from stance.workbook.limits import Limits, too_large

_CHUNK = 1 << 22
_OVERLAP = 64
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml\Z", re.IGNORECASE)
_XML = (".xml", ".rels", ".vml")
_SPACED = re.compile(rb"""\sr\s*=\s*["']([A-Z]{0,4})(\d{1,9})["']""")


@dataclass(frozen=True, slots=True)
class Signs:
    """What the XML of a sheet shows and no library tells.

    Attributes:
        errors: there are error values.
        formulas: there are formulas.
        hidden: there are hidden rows or columns.
    """

    errors: bool = False
    formulas: bool = False
    hidden: bool = False


def inspect(file: str, archive: zipfile.ZipFile, limits: Limits) -> dict[str, Signs]:
    """Unpack every part once, within the limits, and look at what it would ask for.

    Returns:
        What each sheet shows, by the name of its part.

    Raises:
        DataError: beyond a limit, or a part that defines XML entities.
        zipfile.BadZipFile: a part is not what the archive's directory says.
    """
    parts = archive.infolist()
    if len(parts) > limits.parts:
        raise too_large(file, f"it packs {len(parts):,} parts, more than {limits.parts:,}")
    if len({part.filename for part in parts}) < len(parts):
        raise hostile(file, "two parts have the same name")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > limits.unpacked_bytes:
        raise too_large(
            file, f"it unpacks to {unpacked:,} bytes, more than {limits.unpacked_bytes:,}"
        )
    if any(part.flag_bits & 1 for part in parts):
        raise hostile(file, "its parts are encrypted", "save it without a password")
    sheets = [part for part in parts if _SHEET.match(part.filename)]
    if len(sheets) > limits.sheets:
        raise too_large(file, f"it has {len(sheets):,} sheets, more than {limits.sheets:,}")
    signs: dict[str, Signs] = {}
    for part in parts:
        if _SHEET.match(part.filename):
            signs[part.filename] = _inspect_sheet(file, archive, part, limits)
        elif part.filename.lower().endswith(_XML):
            for _ in _chunks(file, archive, part):
                pass  # unpacking it checks its size and its sum
    return signs


def hostile(file: str, message: str, hint: str = "ask for the file again") -> DataError:
    """Return the error of a file that no spreadsheet program writes."""
    return DataError([Problem(code="unreadable-file", message=message, hint=hint, file=file)])


def _chunks(file: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack in pieces that overlap a little; refuse definitions of entities.

    ``zipfile`` itself never unpacks more than the directory declares, and checks the sum.
    """
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            piece = tail + chunk
            if b"<!DOCTYPE" in piece[:4096] or b"<!ENTITY" in piece[:4096]:
                raise hostile(file, f"{part.filename} defines XML entities")
            yield piece
            tail = piece[-_OVERLAP:]


def _inspect_sheet(
    file: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits
) -> Signs:
    rows = columns = 0
    errors = formulas = hidden = False
    for chunk in _chunks(file, archive, part):
        seen = _look(chunk)
        rows, columns = max(rows, seen[0]), max(columns, seen[1])
        errors, hidden = errors or seen[2], hidden or seen[3]
        cells = chunk[: chunk.find(b"</sheetData")]  # what follows has formulas of its own
        formulas = formulas or b"<f>" in cells or b"<f " in cells or b":f>" in cells
    if rows * columns > limits.cells:
        raise too_large(
            file,
            f"a sheet spans {rows:,} rows × {columns:,} columns, more than {limits.cells:,} cells",
            "delete the stray value in the sheet's far corner",
        )
    return Signs(errors, formulas, hidden)


def _look(chunk: bytes) -> tuple[int, int, bool, bool]:
    """Return the farthest row and column of any r="AB12", and whether t="e" and hidden= occur.

    Every attribute is found by its equals sign; a hundred megabytes take a fraction of a second.
    """
    import numpy as np

    text = np.frombuffer(b" " * 8 + chunk + b" " * 16, np.uint8)
    at = np.flatnonzero(text[:-16] == ord("="))
    before = text[at - 1]
    if bool((before <= ord(" ")).any()):  # r = "A1", as no spreadsheet writes
        found = _SPACED.findall(chunk)
        rows = max((int(digits) for _, digits in found), default=0)
        return rows, max((_number(letters) for letters, _ in found), default=0), True, True
    types = at[before == ord("t")]
    errors = bool(((text[types + 2] == ord("e")) & (text[types + 3] == text[types + 1])).any())
    ends = at[before == ord("n")]
    hidden = bool(((text[ends - 2] == ord("e")) & (text[ends - 6] == ord("h"))).any())
    places = at[before == ord("r")] + 2  # after r="
    columns, places = _digits(text, places, ord("A"), 26, 1, 4)
    rows_, _ = _digits(text, places, ord("0"), 10, 0, 9)
    return int(rows_.max(initial=0)), int(columns.max(initial=0)), errors, hidden


def _digits(text: Any, at: Any, zero: int, base: int, lowest: int, most: int) -> tuple[Any, Any]:
    """Read the number that begins at each place; return the numbers and the places after them."""
    import numpy as np

    at, value = at.copy(), np.zeros(len(at), np.int64)
    live = np.arange(len(at))
    for _ in range(most):
        digit = text[at[live]].astype(np.int64) - zero
        fits = (digit >= 0) & (digit < base)
        live = live[fits]
        if not len(live):
            break
        value[live] = value[live] * base + digit[fits] + lowest
        at[live] += 1
    return value, at


def _number(letters: bytes) -> int:
    from stance.workbook.a1 import column_number

    return column_number(letters.decode("ascii"))
