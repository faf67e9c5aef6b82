"""Sheets of six claims that were edited by chance: what each row is taken for, and what is told."""

import random
from collections.abc import Callable, Iterator

import pytest

from stance.sheets.grids import Grid
from stance.workbook import form
from stance.workbook.blocks import place
from stance.workbook.claim_texts import issued_words
from stance.workbook.comparing import changed_since_issue
from stance.workbook.headers import read_table
from stance.workbook.meta import Meta, row_hashes, words_hash
from stance.workbook.repairs import identify
from tests.coded_workbook import CLAIM_IDS, SIX_CLAIMS, STANCES, TOPICS
from tests.workbook_material import content
from tests.written import hold

FIELDS = form.claim_fields(1)
HEADER = [*(field.name for field in form.WORDS), "topic", "claim_id_copy", "stance",
          "claim_id_copy_note", "note"]  # fmt: skip
WORDS, ANSWERS = range(len(form.WORDS)), range(len(form.WORDS), len(HEADER))
STUDY = content(name="study.xlsx", claims=SIX_CLAIMS)
Rows = list[list[str]]
Edit = Callable[[Rows, random.Random], None]


def _plain() -> Rows:
    words = issued_words(STUDY)
    return [
        [claim, *words[claim], topic, claim, stance, claim, f"note {claim}"]
        for claim, topic, stance in zip(CLAIM_IDS, TOPICS, STANCES, strict=True)
    ]


def _meta(*, coded: bool) -> Meta:
    rows = _plain()
    columns = [[row[at] for row in rows] for at in WORDS]
    answers = {"topic": TOPICS, "stance": STANCES} if coded else {}
    return Meta({"words": words_hash(columns)}, CLAIM_IDS, row_hashes(columns[1:]), answers)


def _permute(columns: range) -> Edit:
    def edit(rows: Rows, draw: random.Random) -> None:
        order = draw.sample(range(len(rows)), len(rows))
        before = [list(row) for row in rows]
        for row, origin in zip(rows, order, strict=True):
            for at in columns:
                row[at] = before[origin][at]

    return edit


def _shift(columns: range, step: int) -> Edit:
    """Insert or delete cells in some columns only: what stands below moves by a row."""

    def edit(rows: Rows, draw: random.Random) -> None:
        first = draw.randrange(len(rows) - 1)
        for at in columns:
            below = [row[at] for row in rows[first:]]
            moved = ["", *below][: len(below)] if step > 0 else [*below[1:], ""]
            for row, text in zip(rows[first:], moved, strict=True):
                row[at] = text

    return edit


def _type(columns: range, *texts: str) -> Edit:
    def edit(rows: Rows, draw: random.Random) -> None:
        draw.choice(rows)[draw.choice(columns)] = draw.choice(texts)

    return edit


def _empty(column: int) -> Edit:
    def edit(rows: Rows, _: random.Random) -> None:
        for row in rows:
            row[column] = ""

    return edit


def _drop(rows: Rows, draw: random.Random) -> None:
    del rows[draw.randrange(len(rows))]


def _double(rows: Rows, draw: random.Random) -> None:
    rows.insert(draw.randrange(len(rows)), list(draw.choice(rows)))


def _own(rows: Rows, draw: random.Random) -> None:
    row = [""] * len(HEADER)
    row[ANSWERS[0]], row[ANSWERS[2]] = "tax", draw.choice(STANCES)
    rows.append(row)


TOPIC, COPY, STANCE = (HEADER.index(name) for name in ("topic", "claim_id_copy", "stance"))
CLAIM, ANSWER, NOTE = (
    HEADER.index("claim"),
    range(TOPIC, STANCE + 1),
    range(STANCE + 1, len(HEADER)),
)
ALONE = range(STANCE, STANCE + 1)
NO_COPIES = [at for at, name in enumerate(HEADER) if "copy" not in name]
EDITS: tuple[Edit, ...] = (
    *(_permute(r) for r in (range(len(HEADER)), WORDS, ANSWERS, ANSWER, NOTE, ALONE)),
    _permute(range(CLAIM, CLAIM + 1)),
    *(_shift(r, step) for r in (WORDS, ANSWER, NOTE, ALONE) for step in (1, -1)),
    _type(range(1), "", "c9", "c1", "x"), _type(range(COPY, COPY + 1), "", "c9", "c2"),
    _type(range(CLAIM, CLAIM + 1), "Other words.", "Sentence number c4."),
    _permute(range(1)), _permute(range(2)), _drop, _double, _own,
    _empty(STANCE), _empty(TOPIC), _empty(0), _empty(COPY),
)  # fmt: skip


def _told(cells: Rows, meta: Meta, *, known: bool) -> Iterator[str]:
    study = STUDY if known else None
    table = read_table(Grid("Claims", cells, "x.xlsx", "Claims"), FIELDS)
    assert table is not None
    found = identify(table, meta, study)
    placed = place(table, found)
    pairs = zip(placed.answers, placed.table.column("topic"), strict=True)
    answered = {claim for claim, topic in pairs if topic}
    changed = changed_since_issue(placed.table, placed, meta, study, answered)
    yield f"    {placed.words} {placed.answers}"
    for name in ("topic", "stance", "note"):
        yield f"    {name} {' | '.join(placed.table.column(name))}"
    yield f"    untouched {sorted(placed.untouched)}"
    yield from (f"    unplaced {one}" for one in placed.unplaced)
    for one in (*found.problems, *placed.problems, *changed):
        yield f"    {one.code} {one.cell} [{one.value}] {one.claim_id}: {one.message}"


def _edited(number: int, edits: int) -> Rows:
    rows, draw = _plain(), random.Random(number)  # noqa: S311  no secret
    for edit in [EDITS[number % len(EDITS)], *draw.sample(EDITS, edits - 1)]:
        edit(rows, draw)
    return rows


@pytest.mark.parametrize("edits", [1, 2])
def test_sheets_edited_by_chance_are_read_as_is_committed(edits: int) -> None:
    told: list[str] = []
    for number in range(2 * len(EDITS) if edits > 1 else len(EDITS)):
        rows = _edited(number, edits)
        if not rows:
            continue
        told.append(f"== {number}")
        told += [f"  {' | '.join(row[:1] + row[CLAIM:])}" for row in rows]
        for name, meta, known in (
            ("issued with answers, study known", _meta(coded=True), True),
            ("issued, study unknown", _meta(coded=False), False),
            ("nothing issued, study known", Meta(), True),
            ("nothing known", Meta(), False),
        )[: 4 if edits == 1 else 1]:
            told += [f"  {name}", *_told([HEADER, *rows], meta, known=known)]
        if edits == 1:
            bare = [[row[at] for at in NO_COPIES] for row in (HEADER, *rows)]
            told += ["  without hidden ids", *_told(bare, _meta(coded=True), known=True)]
    hold(f"sheets edited by chance, {edits}.txt", told)
