"""What people type, made comparable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.core.text import as_number, clean, closest, fold, listed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("for\u00a0", "for"),  # no-break space
        ("\ufefffor", "for"),  # byte-order mark
        ("f\u200bor", "for"),  # zero-width space
        ("f\u00ador", "for"),  # soft hyphen
        ("cafe\u0301", "café"),  # decomposed
        ("a\r\nb", "a\nb"),
        ("a\x0bb", "ab"),  # control character
        ("\u202efor\u202c", "for"),  # direction override
        ("f\ufffeo\uffffr\ufffd", "for\ufffd"),  # no characters, beside one that is
    ],
)
def test_cleaning_removes_what_nobody_meant(typed: str, meant: str) -> None:
    assert clean(typed) == meant


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Strongly  For", "strongly for"),
        ("−1", "-1"),  # Unicode minus
        ("f\u043er", "for"),  # Cyrillic о in a Latin word
        ("“quoted”", '"quoted"'),
        ("ｆｏｒ", "for"),  # full width
        ("Straße", "STRASSE"),
    ],
)
def test_folding_makes_spellings_of_one_label_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_a_cyrillic_word_stays_cyrillic() -> None:
    assert fold("за") == "за"
    assert fold("сор") != "cop"


def test_the_closest_option_is_found_and_a_far_one_is_not() -> None:
    assert closest("suport", ["support", "oppose"]) == "support"
    assert closest("banana", ["support", "oppose"]) is None
    assert closest("x", []) is None


@given(st.text())
def test_cleaning_and_folding_are_settled_after_one_pass(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("2", 2), ("1,5", 1.5), ("\u22121", -1), ("two", None), ("nan", None), ("1e999", None)],
)
def test_a_number_is_finite_and_may_have_a_comma(typed: str, meant: float | None) -> None:
    assert as_number(typed) == meant


def test_a_list_says_where_it_leaves_names_out() -> None:
    assert listed(["a", "b"], 2) == "a, b"
    assert listed(["a", "b", "c"], 2) == "a, b …"
