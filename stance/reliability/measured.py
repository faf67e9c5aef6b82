"""What a study's annotators can agree on: the topic, the stance toward it, or both at once.

"none" (the claim bears on no proposition) and "unclear" (its direction cannot be told) are answers
like any other: annotators agree or disagree on them. Only what was not coded is missing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import scipy

from stance.core.codebook import NONE, Codebook, Scale
from stance.reliability.alpha import alpha, alpha_of_weights, weights_in_use
from stance.reliability.codes import Codes
from stance.reliability.measurement import NOMINAL, Measurement
from stance.reliability.patterns import Patterns, find_patterns
from stance.reliability.statistics import Statistic
from stance.reliability.weights import agreement_weights, masi


@dataclass(frozen=True, eq=False)
class Measured:
    """One thing that annotators can agree on.

    Attributes:
        name: topic, topics, stance, clear stance, or topic and stance.
        codes: who gave which claim which label; for stances, which claim on which topic.
        measurement: how far apart the labels are.
        weights: fixed weights instead, labels × labels, where the labels are sets or pairs.
    """

    name: str
    codes: Codes
    measurement: Measurement = NOMINAL
    weights: Any = None

    @cached_property
    def patterns(self) -> Patterns:
        """The distinct ways in which items were coded."""
        codes = self.codes
        return find_patterns(codes.item, codes.label, len(codes.items), codes.n_labels)

    @cached_property
    def alpha(self) -> Statistic:
        """Krippendorff's alpha over the patterns."""
        if self.weights is not None:
            return alpha_of_weights(self.patterns, self.weights)
        return alpha(self.patterns, self.measurement)

    @property
    def weights_in_use(self) -> Any:
        """How much each pair of labels agrees, 0 to 1; None is "the same or not"."""
        if self.weights is not None:
            return self.weights
        return weights_in_use(self.patterns, self.measurement)

    def of(self, codes: Codes) -> "Measured":
        """Return the same for some of the codes."""
        return self if codes is self.codes else replace(self, codes=codes)


def topic_choice(annotations: pd.DataFrame, codebook: Codebook) -> Measured:
    """Compare each annotator's first topic of a claim; nominal, "none" being a topic."""
    codes = Codes.from_frame(
        _first_topics(annotations), _topics(codebook), item="claim_id", label="topic"
    )
    return Measured("topic", codes)


def topic_sets(annotations: pd.DataFrame, codebook: Codebook) -> Measured:
    """Compare the sets of all topics that each annotator gave a claim, by MASI distance."""
    coded = _coded(annotations)
    topics = pd.Index(_topics(codebook))
    grouped = coded.groupby(["claim_id", "annotator"], sort=False)
    answer = grouped.ngroup().to_numpy()
    sets = find_patterns(
        answer, topics.get_indexer(coded["topic"]), int(grouped.ngroups), len(topics)
    )
    members = [topics[row.indices] for row in sets.counts]
    answers = coded[["claim_id", "annotator"]].drop_duplicates().assign(label=sets.of_item)
    codes = Codes.from_frame(answers, range(len(members)), item="claim_id")
    named = replace(codes, labels=tuple(" + ".join(topic for topic in row) for row in members))
    return Measured("topics", named, weights=masi(sets.counts))


def stance_given_topic(
    annotations: pd.DataFrame, codebook: Codebook, *, clear_only: bool = False
) -> Measured:
    """Compare the stances of annotators who gave a claim the same topic, in whichever place.

    Ordinal by Krippendorff over the scale's order. "unclear" has no place in that order: it agrees
    with itself, and is as far from any stance as the two ends of the scale are from one another.

    Args:
        annotations: frame ``ANNOTATIONS``.
        codebook: topics and scale.
        clear_only: treat "unclear" as not coded, to see what it does to the result.
    """
    labels, scores = _stances(codebook.scale)
    coded = _coded(annotations)
    coded = coded[(coded["topic"] != NONE) & (coded["stance"] != "")]
    if clear_only:
        coded = coded[coded["score"].notna()]
        labels = labels[: len(scores)]
    codes = Codes.from_frame(coded, labels, item=["claim_id", "topic"], label="stance")
    apart = frozenset(range(len(scores), len(labels)))
    numbers = scores + tuple(0.0 for _ in apart)
    name = "clear stance" if clear_only else "stance"
    return Measured(name, codes, Measurement("ordinal", numbers, apart))


def topic_and_stance(annotations: pd.DataFrame, codebook: Codebook) -> Measured:
    """Compare first topic and stance as one answer.

    Two answers on different topics are at distance 1; on one topic at ((a - b) / range)², a and b
    the scores; "unclear" and a scored stance at 1. A topic without a stance is not coded yet.
    """
    labels, scores = _stances(codebook.scale)
    first = _first_topics(annotations)
    first = first[(first["stance"] != "") | (first["topic"] == NONE)]
    stance = first["stance"].where(first["topic"] != NONE, "")
    answers = first[["claim_id", "annotator"]].assign(label=first["topic"] + " / " + stance)
    legal = [f"{topic} / {label}" for topic in codebook.topic_ids for label in labels]
    codes = Codes.from_frame(answers, [*legal, f"{NONE} / "], item="claim_id")
    apart = frozenset(range(len(scores), len(labels)))
    within = agreement_weights("quadratic", scores + tuple(0.0 for _ in apart), apart)
    blocks = scipy.sparse.kron(scipy.sparse.eye_array(len(codebook.topics)), within)
    weights = scipy.sparse.block_diag([blocks, np.ones((1, 1))], format="csr")
    return Measured("topic and stance", codes, weights=scipy.sparse.csr_array(weights))


#: Everything that is measured, in the order in which it is shown.
MEASURES: tuple[Callable[[pd.DataFrame, Codebook], Measured], ...] = (
    topic_choice,
    topic_sets,
    stance_given_topic,
    lambda annotations, codebook: stance_given_topic(annotations, codebook, clear_only=True),
    topic_and_stance,
)


def measures(
    annotations: pd.DataFrame, codebook: Codebook, articles: Mapping[str, str] | None = None
) -> tuple[Measured, ...]:
    """Return everything that is measured in a study, in the order in which it is shown.

    Args:
        annotations: frame ``ANNOTATIONS``.
        codebook: topics and scale.
        articles: the article of each claim; empty or absent: not known.
    """
    found = (measure(annotations, codebook) for measure in MEASURES)
    return tuple(one.of(one.codes.in_articles(articles or {})) for one in found)


def _coded(annotations: pd.DataFrame) -> pd.DataFrame:
    return annotations[annotations["topic"] != ""]


def _first_topics(annotations: pd.DataFrame) -> pd.DataFrame:
    ordered = _coded(annotations).sort_values("slot", kind="stable")
    return ordered.drop_duplicates(["claim_id", "annotator"])


def _topics(codebook: Codebook) -> list[str]:
    return [*codebook.topic_ids, NONE]


def _stances(scale: Scale) -> tuple[list[str], tuple[float, ...]]:
    """Return the labels, those with a score first and ascending, and the scores."""
    scored = sorted((lv.score, lv.label) for lv in scale.levels if lv.score is not None)
    rest = [level.label for level in scale.levels if level.score is None]
    return [label for _, label in scored] + rest, tuple(score for score, _ in scored)
