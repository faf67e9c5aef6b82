"""Several coded variables in one table: columns of each coder for each, or rows for each."""

from collections.abc import Mapping, Sequence

from stance.core.text import as_number, fold
from stance.tables.columns import Column
from stance.tables.headers import fields_named, keys_of
from stance.tables.headings import is_round
from stance.tables.long import Long
from stance.tables.missing import is_missing

#: Codes beyond which a column in which most are unlike all others holds none, and how many.
_MANY, _VARIED = 20, 0.5
#: For each variable the column of each coder.
Variables = dict[str, dict[str, Column]]


def by_header(columns: Sequence[Column]) -> Variables:
    """Return the variables of columns such as "Ana stance", "Ana topic", "Ben stance", "Ben topic".

    There are some where the first or the last word of all headers is a variable's, each of two or
    more coders has all of them, and coders' columns of one variable hold the same codes. Where both
    words would do, the one that is called as codes are is the variable's.
    """
    found = [grid for at in (0, -1) if (grid := _grid(columns, at))]
    if len(found) == 2:
        timed = [grid for grid in found if all(map(is_round, grid))]
        named = [grid for grid in found if any(fields_named(n, codes=True) for n in grid)]
        found = timed or named
    return found[0] if len(found) == 1 else {}


def _grid(columns: Sequence[Column], at: int) -> Variables:
    variables: Variables = {}
    for column in columns:
        words = (keys_of(column.header) or ("",))[0].replace(":", " ").split()
        rest = " ".join(words[1:] if at == 0 else words[:-1])
        if not rest or variables.setdefault(words[at], {}).setdefault(rest, column) is not column:
            return {}
    coders = [list(of) for of in variables.values()]
    full = len(variables) > 1 and len(coders[0]) > 1 and all(c == coders[0] for c in coders)
    alike = all(share_codes(c, list(of.values())) for of in variables.values() for c in of.values())
    return variables if full and alike else {}


def share_codes(column: Column, others: Sequence[Column]) -> bool:
    """Say whether most cells of a column hold codes that another one has, as coders' columns do."""
    if len(column.counts) > _MANY and len(column.counts) > _VARIED * column.filled:
        return False
    there = {_code(text) for c in others if c is not column for text in c.counts}
    given = [(text, n) for text, n in column.counts.items() if not is_missing(text)]
    common = sum(n for text, n in given if _code(text) in there)
    return 2 * common >= sum(n for _, n in given) > 0


def _code(text: str) -> object:
    number = as_number(text)
    return fold(text) if number is None else number


def by_rows(long: Long, variable: Column) -> Mapping[str, Long]:
    """Return the entries of each variable that a column names, where one coder has several.

    Empty where no coder codes an item twice: then the column is no name of variables.
    """
    pairs = list(zip(long.cleaned("item"), long.cleaned("annotator"), strict=True))
    if len(set(pairs)) == len(pairs):
        return {}
    rows: dict[str, list[int]] = {}
    for index, text in enumerate(variable.texts):
        rows.setdefault(text.strip(), []).append(index)
    return {name: long.take(found) for name, found in rows.items() if name}
