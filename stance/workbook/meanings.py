"""Answers whose topic or stance means something else than when the workbook was issued."""

import pandas as pd

from stance.core.codebook import NONE, Codebook
from stance.core.errors import Problem
from stance.core.text import fold, listed


def reinterpreted(
    answers: pd.DataFrame, issued: Codebook, present: Codebook
) -> tuple[frozenset[str], list[Problem]]:
    """Find the answers that the present codebook reads otherwise than the one that was issued.

    A topic means its proposition, a stance its place on the scale; a new name for either, or a
    topic that is gone, is no other meaning.

    Args:
        answers: what was typed, contract ANSWERS.
        issued: the codebook in the workbook.
        present: the study's codebook.

    Returns:
        The claims of these answers, and one problem for each topic and stance.
    """
    claims: set[str] = set()
    problems: list[Problem] = []
    for field, meaning, what in (
        ("topic", _proposition, "the proposition of"),
        ("stance", _score, "the score of"),
    ):
        for text in filter(None, dict.fromkeys(answers[field])):
            before, now = meaning(issued, text), meaning(present, text)
            if None in (before, now) or before == now:
                continue
            rows = answers[answers[field] == text]
            claims |= set(rows["claim_id"])
            problems.append(_problem(rows, field, f'{what} "{text}"'))
    return frozenset(claims), problems


def _proposition(codebook: Codebook, text: str) -> object:
    """Return what a topic means; None where the text is none."""
    topic = codebook.parse_topic(text)
    return None if topic in (None, NONE) else fold(codebook.topic(str(topic)).proposition)


def _score(codebook: Codebook, text: str) -> object:
    """Return what a stance means, in a tuple, for the score may be None; None for no stance."""
    level = codebook.scale.parse(text)
    return None if level is None else (level.score,)


def _problem(rows: pd.DataFrame, field: str, what: str) -> Problem:
    first = rows.iloc[0]
    return Problem(
        code="meaning-changed",
        message=f"{what} has changed since this workbook was issued; its answers are kept: "
        f"{listed(rows['claim_id'].drop_duplicates())}",
        hint="stance update asks the annotator to look at them again",
        file=first["file"],
        sheet=first["sheet"],
        cell=first[f"{field}_cell"],
        value=first[field],
    )
