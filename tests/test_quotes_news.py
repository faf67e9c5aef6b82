# ruff: noqa: E501 - tables of sentences
"""Turns of phrase that public news is full of; every article here is made up."""

import pytest

from stance.articles import Article, Finding
from stance.quotes import find
from stance.sources.layout import blocks

Said = list[tuple[str, str]]


def direct(text: str) -> list[Finding]:
    article = Article(file="a.txt", text=text, sha256="", blocks=blocks(text))
    return [f for f in find(article) if f.kind == "direct"]


def said(text: str) -> Said:
    return [(text[f.start : f.end], f.expert) for f in direct(text)]


@pytest.mark.parametrize("closing", ["''", "'", "’"])
def test_a_paragraph_that_ends_in_speech_is_no_heading(closing: str) -> None:
    opening = closing.replace("’", "‘")
    text = (
        "The first paragraph ends here.\n\n"
        f"{opening}We work,{closing} he said. {opening}They paid a lot to be here.{closing}\n\n"
        "The last paragraph ends here."
    )
    assert [words for words, _ in said(text)] == ["We work,", "They paid a lot to be here."]


def test_three_single_marks_close_the_inner_words_and_the_outer_ones() -> None:
    text = "Ben Sample said: ''I tell others, 'The bank does not care.''' They laughed."
    assert said(text) == [("I tell others, 'The bank does not care.'", "Ben Sample")]


def test_a_party_and_state_in_brackets_do_not_end_the_sentence() -> None:
    text = "Rep. Ben Sample (R-S.C.) said: “We will see what comes of it.”"
    assert said(text) == [("We will see what comes of it.", "Ben Sample")]
