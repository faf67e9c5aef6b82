"""Who has said nothing."""

import pandas as pd
import pytest

from stance.analysis.agreement import agreement
from stance.analysis.consensus import consensus
from stance.analysis.contested import contested
from stance.analysis.positions import positions
from stance.analysis.silence import one_sided, silence
from tests import six_claims
from tests.six_claims import CODEBOOK, SCALE

EXPERTS = ["anna", "bek", "chol", "dana"]


@pytest.fixture
def placed():
    judged = consensus(six_claims.claims(), six_claims.annotations(), SCALE)
    return positions(judged, SCALE)


def silent(placed, experts):
    found = silence(placed, contested(placed, CODEBOOK.topic_ids, SCALE), experts)
    return found.to_numpy().tolist()


def test_an_expert_who_never_spoke_is_silent_on_a_topic_that_divides_the_others(placed) -> None:
    assert silent(placed, EXPERTS) == [["trade", "dana", "said nothing"]]


def test_a_topic_that_divides_nobody_is_not_listed(placed) -> None:
    assert silent(placed, EXPERTS[:3]) == []  # on border nobody has a position
    one_side = contested(placed, CODEBOOK.topic_ids, SCALE)
    for absent in ("n_for", "n_against"):
        assert silence(placed, one_side.assign(**{absent: 0}), EXPERTS).empty


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        ({"n_unclear": 1}, "unclear"),
        ({"n_disputed": 1, "n_unclear": 1}, "disputed"),
        ({"n_waiting": 1}, "waiting"),
        ({"n_waiting": 1, "n_unclear": 1}, "unclear"),
        ({}, "not coded"),
    ],
)
def test_what_gives_no_position_is_not_silence(placed, counts, why) -> None:
    more = placed.iloc[[0]].assign(expert_id="dana", topic="trade", position=float("nan"), **counts)
    assert silent(pd.concat([placed, more]), EXPERTS) == [["trade", "dana", why]]


def test_topics_on_which_only_one_of_a_pair_spoke(placed) -> None:
    border = placed.iloc[[0]].assign(expert_id="bek", topic="border", position=2.0)
    both = pd.concat([placed[placed["position"].notna()], border])
    pairs = agreement(both, EXPERTS, CODEBOOK.topic_ids, SCALE)
    found = one_sided(both, pairs)[["expert_a", "expert_b", "topic", "spoke"]]
    assert found.to_numpy().tolist() == [
        ["anna", "bek", "border", "bek"],
        ["anna", "dana", "trade", "anna"],
        ["bek", "chol", "border", "bek"],
        ["bek", "dana", "trade", "bek"],
        ["bek", "dana", "border", "bek"],
        ["chol", "dana", "trade", "chol"],
    ]


def test_nobody_makes_nothing(placed) -> None:
    assert one_sided(placed.iloc[:0], agreement(placed.iloc[:0], EXPERTS, ["trade"], SCALE)).empty
