"""xlsxwriter's workbook with sheets that do less for each cell; the bytes are its own.

A workbook of 10,000 claims has 400,000 cells, nearly all of them texts and empty cells with a
format, whose places are always given as numbers.
"""

import io
import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
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
    #: Where the sheet's XML goes.
    fh: Any
    #: Columns that are written whole: their style, and each of their cells behind its place.
    _columns: Mapping[int, tuple[Any, list[str]]] = MappingProxyType({})

    def _prepare_formula(self, formula: str, *_: bool) -> str:
        """Spare each formula a search for thirty functions that none of ours has."""
        return formula.removeprefix("=")

    def write_numbers(self, column: int, numbers: Sequence[float], style: Any) -> None:
        """Write a column of numbers below its header; one that is missing stays empty."""
        for row, number in enumerate(numbers, start=1):
            if math.isinf(number):
                self.write_number(row, column, number, style)  # which refuses it
        self._put(column, [f"><v>{n:.16G}</v></c>" if n == n else "" for n in numbers], style)

    def write_texts(self, column: int, texts: Sequence[str], style: Any) -> None:
        """Write a column of texts that fit below its header."""
        number_of = self.str_table._get_shared_string_index
        made = {text: f' t="s"><v>{number_of(text)}</v></c>' for text in dict.fromkeys(texts)}
        self.str_table.count += len(texts) - len(made)  # each was counted once
        self._put(column, [made[text] for text in texts], style)

    def _put(self, column: int, cells: list[str], style: Any) -> None:
        """Keep a column below its header as it will be written: each cell behind its place.

        It takes no style from its sheet where it has none.
        """
        self._check_dimensions(len(cells), column)
        self._columns = {**self._columns, column: (style, cells)}

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
        for column, (_, texts) in self._columns.items():
            for block in range(len(texts) // 16 + 1):
                if any(texts[max(16 * block - 1, 0) : 16 * block + 15]):
                    ends.setdefault(block, []).append(column)
        self.row_spans = {block: f"{min(at) + 1}:{max(at) + 1}" for block, at in ends.items()}

    def _write_rows(self) -> None:
        """Write all rows, and let go of each cell once it is written; no sheet has comments."""
        columns = self.col_info.items()
        self._styled = {column for column, known in columns if known.column_format}
        self._said: dict[Any, str] = {None: ""}
        self._calculate_spans()
        whole = max((len(texts) for _, texts in self._columns.values()), default=0)
        for row in sorted({*self.table, *self.row_info, *range(1, whole + 1)}):
            span, known = self.row_spans.get(row // 16), self.row_info.get(row)
            if texts := self._cells_of(row):
                self._write_row(row, span, known)
                self.fh.write("".join(texts[column] for column in sorted(texts)))
                self._xml_end_tag("row")
            elif known:
                self._write_empty_row(row, span, known)
        self._columns = {}

    def _cells_of(self, row: int) -> dict[int, str]:
        """Return the cells of a row as they are written, by their columns."""
        number, cells = str(row + 1), self.table.pop(row, {})
        texts = {column: self._text(row, column, cell) for column, cell in cells.items()}
        if row:
            for column, (style, below) in self._columns.items():
                if row <= len(below) and (behind := below[row - 1]):
                    said = self._said[style] if style in self._said else self._saying(style)
                    texts[column] = f'<c r="{_LETTERS[column]}{number}"{said}{behind}'
        return texts

    def _text(self, row: int, column: int, cell: Any) -> str:
        """Return a cell as it is written; in the common kinds nothing has to be escaped."""
        kind, style = type(cell), cell.format
        plain = not style and (row in self.row_info or column in self._styled)
        if plain or kind not in _COMMON:
            return self._uncommon(row, column, cell)
        said = self._said[style] if style in self._said else self._saying(style)
        place = f'<c r="{_LETTERS[column]}{row + 1}"{said}'
        if kind is CellStringTuple:
            return f'{place} t="s"><v>{cell.string}</v></c>'
        if kind is CellNumberTuple:
            return f"{place}><v>{cell.number:.16G}</v></c>"
        return f"{place}/>"

    def _uncommon(self, row: int, column: int, cell: Any) -> str:
        """Return a cell as xlsxwriter writes it."""
        file, self.fh = self.fh, (written := io.StringIO())
        try:
            self._write_cell(row, column, cell)
        finally:
            self.fh = file
        return written.getvalue()

    def _saying(self, style: Any) -> str:
        """Return how a cell says its style; found once for each."""
        said = self._said[style] = f' s="{style._get_xf_index()}"' if style else ""
        return said


class Book(Workbook):  # type: ignore[misc]  # nor has this
    """A workbook of such sheets."""

    worksheet_class = Sheet

    def close(self) -> None:
        """Write the file; from then on its cells are in memory no longer than the workbook is used.

        Its sheets know it, by a function, which would keep both until the garbage collector comes
        by: of 100,000 claims a gigabyte for each workbook that is written.
        """
        super().close()
        for sheet in self.worksheets():
            sheet.workbook_add_format = None
