"""Made-up sentences, each of which turns on a rule, and all that is found in them."""

import json
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from stance.articles.article import Article, Finding
from stance.articles.language import language
from stance.articles.layout import blocks
from stance.extract.quotes.find import find
from tests.written import hold

DATA = Path(__file__).parents[1].joinpath("data")


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in DATA.joinpath(name).read_text("utf-8").splitlines()]


OTHERS = {
    code: list(of)
    for code, of in groupby(rows("quotes_in_languages.jsonl"), lambda row: row["language"])
}


def told(finding: Finding, text: str) -> list[Any]:
    """The finding as the table has it; what was asked is there only where something was."""
    who = [finding.kind, finding.confidence, finding.expert, finding.speaker, finding.cue]
    asked = [finding.question] if finding.question else []
    stand = [finding.attitude] if finding.attitude != "asserts" else []
    return [*who, *asked, *stand, text[finding.start : finding.end], finding.reason]


@pytest.mark.parametrize("row", rows("quotes.jsonl"), ids=lambda row: row["text"][:50])
def test_a_sentence_gives_these_words_to_these_people(row: dict[str, Any]) -> None:
    text = row["text"]
    article = Article(
        file="a.txt",
        text=text,
        sha256="",
        blocks=blocks(text),
        author=row.get("author", ""),
        title=row.get("title", ""),
        language="en",
    )
    assert [told(finding, text) for finding in find(article)] == row["found"]


def found(code: str, text: str) -> list[list[Any]]:
    article = Article("a.txt", text, "", blocks(text), language=code)
    return [told(finding, text) for finding in find(article)]


def test_a_sentence_alone_is_told_in_its_language_or_in_none() -> None:
    told_in = [
        (code, language(row["text"]), row["text"]) for code in OTHERS for row in OTHERS[code]
    ]
    assert [one for one in told_in if one[1] not in ("", one[0])] == []
    assert sum(own == code for code, own, _ in told_in) > len(told_in) * 0.95


@pytest.mark.parametrize("code", OTHERS)
def test_sentences_in_other_languages_give_these_words_to_these_people(code: str) -> None:
    gives = [(row["text"], found(code, row["text"])) for row in OTHERS[code]]
    assert gives == [(row["text"], row["found"]) for row in OTHERS[code]]


def stopless(row: list[Any]) -> list[str]:
    return [str(part).rstrip(".") for part in row]


def test_what_sentences_give_without_their_last_mark_or_after_another_is_as_is_committed() -> None:
    """Of the same sentences, those that give anything else are listed."""
    told_apart = []
    for code, rows in OTHERS.items():
        for row in rows:
            for text in (row["text"].rstrip(".“»”"), "A 12. " + row["text"]):
                gives = [stopless(one) for one in found(code, text)]
                if gives != [stopless(one) for one in row["found"]]:
                    told_apart += [f"{code}: {text!r}", *(f"  {one}" for one in gives)]
    hold("sentences in languages, cut and joined.txt", told_apart)


def test_what_english_sentences_give_cut_and_after_another_is_as_is_committed() -> None:
    """Of the same sentences, those that give anything else are listed; of attitudes, all."""
    told_apart = []
    for row in [*rows("quotes.jsonl"), *rows("attitudes.jsonl")]:
        text = "A 12. " + row["text"].rstrip('.”"')
        gives = [stopless(one) for one in found("en", text)]
        if gives != [stopless(one) for one in row["found"]]:
            told_apart += [repr(text), *(f"  {one}" for one in gives)]
    hold("sentences in English, cut.txt", told_apart)
