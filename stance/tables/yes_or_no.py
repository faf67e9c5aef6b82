"""Columns that say yes or no: coders agree on them, and properties of the items do not."""

from collections.abc import Sequence

from stance.core.text import as_number, clean, fold
from stance.tables.columns import Column
from stance.tables.missing import is_missing

#: Agreement beyond chance, 1 where it is perfect, up to which yes and no may be of no coders.
_LITTLE = 0.2
_YES = frozenset(["1", "yes", "y", "true", "x", "да", "ja", "oui", "sí", "si", "evet", "是"])
_NO = frozenset(["0", "no", "n", "false", "нет", "nein", "non", "hayır", "否"])


def _yes_or_no(text: str) -> bool | None:
    number = as_number(text)
    key = fold(text) if number is None else f"{number:g}"
    return True if key in _YES else False if key in _NO else None


def agree_by_chance(columns: Sequence[Column]) -> bool:
    """Say whether columns say yes or no, and pairs of them no more often alike than chance has it.

    Measured is Fleiss' kappa (1971) over all rows and columns, an open cell as no.
    """
    given = {text: _yes_or_no(text) for c in columns for text in c.counts if not is_missing(text)}
    if None in given.values() or True not in given.values():
        return False
    n, rows = len(columns), len(columns[0].texts)
    marks = [sum(given.get(clean(c.texts[row])) is True for c in columns) for row in range(rows)]
    share = sum(marks) / (n * rows)
    alike = sum(m * (m - 1) + (n - m) * (n - m - 1) for m in marks) / (rows * n * (n - 1))
    by_chance = share**2 + (1 - share) ** 2
    return alike - by_chance <= _LITTLE * (1 - by_chance)
