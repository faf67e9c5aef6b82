"""Topics by the codebook alone, and by claims that people coded."""

import numpy as np
import pytest

from stance.core.codebook import NONE, Codebook, Topic
from stance.machines.topics import (
    ENOUGH,
    excluded_text,
    lacking,
    read_codebook,
    score_topics,
    topic_text,
)
from tests.machines.small_study import CODEBOOK, claims_and_labels

WATER = CODEBOOK.topics[0]


def first(values: np.ndarray, topics: tuple[str, ...]) -> list[str]:
    return [topics[at] for at in values.argmax(axis=1)]


def test_the_codebook_alone_finds_the_topic_without_any_label() -> None:
    claims, labels = claims_and_labels(4)
    reading = read_codebook(list(claims["claim"]), CODEBOOK, seed=1)
    scores = score_topics(reading, [], [])
    assert first(scores.values, reading.topics) == list(labels["topic"])
    assert scores.learned == ()


def test_words_of_a_topic_are_all_but_what_it_excludes() -> None:
    words = topic_text(WATER)
    for part in ("Water", "Rivers and dams", "irrigation", "belongs to all", "glacier"):
        assert part in words
    assert "ishing" not in words
    assert "for:" not in words


def test_where_to_code_what_is_excluded_is_no_word_of_it() -> None:
    assert excluded_text(WATER) == "Fishing"


def test_likeness_to_what_a_topic_excludes_counts_against_it() -> None:
    def likeness(excludes: str) -> float:
        topics = (
            Topic("a", "A", "Rivers are shared.", excludes=excludes),
            Topic("b", "B", "Goods are sold.", excludes="boats for fishing trips"),
        )
        texts = ["fishing in rivers", "goods", "rivers shared"]
        return float(read_codebook(texts, Codebook(topics), seed=1).likeness[0, 0])

    assert likeness("trips for fishing boats") < likeness("boats for trips")


def test_of_none_the_codebook_says_nothing_so_it_is_never_first_without_labels() -> None:
    reading = read_codebook(["melons", "rivers", "customs"], CODEBOOK, seed=1)
    values = score_topics(reading, [], []).values
    assert reading.topics[-1] == NONE
    assert np.isneginf(values[:, -1]).all()


@pytest.mark.parametrize(("each", "learned"), [(ENOUGH - 1, 0), (ENOUGH, 3)])
def test_a_topic_is_learned_from_ten_coded_claims_on(each: int, learned: int) -> None:
    claims, labels = claims_and_labels(each)
    reading = read_codebook(list(claims["claim"]), CODEBOOK, seed=1)
    topics = [reading.topics.index(topic) for topic in labels["topic"]]
    scores = score_topics(reading, range(len(claims)), topics)
    assert len(scores.learned) == learned
    assert first(scores.values, reading.topics) == list(labels["topic"])


def test_none_is_suggested_once_it_is_learned() -> None:
    claims, labels = claims_and_labels(ENOUGH, ("water", "trade", NONE))
    reading = read_codebook(list(claims["claim"]), CODEBOOK, seed=1)
    topics = [reading.topics.index(topic) for topic in labels["topic"]]
    scores = score_topics(reading, range(len(claims)), topics)
    assert first(scores.values, reading.topics) == list(labels["topic"])


def test_a_topic_of_one_codebook_field_is_named_with_what_it_lacks() -> None:
    assert lacking(CODEBOOK) == {
        "trade": ("examples",),
        "schools": ("includes", "examples", "keywords"),
    }


def test_a_study_of_one_topic_and_one_claim_is_read() -> None:
    book = Codebook((CODEBOOK.topics[0],))
    reading = read_codebook(["a river"], book, seed=1)
    assert score_topics(reading, [0], [0]).values.argmax(axis=1).tolist() == [0]


@pytest.mark.parametrize("text", ["", "!!!", "水坝应当共享", "вода и плотины", "a"])
def test_texts_of_any_script_and_empty_ones_are_read(text: str) -> None:
    reading = read_codebook([text, "rivers"], CODEBOOK, seed=1)
    assert np.isfinite(reading.likeness).all()
