"""The published worked examples of agreement, as codes."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from stance.reliability import Codes


def published() -> dict[str, dict[str, Any]]:
    """The worked examples of which all coefficients are known."""
    return _datasets("reliability.json")


def kappa_tables() -> dict[str, dict[str, Any]]:
    """Further published sets, most with Cohen's kappa as it is printed."""
    return _datasets("kappa_tables.json")


@cache
def _datasets(file: str) -> dict[str, dict[str, Any]]:
    path = Path(__file__).parent / "data" / file
    datasets = json.loads(path.read_text(encoding="utf-8"))["datasets"]
    return {dataset["name"]: dataset for dataset in datasets}


def long_table(ratings: list[list[Any]], annotators: list[str] | None = None) -> pd.DataFrame:
    """Return one row a code; None is not coded."""
    rows = [
        (f"item-{i}", annotators[j] if annotators else f"annotator-{j}", label)
        for i, row in enumerate(ratings)
        for j, label in enumerate(row)
        if label is not None
    ]
    return pd.DataFrame(rows, columns=["item", "annotator", "label"])


def ratings_of(dataset: dict[str, Any]) -> list[list[Any]]:
    if "ratings" in dataset:
        return dataset["ratings"]
    levels = dataset["levels"]
    return [
        [levels[i], levels[j]]
        for i, row in enumerate(dataset["table"])
        for j, n in enumerate(row)
        for _ in range(n)
    ]


def codes_of(name: str) -> Codes:
    dataset = published()[name]
    return Codes.from_frame(long_table(ratings_of(dataset)), dataset["levels"])


def codes(ratings: list[list[Any]], levels: list[Any] | None = None) -> Codes:
    return Codes.from_frame(long_table(ratings), levels)
