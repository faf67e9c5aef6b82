"""CSV and TSV in the encodings and dialects that spreadsheets write."""

import csv
import re
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

from stance.core.decoding import CERTAIN, NotTextError, decode
from stance.core.errors import DataError, Problem
from stance.sheets.a1 import cell_name
from stance.sheets.limits import LONGEST_TEXT, Limits, too_far, too_large, too_long

_SEPARATORS = ",;\t|"
#: Parts fields only where nothing else does: as R writes tables, or between numbers.
_BLANK = " "
#: Columns of the narrowest table that R writes with names of rows.
_NARROWEST = 3
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?|NA|\.")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
#: Follows the last line; it is a row of its own unless that line left a quotation mark open.
_END = "\x00end"
#: Of how many lines the separator is told.
_SAMPLED_LINES = 50
#: Held while the csv module has our limit of a field's length.
_FIELD_LIMIT = threading.Lock()


def read_text_table(
    file: str, data: bytes, limits: Limits
) -> tuple[list[list[Any]], list[Problem]]:
    """Return the rows, all of one length, and a warning where the encoding was a guess.

    The encoding is told as that of articles is, see ``core.decoding``.

    Raises:
        DataError: the text cannot be decoded or split, ends inside quotation marks, or spans
            more cells than the limit.
    """
    text, problems = decoded(file, data)
    if max(text.count(mark) for mark in _SEPARATORS + "\r\n") >= limits.cells:
        raise too_large(file, f"the table has more than {limits.cells:,} cells")
    try:
        with long_fields():
            mark, skip = _separator(text)
            rows = _rows(file, text, mark, limits)
            if unwrapped := _unwrapped(rows):
                rows = _rows(file, unwrapped, _separator(unwrapped)[0], limits)
    except csv.Error as error:
        if "field limit" in str(error):
            raise too_long(file, 0, 0) from error
        message, hint = f"the text is no table ({error})", "save it anew as CSV or .xlsx"
        raise DataError(
            [Problem(code="unreadable-file", message=message, hint=hint, file=file)]
        ) from error
    if skip:
        rows[0] = []
    if _lacks_corner(rows):
        rows[0].insert(0, "")
        message = "the first row has one field fewer than all others: a column of names comes first"
        problems.append(Problem(code="shape-assumed", message=message, file=file, cell="A1"))
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) if len(row) < width else row for row in rows], problems


def _lacks_corner(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether a header stands above all columns but the first, as R writes names of rows."""
    width = len(rows[1]) if len(rows) > 1 else 0
    if width < _NARROWEST or len(rows[0]) != width - 1:
        return False
    body = [row for row in rows[1:] if row]
    if any(len(row) != width for row in body):
        return False
    return any(row[-1].strip() for row in body) and all(row[0].strip() for row in body)


@contextmanager
def long_fields() -> Iterator[None]:
    """Let fields be as long as our limit; the csv module knows one limit for all its readers."""
    with _FIELD_LIMIT:
        before = csv.field_size_limit(LONGEST_TEXT)
        try:
            yield
        finally:
            csv.field_size_limit(before)


def _rows(file: str, text: str, mark: str, limits: Limits) -> list[list[Any]]:
    """Split the text, and nothing of it that would span more cells than the limit."""
    rows: list[list[Any]] = []
    width = 0
    spaced = _spaced(text, mark)
    lines = chain(_lines(text), [_END])
    for row in csv.reader(lines, delimiter=mark, strict=False, skipinitialspace=spaced):
        rows.append(row)
        width = max(width, len(row))
        if len(rows) * width > limits.cells:
            raise too_far(file, len(rows), width, limits)
    last = rows.pop()
    if last != [_END]:
        message = "a quotation mark is opened here and not closed; the file may be cut off"
        place = {"cell": cell_name(len(rows) + 1, len(last)), "value": last[-1][:60]}
        hint = "ask for the file again, or close the quotation mark"
        raise DataError(
            [Problem(code="unreadable-file", message=message, hint=hint, file=file, **place)]
        )
    return rows


def _spaced(text: str, mark: str) -> bool:
    """Say whether a blank follows every separator of the first line: it belongs to no field."""
    first = next(_lines(text), "")
    if mark == _BLANK:
        return True
    return mark != "\t" and 0 < first.count(mark) == first.count(f"{mark} ")


def _unwrapped(rows: Sequence[Sequence[str]]) -> str:
    """Return the text of a table of which each line was put into quotation marks as a whole.

    Empty where it is not so: every line is one field, and each parts into as many fields.
    """
    lines = [row[0] for row in rows if row]
    if len(lines) < 2 or any(len(row) > 1 for row in rows) or any("\n" in line for line in lines):
        return ""
    mark = _separator("\n".join(lines))[0]
    widths = {len(row) for row in csv.reader(lines, delimiter=mark)}
    return (
        "\n".join(row[0] if row else "" for row in rows) if min(widths) > 1 == len(widths) else ""
    )


def _lines(text: str) -> Iterator[str]:
    """Yield the lines with their ends, one at a time: a copy of the whole text may be large."""
    return (found[0] for found in _LINE.finditer(text))


def decoded(file: str, data: bytes) -> tuple[str, list[Problem]]:
    """Return a file's text, and a warning where its encoding is a guess.

    Raises:
        DataError: the bytes are no text.
    """
    try:
        text, encoding = decode(data)
    except NotTextError as error:
        message, hint = str(error), "save it as UTF-8"
        if 0 < data.count(0) < len(data) / 10:
            line = data[: data.index(0)].count(b"\n") + 1
            message, hint = f"there is a NUL byte in line {line}, which no text has", "take it out"
        raise DataError(
            [Problem(code="unreadable-file", message=message, hint=hint, file=file)]
        ) from error
    text = text.removeprefix("\ufeff")
    if encoding in CERTAIN:
        return text, []
    message = f"the text is not UTF-8; it was read as {encoding}"
    hint = "look at its letters, and save it as UTF-8 if they are wrong"
    return text, [Problem(code="guessed-encoding", message=message, hint=hint, file=file)]


def _separator(text: str) -> tuple[str, bool]:
    """Return what separates the fields, and whether a first line only says so."""
    first = text[:1000].split("\n", 1)[0].strip().strip('"')
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], True
    if first.lower() == "sep=":
        return "\t", True
    lines = list(islice(_lines(text), _SAMPLED_LINES))
    mark = max(_SEPARATORS, key=lambda mark: _regularity(lines, mark))
    return _BLANK if _regularity(lines, mark) == (0, 0) and _has_blanks(lines) else mark, False


def _has_blanks(lines: Sequence[str]) -> bool:
    """Say whether blanks part as many fields in all lines: quoted headers above, or numbers."""
    rows = [line.split() for line in lines if line.strip()]
    parsed = list(csv.reader(lines, delimiter=_BLANK, skipinitialspace=True))
    widths = {len(row) for row in parsed if row}
    head, body = len(parsed[0]) if parsed else 0, {len(row) for row in parsed[1:] if row}
    if len(body) != 1 or max(widths) < 2 or head not in (max(body), max(body) - 1):
        return False
    numbers = all(_NUMBER.fullmatch(field) for row in rows for field in row)
    return numbers or '" "' in lines[0]


def _regularity(lines: Sequence[str], mark: str) -> tuple[int, int]:
    """Return how many rows have the commonest number of fields, and that number."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=mark))
    except csv.Error:  # a line that is no table so split
        return 0, 0
    return max(((rows, width) for width, rows in widths.items() if width > 1), default=(0, 0))
