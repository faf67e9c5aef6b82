"""Scored claims counted: how often each expert took each stance on each topic.

The count of expert i, topic j and stance k is the x_ijk of Leifeld's papers and of DNA's manual.
"""

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import pandas as pd

from stance.analysis.documents import Period, documents, periods
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


#: Where an expert's repetitions of one stance on one topic count once; "all" of them may count.
Duplicates = Literal["all", "document", "ever"] | Period

DUPLICATES: dict[Duplicates, str] = {
    "all": "every claim counts",
    "document": "once in each document",
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


def count(scored: pd.DataFrame, scale: Scale, duplicates: Duplicates, *, by_stance: bool) -> Counts:
    """Return the counts x_ijk.

    Args:
        scored: a frame with the columns of ``SCORED`` (judgements have them), optionally an
            ``edition`` as in ``JUDGEMENTS`` and, if claims count unequally, a ``weight``. Rows
            without a score, an expert or a topic are left out.
        scale: the study's scale.
        duplicates: a key of ``DUPLICATES``.
        by_stance: whether two claims must have the same score to be duplicates.

    Raises:
        UsageError: no such way with duplicates, or a score outside the scale.
    """
    rows = counted(scored, scale, duplicates, by_stance=by_stance)
    about, x = tally(rows, np.zeros(len(rows), dtype=np.int64), 1)
    return replace(about, x=x[0])


def tally(rows: pd.DataFrame, part: Any, parts: int) -> tuple[Counts, Any]:
    """Return the counts of claims, and those of each part, of shape (parts, *x.shape).

    Args:
        rows: as ``counted`` returns them.
        part: the number of each row's part, from 0.
        parts: how many there are.
    """
    expert, experts = pd.factorize(rows["expert_id"], sort=True)
    topic, topics = pd.factorize(rows["topic"], sort=True)
    level, scores = pd.factorize(rows["score"], sort=True)
    shape = (parts, len(experts), len(topics), len(scores))
    cell = np.ravel_multi_index((part, expert, topic, level), shape) if len(rows) else expert
    x = np.bincount(cell, rows["weight"], minlength=int(np.prod(shape)))
    x = x.astype(float).reshape(shape)
    scored = np.asarray(scores, dtype=float)
    return Counts(tuple(experts), tuple(topics), scored, x.sum(axis=0), len(rows)), x


def counted(
    scored: pd.DataFrame, scale: Scale, duplicates: Duplicates, *, by_stance: bool
) -> pd.DataFrame:
    """Return the claims that count, with their ``weight`` and their ``document``; see ``count``."""
    if duplicates not in DUPLICATES:
        raise UsageError(f'duplicates is "{duplicates}", but may be {", ".join(DUPLICATES)}')
    weights = scored["weight"] if "weight" in scored else np.ones(len(scored))
    rows = SCORED.check(scored).assign(
        weight=np.asarray(weights, dtype=float),
        within=np.asarray(_within(scored, duplicates)),
        document=np.asarray(documents(scored)),
    )
    rows = rows[rows["score"].notna() & (rows["expert_id"] != "") & (rows["topic"] != "")]
    outside = rows.loc[(rows["score"] < scale.scores[0]) | (rows["score"] > scale.scores[-1])]
    if len(outside):
        raise UsageError(f"the score {outside['score'].iloc[0]:g} lies outside the scale")
    return rows if duplicates == "all" else _without_duplicates(rows, by_stance=by_stance)


def _without_duplicates(rows: pd.DataFrame, *, by_stance: bool) -> pd.DataFrame:
    """Keep the heaviest of the claims that repeat one another, of equals the earliest."""
    same = ["expert_id", "topic", "within"] + (["score"] if by_stance else [])
    rows = rows.sort_values(["weight", "said_on"], ascending=[False, True], kind="stable")
    return rows.drop_duplicates(same)


def _within(scored: pd.DataFrame, duplicates: Duplicates) -> pd.Series | str:
    """Name the document or the stretch of time within which a repetition does not count."""
    if duplicates == "all" or duplicates == "ever":  # spelled out for the type checker
        return ""
    return documents(scored) if duplicates == "document" else periods(scored, duplicates)
