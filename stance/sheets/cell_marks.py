"""What the cells of a sheet show besides their values, wherever a file keeps it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

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
