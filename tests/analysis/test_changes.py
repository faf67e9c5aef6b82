"""An expert against earlier words."""

import pytest

from stance.analysis.changes import changes, compared
from stance.analysis.consensus import consensus
from stance.core.codebook import Level, Scale
from tests import six_claims
from tests.six_claims import SCALE, said


def found(*rows: tuple[str, str, str, float]) -> list[tuple[str, ...]]:
    table = changes(said(*rows), SCALE)
    columns = ["earlier_claim", "later_claim", "change", "kind"]
    return [tuple(row) for row in table[columns].to_numpy().tolist()]


def test_the_six_claims_hold_one_flip_from_2021_to_2023() -> None:
    judged = consensus(six_claims.claims(), six_claims.annotations(), SCALE)
    (row,) = changes(judged, SCALE).to_dict("records")
    assert (row["expert_id"], row["topic"]) == ("anna", "trade")
    assert (row["earlier_claim"], row["earlier_on"], row["earlier_score"]) == ("c1", "2021-05", 1.5)
    assert (row["later_claim"], row["later_on"], row["later_score"]) == ("c2", "2023", -1.0)
    assert (row["change"], row["kind"]) == ("flip", "shifted")


def test_the_earlier_claim_comes_first_whichever_is_the_higher() -> None:
    assert found(("c1", "s1", "2023", 1), ("c2", "s2", "2022", -1)) == [
        ("c2", "c1", "flip", "shifted")
    ]


def test_one_step_on_one_side_is_no_change() -> None:
    assert found(("c1", "s1", "2021", 1), ("c2", "s2", "2022", 2)) == []


def test_a_move_of_two_steps_to_the_middle_counts() -> None:
    assert found(("c1", "s1", "2021", 0), ("c2", "s2", "2022", 2)) == [
        ("c1", "c2", "move", "shifted")
    ]


def test_there_and_back_again_is_inconsistent() -> None:
    rows = found(("c1", "s1", "2021", -1), ("c2", "s2", "2022", 2), ("c3", "s3", "2023", -1))
    assert rows == [("c1", "c2", "flip", "inconsistent")]


def test_a_course_that_goes_one_way_is_a_shift() -> None:
    rows = found(("c1", "s1", "2021", -2), ("c2", "s2", "2022", 1), ("c3", "s3", "2023", 2))
    assert rows == [("c1", "c3", "flip", "shifted")]


def test_two_sources_of_one_day_are_inconsistent() -> None:
    rows = found(("c1", "s1", "2021-05-01", -1), ("c2", "s2", "2021-05-01", 1))
    assert rows == [("c1", "c2", "flip", "inconsistent")]


@pytest.mark.parametrize("days", [("", "2022"), ("2022", "2022-01"), ("2022", "2022"), ("", "")])
def test_an_order_that_cannot_be_told_is_not_guessed(days) -> None:
    assert found(("c1", "s1", days[0], -1), ("c2", "s2", days[1], 1)) == [
        ("c1", "c2", "flip", "undated")
    ]


def test_two_days_of_one_source_are_a_change_of_mind() -> None:
    assert found(("c1", "s1", "2025-03-04", -2), ("c2", "s1", "2025-09-02", 2)) == [
        ("c1", "c2", "flip", "shifted")
    ]


def test_two_days_within_an_article_and_a_third_elsewhere_are_one_course() -> None:
    rows = (("c1", "s1", "2021", -1), ("c2", "s1", "2023", 1), ("c3", "s2", "2025", -1))
    assert found(*rows) == [("c1", "c2", "flip", "inconsistent")]


@pytest.mark.parametrize(
    ("days", "kind"),
    [
        (("2021-05-04", "2021-05-04"), "check"),
        (("2021-05-04", "2021-05-05"), "shifted"),
        (("2021", "2021-05"), "check"),
        (("", "2021-05"), "check"),
        (("", ""), "check"),
        (("2021", "2022-01"), "shifted"),
    ],
)
def test_within_one_source_only_dates_tell_a_change_from_a_fault(days, kind) -> None:
    assert found(("c1", "s1", days[0], -1), ("c2", "s1", days[1], 1)) == [
        ("c1", "c2", "flip", kind)
    ]


def test_a_source_is_checked_once_where_its_claims_are_furthest_apart() -> None:
    rows = (("c1", "s1", "", -1), ("c2", "s1", "2021", 1), ("c3", "s1", "2021-05", 2))
    assert found(*rows) == [("c1", "c3", "flip", "check")]


@pytest.mark.parametrize(
    ("low", "high", "change"),
    [
        (0, 5, "move"),  # half the range, and two steps
        (0, 4, None),
        (5, 10, "move"),
        (6, 10, None),
        (4, 6, "flip"),
        (4, 5, None),  # the middle is no side
    ],
)
def test_a_move_is_half_the_range_or_two_steps_whichever_is_more(low, high, change) -> None:
    ten = Scale(tuple(Level(str(i), i) for i in range(11)))
    seen = changes(said(("c1", "s1", "2021", low), ("c2", "s2", "2022", high)), ten)
    assert seen["change"].tolist() == ([change] if change else [])


@pytest.mark.parametrize(("low", "found_to_be"), [(-1, []), (-2, ["move"])])
def test_on_a_short_scale_a_move_is_two_steps(low, found_to_be) -> None:
    """Half of the range is one step; the middle lies at the upper end."""
    three = Scale(tuple(Level(str(i), i) for i in (-2, -1, 0)), neutral=0)
    seen = changes(said(("c1", "s1", "2021", low), ("c2", "s2", "2022", 0)), three)
    assert seen["change"].tolist() == found_to_be


def test_within_one_source_the_annotation_wants_checking() -> None:
    assert found(("c1", "s1", "2021", 2), ("c2", "s1", "2021", -1), ("c3", "s1", "2021", 0)) == [
        ("c1", "c2", "flip", "check")
    ]


def test_no_judgements_change_nothing() -> None:
    assert changes(said(), SCALE).empty


def test_a_third_claim_without_a_date_does_not_hide_a_change_that_is_dated() -> None:
    rows = found(("c1", "s1", "2021", -1), ("c2", "s2", "2023", 1), ("c3", "s3", "", 2))
    assert rows == [("c1", "c2", "flip", "shifted")]


@pytest.mark.parametrize(
    ("rows", "n"),
    [
        ([("c1", "s1", "2021", 1)], 0),
        ([("c1", "s1", "2021", 1), ("c2", "s1", "2021", 2)], 0),
        ([("c1", "s1", "2021", 1), ("c2", "s1", "2021-05", 1)], 0),  # which came first is unknown
        ([("c1", "s1", "2021", 1), ("c2", "s1", "2022-05", 1)], 1),
        ([("c1", "s1", "2021", 1), ("c2", "s2", "2021", 1)], 1),
        ([("c1", "s1", "", 1), ("c2", "s2", "", 1), ("c3", "s3", "", 1)], 1),
    ],
)
def test_a_change_could_show_where_two_documents_or_days_are_compared(rows, n) -> None:
    assert compared(said(*rows)) == n
