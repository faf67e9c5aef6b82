"""A returned sheet against what was issued: words, rows, single columns."""

from collections import Counter
from collections.abc import Sequence

from stance.errors import Problem
from stance.text import clean
from stance.workbook import form
from stance.workbook.headers import Table
from stance.workbook.meta import Meta, row_hashes

_FEWEST = 5


def changed_from_issue(table: Table, ids: Sequence[str], meta: Meta) -> list[Problem]:
    """Report rows that are gone, new or reworded, and a column that was sorted alone.

    Args:
        table: the Claims sheet.
        ids: the claim whose words stand in each row.
        meta: what was issued.
    """
    if not meta.hashes:
        return []
    return [
        *_gone(table, ids, meta),
        *_new(table, ids, meta),
        *_reworded(table, ids, meta),
        *_sorted_alone(table, ids, meta),
    ]


def _gone(table: Table, ids: Sequence[str], meta: Meta) -> list[Problem]:
    here = set(ids)
    return [
        table.place(
            "missing-row",
            f'the row of "{claim_id}" was deleted; it counts as not coded',
            hint="copy it from the issued workbook if it should be coded",
            claim_id=claim_id,
        )
        for claim_id in meta.hashes
        if claim_id not in here
    ]


def _new(table: Table, ids: Sequence[str], meta: Meta) -> list[Problem]:
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
        if claim_id and claim_id not in meta.hashes
    ]


def _reworded(table: Table, ids: Sequence[str], meta: Meta) -> list[Problem]:
    names = [f.name for f in form.WORDS[1:]]
    absent = [name for name in names if name not in table.columns]
    if absent:
        message = f'the column "{absent[0]}" was deleted; the issued words count'
        return [table.place("missing-words", message, table.header_cell("claim_id"))]
    found = row_hashes([table.column(name) for name in names])
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
        if meta.hashes.get(claim_id, found_hash) != found_hash
    ]


def _sorted_alone(table: Table, ids: Sequence[str], meta: Meta) -> list[Problem]:
    """Suspect a column that holds the issued answers, all of them, in other rows."""
    problems: list[Problem] = []
    names = [n for n in table.columns if any(n in issued for issued in meta.answers.values())]
    for name in names:
        issued = [clean(meta.answers.get(claim_id, {}).get(name, "")) for claim_id in ids]
        here = [clean(text) for text in table.column(name)]
        moved = [i for i, (a, b) in enumerate(zip(issued, here, strict=True)) if a != b]
        if len(moved) >= _FEWEST and Counter(issued) == Counter(here):
            message = (
                f'the column "{name}" holds the answers that were issued, but {len(moved)} of them '
                "in other rows: it was probably sorted alone"
            )
            hint = "undo the sorting, or copy the column from the issued workbook"
            problems.append(table.problem("column-sorted", message, name, moved[0], hint=hint))
    return problems
