"""Comments on cells, read as notes on the claim of their row."""

from dataclasses import replace

from stance.sheets.grids import Book, Grid, text_of
from stance.sheets.marking import OURS
from stance.workbook.form import NOTE
from stance.workbook.headers import Table

#: The first sheet of a marked copy, by another name where somebody's own sheet has this one.
MARKED = "Problems"
#: What it says of each problem; by these headers it is known.
LISTED = ("severity", "sheet", "cell", "claim_id", "value", "message", "hint", "code")


def with_remarks(book: Book, table: Table) -> Table:
    """Return the table with each comment on a cell at the end of its row's note, on a line.

    What a check said in a marked copy is no note. Where the column of notes was deleted there is no
    place for them.
    """
    comments = _own(book, table)
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


def lists_problems(grid: Grid) -> bool:
    """Say whether a sheet is the list of problems in a marked copy."""
    return {text_of(cell) for row in grid.rows[:1] for cell in row}.issuperset(LISTED)


def _own(book: Book, table: Table) -> dict[tuple[int, int], str]:
    """Return the comments that are not a check's; in a copy of values alone all are."""
    lists = [grid for grid in book.grids if lists_problems(grid)]
    if lists and not any(text_of(cell) == OURS for grid in lists for cell in grid.rows[0]):
        return {}
    parted = {at: text.partition(OURS)[0].strip() for at, text in table.grid.comments.items()}
    return {at: text for at, text in parted.items() if text}
