"""SPSS and Stata files as a grid: variables as columns, values as their labels."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

from stance.core.errors import DataError, Problem
from stance.sheets.archive import hostile
from stance.sheets.limits import Limits, too_far

STATISTICS_SUFFIXES = (".sav", ".zsav", ".dta")
#: Names of variables that say nothing, so that the label stands above the column.
_NUMBERED = re.compile(r"[A-Za-z]{1,4}_?\d+[A-Za-z_]{0,3}")


def read_statistics(
    file: str, path: Path, limits: Limits
) -> tuple[list[list[Any]], dict[int, tuple[str, ...]]]:
    """Return the cells, variables' names on top, and the value labels in order, by column from 1.

    A variable whose values all have labels holds these; any other its numbers.

    Raises:
        DataError: pyreadstat is not installed; beyond the limits; damaged.
    """
    try:
        import pyreadstat
    except ImportError as error:
        message = "files of SPSS and Stata are read with pyreadstat, which is not installed"
        hint = "pip install 'stance[statistics]', or save the file as CSV or .xlsx"
        raise DataError(
            [Problem(code="unreadable-file", message=message, hint=hint, file=file)]
        ) from error
    read = pyreadstat.read_dta if path.suffix.lower() == ".dta" else pyreadstat.read_sav
    try:
        _, about = read(path, metadataonly=True, output_format="dict")
        n_rows, n_columns = int(about.number_rows or 0), int(about.number_columns or 0)
        if (n_rows + 1) * n_columns > limits.cells:
            raise too_far(file, n_rows, n_columns, limits)
        values, about = read(path, output_format="dict")
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, ValueError, OSError) as error:
        raise hostile(file, f"the file is damaged ({error})") from error
    columns: list[list[Any]] = []
    orders: dict[int, tuple[str, ...]] = {}
    for number, (name, cells) in enumerate(values.items(), start=1):
        labels = about.variable_value_labels.get(name) or {}
        labelled = bool(labels) and all(v in labels for v in cells if v is not None)
        if labelled:
            orders[number] = tuple(str(labels[value]) for value in sorted(labels, key=_rank))
        shown = [labels[v] if labelled and v is not None else v for v in cells]
        title = about.column_names_to_labels.get(name) or ""
        header = title if title and _NUMBERED.fullmatch(name) else name
        columns.append([header, *map(_cell, shown)])
    return [list(row) for row in zip(*columns, strict=True)], orders


def _rank(value: Any) -> tuple[bool, Any]:
    return isinstance(value, str), value


def _cell(value: Any) -> Any:
    """Return a value as spreadsheets have it: numbers as floats, nothing as an empty text."""
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return value if isinstance(value, str | bool | dt.date | dt.time) else str(value)
