"""Which column of a table of codes names its items, and which hold no codes."""

import re
from collections.abc import Sequence

from stance.core.text import as_number, clean, fold, header_key
from stance.tables.columns import Column
from stance.tables.headers import Roles, set_apart
from stance.tables.missing import is_missing

#: Columns in which more of the cells than this are unlike all others, and long, are no codes.
_VARIED, _LONG = 0.5, 20
_TIME = re.compile(r"\d{4}-\d\d-\d\d\b|\d\d?:\d\d\b")
#: Items of which a column that counts them may be known.
_COUNTED = 4


def an_id(columns: Sequence[Column]) -> Column | None:
    """Return the first column whose header ends with "id"."""
    return next((c for c in columns if c.filled and header_key(c.header).endswith(" id")), None)


def item_of(roles: Roles) -> Column | None:
    """Return the column of items; one that numbers them before one of long texts."""
    item = roles.one("item")
    others = roles.rivals.get("item", ())
    return next((c for c in others if not is_prose(c)), item) if item and is_prose(item) else item


def counting(columns: Sequence[Column]) -> Column | None:
    """Return the first column where it counts the rows, beyond all codes: 1, 2, 3 …."""
    if len(columns) < 3:
        return None
    first, *others = columns
    values = [as_number(clean(text)) for text in first.texts]
    start = values[0]
    if len(values) < _COUNTED or start not in (0, 1):
        return None
    counted = values == [start + n for n in range(len(values))]
    codes = {number for c in others for text in c.counts if (number := as_number(text)) is not None}
    return first if counted and set(values) - codes else None


def naming(columns: Sequence[Column]) -> Column | None:
    """Return the first column where each of its cells is another, and none is a code of others."""
    if len(columns) < 3:
        return None
    first, *others = columns
    codes = {fold(text) for c in others for text in c.counts}
    unlike = len(first.counts) == len(first.texts) > 1
    return first if unlike and not codes & {fold(text) for text in first.counts} else None


def words_before(columns: Sequence[Column]) -> Column | None:
    """Return the first column where it holds words, and all others numbers."""
    first = naming(columns)
    words = first is not None and all(as_number(text) is None for text in first.counts)
    return first if words and all(c.numeric for c in columns[1:]) else None


def is_prose(column: Column) -> bool:
    """Say whether a column holds sentences, texts that are all unlike, or days and hours."""
    if column.numeric or not column.filled:
        return False
    if all(_TIME.match(text) for text in column.counts if not is_missing(text)):
        return True
    length = sum(len(text) * n for text, n in column.counts.items()) / column.filled
    return length > _LONG and len(column.counts) > _VARIED * column.filled


def may_be_codes(column: Column) -> bool:
    """Say whether a column may hold codes: by its header, and as it holds no prose."""
    return not set_apart(column.header) and not is_prose(column)
