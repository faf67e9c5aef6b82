"""Frames as one JSON document, and the JSON Schema that describes it."""

import json
from collections.abc import Iterable, Mapping
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

    Args:
        path: file to write.
        about: what belongs to no table: texts, numbers, lists and mappings of them.
        tables: frames by name.
    """
    records = {name: rows_of(frame) for name, frame in tables.items()}
    _write(path, {"form": VERSION, **about, "tables": records})


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as plain Python values, with None for missing ones."""
    known = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in known.to_dict("records")]


def write_schema(path: Path, contracts: Iterable[Contract]) -> None:
    """Write the JSON Schema (2020-12) of the documents that ``write_json`` writes."""
    tables = {contract.name: _table(contract) for contract in contracts}
    _write(
        path,
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Findings of stance",
            "type": "object",
            "required": ["form", "tables"],
            "properties": {
                "form": {"const": VERSION},
                "tables": {"type": "object", "properties": tables},
            },
        },
    )


def _table(contract: Contract) -> dict[str, Any]:
    columns = {c.name: {"type": _TYPES[c.kind], "description": c.meaning} for c in contract.columns}
    return {
        "type": "array",
        "items": {"type": "object", "required": contract.names, "properties": columns},
    }


def _write(path: Path, document: Mapping[str, Any]) -> None:
    text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
    write_whole(path, f"{text}\n".encode("utf-8", "replace"))
