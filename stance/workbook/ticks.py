"""Ticked sentences of a passage, read as the words that they stand for."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from stance.core.contracts import ANSWERS
from stance.core.errors import Problem
from stance.core.text import clean, fold
from stance.workbook import form

_WORDS, _REJECT = form.CORRECT_WORDS.name, form.REJECT.name
#: In the cell for the words: nothing is claimed here. The second one is Cyrillic.
_NONE = frozenset({"x", "\u0445", "×"})
_ENDS = " ,;:—–-("


def with_words(
    ids: Sequence[str], passages: Sequence[str], answers: pd.DataFrame
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the answers with words in place of ticks: "1-2, 4" is two claims, "x" is none.

    The words are those that the workbook itself shows, so that they stay what was ticked when the
    claim is cut. A number that no sentence bears is reported and left as it is.

    Args:
        ids: the claim whose words stand in each row of the workbook.
        passages: these words.
        answers: contract ANSWERS.
    """
    typed = answers[_WORDS].tolist()
    if not any(typed):
        return answers, []
    from stance.extract.cutting import is_ticks, ticked

    words = dict(zip(reversed(ids), map(clean, reversed(passages)), strict=True))
    rows = answers.to_dict("records")
    problems: list[Problem] = []
    for row, cell in zip(rows, typed, strict=True):
        if fold(cell) in _NONE:
            row |= {_WORDS: "", _REJECT: row[_REJECT] or "yes"}
            row[f"{_REJECT}_cell"] = row[f"{_REJECT}_cell"] or row[f"{_WORDS}_cell"]
            row[f"{_WORDS}_cell"] = ""
        elif is_ticks(cell):
            passage = words.get(row["claim_id"], "")
            spans = ticked(cell, passage, 0, len(passage))
            if spans is None:
                problems.append(_unknown(row))
            else:
                row[_WORDS] = "\n".join(_shown(passage, *span) for span in spans)
    return ANSWERS.build(rows), problems


def _shown(passage: str, start: int, end: int) -> str:
    return " ".join(passage[start:end].split()).strip(_ENDS)


def _unknown(row: dict[str, Any]) -> Problem:
    return Problem(
        code="bad-tick",
        message=f'"{clean(row[_WORDS])}" names a sentence that the passage does not have',
        hint='write numbers of its sentences, such as "1-2, 4", or x if nothing is claimed',
        file=row["file"],
        sheet=row["sheet"],
        cell=row[f"{_WORDS}_cell"],
        claim_id=row["claim_id"],
        value=row[_WORDS],
    )
