"""Suggestions as columns beside the words; for reading only, never answers."""

from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd

from stance.workbook import form
from stance.workbook.kept import known
from stance.workbook.own_reading import own_in

#: The columns of the suggestions' frame by their headers, and how they are written.
_TEXTS = ("topic", "topic_words", "next_topics", "stance", "stance_words")
_NUMBERS = ("topic_probability", "stance_probability")
_ORDER = "order"


def suggested_columns(
    claims: Collection[str],
    suggestions: pd.DataFrame,
    order: pd.DataFrame | None,
    shown: Collection[str],
) -> dict[str, dict[str, str]]:
    """Return the columns to show, by claim and header; no column of which all cells were empty.

    Args:
        claims: all claims of the workbook.
        suggestions: frame ``SUGGESTIONS``.
        order: frame ``ORDERED``; None where rows have no order.
        shown: the claims whose suggestions may be seen.
    """
    told = _by_claim(suggestions)
    places = {} if order is None else dict(zip(order["claim_id"], order["place"], strict=True))
    seen = set(claims) & set(shown) & set(told)
    ordered = set(claims) & set(places)
    cells: dict[str, dict[str, str]] = {claim_id: {} for claim_id in claims}
    for claim_id, row in cells.items():
        if ordered:
            row[_header(_ORDER)] = str(places.get(claim_id, ""))
        if seen:
            row |= _told(told[claim_id] if claim_id in seen else {})
    return cells if ordered or seen else {}


def _by_claim(suggestions: pd.DataFrame) -> dict[str, dict[str, str | float]]:
    return {str(row["claim_id"]): row for row in suggestions.to_dict("records")}


def _header(name: str) -> str:
    return f"suggested_{name}"


def _told(row: Mapping[str, str | float]) -> dict[str, str]:
    texts = {_header(name): str(row.get(name, "")) for name in _TEXTS}
    numbers = {_header(name): _number(row.get(name)) for name in _NUMBERS}
    cells = texts | numbers
    return {f.name: cells[f.name] for f in form.SUGGESTIONS if f.name in cells}


def _number(value: str | float | None) -> str:
    """Return a probability in two digits; it is never written as certain, which nothing is."""
    if not isinstance(value, float) or value != value:
        return ""
    return f"{min(max(value, 0.01), 0.99):.2f}"


def has_suggestions(path: Path) -> bool:
    """Say whether a workbook has columns of suggestions; one that cannot be read has none."""
    content = known(path)
    return (content.own if content else own_in(path)).suggests
