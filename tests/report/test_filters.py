"""How the page says a filter."""

import pytest

from stance.analysis.filtering import Condition, Filter
from stance.report.filters import filter_notes, filter_words
from stance.report.templates import language
from stance.study.filtering import Selection


@pytest.mark.parametrize(
    ("n", "said"),
    [(6, "sources: a, b, c, d, e, f"), (7, "sources: a, b, c, d, e, f and 1 more")],
)
def test_more_than_six_names_are_counted(n: int, said: str) -> None:
    some = Selection(filter=Filter(sources=tuple("abcdefg"[:n])))
    assert filter_words(some, language("en")) == said


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Filter(), ""),
        (Filter(since="2021-05"), "since May 2021"),
        (Filter(until="2021-05"), "until May 2021"),
        (Filter(since="2021", until="2022"), "2021 to 2022"),
        (Filter(topics=("tax",)), "topics: tax"),
        (Filter(min_claims=2), "with 2 claims or more"),
        (Filter(where=(Condition("kind", ("a", ""), holds=True),)), "kind: a, (empty)"),
        (Filter(where=(Condition("kind", ("a",), holds=False),)), "kind other than a"),
    ],
)
def test_each_part_of_a_filter_is_said(wanted: Filter, said: str) -> None:
    assert filter_words(Selection(filter=wanted), language("en")) == said


@pytest.mark.parametrize(
    ("lost", "notes"),
    [
        ({}, []),
        ({"n_undated": 1}, ["1 claim without a date is in no span and left out."]),
        ({"n_without": 2}, ["2 experts have no claim in this part and are left out: that is not"]),
        ({"n_vague": 2, "n_ungrouped": 1}, ["2 claims whose dates", "1 expert without country"]),
    ],
)
def test_the_page_says_what_a_filter_leaves_and_what_it_could_not_tell(lost, notes) -> None:
    some = Selection(filter=Filter(since="2021", group="country"), n_claims=9, **lost)
    first, *others = filter_notes(some, 3, language("en"))
    assert first.endswith("That is 3 of 9 claims.")
    assert len(others) == len(notes)
    assert all(told.startswith(note) for told, note in zip(others, notes, strict=True))
    assert filter_notes(Selection(n_claims=9), 9, language("en")) == ()
