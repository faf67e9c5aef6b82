"""Judgements to cells: a position for each expert and topic, or the reason why there is none."""

from typing import Literal

import numpy as np
import pandas as pd

from stance.analysis.consensus import DISAGREE, Status
from stance.analysis.documents import Period, documents, periods
from stance.analysis.votes import positions_in
from stance.core.codebook import NONE, Scale
from stance.core.contracts import Column, Contract

POSITIONS = Contract(
    "positions",
    ("expert_id", "topic"),
    (
        Column("expert_id", "text", "the expert"),
        Column("topic", "text", "topic id"),
        Column("position", "number", "mean over documents; NaN where no judgement has a score"),
        Column("lowest", "number", "lowest judgement"),
        Column("highest", "number", "highest judgement"),
        Column("mixed", "flag", "judgements stand on both sides of the middle"),
        Column("n_claims", "integer", "claims with a score"),
        Column("n_sources", "integer", "documents of those claims"),
        Column("n_annotators", "integer", "most annotators who coded one of those claims"),
        Column("n_unclear", "integer", "claims judged unclear"),
        Column("n_disputed", "integer", "claims on which the annotators disagree"),
        Column("n_waiting", "integer", "claims on which all answers wait to be looked at again"),
        Column("first_on", "text", "earliest date among the claims with a score"),
        Column("last_on", "text", "latest date among them"),
    ),
)


#: What has one vote: a claim, a document, or a week, month or year of an expert's words.
Unit = Literal["claim", "document"] | Period

_CELL = ["expert_id", "topic"]


def positions(judgements: pd.DataFrame, scale: Scale, *, by: Unit = "document") -> pd.DataFrame:
    """Return where each expert stands on each topic of which he or she spoke.

    An expert has one vote for each topic and document: the mean of the judgements within a
    document, then the mean over the documents (``stance.analysis.documents`` says what one is). A
    cell whose judgements are all unclear, disputed or waiting has no position (NaN), but is there.

    Args:
        judgements: frame ``JUDGEMENTS``.
        scale: gives the middle, from which the sides are told.
        by: what has one vote. A week is that of ISO 8601, with its own year. Claims whose date
            stops short of the unit, or that have none, share a vote within their document.

    Returns:
        Frame ``POSITIONS``, sorted by expert and topic.
    """
    spoke = judgements[~judgements["topic"].isin([NONE, ""])]
    columns = [*_CELL, "said_on", "status", "score", "n_annotators"]
    table = spoke[columns].assign(source_id=documents(spoke), unit=_units(spoke, by))
    coded, names = _encode(table, [*_CELL, "source_id", "said_on", "unit"])
    settled = coded[coded["status"] == Status.SETTLED]
    placed = positions_in(settled.assign(source_id=settled["unit"]), scale.middle)
    if by != "document":
        placed = placed.drop(columns="n_sources").merge(_sources(settled), on=_CELL)
    cells = _count_open(coded).merge(placed, on=_CELL, how="left").sort_values(_CELL)
    cells = cells.fillna(dict.fromkeys(["n_claims", "n_sources", "n_annotators"], 0))
    cells = cells.assign(
        expert_id=_decode(cells["expert_id"], names["expert_id"]),
        topic=_decode(cells["topic"], names["topic"]),
        first_on=_decode(cells["first_on"], names["said_on"]),
        last_on=_decode(cells["last_on"], names["said_on"]),
        position=cells["position"].round(12),  # so that -1/3 + 1/3 stays in the middle
        mixed=cells["mixed"].eq(True),
    )
    return POSITIONS.check(cells)


def _encode(table: pd.DataFrame, columns: list[str]) -> tuple[pd.DataFrame, dict[str, pd.Index]]:
    """Return the table with whole numbers for texts, in the order of the texts, and the texts.

    Numbers group many times faster than texts. No date is absent, not the first of the dates.
    """
    codes, names = {}, {}
    for column in columns:
        values = table[column]
        known = values.where(values != "") if column == "said_on" else values
        codes[column], names[column] = pd.factorize(known, sort=True)
    coded = table.assign(**codes)
    return coded.assign(said_on=coded["said_on"].where(coded["said_on"] >= 0)), names


def _decode(codes: pd.Series, names: pd.Index) -> pd.Series:
    """Return the texts that the codes stand for; empty where there is none."""
    texts = np.append(names.to_numpy(dtype=object), "")
    return pd.Series(texts[codes.fillna(-1).astype("int64")], index=codes.index, dtype="str")


def _count_open(spoke: pd.DataFrame) -> pd.DataFrame:
    """Return every cell with its unclear, its disputed and its waiting judgements."""
    cells = spoke[_CELL].assign(
        unclear=spoke["status"] == Status.UNCLEAR,
        disputed=spoke["status"].isin(DISAGREE),
        waiting=spoke["status"] == Status.WAITING,
    )
    return cells.groupby(_CELL, as_index=False).agg(
        n_unclear=("unclear", "sum"),
        n_disputed=("disputed", "sum"),
        n_waiting=("waiting", "sum"),
    )


def _sources(settled: pd.DataFrame) -> pd.DataFrame:
    """Return the number of documents of each cell, whatever has the vote."""
    return settled.groupby(_CELL, as_index=False).agg(n_sources=("source_id", "nunique"))


def _units(spoke: pd.DataFrame, by: Unit) -> pd.Series:
    """Return what each judgement shares its vote with."""
    if by == "claim":
        return spoke["claim_id"]
    return documents(spoke) if by == "document" else periods(spoke, by)
