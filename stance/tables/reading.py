"""The door: a spreadsheet of claims in, one entry a code out; or one question."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from stance.core.errors import Answer, DataError, Problem, QuestionError
from stance.core.text import clean, fold, header_key
from stance.sheets.grids import Book, Grid
from stance.tables.columns import Sheet, some, split
from stance.tables.dates import dated
from stance.tables.groups import numbered
from stance.tables.headers import Roles, fields_named, roles_of
from stance.tables.lists import split_topics
from stance.tables.long import Long, joined
from stance.tables.no_entries import told_of, without_headings, without_notes, without_totals
from stance.tables.shapes import Layout, layout_of
from stance.tables.ticked import ticked
from stance.tables.wishes import WISHES_FILE, Wishes

#: Fields of which a column of another field is taken where there is none: field, other.
_FALLBACKS = (("topic", "question"),)


#: Names of sheets that nobody gave, and numbers.
_UNNAMED = re.compile(
    r"(?:sheet|table|tabelle|лист|feuil|feuille|hoja|sayfa|工作表)?\W*\d*", re.IGNORECASE
)
#: Experts who on average say the same words where these are propositions.
_JUDGED = 2


@dataclass(frozen=True, eq=False)
class ClaimTable:
    """A table of claims, read.

    Attributes:
        long: its entries.
        sheets: the sheets that were read: name, header row, rows and columns that count.
        problems: what was assumed, left aside or is odd.
    """

    long: Long
    sheets: tuple[Layout, ...]
    problems: tuple[Problem, ...]


def read_claim_table(book: Book, wishes: Wishes | None = None) -> ClaimTable:
    """Read a plain table of claims in any shape.

    Args:
        book: the opened file.
        wishes: what its reader said of it.

    Returns:
        One entry a code, with the fields of ``header_words.CLAIM_WORDS`` that the table has;
        ``topic`` and ``stance`` always. What its stances mean is read by ``stances.read_stances``.

    Raises:
        QuestionError: it has several readings; the answers are options.
        DataError: it holds no claims.
    """
    wishes = wishes or Wishes()
    layouts, problems = _layouts(book, wishes)
    parts = [_entries(layout) for layout in layouts]
    long, told = _with_coders_of_sheets(parts, [layout.sheet.grid.name for layout in layouts])
    problems += told
    for layout in layouts:
        problems += _about(layout, wishes)
    proposed = "topic" not in long.fields and _are_propositions(long)
    if proposed:
        long = long.with_field("topic", long.texts("claim"))
        message = "no column holds topics: each claim is one, as several experts judge the same"
        problems.append(_of_file(book, "shape-assumed", message, "or name it: --map HEADER=topic"))
    elif "topic" not in long.fields:
        name = book.file.rsplit(".", 1)[0]
        long = long.with_field("topic", [name] * len(long))
        message = f'no column holds topics: all claims are on one, "{name}"'
        problems.append(_of_file(book, "shape-assumed", message, "name it: --map HEADER=topic"))
    if "claim" not in long.fields:
        message = "no column holds the words of the claims: each row is one, and none are shown"
        problems.append(_of_file(book, "shape-assumed", message, "name it: --map HEADER=claim"))
    if proposed or any(layout.across == "topic" for layout in layouts):
        long, told = dated(long)
    else:
        long, told = split_topics(long)
        problems += told
        long, told = dated(long)
    problems += told
    return ClaimTable(long, tuple(layouts), tuple(problems))


def _are_propositions(long: Long) -> bool:
    """Say whether most claims are in the same words of several experts, who answer to them."""
    pairs = {(expert, fold(words)) for expert, words in _said(long) if expert and words}
    return 0 < _JUDGED * len({words for _, words in pairs}) <= len(pairs)


def _said(long: Long) -> Iterator[tuple[str, str]]:
    return zip(long.cleaned("expert"), long.texts("claim"), strict=True)


def _of_file(book: Book, code: str, message: str, hint: str = "", sheet: str = "") -> Problem:
    return Problem(code=code, message=message, hint=hint, file=book.file, sheet=sheet)


def _layouts(book: Book, wishes: Wishes) -> tuple[list[Layout], list[Problem]]:
    """Return the sheets that are read, laid out, and what is to be said of the others.

    Visible sheets come before hidden ones; several that are laid out alike are read together.
    """
    faults: list[DataError] = []
    found: list[Layout] = []
    for grid in wished_grids(book, wishes):
        sheet = split(grid, fields_named)
        if sheet is None:
            continue
        try:
            found.append(_laid_out(numbered(ticked(without_totals(sheet))), wishes))
        except DataError as error:
            faults.append(error)
    shown = [layout for layout in found if not layout.sheet.grid.hidden] or found[:1]
    if not shown:
        if faults:
            raise min(faults, key=lambda error: len(error.problems[0].message))
        raise DataError([_nothing(book)])
    fields = set(shown[0].roles.fields)
    alike = [layout for layout in shown if set(layout.roles.fields) == fields]
    _unmet(book, alike, wishes)
    return alike, [] if wishes.sheet else aside(book, [layout.sheet.grid for layout in alike])


def _laid_out(sheet: Sheet, wishes: Wishes) -> Layout:
    """Return how a sheet is laid out, the headings between its rows left away.

    Raises:
        QuestionError, DataError: as ``layout_of`` does.
    """
    layout = layout_of(sheet, _with_fallbacks(roles_of(sheet.columns, wishes.columns)))
    roles = layout.roles
    first = sheet.columns[0]
    if layout.across or first not in (roles.one("expert"), roles.one("topic"), *roles.rest):
        return layout
    told_by = [c for c in (roles.one("stance"), roles.one("claim")) if c]
    shorter = without_notes(sheet, told_by)
    if shorter is not sheet:
        return _laid_out(shorter, wishes)
    shorter = without_headings(sheet, roles.one("stance"), roles.one("topic"))
    if shorter is sheet:
        return layout
    return layout_of(shorter, _with_fallbacks(roles_of(shorter.columns, wishes.columns)))


def _nothing(book: Book) -> Problem:
    message = "the file has neither the sheets of a study nor a table of claims"
    hint = "a table needs the columns expert and stance, and best claim and topic"
    return _of_file(book, "missing-column", message, hint)


def wished_grids(book: Book, wishes: Wishes) -> Sequence[Grid]:
    """Return the sheets of a file, or only the one that was wished for.

    Raises:
        QuestionError: there is no such sheet.
    """
    if not wishes.sheet:
        return book.grids
    grid = book.grid(wishes.sheet)
    if grid:
        return (grid,)
    message = f'there is no sheet "{wishes.sheet}"'
    problem = _of_file(book, "which-sheet", message)
    raise QuestionError(problem, [Answer("--sheet", g.name, "is one of them") for g in book.grids])


def _unmet(book: Book, layouts: Sequence[Layout], wishes: Wishes) -> None:
    """Refuse a map that names a header which no sheet has.

    A map of all tables in a folder is not meant for one that has none of its headers.

    Raises:
        DataError: there is one.
    """
    unmet = set.intersection(*(set(layout.roles.unmet) for layout in layouts))
    if unmet >= wishes.common:
        unmet -= wishes.common
    headers = dict.fromkeys(c.header for at in layouts for c in at.sheet.columns if c.header)
    there = "there are " + ", ".join(f'"{header}"' for header in headers)
    elsewhere = f'; what {WISHES_FILE} says of another table belongs under [tables."ITS NAME"]'
    if unmet:
        raise DataError(
            _of_file(
                book,
                "bad-wish",
                f'the map names "{key}", which no header is',
                there + (elsewhere if key in wishes.common else ""),
            )
            for key in sorted(unmet)
        )


def aside(book: Book, read: Sequence[Grid]) -> list[Problem]:
    """Name the sheets that hold anything and are not among those that were read."""
    names = {grid.name for grid in read}
    others = [g for g in book.grids if g.name not in names and any(any(row) for row in g.rows)]
    if not others:
        return []
    left = ", ".join(f'"{g.name}"{" (hidden)" if g.hidden else ""}' for g in others)
    which = ", ".join(f'"{grid.name}"' for grid in read)
    message = f"read was the sheet {which}, not {left}"
    return [_of_file(book, "sheet-chosen", message, "to read another: --sheet NAME")]


def _with_fallbacks(roles: Roles) -> Roles:
    fields = dict(roles.fields)
    for name, other in _FALLBACKS:
        if name not in fields and other in fields and roles.one("stance"):
            fields[name] = fields.pop(other)
    return replace(roles, fields=fields)


def _entries(layout: Layout) -> Long:
    """Return the entries of a sheet: one a row, or one for each part that has a stance in it."""
    sheet, across = layout.sheet, layout.across
    n = len(sheet.rows)
    single = {
        name: columns[0]
        for name, columns in layout.roles.fields.items()
        if not (across and name in ("stance", across))
    }
    if not across:
        chosen = [(index, 0) for index in range(n)]
    else:
        chosen = [
            (index, part)
            for index in range(n)
            for part, (_, columns) in enumerate(layout.parts)
            if any(c.number and clean(c.texts[index]) for c in columns.values())
        ]
    fields = {name: [c.texts[i] for i, _ in chosen] for name, c in single.items()}
    columns = {name: [c.number] * len(chosen) for name, c in single.items()}
    for name in dict.fromkeys(name for _, of in layout.parts for name in of):
        of_parts = [of.get(name) for _, of in layout.parts]
        fields[name] = [c.texts[i] if (c := of_parts[p]) else "" for i, p in chosen]
        columns[name] = [c.number if (c := of_parts[p]) else 0 for _, p in chosen]
    if across and across != "slot":
        fields[across] = [layout.parts[part][0] for _, part in chosen]
        columns[across] = columns["stance"] if across == "topic" else [0] * len(chosen)
    header = next(iter(layout.parts[0][1].values())).header
    rows = [sheet.rows[i] for i, _ in chosen]
    if sheet.grid.comments:
        note = single.get("note")
        fields["note"] = _with_remarks(layout, rows, fields, columns)
        columns["note"] = [note.number if note else 0] * len(chosen)
    return Long(
        sheet.grid.file,
        fields,
        columns,
        rows,
        [sheet.grid.sheet] * len(chosen),
        {name: column.header for name, column in single.items()} | {"stance": header},
        next(iter(layout.parts[0][1].values())).order,
    )


def _with_remarks(
    layout: Layout,
    rows: Sequence[int],
    fields: Mapping[str, Sequence[str]],
    columns: Mapping[str, Sequence[int]],
) -> list[str]:
    """Return the notes of all entries, each comment on a cell of an entry on a line below."""
    comments = layout.sheet.grid.comments
    notes = []
    for index, row in enumerate(rows):
        note = fields["note"][index] if "note" in fields else ""
        own = dict.fromkeys(numbers[index] for numbers in columns.values())
        found = (comments.get((row, column), "") for column in own)
        notes.append("\n".join(filter(None, [note, *(t for t in found if t not in note)])))
    return notes


def _with_coders_of_sheets(
    parts: Sequence[Long], names: Sequence[str]
) -> tuple[Long, list[Problem]]:
    """Return the entries of all sheets; sheets on the same claims are a coder's each."""
    long = joined(parts)
    if len(parts) == 1:
        return long, []
    listed = ", ".join(f'"{name}"' for name in names)
    if "annotator" in long.fields:
        message = f"the sheets {listed} were read together"
    else:
        claims = [{fold(t) for t in part.texts("claim") if t} for part in parts]
        shared = set.union(*claims) and len(set.union(*claims)) < sum(map(len, claims))
        if shared:
            coders = [name for part, name in zip(parts, names, strict=True) for _ in part.rows]
            long = long.with_field("annotator", coders)
        each = "each as a coder's, as they share claims" if shared else "as one coder's"
        if not shared and "topic" not in long.fields and not any(map(_UNNAMED.fullmatch, names)):
            topics = [name for part, name in zip(parts, names, strict=True) for _ in part.rows]
            long = long.with_field("topic", topics)
            each = "each on a topic of its own, as no column holds topics"
        message = f"the sheets {listed} were read together, {each}"
    hint = "to read one of them: --sheet NAME"
    return long, [Problem(code="sheet-chosen", message=message, hint=hint, file=long.file)]


def _about(layout: Layout, wishes: Wishes) -> list[Problem]:
    """Say what was taken for what in a sheet, where that does not show with certainty."""
    sheet, roles = layout.sheet, layout.roles
    place = {"file": sheet.grid.file, "sheet": sheet.grid.sheet}
    problems = [
        Problem(
            code="renamed-column",
            message=f'the column "{column.header}" was read as "{name}"',
            hint=f"if that is wrong: --map {header_key(column.header)}=ignore",
            cell=sheet.header_cell(column),
            value=column.header,
            **place,
        )
        for name in roles.near
        if (column := roles.one(name))
    ]
    if sheet.repeated:
        message = "the row repeats the header and was skipped"
        problems += [
            Problem(code="stray-header", message=message, cell=f"A{row}", **place)
            for row in sheet.repeated
        ]
    problems += told_of(sheet, place)
    if sheet.ticked:
        message = f"the ticks in the columns {some(sheet.ticked)} were read as stances"
        problems.append(Problem(code="shape-assumed", message=message, **place))
    if layout.across:
        problems.append(_about_shape(layout, place))
    return problems + _unread(layout, place)


def _about_shape(layout: Layout, place: Mapping[str, str]) -> Problem:
    """Say what has a column each."""
    names = some(list(dict.fromkeys(name for name, _ in layout.parts)))
    found = Problem(code="shape-assumed", message="", cell=layout.sheet.header_cell(), **place)
    if layout.across == "slot":
        message = f"each claim has columns for several topics and their stances: {names}"
        return replace(found, message=message)
    both = "topic and coder" if "annotator" in layout.parts[0][1] else str(layout.across)
    what = "coder" if layout.across == "annotator" else both
    other = "topic" if layout.across == "annotator" else "annotator"
    return replace(
        found,
        message=f"the table has one column a {what}: {names}",
        hint=f"if one is none: --map HEADER=ignore; if each is the {other}'s: "
        f"--map HEADER={other},…",
    )


def _unread(layout: Layout, place: Mapping[str, str]) -> list[Problem]:
    """Name the filled columns that are not read, and which of them another field's name fits."""
    sheet, roles = layout.sheet, layout.roles
    rivals = {c: name for name, columns in roles.rivals.items() for c in columns}
    left = [
        c
        for c in sheet.columns
        if c.number not in layout.used and c.filled and c not in roles.within
    ]
    if not left:
        return []
    named = some([c.header or f"the one without a header ({sheet.header_cell(c)})" for c in left])
    verb = "column {} is" if len(left) == 1 else "columns {} are"
    message = f"the {verb.format(named)} not read"
    also = [f"--map {header_key(c.header)}={name}" for c, name in rivals.items() if c in left]
    hint = f"to read one: {also[0]}" if also else "to read one: --map HEADER=FIELD"
    cell = sheet.header_cell(left[0])
    return [
        Problem(
            code="unread-column",
            message=message,
            hint=hint,
            cell=cell,
            value=left[0].header,
            **place,
        )
    ]
