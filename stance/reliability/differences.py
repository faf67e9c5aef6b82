"""The claims that annotators code differently, why they differ, and whether talking helped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import pandas as pd

from stance.core.codebook import NONE, Codebook, Scale
from stance.core.contracts import Column, Contract
from stance.core.results import Estimate
from stance.reliability.groups import estimates
from stance.reliability.measured import stance_given_topic, topic_choice

#: Why two annotators differ, the gravest first.
Why = Literal["opposite sides", "different topics", "unclear to some", "strength alone"]
WHYS_OF_DIFFERENCE: tuple[Why, ...] = get_args(Why)
DIFFERENCES = Contract(
    "differences",
    ("claim_id",),
    (
        Column("claim_id", "text", "the claim, coded by at least two annotators"),
        Column("why", "text", "opposite sides, different topics, unclear to some, strength alone"),
        Column("topics", "text", "ids of the topics that anybody gave it, in the codebook's order"),
    ),
)


def differences(annotations: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Return the claims that annotators code differently, and why.

    Of several reasons the gravest counts: on one topic, one for and one against it; not the same
    topics; unclear to one and not to another; the same side, or the middle, more or less strongly.

    Args:
        annotations: frame ``ANNOTATIONS``.
        codebook: topics and scale.

    Returns:
        Contract DIFFERENCES, the gravest first, then by the topics and the claims' order.
    """
    order = [*codebook.topic_ids, NONE]
    rows = []
    for claim_id, own in annotations.groupby("claim_id", sort=False):
        why = _why(own.to_dict("records"), codebook.scale)
        if why:
            topics = sorted(set(own["topic"]), key=order.index)
            rows.append({"claim_id": str(claim_id), "why": why, "topics": ", ".join(topics)})
    rows.sort(key=lambda row: (_gravity(row), row["topics"]))
    return DIFFERENCES.build(rows)


def _gravity(row: Mapping[str, Any]) -> int:
    return WHYS_OF_DIFFERENCE.index(row["why"])


def _why(rows: Sequence[Mapping[str, Any]], scale: Scale) -> Why | None:
    """Return why the annotators of one claim differ; None where they do not, or there is one."""
    chosen: dict[str, set[str]] = {}
    scores: dict[str, list[float]] = {}
    for row in rows:
        chosen.setdefault(row["annotator"], set()).add(row["topic"])
        if row["stance"]:
            scores.setdefault(row["topic"], []).append(row["score"])
    clear = {topic: [s for s in given if s == s] for topic, given in scores.items()}
    sides = [{scale.side(score) for score in given} for given in clear.values()]
    if any({1, -1} <= found for found in sides):
        return "opposite sides"
    first, *others = chosen.values()
    if any(topics != first for topics in others):
        return "different topics"
    if any(0 < len(clear[topic]) < len(given) for topic, given in scores.items()):
        return "unclear to some"
    return "strength alone" if any(len(set(given)) > 1 for given in clear.values()) else None


@dataclass(frozen=True, slots=True)
class Agreed:
    """Alpha of topics and of stances, or why there is none, and on how many claims.

    Attributes:
        topic: alpha of the first topic.
        stance: alpha of the stance toward the same topic.
        n: claims coded by at least two annotators.
    """

    topic: Estimate
    stance: Estimate
    n: int


@dataclass(frozen=True, slots=True)
class Normed:
    """What came of talking over the claims on which annotators differed.

    Attributes:
        held_at: when, ISO.
        n_talked: how many claims were talked over.
        before: agreement as it was then.
        again: agreement now on the claims that had been coded then; it is better for having been
            talked over, whatever the codebook says.
        since: agreement on the claims coded by nobody then: what talking did for new words.
    """

    held_at: str
    n_talked: int
    before: Agreed
    again: Agreed
    since: Agreed


def normed(
    held_at: str, n_talked: int, before: pd.DataFrame, now: pd.DataFrame, codebook: Codebook
) -> Normed:
    """Compare agreement before the annotators talked and after.

    Args:
        held_at: when they did, ISO.
        n_talked: how many claims they talked over.
        before: frame ``ANNOTATIONS`` as it was then.
        now: the same as it is.
        codebook: topics and scale as they are.
    """
    old = now["claim_id"].isin(before["claim_id"])
    return Normed(
        held_at,
        n_talked,
        _agreed(before, codebook),
        _agreed(now[old], codebook),
        _agreed(now[~old], codebook),
    )


def _agreed(annotations: pd.DataFrame, codebook: Codebook) -> Agreed:
    topic, stance = (
        estimates(measure(annotations, codebook))[1]
        for measure in (topic_choice, stance_given_topic)
    )
    coders = annotations.groupby("claim_id")["annotator"].nunique()
    return Agreed(topic, stance, int((coders > 1).sum()))
