"""What receiving workbooks would change, claim by claim, with nothing written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from stance.core.errors import Problem
from stance.study.receiving import Whole, merged_with
from stance.workbook import form
from stance.workbook.entries import FIELDS, Entry, Key, same_by
from stance.workbook.spelling import speller

#: What becomes of an answer: it is taken, or gone, or two stand in one cell, or nobody knows where.
Outcome = Literal["taken", "withdrawn", "conflict", "unplaced"]


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that would not be what it is.

    Attributes:
        annotator: whose it is.
        claim: the claim that it is about, or those that it may be about; empty where nobody knows.
        before: what the study has; empty for nothing.
        after: what it would have, or what would be unplaced.
        outcome: what becomes of it.
    """

    annotator: str
    claim: str
    before: str
    after: str
    outcome: Outcome

    def __str__(self) -> str:
        before, after = self.before or "(nothing)", self.after or "(nothing)"
        about = f"{self.annotator} {self.claim}".strip()
        if self.outcome == "unplaced":
            return f"{about}: unplaced: {after}"
        return f"{about}: {self.outcome}: {before} -> {after}"


def preview(
    folder: str | Path, files: Sequence[str | Path]
) -> tuple[tuple[Change, ...], tuple[Problem, ...]]:
    """Say what ``receive`` would change, and write nothing.

    Args:
        folder: the study's folder.
        files: returned workbooks, and folders of them.

    Returns:
        Every answer that would change, claim by claim, and all problems of the files.

    Raises:
        DataError: as ``receive`` does: the files would be refused, each with its cells.
    """
    _, merged, passed_over = merged_with(Path(folder), files)
    changes = [change for name, whole in merged.items() for change in _changes(name, whole)]
    problems = [problem for whole in merged.values() for problem in whole.problems]
    conflicts = [problem for whole in merged.values() for problem in whole.conflicts.values()]
    return tuple(changes), (*passed_over, *problems, *conflicts)


def _changes(annotator: str, whole: Whole) -> Iterable[Change]:
    last = whole.steps[-1]
    before, after = whole.present.entries, last.entries
    same = same_by(speller(last.codebook))
    order = {claim_id: at for at, claim_id in enumerate(last.claims["claim_id"])}
    keys = sorted({*before, *after}, key=lambda key: (order.get(key[0], len(order)), key))
    for key in keys:
        if same(before.get(key), after.get(key)):
            continue
        was, now = _text(before.get(key), key), _text(after.get(key), key)
        if was != now:
            outcome: Outcome = "conflict" if key in whole.conflicts else "taken"
            yield Change(annotator, key[0], was, now, outcome if now else "withdrawn")
    for item in last.unplaced:
        if not item.claim_id and not item.found[0]:
            text = " · ".join(item.texts.values())
            yield Change(annotator, " or ".join(item.maybe), "", text, "unplaced")


def _text(entry: Entry | None, key: Key) -> str:
    """Return an answer in words; what stands once in a row belongs to its first topic."""
    fields = FIELDS if key[2] == 1 else form.PER_SLOT
    return " · ".join(entry[name] for name in fields if entry[name]) if entry else ""
