"""The arithmetic of experts × topics, against plain loops over pairs and topics."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from stance.analysis import matrices
from stance.analysis.matrices import (
    WEIGHTS,
    compare,
    distances,
    expected_distances,
    opposed_topics,
    position_matrix,
    shared_topics,
    topic_distances,
    within_pairs,
)

WIDTH = 4.0
U = np.nan
#: Five experts on six topics; the last topic has one voice.
PLACES = np.array(
    [
        [2.0, 1.0, U, -1.0, 2.0, U],
        [1.5, 2.0, -1.0, U, 1.0, U],
        [-2.0, U, 0.0, 2.0, -1.0, 1.0],
        [-1.0, -2.0, 1.0, 1.5, U, U],
        [U, U, U, U, 0.0, U],
    ]
)
PAIRS = list(combinations(range(len(PLACES)), 2))


def together(a: int, b: int) -> list[tuple[float, float, int]]:
    """Return where two experts stand on each topic that they share, and the topic."""
    rows = zip(PLACES[a], PLACES[b], range(PLACES.shape[1]), strict=True)
    return [(x, y, t) for x, y, t in rows if x == x and y == y]


def alike(a: int, b: int) -> list[float]:
    return [1 - abs(x - y) / WIDTH for x, y, _ in together(a, b)]


def test_pairs_are_compared_over_the_topics_that_they_share() -> None:
    assert shared_topics(PLACES).tolist() == [len(together(*p)) for p in PAIRS]
    apart = [sum(abs(x - y) for x, y, _ in together(*p)) for p in PAIRS]
    np.testing.assert_allclose(distances(PLACES), apart)
    opposed = [sum(x * y < 0 for x, y, _ in together(*p)) for p in PAIRS]
    assert opposed_topics(PLACES, 0.0).tolist() == opposed


def test_two_experts_at_random_stand_as_far_apart_as_the_pairs_of_each_topic_do() -> None:
    by_topic: dict[int, list[float]] = {}
    for pair in PAIRS:
        for x, y, topic in together(*pair):
            by_topic.setdefault(topic, []).append(abs(x - y))
    expected = [sum(np.mean(by_topic[t]) for *_, t in together(*p)) for p in PAIRS]
    np.testing.assert_allclose(expected_distances(PLACES), expected)


def test_a_topic_with_one_voice_has_no_distance() -> None:
    pairs = [abs(x - y) for x, y in combinations([2, 1, -1, 0], 2)]
    assert topic_distances(PLACES)[4:].tolist() == [pytest.approx(np.mean(pairs)), 0]


def test_squares_within_pairs_are_about_the_mean_of_each_pair() -> None:
    pairs = compare(PLACES, WIDTH)
    squares = [len(s) * float(np.var(s)) if (s := alike(*p)) else 0.0 for p in PAIRS]
    np.testing.assert_allclose(
        within_pairs(PLACES, WIDTH, pairs.shared, pairs.score), squares, atol=1e-12
    )


def prior_weight() -> float:
    """Return k = μ(1-μ)/τ² - 1, τ² as DerSimonian and Laird have it, from the loops."""
    scores = [alike(*p) for p in PAIRS if alike(*p)]
    n = [len(s) for s in scores]
    every = [one for s in scores for one in s]
    mean = sum(every) / len(every)
    squares = sum(len(s) * float(np.var(s)) for s in scores)
    variance = squares / sum(k - 1 for k in n)
    q = sum(len(s) * (np.mean(s) - mean) ** 2 for s in scores)
    between = (q - (len(n) - 1) * variance) / (sum(n) - sum(k * k for k in n) / sum(n))
    return mean * (1 - mean) / between - 1


def test_the_pooled_agreement_weighs_less_where_pairs_differ_by_more() -> None:
    low, high = WEIGHTS
    assert low < prior_weight() < high  # so that neither end hides a fault
    found = compare(PLACES, WIDTH)
    assert found.weight == pytest.approx(prior_weight())
    every = [one for p in PAIRS for one in alike(*p)]
    assert found.pooled == pytest.approx((sum(every) + 0.5) / (len(every) + 1))
    first = alike(*PAIRS[0])
    shrunk = (sum(first) + found.weight * found.pooled) / (len(first) + found.weight)
    assert found.shrunk[0] == pytest.approx(shrunk)


@pytest.mark.parametrize(
    ("places", "weight"),
    [
        (np.array([[1.0, U], [1.0, 0.0], [U, 0.0]]), 4),  # nobody shares two topics
        (np.array([[1.0, -1.0], [1.0, 0.0]]), 4),  # there is but one pair
        (np.array([[1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]]), 4),  # pairs differ less than topics
        (np.array([[2.0] * 4, [2.0] * 4, [-2.0] * 4, [-2.0] * 4]), 1),  # two sworn parties
    ],
)
def test_the_weight_stays_between_one_topic_and_four(places, weight) -> None:
    assert compare(places, WIDTH).weight == weight


def test_one_expert_has_no_pair_and_two_have_one() -> None:
    assert len(distances(PLACES[:1])) == len(shared_topics(PLACES[:1])) == 0
    assert distances(PLACES[:2]).tolist() == [0.5 + 1 + 1]


def test_positions_stand_at_their_expert_and_topic() -> None:
    cells = [("b", "u", 1.0), ("a", "t", 2.0), ("a", "u", U), ("x", "t", 3.0), ("a", "y", 4.0)]
    frame = pd.DataFrame(cells, columns=["expert_id", "topic", "position"])
    matrix = position_matrix(frame, ["a", "b"], ["t", "u"])  # x and y are not asked for
    np.testing.assert_array_equal(matrix, [[2, U], [U, 1]])
    assert (matrix.index.tolist(), matrix.columns.tolist()) == (["a", "b"], ["t", "u"])


@pytest.mark.parametrize("n", [2, 15, 60])
def test_pairs_are_as_far_apart_whoever_adds_up(n: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(n)
    places = rng.choice([np.nan, -2, -1, 0.5, 1 / 3, 2], (n, 25)) * rng.random((n, 25))
    monkeypatch.setattr(matrices, "_FEW", 10**6)
    ours = matrices.distances(places)
    monkeypatch.setattr(matrices, "_FEW", 0)
    assert (ours == matrices.distances(places)).all()
