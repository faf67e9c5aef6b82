"""Answers whose topic or stance means something else than when the workbook was issued."""

from collections.abc import Callable

import pandas as pd

from stance.core.codebook import NONE, Codebook
from stance.core.errors import Problem
from stance.core.text import fold, listed
from stance.workbook.entries import Key, keys_of
from stance.workbook.waiting import Code

#: Says what a text means by a codebook; None where it means nothing.
Meaning = Callable[[Codebook, str], object]


def reinterpreted(
    answers: pd.DataFrame, issued: Codebook, present: Codebook
) -> tuple[dict[Key, Code], list[Problem]]:
    """Find the answers that the present codebook reads otherwise than the one that was issued.

    A topic means its proposition, a stance its place on the scale; a new name for either, or a
    topic that is gone, is no other meaning.

    Args:
        answers: what was typed, contract ANSWERS.
        issued: the codebook in the workbook.
        present: the study's codebook.

    Returns:
        These answers, with what has changed of each, and one problem for each topic and stance.
    """
    found: dict[Key, Code] = {}
    problems: list[Problem] = []
    keys = pd.Series(keys_of(answers), answers.index, object)
    fields: tuple[tuple[Code, Meaning, str], ...] = (
        ("topic", _proposition, "the proposition of"),
        ("stance", _score, "the score of"),
    )
    for field, meaning, what in fields:
        for text in filter(None, dict.fromkeys(answers[field])):
            before, now = meaning(issued, text), meaning(present, text)
            if None in (before, now) or before == now:
                continue
            rows = answers[answers[field] == text]
            found = dict.fromkeys(keys[rows.index], field) | found
            problems.append(_problem(rows, field, f'{what} "{text}"'))
    return found, problems


def _proposition(codebook: Codebook, text: str) -> object:
    """Return what a topic means; None where the text is none."""
    topic = codebook.parse_topic(text)
    return None if topic in (None, NONE) else fold(codebook.topic(str(topic)).proposition)


def _score(codebook: Codebook, text: str) -> object:
    """Return what a stance means, in a tuple, for the score may be None; None for no stance."""
    level = codebook.scale.parse(text)
    return None if level is None else (level.score,)


_HINTS = {
    "topic": "they wait until the annotator looks at them again; stance update asks for it",
    "stance": "stance update asks the annotator to look at them again",
}


def _problem(rows: pd.DataFrame, field: str, what: str) -> Problem:
    first = rows.iloc[0]
    return Problem(
        code="meaning-changed",
        message=f"{what} has changed since this workbook was issued; its answers are kept: "
        f"{listed(rows['claim_id'].drop_duplicates())}",
        hint=_HINTS[field],
        file=first["file"],
        sheet=first["sheet"],
        cell=first[f"{field}_cell"],
        value=first[field],
    )
