"""How the page says a filter."""

import pytest

from stance.analysis.filtering import Filter
from stance.report.filters import filter_words
from stance.report.templates import language
from stance.study.filtering import Selection


@pytest.mark.parametrize(
    ("n", "said"),
    [(6, "sources: a, b, c, d, e, f"), (7, "sources: a, b, c, d, e, f and 1 more")],
)
def test_more_than_six_names_are_counted(n: int, said: str) -> None:
    some = Selection(filter=Filter(sources=tuple("abcdefg"[:n])))
    assert filter_words(some, language("en")) == said
