"""Columns sorted alone: their texts stand beside other claims than before."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, pairwise

from stance.core.errors import Problem
from stance.core.text import clean, fold
from stance.workbook import form
from stance.workbook.headers import Table
from stance.workbook.meta import Meta

#: Fewer answers or words than this in other rows are no sign of a column sorted alone.
FEWEST_MOVED = 5
#: Of so many kinds the texts must be that are found in other rows: what is alike fits anywhere.
_FEWEST_KINDS = 2
_MOST_SHIFTED = 10
_FEWEST_IN_ORDER, _FEWEST_DIFFERENT = 12, 4
#: Texts that could stand in so many orders do not meet an earlier one by chance.
_CERTAIN_ORDERS = 10_000


def sorted_columns(
    table: Table, ids: Sequence[str], meta: Meta, order: Sequence[str]
) -> list[Problem]:
    """Report answer columns that were sorted alone, for certain or by their looks.

    Args:
        table: the Claims sheet.
        ids: the claim that each row's answers are about.
        meta: what was issued, as far as the file says so.
        order: the claims in the order in which they were issued, if that is known.
    """
    certain = _sorted_alone(table, ids, meta)
    likely = _in_order_alone(table, ids, order)
    return [*certain.values(), *(likely[name] for name in likely if name not in certain)]


def _sorted_alone(table: Table, ids: Sequence[str], meta: Meta) -> dict[str, Problem]:
    """Return every column that holds the issued answers, all of them, in other rows."""
    problems: dict[str, Problem] = {}
    same_rows = list(ids) == list(meta.ids)
    issued: dict[str, Sequence[str]] = {}
    for name in filter(table.columns.__contains__, meta.answers):
        issued[name] = meta.answers[name]
        if not same_rows:
            by_claim = dict(zip(meta.ids, meta.answers[name], strict=True))
            issued[name] = [by_claim.get(claim_id, "") for claim_id in ids]
    for name, rows in moved_columns(issued, table.values).items():
        message = (
            f'the column "{name}" holds the answers that were issued, but {len(rows)} of them '
            "in other rows: it was probably sorted or moved alone"
        )
        hint = "undo that, or copy the column from the issued workbook"
        problems[name] = table.problem("column-sorted", message, name, rows[0], hint=hint)
    return problems


def moved_columns(
    before: Mapping[str, Sequence[str]], here: Mapping[str, Sequence[str]]
) -> dict[str, list[int]]:
    """Return the rows of each column that was moved alone, see ``moved_alone``.

    Where in at least half of these rows another answer is no longer what it was, and that one did
    not change places, somebody coded anew, and that some of it looks as if it had moved is chance,
    unless the texts could stand in too many orders for that.

    Args:
        before: the columns of answers as they were.
        here: the same columns as they are, and maybe more.
    """
    moved = {
        name: rows for name, texts in before.items() if (rows := moved_alone(texts, here[name]))
    }
    others = [name for name in before if name not in moved and name not in form.PER_ROW]
    return {
        name: rows
        for name, rows in moved.items()
        if log_orders(here[name][row] for row in rows) >= math.log(_CERTAIN_ORDERS)
        or all(2 * _n_replaced(before[n], here[n], rows) < len(rows) for n in others)
    }


def log_orders(texts: Iterable[str]) -> float:
    """Return the logarithm of the number of orders in which these texts could stand."""
    counts = Counter(texts).values()
    return math.lgamma(sum(counts) + 1) - sum(math.lgamma(n + 1) for n in counts)


def _n_replaced(before: Sequence[str], here: Sequence[str], rows: Sequence[int]) -> int:
    return sum(bool(before[row]) and clean(before[row]) != clean(here[row]) for row in rows)


def moved_alone(before: Sequence[str], here: Sequence[str]) -> list[int]:
    """Return the rows that differ from before, if it seems that the column was moved alone.

    It was moved if a part of it stands a few rows higher or lower, as where cells were deleted or
    inserted: several texts, not all alike, for blanks match blanks wherever they stand. It was
    sorted if it holds the same texts in other rows, close together: of the rows from the first of
    them to the last at least half differ, or the texts there stand in order. Scattered changes that
    happen to make up for one another are somebody's second thoughts.
    """
    if before is here or list(before) == list(here):
        return []
    before, here = [clean(text) for text in before], [clean(text) for text in here]
    rows = [i for i, (a, b) in enumerate(zip(before, here, strict=True)) if a != b]
    if len(rows) < FEWEST_MOVED:
        return []
    span = slice(rows[0], rows[-1] + 1)
    if _shifted(before[span], here[span]):
        return rows
    if Counter(before) != Counter(here) or len({*here} - {""}) < _FEWEST_KINDS:
        return []
    filled = sum(bool(a or b) for a, b in zip(before[span], here[span], strict=True))
    return rows if 2 * len(rows) >= filled or in_order(here[span]) else []


def _shifted(before: Sequence[str], here: Sequence[str]) -> bool:
    """Say whether the texts stand a few rows higher or lower than before."""
    steps = range(1, _MOST_SHIFTED + 1)
    pairs = [*((here[:-n], before[n:]) for n in steps), *((here[n:], before[:-n]) for n in steps)]
    return any(now == then and _tell_rows(now) for now, then in pairs)


def _tell_rows(texts: Sequence[str]) -> bool:
    """Say whether there are texts enough, and different ones, to tell one row from another."""
    filled = [text for text in texts if text]
    return len(filled) >= FEWEST_MOVED and len(set(filled)) >= _FEWEST_KINDS


def _in_order_alone(table: Table, ids: Sequence[str], order: Sequence[str]) -> dict[str, Problem]:
    """Suspect answer columns in sorted order where the claims stand as they were issued."""
    names = [name for name in form.answer_columns(table.columns) if any(table.column(name))]
    suspects = [name for name in names if looks_sorted(table.column(name))]
    if not suspects or suspects == names:
        return {}
    at = {claim_id: place for place, claim_id in enumerate(order)}
    places = [at[claim_id] for claim_id in dict.fromkeys(ids) if claim_id in at]
    if not places or places != sorted(places):
        return {}
    hint = "compare some with their claims; if it was, undo it or send an earlier copy"
    return {
        name: table.problem_at(
            "column-ordered",
            f'the answers in the column "{name}" stand in sorted order, while the claims stand '
            "as they were issued: was it sorted alone?",
            table.header_cell(name),
            hint=hint,
        )
        for name in suspects
    }


def looks_sorted(texts: Sequence[str]) -> bool:
    """Say whether a column has many answers, several different ones, all in sorted order."""
    first = list(islice(filter(None, texts), _FEWEST_IN_ORDER))  # most columns are told by these
    return (
        len(first) == _FEWEST_IN_ORDER
        and in_order(first)
        and len({*map(fold, set(texts))} - {""}) >= _FEWEST_DIFFERENT
        and in_order(texts)
    )


def in_order(texts: Sequence[str]) -> bool:
    """Say whether the texts rise or fall from row to row, as text or as numbers."""
    folded = {text: fold(text) for text in set(texts)}
    keys = [key for text in texts if (key := folded[text])]
    pairs = list(pairwise(keys))
    if all(a <= b for a, b in pairs) or all(a >= b for a, b in pairs):
        return True
    try:
        numbers = [(float(a), float(b)) for a, b in pairs]
    except ValueError:
        return False
    return all(a <= b for a, b in numbers) or all(a >= b for a, b in numbers)
