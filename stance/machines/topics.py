"""Which topic a claim bears on: by the words of the codebook, and by claims that people coded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from stance.core.codebook import NONE, Codebook, Topic
from stance.machines.calibration import softmax
from stance.machines.features import Embedder, Features, beside, centred, latent, word_features

#: Coded claims of a topic from which its own words are learned; below, the codebook alone speaks.
ENOUGH = 10
#: Fields of a topic without which it is found far less often.
HELPFUL = ("includes", "examples", "keywords")
#: How much likeness to what a topic excludes counts against it.
_EXCLUDED = 0.1
#: How much the codebook counts beside what was learned from coded claims.
_CODEBOOK = 2.0
#: Rounds in which claims that surely bear on a topic lend it their words, how sharply likeness
#: tells which these are, the least share of a claim that is lent, how many claims the topic's own
#: words weigh, and how much.
_ROUNDS, _SHARP, _LEAST, _SLOW, _OWN = 2, 10.0, 0.05, 3.0, 0.35


@dataclass(frozen=True, eq=False)
class Reading:
    """Claims beside a codebook, before anybody's answer is known.

    Attributes:
        topics: the topic ids, and ``none`` last.
        features: of the claims.
        likeness: array of shape (claims, topics), what the codebook alone says; for ``none``, of
            which it says nothing, the mean of the others.
        meaning: array of shape (topics, features), the words of each topic; zeros for ``none``.
    """

    topics: tuple[str, ...]
    features: Features
    likeness: Any
    meaning: Any


@dataclass(frozen=True, eq=False)
class Scores:
    """How much speaks for each topic of each claim.

    Attributes:
        values: array of shape (claims, topics); -inf for what cannot be told yet.
        weights: array of shape (topics, features): what a feature adds to the score of a topic.
        learned: the topics with coded claims enough.
    """

    values: Any
    weights: Any
    learned: tuple[str, ...]


def lacking(codebook: Codebook) -> dict[str, tuple[str, ...]]:
    """Return which of includes, examples and keywords are empty, by topic; others are left out."""
    found = {t.id: tuple(name for name in HELPFUL if not getattr(t, name)) for t in codebook.topics}
    return {topic: names for topic, names in found.items() if names}


def topic_text(topic: Topic) -> str:
    """Return all words that say what a topic is about."""
    examples = (line.split(":", 1)[-1] for line in topic.examples.splitlines())
    parts = (topic.label, topic.proposition, topic.includes, *examples, topic.keywords)
    return ". ".join(part.strip() for part in parts if part.strip())


def excluded_text(topic: Topic) -> str:
    """Return the words of what a topic excludes, without where to code it instead."""
    return topic.excludes.partition("(")[0].strip()


def read_codebook(
    texts: Sequence[str], codebook: Codebook, seed: int, embedder: Embedder | None = None
) -> Reading:
    """Compare claims with the topics of a codebook.

    The likeness of a claim to a topic is the cosine of their words and groups of letters (TF-IDF;
    in a topic, words that many topics have count less) plus that of their latent meanings (LSA),
    less a tenth of their likeness to what the topic excludes. Then each topic takes up the words
    of claims that are surely about it (pseudo-relevance feedback after Rocchio, 1971), twice.

    Args:
        texts: the claims.
        codebook: at least one topic.
        seed: of the random start of the decomposition.
        embedder: puts meanings of sentences beside the words, if given.
    """
    topics = codebook.topics
    n, k = len(texts), len(topics)
    every = [*texts, *map(topic_text, topics)]
    unwanted = list(map(excluded_text, topics))
    features = word_features([*every, *unwanted], words=(1, 1), letters=(3, 5))
    rows, own = features.matrix[:n], _telling(features.matrix[n : n + k])
    meanings = latent(features.matrix[: n + k], seed)
    likeness = 2 * (rows @ own.T).toarray() + 2 * meanings[:n] @ meanings[n:].T
    excluded = _EXCLUDED * (rows @ features.matrix[n + k :].T).toarray()
    likeness -= 2 * excluded
    if embedder is not None:
        claims, meant = (centred(embedder.embed(part)) for part in (every[:n], every[n:]))
        likeness += 2 * claims @ meant.T
        rows, own = beside(rows, claims), beside(own, meant)
    likeness, meaning = _with_words_of_claims(rows, own, likeness)
    likeness -= excluded
    return Reading(
        topics=(*codebook.topic_ids, NONE),
        features=Features(rows, features.words),
        likeness=np.hstack([likeness, likeness.mean(axis=1, keepdims=True)]),
        meaning=np.vstack([meaning, np.zeros((1, meaning.shape[1]))]),
    )


def _telling(matrix: Any) -> Any:
    """Weigh the words of topics down that many topics have: "should" tells none from another."""
    from sklearn.preprocessing import normalize

    k = matrix.shape[0]
    having = np.asarray((matrix > 0).sum(axis=0)).ravel()
    return normalize(matrix.multiply(np.log((2 + k) / (1 + having))).tocsr())


def _with_words_of_claims(rows: Any, own: Any, likeness: Any) -> tuple[Any, Any]:
    """Return the likeness of claims to topics that took up words of claims, and these topics."""
    from scipy import sparse
    from sklearn.preprocessing import normalize

    first, words = likeness, own.toarray()
    meaning = normalize(words)
    for _ in range(_ROUNDS):
        lent = softmax(_SHARP * likeness)
        lent = np.where(lent > _LEAST, lent, 0.0)
        taken = (sparse.csr_matrix(lent.T) @ rows).toarray()
        meaning = normalize(taken / (lent.sum(axis=0)[:, None] + _SLOW) + _OWN * words)
        likeness = 0.5 * first + rows @ meaning.T
    return rows @ meaning.T, meaning


def score_topics(reading: Reading, rows: Sequence[int], topics: Sequence[int]) -> Scores:
    """Score every claim on every topic by the codebook and by what was coded.

    Topics with ten coded claims are learned: a linear support vector machine for each, against all
    other coded claims. Its margin is added to twice the codebook's likeness; a topic that is not
    learned takes the mean margin, so it neither gains nor loses by that.

    Args:
        reading: the claims beside the codebook.
        rows: of each answer, its claim; a claim with two topics comes twice.
        topics: of each answer, the number of its topic in ``reading.topics``.
    """
    given = np.asarray(topics, dtype=int)
    counts = np.bincount(given, minlength=len(reading.topics))
    learned = np.flatnonzero(counts >= ENOUGH)
    values = _CODEBOOK * reading.likeness
    weights = _CODEBOOK * reading.meaning
    if len(learned) and len(set(topics)) > 1:
        coefficients, intercepts = _margins(reading.features.matrix[list(rows)], given, learned)
        margins = reading.features.matrix @ coefficients.T + intercepts
        values = values + margins.mean()
        values[:, learned] += margins - margins.mean()
        weights = weights.copy()
        weights[learned] += coefficients
    else:
        learned = learned[:0]
    if counts[-1] < ENOUGH or not len(learned):
        values[:, -1] = -np.inf
    return Scores(values, weights, tuple(reading.topics[at] for at in learned))


def _margins(matrix: Any, given: Any, learned: Any) -> tuple[Any, Any]:
    """Return coefficients and intercepts of one linear machine a learned topic."""
    from sklearn.svm import LinearSVC

    coefficients, intercepts = [], []
    for topic in learned:
        machine = LinearSVC(C=1.0, random_state=0).fit(matrix, given == topic)
        coefficients.append(machine.coef_[0])
        intercepts.append(machine.intercept_[0])
    return np.array(coefficients), np.array(intercepts)
