"""Frames as one JSON document, and the JSON Schema that describes it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from stance.core.contracts import Contract
from stance.core.files import write_whole

#: Stamped into every document; raised when a reader of the old form would be misled.
VERSION = 1
_TYPES: dict[str, list[str]] = {
    "text": ["string"],
    "number": ["number", "null"],
    "integer": ["integer"],
    "flag": ["boolean"],
}


def write_json(path: Path, about: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]) -> None:
    """Write ``{"form": 1, **about, "tables": {name: [row, …]}}``; missing numbers are null.

    A row stands on a line of its own: so a comparison of two files names rows, and the encoder in
    C is used, which is many times as quick as the one that indents.

    Args:
        path: file to write.
        about: what belongs to no table: texts, numbers, lists and mappings of them.
        tables: frames by name.
    """
    write_whole(path, (part.encode("utf-8", "replace") for part in _document(about, tables)))


def _document(about: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """Yield the document, a table at a time: all at once would be a gigabyte of 100,000 claims."""
    yield _text({"form": VERSION, **about}, indent=1).removesuffix("\n}")
    yield ',\n "tables": {'
    for number, (name, frame) in enumerate(tables.items()):
        yield f"{',' * bool(number)}\n  {_text(name)}: ["
        yield _lines(frame)
        yield "]"
    yield "\n }\n}\n"


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as plain Python values, with None for missing ones."""
    names = [str(name) for name in frame.columns]
    columns = [_known(values) for _, values in frame.items()]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _known(values: pd.Series) -> list[Any]:
    missing = values.isna()
    known = values.astype(object).where(~missing, None) if missing.any() else values
    return list(known.tolist())


def write_schema(path: Path, contracts: Iterable[Contract]) -> None:
    """Write the JSON Schema (2020-12) of the documents that ``write_json`` writes."""
    tables = {contract.name: _table(contract) for contract in contracts}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Findings of stance",
        "type": "object",
        "required": ["form", "tables"],
        "properties": {
            "form": {"const": VERSION},
            "tables": {"type": "object", "properties": tables},
        },
    }
    write_whole(path, f"{_text(schema, indent=1)}\n".encode("utf-8", "replace"))


def _table(contract: Contract) -> dict[str, Any]:
    columns = {c.name: {"type": _TYPES[c.kind], "description": c.meaning} for c in contract.columns}
    return {
        "type": "array",
        "items": {"type": "object", "required": contract.names, "properties": columns},
    }


def _lines(frame: pd.DataFrame) -> str:
    """Return the rows, a line each; column by column, which is twice as quick."""
    columns = [
        [f"{key}: {text}" for text in texts]
        for key, texts in zip(map(_text, map(str, frame.columns)), _columns(frame), strict=True)
    ]
    rows = [f"\n   {{{', '.join(row)}}}" for row in zip(*columns, strict=True)]
    return ",".join(rows) + ("\n  " if rows else "")


def _columns(frame: pd.DataFrame) -> Iterator[list[str]]:
    """Yield each column's values as JSON; of texts, which come again, each is made once."""
    for _, values in frame.items():
        known = _known(values)
        if values.dtype.kind in "biuf":
            yield _text(known)[1:-1].split(", ") if known else []
        else:
            made = {value: _text(value) for value in set(known)}
            yield [made[value] for value in known]


def _text(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
