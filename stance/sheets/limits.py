"""How much a file may ask of the reader's machine."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from stance.core.errors import DataError, Problem, UsageError
from stance.sheets.a1 import cell_name

#: Characters of one text; a spreadsheet's cell holds 32,767, a cell of a text table may hold more.
LONGEST_TEXT = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that hold memory and time; a file beyond one of them is refused.

    Attributes:
        file_bytes: size of the file on disk.
        unpacked_bytes: size of all that is packed in it.
        parts: number of files packed in it.
        sheets: number of sheets.
        cells: cells in the rectangle that a sheet spans, filled or not.
        packed_cells: cells that all sheets of a packed file may span whatever its size; beyond, it
            must have a byte for each. Cells alike pack to nothing, and cost 250 bytes each.
        listed_bytes: what is unpacked besides the sheets and their texts: styles, names, comments;
            and what one sheet holds beside its cells, such as conditional formats.
    """

    file_bytes: int = 200_000_000
    unpacked_bytes: int = 1_000_000_000
    parts: int = 2_000
    sheets: int = 200
    cells: int = 20_000_000
    packed_cells: int = 4_000_000
    listed_bytes: int = 50_000_000


def limits_of(environment: Mapping[str, str] = os.environ) -> Limits:
    """Return the limits, each replaced where the environment names it, as STANCE_MAX_CELLS does.

    Args:
        environment: names and values; what the process has at the time of the call unless given.

    Raises:
        UsageError: a value is no whole number above 0.
    """
    given: dict[str, int] = {}
    for limit in fields(Limits):
        name = f"STANCE_MAX_{limit.name.upper()}"
        value = environment.get(name, "").replace("_", "").strip()
        if value and not (value.isascii() and value.isdigit() and int(value)):
            raise UsageError(
                f'{name} is "{environment[name]}" and should be a whole number above 0'
            )
        if value:
            given[limit.name] = int(value)
    return Limits(**given)


def too_large(file: str, message: str, hint: str = "", **place: str) -> DataError:
    """Return the error of a file that is beyond a limit."""
    hint = hint or "save it anew from a spreadsheet, with only what is needed"
    return DataError([Problem(code="too-large", message=message, hint=hint, file=file, **place)])


def of_packed(limits: Limits, size: int) -> Limits:
    """Return the limits of a packed file of so many bytes, which bound the cells it may span."""
    return replace(limits, cells=min(limits.cells, max(limits.packed_cells, size)))


def too_far(file: str, rows: int, columns: int, limits: Limits, sheet: str = "") -> DataError:
    """Return the error of a sheet that spans too many cells; it names the farthest one."""
    message = f"a sheet spans {rows:,} rows × {columns:,} columns, more than {limits.cells:,} cells"
    hint = "delete what stands in the sheet's far corner, and its rows and columns"
    return too_large(file, message, hint, sheet=sheet, cell=cell_name(rows, columns))


def too_long(file: str, row: int, column: int, sheet: str = "") -> DataError:
    """Return the error of a cell, or of a text used by cells, that would be too long."""
    cell = cell_name(row, column) if row else ""
    message = (
        f"the {'cell' if cell else 'file'} holds a text of more than {LONGEST_TEXT:,} characters"
    )
    hint = "shorten its text"
    return too_large(file, message, hint, sheet=sheet, cell=cell)
