"""Places are found in texts whatever they are counted in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.exchange.incoming.places import from_utf16, place_of
from tests.foreign_files import TEXT, at

TEXTS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\U0001f4a9\u0301\u05d0\r\n"),
    min_size=1,
)


def to_utf16(text: str, place: int) -> int:
    return len(text[:place].encode("utf-16-le")) // 2


@given(TEXTS, st.data())
def test_utf16_units_and_code_points_are_turned_into_one_another(text, data) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert from_utf16(text, to_utf16(text, start), to_utf16(text, end)) == (start, end)


@pytest.mark.parametrize("words", ["We should trade.", "Ze\u0301ro taxes!", "שלום עולם", "end"])
def test_quoted_words_decide_what_is_counted(words) -> None:
    start, end = at(words)
    crlf = TEXT.replace("\r\n", "\n").replace("\n", "\r\n")
    counted = {
        "code points": (start, end),
        "UTF-16 units": (to_utf16(TEXT, start), to_utf16(TEXT, end)),
        "after a mark": (start + 1, end + 1),
    }
    for place in counted.values():
        assert place_of(TEXT, *place, words) == (start, end)
    lf, two = TEXT.replace("\r\n", "\n"), at(words, crlf)
    assert place_of(lf, *two, words) == at(words, lf)
    assert place_of(crlf, *at(words, lf), words) == two


def test_without_words_the_format_decides() -> None:
    assert place_of("\U0001f4a9ab", 2, 3) == (2, 3)
    assert place_of("\U0001f4a9ab", 2, 3, first="UTF-16 units") == (1, 2)


def test_words_that_stand_nowhere_near_change_nothing() -> None:
    assert place_of("abcdef", 1, 3, "zz") == (1, 3)


@pytest.mark.parametrize(
    ("start", "end", "found"), [(0, 3, (0, 3)), (0, 4, None), (-1, 2, None), (2, 2, None)]
)
def test_a_place_outside_the_text_or_without_words_is_none(start, end, found) -> None:
    assert place_of("abc", start, end) == found
