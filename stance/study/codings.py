"""Another coding of a study's claims: a machine's in people's place, or theirs before a talk."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from stance.core.contracts import ANNOTATIONS
from stance.core.errors import UsageError
from stance.workbook.waiting import WAITING

if TYPE_CHECKING:
    from stance.study.study import Study


def coded_by_machine(study: "Study", machine: str) -> "Study":
    """Return the study as a machine alone coded it, by its answer on each claim.

    Raises:
        UsageError: there is no such machine.
    """
    from stance.machines.repeats import one_answer_each

    codings = study.machine_codings
    mine = codings[codings["machine"] == machine]
    if mine.empty:
        known = ", ".join(sorted(set(codings["machine"]))) or "none in this study"
        raise UsageError(f'no machine is called "{machine}"; there are {known}')
    answers = one_answer_each(mine).assign(annotator=machine)
    return replace(
        study,
        annotations=ANNOTATIONS.check(ANNOTATIONS.complete(answers)),
        decisions=ANNOTATIONS.empty(),
        waiting=WAITING.empty(),
    )


def coded_before_talk(study: "Study", number: int) -> "Study":
    """Return the study with what annotators had answered before they talked, on those claims.

    Args:
        study: the study.
        number: of the talk, from 1.

    Raises:
        UsageError: there was no such talk.
    """
    if not 1 <= number <= len(study.talks):
        raise UsageError(
            f"no talk of number {number}: the study has {len(study.talks)}; "
            "stance norm records them"
        )
    talk = study.talks[number - 1]
    later = study.annotations[~study.annotations["claim_id"].isin(talk.claims)]
    before = ANNOTATIONS.complete(talk.before[talk.before["claim_id"].isin(talk.claims)])
    both = [frame[ANNOTATIONS.names] for frame in (later, before) if len(frame)]
    coded = pd.concat(both, ignore_index=True) if both else ANNOTATIONS.empty()
    return replace(study, annotations=ANNOTATIONS.check(coded))
