"""The list of sources that may lie beside articles."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from stance.articles.dates import printed_date
from stance.core.dates import is_iso_date
from stance.core.errors import DataError, Problem
from stance.core.text import fold
from stance.sheets.grids import open_book, text_of
from stance.sheets.limits import Limits

NAME = "sources.csv"
_COLUMNS = ("file", "title", "publisher", "published", "author", "language", "note")
_MEANT = {"filename": "file", "file_name": "file", "date": "published", "lang": "language"}
_LIMITS = Limits(file_bytes=10_000_000)


@dataclass(frozen=True, eq=False)
class Listed:
    """What a list says.

    Attributes:
        rows: by file name, what is said of it, under the names of the columns.
        problems: what in the list cannot be used.
    """

    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def listed_sources(folder: Path) -> Listed:
    """Return what the folder's sources.csv says; nothing where there is none.

    It may be in any encoding and dialect that tables may be in. Dates are ISO, as far as they are
    known, or as articles print them.
    """
    path = folder / NAME
    if not path.is_file():
        return Listed()
    try:
        book = open_book(path, _LIMITS)
    except OSError as error:
        return Listed(problems=(_problem(f"the list cannot be opened ({error.strerror})"),))
    except DataError as error:
        told = "; ".join(problem.message for problem in error.problems)
        return Listed(problems=(_problem(f"the list cannot be read ({told})"),))
    rows = [[text_of(cell) for cell in row] for row in book.grids[0].rows]
    names = [_column(cell) for cell in rows[0]] if rows else []
    if "file" not in names:
        known = ", ".join(_COLUMNS)
        return Listed(problems=(_problem("the list has no column file", f"its columns: {known}"),))
    taken = _taken(folder, [dict(zip(names, row, strict=True)) for row in rows[1:]])
    return replace(taken, problems=(*book.problems, *taken.problems))


def _column(cell: str) -> str:
    name = fold(cell).replace(" ", "_")
    return _MEANT.get(name, name)


def _taken(folder: Path, rows: list[dict[str, str]]) -> Listed:
    """Return the rows by file, their dates understood, and what is wrong with them."""
    found: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    printed = " ".join(row.get("published", "") for row in rows)
    for row in rows:
        known = {name: row.get(name, "").strip() for name in _COLUMNS}
        file = known.pop("file")
        if not file:
            continue
        if not (folder / file).is_file():
            problems.append(_problem(f"the list names {file}, which is not beside it", value=file))
        date = known["published"]
        if date and not is_iso_date(date):
            read = printed_date(date, printed)
            known["published"] = read.iso if read else ""
            if read is None:
                problems.append(
                    _problem(f'"{date}" is no date that is understood ({file})', value=date)
                )
        found[file] = known
    return Listed(found, tuple(problems))


def _problem(message: str, hint: str = "", value: str = "") -> Problem:
    return Problem(code="unreadable-list", message=message, hint=hint, file=NAME, value=value)
