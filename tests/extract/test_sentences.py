"""Made-up sentences, each of which turns on a rule, and all that is found in them."""

import json
from pathlib import Path
from typing import Any

import pytest

from stance.articles.article import Article, Finding
from stance.articles.layout import blocks
from stance.extract.quotes.find import find

SENTENCES = Path(__file__).parents[1].joinpath("data") / "quotes.jsonl"
ROWS = [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]


def told(finding: Finding, text: str) -> list[Any]:
    """The finding as the table has it; what was asked is there only where something was."""
    who = [finding.kind, finding.confidence, finding.expert, finding.speaker, finding.cue]
    asked = [finding.question] if finding.question else []
    stand = [finding.attitude] if finding.attitude != "asserts" else []
    return [*who, *asked, *stand, text[finding.start : finding.end], finding.reason]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:50])
def test_a_sentence_gives_these_words_to_these_people(row: dict[str, Any]) -> None:
    text = row["text"]
    article = Article(
        file="a.txt",
        text=text,
        sha256="",
        blocks=blocks(text),
        author=row.get("author", ""),
        title=row.get("title", ""),
    )
    assert [told(finding, text) for finding in find(article)] == row["found"]
