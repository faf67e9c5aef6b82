"""Answers that wait until their annotator has looked again: a vote belongs to what was read.

Where a claim has other words by now, or a topic another proposition, than an answer was given on,
the answer is kept and does not count. The hidden sheet says which answers wait, and why, by a code;
the column "status" asks the annotator, who answers anew, empties that cell, or sends the workbook
back as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

import pandas as pd

from stance.core.contracts import ANNOTATIONS, Column, Contract, tuples_of
from stance.core.text import clean
from stance.sheets.grids import text_of
from stance.workbook import form
from stance.workbook.catalogues import Words
from stance.workbook.entries import Key, entries_of, issued_rows, keys_of, reanswered
from stance.workbook.headers import Table
from stance.workbook.meta import Meta, row_hashes
from stance.workbook.spelling import Spell

#: What an answer was given on that is not so any more.
Code = Literal["longer", "words", "topic", "stance", "talk", "unknown"]
#: What each code says of an answer.
GIVEN: dict[Code, str] = {
    "longer": "on the longer passage",
    "words": "on the earlier words",
    "topic": "on the earlier proposition",
    "stance": "by the earlier scale",
    "talk": "before you talked it over",
    "unknown": "on earlier words or an earlier proposition",
}
_QUESTION = "your answer was given {given}; please look again"
#: What is asked about, and counts all the same: the words and the proposition are as they were.
_COUNTING: frozenset[Code] = frozenset({"stance", "talk"})
#: An answer with any of these was given on the words.
_ANSWERED = ("topic", "stance", form.REJECT.name)


class Wait(NamedTuple):
    """Why an answer waits, and whether the workbook that holds it asks to look again."""

    code: Code
    asked: bool

    @property
    def counts(self) -> bool:
        """Whether the answer counts all the same."""
        return self.code in _COUNTING


#: The answers that wait, by claim, row and slot.
Waits = Mapping[Key, Wait]

WAITING = Contract(
    "waiting",
    ("claim_id", "annotator", "topic"),
    (
        *ANNOTATIONS.columns,
        Column("given", "text", "longer, words, topic or unknown: what it was given on before"),
    ),
)


def passages(claims: pd.DataFrame) -> dict[str, str]:
    """Return what tells by claim whether somebody has read the words that a study has now.

    It is a hash of question, words and key phrase. Where these are not the whole passage, its
    length stands behind the hash, if it is known.

    Args:
        claims: contract CLAIMS.
    """
    columns = (claims[name].tolist() for name in ("question", "claim", "key_phrase"))
    hashes = row_hashes(list(columns))
    rest = tuples_of(claims, ("claim", "key_phrase"))
    partly = [bool(phrase) or not words for words, phrase in rest]
    lengths = (claims["end"] - claims["start"]).tolist()
    return {
        claim_id: f"{found} {length:.0f}" if part and length == length else found
        for claim_id, found, part, length in zip(
            claims["claim_id"].tolist(), hashes, partly, lengths, strict=True
        )
    }


def asked(table: Table, words: Sequence[str], answers: pd.DataFrame, meta: Meta) -> dict[Key, Code]:
    """Return which answers the workbook asks to look at again, and why.

    An emptied cell of the column "status" says that somebody has looked. Workbooks of an older
    form have nothing on the hidden sheet; whatever stands in the column is the question.

    Args:
        table: the sheet Claims.
        words: the claim of every row's words.
        answers: contract ANSWERS, of that sheet.
        meta: what the hidden sheet says.
    """
    shown = _status(table)
    still = {claim_id for claim_id, text in zip(words, shown or (), strict=bool(shown)) if text}
    if meta.passages:
        found = {
            (claim_id, number, slot): _code(row[column])
            for claim_id, number, row in issued_rows(meta, meta.waits)
            for slot, column in _columns(row)
        }
        return {key: code for key, code in found.items() if shown is None or key[0] in still}
    if meta.keys.get("kind") == form.ADJUDICATION or not meta.ids:
        return {}  # the column says something else there, or is somebody's own
    return dict.fromkeys((key for key in keys_of(answers) if key[0] in still), "unknown")


def _status(table: Table) -> list[str] | None:
    """Return the texts of the column "status"; None where there is no such column."""
    header = table.grid.rows[table.header_row - 1]
    names = [form.header_key(text_of(cell)) for cell in header]
    if form.STATUS.name not in names:
        return None
    at = names.index(form.STATUS.name)
    return [clean(text_of(table.grid.rows[row - 1][at])) for row in table.rows]


def _columns(row: Mapping[str, str]) -> Iterable[tuple[int, str]]:
    return ((form.name_and_slot(column)[1], column) for column in row)


def _code(text: str) -> Code:
    return next((code for code in get_args(Code) if code == text), "unknown")


def waits_of(
    answers: pd.DataFrame,
    questions: Mapping[Key, Code],
    reworded: Mapping[str, Code],
    reinterpreted: Mapping[Key, Code],
    meta: Meta,
    spell: Spell,
) -> dict[Key, Wait]:
    """Return the answers that wait.

    Args:
        answers: contract ANSWERS, of one workbook.
        questions: what the workbook asks to look at again, see ``asked``.
        reworded: the claims whose words are others than those that the workbook was issued with.
        reinterpreted: the answers whose topic or stance means something else since.
        meta: what was issued; an answer that is another one by now has been looked at.
        spell: how the codebook spells answers.
    """
    waits: dict[Key, Wait] = {}
    if not questions and not reworded and not reinterpreted:
        return waits
    looked = reanswered(answers, meta, spell) if questions else set()
    for key, entry in entries_of(answers).items():
        since = reworded.get(key[0]) or reinterpreted.get(key)
        if since:
            waits[key] = Wait(since, asked=False)
        elif key in questions and key[0] not in looked:
            waits[key] = Wait(questions[key], asked=True)
        if key in waits and not any(entry[name] for name in _ANSWERED):
            del waits[key]  # a note is no answer
    return waits


def apart(
    annotations: pd.DataFrame, answers: pd.DataFrame, waits: Waits
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Part the annotations that count from those that wait.

    Args:
        annotations: contract ANNOTATIONS, of these answers.
        answers: contract ANSWERS, of one workbook.
        waits: those that wait.

    Returns:
        Contracts ANNOTATIONS and WAITING.
    """
    if not any(not wait.counts for wait in waits.values()):
        return annotations, WAITING.empty()
    places = tuples_of(answers, ("claim_id", "row", "slot"))
    keys = dict(zip(places, keys_of(answers), strict=True))
    places = tuples_of(annotations, ("claim_id", "row", "slot"))
    found = [waits.get(keys[place]) for place in places]
    given = ["" if wait is None or wait.counts else wait.code for wait in found]
    marked = annotations.assign(given=given)
    held = marked["given"] != ""
    counted = ANNOTATIONS.check(marked[~held])
    return counted, WAITING.check(marked[held]) if held.any() else WAITING.empty()


def question(waits: Waits, words: Words) -> dict[str, str]:
    """Return what the column "status" says, by claim, in the words of a workbook."""
    texts: dict[str, list[str]] = {}
    for (claim_id, *_), wait in waits.items():
        texts.setdefault(claim_id, []).append(words.say(GIVEN[wait.code]))
    return {
        claim_id: words.say(_QUESTION, given=", ".join(dict.fromkeys(given)))
        for claim_id, given in texts.items()
    }
