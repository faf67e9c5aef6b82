"""Columns that somebody sorted alone: suspected by what they held before, or by their looks."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from stance.study.checking import check
from stance.workbook.content import Content
from stance.workbook.reading import read
from stance.workbook.sorting import looks_sorted, moved_alone, moved_columns
from stance.workbook.writing import write
from tests.coded_workbook import spots
from tests.sorted_workbook import EXPERT, FOURTEEN, STANCE, STANCES, WORDS, coded, sort
from tests.workbook_material import content


def study(claims: Any = FOURTEEN) -> Content:
    return content(name="study.xlsx", claims=claims)


def test_answers_as_people_give_them_are_not_suspected(tmp_path: Path) -> None:
    assert spots(read(coded(tmp_path / "ana.xlsx", empty=True))) == []


@pytest.mark.parametrize("falling", [False, True])
def test_a_column_in_sorted_order_beside_claims_as_issued_is_suspected(
    tmp_path: Path, falling: bool
) -> None:
    path = coded(tmp_path / "ana.xlsx", empty=True)
    sort(path, STANCE, falling=falling)
    found = read(path)
    assert spots(found) == [("column-ordered", "J1")]
    assert "was it sorted alone?" in str(found.problems[0])
    assert found.answers["stance"].tolist() == sorted(STANCES, reverse=falling)


def test_a_table_without_our_hidden_sheet_is_suspected_by_the_order_of_the_study(
    tmp_path: Path,
) -> None:
    path = coded(tmp_path / "ana.xlsx", empty=True)
    sort(path, STANCE)
    book = openpyxl.load_workbook(path)
    del book["_meta"]
    book.save(path)
    assert spots(read(path, study())) == [("column-ordered", "J1")]


def test_whole_rows_sorted_by_an_answer_are_not_suspected(tmp_path: Path) -> None:
    path = coded(tmp_path / "ana.xlsx", empty=True)
    sort(path, STANCE, *(column for column in range(1, 40) if column != STANCE))
    assert spots(read(path)) == []


def test_what_was_issued_is_recognised_in_other_rows_and_reported_once(tmp_path: Path) -> None:
    path = coded(tmp_path / "ana.xlsx")
    sort(path, STANCE)
    assert spots(read(path)) == [("column-sorted", "J2")]


def test_part_of_a_column_sorted_alone_is_recognised(tmp_path: Path) -> None:
    path = coded(tmp_path / "ana.xlsx")
    sort(path, STANCE, rows=range(2, 10))
    assert [code for code, _ in spots(read(path))] == ["column-sorted"]


@pytest.mark.parametrize(("rows", "cell"), [(1, "J4"), (2, "J4"), (-1, "J4"), (-3, "J5")])
def test_a_column_that_moved_up_or_down_is_recognised(tmp_path: Path, rows: int, cell: str) -> None:
    """Cells deleted or inserted in one column alone; some texts are gone, or new."""
    path = coded(tmp_path / "ana.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Claims"]
    for row in range(4, 16):
        there = row - 2 - rows
        sheet.cell(row, STANCE).value = STANCES[there] if 2 <= there < len(STANCES) else None
    book.save(path)
    found = [p for p in read(path).problems if p.code == "column-sorted"]
    assert [p.cell for p in found] == [cell]


def test_scattered_changes_that_make_up_for_one_another_are_second_thoughts() -> None:
    before = ["a", "b", "c", "d", "c", "b"] * 10
    here = list(before)
    for at, other in ((0, 13), (20, 39), (44, 58)):  # three pairs changed places
        here[at], here[other] = before[other], before[at]
    assert moved_alone(before, here) == []
    assert moved_alone(before, sorted(before)) != []


@pytest.mark.parametrize(
    ("texts", "suspected"),
    [
        (["a", "B", "c", "d"] * 3, False),
        (sorted("abcd" * 3), True),
        (["A", "a", "b", "B", "c", "c", "D", "d", "e", "e", "f", "f"], True),
        (sorted("abc" * 4), False),  # three values often stand so by chance
        (sorted("abcd" * 2), False),  # too few
        ([*"abcd" * 3, *[""] * 5], False),
        (["", *sorted("abcd" * 3), "", ""], True),
        (["1", "2", "9", "10", "11", "11", "12", "20", "21", "22", "30", "100"], True),
    ],
)
def test_the_looks_of_a_sorted_column(texts: list[str], suspected: bool) -> None:
    assert looks_sorted(texts) is suspected


@pytest.mark.parametrize(("column", "cell"), [(WORDS, "F3"), (EXPERT, "B3")])
def test_words_sorted_alone_are_told_once_and_answers_stay_with_their_ids(
    tmp_path: Path, column: int, cell: str
) -> None:
    write(tmp_path / "study.xlsx", study())
    path = coded(tmp_path / "ana.xlsx")
    before = read(path).answers["stance"].tolist()
    sort(path, column)
    (problem,) = check(tmp_path).problems
    assert (problem.code, problem.cell) == ("form-changed", cell)
    assert "holds its words in other rows" in problem.message
    assert "probably sorted alone" in problem.message
    assert read(path).answers["stance"].tolist() == before


def test_answers_with_no_hidden_id_between_them_and_words_sorted_alone_are_asked_about(
    tmp_path: Path,
) -> None:
    path = tmp_path / "ana.xlsx"
    write(path, content(name=path.name, claims=FOURTEEN), coding=True)
    sort(path, 3, 4)  # expert and topic, as annotators have them
    (problem,) = read(path, study()).problems
    assert 'were the answers beside it, in "topic", sorted with it?' in problem.message


def test_ids_sorted_alone_are_told_once_and_rows_follow_their_hidden_ids(tmp_path: Path) -> None:
    path = coded(tmp_path / "ana.xlsx")
    before = read(path)
    sort(path, 1, falling=True)
    found = read(path)
    assert spots(found) == [("sorted-apart", "A2")]
    assert "14 ids were sorted apart" in found.problems[0].message
    assert found.answers["claim_id"].tolist() == before.answers["claim_id"].tolist()
    assert found.claims["claim"].tolist() == before.claims["claim"].tolist()


def test_words_that_only_the_study_changed_are_to_be_handed_out(tmp_path: Path) -> None:
    path = coded(tmp_path / "ana.xlsx")
    base = study(FOURTEEN.assign(claim=["New words.", *FOURTEEN["claim"][1:]]))
    (problem,) = read(path, base).problems
    assert (problem.code, problem.cell) == ("study-reworded", "F2")
    assert "the study has other words now" in problem.message
    assert "stance update" in problem.hint


def test_words_that_the_annotator_changed_are_told_as_such(tmp_path: Path) -> None:
    path = coded(tmp_path / "ana.xlsx")
    book = openpyxl.load_workbook(path)
    book["Claims"]["F2"] = "Mine."
    book.save(path)
    (problem,) = read(path, study()).problems
    assert problem.message == "the words of this row differ from those that were issued"
    assert "restore" not in problem.hint


def test_without_the_hidden_sheet_nobody_knows_whose_words_are_newer(tmp_path: Path) -> None:
    path = coded(tmp_path / "ana.xlsx")
    book = openpyxl.load_workbook(path)
    book["Claims"]["F2"] = "Mine."
    del book["_meta"]
    book.save(path)
    (problem,) = read(path, study()).problems
    assert problem.message == "the words differ from those of the study"


@pytest.mark.parametrize(
    ("stances", "moved"),
    [
        ("ffffffff", ["topic"]),  # as before: the topics alone stand elsewhere
        ("aaafffff", ["topic"]),  # three coded anew
        ("aaaaffff", []),  # half of those whose topic changed: somebody went through all again
        ("a--aafff", []),  # some, as those of "none", taken back
    ],
)
def test_where_other_answers_were_replaced_too_topics_in_other_rows_are_chance(
    stances: str, moved: list[str]
) -> None:
    before = {"topic": list("abcdabcd"), "stance": list("ffffffff")}
    texts = [text.strip("-") for text in stances]
    here = {"topic": list("dcbadcba"), "stance": texts, "note": list("........")}
    assert list(moved_columns(before, here)) == moved


@pytest.mark.parametrize(("n", "moved"), [(2, []), (3, ["topic"])])  # 2,520 orders, and 369,600
def test_texts_that_could_stand_in_very_many_orders_are_never_taken_for_chance(
    n: int, moved: list[str]
) -> None:
    before = {"topic": list("abcd" * n), "stance": ["for"] * 4 * n}
    here = {"topic": list("dcba" * n), "stance": ["against"] * 4 * n}
    assert list(moved_columns(before, here)) == moved


def test_cells_filled_for_the_first_time_hide_no_column_that_was_moved() -> None:
    before = {"topic": list("abcdabcd"), "stance": [""] * 8}
    here = {"topic": list("dcbadcba"), "stance": list("ffffffff")}
    assert list(moved_columns(before, here)) == ["topic"]
