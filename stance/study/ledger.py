"""Append-only tables in a study's folder: read as they were written, or refused."""

import csv
import io
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from stance.core.errors import DataError, Problem
from stance.sheets.inert import inert, revived


def read_lines(path: Path, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    """Yield the lines of a table; none where there is no file.

    Raises:
        DataError: the table is not as it was written.
    """
    if not path.is_file() or not path.stat().st_size:
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            lines = csv.reader(stream, strict=True)
            if next(lines, []) != list(columns):
                raise ValueError("its first line is not the header that was written")
            for cells in lines:
                if len(cells) != len(columns):
                    raise ValueError(f"line {lines.line_num} does not have {len(columns)} cells")
                yield dict(zip(columns, map(revived, cells), strict=True))
    except (ValueError, csv.Error) as error:
        message = f"the history is not as it was written: {error}"
        hint = "put an earlier copy back, or move it out of the folder, and a new one is begun"
        problem = Problem(code="unreadable-file", message=message, hint=hint, file=path.name)
        raise DataError([problem]) from error


def append_lines(path: Path, columns: Sequence[str], lines: Sequence[Mapping[str, str]]) -> None:
    """Append in one write; every text that a spreadsheet would run is made inert.

    A folder that is missing is made.
    """
    if not lines:
        return
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    path.parent.mkdir(parents=True, exist_ok=True)
    size = path.stat().st_size if path.exists() else 0
    if not size:
        text.write("\ufeff")
        writer.writeheader()
    writer.writerows({name: inert(value) for name, value in line.items()} for line in lines)
    try:
        with path.open("ab") as stream:
            stream.write(text.getvalue().encode())
    except OSError:  # a full disk: no half line may stay
        os.truncate(path, size)
        raise
