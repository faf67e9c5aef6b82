"""The votes on one claim and topic to a stance: the rule of the majority group.

Votes that lie within one step of each other and not on opposite sides are a *group*. If a group
holds more than half of all votes ("unclear" is a vote too), the claim is settled, and its score is
that of the middle vote; of an even number of votes, midway between the two in the middle. The
middle always lies in the group. Votes outside the group are dissent. Of several such groups the
largest counts; of several largest ones all, unless they stand on opposite sides: then, and where
no group holds more than half, the claim is disputed. No tie is broken by order.

The score is a median and no mean because dissent does not pull on it, and because no vote that is
moved up can move it down; of three votes nothing else does both (see docs/methods.md).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stance.analysis.matrices import Array
from stance.core.codebook import Scale, stands_against, stands_for
from stance.core.errors import UsageError


@dataclass(frozen=True, eq=False)
class Verdict:
    """What votes say together; arrays of the shape of the votes without their last axis.

    Attributes:
        settled: whether a group holds more than half of the votes.
        unclear: whether "unclear" does.
        score: that of the middle vote; NaN unless settled.
        n_majority: votes in the group that decided; 0 where none did.
    """

    settled: NDArray[np.bool_]
    unclear: NDArray[np.bool_]
    score: Array
    n_majority: Array


def decide(votes: Array, scale: Scale) -> Verdict:
    """Return what votes say together.

    Args:
        votes: counts, … × the scale's scores in ascending order and, last, "unclear".
        scale: gives the scores, the step within which votes agree, and the sides.
    """
    scores, scored, unclear = np.asarray(scale.scores), votes[..., :-1], votes[..., -1]
    given = scored > 0
    # A group starts at a score that was given and takes in the votes above that agree with it.
    takes_in = scale.agree(scores[:, None], scores) & (scores[:, None] <= scores)
    size = np.where(given, scored @ takes_in.T.astype(float), 0.0)
    largest = size.max(axis=-1)
    groups = given & (size == largest[..., None])
    members = given & (groups.astype(float) @ takes_in > 0)
    opposed = np.logical_and(
        (members & stands_for(scores, scale.middle)).any(axis=-1),
        (members & stands_against(scores, scale.middle)).any(axis=-1),
    )
    half = votes.sum(axis=-1) / 2
    settled, unsaid = (largest > half) & ~opposed, unclear > half
    n_members = np.where(members, scored, 0.0).sum(axis=-1)
    return Verdict(
        settled=settled,
        unclear=unsaid,
        score=np.where(settled, _middle_vote(scored, scores), np.nan),
        n_majority=np.select([settled, unsaid], [n_members, unclear], 0.0),
    )


def _middle_vote(counts: Array, scores: Array) -> Array:
    """Return the score of the middle vote; midway between the two of an even number."""
    up_to = counts.cumsum(axis=-1)
    n = up_to[..., -1:]
    places = [(up_to < nth).sum(axis=-1) for nth in (np.ceil(n / 2), np.floor(n / 2) + 1)]
    low, high = (scores[np.minimum(place, len(scores) - 1)] for place in places)
    return np.asarray((low + high) / 2)


def count_votes(on: pd.DataFrame, annotations: pd.DataFrame, scale: Scale) -> Array:
    """Return the votes on each claim and topic, rows × the scale's scores and "unclear".

    Args:
        on: columns claim_id and topic, no pair twice.
        annotations: frame ``ANNOTATIONS``.
        scale: gives the scores.

    Raises:
        UsageError: an annotation has a score that is none of the scale's.
    """
    given = annotations[annotations["stance"] != ""]
    keys = ["claim_id", "topic"]
    row = pd.MultiIndex.from_frame(on[keys]).get_indexer(pd.MultiIndex.from_frame(given[keys]))
    level = pd.Index(scale.scores).get_indexer(given["score"])
    unclear = given["score"].isna().to_numpy()
    strange = given["score"][(level < 0) & ~unclear]
    if len(strange):
        raise UsageError(f"{strange.iloc[0]:g} is no score of the scale")
    level[unclear] = len(scale.scores)
    votes = np.zeros((len(on), len(scale.scores) + 1))
    np.add.at(votes, (row[row >= 0], level[row >= 0]), 1.0)
    return votes
