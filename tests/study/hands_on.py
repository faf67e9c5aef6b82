"""What people do to a copy: they type, arrange it as they like, and damage it without knowing.

Every function takes the copy and numbers that say where; numbers beyond the sheet are taken modulo
its size, so that any numbers do.
"""

from collections.abc import Callable, Sequence

from stance.workbook import form
from tests.study.edited_copy import Cell, Copy, home_in

TOPICS = ("topic-a", "topic-b", "topic-c")
#: A stance of the scale in spellings that mean it.
STANCES = {
    "strongly against": ("sa", "-2", "Strongly  Against", "решительно против"),
    "against": ("a", "-1", "\u22121", "against\u200b"),
    "mixed": ("m", "0", "MIXED"),
    "for": ("f", "1", "\u201cfor\u201d", "з"),
    "strongly for": ("sf", "2", "strongly\u00a0for"),
    "unclear": ("u", "Unclear "),
}
CORRECTIONS = (
    ("correct_speaker", "e1"),
    ("correct_speaker", "Person2 Familyname2"),
    ("correct_speaker", "Somebody New"),
    ("correct_words", "Other words."),
    ("correct_words", "One.\nTwo."),
    ("not_a_claim", "yes"),
    ("not_a_claim", "no"),
)
_HEADERS = {
    "topic": "Topic 1",
    "stance": "Position",
    "confidence": "certainty",
    "note": "Comments",
    "topic_2": "Topic 2",
    "stance_2": "STANCE-2",
    "claim": "Claim text",
    "claim_id": "ID",
    "expert": "Who",
    "correct_words": "Correct words",
}
_DISPENSABLE = ("question", "key_phrase", "source", "said_on", "speaker_reason", "locator", "kind")

Hand = Callable[[Copy, int, int, int], str]


def answer(copy: Copy, row: int, slot: int, topic: str, stance: str, confidence: str) -> None:
    """Type a topic, a stance and how sure one is."""
    second = slot == 2 and copy.text(row, "topic") not in ("", "none") and topic != "none"
    for name, text in zip(form.PER_SLOT, (topic, stance, confidence), strict=True):
        text = "" if topic == "none" and name != "topic" else text
        copy.type(row, form.answer_column(name, 2 if second else 1), text)


def further_row(copy: Copy, row: int, where: int, topic: str, stance: str) -> None:
    """Copy a row for a further topic, and answer there."""
    claim_id = copy.claim_in(row)
    if not claim_id or copy.at("topic") is None or copy.text(row, "topic") in ("", "none"):
        return
    used = {
        copy.text(index, name)
        for index in range(len(copy.rows))
        if copy.claim_in(index) == claim_id
        for name in ("topic", "topic_2")
    }
    if topic in used:
        return
    blank = [
        Cell() if home_in(name, claim_id, 0) else cell
        for name, cell in zip(copy.columns, copy.rows[row], strict=True)
    ]
    number = 1 + max(
        (c.home.row for cells in copy.rows for c in cells if c.home and c.home[0] == claim_id),
        default=0,
    )
    at = (row + 1, len(copy.rows))[where % 2]
    copy.rows.insert(at, blank)
    for name, text in (("topic", topic), ("stance", stance)):
        index = copy.at(name)
        if index is not None:
            copy.rows[at][index] = Cell(text, home_in(name, claim_id, number))


def copy_answers(copy: Copy, row: int, other: int) -> None:
    """Answer one claim as another, by copying its cells."""
    if copy.claim_in(row) and copy.claim_in(row) != copy.claim_in(other):
        for name in form.answer_columns(copy.columns)[:3]:
            copy.type(row, name, copy.text(other, name))


# What people may do as they like.


def sort_everything(copy: Copy, column: int, down: int, _: int) -> str:
    by = column % len(copy.columns)
    copy.rows.sort(
        key=lambda cells: (cells[by].text == "", cells[by].text.casefold()), reverse=down % 2 == 1
    )
    return f"sort everything by {copy.columns[by]}"


def move_column(copy: Copy, column: int, to: int, _: int) -> str:
    a, b = column % len(copy.columns), to % len(copy.columns)
    name = copy.columns[a]
    for cells in (copy.columns, copy.headers, *copy.rows):
        cells.insert(b, cells.pop(a))  # type: ignore[attr-defined]
    return f"move the column {name} to {b}"


def add_column(copy: Copy, at: int, name: int, filled: int) -> str:
    at %= len(copy.columns) + 1
    header = ("", "my thoughts", "todo", "x", "checked", "Column1")[name % 6]
    copy.columns.insert(at, "")
    copy.headers.insert(at, header)
    for row in copy.rows:
        row.insert(at, Cell("hm" if filled % 2 else ""))
    return f"add a column {header!r}"


def add_blank_row(copy: Copy, at: int, _: int, __: int) -> str:
    copy.rows.insert(at % (len(copy.rows) + 1), [Cell()] * len(copy.columns))
    return "insert a blank row"


def rename_header(copy: Copy, which: int, _: int, __: int) -> str:
    name = list(_HEADERS)[which % len(_HEADERS)]
    if (at := copy.at(name)) is not None:
        copy.headers[at] = _HEADERS[name]
    return f"rename {name}"


def put_title_above(copy: Copy, rows: int, _: int, __: int) -> str:
    copy.above = 1 + rows % 3
    return "put a title above"


def rename_sheet(copy: Copy, which: int, _: int, __: int) -> str:
    copy.title = ("claims", "Sheet1", "Claims (2)", "Meine Tabelle")[which % 4]
    return f"call the sheet {copy.title}"


def delete_sheet(copy: Copy, which: int, _: int, __: int) -> str:
    sheet = ("Guide", "Progress", "Experts", "Sources", "Scale")[which % 5]
    copy.without.add(sheet)
    return f"delete the sheet {sheet}"


def hide_row(copy: Copy, row: int, _: int, __: int) -> str:
    copy.hidden.add(row % len(copy.rows) + copy.above + 2)
    return "hide a row"


def delete_words_column(copy: Copy, which: int, _: int, __: int) -> str:
    name = _DISPENSABLE[which % len(_DISPENSABLE)]
    _without_column(copy, copy.at(name))
    return f"delete the column {name}"


ARRANGING: Sequence[Hand] = (
    sort_everything,
    move_column,
    add_column,
    add_blank_row,
    rename_header,
    put_title_above,
    rename_sheet,
    delete_sheet,
    hide_row,
    delete_words_column,
)

# What nobody can have meant.


def sort_alone(copy: Copy, first: int, last: int, down: int) -> str:
    """Sort some columns, which stand side by side, without the others."""
    a, b = _span(copy, first, last)
    parts = sorted(
        (row[a:b] for row in copy.rows),
        key=lambda part: (part[0].text == "", part[0].text.casefold()),
        reverse=down % 2 == 1,
    )
    for row, part in zip(copy.rows, parts, strict=True):
        row[a:b] = part
    return f"sort {_named(copy, a, b)} alone"


def delete_cells(copy: Copy, first: int, last: int, at: int) -> str:
    """Delete cells of one row, so that those below move up."""
    a, b = _span(copy, first, last)
    at %= len(copy.rows)
    parts = [row[a:b] for row in copy.rows]
    parts = [*parts[:at], *parts[at + 1 :], [Cell()] * (b - a)]
    for row, part in zip(copy.rows, parts, strict=True):
        row[a:b] = part
    return f"delete cells of {_named(copy, a, b)} in row {at}"


def insert_cells(copy: Copy, first: int, last: int, at: int) -> str:
    """Insert cells in one row, so that those below move down."""
    a, b = _span(copy, first, last)
    at %= len(copy.rows)
    parts = [row[a:b] for row in copy.rows]
    copy.rows.append([Cell()] * len(copy.columns))
    for row, part in zip(copy.rows, [*parts[:at], [Cell()] * (b - a), *parts[at:]], strict=True):
        row[a:b] = part
    return f"insert cells of {_named(copy, a, b)} in row {at}"


def fill_ids(copy: Copy, row: int, length: int, series: int) -> str:
    """Drag an id down over others."""
    at = copy.at("claim_id")
    row %= len(copy.rows)
    if at is None or not (start := copy.rows[row][at].text):
        return ""
    for n, cells in enumerate(copy.rows[row : row + 2 + length % 4]):
        number = int(start[1:]) + n if start[1:].isdecimal() and series % 2 else None
        cells[at] = Cell(start if number is None else f"{start[0]}{number:0{len(start) - 1}}")
    return f"drag the id of row {row} down"


def paste_row(copy: Copy, row: int, over: int, _: int) -> str:
    row, over = row % len(copy.rows), over % len(copy.rows)
    if row == over:
        return ""
    copy.rows[over] = list(copy.rows[row])
    return f"paste row {row} over {over}"


def replace_everywhere(copy: Copy, which: int, _: int, __: int) -> str:
    a, b = (("c00", "d00"), ("0", "1"), ("The", "the"), ("e", "3"))[which % 4]
    copy.rows = [
        [cell if cell.home else Cell(cell.text.replace(a, b)) for cell in row] for row in copy.rows
    ]
    return f"replace {a} by {b} in what is not answered"


def merge_cells(copy: Copy, column: int, row: int, length: int) -> str:
    at, first = column % len(copy.columns), row % len(copy.rows)
    last = min(len(copy.rows) - 1, first + 1 + length % 2)
    if first == last:
        return ""
    for cells in copy.rows[first + 1 : last + 1]:
        cells[at] = Cell()
    copy.merged = [(first, last, at)]
    return f"merge {copy.columns[at]} of rows {first} to {last}"


def delete_column(copy: Copy, column: int, _: int, __: int) -> str:
    at = column % len(copy.columns)
    name = copy.columns[at]
    _without_column(copy, at)
    return f"delete the column {name}"


def delete_row(copy: Copy, row: int, _: int, __: int) -> str:
    row %= len(copy.rows)
    if len(copy.rows) > 2:
        del copy.rows[row]
    return f"delete row {row}"


def type_over(copy: Copy, which: int, row: int, text: int) -> str:
    name = ("claim", "expert", "claim_id")[which % 3]
    at, row = copy.at(name), row % len(copy.rows)
    if at is None:
        return ""
    copy.rows[row][at] = Cell(("", "x", "My own words", "c0003")[text % 4])
    return f"type over {name} in row {row}"


def repeat_header(copy: Copy, at: int, _: int, __: int) -> str:
    copy.rows.insert(at % len(copy.rows), [Cell(text) for text in copy.headers])
    return "paste the header among the rows"


def lose_header(copy: Copy, column: int, text: int, _: int) -> str:
    at = column % len(copy.columns)
    copy.headers[at] = ("", "xyz", "Spalte")[text % 3]
    return f"lose the header of {copy.columns[at]}"


def swap_headers(copy: Copy, one: int, other: int, _: int) -> str:
    a, b = one % len(copy.columns), other % len(copy.columns)
    copy.headers[a], copy.headers[b] = copy.headers[b], copy.headers[a]
    return f"swap the headers of {copy.columns[a]} and {copy.columns[b]}"


DAMAGES: Sequence[Hand] = (
    sort_alone,
    delete_cells,
    insert_cells,
    fill_ids,
    paste_row,
    replace_everywhere,
    merge_cells,
    delete_column,
    delete_row,
    type_over,
    repeat_header,
    lose_header,
    swap_headers,
)


def _span(copy: Copy, first: int, last: int) -> tuple[int, int]:
    a, b = sorted((first % len(copy.columns), last % len(copy.columns)))
    return a, b + 1


def _named(copy: Copy, a: int, b: int) -> str:
    return copy.columns[a] if b == a + 1 else f"{copy.columns[a]} to {copy.columns[b - 1]}"


def _without_column(copy: Copy, at: int | None) -> None:
    if at is not None:
        for cells in (copy.columns, copy.headers, *copy.rows):
            del cells[at]  # type: ignore[attr-defined]
