"""An expert against his or her own earlier words."""

import numpy as np
import pandas as pd

from stance.core.codebook import NONE, Scale
from stance.core.contracts import Column, Contract

CHANGES = Contract(
    "changes",
    ("expert_id", "topic", "earlier_claim", "later_claim"),
    (
        Column("expert_id", "text", "the expert"),
        Column("topic", "text", "topic id"),
        Column("earlier_claim", "text", "the claim said first, or that stands first"),
        Column("later_claim", "text", "the claim said later"),
        Column("earlier_on", "text", "date of the first"),
        Column("later_on", "text", "date of the other"),
        Column("earlier_score", "number", "score of the first"),
        Column("later_score", "number", "score of the other"),
        Column("change", "text", "flip: other side; move: same side or middle, far away"),
        Column(
            "kind",
            "text",
            "shifted (once, in time), inconsistent (to and fro), undated (order unknown), "
            "or check (both in one source: check the annotation)",
        ),
    ),
)


_CELL = ["expert_id", "topic"]
_UNIT = [*_CELL, "source_id"]


def changes(judgements: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """Return where experts contradict themselves, each time with the two claims furthest apart.

    A flip is a change of side; a move stays on one side or in the middle, but goes two steps of
    the scale, and half its range, at least. Between claims of one source that is a reason to check
    the annotation. Across sources, each with the mean of its judgements, the expert has shifted if
    every flip or move goes the same way in time; is inconsistent if they go to and fro, or two
    were said on one day; and it is undated where the order cannot be told (a date that stops at
    the year does not precede a month of that year).

    Args:
        judgements: frame ``JUDGEMENTS``.
        scale: gives the sides, the steps and the range.

    Returns:
        Frame ``CHANGES``: for each expert and topic at most one row across sources, and one for
        each source within which he or she differs.
    """
    settled = judgements[(judgements["status"] == "settled") & (judgements["topic"] != NONE)]
    settled = settled.assign(place=np.arange(len(settled)))
    ends = _ends(settled)
    within = _apart(ends.assign(low=ends["low_score"], high=ends["high_score"]), scale)
    across = _across_sources(ends, scale)
    found = pd.concat([across, within.assign(kind="check", order=0)], ignore_index=True)
    return CHANGES.check(_in_time(found).sort_values([*_CELL, "kind"], kind="stable"))


def _ends(settled: pd.DataFrame) -> pd.DataFrame:
    """Return each source's vote and date, with its lowest and its highest claim."""
    ordered = settled.sort_values([*_UNIT, "score", "place"], kind="stable")
    columns = ["claim_id", "said_on", "score", "place"]
    by_source = ordered.groupby(_UNIT, as_index=False)
    low = by_source[columns].first().rename(columns={name: f"low_{name}" for name in columns})
    high = by_source[columns].last().rename(columns={name: f"high_{name}" for name in columns})
    vote = by_source.agg(vote=("score", "mean"))
    dated = ordered[ordered["said_on"] != ""].groupby(_UNIT, as_index=False)
    date = dated.agg(date=("said_on", "min"))
    joined = low.merge(high, on=_UNIT).merge(vote, on=_UNIT).merge(date, on=_UNIT, how="left")
    return joined.fillna({"date": ""})


def _apart(pairs: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """Return the pairs (low, high) that are a flip or a move, and which."""
    far = max(2 * min(np.diff(scale.scores)), scale.range / 2) - 1e-9
    flip = (pairs["low"] < scale.middle - 1e-9) & (pairs["high"] > scale.middle + 1e-9)
    move = pairs["high"] - pairs["low"] >= far
    return pairs.assign(change=np.where(flip, "flip", "move"))[flip | move]


def _across_sources(ends: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """Return the two sources furthest apart of each expert and topic that changed, and how."""
    lows = ends[[*_UNIT, *(f"low_{c}" for c in ("claim_id", "said_on", "score", "place"))]]
    lows = lows.assign(low=ends["vote"], low_date=ends["date"])
    highs = ends[[*_CELL, *(f"high_{c}" for c in ("claim_id", "said_on", "score", "place"))]]
    highs = highs.assign(high=ends["vote"], high_date=ends["date"])
    pairs = _apart(lows.merge(highs, on=_CELL), scale)
    order = [_order(*dates) for dates in zip(pairs["low_date"], pairs["high_date"], strict=True)]
    pairs = pairs.assign(order=pd.Series(order, dtype="float64", index=pairs.index))
    pairs = pairs.assign(
        up=pairs["order"] == 1,
        down=pairs["order"] == -1,
        together=pairs["order"] == 0,
        unknown=pairs["order"].isna(),
        gap=(pairs["high"] - pairs["low"]).round(9),
    )
    course = pairs.groupby(_CELL)[["up", "down", "together"]].transform("any")
    fro = (course["up"] & course["down"]) | course["together"]
    dated = course["up"] | course["down"]
    kind = np.select([fro, dated], ["inconsistent", "shifted"], default="undated")
    keys = ["unknown", "gap", "low_place", "high_place"]
    ranked = pairs.assign(kind=kind).sort_values(keys, ascending=[True, False, True, True])
    return ranked.drop_duplicates(_CELL)


def _order(low: str, high: str) -> float:
    """Return 1 if the low one came first, -1 if the high one did, 0 on one day; NaN unknown."""
    length = min(len(low), len(high))
    if low[:length] != high[:length]:
        return 1.0 if low < high else -1.0
    return 0.0 if len(low) == len(high) == len("2022-01-31") else float("nan")


def _in_time(found: pd.DataFrame) -> pd.DataFrame:
    """Name the claims by time; where that is not known, by their place among the claims."""
    known = found["order"].abs() == 1
    rising = (found["order"] == 1).where(known, found["low_place"] < found["high_place"])
    columns = {}
    for name, column in (("claim", "claim_id"), ("on", "said_on"), ("score", "score")):
        low, high = found[f"low_{column}"], found[f"high_{column}"]
        columns[f"earlier_{name}"] = low.where(rising, high)
        columns[f"later_{name}"] = high.where(rising, low)
    return found.assign(**columns)
