"""Scored claims counted: how often each expert took each stance on each topic.

The count of expert i, topic j and stance k is the x_ijk of Leifeld's papers and of DNA's manual.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from stance.core.codebook import Scale
from stance.core.contracts import Column, Contract
from stance.core.errors import UsageError

SCORED = Contract(
    "scored",
    (),
    (
        Column("expert_id", "text", "who holds the opinion"),
        Column("topic", "text", "topic id"),
        Column("source_id", "text", "where it stands"),
        Column("said_on", "text", "date of the words, ISO, may stop at year or month"),
        Column("score", "number", "the stance as a score; NaN counts as nothing said"),
    ),
)


#: What --duplicates may be: an expert's repetitions of one stance on one topic count once in ...
DUPLICATES = {
    "all": "every claim counts",
    "document": "once in each source",
    "week": "once in each ISO week, whose year belongs to it",
    "month": "once in each month of a year",
    "year": "once in each year",
    "ever": "once",
}


@dataclass(frozen=True, eq=False)
class Counts:
    """Claims by expert, topic and stance.

    Attributes:
        experts: names of the first axis, sorted.
        topics: names of the second axis, sorted.
        scores: the scores that occur, ascending: the third axis.
        x: weighted number of claims, float, of shape (experts, topics, scores).
        n: claims that were counted.
    """

    experts: tuple[str, ...]
    topics: tuple[str, ...]
    scores: Any
    x: Any
    n: int


def count(scored: pd.DataFrame, scale: Scale, duplicates: str, *, by_stance: bool) -> Counts:
    """Return the counts x_ijk.

    Args:
        scored: a frame with the columns of ``SCORED`` (judgements have them) and, if claims
            count unequally, a ``weight``. Rows without a score, an expert or a topic are left out.
        scale: the study's scale.
        duplicates: a key of ``DUPLICATES``.
        by_stance: whether two claims must have the same score to be duplicates.

    Raises:
        UsageError: no such way with duplicates, or a score outside the scale.
    """
    if duplicates not in DUPLICATES:
        raise UsageError(f'duplicates is "{duplicates}", but may be {", ".join(DUPLICATES)}')
    weights = scored["weight"] if "weight" in scored else np.ones(len(scored))
    rows = SCORED.check(scored).assign(weight=np.asarray(weights, dtype=float))
    rows = rows[rows["score"].notna() & (rows["expert_id"] != "") & (rows["topic"] != "")]
    outside = rows.loc[(rows["score"] < scale.scores[0]) | (rows["score"] > scale.scores[-1])]
    if len(outside):
        raise UsageError(f"the score {outside['score'].iloc[0]:g} lies outside the scale")
    rows = _without_duplicates(rows, duplicates, by_stance=by_stance)
    expert, experts = pd.factorize(rows["expert_id"], sort=True)
    topic, topics = pd.factorize(rows["topic"], sort=True)
    level, scores = pd.factorize(rows["score"], sort=True)
    shape = (len(experts), len(topics), len(scores))
    cell = np.ravel_multi_index((expert, topic, level), shape) if len(rows) else expert
    x = np.bincount(cell, rows["weight"], minlength=int(np.prod(shape)))
    x = x.astype(float).reshape(shape)
    return Counts(tuple(experts), tuple(topics), np.asarray(scores, dtype=float), x, len(rows))


def _without_duplicates(rows: pd.DataFrame, duplicates: str, *, by_stance: bool) -> pd.DataFrame:
    """Keep the heaviest of the claims that repeat one another, of equals the earliest."""
    if duplicates == "all":
        return rows
    same = ["expert_id", "topic"] + (["score"] if by_stance else [])
    rows = rows.assign(_period=_period(rows, duplicates)).sort_values(
        ["weight", "said_on"], ascending=[False, True], kind="stable"
    )
    return rows.drop_duplicates([*same, "_period"])


def _period(rows: pd.DataFrame, duplicates: str) -> Any:
    """Name the stretch within which a repetition does not count.

    A date too vague for the stretch ("2022" has no week) says nothing about it, so such a claim
    can only repeat another of its own source.
    """
    if duplicates == "ever":
        return ""
    source = "source " + rows["source_id"]
    if duplicates == "document":
        return source
    said_on = rows["said_on"]
    if duplicates == "week":
        week = pd.to_datetime(said_on, format="%Y-%m-%d", errors="coerce").dt.isocalendar()
        named = week["year"].astype("str") + "-W" + week["week"].astype("str")
        return named.where(week["year"].notna(), source)
    length = {"month": 7, "year": 4}[duplicates]
    return said_on.str[:length].where(said_on.str.len() >= length, source)
