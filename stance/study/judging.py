"""A study's annotations judged, by the method that is asked for."""

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
import pandas as pd

from stance.analysis.consensus import Status, consensus
from stance.analysis.filtering import on_topics
from stance.core.codebook import Scale
from stance.core.errors import UsageError
from stance.study.folder import ADJUDICATED_FILE

if TYPE_CHECKING:
    from stance.analysis.dawid_skene import DawidSkene
    from stance.study.study import Study

#: How annotations become judgements: the majority group within a step; more than half of the votes
#: on one and the same stance; or the majority's topics with the stances of Dawid and Skene's model.
Method = Literal["majority", "strict-majority", "dawid-skene"]
METHODS: tuple[Method, ...] = get_args(Method)


#: A decision of which the topic cannot be read, as where the codebook calls it otherwise by now.
_WITHOUT_TOPIC = ("unknown-topic", "stance-without-topic")


def scale_of(method: Method, scale: Scale) -> Scale:
    """Return the scale with the step within which votes agree under the method."""
    return replace(scale, tolerance=0.0) if method == "strict-majority" else scale


def judge(study: "Study", method: Method) -> "tuple[pd.DataFrame, DawidSkene | None]":
    """Return the judgements of a study's claims, and the model that was asked for, if any.

    Raises:
        UsageError: there is no such method.
    """
    if method not in METHODS:
        raise UsageError(f'no method is called "{method}"; there are {", ".join(METHODS)}')
    scale = scale_of(method, study.codebook.scale)
    judged = consensus(
        study.claims, study.annotations, scale, study.decisions, study.sources, study.waiting
    )
    judged = _held_back(judged, study)
    model = None
    if method == "dawid-skene":
        from stance.analysis.dawid_skene import judge_by_model

        judged, model = judge_by_model(judged, study.annotations, scale)
    if study.selection.filter.topics:
        judged = on_topics(judged, study.codebook.topic_ids)
    return judged, model


def _held_back(judged: pd.DataFrame, study: "Study") -> pd.DataFrame:
    """Let a claim wait whose decision cannot be read: neither the rest of it nor votes settle it.

    Otherwise a decision on two topics would say one of them alone, and a decision on one would give
    way to the votes that were in dispute.
    """
    faults = [p for p in study.problems if p.code in _WITHOUT_TOPIC and p.file == ADJUDICATED_FILE]
    held = judged["claim_id"].isin([problem.claim_id for problem in faults])
    if not held.any():
        return judged
    counts = [name for name in judged if str(name).startswith("n_")]
    waiting = judged.assign(status=Status.WAITING, score=np.nan, **dict.fromkeys(counts, 0))
    return pd.concat([judged[~held], waiting[held]]).sort_index()


def check_draws(draws: int | None) -> None:
    """Refuse to judge camps by too few draws or too many.

    Raises:
        UsageError: there are less than ``FEWEST_DRAWS`` or more than ``MOST_DRAWS``.
    """
    if draws is None:
        return
    from stance.analysis.camps.verdict import FEWEST_DRAWS, MOST_DRAWS

    if not FEWEST_DRAWS <= draws <= MOST_DRAWS:
        raise UsageError(f"draws is {draws}, but may be {FEWEST_DRAWS} to {MOST_DRAWS:,}")
