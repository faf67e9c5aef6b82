"""Alpha for unitizing, by the published example and by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.reliability.unitizing import (
    CUT_BEFORE,
    NOTHING_MARKED,
    ONE_MARKED,
    UNITS,
    alpha_u,
    units_of,
    why_not_marked,
)
from tests import six_claims


def units(*rows: tuple[str, str, int, int, str]) -> pd.DataFrame:
    names = ("annotator", "source_id", "start", "end", "category")
    return UNITS.build([dict(zip(names, row, strict=True)) for row in rows])


#: Krippendorff (2004), p. 254: a text of 300, from 150 on, here from 0; begin and length.
_PUBLISHED = {
    ("i", "c"): [(225, 70), (370, 30)],
    ("j", "c"): [(220, 80), (355, 20), (400, 20)],
    ("i", "k"): [(180, 60), (300, 50)],
    ("j", "k"): [(180, 60), (300, 50)],
}


def _published(*categories: str) -> pd.DataFrame:
    return units(
        *(
            (who, "text", begin - 150, begin - 150 + length, kind)
            for (who, kind), given in _PUBLISHED.items()
            for begin, length in given
            if kind in categories
        )
    )


@pytest.mark.parametrize(
    ("categories", "alpha"), [(("c",), 0.7286), (("k",), 1.0), (("c", "k"), 0.8591)]
)
def test_the_example_of_krippendorff_2004(categories: tuple[str, ...], alpha: float) -> None:
    found = alpha_u(_published(*categories), {"text": 300})
    assert found.value == pytest.approx(alpha, abs=5e-4)
    assert found.reason == "fewer than 5 texts: nothing shows how it would be with others"


def test_a_small_text_by_hand() -> None:
    # ten characters; i marks 2 to 4, j marks 3 to 5: (1 + 1) both ways over 2 * 100 is D_o = .02.
    # D_e: N = 2, each unit 1/3 (16 - 12 + 2) + 4 (gaps of i: 2, 6; of j: 3, 5: 1 + 5 + 2 + 4)
    # = 2 + 48 = 50; 2/10 * 100 / (20 * 19 - 4) = 20/376
    found = alpha_u(units(("i", "t", 2, 4, "x"), ("j", "t", 3, 5, "x")), {"t": 10})
    assert found.value == pytest.approx(1 - 0.02 / (20 / 376))


def test_a_unit_in_a_gap_costs_the_square_of_its_length() -> None:
    # i marks 2 to 5 and 8 to 9, j 8 to 9: 9 both ways over 2 * 100; units 3, 1, 1; N = 3
    # unit of 3: 2/3 (54 - 27 + 3) + 9 (gaps of i: 2, 3, 1; of j: 8, 1: 1 + 6) = 20 + 63;
    # either unit of 1: 2 + 3 + 1 + 8 + 1 = 15
    found = alpha_u(
        units(("i", "t", 2, 5, "x"), ("i", "t", 8, 9, "x"), ("j", "t", 8, 9, "x")), {"t": 10}
    )
    assert found.value == pytest.approx(1 - 0.09 / (2 / 10 * (83 + 30) / (380 - 6)))


@given(
    st.lists(st.tuples(st.sampled_from("ij"), st.integers(0, 30), st.integers(1, 9)), min_size=1)
)
def test_who_marks_the_same_agrees_wholly_however_it_is_cut(given: list) -> None:
    rows = [(who, "t", begin, begin + length, "x") for who, begin, length in given]
    same = units(*rows, *(("j" if who == "i" else "i", *rest) for who, *rest in rows))
    found = alpha_u(same, {"t": 60})
    assert found.value == pytest.approx(1)


def test_passages_of_one_annotator_that_touch_are_one() -> None:
    other = ("j", "t", 1, 9, "x")
    one = alpha_u(units(("i", "t", 0, 8, "x"), other), {"t": 20})
    two = alpha_u(units(("i", "t", 0, 4, "x"), ("i", "t", 4, 8, "x"), other), {"t": 20})
    apart = alpha_u(units(("i", "t", 0, 4, "x"), ("i", "t", 5, 8, "x"), other), {"t": 20})
    assert one.value == two.value != apart.value


def test_texts_left_out_in_turn_give_an_interval() -> None:
    rng = np.random.default_rng(1)
    rows = []
    for text in range(6):
        for begin in (10, 60, 120):
            rows.append(("i", f"t{text}", begin, begin + 30, "x"))
            moved = begin + int(rng.integers(-6, 7))
            rows.append(("j", f"t{text}", moved, moved + 30, "x"))
    found = alpha_u(units(*rows), {f"t{text}": 200 for text in range(6)})
    assert found.interval is not None
    assert found.interval.low < found.value < found.interval.high
    assert 0.8 < found.value < 1
    without = [alpha_u(units(*(r for r in rows if r[1] != f"t{n}"))).value for n in range(6)]
    assert found.se == pytest.approx(np.sqrt(6 - 1) * np.std(without), rel=0.05)  # the jackknife


def test_nothing_is_said_where_passages_were_cut_beforehand() -> None:
    claims = six_claims.claims().assign(
        start=[0.0, 10, 20, 30, 40, float("nan")], end=[9.0, 19, 29, 39, 49, 59]
    )
    found = units_of(claims, six_claims.annotations())
    assert sorted(set(found["start"])) == [0, 10, 20, 30, 40]
    assert why_not_marked(found) == CUT_BEFORE
    assert why_not_marked(found[found["annotator"] == "a"]) == ONE_MARKED
    assert why_not_marked(found[:0]) == NOTHING_MARKED
    moved = found.assign(end=found["end"] + (found["annotator"] == "b"))
    assert why_not_marked(moved) == ""


@pytest.mark.parametrize(("begin", "why"), [(10, CUT_BEFORE), (9, "")])
def test_passages_that_only_touch_do_not_overlap(begin: int, why: str) -> None:
    assert why_not_marked(units(("a", "t", 0, 10, "x"), ("b", "t", begin, 20, "x"))) == why
