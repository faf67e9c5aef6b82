"""What has one vote: a document, or a stretch of time.

A source that is known by its file or its hash is one document, however many days are spoken of in
it. A source that is known by name alone ("The Courier") may be an outlet: each of its days is a
document. A date too vague for a week, a month or a year ("2022" has no month) says nothing of it,
so that such a claim, like one without any date, shares a vote only within its own document.
"""

from typing import Literal

import pandas as pd

from stance.core.contracts import are_among

#: A stretch of time within which an expert has one vote. A week is that of ISO 8601, with its year.
Period = Literal["week", "month", "year"]

_LENGTH: dict[Period, int] = {"month": len("2022-03"), "year": len("2022")}


def editions(claims: pd.DataFrame, sources: pd.DataFrame) -> pd.Series:
    """Return the day of the source that each claim stands in; empty where the source is one.

    Args:
        claims: frame ``CLAIMS``.
        sources: frame ``SOURCES``.
    """
    files = sources["source_id"][(sources["file"] != "") | (sources["sha256"] != "")]
    return claims["said_on"].where(~are_among(claims["source_id"], files), "")


def documents(claims: pd.DataFrame) -> pd.Series:
    """Return a name for the document of each claim.

    Args:
        claims: columns source_id and, if any source has editions, edition.
    """
    if "edition" not in claims:
        return claims["source_id"]
    whole = claims["edition"] == ""
    return claims["source_id"].where(whole, claims["source_id"] + "\n" + claims["edition"])


def periods(claims: pd.DataFrame, by: Period) -> pd.Series:
    """Return a name for the week, month or year of each claim, or for its document.

    Args:
        claims: columns said_on, source_id and, if any source has editions, edition.
        by: the stretch of time.
    """
    said_on = claims["said_on"]
    if by == "week":
        week = pd.to_datetime(said_on, format="%Y-%m-%d", errors="coerce").dt.isocalendar()
        named = week["year"].astype("str") + "-W" + week["week"].astype("str")
        known = week["year"].notna()
    else:
        named, known = said_on.str[: _LENGTH[by]], said_on.str.len() >= _LENGTH[by]
    return named.where(known, "in " + documents(claims))
