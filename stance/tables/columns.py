"""The columns of a sheet under its header, as texts; where the header is, and what is in them."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from stance.core.text import as_number, clean
from stance.sheets.a1 import cell_name
from stance.sheets.grids import Grid, columns_of, text_of, texts_of
from stance.tables.header_rows import imported_row, lower_row, two_rows, unmerged
from stance.tables.missing import is_missing

#: Rows at the beginning of a sheet among which its header is looked for.
SEARCHED_ROWS = 30
#: Columns that one note names.
_NAMED = 6


@dataclass(frozen=True, eq=False)
class Column:
    """One column.

    Attributes:
        number: its place, counted from 1.
        header: what stands above it, cleaned; empty where nothing does.
        texts: its cells under the header, as they stand.
        order: its labels in the order in which the file lists them; empty where it lists none.
    """

    number: int
    header: str
    texts: Sequence[str]
    order: tuple[str, ...] = ()

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each cleaned text stands in it; blank cells left out."""
        found: Counter[str] = Counter()
        for text, n in Counter(self.texts).items():
            if cleaned := clean(text):
                found[cleaned] += n
        return found

    @cached_property
    def filled(self) -> int:
        """How many cells hold something."""
        return self.counts.total()

    @cached_property
    def numeric(self) -> bool:
        """Whether it holds numbers, and nothing else but marks of missing ones."""
        given = [text for text in self.counts if not is_missing(text)]
        return bool(given) and all(as_number(text) is not None for text in given)


@dataclass(frozen=True, eq=False)
class Sheet:
    """A sheet, split into header and body.

    Attributes:
        grid: the sheet.
        header_row: the row of the header, counted from 1; 0 where there is none.
        columns: all columns that hold anything below the header or have a header.
        rows: the sheet row of each entry of the columns, counted from 1; blank rows left out.
        repeated: rows that say the same as the header and were skipped.
        left: rows that are no entries, with what stands first in them.
        headings: rows that name the topic of those below them, with their words.
        ticked: the headers of columns of ticks that are one column here.
    """

    grid: Grid
    header_row: int
    columns: tuple[Column, ...]
    rows: tuple[int, ...]
    repeated: tuple[int, ...] = ()
    left: tuple[tuple[int, str], ...] = ()
    headings: tuple[tuple[int, str], ...] = ()
    ticked: tuple[str, ...] = ()

    def header_cell(self, column: Column | None = None) -> str:
        """Return the A1 name of a column's header; of the first column's unless given."""
        return cell_name(max(self.header_row, 1), column.number if column else 1)


def split(
    grid: Grid, known: Callable[[str], Collection[str]], *, headerless: bool = False
) -> Sheet | None:
    """Find the header and return the columns below it; None of a sheet that holds no table.

    The header is the row, among the first thirty, that names most fields, two at least; where none
    does, the first with two filled cells.

    Args:
        grid: the sheet.
        known: returns the fields that a cell may name.
        headerless: there is no header; the table begins with its first row.
    """
    found = _header(grid, None if headerless else known)
    if found is None:
        return None
    at, header, begin = found
    body = unmerged(grid.rows, grid.merged, begin)[begin:]
    itself = tuple(grid.rows[at]) if header else None
    again = [i for i, row in enumerate(body) if itself and tuple(row) == itself]
    skipped = set(again)
    kept = [i for i, row in enumerate(body) if any(v != "" for v in row) and i not in skipped]
    rows = [body[i] for i in kept]
    width = len(grid.rows[at])
    by_column = columns_of(rows) if rows else [[] for _ in range(width)]
    columns = (
        Column(
            number,
            header[number - 1] if header else "",
            texts_of(cells),
            grid.orders.get(number, ()),
        )
        for number, cells in enumerate(by_column, start=1)
    )
    return Sheet(
        grid,
        0 if headerless else at + 1,
        tuple(c for c in columns if c.header or c.filled),
        tuple(begin + 1 + i for i in kept),
        tuple(begin + 1 + i for i in again),
    )


def _header(
    grid: Grid, known: Callable[[str], Collection[str]] | None
) -> tuple[int, list[str], int] | None:
    """Return the header's row and texts, and the first row below; None of a sheet without a table.

    Rows are counted from 0. Where there is no header, nothing is known, and both rows are the first
    of the table.
    """
    first = [[text_of(value) for value in row] for row in grid.rows[:SEARCHED_ROWS]]
    filled = [sum(map(bool, map(str.strip, row))) for row in first]
    at = next((i for i, n in enumerate(filled) if n > 1), None)
    if at is None:
        at = next((i for i, n in enumerate(filled) if n), None)
    if at is None or known is None:
        return None if at is None else (at, [], at)
    if imported := imported_row(first):
        return imported - 1, [clean(text) for text in first[imported - 1]], imported + 1
    hits = [len({name for text in row if text for name in known(clean(text))}) for row in first]
    best = max(range(len(hits)), key=lambda i: (hits[i], -i))
    if not grid.titled:
        at = lower_row(first, known, best if hits[best] > 1 else at)
    above = [clean(text) for text in first[at - 1]] if at else []
    return at, two_rows(above, [clean(text) for text in first[at]]), at + 1


def some(names: Sequence[str]) -> str:
    """Return the first of many names in quotation marks, and how many there are besides."""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(f'"{name}"' for name in names[:_NAMED]) + more
