"""The door for codes of any field: a spreadsheet in, one entry a code out, variable by variable."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from stance.core.errors import DataError, Problem
from stance.core.text import as_number, clean, header_key
from stance.sheets.grids import Book, Grid, text_of
from stance.tables.coders import are_in_rows, coders_of
from stance.tables.columns import Column, Sheet, some, split
from stance.tables.groups import grouped
from stance.tables.headers import Roles, fields_named, keys_of, roles_of
from stance.tables.headings import is_item
from stance.tables.items import an_id, counting, item_of, may_be_codes, naming, words_before
from stance.tables.long import Long, joined
from stance.tables.missing import is_missing
from stance.tables.no_entries import told_of, without_totals
from stance.tables.people import of_people
from stance.tables.reading import aside, wished_grids
from stance.tables.variables import by_header, by_rows
from stance.tables.wishes import Wishes

_CODER = "if it is a coder, name it otherwise"
#: What the one variable of a table is called that does not name it.
LABEL = "label"
#: Columns that a blank first row may count.
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
        whole = _sheet(grid)
        if whole is None:
            continue
        sheet = without_totals(whole)
        roles = roles_of(sheet.columns, wishes.columns, codes=True)
        found = _variables(sheet, roles, wishes.coders)
        if isinstance(found, CodeTable):
            told = told_of(sheet, {"file": grid.file, "sheet": grid.sheet})
            told += [] if wishes.sheet else aside(book, [grid])
            return replace(found, problems=(*found.problems, *told))
        if not faults or len(found) < len(faults):
            faults = found
    if not wishes.coders and (table := _of_sheets([g for g in grids if not g.hidden], wishes)):
        told = [] if wishes.sheet else aside(book, grids)
        return replace(table, problems=(*table.problems, *told))
    message = "a table of codes needs the columns item, annotator and label"
    hint = "or a column for each annotator"
    raise DataError(
        faults or [Problem(code="missing-column", message=message, hint=hint, file=book.file)]
    )


def _of_sheets(grids: Sequence[Grid], wishes: Wishes) -> CodeTable | None:
    """Return the variables of sheets that are a coder's each, on the same items; None of others."""
    tables: list[CodeTable] = []
    named: list[str] = []
    for grid in grids:
        sheet = _sheet(grid)
        if sheet is None or not sheet.header_row:
            continue
        coder = Column(0, "annotator", [grid.name] * len(sheet.rows))
        whole = without_totals(sheet)
        coder = replace(coder, texts=coder.texts[: len(whole.rows)])
        whole = replace(whole, columns=(*whole.columns, coder))
        roles = roles_of(whole.columns, wishes.columns, codes=True)
        own = roles.one("annotator") is coder and roles.one("item") and roles.one(LABEL)
        found = _variables(whole, roles, "") if own else []
        if isinstance(found, CodeTable):
            tables.append(found)
            named.append(grid.name)
    names = [[name for name, _ in table.variables] for table in tables]
    if len(tables) < 2 or any(own != names[0] for own in names):
        return None
    longs = [joined([dict(table.variables)[name] for table in tables]) for name in names[0]]
    parted = [of_people(long, _CODER) for long in longs]
    longs, agreed = [long for long, _ in parted], parted[0][1]
    items = [set(table.variables[0][1].cleaned("item")) for table in tables]
    if len(set.union(*items)) == sum(map(len, items)):
        return None
    message = f"the sheets {some(named)} were read together, each as a coder's"
    hint = "to read one of them: --sheet NAME"
    file = grids[0].file
    told = Problem(code="sheet-chosen", message=message, hint=hint, file=file)
    left = (problem for table in tables for problem in table.problems)
    return CodeTable(tuple(zip(names[0], longs, strict=True)), (told, *agreed, *left))


def _sheet(grid: Grid) -> Sheet | None:
    rows = [row for row in grid.rows if any(v != "" for v in row)]
    if not rows:
        return None
    cells = [clean(text_of(value)) for value in rows[0]]
    given = {cell for cell in cells if not is_missing(cell)}
    below = {clean(text_of(value)) for row in rows[1:] for value in row}
    numbers = all(as_number(cell) is not None for cell in given) and not _numbers_columns(cells)
    numbers = numbers or _repeats_numbers(cells)
    if len(cells) > 1 and given and not grid.titled and (numbers or given <= below):
        return split(grid, fields_named, headerless=True)
    return split(grid, partial(fields_named, codes=True))


def _repeats_numbers(cells: Sequence[str]) -> bool:
    """Say whether most cells of a first row are numbers and some stand there twice, as codes do."""
    found = [number for cell in cells if (number := as_number(cell)) is not None]
    return 2 * len(found) > len(cells) and len(set(found)) < len(found)


def _numbers_columns(cells: Sequence[str]) -> bool:
    """Say whether a first row leaves its first cell open and counts the columns behind it."""
    blank, *others = cells
    count = [str(number) for number in range(1, len(others) + 1)]
    return not blank and len(others) >= _COUNTED and others == count


def _variables(sheet: Sheet, roles: Roles, coders: str) -> CodeTable | list[Problem]:
    """Return the variables of a sheet, or what it lacks."""
    annotators = roles.fields.get("annotator", ())
    rivals = roles.rivals.get("annotator", ())
    same = [c for c in rivals if c.header == annotators[0].header]
    annotators = (*annotators, *same)
    if len(annotators) == 1 and sheet.header_row and coders != "rows":
        each_once = len(annotators[0].counts) == len(annotators[0].texts) > 1
        if item_of(roles) or an_id(roles.rest) or not each_once:
            return _of_rows(sheet, roles, annotators[0])
    return _of_columns(sheet, roles, annotators if len(annotators) > 1 else (), coders)


def _of_rows(sheet: Sheet, roles: Roles, annotator: Column) -> CodeTable | list[Problem]:
    """Return the variables of a table with a row a code, or a row for all codes of an item."""
    item = item_of(roles)
    variable = roles.one("variable")
    rest = [c for c in (*roles.rest, *((variable,) if variable else ())) if c.filled]
    if item is None:
        item = an_id(rest) or roles.one("article")
    labels = list(roles.fields.get("label", ()))
    if len(sheet.columns) == 3 and (item is None) != (not labels) and rest:
        item, labels = item or rest[0], labels or [rest[0]]
    if not labels:
        labels = [c for c in rest if c is not item and may_be_codes(c)]
    lacking = [n for n, there in (("item", item), ("label", labels)) if not there]
    if item is None or not labels:
        return [_missing(sheet, name) for name in lacking]
    columns = {"item": item, "annotator": annotator}
    if (article := roles.one("article")) and article is not item:
        columns["article"] = article
    names = [LABEL] if len(labels) == 1 and labels[0] in roles.fields.get("label", ()) else []
    names = names or [c.header for c in labels]
    longs = [_long(sheet, {**columns, "label": label}) for label in labels]
    parted = [of_people(long, _CODER) for long in longs]
    longs, told = [long for long, _ in parted], parted[0][1]
    if variable and names == [LABEL] and (found := by_rows(longs[0], variable)):
        used = [*columns.values(), *labels, variable]
        return CodeTable(tuple(found.items()), (*told, *_unread(sheet, used)))
    return CodeTable(
        tuple(zip(names, longs, strict=True)),
        (*told, *_unread(sheet, [*columns.values(), *labels])),
    )


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


def _of_columns(
    sheet: Sheet, roles: Roles, said: Sequence[Column], way: str
) -> CodeTable | list[Problem]:
    """Return the variables of a table with a column a coder, or a row."""
    taken = {c for name, columns in roles.fields.items() if name != LABEL for c in columns}
    free = [c for c in sheet.columns if c.filled and c not in taken]
    item = item_of(roles)
    coders = list(said)
    if not coders:
        if item is None:
            item = naming(free) if sheet.header_row else counting(free) or words_before(free)
        aside_ = roles.rivals.get("item", ())
        likely = [c for c in free if c is not item and c not in aside_ and may_be_codes(c)]
        if are_in_rows(sheet, roles, likely, way):
            return _of_coder_rows(sheet, roles, likely)
        if not way and (variables := by_header(likely)):
            longs = [(name, _wide(sheet, roles, item, of)) for name, of in variables.items()]
            used = [c for of in variables.values() for c in of.values()]
            names = list(next(iter(variables.values())))
            return CodeTable(tuple(longs), _told(sheet, roles, names, item, used))
        coders = coders_of(sheet, likely, way)
    if len(coders) < 2:
        lacking = [n for n in ("item", "annotator", LABEL) if not roles.one(n)]
        return [_missing(sheet, name) for name in lacking or ["annotator"]]
    own = _by_name(coders)
    long = _wide(sheet, roles, item, own)
    return CodeTable(((LABEL, long),), _told(sheet, roles, list(own), item, coders))


def _by_name(coders: Sequence[Column]) -> dict[str, Column]:
    """Return the coders' columns by their headers; a second one of a header has its number."""
    own: dict[str, Column] = {}
    for number, column in enumerate(coders, start=1):
        name = column.header or f"coder {number}"
        own[name if name not in own else f"{name} ({number})"] = column
    return own


def _wide(sheet: Sheet, roles: Roles, item: Column | None, own: Mapping[str, Column]) -> Long:
    """Return the entries of a variable with a column a coder."""
    rows = range(len(sheet.rows))
    items = item.texts if item else [str(number) for number in range(1, len(rows) + 1)]
    chosen = [(i, name, column) for i in rows for name, column in own.items()]
    article = roles.one("article")
    more = {"article": article} if article else {}
    return Long(
        sheet.grid.file,
        {
            "item": [items[i] for i, _, _ in chosen],
            "annotator": [name for _, name, _ in chosen],
            "label": [column.texts[i] for i, _, column in chosen],
            **{name: [column.texts[i] for i, _, _ in chosen] for name, column in more.items()},
        },
        {
            "item": [item.number if item else 0] * len(chosen),
            "label": [column.number for _, _, column in chosen],
            **{name: [column.number] * len(chosen) for name, column in more.items()},
        },
        [sheet.rows[i] for i, _, _ in chosen],
        [sheet.grid.sheet] * len(chosen),
        order=orders.pop() if len(orders := {c.order for c in own.values()}) == 1 else (),
    )


def _of_coder_rows(sheet: Sheet, roles: Roles, likely: Sequence[Column]) -> CodeTable:
    """Return the variables of a table with a row a coder and a column, or several, an item."""
    who = _naming_coders(sheet, roles)
    codes = [c for c in likely if c is not who]
    groups = grouped(codes) or {c.header or f"{c.number}": {LABEL: c} for c in codes}
    names = dict.fromkeys(n for group in groups.values() for n in group if n != "confidence")
    rows = range(len(sheet.rows))
    coders = who.texts if who else [f"coder {number}" for number in range(1, len(rows) + 1)]
    variables = []
    for name in names:
        chosen = [(i, key, g[name]) for key, g in groups.items() if name in g for i in rows]
        long = Long(
            sheet.grid.file,
            {
                "item": [key for _, key, _ in chosen],
                "annotator": [coders[i] for i, _, _ in chosen],
                LABEL: [column.texts[i] for i, _, column in chosen],
            },
            {
                "annotator": [who.number if who else 0] * len(chosen),
                LABEL: [column.number for _, _, column in chosen],
            },
            [sheet.rows[i] for i, _, _ in chosen],
            [sheet.grid.sheet] * len(chosen),
        )
        variables.append((name, long))
    used = [*(g[n] for g in groups.values() for n in names if n in g), *([who] if who else [])]
    message = f"the table has one row a coder, and columns for each item: {some(list(groups))}"
    by = f'; the coders are named by "{who.header or sheet.header_cell(who)}"' if who else ""
    place = {"file": sheet.grid.file, "sheet": sheet.grid.sheet}
    hint = "if each column is a coder's: --coders columns"
    told = Problem(code="shape-assumed", message=f"{message}{by}", hint=hint, **place)
    return CodeTable(tuple(variables), (told, *_unread(sheet, used)))


def _naming_coders(sheet: Sheet, roles: Roles) -> Column | None:
    """Return the column that names whose each row is; None where there is none."""
    free = [c for c in sheet.columns if c.filled]
    people = [c for c in free if fields_named(c.header) in (("expert",), ("annotator",))]
    named = next((c for c in people if not is_item(c.header)), None)
    return roles.one("annotator") or named or naming(free) or roles.one("item")


def _told(
    sheet: Sheet,
    roles: Roles,
    names: Sequence[str],
    item: Column | None,
    coders: Sequence[Column],
) -> tuple[Problem, ...]:
    """Say which columns were taken for coders', and which were not read."""
    of_items = f'the items are named by "{item.header}"' if item and item.header else ""
    of_items = of_items or ("the first column numbers the items" if item else "each row is an item")
    header = "" if sheet.header_row else "without a header, "
    each = "one column" if len(coders) == len(names) else "columns"
    used = [*coders, *roles.fields.get("article", ())[:1], *([item] if item else [])]
    told = Problem(
        code="shape-assumed",
        message=f"the table has, {header}{each} a coder: {some(names)}; {of_items}",
        hint="if a column is none: --map HEADER=ignore",
        file=sheet.grid.file,
        sheet=sheet.grid.sheet,
    )
    return (told, *_unread(sheet, used))


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
