"""Judgements to cells: a position for each expert and topic, or the reason why there is none."""

import pandas as pd

from stance.codebook import NONE, Scale
from stance.frames import POSITIONS
from stance.positions.votes import place

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
    placed = place(spoke[spoke["status"] == "settled"], scale.middle)
    joined = cells.merge(placed, on=_CELL, how="left")
    counts = ["n_claims", "n_sources", "n_annotators"]
    joined = joined.fillna({**dict.fromkeys(counts, 0), "first_on": "", "last_on": ""})
    joined["mixed"] = joined["mixed"].eq(True)
    return POSITIONS.check(joined.sort_values(_CELL, kind="stable"))
