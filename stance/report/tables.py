"""The tables of the study inside the page, for those who want the numbers."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from stance.report.curves import CurvesView
from stance.report.material import Material

#: Rows that a table holds inside the page.
MOST_ROWS = 800


@dataclass(frozen=True, slots=True)
class TableView:
    """One table: its name for the file, what it holds, and how many rows are left out."""

    name: str
    words: str
    hidden: str


def tables(of: Material, moved: CurvesView | None) -> tuple[tuple[TableView, ...], dict[str, Any]]:
    """Return the list of tables, and their contents as JSON takes them, by name.

    Args:
        of: the findings.
        moved: how agreement moved, if the page shows it.
    """
    found = of.findings
    frames = {
        "contested": found.contested,
        "positions": found.positions,
        "agreement": found.agreement[found.agreement["n_shared"] > 0],
        "judgements": found.judgements,
    }
    listed, data = [], {}
    for name, frame in frames.items():
        hidden = len(frame) - MOST_ROWS
        words = of.say(f"table.{name}", len(frame), pairs=of.say.digits(len(found.agreement)))
        more = of.say("table.hidden", hidden) if hidden > 0 else ""
        listed.append(TableView(name, words, more))
        data[name] = _content(frame.head(MOST_ROWS))
    behind = {} if found.camps.map.empty else {"map": found.camps.map}
    if moved:
        behind |= {"curves": moved.numbers, "lives": moved.lifelines.numbers}
        behind |= {f"ties-{n}": one.numbers for n, one in enumerate(moved.stretches, start=1)}
    data |= {name: _content(frame) for name, frame in behind.items()}
    return tuple(listed), data


def _content(frame: pd.DataFrame) -> dict[str, Any]:
    """Return columns and rows; a missing number is null."""
    rounded = frame.round(4).astype(object)
    values = rounded.where(frame.notna(), None)
    return {"columns": list(frame.columns), "rows": values.to_numpy().tolist()}
