"""Equal things numbered and counted."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stance.core.counting import number_rows, number_values


@given(st.lists(st.sampled_from([0, 1, 2, 7, 10**12]), max_size=20))
def test_values_are_numbered_in_their_order_near_or_far_apart(values: list[int]) -> None:
    distinct, place = number_values(np.array(values, dtype=np.int64))
    assert distinct.tolist() == sorted(set(values))
    assert distinct[place].tolist() == values


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 10**7)), min_size=1, max_size=20))
def test_rows_are_counted_and_stand_in_order(rows: list[tuple[int, int]]) -> None:
    given_rows = np.array(rows, dtype=np.int64)
    distinct, place, times = number_rows(given_rows)
    assert [tuple(row) for row in distinct.tolist()] == sorted(set(rows))
    assert (distinct[place] == given_rows).all()
    assert times.tolist() == [rows.count(row) for row in sorted(set(rows))]
