"""How close two experts stand."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.analysis.agreement import agreement
from stance.analysis.consensus import consensus
from stance.analysis.matrices import compare
from stance.analysis.positions import POSITIONS, positions
from stance.analysis.shrinkage import variances
from stance.core.codebook import Scale
from stance.core.errors import UsageError
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
    # One topic each: 1.75/4, 2.75/4 and 0.5/4, so the sum is 5/4 over 3 pairs, pooled with half
    # a topic at either end: (1.25 + 0.5) / 4. No pair shares two topics, so σ² is 1/12, more than
    # the variance of the three, 0.0794: τ² is 0, raised by (1/12) / (2√3).
    pooled, within = 1.75 / 4, 1 / 12
    spread = (1.75 / 4 - 1.25 / 3) ** 2 + (2.75 / 4 - 1.25 / 3) ** 2 + (0.5 / 4 - 1.25 / 3) ** 2
    assert spread / 2 < within
    between = within / (2 * math.sqrt(3))
    weight = between / (between + within)
    row = pairs.loc[("anna", "bek")]
    assert row["shrunk"] == pytest.approx(pooled + weight * (1.75 / 4 - pooled))
    # One topic, whose mean is 1.25/3: Var μ is its square distance from μ and half of 1/12.
    error = math.sqrt(between * (1 - weight) + (1.25 / 3 - pooled) ** 2 + 1 / 24)
    assert row["low"] == pytest.approx(max(row["shrunk"] - 1.6449 * error, 0))
    assert row["high"] == pytest.approx(min(row["shrunk"] + 1.6449 * error, 1))
    assert pairs["shrunk"].between(pairs["low"], pairs["high"]).all()


def test_variances_are_those_of_the_method_of_moments() -> None:
    places = np.array([[2.0, 2.0], [-2.0, 0.0], [2.0, 0.0]])
    pairs = compare(places, 4.0)
    assert pairs.score.tolist() == [0.5, 1.5, 1.0]
    found = variances(pairs, places, 4.0)
    # Sums of squares within: (0, 1/2), (1, 1/2), (0, 1): 1/8 + 1/8 + 1/2 = 3/4 over 3, with half
    # of 1/12 over half a topic more.
    within = (0.75 + 1 / 24) / 3.5
    assert found.within == pytest.approx(within)
    # Means 1/4, 3/4, 1/2: Q = 2 · (1/16 + 1/16) = 1/4; N = 6, Σn²/N = 2, so τ² = (1/4 - 2σ²) / 4
    # is below 0 and counts as 0; each pair has ñ = 2 topics; three experts spoke.
    assert 2 * within > 0.25
    assert found.between == pytest.approx(within / 2 / (2 * math.sqrt(3)))
    # The topics' means are 1/3 and 2/3, that of all pairs (3 + 1/2) / 7 = 1/2.
    assert found.pooled == pytest.approx((2 / 36 + 1 / 24) / 4)


def test_a_topic_on_which_one_alone_spoke_says_nothing_of_agreement() -> None:
    places = np.array([[2.0, 2.0], [-2.0, 0.0], [2.0, 0.0]])
    alone = np.column_stack([places, [np.nan, 1.0, np.nan]])
    both = [variances(compare(table, 4.0), table, 4.0) for table in (places, alone)]
    assert both[0] == both[1]


def test_pairs_that_differ_more_than_their_topics_keep_their_own_agreement() -> None:
    places = np.array([[2.0] * 6, [2.0] * 6, [-2.0] * 6])
    pairs = compare(places, 4.0)
    # Nothing varies within pairs, so σ² is that of half a flat topic: (1/24) / 15.5. Between them
    # 1, 0 and 0 have the variance 1/3, less σ²/6, raised by that of one pair over 2√3.
    found = variances(pairs, places, 4.0)
    within = (1 / 24) / 15.5
    assert found.within == pytest.approx(within)
    assert found.between == pytest.approx((1 / 3 - within / 6) + (1 / 3) / (2 * math.sqrt(3)))


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


def test_as_many_experts_as_can_be_compared_are_and_more_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("stance.analysis.agreement.MOST_EXPERTS", 3)
    nothing = POSITIONS.empty()
    assert len(agreement(nothing, EXPERTS, ["road"], SCALE)) == 3
    with pytest.raises(UsageError, match=r"are 4, more than the 3 that are"):
        agreement(nothing, [*EXPERTS, "dina"], ["road"], SCALE)
