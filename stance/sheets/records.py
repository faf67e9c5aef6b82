"""JSON records as a table: a list of objects, or an object a line, as scripts write them."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from stance.core.errors import Problem
from stance.sheets.bounded import json_lines, json_of, refused, said
from stance.sheets.limits import Limits, too_far

#: Parts what a list in a field holds, as people part several topics in a cell.
_PARTS = "; "


def read_records(path: Path, limits: Limits) -> tuple[list[list[str]], list[Problem]]:
    """Return records as rows of text, all of one length: the names of their fields, then each.

    A list of values becomes one text, parted by semicolons; what an object within a record holds
    has fields of its own, as ``speaker.name``.

    Raises:
        DataError: it is no JSON, holds other things than records, or is beyond the limits.
    """
    columns: dict[str, int] = {}
    rows: list[list[str]] = []
    for record in _records(path, limits):
        fields = dict(_fields(record))
        for name in fields:
            columns.setdefault(name, len(columns))
        rows.append([fields.get(name, "") for name in columns])
        if (len(rows) + 1) * len(columns) > limits.cells:
            raise too_far(path.name, len(rows) + 1, len(columns), limits)
    width = len(columns)
    message = f"its {len(rows):,} records were read as rows, the first as row 2"
    told = [Problem(code="shape-assumed", message=message, file=path.name)]
    return [list(columns), *(row + [""] * (width - len(row)) for row in rows)], told


def _records(path: Path, limits: Limits) -> Iterator[Mapping[str, Any]]:
    """Yield the records of a file.

    Raises:
        DataError: it holds something else.
    """
    with path.open("rb") as stream:
        first = stream.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    found = json_of(path, limits) if first.startswith(b"[") else json_lines(path)
    for number, one in enumerate(found, start=1):
        if not isinstance(one, dict):
            message = f"its value no. {number} is no record: it has no names"
            raise refused(path.name, message, "take it out, or save the records as a table")
        yield one


def _fields(record: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, str]]:
    """Yield the fields of a record, those of objects in it by the names of both."""
    for name, value in record.items():
        if isinstance(value, dict):
            yield from _fields(value, f"{within}{name}.")
        elif isinstance(value, list) and not any(isinstance(one, dict | list) for one in value):
            yield f"{within}{name}", _PARTS.join(map(said, value))
        else:
            yield f"{within}{name}", said(value)
