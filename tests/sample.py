"""The sample study, and copies of it that tests may damage."""

import shutil
from pathlib import Path

import openpyxl

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "annotations" / "central-asia"


def copy(folder: Path) -> Path:
    """Copy the sample study into the folder and return where it lies."""
    return Path(shutil.copytree(SAMPLE, folder / SAMPLE.name))


def find(file: Path, claim_id: str, column: str, sheet: str = "Claims") -> str:
    """Return the cell, in A1 notation, of a row's column; the row by the id in its first column."""
    table = openpyxl.load_workbook(file)[sheet]
    header = next(row for row in table.iter_rows() if any(c.value == column for c in row))
    letter = next(c.column_letter for c in header if c.value == column)
    row = next(r for r in range(1, table.max_row + 1) if table.cell(r, 1).value == claim_id)
    return f"{letter}{row}"


def put(file: Path, cell: str, value: object, sheet: str = "Claims") -> None:
    """Type a value into a cell and save."""
    book = openpyxl.load_workbook(file)
    book[sheet][cell] = value
    book.save(file)
