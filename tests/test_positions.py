"""Where each expert stands."""

import math

import pytest

from stance.consensus import consensus
from stance.positions import positions
from tests import six_claims
from tests.six_claims import SCALE


@pytest.fixture
def placed():
    judged = consensus(six_claims.claims(), six_claims.annotations(), SCALE)
    return positions(judged, SCALE).set_index(["expert_id", "topic"])


def test_each_source_has_one_vote(placed) -> None:
    anna = placed.loc[("anna", "trade")]
    assert anna["position"] == 0.25  # the mean of 1.5 in s1 and -1 in s2
    assert (anna["lowest"], anna["highest"]) == (-1.0, 1.5)
    assert (anna["n_claims"], anna["n_sources"], anna["n_annotators"]) == (2, 2, 2)
    assert (anna["first_on"], anna["last_on"]) == ("2021-05", "2023")


def test_a_talkative_source_does_not_outweigh_another() -> None:
    judged = consensus(six_claims.claims(), six_claims.annotations(), SCALE)
    talkative = judged[judged["claim_id"] == "c1"]
    more = [talkative.assign(claim_id=f"more-{i}") for i in range(9)]
    import pandas as pd

    found = positions(pd.concat([judged, *more]), SCALE).set_index(["expert_id", "topic"])
    assert found.loc[("anna", "trade"), "position"] == 0.25
    assert found.loc[("anna", "trade"), "n_claims"] == 11


def test_an_expert_who_stood_on_both_sides_is_mixed(placed) -> None:
    assert placed.loc[("anna", "trade"), "mixed"]
    assert not placed.loc[("bek", "trade"), "mixed"]


def test_disputed_and_unclear_cells_are_there_without_a_position(placed) -> None:
    disputed, unclear = placed.loc[("bek", "border")], placed.loc[("chol", "border")]
    assert math.isnan(disputed["position"])
    assert (disputed["n_disputed"], disputed["n_unclear"], disputed["n_claims"]) == (1, 0, 0)
    assert math.isnan(unclear["position"])
    assert (unclear["n_disputed"], unclear["n_unclear"]) == (0, 1)


def test_a_topic_on_which_an_expert_said_nothing_is_absent(placed) -> None:
    assert ("anna", "border") not in placed.index


def test_an_undated_claim_leaves_the_dates_empty(placed) -> None:
    assert placed.loc[("chol", "trade"), "first_on"] == ""


def test_no_judgements_give_an_empty_frame() -> None:
    judged = consensus(six_claims.claims(), six_claims.annotations().iloc[:0], SCALE)
    assert positions(judged, SCALE).empty
