"""What somebody does with the words: asserts, denies, doubts; and what is nobody's claim."""

import json
from pathlib import Path
from typing import Any

import pytest

from stance.articles.article import Article, Finding
from stance.articles.layout import blocks
from stance.extract.finding import Found, as_records
from stance.extract.quotes.find import find

CASES = Path(__file__).parents[1].joinpath("data") / "attitudes.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def article(text: str) -> Article:
    return Article("a.txt", text, "", blocks(text), language="en")


def found(text: str) -> list[Finding]:
    return find(article(text))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['kind']}: {row['text'][:50]}")
def test_a_sentence_says_whose_claim_it_is_and_what_is_done_with_it(row: dict[str, Any]) -> None:
    text = row["text"]
    told = [[f.expert, f.attitude, text[f.start : f.end]] for f in found(text)]
    assert told == row["found"]


def test_the_attitude_is_among_what_is_told_as_json() -> None:
    text = "Sample denied that the road is safe."
    one = Found(Path("a.txt"), article(text), tuple(found(text)))
    assert [record["attitude"] for record in as_records(one)] == ["denies"]


def test_a_heading_that_gives_words_to_a_name_is_a_claim() -> None:
    text = (
        "Anna Example: the road is a mistake\n\n"
        "The road that the towns had waited for was opened on Monday by the mayor."
    )
    assert [(f.expert, text[f.start : f.end]) for f in found(text)] == [
        ("Anna Example", "the road is a mistake")
    ]


def test_marks_around_a_heading_s_words_make_them_speech() -> None:
    text = (
        "Anna Example: “The road is a mistake”\n\n"
        "The road that the towns had waited for was opened on Monday by the mayor."
    )
    assert [(f.kind, text[f.start : f.end]) for f in found(text)] == [
        ("direct", "The road is a mistake")
    ]


@pytest.mark.parametrize("state", ["Russia", "The ministry", "NATO", "Testland"])
def test_what_states_and_bodies_support_is_news_and_nobody_s_opinion(state: str) -> None:
    known = state != "Testland"  # a name that nobody knows may be a person's
    assert len(found(f"{state} supports a new road.")) == (not known)
