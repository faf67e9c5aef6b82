"""How far a study's labels can be trusted: everything at once, for the report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from stance.core.codebook import Codebook
from stance.reliability.diagnostics import ANNOTATORS, annotator_rows
from stance.reliability.disputes import DISPUTES, dispute_rows
from stance.reliability.groups import RELIABILITY, Row, by_category, by_topic, overall, without_each
from stance.reliability.intervals import LEVEL
from stance.reliability.measured import Measured, measures
from stance.reliability.pairs import ANNOTATOR_PAIRS, CONFUSION, confusion_rows, pair_rows
from stance.reliability.undefined import constant_annotators

# With more annotators, comparing each two of them is a crowd's table that nobody reads.
_MOST_IN_PAIRS = 30


@dataclass(frozen=True, eq=False)
class Reliability:
    """What ``assess`` found; frames as in ``stance.core.contracts``.

    Attributes:
        n_claims: claims that anybody coded.
        n_double: of them, those that two or more annotators coded.
        n_annotators: who coded.
        alphas: frame ``RELIABILITY``: for all; stance by topic; topic and stance by category;
            without each annotator.
        pairs: frame ``ANNOTATOR_PAIRS``; empty with more than 30 annotators.
        confusion: frame ``CONFUSION``; empty with more than 30 annotators.
        disputes: frame ``DISPUTES``, within each measure the most disputed first.
        annotators: frame ``ANNOTATORS``.
        stances: the labels of the scale in order, those without a score last: a heatmap's axes.
        without_article: claims that name no article, where others do; they count as one article.
        constant: annotator and measure, where the annotator gave every claim the same.
        notes: which codes were left out or counted once, in words.
        level: probability of the intervals.
    """

    n_claims: int
    n_double: int
    n_annotators: int
    alphas: pd.DataFrame
    pairs: pd.DataFrame
    confusion: pd.DataFrame
    disputes: pd.DataFrame
    annotators: pd.DataFrame
    stances: tuple[str, ...]
    without_article: int
    constant: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    level: float


def assess(
    annotations: pd.DataFrame, codebook: Codebook, articles: Mapping[str, str] | None = None
) -> Reliability:
    """Return how far the annotators agree, on what, and where they don't.

    Args:
        annotations: frame ``ANNOTATIONS``.
        codebook: topics and scale; the order of stances is the scale's.
        articles: the article of each claim, for intervals by article; empty or absent: not known.
    """
    named = {one.name: one for one in measures(annotations, codebook, articles)}
    topic, stance = named["topic"], named["stance"]
    in_pairs = (topic, stance) if len(topic.codes.annotators) <= _MOST_IN_PAIRS else ()
    confusion = [confusion_rows(measured) for measured in in_pairs]
    return Reliability(
        n_claims=len(topic.codes.items),
        n_double=int((topic.codes.per_item >= 2).sum()),
        n_annotators=len(topic.codes.annotators),
        alphas=RELIABILITY.build(_alpha_rows(named, codebook.topic_ids)),
        pairs=ANNOTATOR_PAIRS.build([r for m in in_pairs for r in pair_rows(m)]),
        confusion=CONFUSION.check(pd.concat(confusion)) if confusion else CONFUSION.empty(),
        disputes=DISPUTES.check(pd.concat([dispute_rows(topic), dispute_rows(stance)])),
        annotators=ANNOTATORS.build(annotator_rows(annotations, topic, stance)),
        stances=tuple(str(label) for label in stance.codes.labels),
        without_article=topic.codes.without_article,
        constant=tuple(
            (name, one.name) for one in (topic, stance) for name in constant_annotators(one.codes)
        ),
        notes=tuple(dict.fromkeys(note for one in named.values() for note in one.codes.notes)),
        level=LEVEL,
    )


def _alpha_rows(named: dict[str, Measured], topic_ids: Sequence[str]) -> list[Row]:
    topic, stance = named["topic"], named["stance"]
    rows = [overall(measured) for measured in named.values()]
    rows += by_category(topic)
    rows += by_topic(stance, topic_ids)
    rows += by_category(stance)
    for measured in (topic, stance):
        rows += without_each(measured)
    return rows
