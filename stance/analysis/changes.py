"""An expert against his or her own earlier words."""

from itertools import combinations

import numpy as np
import pandas as pd

from stance.analysis.consensus import Status
from stance.core.codebook import HAIR, NONE, Scale, stands_against, stands_for
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
            "or check (in one source, its order unknown or of one day: check the annotation)",
        ),
    ),
)


_CELL = ["expert_id", "topic"]
_SOURCE = [*_CELL, "source_id"]
_STATEMENT = [*_SOURCE, "said_on"]
_END = ["claim_id", "said_on", "score", "place"]


def changes(judgements: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """Return where experts contradict themselves, each time with the two claims furthest apart.

    A flip is a change of side; a move stays on one side or in the middle, but goes two steps of
    the scale, and half its range, at least. What is compared are statements: what an expert said of
    a topic in one source on one day, as the mean of its judgements. The expert has shifted if every
    flip or move goes the same way in time; is inconsistent if they go to and fro, or two sources
    of one day differ; and it is undated where the order cannot be told (a date that stops at the
    year does not precede a month of that year). Within a statement, and between two of one source
    whose order cannot be told, a flip or move is a reason to check the annotation.

    Args:
        judgements: frame ``JUDGEMENTS``.
        scale: gives the sides, the steps and the range.

    Returns:
        Frame ``CHANGES``: for each expert and topic at most one change, and at most one row to
        check for each source.
    """
    settled = _settled(judgements)
    statements = _statements(settled.assign(place=np.arange(len(settled))))
    within = statements.assign(low=statements["low_score"], high=statements["high_score"])
    between = _between(statements, scale)
    unordered = (between["source_id"] == between["high_source_id"]) & between["order"].isna()
    checks = pd.concat([_apart(within, scale).assign(order=0.0), between[unordered]])
    checks = _furthest(checks.assign(kind="check"), _SOURCE)
    found = pd.concat([_courses(between[~unordered]), checks], ignore_index=True)
    return CHANGES.check(_in_time(found).sort_values([*_CELL, "kind"], kind="stable"))


def compared(judgements: pd.DataFrame) -> int:
    """Return how many positions rest on words that could show a change.

    They do on words from two sources, or from days of one source of which one comes first.

    Args:
        judgements: frame ``JUDGEMENTS``.
    """
    said = _settled(judgements)[_STATEMENT].drop_duplicates()
    several = said[said.duplicated(_CELL, keep=False)].groupby(_CELL)
    return sum(
        len(set(cell["source_id"])) > 1
        or any(abs(_order(*days)) == 1 for days in combinations(cell["said_on"], 2))
        for _, cell in several
    )


def _settled(judgements: pd.DataFrame) -> pd.DataFrame:
    return judgements[(judgements["status"] == Status.SETTLED) & (judgements["topic"] != NONE)]


def _statements(settled: pd.DataFrame) -> pd.DataFrame:
    """Return each statement's vote, with its lowest and its highest claim."""
    ordered = settled.sort_values([*_STATEMENT, "score", "place"], kind="stable")
    low, high, vote = (
        ordered.drop_duplicates(_STATEMENT, keep="first"),
        ordered.drop_duplicates(_STATEMENT, keep="last"),
        ordered.groupby(_STATEMENT, as_index=False).agg(vote=("score", "mean")),
    )
    ends = {f"low_{name}": low[name].to_numpy() for name in _END}
    ends |= {f"high_{name}": high[name].to_numpy() for name in _END}
    return vote.assign(**ends)


def _apart(pairs: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """Return the pairs (low, high) that are a flip or a move, and which."""
    far = max(2 * min(np.diff(scale.scores)), scale.range / 2) - HAIR
    flip = stands_against(pairs["low"], scale.middle) & stands_for(pairs["high"], scale.middle)
    move = pairs["high"] - pairs["low"] >= far
    gap = (pairs["high"] - pairs["low"]).round(9)
    return pairs.assign(change=np.where(flip, "flip", "move"), gap=gap)[flip | move]


def _between(statements: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """Return the pairs of statements of one expert and topic that are a flip or a move."""
    lows = statements[[*_SOURCE, *(f"low_{name}" for name in _END)]]
    lows = lows.assign(low=statements["vote"])
    highs = statements[[*_CELL, *(f"high_{name}" for name in _END)]]
    highs = highs.assign(high=statements["vote"], high_source_id=statements["source_id"])
    pairs = _apart(lows.merge(highs, on=_CELL), scale)
    days = zip(pairs["low_said_on"], pairs["high_said_on"], strict=True)
    return pairs.assign(order=pd.Series([_order(*d) for d in days], pairs.index, dtype="float64"))


def _courses(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return how each expert's course on each topic ran, with its two statements furthest apart."""
    pairs = pairs.assign(
        up=pairs["order"] == 1, down=pairs["order"] == -1, together=pairs["order"] == 0
    )
    course = pairs.groupby(_CELL)[["up", "down", "together"]].transform("any")
    fro = (course["up"] & course["down"]) | course["together"]
    dated = course["up"] | course["down"]
    kind = np.select([fro, dated], ["inconsistent", "shifted"], default="undated")
    return _furthest(pairs.assign(kind=kind), _CELL)


def _furthest(pairs: pd.DataFrame, each: list[str]) -> pd.DataFrame:
    """Return the pair furthest apart, of those whose order is known if there are any."""
    keys = ["unknown", "gap", "low_place", "high_place"]
    ranked = pairs.assign(unknown=pairs["order"].isna()).sort_values(
        keys, ascending=[True, False, True, True]
    )
    return ranked.drop_duplicates(each)


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
