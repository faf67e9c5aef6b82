"""Claims and corrected words found in an article: which of several places counts."""

import math
from pathlib import Path
from typing import Any

import pytest

from stance.articles.article import Article, Finding
from stance.core.errors import Problem
from stance.extract.finding import Found
from stance.study.anchoring import anchor
from stance.study.correcting import _span

NAN = math.nan
#: "Tax must rise" stands at 0, at 41 and at 81.
TEXT = (
    "Tax must rise now, he said quite openly. "
    "Tax must rise now, she said, also then. "
    "Tax must rise."
)


def found(*spans: tuple[int, int], text: str = TEXT) -> Found:
    findings = tuple(Finding(start, end, "direct", "Anna", "Anna Example") for start, end in spans)
    return Found(Path("a.txt"), Article("a.txt", text, "0" * 64, ()), findings)


def anchored(one: Found, changed: bool = True, **claim: Any) -> tuple[float, float, list[Problem]]:
    row = {"claim_id": "c1", "claim": "", "key_phrase": "", "start": NAN, "end": NAN} | claim
    problems = anchor([row], one, changed)
    return row["start"], row["end"], problems


@pytest.mark.parametrize(
    ("known", "start"),
    [(NAN, 0), (0, 0), (20, 0), (21, 41), (41, 41), (60, 41), (61, 41), (62, 81), (500, 81)],
)
def test_of_several_places_of_the_words_the_nearest_counts(known: float, start: int) -> None:
    begin, end, problems = anchored(found(), claim="Tax must rise", start=known, end=known)
    assert (begin, end, problems) == (start, start + 13, [])


def test_a_place_where_speech_begins_goes_before_a_nearer_one() -> None:
    one = found((81, 94))
    assert anchored(one, claim="Tax must rise", start=0, end=13)[:2] == (81, 94)


@pytest.mark.parametrize(("ends", "expected"), [(18, 18), (17, 17), (19, 17)])
def test_a_comma_behind_the_words_belongs_to_speech_that_has_it(ends: int, expected: int) -> None:
    assert anchored(found((0, ends)), claim="Tax must rise now")[:2] == (0, expected)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 40)], (0, 40)),
        ([(0, 94), (18, 40)], (18, 40)),  # the shortest that holds the phrase
        ([(18, 40), (0, 94)], (18, 40)),
        ([(0, 60), (19, 45)], (19, 45)),
        ([(19, 40)], (19, 40)),  # begins with it
        ([(20, 40)], None),  # begins within it
        ([(0, 39)], (0, 39)),  # ends with it
        ([(0, 38)], None),
    ],
)
def test_a_phrase_stands_for_the_shortest_speech_around_it(
    spans: list[tuple[int, int]], expected: tuple[int, int] | None
) -> None:
    assert TEXT[19:39] == "he said quite openly"
    start, end, problems = anchored(
        found(*spans), key_phrase="he said quite openly", start=0, end=5
    )
    assert (math.isnan(start), [p.code for p in problems]) == (
        expected is None,
        ["article-changed"],
    )
    assert expected is None or (start, end) == expected


@pytest.mark.parametrize("begin", [0, 5, 19])
@pytest.mark.parametrize(("more", "told"), [(0, False), (-1, True), (1, True)])
def test_a_passage_of_the_same_length_is_the_same(begin: int, more: int, told: bool) -> None:
    _, _, problems = anchored(
        found((begin, 40)), key_phrase="he said quite openly", start=7, end=47 - begin + more
    )
    assert bool(problems) is told


def test_of_two_pieces_of_speech_that_begin_at_one_place_the_first_counts() -> None:
    assert anchored(found((0, 18), (0, 40)), claim="Tax must rise now")[:2] == (0, 18)
    assert anchored(found((0, 40), (0, 18)), claim="Tax must rise now")[:2] == (0, 17)


def test_a_phrase_that_stands_twice_or_nowhere_is_not_enough() -> None:
    for phrase in ("Tax must rise now", "nobody said it"):
        start, _, problems = anchored(found((0, 94)), key_phrase=phrase, start=0, end=5)
        assert math.isnan(start)
        assert [p.code for p in problems] == ["article-changed"]


def test_in_an_article_that_has_not_changed_only_claims_without_a_place_are_looked_for() -> None:
    assert anchored(found(), changed=False, claim="Tax must rise", start=5, end=9)[:2] == (5, 9)
    assert anchored(found(), changed=False, claim="Tax must rise")[:2] == (0, 13)
    assert anchored(found(), changed=False, claim="no such words")[2] == []


@pytest.mark.parametrize(("near", "start"), [(0, 0), (20, 0), (21, 41), (61, 41), (62, 81)])
def test_of_several_places_of_corrected_words_the_nearest_to_the_claim_counts(
    near: float, start: int
) -> None:
    assert _span(TEXT, "Tax must rise", near) == (start, start + 13)


@pytest.mark.parametrize(
    ("locator", "span"),
    [
        ("0:95", (0, 95)),  # to the end of the article
        ("94:95", (94, 95)),
        ("0:96", None),
        ("5:5", None),
        ("6:5", None),
    ],
)
def test_a_locator_lies_within_the_article(locator: str, span: tuple[int, int] | None) -> None:
    assert len(TEXT) == 95
    assert _span(TEXT, locator, 0) == span
