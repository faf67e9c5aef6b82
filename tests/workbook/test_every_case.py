"""Rules of reading sheets over many small cases: headers, columns moved alone, tables of codes."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from stance.core.errors import DataError, UsageError
from stance.sheets.grids import Book, Grid
from stance.tables.wishes import Wishes
from stance.workbook.answers import annotations_of
from stance.workbook.chances import Chance, chance_cells, read_chances
from stance.workbook.codes import is_code_list, read_code_lists
from stance.workbook.form import CHANCE, CHOSEN, META_SHEET, Field
from stance.workbook.headers import Table, missing_columns, read_table
from stance.workbook.meta import Meta, read_meta
from stance.workbook.remarks import LISTED, with_remarks
from stance.workbook.sorting import (
    in_order,
    looks_sorted,
    moved_alone,
    moved_columns,
    sorted_columns,
)
from tests.workbook_material import CODEBOOK, answer, content
from tests.written import hold

FIELDS = (
    Field("claim_id", ("id", "nr"), needed=True),
    Field("claim_id_copy"),
    Field("expert", ("speaker",)),
    Field("topic", ("theme", "issue"), needed=True),
    Field("stance", ("position",), needed=True),
    Field("stance_2"),
    Field("note", ("comment",)),
)
NAMES = [field.name for field in FIELDS]
BODY = [["c1", "c1", "Ann", "tax", "for", "", "n1"], ["c2", "c2", "Bob", "road", "a", "f", ""]]


def _headers() -> Iterator[tuple[str, list[list[str]]]]:
    """A header in all states that people leave it in, with two rows of answers."""
    plain = [NAMES, *BODY]
    yield "as it was", plain
    for at, name in enumerate(NAMES):
        for other in ("", "zzz", name[:-1], name.upper().replace("_", " "), f"{name} 3", "9"):
            yield f"{name} is {other!r}", [[*NAMES[:at], other, *NAMES[at + 1 :]], *BODY]
        yield f"without {name}", [[*row[:at], *row[at + 1 :]] for row in plain]
        yield f"{name} empty", [NAMES, *([*row[:at], "", *row[at + 1 :]] for row in BODY)]
        yield (
            f"{name} empty and nameless",
            [
                [*NAMES[:at], "", *NAMES[at + 1 :]],
                *([*row[:at], "", *row[at + 1 :]] for row in BODY),
            ],
        )
        yield f"{name} twice", [[*row, row[at]] for row in plain]
        yield (
            f"{name} twice, first empty",
            [
                [*row[:at], row[at] if n == 0 else "", *row[at + 1 :], row[at]]
                for n, row in enumerate(plain)
            ],
        )
        yield (
            f"{name} twice, differing",
            [[*row, row[at] if n == 0 else f"other {n}"] for n, row in enumerate(plain)],
        )
    yield (
        "synonyms",
        [["Nr", "claim_id_copy", "Speaker", "Issue", "Position", "", "Comment"], *BODY],
    )
    yield "a synonym beside the name", [[*NAMES, "theme"], *([*row, "x"] for row in BODY)]
    yield "two synonyms", [["id", "", "", "theme", "stance", "issue", ""], *BODY]
    yield "two names gone", [["claim_id", "claim_id_copy", "x", "y", "stance", "", "note"], *BODY]
    yield "two names gone at the end", [[*NAMES[:5], "x", "y"], *BODY]
    yield "a column more between", [["id", "claim_id_copy", "own", "x", "topic", "stance", ""],
                                    *BODY]  # fmt: skip
    yield "columns shown only", [["claim_id", "claim_id_copy", "suggested_topic", "topic", "x",
                                  "stance_2", "note"], *BODY]  # fmt: skip
    yield "a remark beside", [[*NAMES, "", "mine"], *([*row, "r", "s"] for row in BODY)]
    yield "rows above", [["Title"] + [""] * 6, [""] * 7, *plain]
    yield "claims above", [BODY[0], NAMES, BODY[1]]
    yield "other claims above", [["c9", "c8", *BODY[0][2:]], NAMES, BODY[1]]
    yield "the header again", [NAMES, BODY[0], NAMES, BODY[1]]
    yield "the header again with a note", [NAMES, BODY[0], [*NAMES[:6], "x"], BODY[1]]
    yield "blank rows", [NAMES, [""] * 7, BODY[0], [""] * 7, BODY[1], [""] * 7]
    yield "a row with nothing but a remark", [[*NAMES, "own"], [*BODY[0], ""], [""] * 7 + ["x"]]
    for above in (29, 30, 31):
        yield f"{above} rows above", [*([["x"] + [""] * 6] * above), *plain]
        few = [NAMES[0], *[""] * 5, NAMES[6]]
        yield f"{above} rows above few names", [*([["x"] + [""] * 6] * above), few, *BODY]
    yield "two names", [["claim_id", "stance"], ["c1", "for"]]
    yield "no name", [["a", "b"], ["c1", "for"]]
    yield "nothing", []
    yield "numbers as headers", [[1, 2.0, "topic", None or "", "stance", "", ""], *BODY]


def _tables() -> Iterator[str]:
    for told, cells in _headers():
        width = max(map(len, cells), default=0)
        rows = [[*row, *[""] * (width - len(row))] for row in cells]
        table = read_table(Grid("Claims", rows, "x.xlsx", "Claims"), FIELDS, FIELDS)
        yield f"\n== {told}"
        if table is None:
            yield "no table"
            continue
        columns = " ".join(f"{name} {column}" for name, column in table.columns.items())
        yield f"row {table.header_row}: {columns}; rows {table.rows}"
        yield f"{[list(texts) for texts in table.values.values()]}"
        for one in (*table.problems, *missing_columns(table, FIELDS)):
            yield f"{one.code} {one.cell} [{one.value}]: {one.message}; {one.hint}"


def test_headers_are_read_as_is_committed() -> None:
    hold("headers in many states.txt", _tables())


TEXTS = ["for", "against", "mixed", "for", "", "against", "for", "unclear"] * 2


def _moves() -> Iterator[tuple[str, list[str], list[str]]]:
    before = TEXTS
    yield "the same", before, list(before)
    for n in (1, 2, 9, 10, 11):
        yield f"{n} lower", before, [*[""] * n, *before[:-n]]
        yield f"{n} higher", before, [*before[n:], *[""] * n]
    yield "sorted", before, sorted(before)
    yield "sorted the other way", before, sorted(before, reverse=True)
    for n in (2, 4, 5, 6, 8):
        yield f"the first {n} turned round", before, [*before[:n][::-1], *before[n:]]
        yield f"the first {n} sorted", before, [*sorted(before[:n]), *before[n:]]
        yield f"the first {n} coded anew", before, [*["mixed"] * n, *before[n:]]
        spread, step = list(before), 16 // n
        for at in range(0, 16 - 1, step):  # each with the one below
            spread[at], spread[at + 1] = spread[at + 1], spread[at]
        yield f"every {step} exchanged", before, spread
    for n in (4, 5, 6):
        alike = ["for"] * n + ["against"] * n
        yield f"{n} alike exchanged", alike, alike[::-1]
        yield f"{n} alike, one lower", ["for"] * n, ["", *["for"] * (n - 1)]
        kinds = [f"t{k}" for k in range(n)]
        yield f"{n} kinds, one lower", [*kinds, ""], ["", *kinds]
        yield (
            f"{n} kinds of two, one lower",
            [*(["a", "b"] * n)[:n], ""],
            ["", *(["a", "b"] * n)[:n]],
        )
    yield "blanks and case", ["for ", " against"] * 6, ["against", "for"] * 6


def _moved() -> Iterator[str]:
    for told, before, here in _moves():
        yield f"{told}: {moved_alone(before, here)}"
    other = list(TEXTS)
    for told, before, here in _moves():
        if len(before) != len(TEXTS):
            continue
        for changed in (0, 4, 5):
            anew = [
                *["mixed" if t != "mixed" else "for" for t in other[:changed]],
                *other[changed:],
            ]
            found = moved_columns(
                {"stance": before, "topic": other, "note": other},
                {"stance": here, "topic": anew, "note": anew},
            )
            yield f"{told}, {changed} others: {found}"
    for n, kinds in itertools.product((11, 12, 13), (1, 3, 4, 5)):
        texts = sorted(f"t{k % kinds}" for k in range(n))
        looks = [looks_sorted(texts), looks_sorted(texts[::-1]), looks_sorted([*texts, "a"])]
        yield f"{n} texts of {kinds} kinds: {looks} {looks_sorted(['', *texts, ''])}"
    for texts in (
        ["2", "10", "9"], ["2", "9", "10"], ["10", "9", "2"], ["b", "A"], ["a", "B", "b"], ["x"],
        [],
        ["1", "x", "0"], ["1.0", "1", "2"], ["", "2", "", "3"], ["10", "2", "2"], ["2", "10", "10"],
    ):  # fmt: skip
        yield f"{texts}: {in_order(texts)}"


def test_columns_that_were_moved_alone_are_told_as_is_committed() -> None:
    hold("columns moved alone.txt", _moved())


TABLES = {
    "words": "item,annotator,label\n1,a,Yes\n1,b,yes\n2,a,no\n2,b,Yes\n3,a,\n3,b,no\n",
    "two spellings as often": "item,annotator,label\n1,a,yes\n1,b,Yes\n2,a,no\n2,b,no\n",
    "numbers": "item,annotator,label\n1,a,1\n1,b,1.0\n2,a,10\n2,b,2\n3,a,NA\n3,b,.\n",
    "thousands": 'item,annotator,label\n1,a,"1,000"\n1,b,1000\n2,a,"2,500"\n2,b,3\n',
    "decimals": 'item,annotator,label\n1,a,"1,5"\n1,b,"1,000"\n2,a,2\n2,b,3\n',
    "negative": "item,annotator,label\n1,a,-1\n1,b,0\n2,a,1\n2,b,1\n",
    "a word among numbers": "item,annotator,label\n1,a,1\n1,b,x\n2,a,2\n2,b,2\n",
    "no item": "item,annotator,label\n,a,1\n1,b,1\n2,a,2\n2,,2\n",
    "alike": "item,annotator,label\n01,a,x\n1,A,x\n2.0,a,y\n2,b,y\n003,a,x\n3,b,x\n0,a,x\n00,b,x\n",
    "articles": "item,annotator,label,article\n1,a,x,p\n1,b,y,p\n2,a,x,q\n2,b,x,r\n",
    "wide": "item,ann,ben\n1,x,y\n2,y,y\n3,,x\n",
    "levels": "item,annotator,label\n1,a,low\n1,b,high\n2,a,mid\n2,b,low\n",
    "none": "item,annotator,label\n",
    "claims": "expert,claim,topic,stance\nAnn,w,tax,for\n",
    "claims of two": "expert,claim,topic,stance,annotator\nAnn,w,tax,for,a\nAnn,w,tax,for,b\n",
}
LEVELS = {
    "levels": ("low", "mid", "high"), "words": ("no", "Yes", "yes"),
    "numbers": ("1", "2", "10", "11"),
    "negative": ("-1", "0", "0.0", "1"),
}  # fmt: skip


def _codes(folder: Path) -> Iterator[str]:
    for name, text in TABLES.items():
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        yield f"\n== {name}: {is_code_list(path, Wishes())}"
        for level in ("nominal", "ordinal", "interval", "ratio"):
            for levels in ((), LEVELS[name]) if name in LEVELS else ((),):
                try:
                    found = read_code_lists(path, level, levels)  # type: ignore[arg-type]
                except (DataError, UsageError) as error:
                    yield f"{level} {levels}: {error}"
                    continue
                for variable, codes in found.items():
                    rows = "; ".join(" ".join(row) for row in codes.frame.itertuples(index=False))
                    yield f"{level} {levels} {variable}: {codes.labels} {codes.numbers} {rows}"
                    yield f"    {dict(codes.articles)} {codes.notes}"


def test_tables_of_codes_are_read_as_is_committed(tmp_path: Path) -> None:
    hold("tables of codes.txt", _codes(tmp_path))


GIVEN = [
    (topic, stance)
    for topic in ("", "tax", "Taxes", "none", "gone", "a | b")
    for stance in ("", "for", "F", "1.0", "suport", "2024-02-01", "for | against")
]
SURE = ("", "2", "2 fairly sure", "4", "sure", "1,0", "2024-03-01")


def _judged() -> Iterator[str]:
    """Two answers on each claim, and one with each confidence, as they count and are told."""
    again = [
        *itertools.product(GIVEN[7:12], GIVEN[7:13]),
        *itertools.product(GIVEN[21:23], repeat=2),
    ]
    pairs = [*itertools.product(GIVEN, (("", ""), ("Taxes", "F"))), *again]
    rows = []
    for number, slots in enumerate(pairs):
        for slot, (topic, stance) in enumerate(slots, 1):
            cells = {"topic_cell": f"H{slot}", "stance_cell": f"J{slot}"}
            rows.append(answer(f"c{number}", topic, stance, slot=slot, row=number + 2, **cells))
    rows += [
        answer(f"d{n}", "road", "a", confidence=c, topic_cell="H9", stance_cell="J9")
        for n, c in enumerate(SURE)
    ]
    answers = content(*(row for row in rows if row["topic"] or row["stance"])).answers
    counted, problems = annotations_of(answers, CODEBOOK)
    said: dict[str, list[str]] = {}
    for row in counted.to_dict("records"):
        known = " ".join(str(row[k]) for k in ("slot", "topic", "stance", "score", "confidence"))
        said.setdefault(row["claim_id"], []).append(known)
    for one in problems:
        words = f"{one.code} {one.cell} [{one.value}] {one.message}; {one.hint}"
        said.setdefault(one.claim_id, []).append(words)
    for number, slots in enumerate(pairs):
        yield f"{slots}: {' / '.join(said.get(f'c{number}', ['nothing']))}"
    for number, sure in enumerate(SURE):
        yield f"{sure!r}: {' / '.join(said[f'd{number}'])}"


def test_answers_count_as_is_committed() -> None:
    hold("answers as they count.txt", _judged())


@pytest.mark.parametrize(
    ("rows", "keys", "ids"),
    [
        ([], {}, []),
        ([["form"]], {}, []),  # one column is none of ours
        ([["form", 3.0], ["kind", "x"], ["", "y"], [5.0, "z"]], {"form": "3", "kind": "x"}, []),
        ([["form", "3", "", "claim_id", "other"], ["a", "b", "", "c1", "h"]],
         {"form": "3", "a": "b"}, []),
        ([["form", "3", "", "claim_id", "row_hash"], ["a", "b", "", "c1", "h"],
          ["", "", "", "", "k"], ["", "", "", "c3", "m"]], {"form": "3", "a": "b"}, ["c1"]),
        ([[f"k{n}", str(n)] for n in range(25)], {f"k{n}": str(n) for n in range(20)}, []),
    ],
)  # fmt: skip
def test_the_hidden_sheet_says_what_was_issued(rows, keys, ids) -> None:
    rows = [[*row, *[""] * (max(map(len, rows)) - len(row))] for row in rows]
    book = Book("x.xlsx", "", (Grid(META_SHEET, rows, "x.xlsx", META_SHEET),))
    meta = read_meta(book)
    assert (meta.keys, list(meta.ids)) == (keys, ids)
    assert list(meta.row_hashes) == (["h"] if ids else [])


def _columns(texts: list[str]) -> Table:
    rows = [["claim_id", "topic", "stance"]]
    rows += [[f"c{n}", "taxroad"[n % 2 * 3 :], text] for n, text in enumerate(texts)]
    table = read_table(Grid("Claims", rows, "x.xlsx", "Claims"), FIELDS)
    assert table is not None
    return table


IDS = [f"c{n}" for n in range(12)]


@pytest.mark.parametrize(
    ("texts", "order", "told"),
    [
        (sorted(f"t{n % 4}" for n in range(12)), IDS, True),
        (sorted(f"t{n % 3}" for n in range(12)), IDS, False),  # of too few kinds
        (sorted(f"t{n % 4}" for n in range(11)), IDS, False),  # too few
        ([f"t{n % 4}" for n in range(12)], IDS, False),  # in no order
        (sorted(f"t{n % 4}" for n in range(12)), IDS[::-1], False),  # the claims were sorted, too
        (sorted(f"t{n % 4}" for n in range(12)), [], False),  # nobody knows how they were issued
        (sorted(f"t{n % 4}" for n in range(12)), ["x", *IDS, "y"], True),
    ],
)
def test_a_column_in_order_is_suspect_where_the_claims_stand_as_they_were_issued(
    texts: list[str], order: list[str], told: bool
) -> None:
    found = sorted_columns(_columns(texts), IDS[: len(texts)], Meta(), order)
    assert [(one.code, one.cell) for one in found] == [("column-ordered", "C1")] * told


def _sheet(header: list[str], *rows: list[str], **more: object) -> Table:
    fields = (*FIELDS, CHANCE, CHOSEN)
    grid = Grid("Claims", [header, *rows], "x.xlsx", "Claims", **more)  # type: ignore[arg-type]
    table = read_table(grid, fields)
    assert table is not None
    return table


def test_chances_are_read_from_the_first_row_of_each_claim_and_written_again() -> None:
    given = [("c1", "0", "yes"), ("c2", "1", ""), ("c3", "0.25", "YES"), ("c3", "0.5", ""),
             ("c4", "1.01", ""), ("c5", "-0.1", ""), ("c6", "x", "yes"), ("c7", "", "yes"),
             ("", "0.5", ""), ("c8", "0,5", "no")]  # fmt: skip
    rows = [[claim, "tax", "for", chance, chosen] for claim, chance, chosen in given]
    table = _sheet(["claim_id", "topic", "stance", CHANCE.name, CHOSEN.name], *rows)
    chances, problems = read_chances(table, [claim for claim, *_ in given])
    assert chances == {
        "c1": Chance(0.0, True), "c2": Chance(1.0, False), "c3": Chance(0.25, True),
        "c8": Chance(0.5, False),
    }  # fmt: skip
    assert [(one.code, one.cell, one.value) for one in problems] == [
        ("bad-number", "D6", "1.01"), ("bad-number", "D7", "-0.1"), ("bad-number", "D8", "x"),
    ]  # fmt: skip
    assert chance_cells({"c1": Chance(1 / 3, True), "c2": Chance(0.0, False)}) == {
        "c1": {CHANCE.name: "0.333333333333", CHOSEN.name: "yes"},
        "c2": {CHANCE.name: "0", CHOSEN.name: ""},
    }


@pytest.mark.parametrize(
    ("comments", "problems", "notes"),
    [
        ({}, (), ["n1", ""]),
        ({(2, 2): "why?", (2, 1): "who?"}, (), ["n1\nwho?\nwhy?", ""]),
        ({(2, 3): "n1"}, (), ["n1", ""]),  # it says what the note says already
        ({(3, 3): "so"}, (), ["n1", "so"]),
        ({(3, 4): "on the note"}, (), ["n1", "on the note"]),
        ({(3, 5): "beside"}, (), ["n1", ""]),  # on a column of their own
        ({(1, 2): "on the header"}, (), ["n1", ""]),
        ({(3, 3): "so"}, LISTED, ["n1", ""]),  # of a marked copy
        ({(3, 3): "so"}, LISTED[1:], ["n1", "so"]),  # a sheet of theirs has the list's name
    ],
)
def test_comments_on_cells_are_notes_on_the_claim_of_the_row(comments, problems, notes) -> None:
    table = _sheet(
        ["claim_id", "topic", "stance", "note", "mine"],
        ["c1", "tax", "for", "n1", "x"], ["c2", "road", "a", "", "y"], comments=comments,
    )  # fmt: skip
    more = [Grid("Problems", [list(problems)], "x.xlsx", "Problems")] if problems else []
    book = Book("x.xlsx", "", (table.grid, *more))
    assert list(with_remarks(book, table).column("note")) == notes
    bare = _sheet(["claim_id", "topic", "stance"], ["c1", "tax", "for"], comments={(2, 2): "why?"})
    assert with_remarks(Book("x.xlsx", "", (bare.grid,)), bare) is bare
