"""Comments on cells, read as notes on the claim of their row."""

from dataclasses import replace

from stance.sheets.grids import Book
from stance.workbook.form import NOTE
from stance.workbook.headers import Table

#: The first sheet of a marked copy, whose comments are ours.
MARKED = "Problems"


def with_remarks(book: Book, table: Table) -> Table:
    """Return the table with each comment on a cell at the end of its row's note, on a line.

    A marked copy's comments say what is wrong, and are no notes. Where the column of notes was
    deleted there is no place for them.
    """
    comments = {} if book.grid(MARKED) else table.grid.comments
    if not comments or NOTE.name not in table.columns:
        return table
    own = set(table.columns.values())
    by_row: dict[int, list[str]] = {}
    for (row, column), text in sorted(comments.items()):
        if column in own:
            by_row.setdefault(row, []).append(text)
    notes = [
        "\n".join(filter(None, [note, *(t for t in by_row.get(row, ()) if t not in note)]))
        for row, note in zip(table.rows, table.column(NOTE.name), strict=True)
    ]
    return replace(table, values={**table.values, NOTE.name: notes})
