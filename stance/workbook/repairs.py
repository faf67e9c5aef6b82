"""Which claim the words of each row are: told by the id, by its hidden copies, by the words."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from stance.core.errors import Problem
from stance.core.text import clean
from stance.workbook import form
from stance.workbook.claim_texts import issued_words
from stance.workbook.content import Content
from stance.workbook.headers import Table
from stance.workbook.meta import Meta, row_hash, row_hashes


@dataclass(frozen=True, slots=True)
class Rows:
    """What the rows of a sheet are.

    Attributes:
        claims: the claim whose words stand in each row; "" unknown.
        sure: whether the words, or a hidden copy of the id, say the same.
        copies: by the header of each hidden copy, the claims that it names; "" where it names none.
        known: the claims that there are; none where the sheet itself says which there are.
        issued: the claims that were handed out with their hidden copies, as far as is known.
        problems: ids that were repaired.
    """

    claims: list[str]
    sure: list[bool]
    copies: dict[str, list[str]]
    known: Set[str]
    issued: Set[str]
    problems: list[Problem]


def identify(table: Table, meta: Meta, study: Content | None = None) -> Rows:
    """Find the claim of the words in every row.

    The id counts unless it is missing or unknown, or the words and the hidden copies in the row
    agree on another one; then the words decide, else the copies.

    Args:
        table: the Claims sheet.
        meta: what was issued, if that is known.
        study: the analyst's workbook, if it is known.
    """
    of_study = set(study.claims["claim_id"]) if study else set()
    known, issued = of_study.union(meta.ids), set(meta.ids) or of_study
    first = _cleaned(table.column(form.CLAIM_ID.name))
    typed = {name: _cleaned(table.column(name)) for name in form.ID_COPIES if name in table.columns}
    alike = all(copies == first for copies in typed.values())
    if alike and all(first) and (not known or known.issuperset(first)):
        return Rows(first, [True] * len(first), typed, known, issued, [])
    copies = {
        name: [text if not known or text in known else "" for text in texts]
        for name, texts in typed.items()
    }
    words = _by_words(table, meta, study) if known else [""] * len(first)
    named = [{*filter(None, ids)} for ids in zip(*copies.values(), strict=True)]
    named = named or [set()] * len(first)
    claims = [_claim(*row, known) for row in zip(first, words, named, strict=True)]
    there = {*claims}
    for at, ids in enumerate(named):
        if not claims[at] and len(ids) == 1 and there.isdisjoint(ids):
            claims[at] = next(iter(ids))  # else the answers stand below their own row
    sure = [
        claim == word or claim in ids for claim, word, ids in zip(claims, words, named, strict=True)
    ]
    foreign = {
        name: [
            text != mine and text != one
            for text, mine, one in zip(texts, copies[name], first, strict=True)
        ]
        for name, texts in typed.items()
    }
    problems = [*_repaired(table, first, claims, words), *_lost_copies(table, foreign)]
    return Rows(claims, sure, copies, known, issued, problems)


def _claim(first: str, by_words: str, copies: Set[str], known: Set[str]) -> str:
    """Return the claim of one row's words."""
    if first and first not in known and known:
        return by_words or (next(iter(copies)) if len(copies) == 1 else first)
    return by_words if not first or by_words in copies else first


def _cleaned(texts: Sequence[str]) -> list[str]:
    joined = "".join(texts)
    if joined.isascii() and joined.isprintable():
        return [text.strip() for text in texts] if " " in joined else list(texts)
    return [clean(text) for text in texts]


def _by_words(table: Table, meta: Meta, study: Content | None) -> list[str]:
    """Return the claim that has the words of each row, where there is only one.

    Where speaker, source or date differ, the question, the words and the key phrase tell it.
    """
    rows = row_hashes([table.column(f.name) for f in form.WORDS[1:]])
    read = row_hashes([table.column(name) for name in ("question", "claim", "key_phrase")])
    whole, parts = (_alone(hashes) for hashes in _hashes(meta, study))
    told = [bool(text) for text in table.column("claim")]
    return [
        whole.get(row) or (parts.get(words, "") if tells else "")
        for row, words, tells in zip(rows, read, told, strict=True)
    ]


def _hashes(meta: Meta, study: Content | None) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return what tells the words of each claim: those issued, else those of the study."""
    if meta.ids or study is None:
        passages = dict(zip(meta.ids, meta.passages, strict=False))
        return meta.hashes, {c: text.partition(" ")[0] for c, text in passages.items()}
    words = {claim_id: row_hash(texts) for claim_id, texts in issued_words(study).items()}
    return words, {c: text.partition(" ")[0] for c, text in study.passages.items()}


def _alone(hashes: Mapping[str, str]) -> dict[str, str]:
    """Return the claims by their hashes, where no two have one."""
    counts = Counter(hashes.values())
    return {found: claim_id for claim_id, found in hashes.items() if counts[found] == 1}


def _repaired(
    table: Table, first: Sequence[str], claims: Sequence[str], words: Sequence[str]
) -> list[Problem]:
    """Tell the ids that were repaired: once where a column was deleted or sorted alone."""
    rows = [
        i for i, (a, claim) in enumerate(zip(first, claims, strict=True)) if claim and a != claim
    ]
    if not rows:
        return []
    if form.CLAIM_ID.name not in table.columns:
        how = "hidden ids" if form.ID_COPY.name in table.columns else "words"
        message = f"the ids were deleted; {len(rows)} rows were read by their {how}"
        cell = table.header_cell(form.CLAIM_ID.name)
        return [table.problem_at("id-repaired", message, cell)]
    if len(rows) > 1 and sorted(first[i] for i in rows) == sorted(claims[i] for i in rows):
        message = f"{len(rows)} ids were sorted apart from their rows; each row was read by its "
        message += "hidden id" if form.ID_COPY.name in table.columns else "words"
        hint = "select the whole sheet before sorting"
        return [table.problem("sorted-apart", message, form.CLAIM_ID.name, rows[0], hint=hint)]
    return [_one(table, i, first[i], claims[i], words[i] == claims[i]) for i in rows]


def _one(table: Table, index: int, first: str, claim: str, by_words: bool) -> Problem:
    was = f'the id "{first}" was typed over' if first else "the id was missing"
    message = f'{was}; by its {"words" if by_words else "hidden id"} the row is "{claim}"'
    cell = table.cell(form.CLAIM_ID.name, index)
    return table.problem_at("id-repaired", message, cell, claim_id=claim, value=first)


def _lost_copies(table: Table, foreign: Mapping[str, Sequence[bool]]) -> list[Problem]:
    """Tell the hidden copies that name no claim: something was pasted, or replaced, over them."""
    problems: list[Problem] = []
    for name, lost in foreign.items():
        rows = [index for index, is_lost in enumerate(lost) if is_lost]
        if not rows:
            continue
        texts = table.column(name)
        shown = ", ".join(f'"{text}"' for text in dict.fromkeys(texts[i] for i in rows[:3]))
        more = f" and {len(rows) - 1} more cells" if len(rows) > 1 else ""
        message = f'the hidden column "{name}" names no claim here{more}: {shown}'
        hint = "if answers were pasted over it, type them into their own columns"
        problems.append(table.problem("hidden-id-lost", message, name, rows[0], hint=hint))
    return problems
