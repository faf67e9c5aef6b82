"""Topics before and after: disputes that began or ended, and whether anybody moved."""

import math

import numpy as np
import pandas as pd
import pytest

from stance.analysis.positions import POSITIONS
from stance.analysis.sides import SIDES
from stance.analysis.turnover import SURE, came_and_went, opposed_chance, turnover
from stance.core.codebook import Scale

SCALE = Scale()


def placed(**positions: float) -> pd.DataFrame:
    return POSITIONS.build(
        [{"expert_id": e, "topic": "t", "position": p} for e, p in positions.items()]
    )


def sided(chance: float = 1.0, **positions: float) -> pd.DataFrame:
    """Every expert stands where the position is, with that chance; else on neither side."""
    return SIDES.build(
        [
            {
                "expert_id": e,
                "topic": "t",
                "position": p,
                "side": SCALE.side(p),
                "p_for": chance if p > 0 else 0.0,
                "p_against": chance if p < 0 else 0.0,
            }
            for e, p in positions.items()
        ]
    )


def row(before: dict[str, float], after: dict[str, float], chance: float = 1.0) -> pd.Series:
    sides = (sided(chance, **before), sided(chance, **after))
    return turnover((placed(**before), placed(**after)), sides, ["t"], SCALE).iloc[0]


@pytest.mark.parametrize(
    ("before", "after", "status", "sure"),
    [
        ({"a": 1, "b": 2}, {"a": 1, "b": -1}, "became", True),
        ({"a": 1, "b": -2}, {"a": 1, "b": 1}, "ceased", True),
        ({"a": 1, "b": -2}, {"a": -1, "b": 1}, "stayed", False),
        ({"a": 1, "b": 2}, {"a": 1, "b": 0}, "never", False),
        ({"a": 1}, {"a": 1, "b": -1}, "unknown", False),
        ({"a": 1, "b": -1}, {"a": 1}, "unknown", False),
        ({}, {}, "unknown", False),
    ],
)
def test_a_topic_is_disputed_if_anybody_is_opposed(before, after, status, sure) -> None:
    found = row(before, after)
    assert (found["status"], found["sure"]) == (status, sure)


@pytest.mark.parametrize(("chance", "sure"), [(0.98, True), (0.97, False)])
def test_a_dispute_is_sure_if_both_ends_are(chance: float, sure: bool) -> None:
    """Two of chance p each are opposed with p²: 0.96 and 0.94."""
    found = row({"a": 1, "b": 1}, {"a": 1, "b": -1}, chance)
    assert found["p_after"] == pytest.approx(chance**2)
    assert found["sure"] == sure


@pytest.mark.parametrize(("chance", "sure"), [(SURE, True), (np.nextafter(SURE, 0), False)])
def test_a_dispute_that_is_as_sure_as_it_must_be_is_sure(chance: float, sure: bool) -> None:
    """One is for beyond doubt; whether the other is against decides."""
    before, after = sided(1.0, a=1, b=1), sided(1.0, a=1, b=-1)
    after["p_against"] = [0.0, chance]
    found = turnover((placed(a=1, b=1), placed(a=1, b=-1)), (before, after), ["t"], SCALE).iloc[0]
    assert found["p_after"] == chance
    assert found["sure"] == sure


def test_the_chance_that_anybody_is_opposed_is_that_of_independent_experts() -> None:
    """For with 1/2, against with 1/2, each: of four ways two are opposed."""
    sides = SIDES.build(
        [{"expert_id": e, "topic": "t", "p_for": 0.5, "p_against": 0.5, "side": 0} for e in "ab"]
    )
    assert opposed_chance(sides) == pytest.approx(0.5)
    assert opposed_chance(sides.iloc[:0]) == 0
    assert math.isnan(opposed_chance(sides.assign(p_for=float("nan"))))


def test_the_change_of_a_mean_is_parted_into_those_who_moved_and_those_who_changed() -> None:
    """a and b in both go from 0 to 1; c (2) leaves, d (-2) comes: 2/3 to 0."""
    found = row({"a": -1, "b": 1, "c": 2}, {"a": 0, "b": 2, "d": -2})
    assert (found["mean_before"], found["mean_after"]) == pytest.approx((2 / 3, 0))
    assert found["moved"] == pytest.approx(1)
    assert found["composed"] == pytest.approx(-5 / 3)
    assert found["moved"] + found["composed"] == pytest.approx(0 - 2 / 3)
    assert found["n_both"] == 2


def test_the_parts_are_those_of_melitz_and_polanec() -> None:
    """Composition = share of the new · (new - stayed) + share of the gone · (stayed - gone)."""
    found = row({"a": -1, "b": 1, "c": 2}, {"a": 0, "b": 2, "d": -2})
    assert found["composed"] == pytest.approx(1 / 3 * (-2 - 1) + 1 / 3 * (0 - 2))


def test_with_the_same_experts_all_is_movement_and_with_others_nothing_is_known() -> None:
    same = row({"a": 1, "b": 1}, {"a": -1, "b": 1})
    assert (same["opposed_moved"], same["opposed_composed"]) == (1, 0)
    others = row({"a": 1, "b": 1}, {"c": -1, "d": 1})
    assert math.isnan(others["moved"])
    assert math.isnan(others["composed"])


def test_who_came_and_who_went() -> None:
    before, after = placed(a=1, b=1), placed(b=1, c=2, d=float("nan"))
    found = came_and_went(before, after)
    assert found.to_numpy().tolist() == [["c", "new", 1], ["a", "silent", 1]]
