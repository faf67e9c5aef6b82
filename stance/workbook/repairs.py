"""Which claim each row is about: found by its id, by the hidden second id, by its words."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stance.core.errors import Problem
from stance.core.text import clean
from stance.workbook import form
from stance.workbook.headers import Table
from stance.workbook.meta import Meta, row_hashes


@dataclass(frozen=True, slots=True)
class Ids:
    """What each row is about.

    Attributes:
        words: the claim whose words stand in the row; "" unknown.
        answers: the claim that the row's answers are about; "" unknown.
        problems: what was repaired, and what could not be.
    """

    words: list[str]
    answers: list[str]
    problems: list[Problem]


def identify(table: Table, meta: Meta, known: Iterable[str] = ()) -> Ids:
    """Find the claim of every row.

    The hidden copy of the id stands inside the answer block and goes where the answers go. So
    where copies and ids disagree and are the same ids in another order, the answers were sorted
    apart from the words, and follow their copies. A single disagreement is settled by the words,
    whose hash was issued; without that it is reported.

    Args:
        table: the Claims sheet.
        meta: what was issued, if that is known.
        known: further ids that exist.
    """
    first, copies = (_cleaned(table.column(n)) for n in ("claim_id", form.ID_COPY.name))
    has_copies = form.ID_COPY.name in table.columns
    if all(first) and (first == copies or not has_copies):
        return Ids(first, first, [])
    ids = Ids(list(first), list(first), [])
    hashes = meta.hashes
    legal = {*hashes, *known}
    by_words = _by_words(table, hashes)
    differ = [i for i, (a, b) in enumerate(zip(first, copies, strict=True)) if a != b and a and b]
    apart = _apart(first, copies, differ, by_words)
    if apart:
        ids_alone = all(by_words[index] == copies[index] for index in differ)
        for index in apart:
            ids.answers[index] = copies[index] or first[index]
            ids.words[index] = copies[index] if ids_alone else first[index]
        ids.problems.append(_sorted_apart(table, differ, ids_alone))
        differ = []
    for index in differ if legal else ():  # the analyst may give claims other ids
        _settle(table, index, copies[index], by_words[index], legal, ids)
    without = {i for i, a in enumerate(first) if not a}.difference(apart)
    for index in sorted(without):
        _fill(table, index, copies[index], by_words[index], ids, bool(legal))
    if "claim_id" not in table.columns:
        ids.problems[:] = _once_for_all(table, ids.problems)
    return ids


def _once_for_all(table: Table, problems: Sequence[Problem]) -> list[Problem]:
    """Say once of a column of ids that was deleted, how the rows were read all the same."""
    repaired = [p for p in problems if p.code == "id-repaired"]
    how = "hidden ids" if form.ID_COPY.name in table.columns else "words"
    message = f"the ids were deleted; {len(repaired)} rows were read by their {how}"
    once = table.problem_at("id-repaired", message, table.header_cell("claim_id"))
    return [*([once] if repaired else []), *(p for p in problems if p not in repaired)]


def _apart(
    first: Sequence[str], copies: Sequence[str], differ: Sequence[int], by_words: Sequence[str]
) -> list[int]:
    """Return the rows whose answers stand apart from their words, or none.

    They do where ids and copies are the same ids in another order; also if cells were inserted or
    deleted on one side only, so that the rows below have moved by one: then one or both of the rows
    at the ends lack an id, and where cells were deleted, one id is gone.
    """
    if not differ or _same_ids([first[i] for i in differ], [copies[i] for i in differ]):
        return list(differ)
    rows = [i for i, (a, b) in enumerate(zip(first, copies, strict=True)) if a != b]
    ids, moved = ([column[i] for i in rows if column[i]] for column in (first, copies))
    if _same_ids(ids, moved):
        return rows
    known = all(by_words[i] == first[i] for i in differ)
    distinct = len(set(ids)) == len(ids) and len(set(moved)) == len(moved)
    part = set(moved) < set(ids) or set(ids) < set(moved)
    return rows if known and distinct and part and len(differ) > 1 else []


def _cleaned(texts: Sequence[str]) -> list[str]:
    joined = "".join(texts)
    if joined.isascii() and joined.isprintable():
        return [text.strip() for text in texts] if " " in joined else list(texts)
    return [clean(text) for text in texts]


def _by_words(table: Table, hashes: Mapping[str, str]) -> list[str]:
    """Return the claim that was issued with the words of each row, where there is only one."""
    counts = Counter(hashes.values())
    claims = {h: claim_id for claim_id, h in hashes.items() if counts[h] == 1}
    words = [table.column(f.name) for f in form.WORDS[1:]]
    return [claims.get(h, "") for h in row_hashes(words)]


def _same_ids(first: Sequence[str], copies: Sequence[str]) -> bool:
    return len(set(first)) == len(first) and sorted(first) == sorted(copies)


def _sorted_apart(table: Table, rows: Sequence[int], ids_alone: bool) -> Problem:
    message = (
        f"{len(rows)} ids were sorted apart from their rows; each row was read by its hidden id"
        if ids_alone
        else f"{len(rows)} rows of answers were sorted or moved apart from their claims; each was "
        "put back by its hidden id"
    )
    hint = "select the whole sheet before sorting"
    return table.problem("sorted-apart", message, form.ID_COPY.name, rows[0], hint=hint)


def _settle(table: Table, index: int, copy: str, by_words: str, legal: set[str], ids: Ids) -> None:
    """Decide one row whose id and copy differ."""
    given = ids.words[index]
    if by_words == copy or (given not in legal and copy in legal):
        ids.words[index] = ids.answers[index] = copy
        message = f'the id "{given}" was typed over; by its hidden id the row is "{copy}"'
        ids.problems.append(_repaired(table, index, message, copy))
    elif copy not in legal and given in legal:
        message = f'the hidden id "{copy}" is unknown; the row was read as "{given}"'
        ids.problems.append(_repaired(table, index, message, given))
    else:
        ids.answers[index] = copy
        message = f'the row says "{given}", its hidden id "{copy}"'
        hint = "find out which claim the answer is about, and correct the id"
        ids.problems.append(
            table.problem("id-conflict", message, "claim_id", index, claim_id=given, hint=hint)
        )


def _fill(table: Table, index: int, copy: str, by_words: str, ids: Ids, issued: bool) -> None:
    """Decide one row that has no id: by its hidden id, else by its words."""
    ids.answers[index] = copy or by_words
    ids.words[index] = by_words or copy
    if ids.answers[index]:
        how = "hidden id" if copy else "words"
        message = f'the id was missing; by its {how} the row is "{ids.answers[index]}"'
        ids.problems.append(_repaired(table, index, message, ids.answers[index]))
        return
    cells = (table.column(name)[index] for name in form.answer_columns(table.columns))
    answers = list(filter(None, cells))
    message = "the row has no claim id"
    message += f"; its answers are not counted: {' · '.join(answers)}" if answers else ""
    hint = "restore the id from the issued workbook" if issued else "give it an id of its own"
    ids.problems.append(
        table.problem_at(
            "missing-value",
            message,
            table.cell("claim_id", index) or f"A{table.rows[index]}",
            value=" · ".join(answers),
            hint=hint,
        )
    )


def _repaired(table: Table, index: int, message: str, claim_id: str) -> Problem:
    cell = table.cell("claim_id", index) or table.cell(form.ID_COPY.name, index)
    value = table.column("claim_id")[index]
    return table.problem_at("id-repaired", message, cell, claim_id=claim_id, value=value)
