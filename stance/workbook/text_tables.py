"""CSV and TSV in the encodings and dialects that spreadsheets write."""

import csv
import io
import re
from typing import Any

from stance.errors import DataError, Problem

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATORS = ",;\t|"
_MAX_FIELD = 1_000_000


def read_text_table(file: str, data: bytes) -> tuple[list[list[Any]], list[Problem]]:
    """Return the rows, all of one length, and a warning where the encoding was a guess.

    UTF-8 and UTF-16 are recognised with and without a byte-order mark; what is neither is
    cp1251 if most of its high bytes stand side by side, as Cyrillic letters do, else cp1252.

    Raises:
        DataError: the text cannot be decoded or split.
    """
    text, problems = _decode(file, data)
    mark, skip = _separator(text)
    csv.field_size_limit(_MAX_FIELD)
    try:
        rows: list[list[Any]] = list(
            csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=False)
        )
    except csv.Error as error:
        message, hint = f"the text is no table ({error})", "save it anew as CSV or .xlsx"
        raise DataError(
            [Problem(code="unreadable-file", message=message, hint=hint, file=file)]
        ) from error
    if skip:
        rows[0] = []
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows], problems


def _decode(file: str, data: bytes) -> tuple[str, list[Problem]]:
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "")
    if not encoding and b"\0" in data[:200]:
        encoding = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    try:
        return data.decode(encoding or "utf-8"), []
    except UnicodeDecodeError as error:
        if encoding:
            message, hint = f"the text is no {encoding}", "save it as CSV UTF-8"
            raise DataError(
                [Problem(code="unreadable-file", message=message, hint=hint, file=file)]
            ) from error
    high = len(re.findall(rb"[\x80-\xff]", data))
    beside = sum(len(run) for run in re.findall(rb"[\xa8\xb8\xc0-\xff]{2,}", data))
    guess = "cp1251" if 2 * beside > high else "cp1252"
    message = f"the text is not UTF-8; it was read as {guess}"
    hint = "look at its letters, and save it as CSV UTF-8 if they are wrong"
    warning = Problem(code="guessed-encoding", message=message, hint=hint, file=file)
    return data.decode(guess, "replace"), [warning]


def _separator(text: str) -> tuple[str, bool]:
    """Return what separates the fields, and whether a first line only says so."""
    first = text[:1000].split("\n", 1)[0].strip().strip('"')
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], True
    if first.lower() == "sep=":
        return "\t", True
    return max(_SEPARATORS, key=first.count), False
