"""Agreement group by group: which rows each choice of ``--by`` shows."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from stance.core.results import Estimate
    from stance.reliability import Measured
    from stance.study.study import Study

GroupName = Literal["topic", "annotator", "pair", "category", "source", "month", "adjudicator"]
#: Groups that only a study has.
OF_STUDIES = ("topic", "source", "month", "adjudicator")
_ADJUDICATOR = "adjudicator"


def group_rows(
    measured: "Sequence[Measured]", by: GroupName | None, study: "Study | None"
) -> list[dict[str, Any]]:
    """Return alpha group by group; nothing where no groups were asked for."""
    if by is None:
        return []
    if by == "adjudicator" and study is not None:
        measured = _with_decisions(study)
    return [row for one in measured for row in _rows(one, by, study)]


def _rows(measured: "Measured", by: GroupName, study: "Study | None") -> Iterator[dict[str, Any]]:
    from stance.reliability import (
        by_category,
        by_group,
        by_topic,
        pair_rows,
        rows_with,
        without_each,
    )

    if by == "annotator":
        yield from without_each(measured)
    if by == "pair":
        yield from pair_rows(measured)
    if by == "category" and measured.weights is None:
        yield from by_category(measured)
    if by == "topic" and measured.name == "topic":
        yield from by_category(measured)
    if by == "topic" and measured.name == "stance":
        topics = measured.codes.items.get_level_values("topic")
        yield from by_topic(measured, sorted(set(topics)))
    if study is None or measured.name not in ("topic", "stance"):
        return
    if by == "source":
        documents = {c: name.replace("\n", " ") for c, name in study.articles.items()}
        yield from by_group(measured, documents, "source")
    if by == "month":
        said = zip(study.claims["claim_id"], study.claims["said_on"], strict=True)
        yield from by_group(measured, {c: day[:7] for c, day in said if len(day) >= 7}, "month")
    if by == "adjudicator":
        yield from rows_with(measured, _ADJUDICATOR)


def _with_decisions(study: "Study") -> "tuple[Measured, ...]":
    """Return what is measured with the adjudicator as one more annotator."""
    import pandas as pd

    from stance.core.contracts import ANNOTATIONS
    from stance.reliability import measures

    decided = study.decisions.assign(annotator=_ADJUDICATOR)
    frames = [frame for frame in (study.annotations, decided) if len(frame)]
    both = pd.concat(frames, ignore_index=True) if frames else ANNOTATIONS.empty()
    return measures(ANNOTATIONS.check(both), study.whole_codebook, study.articles)


def unitizing(study: "Study") -> "Estimate":
    """Return how far annotators agree on where passages begin and end, or why nothing tells."""
    from stance.core.results import Estimate
    from stance.reliability import alpha_u, units_of, why_not_marked

    units = units_of(study.claims, study.annotations)
    reason = why_not_marked(units)
    return Estimate(None, reason=reason) if reason else alpha_u(units)


def unitizing_lines(found: "Estimate | None") -> Iterator[str]:
    """Yield it in words, if there is a value."""
    if found is None or found.value is None:
        return
    about = found.reason
    if found.interval:
        about = f"95 % over texts {found.interval.low:.3f} to {found.interval.high:.3f}"
    yield f"where passages begin and end: alpha_U {found.value:.3f}; {about}"
