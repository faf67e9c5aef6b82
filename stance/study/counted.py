"""What counts of the frames that were read: dated claims, who is met in them, answers to them."""

import pandas as pd

from stance.core.contracts import CLAIMS, are_among, tuples_of
from stance.core.dates import is_iso_date


def dated(claims: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Give claims without a date of their own that of their source."""
    pairs = tuples_of(sources, ("source_id", "published"))
    dates = {source_id: date for source_id, date in pairs if is_iso_date(date)}
    own = tuples_of(claims, ("said_on", "source_id"))
    said_on = pd.Series([date or dates.get(s, "") for date, s in own], claims.index, "str")
    return CLAIMS.check(claims.assign(said_on=said_on))


def met(experts: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Leave out who is only a description, such as "an official", and has no claim left."""
    nobody = (experts["kind"] == "unnamed") & ~are_among(experts["expert_id"], claims["expert_id"])
    return experts[~nobody].reset_index(drop=True)


def answers_on(claims: pd.DataFrame, annotations: pd.DataFrame) -> pd.DataFrame:
    """Return the annotations of these claims."""
    kept = are_among(annotations["claim_id"], claims["claim_id"])
    return annotations if kept.all() else annotations[kept].reset_index(drop=True)
