"""Positions as one narwhals expression, for pandas, DuckDB, Spark or whatever holds the table."""

from typing import Any

import narwhals as nw

from stance.core.codebook import NONE, stands_against, stands_for

#: The columns of the long table.
TABLE = ("expert_id", "topic", "source_id", "said_on", "score")
_CELL = ("expert_id", "topic")
_FIGURES = (
    "position",
    "lowest",
    "highest",
    "mixed",
    "n_claims",
    "n_sources",
    "first_on",
    "last_on",
)


def positions_in(table: Any, middle: float = 0.0) -> Any:
    """Return where each expert stands on each topic, with one vote for each of his or her sources.

    The vote of a source is the mean of its scores, the position the mean of the votes. Rows
    without a score, expert or topic, or of the topic "none", say nothing. All other figures come
    with these two group-bys, so that a table of any size is read once, and memory is needed for
    its votes only.

    Args:
        table: frame, relation or query that narwhals knows, with the columns of ``TABLE`` and, if
            known, ``n_annotators``; scores as floating-point numbers, the rest as text or as
            numbers that stand for texts.
        middle: the score that is neither for nor against.

    Returns:
        The same kind of table: expert_id, topic, position, lowest, highest, mixed, n_claims,
        n_sources, first_on, last_on and, if it was given, n_annotators; in no order. A date that
        no row gives is missing.
    """
    rows = nw.from_native(table)
    given = rows.collect_schema()
    known = ["n_annotators"] if "n_annotators" in given else []
    score, said_on = nw.col("score"), nw.col("said_on")
    usable = ~score.is_null() & ~score.is_nan() & (nw.col("topic") != NONE)
    for name in _CELL:
        usable = usable & ~nw.col(name).is_null() & (nw.col(name) != "")
    dated = nw.when(said_on != "").then(said_on) if given["said_on"] == nw.String else said_on
    votes = (
        rows.select(*TABLE, *known)
        .filter(usable)
        .with_columns(position=score, first_on=dated, last_on=dated, lowest=score, highest=score)
        .group_by(*_CELL, "source_id")
        .agg(nw.col("position").mean(), nw.len().alias("n_claims"), *_ends(known))
    )
    cells = votes.group_by(*_CELL).agg(
        nw.col("position").mean(),
        nw.col("n_claims").sum(),
        nw.len().alias("n_sources"),
        *_ends(known),
    )
    placed = cells.with_columns(
        mixed=stands_against(nw.col("lowest"), middle) & stands_for(nw.col("highest"), middle),
    )
    return placed.select(*_CELL, *_FIGURES, *known).to_native()


def _ends(known: list[str]) -> list[nw.Expr]:
    """Return what is the same over rows and over votes: the least and the most."""
    least = [nw.col(name).min() for name in ("lowest", "first_on")]
    return [*least, *(nw.col(name).max() for name in ("highest", "last_on", *known))]
