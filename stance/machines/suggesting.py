"""Suggestions for claims: a topic and a stance, how probable, and the words that spoke for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from stance.core.codebook import NONE, Codebook
from stance.core.contracts import Column, Contract
from stance.machines.calibration import fit_temperature, softmax
from stance.machines.features import Embedder, Features
from stance.machines.stances import LEAST, learn_stances, stance_features, topics_with_enough
from stance.machines.topics import Reading, Scores, read_codebook, score_topics

#: Labelled claims below which probabilities are not fitted to the study, nor any accepted unseen.
LEAST_CALIBRATED = 50
#: Temperatures until then: those that fitted public sets, see docs/methods.md.
_TOPIC_TEMPERATURE, _STANCE_TEMPERATURE = 0.12, 0.5
#: Parts into which labelled claims are put to fit a temperature on answers that were not seen.
_FOLDS = 4
#: Labelled answers from which one part is enough to fit the one number on.
_PLENTY = 2000
#: Words, and topics, that are named.
_NAMED = 3
#: Words that more claims have than two topics have on average, and than a tenth, are not named.
_COMMON, _EVEN = 0.1, 2

SUGGESTIONS = Contract(
    "SUGGESTIONS",
    ("claim_id",),
    (
        Column("claim_id", "text", "the claim"),
        Column("topic", "text", "the likeliest topic's id, or none; empty where nothing speaks"),
        Column("topic_probability", "number", "0 to 1; NaN where no topic is suggested"),
        Column("topic_words", "text", "words that spoke for it, the strongest first"),
        Column("next_topics", "text", "the two that come next, with their probabilities"),
        Column("stance", "text", "the likeliest stance toward it; empty where none is suggested"),
        Column("stance_probability", "number", "0 to 1, if the topic is right; else NaN"),
        Column("stance_words", "text", "words that spoke for it, the strongest first"),
        Column("reason", "text", "why no stance is suggested"),
    ),
)


@dataclass(frozen=True, eq=False)
class Labelled:
    """Labels as numbers, an answer a row.

    Attributes:
        rows: the claim of each answer, as its place among the claims.
        topics: the number of its topic.
        levels: the number of its stance on the scale; -1 where there is none.
    """

    rows: Any
    topics: Any
    levels: Any

    def only(self, kept: Any) -> "Labelled":
        """Return those of the answers that are marked."""
        return Labelled(self.rows[kept], self.topics[kept], self.levels[kept])


@dataclass(frozen=True, eq=False)
class Desk:
    """Claims, codebook and labels laid out for learning; what costs time is done once.

    Attributes:
        claims: frame ``CLAIMS``.
        codebook: at least one topic.
        labels: frame ``LABELS``.
        seed: of every random draw.
        embedder: puts meanings of sentences beside words, if given.
    """

    claims: pd.DataFrame
    codebook: Codebook
    labels: pd.DataFrame
    seed: int = 1
    embedder: Embedder | None = None

    @cached_property
    def reading(self) -> Reading:
        """The claims beside the codebook; the question that was asked speaks for the topic too."""
        texts = _texts(self.claims, ("question", "claim", "key_phrase"))
        return read_codebook(texts, self.codebook, self.seed, self.embedder)

    @cached_property
    def stance_features(self) -> Features:
        """The claims' own words and letters."""
        return stance_features(_texts(self.claims, ("claim", "key_phrase")), self.embedder)

    @cached_property
    def labelled(self) -> Labelled:
        """All labels of these claims, as numbers."""
        places = {claim_id: at for at, claim_id in enumerate(self.claims["claim_id"])}
        numbers = {topic: at for at, topic in enumerate(self.reading.topics)}
        own = self.labels[self.labels["claim_id"].isin(places)]
        own = own[own["topic"].isin(numbers)]
        levels = {level.label: at for at, level in enumerate(self.codebook.scale.levels)}
        return Labelled(
            own["claim_id"].map(places).to_numpy(dtype=int),
            own["topic"].map(numbers).to_numpy(dtype=int),
            np.array([levels.get(stance, -1) for stance in own["stance"]], dtype=int),
        )

    @property
    def n_topics(self) -> int:
        """Topics of the codebook, ``none`` not counted."""
        return len(self.codebook.topics)

    def folds(self, rows: Any) -> Any:
        """Return the part of each claim: claims of one source stay together."""
        groups, _ = pd.factorize(self.claims["source_id"].to_numpy()[rows])
        if len(set(groups)) < _FOLDS:
            groups, _ = pd.factorize(rows)
        order = np.random.default_rng(self.seed).permutation(groups.max(initial=-1) + 1)
        return order[groups] % _FOLDS


def _texts(claims: pd.DataFrame, columns: Sequence[str]) -> list[str]:
    parts = zip(*(claims[name] for name in columns), strict=True)
    return [". ".join(filter(None, texts)) for texts in parts]


@dataclass(frozen=True, eq=False)
class Topics:
    """Probabilities of topics.

    Attributes:
        chances: array of shape (claims, topics and none); a row sums to 1.
        scores: what they were made of.
        calibrated: whether they were fitted to labels of the study.
    """

    chances: Any
    scores: Scores
    calibrated: bool


def topic_chances(desk: Desk, known: Labelled) -> Topics:
    """Return how probable each topic is for each claim, by the codebook and these labels."""
    scores = score_topics(desk.reading, known.rows, known.topics)
    labelled = np.unique(known.rows)
    if len(labelled) < LEAST_CALIBRATED:
        return Topics(softmax(scores.values, _TOPIC_TEMPERATURE), scores, calibrated=False)
    values = scores.values[known.rows]
    if scores.learned:  # else the scores have seen no label
        parts = desk.folds(known.rows)
        values = np.full(values.shape, -np.inf)
        for part in _kept_back(len(parts)):
            seen = known.only(parts != part)
            unseen = score_topics(desk.reading, seen.rows, seen.topics).values
            values[parts == part] = unseen[known.rows[parts == part]]
    told = np.isfinite(values[np.arange(len(values)), known.topics])
    temperature = fit_temperature(values[told], known.topics[told])
    return Topics(softmax(scores.values, temperature), scores, calibrated=True)


def _kept_back(n: int) -> range:
    """Return the parts that are kept back in turn; of many labels one part tells enough."""
    return range(_FOLDS if n < _PLENTY else 1)


@dataclass(frozen=True, eq=False)
class StanceChances:
    """Probabilities of stances of some claims, each on one topic.

    Attributes:
        chances: array of shape (claims, levels of the scale); zeros where the topic has too few.
        weigh: gives what each feature adds to a level on a topic; None where nothing was learned.
        enough: the numbers of the topics that have stances enough.
        calibrated: whether they were fitted to labels of the study.
    """

    chances: Any
    weigh: Any
    enough: frozenset[int]
    calibrated: bool


def stance_chances(desk: Desk, known: Labelled, rows: Any, topics: Any) -> StanceChances:
    """Return how probable each stance is for claims on given topics, learned from these labels.

    Args:
        desk: claims, codebook and labels.
        known: the labels to learn from.
        rows: the claims, as their places.
        topics: the number of the topic of each.
    """
    known = known.only((known.levels >= 0) & (known.topics < desk.n_topics))
    enough = frozenset(topics_with_enough(known.topics.tolist(), known.levels.tolist()))
    n_levels, matrix = len(desk.codebook.scale.levels), desk.stance_features.matrix
    chances = np.zeros((len(rows), n_levels))
    asked = np.isin(topics, list(enough))
    model = _learn(desk, known) if enough else None
    if model is None or not asked.any():
        return StanceChances(chances, None, enough, calibrated=False)
    values = model.score(matrix[rows[asked]], topics[asked], n_levels)
    calibrated = len(known.rows) >= LEAST_CALIBRATED
    temperature = _stance_temperature(desk, known) if calibrated else _STANCE_TEMPERATURE
    chances[asked] = softmax(values, temperature)
    return StanceChances(chances, model.weights, enough, calibrated)


def _learn(desk: Desk, known: Labelled) -> Any:
    matrix = desk.stance_features.matrix[known.rows]
    return learn_stances(matrix, known.topics.tolist(), known.levels.tolist(), desk.n_topics)


def _stance_temperature(desk: Desk, known: Labelled) -> float:
    """Return the temperature that fits stances of claims whose source was not seen."""
    parts, n_levels = desk.folds(known.rows), len(desk.codebook.scale.levels)
    values = np.full((len(known.rows), n_levels), -np.inf)
    for part in _kept_back(len(parts)):
        model = _learn(desk, known.only(parts != part))
        if model is not None:
            left = parts == part
            matrix = desk.stance_features.matrix[known.rows[left]]
            values[left] = model.score(matrix, known.topics[left], n_levels)
    told = np.isfinite(values[np.arange(len(values)), known.levels])
    return fit_temperature(values[told], known.levels[told])


@dataclass(frozen=True, eq=False)
class Suggestions:
    """What the machine suggests.

    Attributes:
        frame: frame ``SUGGESTIONS``, a row a claim, in the order of the claims.
        topics: probabilities of all topics.
        n_labels: claims from which was learned.
        learned: topics whose words were learned from coded claims.
    """

    frame: pd.DataFrame
    topics: Topics
    n_labels: int
    learned: tuple[str, ...]


def suggest(desk: Desk) -> Suggestions:
    """Suggest a topic and, where enough stances were coded on it, a stance for every claim.

    The same claims, labels and seed give the same suggestions.

    Args:
        desk: claims, codebook and labels.
    """
    known = desk.labelled
    topics = topic_chances(desk, known)
    if not len(desk.claims):
        return Suggestions(SUGGESTIONS.empty(), topics, 0, ())
    rows, chosen = np.arange(len(desk.claims)), topics.chances.argmax(axis=1)
    stances = stance_chances(desk, known, rows, chosen)
    common = max(_COMMON, _EVEN / desk.n_topics)
    of_topic = _words(desk.reading.features, chosen, topics.scores.weights, common)
    levels = np.where(stances.chances.any(axis=1), stances.chances.argmax(axis=1), -1)
    of_stance = _stance_words(desk, stances, levels, chosen)
    names, labels = desk.reading.topics, [lv.label for lv in desk.codebook.scale.levels]
    frame = pd.DataFrame(
        {
            "claim_id": desk.claims["claim_id"].to_numpy(),
            "topic": [names[at] for at in chosen],
            "topic_probability": topics.chances.max(axis=1, initial=0.0),
            "topic_words": of_topic,
            "next_topics": [_next(chances, names) for chances in topics.chances],
            "stance": [labels[at] if at >= 0 else "" for at in levels],
            "stance_probability": np.where(levels >= 0, stances.chances.max(axis=1), np.nan),
            "stance_words": of_stance,
            "reason": [
                "" if level >= 0 else _reason(names[topic])
                for level, topic in zip(levels, chosen, strict=True)
            ],
        }
    )
    n_labels = len(np.unique(known.rows))
    return Suggestions(SUGGESTIONS.check(frame), topics, n_labels, topics.scores.learned)


def _reason(topic: str) -> str:
    if topic == NONE:
        return "no topic, no stance"
    return f"fewer than {LEAST} coded stances on this topic, or all the same"


def _next(chances: Any, names: Sequence[str]) -> str:
    order = np.argsort(-chances, kind="stable")[1:_NAMED]
    return "; ".join(f"{names[at]} {chances[at]:.2f}" for at in order if chances[at] >= 0.005)


def _stance_words(desk: Desk, stances: StanceChances, levels: Any, topics: Any) -> list[str]:
    """Return the words that added most to the stance of each claim; "" where it has none."""
    found = [""] * len(levels)
    for level, topic in sorted({*zip(levels.tolist(), topics.tolist(), strict=True)}):
        if level >= 0:
            rows = np.flatnonzero((levels == level) & (topics == topic))
            own = Features(desk.stance_features.matrix[rows], desk.stance_features.words)
            weights = stances.weigh(level, topic)[None, :]
            for row, words in zip(rows, _words(own, rows * 0, weights), strict=True):
                found[row] = words
    return found


def _words(features: Features, chosen: Any, weights: Any, most: float = 1.0) -> list[str]:
    """Return the words that added most to a score, for each claim.

    Args:
        features: of the claims.
        chosen: the row of the weights that counts for each claim.
        weights: array of shape (rows, features).
        most: the share of the claims that may have a word that is named.
    """
    matrix = features.matrix[:, : len(features.words)].tocsr()
    having = np.bincount(matrix.indices, minlength=matrix.shape[1])
    named = having <= max(most * matrix.shape[0], 1)
    found = []
    for row, at in enumerate(chosen):
        begin, end = matrix.indptr[row], matrix.indptr[row + 1]
        columns = matrix.indices[begin:end]
        added = np.where(named[columns], matrix.data[begin:end] * weights[at][columns], 0.0)
        order = np.argsort(-added, kind="stable")[:_NAMED]
        found.append(", ".join(features.words[columns[i]] for i in order if added[i] > 0))
    return found
