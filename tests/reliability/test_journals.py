"""Holsti's coefficient and Lotus, on codes that can be counted by hand."""

import numpy as np
import pandas as pd
import pytest

from stance.reliability.codes import Codes
from stance.reliability.journals import MOST_IN_PAIRS, journal_figures


def codes(*rows: str) -> Codes:
    """Codes of items, a letter an annotator in turn; "." is not coded; the labels are x, y, z."""
    listed = [
        {"item": f"i{item}", "annotator": "abc"[who], "label": label}
        for item, row in enumerate(rows)
        for who, label in enumerate(row)
        if label != "."
    ]
    return Codes.from_frame(pd.DataFrame(listed), ["x", "y", "z"])


def values(some: Codes) -> dict[str, float | None]:
    return {one.name: one.estimate.value for one in journal_figures(some)}


def test_three_coders_by_hand() -> None:
    # a-b agree on 2 of 4, a-c on 3 of 3, b-c on 1 of 3; modes: 3/3, 2/3, 1/2, 2/3
    found = values(codes("xxx", "xyx", "xy.", "yyz"))
    assert found["holsti"] == pytest.approx((2 / 4 + 2 / 3 + 1 / 3) / 3)
    assert found["lotus"] == pytest.approx((1 + 2 / 3 + 1 / 2 + 2 / 3) / 4)
    assert found["lotus_standardised"] == pytest.approx((found["lotus"] - 1 / 3) / (1 - 1 / 3))


def test_a_pair_that_never_met_is_left_aside() -> None:
    # a-b agree on 1 of 2, b-c on 1 of 1; a and c coded nothing together
    assert values(codes("xx.", "xy.", ".zz"))["holsti"] == pytest.approx((1 / 2 + 1) / 2)


@pytest.mark.parametrize("beyond", [0, 1])
def test_of_more_than_thirty_annotators_no_pairs_are_formed(beyond: int) -> None:
    names = [f"a{n:02d}" for n in range(MOST_IN_PAIRS + beyond)]
    rows = [{"item": item, "annotator": name, "label": "x"} for item in range(2) for name in names]
    found = values(Codes.from_frame(pd.DataFrame(rows), ["x", "y"]))
    assert ("holsti" in found) == (beyond == 0)


def test_items_coded_once_play_no_part() -> None:
    assert values(codes("xxx", "xyx", "x..")) == values(codes("xxx", "xyx"))


def test_of_two_coders_holstis_is_the_share_of_items_coded_alike() -> None:
    assert values(codes("xx", "xy", "yy", "zz"))["holsti"] == pytest.approx(3 / 4)


def test_full_agreement_has_no_interval_and_nothing_coded_twice_no_value() -> None:
    for one in journal_figures(codes("xx", "yy")):
        assert one.estimate.value == 1
        assert one.estimate.reason.startswith("the annotators agree throughout")
    for one in journal_figures(codes("x.", "y.")):
        assert one.estimate.value is None
        assert one.estimate.reason


def test_the_interval_is_that_of_leaving_out_each_item() -> None:
    rows = ("xx", "xy", "yy", "zz", "zz", "yx")
    found = next(one for one in journal_figures(codes(*rows)) if one.name == "lotus").estimate
    shares = np.array([1, 0.5, 1, 1, 1, 0.5])
    without = np.array([np.delete(shares, at).mean() for at in range(6)])
    se = np.sqrt(5 / 6 * ((without - without.mean()) ** 2).sum())
    assert found.se == pytest.approx(se)
    assert found.interval.low < found.value < found.interval.high
