"""xlsxwriter's workbook with sheets that do less for each cell; the bytes are its own.

A workbook of 10,000 claims has 400,000 cells, nearly all of them texts and empty cells with a
format, whose places are always given as numbers.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import CellBlankTuple, CellNumberTuple, CellStringTuple, Worksheet

from stance.sheets.a1 import column_letters

_LETTERS = [column_letters(number) for number in range(1, 16_384 + 1)]
#: The kinds of cells in which nothing has to be escaped.
_COMMON = {CellBlankTuple, CellNumberTuple, CellStringTuple}


class Sheet(Worksheet):  # type: ignore[misc]  # it has no types
    """A sheet whose cells are told by the numbers of their rows and columns."""

    write_blank, write_number = Worksheet._write_blank, Worksheet._write_number
    write_string = Worksheet._write_string

    def _prepare_formula(self, formula: str, *_: bool) -> str:
        """Spare each formula a search for thirty functions that none of ours has."""
        return formula.removeprefix("=")

    def write_numbers(self, column: int, numbers: Sequence[float], style: Any) -> None:
        """Write a column of numbers below its header; one that is missing stays empty."""
        self._check_dimensions(len(numbers), column)
        for row, number in enumerate(numbers, start=1):
            if math.isfinite(number):
                self.table[row][column] = CellNumberTuple(number, style)
            elif not math.isnan(number):
                self.write_number(row, column, number, style)  # which refuses it

    def write_texts(self, column: int, texts: Sequence[str], style: Any) -> None:
        """Write a column of texts that fit below its header."""
        self._check_dimensions(len(texts), column)
        number_of = self.str_table._get_shared_string_index
        for row, text in enumerate(texts, start=1):
            self.table[row][column] = CellStringTuple(number_of(text), style)

    def write_row_of_texts(self, row: int, texts: Mapping[int, str], styles: Sequence[Any]) -> None:
        """Write texts that fit into the columns of a row; an empty one leaves the style only."""
        self._check_dimensions(row, max(texts))
        number_of, cells = self.str_table._get_shared_string_index, self.table[row]
        for column, text in texts.items():
            style = styles[column]
            cells[column] = (
                CellStringTuple(number_of(text), style) if text else CellBlankTuple(style)
            )

    def _calculate_spans(self) -> None:
        """Note the first and last column of every sixteen rows."""
        ends: dict[int, list[int]] = {}
        for row, cells in self.table.items():
            if cells:
                ends.setdefault(row // 16, []).extend((min(cells), max(cells)))
        self.row_spans = {block: f"{min(at) + 1}:{max(at) + 1}" for block, at in ends.items()}

    def _write_rows(self) -> None:
        """Write all rows; no sheet of ours has comments."""
        columns = self.col_info.items()
        self._styled = {column for column, known in columns if known.column_format}
        self._calculate_spans()
        for row in sorted({*self.table, *self.row_info}):
            span, known = self.row_spans.get(row // 16), self.row_info.get(row)
            if cells := self.table.get(row):
                self._write_row(row, span, known)
                self._write_cells(row, cells)
                self._xml_end_tag("row")
            elif known:
                self._write_empty_row(row, span, known)

    def _write_cells(self, row: int, cells: dict[int, Any]) -> None:
        """Write the cells of a row; in the common kinds nothing has to be escaped."""
        write, number, inherits = self.fh.write, str(row + 1), row in self.row_info
        for column in sorted(cells):
            cell = cells[column]
            kind, style = type(cell), cell.format
            if kind not in _COMMON or (not style and (inherits or column in self._styled)):
                self._write_cell(row, column, cell)
                continue
            place = f'<c r="{_LETTERS[column]}{number}"'
            if style:
                place += f' s="{style._get_xf_index()}"'
            if kind is CellStringTuple:
                write(f'{place} t="s"><v>{cell.string}</v></c>')
            elif kind is CellNumberTuple:
                write(f"{place}><v>{cell.number:.16G}</v></c>")
            else:
                write(f"{place}/>")


class Book(Workbook):  # type: ignore[misc]  # nor has this
    """A workbook of such sheets."""

    worksheet_class = Sheet
