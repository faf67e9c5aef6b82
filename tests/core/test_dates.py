"""Dates as far as they are known."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.core.dates import is_iso_date, is_iso_day


@pytest.mark.parametrize(
    ("text", "legal"),
    [
        ("2022", True),
        ("2022-01", True),
        ("2022-12", True),
        ("2022-00", False),
        ("2022-13", False),
        ("2022-01-31", True),
        ("2022-01-32", False),
        ("2022-01-00", False),
        ("2022-04-30", True),
        ("2022-04-31", False),
        ("2022-02-28", True),
        ("2022-02-29", False),
        ("2024-02-29", True),
        ("1900-02-29", False),
        ("2000-02-29", True),
        ("0000-00-00", False),
        ("0999", False),
        ("1000", True),
        ("2999", True),
        ("3000", False),
        ("2022-1-31", False),
        ("2022-01-31 10:00", False),
        ("2022-01-31\n", False),
        ("٢٠٢٢", False),
        ("", False),
    ],
)
def test_a_date_is_one_that_the_calendar_has(text: str, legal: bool) -> None:
    assert is_iso_date(text) is legal


@given(st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32))
def test_days_are_those_of_the_calendar(year: int, month: int, day: int) -> None:
    text = f"{year:04}-{month:02}-{day:02}"
    try:
        legal = 1000 <= dt.date.fromisoformat(text).year <= 2999
    except ValueError:
        legal = False
    assert is_iso_day(text) is legal


@pytest.mark.parametrize("text", ["2022", "2022-01", ""])
def test_less_than_a_day_is_no_day(text: str) -> None:
    assert not is_iso_day(text)
