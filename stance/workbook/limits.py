"""How much a file may ask of the reader's machine."""

from dataclasses import dataclass

from stance.errors import DataError, Problem


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


def too_large(file: str, message: str, hint: str = "") -> DataError:
    """Return the error of a file that is beyond a limit."""
    hint = hint or "save it anew from a spreadsheet, with only what is needed"
    return DataError([Problem(code="too-large", message=message, hint=hint, file=file)])
