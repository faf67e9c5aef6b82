"""How close two experts stand."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.analysis.agreement import agreement
from stance.analysis.consensus import consensus
from stance.analysis.positions import POSITIONS, positions
from stance.core.codebook import Scale
from tests import six_claims
from tests.six_claims import CODEBOOK, SCALE

EXPERTS = ["anna", "bek", "chol"]


@pytest.fixture
def pairs() -> pd.DataFrame:
    judged = consensus(six_claims.claims(), six_claims.annotations(), SCALE)
    found = agreement(positions(judged, SCALE), EXPERTS, CODEBOOK.topic_ids, SCALE)
    return found.set_index(["expert_a", "expert_b"])


def test_agreement_is_one_minus_the_mean_distance_over_the_range(pairs) -> None:
    assert pairs.loc[("anna", "bek"), "agreement"] == 1 - 2.25 / 4
    assert pairs.loc[("anna", "chol"), "agreement"] == 1 - 1.25 / 4
    assert pairs.loc[("bek", "chol"), "agreement"] == 1 - 3.5 / 4


def test_shared_and_opposed_topics_are_counted(pairs) -> None:
    assert pairs["n_shared"].tolist() == [1, 1, 1]
    assert pairs["n_opposed"].tolist() == [1, 0, 1]


def test_a_pair_without_a_shared_topic_has_no_evidence() -> None:
    placed = POSITIONS.build(
        [
            {"expert_id": "anna", "topic": "trade", "position": 2.0},
            {"expert_id": "bek", "topic": "border", "position": 2.0},
        ]
    )
    found = agreement(placed, EXPERTS[:2], CODEBOOK.topic_ids, SCALE).iloc[0]
    assert found["n_shared"] == 0
    assert math.isnan(found["agreement"])


def test_neutral_is_opposed_to_nobody() -> None:
    placed = POSITIONS.build(
        [
            {"expert_id": "anna", "topic": "trade", "position": 0.0},
            {"expert_id": "bek", "topic": "trade", "position": 2.0},
        ]
    )
    found = agreement(placed, EXPERTS[:2], CODEBOOK.topic_ids, SCALE).iloc[0]
    assert (found["n_opposed"], found["agreement"]) == (0, 0.5)


SPOKEN = st.dictionaries(
    st.tuples(st.sampled_from(EXPERTS), st.sampled_from(CODEBOOK.topic_ids)),
    st.integers(-8, 8).map(lambda quarters: quarters / 4),
    min_size=1,
)


@settings(deadline=None)  # the first call imports scipy
@given(SPOKEN)
def test_agreement_lies_between_0_and_1_whatever_was_said(spoken) -> None:
    placed = POSITIONS.build(
        [{"expert_id": e, "topic": t, "position": p} for (e, t), p in spoken.items()]
    )
    found = agreement(placed, EXPERTS, CODEBOOK.topic_ids, Scale())
    assert len(found) == 3
    known = found.loc[found["n_shared"] > 0, "agreement"]
    assert known.between(0, 1).all()
    assert found.loc[found["n_shared"] == 0, "agreement"].isna().all()


def test_agreement_is_drawn_toward_that_of_all_pairs(pairs) -> None:
    # One topic each: 1.75/4, 2.75/4 and 0.5/4, so the sum is 5/4 over 3 topics, pooled with half
    # a topic at either end: (1.25 + 0.5) / 4. No pair shares two topics, so the weight is 4.
    pooled = 1.75 / 4
    assert pairs.loc[("anna", "bek"), "shrunk"] == pytest.approx((4 * pooled + 1.75 / 4) / 5)
    assert pairs["shrunk"].between(pairs["low"], pairs["high"]).all()


def test_the_interval_is_that_of_the_beta_posterior(pairs) -> None:
    from scipy.stats import beta

    a, b = 4 * 1.75 / 4 + 1.75 / 4, 4 * 2.25 / 4 + 2.25 / 4
    row = pairs.loc[("anna", "bek")]
    assert (row["low"], row["high"]) == pytest.approx(beta(a, b).ppf([0.05, 0.95]))


def test_more_shared_topics_make_the_interval_narrower() -> None:
    topics = [f"t{i}" for i in range(12)]
    rows = [{"expert_id": e, "topic": t, "position": 1.0} for e in ("anna", "bek") for t in topics]
    rows += [{"expert_id": "chol", "topic": "t0", "position": 1.0}]
    found = agreement(POSITIONS.build(rows), EXPERTS, topics, SCALE)
    width = (found["high"] - found["low"]).tolist()
    assert found["n_shared"].tolist() == [12, 1, 1]
    assert width[0] < width[1] == width[2]


def test_everyone_identical_leaves_room_for_doubt_and_no_chance_corrected_value() -> None:
    rows = [{"expert_id": e, "topic": "trade", "position": 1.0} for e in EXPERTS]
    found = agreement(POSITIONS.build(rows), EXPERTS, ["trade"], SCALE)
    assert (found["agreement"] == 1).all()
    assert (found["low"] < found["shrunk"]).all()
    assert (found["shrunk"] < 1).all()
    assert found["chance_corrected"].isna().all()


def test_chance_corrected_is_one_less_the_distance_over_that_at_random(pairs) -> None:
    # Trade: anna 0.25, bek -2, chol 1.5; the distances 2.25, 1.25 and 3.5 have the mean 7/3.
    expected = [1 - 2.25 / (7 / 3), 1 - 1.25 / (7 / 3), 1 - 3.5 / (7 / 3)]
    assert pairs["chance_corrected"].tolist() == pytest.approx(expected)


def test_sworn_parties_are_drawn_less_toward_the_middle_than_a_crowd() -> None:
    topics = [f"t{i}" for i in range(6)]

    def shrunk(bek: float, chol: float) -> float:
        places = {"anna": 2.0, "bek": bek, "chol": chol, "dana": -2.0}
        rows = [
            {"expert_id": e, "topic": t, "position": p} for e, p in places.items() for t in topics
        ]
        found = agreement(POSITIONS.build(rows), list(places), topics, SCALE)
        return float(found["shrunk"].iloc[2])  # anna and dana, who oppose each other throughout

    assert shrunk(2.0, -2.0) < shrunk(0.5, -0.5)


def test_one_expert_makes_no_pair() -> None:
    placed = POSITIONS.build([{"expert_id": "anna", "topic": "trade", "position": 2.0}])
    assert agreement(placed, ["anna"], ["trade"], SCALE).empty
    assert agreement(placed.iloc[:0], [], ["trade"], SCALE).empty


@settings(deadline=None)  # the first call imports scipy
@given(SPOKEN)
def test_all_pairs_at_once_give_what_a_loop_over_pairs_gives(spoken) -> None:
    placed = POSITIONS.build(
        [{"expert_id": e, "topic": t, "position": p} for (e, t), p in spoken.items()]
    )
    for row in agreement(placed, EXPERTS, CODEBOOK.topic_ids, Scale()).to_dict("records"):
        both = [
            (spoken[row["expert_a"], t], spoken[row["expert_b"], t])
            for t in CODEBOOK.topic_ids
            if (row["expert_a"], t) in spoken and (row["expert_b"], t) in spoken
        ]
        assert row["n_shared"] == len(both)
        assert row["n_opposed"] == sum(a * b < 0 for a, b in both)
        if both:
            mean = sum(1 - abs(a - b) / 4 for a, b in both) / len(both)
            assert row["agreement"] == pytest.approx(mean, abs=1e-9)
