"""Annotations to judgements: what the annotators of one claim together say.

The rule, in words: the adjudicator's decision if there is one. Else a topic holds if more than
half of those who coded the claim chose it. Its stance is that of the majority group: votes that
lie within one step of each other and not on opposite sides; if one such group, and no second of
its size, holds more than half of all votes ("unclear" is a vote too), the score is the group's
mean and the rest are dissent. Otherwise the claim is disputed. Ties are never broken by order.
"""

import numpy as np
import pandas as pd

from stance.core.codebook import NONE, Scale
from stance.core.contracts import Column, Contract

JUDGEMENTS = Contract(
    "judgements",
    ("claim_id", "topic"),
    (
        Column("claim_id", "text", "the claim"),
        Column("expert_id", "text", "who holds the opinion"),
        Column("source_id", "text", "where it stands"),
        Column("said_on", "text", "date of the words"),
        Column("topic", "text", "topic id, or none"),
        Column("status", "text", "settled, unclear, disputed, topic disputed, uncoded or none"),
        Column("score", "number", "consensus score; NaN unless settled"),
        Column("n_annotators", "integer", "annotators who coded the claim"),
        Column("n_votes", "integer", "of them, those who chose this topic with a stance"),
        Column("n_majority", "integer", "votes in the group that decided; 0 where none did"),
        Column("n_unclear", "integer", "votes for unclear"),
        Column("n_dissent", "integer", "votes outside the group that decided"),
        Column("decided_by", "text", "consensus, adjudicator or dawid-skene"),
    ),
)


_GROUP = ["claim_id", "topic"]


def consensus(
    claims: pd.DataFrame,
    annotations: pd.DataFrame,
    scale: Scale,
    decisions: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return one judgement for each claim and topic that its annotators settled or dispute.

    Args:
        claims: frame ``CLAIMS``.
        annotations: frame ``ANNOTATIONS``.
        scale: gives the step within which votes agree, and the sides.
        decisions: an adjudicator's annotations; they replace all votes on their claims.

    Returns:
        Frame ``JUDGEMENTS``, in the order of the claims. A claim that nobody coded has no row; a
        claim whose topic no majority chose has a row "topic disputed" for each topic chosen.
    """
    coded = annotations[annotations["topic"] != ""]
    chosen = _topics_chosen(coded)
    votes = _vote_counts(coded)
    judged = chosen.merge(votes, on=_GROUP, how="left").merge(
        _majority_groups(coded, scale), on=_GROUP, how="left"
    )
    counts = ["n_votes", "n_unclear", "n_majority"]
    judged = judged.fillna(dict.fromkeys(counts, 0)).astype(dict.fromkeys(counts, "int64"))
    judged = judged.assign(status=_status(judged), decided_by="consensus")
    settled = judged["status"] == "settled"
    decided = settled | (judged["status"] == "unclear")
    judged = judged.assign(
        score=judged["score"].where(settled),
        n_majority=judged["n_majority"].where(decided, 0),
        n_dissent=(judged["n_votes"] - judged["n_majority"]).where(decided, 0),
    )
    judged = judged[judged["status"] != "outvoted"]
    if decisions is not None and not decisions.empty:
        judged = _decide(judged, decisions, coded, scale)
    return _in_order_of_claims(judged, claims)


def _topics_chosen(coded: pd.DataFrame) -> pd.DataFrame:
    """Return how many of a claim's annotators chose each topic, and whether any topic holds."""
    chosen = coded.groupby(_GROUP, sort=False, as_index=False).agg(n_chose=("annotator", "nunique"))
    coders = coded.groupby("claim_id", sort=False)["annotator"].nunique()
    chosen["n_annotators"] = chosen["claim_id"].map(coders).astype("int64")
    chosen["holds"] = 2 * chosen["n_chose"] > chosen["n_annotators"]
    chosen["any_holds"] = chosen.groupby("claim_id")["holds"].transform("any")
    return chosen


def _vote_counts(coded: pd.DataFrame) -> pd.DataFrame:
    """Return the votes on each claim and topic, and those among them for no score."""
    votes = coded[(coded["stance"] != "") & (coded["topic"] != NONE)]
    votes = votes.assign(unclear=votes["score"].isna())
    return votes.groupby(_GROUP, sort=False, as_index=False).agg(
        n_votes=("annotator", "size"), n_unclear=("unclear", "sum")
    )


def _majority_groups(coded: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """Return the largest group of votes of each claim and topic, and how many have its size.

    A group starts at one of the scores given and takes in all votes up to one step above it that
    do not stand on the opposite side. The votes for "unclear" are a group of their own.
    """
    scored = coded[coded["score"].notna()]
    levels = scored.groupby([*_GROUP, "score"], sort=False, as_index=False).agg(
        n=("annotator", "size")
    )
    pairs = levels[[*_GROUP, "score"]].merge(levels, on=_GROUP, suffixes=("", "_other"))
    gap = pairs["score_other"] - pairs["score"]
    opposite = _sides(pairs["score"], scale) * _sides(pairs["score_other"], scale) < 0
    pairs = pairs[(gap >= 0) & (gap <= scale.step + 1e-9) & ~opposite]
    pairs = pairs.assign(total=pairs["n"] * pairs["score_other"])
    groups = pairs.groupby([*_GROUP, "score"], sort=False, as_index=False)[["n", "total"]].sum()
    groups = groups.assign(score=groups["total"] / groups["n"])
    unclear = coded[(coded["stance"] != "") & coded["score"].isna() & (coded["topic"] != NONE)]
    unclear = unclear.groupby(_GROUP, sort=False, as_index=False).agg(n=("annotator", "size"))
    groups = pd.concat([groups[[*_GROUP, "score", "n"]], unclear], ignore_index=True)
    groups["score"] = groups["score"].astype("float64")
    largest = groups[groups["n"] == groups.groupby(_GROUP)["n"].transform("max")]
    return largest.groupby(_GROUP, sort=False, as_index=False).agg(
        score=("score", "first"), n_majority=("n", "first"), n_largest=("n", "size")
    )


def _sides(scores: pd.Series, scale: Scale) -> pd.Series:
    return np.sign(scores - scale.middle)


def _status(judged: pd.DataFrame) -> np.ndarray:
    wins = (2 * judged["n_majority"] > judged["n_votes"]) & (judged["n_largest"] == 1)
    return np.select(
        [
            ~judged["any_holds"],
            ~judged["holds"],
            judged["topic"] == NONE,
            judged["n_votes"] == 0,
            ~wins,
            judged["score"].isna(),
        ],
        ["topic disputed", "outvoted", "none", "uncoded", "disputed", "unclear"],
        default="settled",
    )


def _decide(
    judged: pd.DataFrame, decisions: pd.DataFrame, coded: pd.DataFrame, scale: Scale
) -> pd.DataFrame:
    """Put an adjudicator's decisions in the place of everything said on their claims."""
    made = decisions.loc[decisions["topic"] != "", [*_GROUP, "stance", "score"]]
    votes = coded.merge(made, on=_GROUP, suffixes=("", "_made"))
    votes = votes[votes["stance"] != ""]
    near = (votes["score"] - votes["score_made"]).abs() <= scale.step + 1e-9
    same_side = _sides(votes["score"], scale) * _sides(votes["score_made"], scale) >= 0
    both_unclear = votes["score"].isna() & votes["score_made"].isna()
    votes = votes.assign(agrees=(near & same_side) | both_unclear, unclear=votes["score"].isna())
    counted = votes.groupby(_GROUP, as_index=False).agg(
        n_votes=("agrees", "size"), n_majority=("agrees", "sum"), n_unclear=("unclear", "sum")
    )
    made = made.merge(counted, on=_GROUP, how="left").fillna(
        {"n_votes": 0, "n_majority": 0, "n_unclear": 0}
    )
    coders = coded.groupby("claim_id")["annotator"].nunique()
    status = np.select(
        [made["topic"] == NONE, made["stance"] == "", made["score"].isna()],
        ["none", "uncoded", "unclear"],
        default="settled",
    )
    made = made.assign(
        status=status,
        n_annotators=made["claim_id"].map(coders).fillna(0).astype("int64"),
        n_dissent=made["n_votes"] - made["n_majority"],
        decided_by="adjudicator",
    )
    return pd.concat([judged[~judged["claim_id"].isin(made["claim_id"])], made], ignore_index=True)


def _in_order_of_claims(judged: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    order = claims[["claim_id", "expert_id", "source_id", "said_on"]]
    joined = order.merge(judged, on="claim_id", how="inner")
    return JUDGEMENTS.check(joined)
