"""How close two experts stand."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.agreement import agreement
from stance.codebook import Scale
from stance.consensus import consensus
from stance.frames import POSITIONS
from stance.positions import positions
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
    st.floats(-2, 2),
    min_size=1,
)


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
