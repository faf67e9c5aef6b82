"""Which claims to code next, and the random slice among them."""

import numpy as np
import pytest

from stance.core.errors import UsageError
from stance.machines.ordering import AUDIT, ORDERED, ORDERS, Order, audited, order_claims
from stance.machines.suggesting import Desk, Topics, topic_chances
from stance.machines.topics import Scores
from tests.machines.small_study import CODEBOOK, claims_and_labels


def given(each: int = 20, labelled: int = 0) -> Desk:
    claims, labels = claims_and_labels(each)
    return Desk(claims, CODEBOOK, labels.iloc[:labelled].reset_index(drop=True))


def ordered(desk: Desk, how: Order):  # type: ignore[no-untyped-def] - a frame
    return order_claims(desk, topic_chances(desk, desk.labelled), how)


@pytest.mark.parametrize("how", ORDERS)
def test_every_claim_without_a_label_has_one_place(how: Order) -> None:
    desk = given(labelled=13)
    frame = ORDERED.check(ordered(desk, how))
    left = set(desk.claims["claim_id"]) - set(desk.labels["claim_id"])
    assert set(frame["claim_id"]) == left
    assert frame["place"].tolist() == list(range(1, len(left) + 1))


@pytest.mark.parametrize("how", ORDERS)
def test_every_fifth_place_is_of_the_audit_slice_as_long_as_it_lasts(how: Order) -> None:
    frame = ordered(given(), how)
    audit = frame["why"] == "audit"
    places = frame.loc[audit, "place"].tolist()[:5]
    assert places == [5, 10, 15, 20, 25]


@pytest.mark.parametrize("how", ORDERS)
def test_who_is_audited_does_not_hang_on_what_was_coded_or_suggested(how: Order) -> None:
    desk = given(labelled=20)
    frame = ordered(desk, how)
    chosen = dict(zip(frame["claim_id"], frame["why"] == "audit", strict=True))
    ids = list(chosen)
    assert audited(ids, desk.seed).tolist() == [chosen[claim_id] for claim_id in ids]


def test_the_audit_slice_is_about_a_fifth_and_another_by_another_seed() -> None:
    ids = [f"c{number}" for number in range(2000)]
    one, other = audited(ids, 1), audited(ids, 2)
    assert abs(one.mean() - AUDIT) < 0.03
    assert (one != other).any()


def test_the_least_sure_come_first() -> None:
    desk = given()
    n = len(desk.claims)
    chances = np.tile([0.97, 0.01, 0.01, 0.01], (n, 1))
    chances[7] = [0.25, 0.25, 0.25, 0.25]
    topics = Topics(chances, Scores(chances, chances, ()), calibrated=False)
    ids = desk.claims["claim_id"].tolist()
    unsure = next(i for i in range(n) if not audited([ids[i]], desk.seed)[0])
    chances[[7, unsure]] = chances[[unsure, 7]]
    assert order_claims(desk, topics, "uncertain").iloc[0]["claim_id"] == ids[unsure]


def test_the_first_of_diverse_claims_is_of_a_topic_nobody_has_coded() -> None:
    desk = given(labelled=40)  # all of water and of trade
    frame = ordered(desk, "diverse")
    assert frame.iloc[0]["claim_id"].startswith("schools")


def test_the_first_of_diverse_claims_is_unlike_the_only_one_that_is_coded() -> None:
    frame = ordered(given(labelled=1), "diverse")  # of water, as the next nineteen are
    assert not frame.iloc[0]["claim_id"].startswith("water")


def test_diverse_claims_touch_every_topic_before_they_come_back() -> None:
    frame = ordered(given(), "diverse")
    first = frame.loc[frame["why"] == "diverse", "claim_id"].tolist()[:3]
    assert {claim_id.rstrip("0123456789") for claim_id in first} == {"water", "trade", "schools"}


@pytest.mark.parametrize("how", ORDERS)
def test_where_all_is_coded_nothing_is_ordered(how: Order) -> None:
    assert not len(ordered(given(4, labelled=12), how))


def test_an_order_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError, match="uncertain, diverse, random"):
        ordered(given(), "best")  # type: ignore[arg-type] - what is refused
