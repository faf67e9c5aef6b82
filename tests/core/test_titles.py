"""Words before a name: one list for articles, names and quotations."""

import pytest

from stance.core.titles import BESIDE_TITLES, CALLINGS, TITLES, untitled
from stance.extract.quotes.words import TITLES as IN_ARTICLES
from stance.names import compare


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Dr Anna Example", "Anna Example"),
        ("Prof. Dr. Anna Example", "Anna Example"),
        ("Former Deputy Foreign Minister Anna Example", "Anna Example"),
        ("д-р Анна Образцова", "Анна Образцова"),
        ("Doctor", "Doctor"),  # a name keeps one word
        ("E. Example", "E. Example"),  # an initial, not of "H. E."
        ("Sultan Akimov", "Sultan Akimov"),  # also a given name
        ("", ""),
    ],
)
def test_titles_before_a_name_are_left_out(name: str, bare: str) -> None:
    assert " ".join(untitled(name.split())) == bare


def test_no_word_stands_in_two_lists() -> None:
    assert not TITLES & CALLINGS
    assert not BESIDE_TITLES & (TITLES | CALLINGS)


@pytest.mark.parametrize("title", sorted(TITLES))
def test_every_title_is_known_to_articles_and_to_names(title: str) -> None:
    assert title in IN_ARTICLES
    assert compare(f"{title.title()} Anna Example", "Anna Example").score == 1
