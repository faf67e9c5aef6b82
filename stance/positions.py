"""Judgements to positions: where each expert stands on each topic."""

import numpy as np
import pandas as pd

from stance.codebook import NONE, Scale
from stance.frames import POSITIONS

_CELL = ["expert_id", "topic"]


def positions(judgements: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """Return where each expert stands on each topic of which he or she spoke.

    An expert has one vote for each topic and source: the mean of the judgements within a source,
    then the mean over the sources. A cell whose judgements are all unclear or disputed has no
    position (NaN), but is there.

    Args:
        judgements: frame ``JUDGEMENTS``.
        scale: gives the middle, from which the sides are told.

    Returns:
        Frame ``POSITIONS``, sorted by expert and topic.
    """
    spoke = judgements[~judgements["topic"].isin([NONE, ""])]
    cells = spoke.assign(
        unclear=spoke["status"] == "unclear",
        disputed=spoke["status"].isin(["disputed", "topic disputed"]),
    )
    cells = cells.groupby(_CELL, as_index=False).agg(
        n_unclear=("unclear", "sum"), n_disputed=("disputed", "sum")
    )
    placed = _place(spoke[spoke["status"] == "settled"], scale)
    joined = cells.merge(placed, on=_CELL, how="left")
    counts = ["n_claims", "n_sources", "n_annotators"]
    joined = joined.fillna({**dict.fromkeys(counts, 0), "first_on": "", "last_on": ""})
    joined["mixed"] = joined["mixed"].eq(True)
    return POSITIONS.check(joined.sort_values(_CELL, kind="stable"))


def _place(settled: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    by_source = settled.groupby([*_CELL, "source_id"], as_index=False).agg(vote=("score", "mean"))
    mean = by_source.groupby(_CELL, as_index=False).agg(
        position=("vote", "mean"), n_sources=("source_id", "size")
    )
    side = np.sign(settled["score"] - scale.middle)
    dated = settled["said_on"].where(settled["said_on"] != "")
    spread = (
        settled.assign(side=side, dated=dated)
        .groupby(_CELL, as_index=False)
        .agg(
            lowest=("score", "min"),
            highest=("score", "max"),
            least_side=("side", "min"),
            most_side=("side", "max"),
            n_claims=("claim_id", "nunique"),
            n_annotators=("n_annotators", "max"),
            first_on=("dated", "min"),
            last_on=("dated", "max"),
        )
    )
    spread["mixed"] = (spread["least_side"] < 0) & (spread["most_side"] > 0)
    return mean.merge(spread, on=_CELL)
