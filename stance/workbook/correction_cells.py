"""The cells in which a claim itself is corrected: what they may say, and what they mean."""

from collections.abc import Iterable, Sequence

from stance.core.errors import Problem
from stance.core.text import clean, fold
from stance.workbook import form
from stance.workbook.answers import BOTH
from stance.workbook.headers import Table
from stance.workbook.lists import Register

_SPEAKER, _, _REJECT = (f.name for f in form.CORRECTIONS)
_YES = form.YES | {fold(form.NOT_A_CLAIM)}


def correction_problems(table: Table, ids: Sequence[str], experts: Register) -> list[Problem]:
    """Report names that may mean two experts or nobody listed, and what is neither yes nor no."""
    problems: list[Problem] = []
    for index, name in _filled(table, _SPEAKER):
        found = experts.find(name)
        if len(found) != 1:
            code, message, hint = _unresolved(name, found, experts)
            problems.append(
                table.problem(code, message, _SPEAKER, index, claim_id=ids[index], hint=hint)
            )
    for index, text in _filled(table, _REJECT):
        if fold(text) not in _YES | form.NO:
            message = f'"{text}" does not say whether this is a claim'
            hint = "write yes if it is none, or leave the cell empty"
            problems.append(
                table.problem(
                    "unknown-answer", message, _REJECT, index, claim_id=ids[index], hint=hint
                )
            )
    return problems


def _filled(table: Table, name: str) -> Iterable[tuple[int, str]]:
    """Yield index and cleaned text of every cell of a column that holds any."""
    return [
        (i, text) for i, cell in enumerate(table.column(name)) if cell and (text := clean(cell))
    ]


def _unresolved(name: str, found: frozenset[str], experts: Register) -> tuple[str, str, str]:
    if BOTH in name:
        return "merge-conflict", f'two copies name two speakers: "{name}"', "keep one of them"
    if found:
        message = f'"{name}" may be {" or ".join(sorted(found))}'
        return "ambiguous-expert", message, "write the id instead of the name"
    near = experts.suggest(name)
    hint = f'did you mean "{near}"?' if near else ""
    return "new-expert", f'"{name}" is not in the list of experts and counts as somebody new', hint


def rejects(text: str) -> bool:
    """Say whether a cell says that the words are no claim."""
    return fold(text) in _YES
