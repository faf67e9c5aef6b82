"""What the cells of a sheet show besides their values, wherever a file keeps it."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from stance.sheets.a1 import column_letters, column_number
from stance.sheets.archive import Signs

_ERROR = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^>]*?t=["']e["'])[^>]*?(?<![\w:])r=["']([A-Z]+)(\d+)["'][^>]*>(.*?)</(?:\w+:)?c>""",
    re.DOTALL,
)
_FORMULA = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?(?<![\w:])r=["']([A-Z]+)(\d+)["'][^>/]*>\s*<(?:\w+:)?f[\s>/](.*?)</(?:\w+:)?c>""",
    re.DOTALL,
)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)")
_HIDDEN_ROW = re.compile(
    rb"""<(?:\w+:)?row\s(?=[^>]*?\bhidden=["'](?:1|true)["'])[^>]*?\br=["'](\d+)["']"""
)

#: Words that few cells and rows have, quick to find; what is before them tells whose they are.
_HIDDEN = re.compile(rb"hidden=")
_FORMULA_TAG = re.compile(rb"f(?<=[<:]f)[\s>/]")
_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?(?<![\w:])r=["']([A-Z]+)""")

#: Merged cells: first row, first column, last row, last column, from 0.
Span = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """One cell, or equal ones beside and below it that a file writes as one.

    Attributes:
        row: the first row, counted from 1.
        column: the first column, counted from 1.
        rows: how many rows it reaches over.
        columns: how many columns it reaches over.
        text: what the cell shows.
    """

    row: int
    column: int = 1
    rows: int = 1
    columns: int = 1
    text: str = ""

    def cells(
        self, rows: Collection[int], columns: Iterable[int] = (1,)
    ) -> Iterator[tuple[int, int]]:
        """Yield row and column of the run's cells that stand in these rows and columns."""
        across = [c for c in columns if self.column <= c < self.column + self.columns]
        own = range(self.row, self.row + self.rows)
        few, many = (own, rows) if self.rows <= len(rows) else (sorted(rows), own)
        for row in few if across else ():
            if row in many:
                yield from ((row, column) for column in across)


@dataclass(frozen=True, slots=True)
class Marks:
    """What a sheet shows besides the values of its cells.

    Attributes:
        errors: cells that hold an error, with its name.
        formulas: cells that hold a formula and no error, with the result that is stored.
        hidden: rows that are hidden or filtered away.
    """

    errors: tuple[Run, ...] = ()
    formulas: tuple[Run, ...] = ()
    hidden: tuple[Run, ...] = ()


#: Letters of the column, number of the row, and what the cell holds.
_Found = tuple[bytes, bytes, bytes]


def marks_in(xml: bytes, signs: Signs, columns: Iterable[int] | None = None) -> Marks:
    """Return the marks of a sheet of an XLSX file.

    Args:
        xml: the part of the file that packs the sheet.
        signs: which marks there are; others are not looked for.
        columns: those, counted from 1, whose formulas are looked for; all unless given.
    """
    failed: list[_Found] = _ERROR.findall(xml) if signs.errors else []
    wrong = {(letters, digits) for letters, digits, _ in failed}
    formulas = _formulas(xml, columns) if signs.formulas else ()
    return Marks(
        tuple(_run(*found, otherwise="#ERROR") for found in failed),
        tuple(_run(*found) for found in formulas if found[:2] not in wrong),
        tuple(map(Run, _hidden_rows(xml) if signs.hidden else ())),
    )


def _formulas(xml: bytes, columns: Iterable[int] | None) -> Iterator[_Found]:
    """Yield the cells of these columns that hold a formula."""
    wanted = None if columns is None else {column_letters(column).encode() for column in columns}
    for own in _tags_with(_FORMULA_TAG, xml):
        tag = xml.rfind(b"<", 0, own)
        cell = _CELL.match(xml, tag) if tag >= 0 else None
        if cell and (wanted is None or cell[1] in wanted):
            found = _FORMULA.match(xml, tag)
            if found:
                yield found[1], found[2], found[3]


def _hidden_rows(xml: bytes) -> Iterator[int]:
    """Yield the rows that are hidden."""
    found = (_HIDDEN_ROW.match(xml, tag) for tag in _tags_with(_HIDDEN, xml))
    return (int(row[1]) for row in found if row)


def _tags_with(sign: re.Pattern[bytes], xml: bytes) -> Iterator[int]:
    """Yield where the tags begin that a sign stands in, each once.

    What lies before an earlier sign is not looked through again, however often one stands in a tag.
    """
    end = 0
    for word in sign.finditer(xml):
        tag = xml.rfind(b"<", end, word.start())
        end = word.end()
        if tag >= 0:
            yield tag


def _run(letters: bytes, digits: bytes, inside: bytes, otherwise: str = "") -> Run:
    found = _VALUE.search(inside)
    text = found[1].decode("utf-8", "replace") if found else otherwise
    return Run(int(digits), column_number(letters.decode()), text=text)
