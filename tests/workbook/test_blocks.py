"""Yellow cells selected without the claims beside them: sorted, cut, deleted, copied, pasted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from stance.workbook.content import Content
from stance.workbook.reading import read
from stance.workbook.writing import write
from tests.sorted_workbook import FOURTEEN, STANCES, TOPICS
from tests.workbook_material import answer, content

ROWS = range(2, 16)
Span = tuple[str, str]

#: What people select, from one header to another: all that is yellow, up to the note, both topics,
#: one topic.
SELECTIONS: list[Span] = [
    ("topic", "not_a_claim"),
    ("topic", "note"),
    ("topic", "confidence_2"),
    ("topic", "confidence"),
    ("topic_2", "confidence_2"),
]


def columns(sheet: Any, selected: Span) -> list[int]:
    """The columns of a selection, the hidden ones in it too."""
    header = [cell.value for cell in sheet[1]]
    return list(range(header.index(selected[0]) + 1, header.index(selected[1]) + 2))


def cell(path: Path, name: str, row: int) -> str:
    sheet = openpyxl.load_workbook(path)["Claims"]
    at = [head.value for head in sheet[1]].index(name) + 1
    return str(sheet.cell(row, at).coordinate)


@pytest.fixture(
    params=[(False, False), (True, False), (False, True), (True, True)],
    ids=["first return", "issued with answers", "as coded, first return", "as coded, issued"],
)
def path(request: Any, tmp_path: Path) -> Path:
    """A workbook of fourteen answered claims, each with a note, every third with two topics."""
    path = tmp_path / "ana.xlsx"
    rows = []
    for n, claim_id in enumerate(FOURTEEN["claim_id"]):
        more = {"note": f"note {n * 5 % 14}", "row": n + 2, "correct_speaker": "anna"}
        rows.append(answer(claim_id, TOPICS[n], STANCES[n], confidence="2", **more))
        if n % 3 == 0:
            other = "road" if TOPICS[n] == "tax" else "tax"
            rows.append(answer(claim_id, other, STANCES[n - 1], slot=2, **more))
    answered, coding = request.param
    write(path, content(*rows, name=path.name, claims=FOURTEEN), coding=coding)
    if not answered:  # issued empty, and filled in since
        empty = tmp_path / "empty.xlsx"
        write(empty, content(name=path.name, claims=FOURTEEN), coding=coding)
        book, filled = openpyxl.load_workbook(empty), openpyxl.load_workbook(path)["Claims"]
        for row in filled.iter_rows(min_row=2):
            for cell in row:
                book["Claims"].cell(cell.row, cell.column).value = cell.value
        book.save(path)
    return path


def edited(path: Path, edit: Callable[[Any], None]) -> Content:
    book = openpyxl.load_workbook(path)
    edit(book["Claims"])
    book.save(path)
    return read(path)


def answers(found: Content) -> dict[tuple[str, int], tuple[str, ...]]:
    """All that was typed, by claim and slot."""
    names = ("topic", "stance", "confidence", "note", "correct_speaker")
    rows = found.answers.to_dict("records")
    return {(r["claim_id"], r["slot"]): tuple(r[name] for name in names) for r in rows}


def taken(sheet: Any, row: int, selected: Span) -> list[Any]:
    return [sheet.cell(row, column).value for column in columns(sheet, selected)]


def put(sheet: Any, row: int, selected: Span, values: list[Any]) -> None:
    for column, value in zip(columns(sheet, selected), values, strict=True):
        sheet.cell(row, column).value = value


@pytest.mark.parametrize("selected", SELECTIONS)
def test_yellow_cells_sorted_alone_are_put_back(path: Path, selected: Span) -> None:
    before = answers(read(path))

    def by_the_stance(sheet: Any) -> None:
        stance = [sheet.cell(1, c).value[:6] for c in columns(sheet, selected)].index("stance")
        rows = sorted(
            (taken(sheet, r, selected) for r in ROWS), key=lambda cells: str(cells[stance])
        )
        for row, cells in zip(ROWS, rows, strict=True):
            put(sheet, row, selected, cells)

    found = edited(path, by_the_stance)
    assert answers(found) == before
    assert [p.code for p in found.problems] == ["sorted-apart"]


def shift_up(sheet: Any, row: int, selected: Span) -> None:
    for at in range(row, ROWS[-1] + 1):
        put(sheet, at, selected, taken(sheet, at + 1, selected))


@pytest.mark.parametrize("selected", SELECTIONS)
def test_a_row_of_yellow_cells_deleted_shift_up_moves_no_other_answer(
    path: Path, selected: Span
) -> None:
    before = answers(read(path))
    found = edited(path, lambda sheet: shift_up(sheet, 5, selected))
    now = answers(found)
    assert {key: now[key] for key in now if key[0] != "c03"} == {
        key: texts for key, texts in before.items() if key[0] != "c03"
    }
    told = {p.code: p for p in found.problems}
    assert set(told) == {"sorted-apart", "missing-row"}
    assert told["missing-row"].claim_id == "c03"


def test_hidden_ids_that_moved_without_answers_say_that_a_column_beside_them_did(
    tmp_path: Path,
) -> None:
    path = tmp_path / "ana.xlsx"
    write(path, content(name=path.name, claims=FOURTEEN), coding=True)
    heads = [head.value for head in openpyxl.load_workbook(path)["Claims"][1]]
    columns = [heads.index(name) + 1 for name in ("confidence", "claim_id_copy_note", "note")]

    def sorted_with_the_confidence(sheet: Any) -> None:
        for row in ROWS:
            sheet.cell(row, columns[0]).value = "123"[row % 3]
        sort_rows(sheet, columns)

    problems = edited(path, sorted_with_the_confidence).problems
    (told,) = (problem for problem in problems if problem.code == "sorted-apart")
    assert 'in "confidence", moved with them?' in told.message


def test_a_column_beside_hidden_ids_that_moved_is_told_for_it_may_have_moved_unseen(
    path: Path,
) -> None:
    heads = [head.value for head in openpyxl.load_workbook(path)["Claims"][1]]
    first = heads.index("confidence")
    ids = next(n for n in range(first, len(heads)) if heads[n].startswith("claim_id_copy"))
    span = range(first + 1, ids + 2)

    def deleted_shift_up(sheet: Any) -> None:
        for column in span:
            for row in range(5, 15):
                sheet.cell(row, column).value = sheet.cell(row + 1, column).value
            sheet.cell(15, column).value = None

    problems = edited(path, deleted_shift_up).problems
    asked = [p.message for p in problems if "moved with them?" in p.message]
    assert len(asked) == 1
    assert '"stance", "confidence"' in asked[0]


def sort_rows(sheet: Any, columns: list[int]) -> None:
    """Sort some columns of a sheet by the first of them."""
    taken = ([sheet.cell(row, column).value for column in columns] for row in ROWS)
    rows = sorted(taken, key=lambda texts: str(texts[0]))
    for row, texts in zip(ROWS, rows, strict=True):
        for column, text in zip(columns, texts, strict=True):
            sheet.cell(row, column).value = text


@pytest.mark.parametrize("selected", SELECTIONS)
def test_the_last_row_of_yellow_cells_deleted_is_told_with_its_claim(
    path: Path, selected: Span
) -> None:
    blank = [None] * len(columns(openpyxl.load_workbook(path)["Claims"], selected))
    found = edited(path, lambda sheet: put(sheet, ROWS[-1], selected, blank))
    (told,) = found.problems
    assert (told.code, told.claim_id) == ("hidden-id-lost", "c13")
    assert told.message.startswith(f'the cells of "c13" in the columns {selected[0]} to ')


@pytest.mark.parametrize("selected", SELECTIONS)
def test_yellow_cells_inserted_shift_down_move_no_answer(path: Path, selected: Span) -> None:
    before = answers(read(path))

    def shift_down(sheet: Any) -> None:
        for row in range(ROWS[-1] + 1, 5, -1):
            put(sheet, row, selected, taken(sheet, row - 1, selected))
        put(sheet, 5, selected, [None] * len(columns(sheet, selected)))

    found = edited(path, shift_down)
    assert answers(found) == before
    assert [p.code for p in found.problems] == ["sorted-apart"]


def test_an_answer_copied_to_another_claim_counts_for_both_and_is_told(path: Path) -> None:
    selected = SELECTIONS[0]
    before = answers(read(path))
    found = edited(path, lambda s: put(s, 6, selected, taken(s, 3, selected)))
    now = answers(found)
    assert now["c04", 1] == now["c01", 1] == before["c01", 1]
    assert [(p.code, p.cell, p.claim_id) for p in found.problems] == [
        ("answer-copied", cell(path, "topic", 6), "c04")
    ]


def test_a_copied_answer_may_be_changed(path: Path) -> None:
    def copy_and_change(sheet: Any) -> None:
        put(sheet, 6, SELECTIONS[3], taken(sheet, 3, SELECTIONS[3]))
        sheet[cell(path, "stance", 6)] = "unclear"

    found = edited(path, copy_and_change)
    assert answers(found)["c04", 1][:2] == ("road", "unclear")
    assert [p.code for p in found.problems] == ["answer-copied"]


def test_an_answer_cut_and_pasted_beside_another_claim_is_nobodys(path: Path) -> None:
    selected = SELECTIONS[0]
    before = answers(read(path))

    def cut_and_paste(sheet: Any) -> None:
        put(sheet, 6, selected, taken(sheet, 3, selected))
        put(sheet, 3, selected, [None] * len(columns(sheet, selected)))

    found = edited(path, cut_and_paste)
    gone = {"c01", "c04"}
    assert answers(found) == {key: texts for key, texts in before.items() if key[0] not in gone}
    assert [(p.code, p.cell) for p in found.problems] == [
        ("unplaced-answer", cell(path, "topic", 6))
    ]
    (item,) = found.unplaced
    assert item.maybe == ("c01", "c04")
    assert list(item.texts.values()) == ["road", "against", "2", "note 5", "anna"]
    assert item.words == FOURTEEN["claim"][4]


def test_two_answers_cut_and_pasted_beside_other_claims_are_put_back(path: Path) -> None:
    selected = SELECTIONS[0]
    before = answers(read(path))

    def cut_and_paste(sheet: Any) -> None:
        for row, below in ((3, 6), (4, 8)):
            put(sheet, below, selected, taken(sheet, row, selected))
            put(sheet, row, selected, [None] * len(columns(sheet, selected)))

    found = edited(path, cut_and_paste)
    overwritten = {"c04", "c06"}
    kept = {key: texts for key, texts in before.items() if key[0] not in overwritten}
    assert answers(found) == kept
    assert {p.code for p in found.problems} == {"sorted-apart", "missing-row"}


def test_words_of_another_program_pasted_over_a_hidden_id_are_told(path: Path) -> None:
    selected = ("claim_id_copy", "claim_id_copy")
    found = edited(path, lambda sheet: put(sheet, 3, selected, ["for"]))
    told = next(p for p in found.problems if p.code == "hidden-id-lost")
    assert (told.cell, told.value) == (cell(path, "claim_id_copy", 3), "for")


def test_a_selection_emptied_with_its_hidden_ids_is_a_withdrawal(path: Path) -> None:
    selected = SELECTIONS[0]
    found = edited(
        path, lambda sheet: put(sheet, 3, selected, [None] * len(columns(sheet, selected)))
    )
    assert "c01" not in set(found.answers["claim_id"])
    assert found.covered == frozenset()
    assert found.problems == ()


def test_an_answer_typed_without_a_hidden_id_stays_where_it_was_typed(path: Path) -> None:
    """The last rows of a block that was shifted up are empty; somebody types there."""

    def shift_and_type(sheet: Any) -> None:
        shift_up(sheet, 5, SELECTIONS[3])
        sheet[cell(path, "topic", 15)], sheet[cell(path, "stance", 15)] = "tax", "unclear"

    before = answers(read(path))
    found = edited(path, shift_and_type)
    now = answers(found)
    assert now["c13", 1][:2] == ("tax", "unclear")
    (item,) = found.unplaced
    assert item.maybe == ("c13", "c12")
    assert tuple(item.texts.values())[:2] == before["c13", 1][:2]
    assert now["c12", 1] == before["c12", 1]


def test_hidden_ids_go_with_the_answers_beside_them_though_their_headers_were_exchanged(
    path: Path,
) -> None:
    before = answers(read(path))

    def edit(sheet: Any) -> None:
        heads = [sheet[cell(path, name, 1)] for name in ("claim_id_copy", "claim_id_copy_2")]
        heads[0].value, heads[1].value = heads[1].value, heads[0].value
        chosen = columns(sheet, ("topic", "confidence"))
        cells = [[sheet.cell(row, column).value for column in chosen] for row in ROWS]
        for row, texts in zip(ROWS, reversed(cells), strict=True):
            for column, text in zip(chosen, texts, strict=True):
                sheet.cell(row, column).value = text

    assert answers(edited(path, edit)) == before
