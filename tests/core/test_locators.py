"""Where a passage stands in its article."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.core.locators import locator, read_locator

SPANS = st.integers(0, 999_999_999)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("12:40", (12, 40)),
        (" 12 : 40 ", (12, 40)),
        ("12-40", (12, 40)),
        ("12–40", (12, 40)),
        ("0:0", (0, 0)),
        ("999999999:1", (999_999_999, 1)),
        ("1000000000:1", None),
        ("12", None),
        ("12:", None),
        ("12:40:50", None),
        ("-1:40", None),
        ("1.5:40", None),
        ("", None),
    ],
)
def test_a_locator_is_two_whole_numbers(text: str, span: tuple[int, int] | None) -> None:
    assert read_locator(text) == span


@pytest.mark.parametrize(
    ("start", "end"), [(math.nan, 4.0), (4.0, math.nan), (None, 4.0), (4.0, None), (None, None)]
)
def test_half_a_locator_is_none(start: float | None, end: float | None) -> None:
    assert locator(start, end) == ""


@given(SPANS, SPANS)
def test_every_locator_comes_back(start: int, end: int) -> None:
    assert read_locator(locator(start, end)) == (start, end)
