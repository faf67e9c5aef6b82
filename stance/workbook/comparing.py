"""A returned sheet against what was issued: words, rows, single columns."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from stance.errors import Problem
from stance.text import clean
from stance.workbook import form
from stance.workbook.headers import Table
from stance.workbook.meta import Meta, row_hashes, words_hash
from stance.workbook.repairs import Ids

_FEWEST = 5


def changed_from_issue(table: Table, ids: Ids, meta: Meta) -> list[Problem]:
    """Report rows that are gone, new or reworded, and a column that was sorted alone.

    Args:
        table: the Claims sheet.
        ids: what each row is about.
        meta: what was issued.
    """
    if not meta.ids:
        return []
    problems: list[Problem] = []
    same_rows = list(meta.ids) == ids.words == ids.answers
    if not same_rows:
        problems += _gone(table, {*ids.words, *ids.answers}, meta)
        problems += _new(table, ids.words, meta)
    problems += _reworded(table, ids.words, meta)
    problems += _sorted_alone(table, ids.answers, meta, same_rows)
    return problems


def different_from_study(table: Table, ids: Ids, claims: pd.DataFrame) -> list[Problem]:
    """Report rows whose claim the study does not have, or has in other words.

    Args:
        table: the Claims sheet.
        ids: what each row is about.
        claims: the study's claims.
    """
    words = dict(zip(claims["claim_id"], claims["claim"], strict=True))
    here = table.column("claim")
    problems: list[Problem] = []
    for index, (claim_id, of_words) in enumerate(zip(ids.answers, ids.words, strict=True)):
        if claim_id and claim_id not in words:
            message = f'the claim "{claim_id}" is not in the study'
            hint = "correct the id, or add the claim to the analyst's workbook"
            problems.append(
                table.problem(
                    "unknown-claim", message, "claim_id", index, claim_id=claim_id, hint=hint
                )
            )
        said, issued = here[index], words.get(of_words, "")
        if said and issued and said != issued and clean(said) != clean(issued):
            message = "the words differ from those that were issued"
            hint = "the answer is kept, toward the issued words; restore the words"
            problems.append(
                table.problem("form-changed", message, "claim", index, claim_id=of_words, hint=hint)
            )
    return problems


def _gone(table: Table, here: set[str], meta: Meta) -> list[Problem]:
    if here.issuperset(meta.ids):
        return []
    return [
        table.place(
            "missing-row",
            f'the row of "{claim_id}" was deleted; it counts as not coded',
            hint="copy it from the issued workbook if it should be coded",
            claim_id=claim_id,
        )
        for claim_id in meta.ids
        if claim_id not in here
    ]


def _new(table: Table, ids: Sequence[str], meta: Meta) -> list[Problem]:
    issued = set(meta.ids)
    if issued.issuperset(ids):
        return []
    return [
        table.problem(
            "unknown-claim",
            f'the claim "{claim_id}" was not issued in this workbook',
            "claim_id",
            index,
            claim_id=claim_id,
            hint="correct the id, or ask the analyst to add the claim",
        )
        for index, claim_id in enumerate(ids)
        if claim_id and claim_id not in issued
    ]


def _reworded(table: Table, ids: Sequence[str], meta: Meta) -> list[Problem]:
    names = [f.name for f in form.WORDS[1:]]
    absent = [name for name in names if name not in table.columns]
    if absent:
        message = f'the column "{absent[0]}" was deleted; the issued words count'
        return [table.place("missing-words", message, table.header_cell("claim_id"))]
    words = [table.column(name) for name in names]
    if words_hash([ids, *words]) == meta.keys.get("words"):
        return []
    found, issued = row_hashes(words), meta.hashes
    return [
        table.problem(
            "form-changed",
            "the words of this row differ from those that were issued",
            "claim",
            index,
            claim_id=claim_id,
            hint="the answer is kept, toward the issued words",
        )
        for index, (claim_id, found_hash) in enumerate(zip(ids, found, strict=True))
        if issued.get(claim_id, found_hash) != found_hash
    ]


def _sorted_alone(table: Table, ids: Sequence[str], meta: Meta, same_rows: bool) -> list[Problem]:
    """Suspect a column that holds the issued answers, all of them, in other rows."""
    problems: list[Problem] = []
    for name in filter(table.columns.__contains__, meta.answers):
        before = meta.answers[name]
        if not same_rows:
            by_claim = dict(zip(meta.ids, before, strict=True))
            before = [by_claim.get(claim_id, "") for claim_id in ids]
        if list(before) == list(table.column(name)):
            continue
        issued, here = ([clean(text) for text in texts] for texts in (before, table.column(name)))
        moved = [i for i, (a, b) in enumerate(zip(issued, here, strict=True)) if a != b]
        if len(moved) >= _FEWEST and Counter(issued) == Counter(here):
            message = (
                f'the column "{name}" holds the answers that were issued, but {len(moved)} of them '
                "in other rows: it was probably sorted alone"
            )
            hint = "undo the sorting, or copy the column from the issued workbook"
            problems.append(table.problem("column-sorted", message, name, moved[0], hint=hint))
    return problems
