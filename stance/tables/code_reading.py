"""The door for codes of any field: a spreadsheet in, one entry a code out, variable by variable."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from stance.core.errors import Answer, DataError, Problem, QuestionError
from stance.core.text import as_number, clean, fold, header_key
from stance.sheets.grids import Book, Grid, text_of
from stance.tables.columns import Column, Sheet, split
from stance.tables.headers import Roles, fields_named, keys_of, roles_of, set_apart
from stance.tables.long import Long
from stance.tables.missing import is_missing
from stance.tables.reading import aside, some, wished_grids
from stance.tables.shapes import is_coder, mapped
from stance.tables.wishes import Wishes

#: What the one variable of a table is called that does not name it.
LABEL = "label"
#: Columns in which more of the cells than this are unlike all others, and long, are no codes.
_VARIED, _LONG = 0.5, 20
#: Codes beyond which a column in which most are unlike all others holds none.
_MANY = 20
#: Items of which a column that counts them may be known.
_COUNTED = 4


@dataclass(frozen=True, eq=False)
class CodeTable:
    """A table of codes, read.

    Attributes:
        variables: what was coded, and its entries with the fields item, annotator and label, and
            article where the table has it.
        problems: what was assumed or left aside.
    """

    variables: tuple[tuple[str, Long], ...]
    problems: tuple[Problem, ...] = ()


def read_code_table(book: Book, wishes: Wishes | None = None) -> CodeTable:
    """Read a table of codes: a row a code, a column a coder, or numbers without a header.

    Raises:
        DataError: no sheet is such a table; what the likeliest lacks.
        QuestionError: the sheet that was said is not there, or whose columns are coders'.
    """
    wishes = wishes or Wishes()
    grids = wished_grids(book, wishes)
    faults: list[Problem] = []
    for grid in sorted(grids, key=lambda g: g.hidden):
        sheet = _sheet(grid)
        if sheet is None:
            continue
        roles = roles_of(sheet.columns, wishes.columns, codes=True)
        found = _variables(sheet, roles)
        if isinstance(found, CodeTable):
            told = [] if wishes.sheet else aside(book, [grid])
            return replace(found, problems=(*found.problems, *told))
        if not faults or len(found) < len(faults):
            faults = found
    message = "a table of codes needs the columns item, annotator and label"
    hint = "or a column for each annotator"
    raise DataError(
        faults or [Problem(code="missing-column", message=message, hint=hint, file=book.file)]
    )


def _sheet(grid: Grid) -> Sheet | None:
    rows = [row for row in grid.rows if any(v != "" for v in row)]
    cells = [clean(text_of(value)) for value in rows[0]] if rows else []
    given = {cell for cell in cells if not is_missing(cell)}
    below = {clean(text_of(value)) for row in rows[1:] for value in row}
    numbers = all(as_number(cell) is not None for cell in given)
    if len(cells) > 1 and given and not grid.titled and (numbers or given <= below):
        return split(grid, fields_named, headerless=True)
    return split(grid, partial(fields_named, codes=True))


def _variables(sheet: Sheet, roles: Roles) -> CodeTable | list[Problem]:
    """Return the variables of a sheet, or what it lacks."""
    annotators = roles.fields.get("annotator", ())
    if len(annotators) == 1 and sheet.header_row:
        return _of_rows(sheet, roles, annotators[0])
    return _of_columns(sheet, roles, annotators)


def _of_rows(sheet: Sheet, roles: Roles, annotator: Column) -> CodeTable | list[Problem]:
    """Return the variables of a table with a row a code, or a row for all codes of an item."""
    item = _item(roles)
    rest = [c for c in roles.rest if c.filled]
    if item is None:
        item = next((c for c in rest if header_key(c.header).endswith(" id")), None)
    labels = list(roles.fields.get("label", ()))
    if len(sheet.columns) == 3 and (item is None) != (not labels) and rest:
        item, labels = item or rest[0], labels or [rest[0]]
    if not labels:
        labels = [c for c in rest if c is not item and not _is_prose(c) and not set_apart(c.header)]
    lacking = [n for n, there in (("item", item), ("label", labels)) if not there]
    if item is None or not labels:
        return [_missing(sheet, name) for name in lacking]
    columns = {"item": item, "annotator": annotator}
    if (article := roles.one("article")) and article is not item:
        columns["article"] = article
    names = [LABEL] if len(labels) == 1 and labels[0] in roles.fields.get("label", ()) else []
    names = names or [c.header for c in labels]
    longs = [_long(sheet, {**columns, "label": label}) for label in labels]
    return CodeTable(
        tuple(zip(names, longs, strict=True)),
        tuple(_unread(sheet, [*columns.values(), *labels])),
    )


def _item(roles: Roles) -> Column | None:
    """Return the column of items; one that numbers them before one of long texts."""
    item = roles.one("item")
    others = roles.rivals.get("item", ())
    return next((c for c in others if not _is_prose(c)), item) if item and _is_prose(item) else item


def _long(sheet: Sheet, columns: Mapping[str, Column]) -> Long:
    n = len(sheet.rows)
    return Long(
        sheet.grid.file,
        {name: column.texts for name, column in columns.items()},
        {name: [column.number] * n for name, column in columns.items()},
        sheet.rows,
        [sheet.grid.sheet] * n,
        {name: column.header for name, column in columns.items()},
        columns["label"].order,
    )


def _of_columns(sheet: Sheet, roles: Roles, said: Sequence[Column]) -> CodeTable | list[Problem]:
    """Return the variable of a table with a column a coder."""
    taken = {c for name, columns in roles.fields.items() if name != LABEL for c in columns}
    free = [c for c in sheet.columns if c.filled and c not in taken]
    item = _item(roles)
    coders = list(said)
    if not coders:
        if item is None:
            item = _counting(free) if not sheet.header_row else _naming(free)
        likely = [c for c in free if c is not item and not set_apart(c.header) and not _is_prose(c)]
        coders = _coders(sheet, likely)
    if len(coders) < 2:
        lacking = [n for n in ("item", "annotator", LABEL) if not roles.one(n)]
        return [_missing(sheet, name) for name in lacking or ["annotator"]]
    names = [c.header or f"coder {number}" for number, c in enumerate(coders, start=1)]
    rows = range(len(sheet.rows))
    items = item.texts if item else [str(number) for number in range(1, len(rows) + 1)]
    chosen = [(i, c) for i in rows for c in range(len(coders))]
    article = roles.one("article")
    more = {"article": article} if article else {}
    long = Long(
        sheet.grid.file,
        {
            "item": [items[i] for i, _ in chosen],
            "annotator": [names[c] for _, c in chosen],
            "label": [coders[c].texts[i] for i, c in chosen],
            **{name: [column.texts[i] for i, _ in chosen] for name, column in more.items()},
        },
        {
            "item": [item.number if item else 0] * len(chosen),
            "label": [coders[c].number for _, c in chosen],
            **{name: [column.number] * len(chosen) for name, column in more.items()},
        },
        [sheet.rows[i] for i, _ in chosen],
        [sheet.grid.sheet] * len(chosen),
        order=coders[0].order if len({c.order for c in coders}) == 1 else (),
    )
    used = [*coders, *more.values(), *([item] if item else [])]
    return CodeTable(((LABEL, long),), (_told(sheet, names, item), *_unread(sheet, used)))


def _told(sheet: Sheet, names: Sequence[str], item: Column | None) -> Problem:
    of_items = f'the items are named by "{item.header}"' if item and item.header else ""
    of_items = of_items or ("the first column numbers the items" if item else "each row is an item")
    header = "" if sheet.header_row else "without a header, "
    return Problem(
        code="shape-assumed",
        message=f"the table has, {header}one column a coder: {some(names)}; {of_items}",
        hint="if a column is none: --map HEADER=ignore",
        file=sheet.grid.file,
        sheet=sheet.grid.sheet,
    )


def _counting(columns: Sequence[Column]) -> Column | None:
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


def _naming(columns: Sequence[Column]) -> Column | None:
    """Return the first column where each of its cells is another, and none is a code of others."""
    if len(columns) < 3:
        return None
    first, *others = columns
    codes = {fold(text) for c in others for text in c.counts}
    unlike = len(first.counts) == len(first.texts) > 1
    return first if unlike and not codes & {fold(text) for text in first.counts} else None


def _coders(sheet: Sheet, likely: Sequence[Column]) -> list[Column]:
    """Return the columns that are a coder's each.

    They are called so, or there is no header, or most of what each holds stands in another too.

    Raises:
        QuestionError: there are other columns besides which could be codes as well.
    """
    named = [c for c in likely if is_coder(c.header)]
    if len(named) > 1 or not sheet.header_row:
        return named or list(likely)
    alike = [c for c in likely if _shares(c, likely)]
    others = [c for c in likely if c not in alike]
    if len(alike) > 1 and others:
        message = f"the columns {some([c.header for c in alike])} have codes in common; whether "
        problem = Problem(
            code="which-columns",
            message=f"{message}each is a coder's does not show",
            file=sheet.grid.file,
            sheet=sheet.grid.sheet,
            cell=sheet.header_cell(alike[0]),
        )
        each = mapped({c.header: "annotator" for c in alike})
        raise QuestionError(problem, [Answer("--map", each, "each is a coder's")])
    return alike


def _shares(column: Column, others: Sequence[Column]) -> bool:
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


def _is_prose(column: Column) -> bool:
    """Say whether a column holds sentences, or texts that are all unlike."""
    if column.numeric or not column.filled:
        return False
    length = sum(len(text) * n for text, n in column.counts.items()) / column.filled
    return length > _LONG and len(column.counts) > _VARIED * column.filled


_EXAMPLES = {
    "item": "unit, subject, object, claim",
    "annotator": "rater, coder, judge, observer",
    LABEL: "code, rating, value, category",
}


def _missing(sheet: Sheet, name: str) -> Problem:
    headers = ",".join(header_key(c.header) for c in sheet.columns[:1])
    example = re.sub(r"\W+", " ", headers).strip() or "HEADER"
    return Problem(
        code="missing-column",
        message=f'the column "{name}" is missing',
        hint=f"headers that also count: {_EXAMPLES[name]}; or say which it is, as in "
        f'--map "{example}={name}"',
        file=sheet.grid.file,
        sheet=sheet.grid.sheet,
        cell=sheet.header_cell(),
    )


def _unread(sheet: Sheet, used: Sequence[Column]) -> list[Problem]:
    left = [c for c in sheet.columns if c.filled and c not in used]
    if not left:
        return []
    verb = "column {} is" if len(left) == 1 else "columns {} are"
    named = some([c.header or sheet.header_cell(c) for c in left])
    return [
        Problem(
            code="unread-column",
            message=f"the {verb.format(named)} not read",
            hint="to read one: --map HEADER=FIELD",
            file=sheet.grid.file,
            sheet=sheet.grid.sheet,
            cell=sheet.header_cell(left[0]),
            value=left[0].header,
        )
    ]


def has_code_columns(book: Book, wishes: Wishes) -> bool:
    """Say whether a sheet names item, annotator and label, and neither experts nor topics."""
    for grid in wished_grids(book, wishes):
        sheet = _sheet(grid)
        if sheet is None or not sheet.header_row:
            continue
        roles = roles_of(sheet.columns, wishes.columns, codes=True)
        keys = {key for column in sheet.columns for key in keys_of(column.header)}
        needed = all(roles.one(name) for name in ("item", "annotator", LABEL))
        if needed and not keys & {"topic", "expert"}:
            return True
    return False
