"""``datapackage.json``: the tables of a deposit as a Tabular Data Package of Frictionless 1.0."""

import re
from pathlib import Path
from typing import Any

from stance.core.contracts import Contract
from stance.core.ids import slug
from stance.exchange.deposit.about import About
from stance.exchange.deposit.files import digest, json_bytes

FILE = "datapackage.json"
_TYPES = {"text": "string", "number": "number", "integer": "integer", "flag": "boolean"}
#: Columns whose every value is a key of another table.
_KEYS = {
    "annotations": {"claim_id": ("claims", "claim_id")},
    "judgements": {"claim_id": ("claims", "claim_id")},
    "positions": {"expert_id": ("experts", "expert_id")},
}


def datapackage(about: About, folder: Path) -> bytes:
    """Return the descriptor of the tables that lie in ``data/`` of the folder."""
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": slug(about.title) or "study",
        "title": about.title,
        "description": about.summary,
        "keywords": [topic.label for topic in about.findings.study.codebook.topics],
        "contributors": [{"title": name, "role": "author"} for name in about.authors],
        "sources": [
            {"title": row["title"] or row["source_id"]}
            for row in about.findings.study.sources.to_dict("records")
        ],
        "resources": [resource(name, about.contracts[name], folder) for name in about.tables],
    }
    if about.day:
        package["created"] = f"{about.day}T00:00:00Z"
    if re.fullmatch(r"\d+\.\d+\.\d+", about.version):
        package["version"] = about.version
    if licence := about.licence.name:
        found = {"name": about.licence.spdx, "path": about.licence.url, "title": licence}
        usable = about.licence.spdx and about.licence.url
        package["licenses"] = [{k: v for k, v in found.items() if v}] if usable else None
    return json_bytes({key: value for key, value in package.items() if value})


def resource(name: str, contract: Contract, folder: Path) -> dict[str, Any]:
    """Return what the package says of one table."""
    data = (folder / "data" / f"{name}.csv").read_bytes()
    schema: dict[str, Any] = {
        "fields": [
            {"name": c.name, "type": _TYPES[c.kind], "description": c.meaning}
            for c in contract.columns
        ],
        "missingValues": [""],
    }
    if contract.key:
        schema["primaryKey"] = list(contract.key)
    if keys := _KEYS.get(name):
        schema["foreignKeys"] = [
            {"fields": column, "reference": {"resource": table, "fields": field}}
            for column, (table, field) in keys.items()
        ]
    return {
        "name": name.replace("_", "-"),
        "path": f"data/{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\r\n"},
        "bytes": len(data),
        "hash": f"sha256:{digest(data)}",
        "schema": schema,
    }
