"""Answers of a workbook by claim, row and slot: those typed in it, those it was issued with."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from stance.workbook import form
from stance.workbook.meta import Meta
from stance.workbook.spelling import Spell

#: What an entry holds of an answer.
FIELDS = (*form.PER_SLOT, *form.PER_ROW)
#: Claim, number of the row among the claim's rows, slot.
Key = tuple[str, int, int]
Entry = dict[str, Any]
#: Says whether two entries are the same answer.
Same = Callable[[Entry | None, Entry | None], bool]


def entries_of(answers: pd.DataFrame) -> dict[Key, Entry]:
    """Return the answers by claim, number of the row among the claim's rows, and slot."""
    columns = [answers[name].tolist() for name in answers.columns]
    rows = (dict(zip(answers.columns, row, strict=True)) for row in zip(*columns, strict=True))
    return dict(zip(keys_of(answers), rows, strict=True))


def keys_of(answers: pd.DataFrame) -> list[Key]:
    """Return the key of every row of the answers."""
    rows: dict[str, dict[int, int]] = {}
    keys: list[Key] = []
    for claim_id, row, slot in zip(
        *(answers[name].tolist() for name in ("claim_id", "row", "slot")), strict=True
    ):
        seen = rows.setdefault(claim_id, {})
        keys.append((claim_id, seen.setdefault(row, len(seen)), slot))
    return keys


def issued_entries(meta: Meta) -> dict[Key, Entry]:
    """Return the answers that a workbook was issued with, as its hidden sheet has them."""
    entries: dict[Key, Entry] = {}
    for claim_id, number, row in issued_rows(meta, meta.answers):
        for name, value in row.items():
            once = name in form.PER_ROW
            for field, slot in (
                [(name, n) for n in _slots(row)] if once else [form.name_and_slot(name)]
            ):
                entry = entries.setdefault((claim_id, number, slot), dict.fromkeys(FIELDS, ""))
                entry[field] = value
    return entries


def issued_rows(
    meta: Meta, columns: Mapping[str, Sequence[str]]
) -> list[tuple[str, int, dict[str, str]]]:
    """Return claim, number of the row among the claim's rows, and what stands in it, by column."""
    seen: dict[str, int] = {}
    rows: list[tuple[str, int, dict[str, str]]] = []
    for at, claim_id in enumerate(meta.ids):
        number = seen[claim_id] = seen.get(claim_id, -1) + 1
        filled = {name: values[at] for name, values in columns.items() if values[at]}
        rows.append((claim_id, number, filled))
    return rows


def _slots(row: Mapping[str, str]) -> list[int]:
    """Return the slots in use; a note alone stands in the first."""
    return sorted({form.name_and_slot(name)[1] for name in row if name not in form.PER_ROW}) or [1]


def same_by(spell: Spell, fields: Sequence[str] = FIELDS) -> Same:
    """Return what says whether two entries are the same in these fields, however spelled."""

    def same(one: Entry | None, other: Entry | None) -> bool:
        pairs = ((f, (one or {}).get(f, ""), (other or {}).get(f, "")) for f in fields)
        return all(a == b or spell(f, a) == spell(f, b) for f, a, b in pairs)

    return same


def reanswered(answers: pd.DataFrame, meta: Meta, spell: Spell) -> set[str]:
    """Return the claims whose answers are not those with which the workbook was issued."""
    same = same_by(spell)
    here, issued = entries_of(answers), issued_entries(meta)
    keys = {*here, *issued}
    return {key[0] for key in keys if not same(here.get(key), issued.get(key))}
