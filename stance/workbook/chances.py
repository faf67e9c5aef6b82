"""How likely each claim was to be chosen for people, and whether it was: recorded by assign."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from stance.core.errors import Problem
from stance.core.text import as_number, clean, fold
from stance.workbook import form
from stance.workbook.headers import Table


class Chance(NamedTuple):
    """How a claim came among those that people code, or did not.

    Attributes:
        chance: how likely it was beforehand, 0 to 1.
        chosen: whether it was chosen.
    """

    chance: float
    chosen: bool


def read_chances(table: Table, ids: Sequence[str]) -> tuple[dict[str, Chance], list[Problem]]:
    """Read what assign recorded beside the claims of the analyst's workbook.

    Args:
        table: the Claims sheet.
        ids: the claim of every row; the first row of each counts.

    Returns:
        The chances by claim, and cells that hold none; a claim without one has no entry.
    """
    chances: dict[str, Chance] = {}
    problems: list[Problem] = []
    name = form.CHANCE.name
    given = zip(ids, table.column(name), table.column(form.CHOSEN.name), strict=True)
    for index, (claim_id, text, chosen) in enumerate(given):
        if not clean(text) or not claim_id or claim_id in chances:
            continue
        number = as_number(clean(text))
        if number is None or not 0 <= number <= 1:
            message, hint = f'"{text}" is no share', "write back what stance assign wrote there"
            problems.append(table.problem("bad-number", message, name, index, hint=hint))
            continue
        chances[claim_id] = Chance(number, fold(clean(chosen)) in form.YES)
    return chances, problems


def chance_cells(chances: Mapping[str, Chance]) -> dict[str, dict[str, str]]:
    """Return what stands beside each claim, by the header."""
    return {
        claim_id: {
            form.CHANCE.name: f"{one.chance:.12g}",
            form.CHOSEN.name: "yes" if one.chosen else "",
        }
        for claim_id, one in chances.items()
    }
