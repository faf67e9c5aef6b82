"""Frames for people: names, topics and titles beside the ids, dates as dates."""

from typing import TYPE_CHECKING, Literal

import pandas as pd

from stance.core.errors import UsageError

if TYPE_CHECKING:
    from stance.study.study import Study

#: The frames of a study, and of findings.
Read = Literal[
    "claims", "annotations", "experts", "sources", "decisions", "waiting", "machine_codings"
]
Found = Literal[
    "judgements",
    "positions",
    "agreement",
    "contested",
    "sides",
    "opposed",
    "evidence",
    "clashes",
    "changes",
    "silence",
    "one_sided",
]
#: Columns that hold the id of an expert.
_EXPERTS = ("expert_id", "expert_a", "expert_b", "expert_for", "expert_against")
#: How the names of columns end that hold dates, and of which other ones.
_DATE, _DATES = "_on", ("published",)


def frame_of(
    holder: object, name: str, known: tuple[str, ...], labels: "Study | None"
) -> pd.DataFrame:
    """Return a frame by its name; with labels from a study, if one is given.

    Raises:
        UsageError: it is none of the known ones.
    """
    if name not in known:
        raise UsageError(f'there is no frame "{name}"; there are {", ".join(known)}')
    frame: pd.DataFrame = getattr(holder, name)
    return frame if labels is None else labelled(frame, labels)


def labelled(frame: pd.DataFrame, study: "Study") -> pd.DataFrame:
    """Return the frame with a column of names, labels or titles after each column of ids.

    ``expert_id`` has ``expert_name`` beside it, ``expert_a`` has ``expert_a_name``, ``topic`` has
    ``topic_label`` and ``source_id`` has ``source_title``; where there is no name, the id stands
    there again. Dates become ``datetime64``: one that is known to the year or the month alone
    stands at its first day, one that is not known is NaT.
    """
    beside = _beside(study)
    columns: dict[str, pd.Series] = {}
    for column in frame.columns:
        values = frame[column]
        dated = column.endswith(_DATE) or column in _DATES
        columns[column] = _dates(values) if dated else values
        if column in beside:
            name, known = beside[column]
            columns[name] = values.map(known).where(lambda found: found.notna(), values)
    return pd.DataFrame(columns)


def _beside(study: "Study") -> dict[str, tuple[str, dict[str, str]]]:
    """Return what stands beside each column of ids: the column's name, and its texts by id."""
    people = dict(zip(study.experts["expert_id"], study.experts["name"], strict=True))
    titles = dict(zip(study.sources["source_id"], study.sources["title"], strict=True))
    topics = {topic.id: topic.label for topic in study.codebook.topics}
    found = {id_: (f"{id_.removesuffix('_id')}_name", people) for id_ in _EXPERTS}
    return found | {"topic": ("topic_label", topics), "source_id": ("source_title", titles)}


def _dates(texts: pd.Series) -> pd.Series:
    """Return dates of texts that may stop at the year or the month."""
    days = texts.where(texts != "").map(lambda text: f"{text}-01-01"[:10], na_action="ignore")
    return pd.to_datetime(days, format="%Y-%m-%d")
