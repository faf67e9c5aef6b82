"""Answers of which nobody can say what they are about, kept until somebody does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from stance.core.errors import Problem
from stance.workbook import form
from stance.workbook.entries import Entry, entries_of
from stance.workbook.spelling import Spell

SHEET = "Unplaced"
#: What somebody writes in the place of a claim's id, so that an answer is dropped.
DROP = "x"


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An answer that was typed, and may be about this claim or that.

    Attributes:
        texts: what was typed, by the column of the answers.
        maybe: the claims that it may be about, as far as anything says so.
        why: what speaks against taking it for one of them.
        words: the words of the claim beside which it stood.
        file: the file in which it came.
        sheet: the sheet in that file.
        cell: the first of its cells there; the one for the claim's id, where its row has none.
        claim_id: empty; or ``DROP``; or the claim for which somebody has taken it since.
        found: where it stands now, file, sheet and cell.
    """

    texts: Mapping[str, str]
    maybe: tuple[str, ...] = ()
    why: str = ""
    words: str = ""
    file: str = ""
    sheet: str = ""
    cell: str = ""
    claim_id: str = ""
    found: tuple[str, str, str] = field(default=("", "", ""), compare=False)

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from other answers, in whatever file they come."""
        return tuple(sorted(self.texts.items())), self.maybe

    def problem(self, kept: bool) -> Problem:
        """Return what is to be told of it until somebody has settled it.

        Args:
            kept: whether the sheet has it by now, in the annotator's workbook in the study.
        """
        file, sheet, cell = self.found if self.found[0] else (self.file, self.sheet, self.cell)
        shown = " · ".join(self.texts.values())
        came = f", from {self.file} › {self.sheet}!{self.cell}" if self.found[0] else ""
        return Problem(
            code="unplaced-answer",
            message=f'nobody can say which claim "{shown}" is about: {self.why}{came}',
            hint=self._to_settle if kept else self._to_keep,
            file=file,
            sheet=sheet,
            cell=cell,
            value=shown,
        )

    @property
    def _to_settle(self) -> str:
        which = " or ".join(self.maybe) or "its claim's id"
        return (
            f"in the sheet {SHEET} of the annotator's workbook in the study write {which} into the "
            f"column {form.CLAIM_ID.name}, or {DROP} to drop it"
        )

    @property
    def _to_keep(self) -> str:
        beside = f"put it beside {' or '.join(self.maybe)}" if self.maybe else _NAME_IT
        return f"{beside}; or leave it: stance receive and update keep it in a sheet {SHEET}"


_NAME_IT = f"write its claim's id into the column {form.CLAIM_ID.name} of its row"


def open_problems(items: Iterable[Unplaced], kept: bool = True) -> list[Problem]:
    """Return what is to be told of the answers that nobody has settled.

    Args:
        items: the answers.
        kept: whether the sheet has them by now.
    """
    return [item.problem(kept) for item in items if not item.claim_id]


def united(
    one: Sequence[Unplaced], other: Sequence[Unplaced], answers: pd.DataFrame, spell: Spell
) -> tuple[Unplaced, ...]:
    """Return the unplaced answers of two files; what was settled in one of them is settled.

    So is an answer that by now stands where it belongs: a claim that it may be about has it.

    Args:
        one: those of the one file.
        other: those of the other.
        answers: contract ANSWERS, what the two have together.
        spell: how the codebook spells answers.
    """
    found: dict[tuple[object, ...], Unplaced] = {}
    for item in (*one, *other):
        first = found.setdefault(item.key, item)
        if item.claim_id and not first.claim_id:
            found[item.key] = replace(first, claim_id=item.claim_id)
    if not found:
        return ()
    given: dict[str, list[Entry]] = {}
    for (claim_id, *_), entry in entries_of(answers).items():
        given.setdefault(claim_id, []).append(entry)
    return tuple(
        item
        for item in found.values()
        if item.claim_id == DROP
        or not (item.claim_id or any(_is_in(item, given.get(c, ()), spell) for c in item.maybe))
    )


def _is_in(item: Unplaced, entries: Sequence[Entry], spell: Spell) -> bool:
    """Say whether a claim's answers hold all that was typed."""
    slots: dict[int, dict[str, str]] = {}
    for column, text in item.texts.items():
        name, slot = (column, 0) if column in form.PER_ROW else form.name_and_slot(column)
        slots.setdefault(slot, {})[name] = text
    return all(
        any(
            all(spell(n, entry[n]) == spell(n, text) for n, text in texts.items())
            for entry in entries
        )
        for texts in slots.values()
    )
