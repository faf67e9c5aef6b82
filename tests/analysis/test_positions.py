"""Where each expert stands."""

import math

import pytest

from stance.analysis.consensus import consensus
from stance.analysis.positions import positions
from tests import six_claims
from tests.six_claims import SCALE, said


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


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        (["2021"], "2021", "2021"),
        (["2022-03", "2021"], "2021", "2022-03"),
        (["", "2022", "2023-01", "2021-12"], "2021-12", "2023-01"),
        (["", ""], "", ""),
    ],
)
def test_the_first_and_the_last_date_are_those_of_dated_claims(dates, first, last) -> None:
    spoke = said(*((f"c{n}", f"s{n}", date, 1.0) for n, date in enumerate(dates)))
    found = positions(spoke, SCALE).iloc[0]
    assert (found["first_on"], found["last_on"]) == (first, last)


def test_no_judgements_give_an_empty_frame() -> None:
    judged = consensus(six_claims.claims(), six_claims.annotations().iloc[:0], SCALE)
    assert positions(judged, SCALE).empty


#: Two sources of one week that spans the new year (2021-W53 does not exist; both lie in 2020-W53),
#: and a third two months later.
DATED = said(
    ("c1", "s1", "2020-12-30", 2.0),
    ("c2", "s1", "2020-12-30", 1.0),
    ("c3", "s2", "2021-01-02", 0.0),
    ("c4", "s3", "2021-03-01", -1.0),
)


@pytest.mark.parametrize(
    ("by", "position"),
    [
        ("claim", (2 + 1 + 0 - 1) / 4),
        ("document", (1.5 + 0 - 1) / 3),
        ("week", (1 + -1) / 2),  # the three claims of week 53 share a vote
        ("month", (1.5 + 0 - 1) / 3),
        ("year", (1.5 - 0.5) / 2),
    ],
)
def test_claims_of_one_unit_share_a_vote(by, position) -> None:
    found = positions(DATED, SCALE, by=by).iloc[0]
    assert found["position"] == pytest.approx(position)
    assert (found["n_claims"], found["n_sources"]) == (4, 3)


def test_a_date_that_stops_at_the_year_is_a_unit_of_its_own() -> None:
    dated = said(
        ("c1", "s1", "2021", 2.0), ("c2", "s2", "2021-01", 0.0), ("c3", "s3", "2021-01", 0.0)
    )
    assert positions(dated, SCALE, by="month").iloc[0]["position"] == 1
    assert positions(dated, SCALE, by="year").iloc[0]["position"] == pytest.approx(2 / 3)


def test_sources_without_a_date_do_not_share_a_vote() -> None:
    undated = said(("c1", "s1", "", 2.0), ("c2", "s1", "", 2.0), ("c3", "s2", "", -1.0))
    assert positions(undated, SCALE, by="year").iloc[0]["position"] == 0.5


def test_votes_that_cancel_out_stand_exactly_in_the_middle() -> None:
    thirds = said(("c1", "s1", "", 0.1), ("c2", "s2", "", 0.2), ("c3", "s3", "", -0.3))
    assert positions(thirds, SCALE).iloc[0]["position"] == 0
