"""Words found again in an article."""

import pytest

from stance.articles.wording import places_of

TEXT = "He said “it’s  too\nlong” and: it's too long."


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("it's too long", [(9, 23), (30, 43)]),  # blanks, a line break and the marks do not matter
        ("it’s too long", [(9, 23), (30, 43)]),
        ("too long.", [(35, 44)]),
        ('said "it', [(3, 11)]),
        ("too short", []),
        ("Too long", []),  # small letters and capitals do
        ("", []),
        ("  ", []),
        (".", [(43, 44)]),  # no pattern
    ],
)
def test_words_stand_where_they_stand_whatever_their_blanks_and_marks(
    words: str, places: list[tuple[int, int]]
) -> None:
    assert places_of(words, TEXT) == places
