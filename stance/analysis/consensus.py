"""Annotations to judgements: what the annotators of one claim together say.

The rule, in words: the adjudicator's decision if there is one. Else a topic holds if more than
half of those who coded the claim chose it, and the votes on it are decided by the rule of the
majority group (``stance.analysis.majority``).
"""

from enum import StrEnum

import numpy as np
import pandas as pd

from stance.analysis.documents import editions
from stance.analysis.majority import count_votes, decide
from stance.core.codebook import NONE, Scale
from stance.core.contracts import Column, Contract, are_among


class Status(StrEnum):
    """How the codes of a claim on a topic came out.

    A claim is waiting if every answer on it was given on other words, or toward another
    proposition, than it has now: none counts until its annotator has looked again.
    """

    SETTLED = "settled"
    UNCLEAR = "unclear"
    DISPUTED = "disputed"
    TOPIC_DISPUTED = "topic disputed"
    UNCODED = "uncoded"
    WAITING = "waiting"
    NONE = "none"


#: The annotators disagree: of such a claim an adjudicator may decide.
DISAGREE = (Status.DISPUTED, Status.TOPIC_DISPUTED)


class Decider(StrEnum):
    """Who had the last word on a claim and topic, or the rule that had it."""

    CONSENSUS = "consensus"
    ADJUDICATOR = "adjudicator"
    MODEL = "dawid-skene"


#: The topic holds, and votes on it were counted.
VOTED = (Status.SETTLED, Status.UNCLEAR, Status.DISPUTED)

JUDGEMENTS = Contract(
    "judgements",
    ("claim_id", "topic"),
    (
        Column("claim_id", "text", "the claim"),
        Column("expert_id", "text", "who holds the opinion"),
        Column("source_id", "text", "where it stands"),
        Column("said_on", "text", "date of the words"),
        Column(
            "edition",
            "text",
            "the day, where each day of the source is a document; empty: the source is one",
        ),
        Column("topic", "text", "topic id, or none"),
        Column("status", "text", f"{', '.join(list(Status)[:-1])} or {Status.NONE}"),
        Column("score", "number", "consensus score; NaN unless settled"),
        Column("n_annotators", "integer", "annotators whose codes of the claim count"),
        Column("n_votes", "integer", "of them, those who chose this topic with a stance"),
        Column("n_majority", "integer", "votes in the group that decided; 0 where none did"),
        Column("n_unclear", "integer", "votes for unclear"),
        Column("n_dissent", "integer", "votes outside the group that decided"),
        Column("decided_by", "text", f"{', '.join(list(Decider)[:-1])} or {Decider.MODEL}"),
    ),
)


_GROUP = ["claim_id", "topic"]


def voices(judgements: pd.DataFrame) -> pd.Series:
    """Return how many annotators had a say in each judgement, who could have disagreed.

    Of a stance, who gave one on the topic; of anything else, who coded the claim; nobody where
    there is no judgement yet. With one alone nothing can be in dispute, nor undisputed.

    Args:
        judgements: frame ``JUDGEMENTS``.
    """
    status = judgements["status"]
    of_stance = status.isin([Status.SETTLED, Status.UNCLEAR])
    of_stance &= judgements["decided_by"] != Decider.ADJUDICATOR
    counted = judgements["n_votes"].where(of_stance, judgements["n_annotators"])
    return counted.where(~status.isin([Status.UNCODED, Status.WAITING]), 0)


def consensus(
    claims: pd.DataFrame,
    annotations: pd.DataFrame,
    scale: Scale,
    decisions: pd.DataFrame | None = None,
    sources: pd.DataFrame | None = None,
    waiting: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return one judgement for each claim and topic that its annotators settled or dispute.

    Args:
        claims: frame ``CLAIMS``.
        annotations: frame ``ANNOTATIONS``.
        scale: gives the step within which votes agree, and the sides.
        decisions: an adjudicator's annotations; they replace all votes on their claims.
        sources: frame ``SOURCES``, which tells articles from outlets of many days; without it
            each source is one document.
        waiting: answers that do not count until their annotator has looked again; columns as
            in ``ANNOTATIONS``.

    Returns:
        Frame ``JUDGEMENTS``, in the order of the claims. A claim that nobody coded has no row; a
        claim whose topic no majority chose has a row "topic disputed" for each topic chosen; one
        on which all answers wait has a row "waiting" for each topic that they would settle.

    Raises:
        UsageError: an annotation has a score that is none of the scale's.
    """
    coded = annotations[annotations["topic"] != ""]
    judged = _judge(_topics_chosen(coded), coded, scale)
    if decisions is not None and not decisions.empty:
        judged = _decide(judged, decisions, coded, scale)
    if waiting is not None and not waiting.empty:
        judged = _with_waiting(judged, waiting)
    edition = "" if sources is None else editions(claims, sources)
    return _in_order_of_claims(judged, claims.assign(edition=edition))


def _topics_chosen(coded: pd.DataFrame) -> pd.DataFrame:
    """Return the topics of each claim that are not outvoted, and whether any of them holds."""
    chosen = coded.groupby(_GROUP, sort=False, as_index=False).agg(n_chose=("annotator", "nunique"))
    coders = coded.groupby("claim_id", sort=False)["annotator"].nunique()
    chosen["n_annotators"] = chosen["claim_id"].map(coders).astype("int64")
    chosen["holds"] = 2 * chosen["n_chose"] > chosen["n_annotators"]
    chosen["any_holds"] = chosen.groupby("claim_id")["holds"].transform("any")
    return chosen[chosen["holds"] | ~chosen["any_holds"]]


def _judge(chosen: pd.DataFrame, coded: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """Return the topics that hold or are disputed, each with what the votes on it say together."""
    votes = count_votes(chosen, coded, scale)
    votes[(chosen["topic"] == NONE).to_numpy()] = 0.0
    verdict = decide(votes, scale)
    judged = chosen.assign(
        status=np.select(
            [
                ~chosen["any_holds"],
                chosen["topic"] == NONE,
                votes.sum(axis=1) == 0,
                verdict.settled,
                verdict.unclear,
            ],
            [
                Status.TOPIC_DISPUTED,
                Status.NONE,
                Status.UNCODED,
                Status.SETTLED,
                Status.UNCLEAR,
            ],
            default=Status.DISPUTED,
        ),
        n_votes=votes.sum(axis=1),
        n_unclear=votes[:, -1],
        decided_by=Decider.CONSENSUS,
    )
    settled = judged["status"] == Status.SETTLED
    decided = settled | (judged["status"] == Status.UNCLEAR)
    return judged.assign(
        score=np.where(settled, verdict.score, np.nan),
        n_majority=np.where(decided, verdict.n_majority, 0),
        n_dissent=np.where(decided, judged["n_votes"] - verdict.n_majority, 0),
    )


def _decide(
    judged: pd.DataFrame, decisions: pd.DataFrame, coded: pd.DataFrame, scale: Scale
) -> pd.DataFrame:
    """Put an adjudicator's decisions in the place of everything said on their claims."""
    made = decisions.loc[decisions["topic"] != "", [*_GROUP, "stance", "score"]]
    votes = coded.merge(made, on=_GROUP, suffixes=("", "_made"))
    votes = votes[votes["stance"] != ""]
    near = scale.agree(votes["score"], votes["score_made"])
    both_unclear = votes["score"].isna() & votes["score_made"].isna()
    votes = votes.assign(agrees=near | both_unclear, unclear=votes["score"].isna())
    counted = votes.groupby(_GROUP, as_index=False).agg(
        n_votes=("agrees", "size"), n_majority=("agrees", "sum"), n_unclear=("unclear", "sum")
    )
    made = made.merge(counted, on=_GROUP, how="left").fillna(
        {"n_votes": 0, "n_majority": 0, "n_unclear": 0}
    )
    coders = coded.groupby("claim_id")["annotator"].nunique()
    status = np.select(
        [made["topic"] == NONE, made["stance"] == "", made["score"].isna()],
        [Status.NONE, Status.UNCODED, Status.UNCLEAR],
        default=Status.SETTLED,
    )
    made = made.assign(
        status=status,
        n_annotators=made["claim_id"].map(coders).fillna(0).astype("int64"),
        n_dissent=made["n_votes"] - made["n_majority"],
        decided_by=Decider.ADJUDICATOR,
    )
    return pd.concat(
        [judged[~are_among(judged["claim_id"], made["claim_id"])], made], ignore_index=True
    )


def _with_waiting(judged: pd.DataFrame, waiting: pd.DataFrame) -> pd.DataFrame:
    """Add the claims on which every answer waits, under the topics that these would settle."""
    held = waiting[(waiting["topic"] != "") & ~are_among(waiting["claim_id"], judged["claim_id"])]
    counts = dict.fromkeys(["n_annotators", "n_votes", "n_majority", "n_unclear", "n_dissent"], 0)
    added = _topics_chosen(held).assign(
        status=Status.WAITING, score=np.nan, decided_by=Decider.CONSENSUS, **counts
    )
    return pd.concat([judged, added], ignore_index=True) if len(added) else judged


def _in_order_of_claims(judged: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    order = claims[["claim_id", "expert_id", "source_id", "said_on", "edition"]]
    joined = order.merge(judged, on="claim_id", how="inner")
    return JUDGEMENTS.check(joined)
