"""Figures of a study corrected by the word of a machine, and when they may not be."""

from typing import TYPE_CHECKING

from stance.analysis.documents import documents, editions
from stance.core.errors import UsageError

if TYPE_CHECKING:
    from stance.machines.corrected import Corrected
    from stance.study.study import Findings, Study


def check_machine(study: "Study", machine: str) -> None:
    """Refuse a machine by which the study's figures cannot be corrected.

    Raises:
        UsageError: there is no such machine, or the study is cut to some topics.
    """
    known = sorted(set(study.machine_codings["machine"]))
    if machine and machine not in known:
        listed = f"there are {', '.join(known)}" if known else "there are none in this study"
        raise UsageError(f'no machine is called "{machine}"; {listed}')
    if machine and study.selection.filter.topics:
        told = "which claims bear on the topics is known of people's codes only"
        raise UsageError(f"figures of some topics cannot be corrected by a machine: {told}")


def corrected_figures(findings: "Findings") -> "Corrected":
    """Return figures corrected for what the findings' machine gets wrong."""
    from stance.machines.corrected import corrected
    from stance.machines.repeats import one_answer_each

    study = findings.study
    edition = editions(study.claims, study.sources)
    return corrected(
        study.claims.assign(document=documents(study.claims.assign(edition=edition))),
        findings.judgements,
        one_answer_each(study.machine_codings),
        study.chances,
        study.codebook,
        list(study.experts["expert_id"]),
        machine=findings.machine,
        seed=findings.seed,
    )
