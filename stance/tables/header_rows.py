"""Headers that take two rows, one naming groups of columns, and cells that are merged."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from stance.core.text import clean, fold


def two_rows(above: Sequence[str], header: Sequence[str]) -> list[str]:
    """Return the headers of columns over which a row names groups of them.

    A header that stands there twice gets the group's name before it; one that stands in the upper
    row alone counts as well.

    Args:
        above: the row over the header, cleaned; empty where there is none.
        header: the header, cleaned.
    """
    times = Counter(map(fold, header))
    if sum(map(bool, above)) < 2 or not any(n > 1 for text, n in times.items() if text):
        return list(header)
    group, found = "", []
    for over, own in zip(above, header, strict=True):
        group = over or group
        twice = bool(own) and times[fold(own)] > 1
        found.append(f"{group} {own}".strip() if twice else own or over)
    return found


def imported_row(rows: Sequence[Sequence[str]]) -> int:
    """Return the row in which Qualtrics says how it calls the columns; 0 where there is none."""
    return next((i for i, row in enumerate(rows) if _is_imported(row)), 0)


def _is_imported(row: Sequence[str]) -> bool:
    given = [text for text in row if text]
    return bool(given) and all(text.startswith('{"ImportId"') for text in given)


def lower_row(rows: Sequence[Sequence[str]], named: Callable[[str], object], at: int) -> int:
    """Return the row of the header: the one below, where the upper names groups of columns.

    It is fuller, some of its texts stand there twice, and its first cell names a field, while that
    of the upper row is open.

    Args:
        rows: the rows at the beginning of a sheet.
        named: says what field a cell names, if any.
        at: the row that would be the header.
    """
    if at + 1 >= len(rows) or not rows[at] or rows[at][0].strip():
        return at
    upper, lower = ([text.strip() for text in row if text.strip()] for row in rows[at : at + 2])
    twice = len(set(map(fold, lower))) < len(lower)
    fuller = len(lower) > len(upper) and twice and bool(named(clean(rows[at + 1][0])))
    return at + 1 if fuller else at


def unmerged(
    rows: Sequence[Sequence[Any]], merged: Sequence[tuple[int, int, int, int]], begin: int
) -> Sequence[Sequence[Any]]:
    """Return rows in which a cell that is merged with those below it counts in each row.

    Args:
        rows: all rows of a sheet.
        merged: first row and column, and last row and column, counted from 0. Where they lie over
            each other, as no spreadsheet writes them, none counts.
        begin: the first row below the header.
    """
    spans = [span for span in merged if begin <= span[0] < len(rows)]
    covered = sum(min(bottom, len(rows) - 1) - top + 1 for top, _, bottom, _ in spans)
    if not spans or covered > len(rows) * len(rows[0]):
        return rows
    found = [list(row) for row in rows]
    for top, left, bottom, _ in spans:
        for row in found[top + 1 : bottom + 1]:
            if left < len(row) and row[left] == "":
                row[left] = found[top][left]
    return found
