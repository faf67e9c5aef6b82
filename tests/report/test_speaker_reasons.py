"""Why somebody was taken for the speaker: told in the language of the page."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import stance.extract
from stance.report.templates import language

#: Calls whose last texts say why, and the names under which such texts are kept.
CALLS = {"Resolved": 2, "Verdict": 2, "Content": 3, "_verdict": 2}
NAMES = {"reason", "how", "close", "faults"}


def texts(node: ast.expr) -> Iterator[str]:
    """Texts that an expression may be; a gap stands for what is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(v.value if isinstance(v, ast.Constant) else "Xx" for v in node.values)
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from texts(value)


def said(tree: ast.Module) -> Iterator[str]:
    """Every reason that a module of the extraction may give."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            place = CALLS.get(node.func.id, len(node.args))
            for value in node.args[place : place + 1]:
                yield from texts(value)
        elif isinstance(node, ast.keyword | ast.Assign) and _name(node) in NAMES:
            yield from texts(node.value)


def _name(node: ast.keyword | ast.Assign) -> str | None:
    return node.arg if isinstance(node, ast.keyword) else ast.unparse(node.targets[0])


FILES = sorted(Path(stance.extract.__file__).parent.rglob("*.py"))
REASONS = sorted(
    {
        part
        for file in FILES
        for text in said(ast.parse(file.read_text(encoding="utf-8")))
        for part in text.split("; ")
        if part not in ("", "Xx")
    }
)
CORRECTED = [
    "corrected: 2 of 3 annotators",
    "corrected: by the adjudicator",
    "corrected: by the analyst",
]


def test_the_reasons_are_found_where_they_are_given() -> None:
    assert len(REASONS) > 30
    assert {"named", "short for Xx", "a clause beside “Xx”", "its closing mark is missing"} <= {
        *REASONS
    }


@pytest.mark.parametrize("reason", REASONS + CORRECTED)
def test_every_reason_has_words_in_both_languages(reason: str) -> None:
    assert language("en").why_speaker(reason) == reason
    russian = language("ru").why_speaker(reason)
    rest = russian.replace("Xx", "").replace(" that", "").replace(" of …", "")  # words of articles
    assert not [letter for letter in rest if letter.isascii() and letter.isalpha()]


def test_reasons_are_told_part_by_part_and_what_people_wrote_stays() -> None:
    say = language("ru").why_speaker
    assert say("the cue stands right after; short for Anna Ash") == (
        "глагол речи стоит сразу после слов; сокращённо: Anna Ash"
    )
    assert say("corrected: 2 of 3 annotators") == "исправили кодировщики: 2 из 3"
    assert say("her voice, I think; named") == "her voice, I think; имя названо"
