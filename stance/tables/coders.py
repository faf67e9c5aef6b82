"""Whose the codes of a table without a column of coders are: its columns', or its rows'."""

import re
from collections.abc import Sequence

from stance.core.errors import Answer, Problem, QuestionError
from stance.core.text import as_number, header_key
from stance.tables.columns import Column, Sheet, some
from stance.tables.headers import Roles, keys_of, lines_of
from stance.tables.headings import is_agreed, is_coder, is_item
from stance.tables.shapes import mapped, place_of, whose
from stance.tables.variables import share_codes
from stance.tables.yes_or_no import agree_by_chance

#: So many columns are many, and so many for each row more than coders are.
_MANY_CODERS, _FOR_EACH_ROW = 10, 3
#: Short names that may be a coder's or an item's.
_NUMBERED = re.compile(r"[^\W\d_]?\d+")
#: Headers that the answers to a form have.
_FORMS = """
    timestamp | Zeitstempel | horodateur | marca temporal | zaman damgası | отметка времени
    时间戳记
"""
_OF_FORMS = frozenset(header_key(word) for line in lines_of(_FORMS) for word in line)


def are_in_rows(sheet: Sheet, roles: Roles, columns: Sequence[Column], said: str) -> bool:
    """Say whether each row of a table is a coder's, and each column an item.

    Args:
        sheet: the table.
        roles: what its columns are.
        columns: those that may hold codes.
        said: "rows" or "columns" where that was said.

    Raises:
        QuestionError: it may be either.
    """
    if said or len(columns) < 2:
        return said == "rows"
    if any(is_coder(c.header) for c in columns):
        return False
    first = next((c for c in sheet.columns if c not in columns), sheet.columns[0])
    if _are_coders(first, roles) or _is_form(sheet):
        return True
    if all(is_item(c.header) for c in columns):
        if roles.one("item") is None:
            return True
        raise _which_way(sheet, columns)
    counted = roles.one("item") is None and all(c.header.isdigit() for c in columns)
    named = not sheet.header_row and first not in columns and len(columns) > len(sheet.rows)
    many = named or len(columns) > max(_MANY_CODERS, _FOR_EACH_ROW * len(sheet.rows))
    if many or counted:
        raise _which_way(sheet, columns)
    return False


def _are_coders(column: Column, roles: Roles) -> bool:
    """Say whether the cells of a column name a coder each; "c1", "c2" below "claim" are claims."""
    unlike = len(column.counts) == len(column.texts) > 1
    numbered = column is roles.one("item") and all(map(_NUMBERED.fullmatch, column.counts))
    called = all(map(is_coder, column.counts)) and not numbered
    return unlike and (column is roles.one("annotator") or called)


def _is_form(sheet: Sheet) -> bool:
    return any(set(keys_of(column.header)) & _OF_FORMS for column in sheet.columns)


def _which_way(sheet: Sheet, columns: Sequence[Column]) -> QuestionError:
    n, rows = len(columns), len(sheet.rows)
    message = f"the table has {n:,} columns of codes and {rows:,} row{'s' if rows != 1 else ''}; "
    problem = Problem(
        code="which-columns",
        message=f"{message}whether the coders are its columns or its rows does not show",
        **place_of(sheet, columns[0]),
    )
    return QuestionError(
        problem,
        [
            Answer("--coders", "rows", f"each of the {rows:,} rows is a coder's, a column an item"),
            Answer("--coders", "columns", f"each of the {n:,} columns is a coder's, a row an item"),
        ],
    )


def coders_of(sheet: Sheet, likely: Sequence[Column], said: str) -> list[Column]:
    """Return the columns that are a coder's each.

    They are called so, or said to be, or there is no header, or most of what each holds stands in
    another too.

    Raises:
        QuestionError: there are other columns besides which could be codes as well, or they say
            yes or no and agree by chance.
    """
    several = [c for c in likely if not is_agreed(c.header)]
    gold = any(header_key(c.header).startswith("gold") for c in likely)
    if len(several) > 1 and (not gold or all(is_coder(c.header) for c in several)):
        likely = several
    named = [c for c in likely if is_coder(c.header)]
    if len(named) > 1 or said == "columns" or not sheet.header_row:
        return named or list(likely)
    if total := _total_of_counts(likely):
        raise _counts(sheet, likely, total)
    alike = [c for c in likely if share_codes(c, likely)]
    if len(alike) < 2:
        return alike
    if len(alike) < len(likely):
        message = f"the columns {some([c.header for c in alike])} have codes in common; whether "
        message += "each is a coder's does not show"
        problem = Problem(code="which-columns", message=message, **place_of(sheet, alike[0]))
        each = mapped({c.header: "annotator" for c in alike})
        raise QuestionError(problem, [Answer("--map", each, "each is a coder's")])
    if agree_by_chance(alike):
        hint = "if each is a property of the items, name the column of coders: --map HEADER="
        raise whose(sheet, alike, f"{hint}annotator")
    return alike


def _total_of_counts(columns: Sequence[Column]) -> int:
    """Return the number to which the whole numbers of each row add up; 0 where they do not."""
    if not columns:
        return 0
    rows = zip(*(map(as_number, column.texts) for column in columns), strict=True)
    totals = {
        sum(row) if all(n is not None and n >= 0 and n == int(n) for n in row) else 0
        for row in ([0.0 if n is None else n for n in row] for row in rows)
    }
    total = int(totals.pop()) if len(totals) == 1 else 0
    return total if total > 1 and len(columns[0].texts) > 1 < len(columns) else 0


def _counts(sheet: Sheet, columns: Sequence[Column], total: int) -> QuestionError:
    message = f"in each row the columns {some([c.header for c in columns])} add up to {total}; "
    message += "whether they are coders, or count how many coders gave each code, does not show"
    hint = "counts do not say who gave which code: write a row a code (item, annotator, label)"
    problem = Problem(
        code="which-columns", message=message, hint=hint, **place_of(sheet, columns[0])
    )
    return QuestionError(problem, [Answer("--coders", "columns", "each column is a coder's")])
