"""xlsxwriter's workbook with sheets that do less for each cell; the bytes are its own.

A workbook of 10,000 claims has 400,000 cells, nearly all of them texts and empty cells with a
format, whose places are always given as numbers.
"""

import math
from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import CellBlankTuple, CellNumberTuple, CellStringTuple, Worksheet

from stance.sheets.a1 import column_letters

_LETTERS = [column_letters(number) for number in range(1, 16_384 + 1)]
#: The kinds of cells in which nothing has to be escaped.
_COMMON = {CellBlankTuple, CellNumberTuple, CellStringTuple}


class Sheet(Worksheet):  # type: ignore[misc]  # it has no types
    """A sheet whose cells are told by the numbers of their rows and columns."""

    write_blank, write_string = Worksheet._write_blank, Worksheet._write_string
    write_number = Worksheet._write_number

    def _prepare_formula(self, formula: str, *_: bool) -> str:
        """Spare each formula a search for thirty functions that none of ours has."""
        return formula.removeprefix("=")

    def _write_cell(self, row: int, column: int, cell: Any) -> None:
        """Write one cell; in the common kinds nothing has to be escaped."""
        kind = type(cell)
        bare = not cell.format
        if kind not in _COMMON or (bare and (row in self.row_info or column in self._styled)):
            super()._write_cell(row, column, cell)
            return
        style = "" if bare else f' s="{cell.format._get_xf_index()}"'
        place = f'<c r="{_LETTERS[column]}{row + 1}"{style}'
        if kind is CellStringTuple:
            self.fh.write(f'{place} t="s"><v>{cell.string}</v></c>')
        elif kind is CellNumberTuple:
            self.fh.write(f"{place}><v>{cell.number:.16G}</v></c>")
        else:
            self.fh.write(f"{place}/>")

    def write_numbers(self, column: int, numbers: Sequence[float], style: Any) -> None:
        """Write a column of numbers below its header; one that is missing stays empty."""
        self._check_dimensions(len(numbers), column)
        for row, number in enumerate(numbers, start=1):
            if math.isfinite(number):
                self.table[row][column] = CellNumberTuple(number, style)
            elif not math.isnan(number):
                self.write_number(row, column, number, style)  # which refuses it

    def _write_rows(self) -> None:
        """Write all rows."""
        columns = self.col_info.items()
        self._styled = {column for column, known in columns if known.column_format}
        super()._write_rows()


class Book(Workbook):  # type: ignore[misc]  # nor has this
    """A workbook of such sheets."""

    worksheet_class = Sheet
