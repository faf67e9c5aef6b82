"""Texts that no spreadsheet takes for a formula, and back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stance.sheets.inert import inert, revived


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "＝1+1", "＋1", "－1", "＠a"])
@pytest.mark.parametrize("before", ["", " ", "\u00a0", "\ufeff", "\t", "\r", "\n", "'", "' "])
def test_what_may_be_a_formula_gets_an_apostrophe(before: str, text: str) -> None:
    assert inert(before + text) == f"'{before}{text}"


@pytest.mark.parametrize("text", ["\tx", "\nx", "\rx", "''x"])
def test_so_does_what_would_be_misread_on_the_way_back(text: str) -> None:
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "for", "1", "a=1", "'tis", "’tis", "–1", " for", "a\n=1"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert inert(text) == text


@given(st.text(alphabet="'=+-@＝ \t\r\n\ufeffa1", max_size=6))
@example("'tis")
@example("''tis")
def test_every_text_comes_back(text: str) -> None:
    assert revived(inert(text)) == text


@pytest.mark.parametrize(("before", "text"), [("''tis", "'tis"), ("'=1", "=1"), ("'\t1", "\t1")])
def test_what_earlier_versions_wrote_comes_back(before: str, text: str) -> None:
    assert revived(before) == text
