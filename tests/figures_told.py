"""Figures and frames as lines of text, as committed files have them."""

from collections.abc import Iterator

import pandas as pd


def told(value: object) -> str:
    """Return a number with six digits, of nothing but rounding 0; of anything else its words."""
    if not isinstance(value, float):
        return str(value)
    return "0" if abs(value) < 1e-9 else f"{value:.6g}"


def rows(frame: pd.DataFrame) -> Iterator[str]:
    yield "# " + " | ".join(map(str, frame.columns))
    for row in frame.to_dict("records"):
        yield "| " + " | ".join(map(told, row.values()))
