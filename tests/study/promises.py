"""What taking a copy in may do to the answers of a study, and what it may not do unsaid."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from stance.core.errors import Problem
from tests.study.edited_copy import Item, State


@dataclass(frozen=True)
class Told:
    """What the annotator and the analyst were told.

    Attributes:
        problems: every problem.
        places: the rows of the sheet in which something stands that was typed for a claim.
        damaged: whether the file was damaged; only then is it enough to say what was taken.
    """

    problems: tuple[Problem, ...]
    places: Mapping[str, set[int]] = field(default_factory=dict)
    damaged: bool = False

    def __str__(self) -> str:
        return "".join(f"\n  {problem}" for problem in self.problems) or "nothing"

    def of(self, claim_id: str, item: Item) -> bool:
        """Say whether anything was said of this claim, or of the columns of this answer."""
        claim = re.compile(rf"\b{re.escape(claim_id)}\b")
        names = ("topic", "stance", "confidence") if item[0] == "answer" else (item[0],)
        column = re.compile(rf'"(?:{"|".join(names)})(?:_\d)?"')
        texts = {text for text in item[1:] if len(text) > 8}
        return any(
            p.claim_id == claim_id
            or _row(p) in self.places.get(claim_id, ())
            or claim.search(f"{p.message} {p.hint} {p.value}")
            or column.search(p.message)
            or p.code in _OF_THE_WHOLE_SHEET
            or any(text in f"{p.message} {p.value}" for text in texts)
            for p in self.problems
            if self.damaged or p.code != "remarks-taken"
        )


#: Problems that say of all answers that they may not be where they were typed.
_OF_THE_WHOLE_SHEET = {"sorted-apart", "renamed-column", "doubled-column", "merged-cells"}


def broken(
    before: State,
    now: State,
    taken: State,
    meant: State,
    shown: set[str],
    told: Told,
    began: State | None = None,
) -> Iterator[str]:
    """Yield what was lost, moved or kept without a word.

    Args:
        before: what the study had.
        now: what it has with the file.
        taken: what it had of this copy before: issued, or sent earlier.
        meant: what was typed for each claim in the file, wherever its damage has put it.
        shown: the claims whose words stand in the file.
        told: what was said.
        began: what the copy was issued with; who writes over it knows what stood there.
    """
    none: Counter[Item] = Counter()
    for claim_id in sorted({*before, *now, *meant}):
        was, here = before.get(claim_id, none), now.get(claim_id, none)
        said, had = meant.get(claim_id, none), taken.get(claim_id, none)
        typed, emptied, fuller = said - had, had - said, here - was
        for item in _untold(here - was, claim_id, told):
            if item not in said:
                yield f"{claim_id} has {item}, which nobody typed for it"
        for item in _untold(typed, claim_id, told):
            if item not in here:
                yield f"{item}, typed for {claim_id}, is lost"
        for item in _untold(was - here, claim_id, told):
            within = any(_within(item, other) for other in fuller)
            if not within and item not in emptied | (began or {}).get(claim_id, none):
                yield f"{item} of {claim_id}, which the study had, is lost"
        for item in _untold(emptied, claim_id, told) if claim_id in shown else ():
            if item in was and item in here and item not in said:
                yield f"{item} of {claim_id} was taken back, and is kept"


def _within(item: Item, other: Item) -> bool:
    """Say whether another item says all that this one does, as a topic that got its stance."""
    return all(text in ("", more) for text, more in zip(item, other, strict=False))


def _row(problem: Problem) -> int:
    """Return the row of the problem's cell; 0 where it names none, or the header."""
    digits = problem.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) if digits.isdecimal() else 0


def _untold(items: Iterable[Item], claim_id: str, told: Told) -> Iterator[Item]:
    return (item for item in items if not told.of(claim_id, item))


def changed(before: State, now: State) -> Iterator[str]:
    """Yield what differs, where nothing may."""
    for claim_id in sorted({*before, *now}):
        if before.get(claim_id) != now.get(claim_id):
            yield f"{claim_id}: {before.get(claim_id)} became {now.get(claim_id)}"
