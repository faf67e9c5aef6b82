"""A study's annotations judged, by the method that is asked for."""

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, get_args

import pandas as pd

from stance.analysis.consensus import consensus
from stance.analysis.filtering import on_topics
from stance.core.codebook import Scale
from stance.core.errors import UsageError

if TYPE_CHECKING:
    from stance.analysis.dawid_skene import DawidSkene
    from stance.study.study import Study

#: How annotations become judgements: the majority group within a step; more than half of the votes
#: on one and the same stance; or the majority's topics with the stances of Dawid and Skene's model.
Method = Literal["majority", "strict-majority", "dawid-skene"]
METHODS: tuple[Method, ...] = get_args(Method)


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
    model = None
    if method == "dawid-skene":
        from stance.analysis.dawid_skene import judge_by_model

        judged, model = judge_by_model(judged, study.annotations, scale)
    if study.selection.filter.topics:
        judged = on_topics(judged, study.codebook.topic_ids)
    return judged, model
