"""What people do to spreadsheets: each damage is named by code and cell, and no answer is lost."""

import dataclasses
import datetime as dt
import itertools
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from stance.core import contracts as frames
from stance.core.codebook import Codebook, Topic
from stance.core.errors import DataError
from stance.study.combining import combine
from stance.workbook.catalogues import sheet_names
from stance.workbook.content import Content
from stance.workbook.reading import read
from stance.workbook.writing import write
from tests.coded_workbook import (
    CLAIM_IDS,
    CODED,
    SIX_CLAIMS,
    STANCES,
    TOPICS,
    N,
    coded,
    issued,
    spots,
)
from tests.workbook_material import CODEBOOK, answer, content
from tests.written import hold


@pytest.fixture
def sheet_file(tmp_path: Path) -> Path:
    return issued(tmp_path / "coder.xlsx")


def damaged(path: Path, damage: Callable[[Any], object]) -> Content:
    """Change the Claims sheet as a person would, save, and read it."""
    book = openpyxl.load_workbook(path)
    damage(next(book[name] for name in sheet_names("Claims") if name in book.sheetnames))
    book.save(path)
    book.close()
    return read(path)


def move_column(sheet: Any, old: int, new: int) -> None:
    values = [sheet.cell(row, old).value for row in range(1, N + 2)]
    sheet.delete_cols(old)
    sheet.insert_cols(new)
    for row, value in enumerate(values, start=1):
        sheet.cell(row, new).value = value


def permute(sheet: Any, columns: range, order: list[int]) -> None:
    """Put the cells of these columns into another order of rows."""
    for column in columns:
        values = [sheet.cell(row + 2, column).value for row in order]
        for row, value in enumerate(values, start=2):
            sheet.cell(row, column).value = value


def set_cells(**cells: Any) -> Callable[[Any], None]:
    def damage(sheet: Any) -> None:
        for cell, value in cells.items():
            sheet[cell] = value

    return damage


HARMLESS: dict[str, Callable[[Any], object]] = {
    "columns moved": lambda s: move_column(s, 8, 2),
    "headers in capitals with spaces": set_cells(H1=" TOPIC ", J1="Stance", A1="Claim ID"),
    "a header's synonym": set_cells(J1="Position", Q1="Comments"),
    "a blank row": lambda s: s.insert_rows(4),
    "the table starting at C4": lambda s: (s.insert_rows(1, 3), s.insert_cols(1, 2)),
    "whole rows sorted": lambda s: permute(s, range(1, 22), [5, 3, 1, 0, 2, 4]),
    "stray blanks and invisible characters": set_cells(
        J2="for\u00a0", J3="\u200bagainst", J4="mi\u00adxed", H2="\ufefftax", H3="road\u2060"
    ),
    "full-width letters": set_cells(J2="ｆｏｒ"),
    "Cyrillic look-alikes": set_cells(J2="fоr", H2="tаx"),
    "wrong case": set_cells(J2="FOR", H2="Tax"),
    "codes and scores instead of labels": set_cells(J2="f", J3=-1, J4="0", J5="2", J7="\u22122"),
    "labels instead of ids": set_cells(H2="Taxes", H3="Roads"),
    "numbers as text and as decimals": set_cells(
        J2="1.0", J3="-1,0", K2="2", K3=2.0, K4="2.0", K5="2,0", K6="2 fairly sure"
    ),
    "quotation marks around an answer": set_cells(J2="“for”", J3="'against", H2='"tax"', K2="'2"),
    "check boxes that are not ticked": lambda s: [
        setattr(s.cell(row, 21), "value", False) for row in range(2, 8)
    ],
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_certain_is_understood_without_a_word(sheet_file: Path, name: str) -> None:
    found = damaged(sheet_file, HARMLESS[name])
    assert spots(found) == []
    assert coded(found) == CODED
    assert set(found.annotations["confidence"]) == {2.0}
    assert not any(found.answers["not_a_claim"])


def unmarked(sheet: Any) -> None:
    """Delete the hidden copies of the ids."""
    for column in (19, 16, 13, 9):
        sheet.delete_cols(column)


def header_again(sheet: Any, row: int) -> None:
    sheet.insert_rows(row)
    for column in range(1, sheet.max_column + 1):
        sheet.cell(row, column).value = sheet.cell(1, column).value


def sort_header_in(sheet: Any, row: int) -> None:
    """What becomes of the header where a program takes it for one of the rows to be sorted."""
    header_again(sheet, row + 1)
    sheet.delete_rows(1)


def push_down(sheet: Any, columns: range, row: int) -> None:
    """Insert cells in some columns only: what stands below moves down by one row."""
    for column in columns:
        for below in range(N + 2, row, -1):
            sheet.cell(below, column).value = sheet.cell(below - 1, column).value
        sheet.cell(row, column).value = None


def pull_up(sheet: Any, columns: range, row: int) -> None:
    """Delete cells in some columns only: what stands below moves up by one row."""
    for column in columns:
        for above in range(row, N + 2):
            sheet.cell(above, column).value = sheet.cell(above + 1, column).value


REPAIRED: dict[str, tuple[Callable[[Any], object], list[tuple[str, str]]]] = {
    "a misspelled header": (set_cells(J1="stanse"), [("renamed-column", "J1")]),
    "headers in another language": (
        set_cells(H1="Thema", J1="Haltung", Q1="Bemerkung"),
        [("renamed-column", "H1"), ("renamed-column", "J1"), ("renamed-column", "Q1")],
    ),
    "all headers but the hidden ones in another language, also of columns left empty": (
        set_cells(**{f"{c}1": f"Spalte {c}" for c in "ABCDEF" + "HJKLNOQ"}),
        [("renamed-column", f"{c}1") for c in "ABCDEF" + "HJKLNOQ"],
    ),
    "a header emptied": (set_cells(J1=None), [("renamed-column", "J1")]),
    "merged headers": (lambda s: s.merge_cells("I1:J1"), [("renamed-column", "J1")]),
    "a column inserted and filled": (
        lambda s: (s.insert_cols(3), set_cells(C1="mood", C3="good")(s)),
        [("unread-column", "C1")],
    ),
    "a remark far from everything": (set_cells(AZ90="see my letter"), [("unread-column", "AZ1")]),
    "a column doubled with the same content": (
        lambda s: [s.cell(r, 22, s.cell(r, 10).value) for r in range(1, 8)],
        [],
    ),
    "two rows of headers": (lambda s: header_again(s, 2), [("stray-header", "A2")]),
    "the header once more": (lambda s: header_again(s, 5), [("stray-header", "A5")]),
    "the header sorted in": (lambda s: sort_header_in(s, 4), [("stray-header", "A4")]),
    "the header sorted to the end": (lambda s: sort_header_in(s, 7), [("stray-header", "A7")]),
    "a row deleted": (lambda s: s.delete_rows(4), [("missing-row", "")]),
    "an id deleted": (set_cells(A3=None), [("id-repaired", "A3")]),
    "an id typed over": (set_cells(A3="x9"), [("id-repaired", "A3")]),
    "an id doubled": (set_cells(A3="c1"), [("id-repaired", "A3")]),
    "the id column deleted": (lambda s: s.delete_cols(1), [("id-repaired", "A1")]),
    "both columns of ids deleted": (
        lambda s: (unmarked(s), s.delete_cols(1)),
        [("id-repaired", "A1")],
    ),
    "both columns of ids deleted and the rows sorted": (
        lambda s: (
            permute(s, range(1, s.max_column + 1), [5, 3, 1, 0, 2, 4]),
            unmarked(s),
            s.delete_cols(1),
        ),
        [("id-repaired", "A1")],
    ),
    "both ids of a row deleted": (set_cells(A3=None, I3=None), [("id-repaired", "A3")]),
    "the answer block sorted without its ids": (
        lambda s: permute(s, range(8, 18), [3, 4, 5, 0, 1, 2]),
        [("sorted-apart", "H2")],
    ),
    "the words sorted without the answers": (
        lambda s: permute(s, range(1, 8), [5, 4, 3, 2, 1, 0]),
        [("sorted-apart", "H2")],
    ),
    "cells inserted in the answer block": (
        lambda s: push_down(s, range(8, 22), 3),
        [("sorted-apart", "H4")],
    ),
    "cells inserted in the words": (
        lambda s: push_down(s, range(1, 8), 3),
        [("sorted-apart", "H3")],
    ),
    "cells deleted in the words": (lambda s: pull_up(s, range(1, 8), 3), [("sorted-apart", "H3")]),
    "a word changed": (set_cells(F4="Sentence number C3!"), [("form-changed", "F4")]),
    "a column of words deleted": (lambda s: s.delete_cols(5), [("missing-words", "A1")]),
    "hidden rows": (
        lambda s: [setattr(s.row_dimensions[r], "hidden", True) for r in (3, 5)],
        [("hidden-rows", "A3")],
    ),
}


@pytest.mark.parametrize("name", REPAIRED)
def test_what_can_be_repaired_is_repaired_and_told(sheet_file: Path, name: str) -> None:
    damage, expected = REPAIRED[name]
    found = damaged(sheet_file, damage)
    assert spots(found) == expected
    kept = {c: v for c, v in CODED.items() if name != "a row deleted" or c != "c3"}
    assert coded(found) == kept
    assert not [p for p in found.problems if p.severity == "error"]


#: Of each kind of damage those that lean on what headers and sheets are called.
IN_RUSSIAN = {
    "columns moved": HARMLESS,
    "the table starting at C4": HARMLESS,
    "headers in capitals with spaces": HARMLESS,  # ours among theirs
    "codes and scores instead of labels": HARMLESS,
    "all headers but the hidden ones in another language, also of columns left empty": REPAIRED,
    "a header emptied": REPAIRED,
    "a column doubled with the same content": REPAIRED,
    "the header sorted to the end": REPAIRED,
    "both columns of ids deleted": REPAIRED,
    "the answer block sorted without its ids": REPAIRED,
}


@pytest.mark.parametrize("name", IN_RUSSIAN)
def test_a_workbook_in_russian_survives_the_same(tmp_path: Path, name: str) -> None:
    case = IN_RUSSIAN[name][name]
    damage, expected = case if isinstance(case, tuple) else (case, [])
    found = damaged(issued(tmp_path / "coder.xlsx", language="ru"), damage)
    assert spots(found) == expected
    assert coded(found) == CODED


@pytest.mark.parametrize(
    ("header", "read_as"), [("тма", "topic"), ("Тема ", ""), ("topic", ""), ("позицыя", "stance")]
)
def test_a_misspelled_header_is_known_in_its_own_language(
    tmp_path: Path, header: str, read_as: str
) -> None:
    path = issued(tmp_path / "coder.xlsx", language="ru")
    found = damaged(path, set_cells(**{"J1" if read_as == "stance" else "H1": header}))
    assert [p.message for p in found.problems] == (
        [f'the column "{header}" was read as "{read_as}"'] if read_as else []
    )
    assert coded(found) == CODED


def test_the_header_once_more_is_known_though_two_of_its_cells_were_exchanged(
    sheet_file: Path,
) -> None:
    def damage(sheet: Any) -> None:
        header_again(sheet, 5)
        sheet["C1"], sheet["D1"] = sheet["D1"].value, sheet["C1"].value

    found = damaged(sheet_file, damage)
    assert ("stray-header", "A5") in spots(found)
    assert coded(found) == CODED


def test_cells_deleted_in_the_answer_block_lose_one_claims_answer_only(sheet_file: Path) -> None:
    found = damaged(sheet_file, lambda s: pull_up(s, range(8, 22), 3))
    assert spots(found) == [("missing-row", ""), ("sorted-apart", "H3")]
    assert found.problems[0].claim_id == "c2"
    assert coded(found) == {c: v for c, v in CODED.items() if c != "c2"}


def test_a_row_whose_ids_and_words_are_lost_is_told_with_its_answers(sheet_file: Path) -> None:
    def damage(sheet: Any) -> None:
        unmarked(sheet)
        sheet.delete_cols(1)
        sheet["E3"] = "Other words."

    found = damaged(sheet_file, damage)
    assert sorted(spots(found)) == [
        ("id-repaired", "A1"),
        ("missing-row", ""),
        ("unplaced-answer", "G3"),
    ]
    assert "road · against · 2 · note c2" in {p.value for p in found.problems}
    assert coded(found) == {c: v for c, v in CODED.items() if c != "c2"}


def test_answers_typed_into_inserted_cells_are_not_lost(sheet_file: Path) -> None:
    def insert_and_answer(sheet: Any) -> None:
        push_down(sheet, range(8, 22), 3)
        sheet["H3"], sheet["J3"] = "road", "for"

    found = damaged(sheet_file, insert_and_answer)
    assert sorted(spots(found)) == [("sorted-apart", "Q4"), ("unplaced-answer", "H4")]
    assert found.unplaced[0].maybe == ("c2", "c3")
    assert ("c2", "road", "for") in set(
        found.answers[["claim_id", "topic", "stance"]].itertuples(index=False, name=None)
    )


@pytest.mark.parametrize(
    "typed",
    ["E\u0301nergie, d\u2019abord", "\u00c9nergie, d'abord", "\u00e9nergie,\u00a0d\u00b4abord"],
    ids=["decomposed", "straight apostrophe", "no-break space and accent"],
)
def test_one_label_may_be_written_in_several_ways(tmp_path: Path, typed: str) -> None:
    topic = Topic("energy", "\u00c9nergie, d\u2019abord", "Energy comes first.")
    codebook = Codebook((*CODEBOOK.topics, topic))
    path = issued(tmp_path / "coder.xlsx", codebook=codebook)
    found = damaged(path, set_cells(H2=typed))
    assert spots(found) == []
    assert coded(found) == CODED | {"c1": ("energy", "for")}


def test_a_copied_row_with_another_topic_is_a_second_answer(sheet_file: Path) -> None:
    def copy_row(sheet: Any) -> None:
        for column in range(1, 22):
            sheet.cell(8, column, sheet.cell(2, column).value)
        sheet["H8"], sheet["J8"] = "road", "against"

    found = damaged(sheet_file, copy_row)
    assert spots(found) == []
    answers = found.annotations[found.annotations["claim_id"] == "c1"]
    assert answers["topic"].tolist() == ["tax", "road"]
    assert answers["stance"].tolist() == ["for", "against"]


REPORTED: dict[str, tuple[Callable[[Any], object], list[tuple[str, str]], dict[str, Any]]] = {
    "an unknown stance": (set_cells(J2="suport"), [("unknown-stance", "J2")], {"c1": ("tax", "")}),
    "a date made of 1-2": (
        set_cells(J2=dt.datetime(2024, 2, 1)),
        [("unknown-stance", "J2")],
        {"c1": ("tax", "")},
    ),
    "TRUE as an answer": (set_cells(J2=True), [("unknown-stance", "J2")], {"c1": ("tax", "")}),
    "an error value": (
        set_cells(J2="#N/A"),
        [("topic-without-stance", "J2"), ("error-value", "J2")],
        {"c1": ("tax", "")},
    ),
    "a formula without its result": (
        set_cells(J2='="for"'),
        [("topic-without-stance", "J2"), ("formula-without-value", "J2")],
        {"c1": ("tax", "")},
    ),
    "the topic NA": (set_cells(H2="NA"), [("unknown-topic", "H2")], {"c1": None}),
    "the topic null": (set_cells(H2="null"), [("unknown-topic", "H2")], {"c1": None}),
    "merged cells": (
        lambda s: s.merge_cells("J2:J3"),
        [("merged-cells", "J2"), ("topic-without-stance", "J3")],
        {"c2": ("road", "")},
    ),
    "two stance columns that differ": (
        lambda s: (s.cell(1, 22, "stance"), s.cell(3, 22, "for")),
        [("doubled-column", "V3")],
        {},
    ),
    "a row of one's own": (
        set_cells(A8="c99", F8="My own claim", H8="tax", J8="for"),
        [("unknown-claim", "A8"), ("missing-value", "B8")],
        {"c99": ("tax", "for")},
    ),
    "a row without any id": (
        set_cells(F8="New", H8="tax", J8="for"),
        [("unplaced-answer", "A8")],
        {},
    ),
    "an id that contradicts its hidden copy": (
        set_cells(A3="c1", F3="Sentence number c1."),
        [("missing-row", ""), ("unplaced-answer", "H3")],
        {"c2": None},
    ),
    "the words sorted without any id": (
        lambda s: permute(s, range(2, 8), [5, 4, 3, 2, 1, 0]),
        [("words-moved", "F2")],
        {},
    ),
    "both ids sorted without anything else": (
        lambda s: [permute(s, range(c, c + 1), [5, 4, 3, 2, 1, 0]) for c in (1, 9, 13, 16, 19)],
        [("words-moved", "F2"), *(("column-sorted", f"{c}2") for c in "HJQ")],
        dict(zip(CLAIM_IDS, zip(TOPICS[::-1], STANCES[::-1], strict=True), strict=True)),
    ),
    "one column sorted alone": (
        lambda s: permute(s, range(10, 11), [5, 4, 3, 2, 1, 0]),
        [("column-sorted", "J2")],
        dict(zip(CLAIM_IDS, zip(TOPICS, STANCES[::-1], strict=True), strict=True)),
    ),
}


@pytest.mark.parametrize("name", REPORTED)
def test_what_is_uncertain_is_reported_with_its_value(sheet_file: Path, name: str) -> None:
    damage, expected, changed = REPORTED[name]
    found = damaged(sheet_file, damage)
    assert sorted(spots(found)) == sorted(expected)
    wanted = {c: v for c, v in (CODED | changed).items() if v is not None}
    assert coded(found) == wanted


@pytest.mark.parametrize(
    ("stances", "confidences", "told"),
    [
        (["1", "2", "3", "3"], ["for", "m", "2", "a"], True),  # the third is legal either way
        (["1", "for", "m", "a"], ["for", "2", "3", "1"], False),  # one row alone is a slip
        (["1", "2", "for", "m"], ["for", "m", "2", "3"], False),  # as many rows are as they should
        (["1", "2", "for", ""], ["for", "m", "2", ""], True),
        (["1", "2", "1", "2"], ["1", "2", "2", "1"], False),
        (["much", "2", "3", ""], ["for", "little", "", "a"], False),
    ],
)
def test_headers_of_stance_and_confidence_that_were_exchanged_are_told(
    sheet_file: Path, stances: list[str], confidences: list[str], told: bool
) -> None:
    def damage(sheet: Any) -> None:
        sheet.delete_rows(6, 2)
        for row, (stance, confidence) in enumerate(zip(stances, confidences, strict=True), start=2):
            sheet.cell(row, 10).value, sheet.cell(row, 11).value = stance, confidence

    found = damaged(sheet_file, damage)
    assert [p.cell for p in found.problems if p.code == "headers-exchanged"] == ["J2"] * told


def test_a_text_that_is_not_counted_is_shown(sheet_file: Path) -> None:
    found = damaged(sheet_file, set_cells(F8="New", H8="tax", J8="for", Q8="my note"))
    (problem,) = found.problems
    assert problem.value == "tax · for · my note"


@pytest.mark.parametrize(("column", "name"), [(8, "topic"), (10, "stance")])
def test_without_topics_or_stances_a_file_is_refused(
    sheet_file: Path, column: int, name: str
) -> None:
    with pytest.raises(DataError) as caught:
        damaged(sheet_file, lambda s: s.delete_cols(column))
    (problem,) = caught.value.problems
    assert (problem.code, problem.cell) == ("missing-column", "A1")
    assert f'"{name}" is missing' in problem.message


def test_a_lost_column_is_looked_for_among_those_that_nobody_reads(sheet_file: Path) -> None:
    def move_and_rename(sheet: Any) -> None:
        move_column(sheet, 10, 24)
        sheet["X1"] = "my codes"

    with pytest.raises(DataError) as caught:
        damaged(sheet_file, move_and_rename)
    (problem,) = caught.value.problems
    assert 'not read: "my codes" in X1' in problem.message


def test_another_answer_column_that_was_deleted_is_told(sheet_file: Path) -> None:
    found = damaged(sheet_file, lambda s: s.delete_cols(11))
    assert spots(found) == [("missing-answers", "A1")]
    assert '"confidence" was deleted' in found.problems[0].message
    assert coded(found) == CODED


@pytest.mark.parametrize("name", ["confidence", "stance_2", "note", "not_a_claim"])
def test_an_answer_column_deleted_on_a_first_return_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / "coder.xlsx"
    write(path, content(name=path.name, claims=SIX_CLAIMS), coding=True)
    heads = [cell.value for cell in openpyxl.load_workbook(path)["Claims"][1]]
    (told,) = damaged(path, lambda s: s.delete_cols(heads.index(name) + 1)).problems
    assert told.code == "missing-answers"
    assert told.message.startswith(f'the column "{name}" was deleted; nothing is known of')


def test_answers_under_the_header_of_propositions_are_told_by_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "coder.xlsx"
    note = {"note": "my note"}
    write(path, content(answer("c1", "tax", "for", **note), name=path.name), coding=True)
    assert read(path).problems == ()
    heads = [cell.value for cell in openpyxl.load_workbook(path)["Claims"][1]]
    one, other = heads.index("proposition_2") + 1, heads.index("note") + 1

    def exchange(sheet: Any) -> None:
        sheet.cell(1, one).value, sheet.cell(1, other).value = "note", "proposition_2"

    told = next(p for p in damaged(path, exchange).problems if p.code == "unread-column")
    assert 'holds other texts in 1 cells; empty are "confidence"' in told.message
    assert '"note"' in told.message
    assert told.value == "my note"


@pytest.mark.parametrize("name", ["context_after", "cue", "speaker", "kind", "proposition"])
def test_answers_under_the_header_of_what_is_only_read_are_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / "coder.xlsx"
    sure = {"confidence": "2"}
    coded = content(answer("c1", "tax", "for", **sure), name=path.name)
    write(path, coded, coding=True)
    study = content(name="study.xlsx")
    assert read(path, study).problems == ()
    book = openpyxl.load_workbook(path)
    heads = [cell.value for cell in book["Claims"][1]]
    one, other = heads.index(name) + 1, heads.index("confidence") + 1
    book["Claims"].cell(1, one).value = "confidence"
    book["Claims"].cell(1, other).value = name
    book.save(path)
    told = next(p for p in read(path, study).problems if p.code == "unread-column")
    assert (told.value, 'empty are "confidence"' in told.message) == ("2", True)


def test_a_renamed_sheet_is_found(sheet_file: Path) -> None:
    found = damaged(sheet_file, lambda s: setattr(s, "title", "Blatt 2"))
    assert spots(found) == [("renamed-sheet", "")]
    assert found.problems[0].sheet == "Blatt 2"
    assert coded(found) == CODED


def test_a_second_sheet_with_answers_is_named(sheet_file: Path) -> None:
    def copy_sheet(sheet: Any) -> None:
        copy = sheet.parent.copy_worksheet(sheet)
        copy.title = "Claims (2)"

    found = damaged(sheet_file, copy_sheet)
    assert [(p.code, p.sheet) for p in found.problems] == [("unread-sheet", "Claims (2)")]
    assert coded(found) == CODED


def test_a_sheet_without_its_header_is_refused(sheet_file: Path) -> None:
    with pytest.raises(DataError) as caught:
        damaged(sheet_file, lambda s: s.delete_rows(1))
    assert {p.code for p in caught.value.problems} <= {"missing-column", "missing-sheet"}


def test_a_header_is_found_however_far_down_it_was_sorted(tmp_path: Path) -> None:
    ids = [f"c{number}" for number in range(1, 61)]
    rows = [dict(SIX_CLAIMS.iloc[0]) | {"claim_id": c, "claim": f"Sentence {c}."} for c in ids]
    path = write(
        tmp_path / "coder.xlsx",
        content(*(answer(c, "tax", "for") for c in ids), claims=frames.CLAIMS.build(rows)),
    )
    found = damaged(path, lambda s: sort_header_in(s, 41))
    assert spots(found) == [("stray-header", "A41")]
    assert coded(found) == dict.fromkeys(ids, ("tax", "for"))
    assert found.annotations["stance_cell"].tolist()[39:41] == ["J40", "J42"]


def test_a_very_long_text_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    long = "x" * 40_000
    path.write_text(f"expert,claim,topic,stance,note\nAnna,a,tax,for,{long}\n")
    assert read(path).answers["note"].tolist() == [long]


def test_labels_that_look_like_missing_values_stay_text(sheet_file: Path) -> None:
    found = damaged(sheet_file, set_cells(Q2="None", Q3="NA", Q4="null", Q5="nan", Q6="#N/A?"))
    assert found.answers["note"].tolist()[:5] == ["None", "NA", "null", "nan", "#N/A?"]


def test_the_escape_of_a_line_end_is_undone(sheet_file: Path) -> None:
    found = damaged(sheet_file, set_cells(J2="for_x000D_", Q2="a_x000D_\nb"))
    assert spots(found) == []
    assert found.answers["note"].tolist()[0].split() == ["a", "b"]


def test_the_form_of_another_version_is_refused(sheet_file: Path) -> None:
    book = openpyxl.load_workbook(sheet_file)
    assert book["_meta"]["A1"].value == "form"
    book["_meta"]["B1"] = "99"
    book.save(sheet_file)
    with pytest.raises(DataError) as caught:
        read(sheet_file)
    assert [p.code for p in caught.value.problems] == ["unknown-form"]


def test_a_codebook_that_was_changed_in_the_study_decides(tmp_path: Path) -> None:
    base = content(name="study.xlsx", claims=SIX_CLAIMS)
    smaller = type(CODEBOOK)(CODEBOOK.topics[:1])
    found = read(
        issued(tmp_path / "coder.xlsx"), type(base)(**(vars(base) | {"codebook": smaller}))
    )
    unknown = [("unknown-topic", f"H{row}") for row in (3, 5, 7)]
    assert spots(found) == [("codebook-changed", ""), *unknown]
    assert len(found.answers) == N


def test_a_workbook_that_was_issued_with_another_codebook_says_so(tmp_path: Path) -> None:
    path = issued(tmp_path / "coder.xlsx")
    topic = dataclasses.replace(CODEBOOK.topics[0], includes="levies and duties")
    changed = Codebook((topic, *CODEBOOK.topics[1:]))
    for codebook, codes in ((CODEBOOK, []), (changed, ["codebook-changed"])):
        found = read(path, content(name="study.xlsx", claims=SIX_CLAIMS, codebook=codebook))
        assert [problem.code for problem in found.problems] == codes
        assert len(found.answers) == N


def test_a_formula_s_last_result_is_read_and_told(sheet_file: Path) -> None:
    cell = b'<c r="J2" t="str"><f>LOWER("FOR")</f><v>for</v></c>'
    with zipfile.ZipFile(sheet_file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet2.xml"]
    parts["xl/worksheets/sheet2.xml"] = re.sub(rb'<c r="J2".*?</c>', cell, sheet, count=1)
    with zipfile.ZipFile(sheet_file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    found = read(sheet_file)
    assert spots(found) == [("formula", "J2")]
    assert coded(found) == CODED


def test_words_that_differ_from_the_study_are_named_where_they_stand(tmp_path: Path) -> None:
    base = content(name="study.xlsx", claims=SIX_CLAIMS)
    path = issued(tmp_path / "coder.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Claims"]
    sheet.insert_cols(1)
    sheet["G3"] = "Other words."
    sheet["B8"], sheet["I8"], sheet["K8"] = "c99", "tax", "for"
    book.save(path)
    found = combine([base, read(path, base)])
    assert [(p.code, p.cell) for p in found.problems] == [
        ("form-changed", "G3"),
        ("unknown-claim", "B8"),
    ]


def test_every_damage_is_told_in_the_committed_words(tmp_path: Path) -> None:
    lines = []
    for name, (damage, *_) in [*REPAIRED.items(), *REPORTED.items()]:
        found = damaged(issued(tmp_path / str(len(lines)) / "coder.xlsx"), damage)
        lines.append(f"\n== {name}")
        lines += [f"{p.severity} {p.code}: {p} [{p.value}] | {p.hint}" for p in found.problems]
        answers = found.answers[["claim_id", "slot", "topic", "stance", "confidence", "note"]]
        lines += [" · ".join(map(str, row)) for row in answers.itertuples(index=False, name=None)]
    hold("problems of damaged workbooks.txt", lines)


def test_two_damages_at_once_are_told_in_the_committed_words(tmp_path: Path) -> None:
    damages = HARMLESS | {name: one[0] for name, one in [*REPAIRED.items(), *REPORTED.items()]}
    pairs = list(itertools.permutations(damages, 2))
    lines = []
    for names in random.Random(7).sample(pairs, 24):  # noqa: S311  no secret
        path = issued(tmp_path / str(len(lines)) / "coder.xlsx")
        lines.append(f"\n== {names[0]}, then {names[1]}")
        try:
            for name in names:
                found = damaged(path, damages[name])
        except DataError as error:
            lines += [f"refused: {problem}" for problem in error.problems]
            continue
        lines += [f"{p.severity} {p.code}: {p} [{p.value}]" for p in found.problems]
        for row in found.answers.to_dict("records"):
            lines.append(" · ".join(str(v) for v in row.values() if v not in ("", 0, "coder.xlsx")))
        legal = found.annotations[["claim_id", "slot", "topic", "stance", "score", "confidence"]]
        lines.append("; ".join(" ".join(map(str, row)) for row in legal.itertuples(index=False)))
        lines += [f"unplaced: {one}" for one in found.unplaced]
        absent = sorted(name for name in found.absent if not name[-1].isdigit())
        lines.append(f"covered: {sorted(found.covered)}, absent: {absent}")
    hold("problems of workbooks damaged twice.txt", lines)


def test_of_claims_that_the_analyst_took_out_those_with_answers_are_told(tmp_path: Path) -> None:
    path = issued(tmp_path / "coder.xlsx")
    book = openpyxl.load_workbook(path)
    for cell in ("H4", "J4", "K4", "Q4"):  # of c3
        book["Claims"][cell] = None
    book.save(path)
    fewer = SIX_CLAIMS[~SIX_CLAIMS["claim_id"].isin(["c2", "c3"])].reset_index(drop=True)
    found = read(path, content(name="study.xlsx", claims=fewer))
    told = [(p.code, p.cell, p.claim_id) for p in found.problems if p.code == "unknown-claim"]
    assert told == [("unknown-claim", "A3", "c2")]
    (problem,) = (p for p in found.problems if p.code == "unknown-claim")
    assert problem.message == 'the claim "c2" is no longer in study.xlsx; its answer is kept'


def test_what_is_shown_of_a_claim_that_was_taken_out_is_no_sign_of_exchanged_headers(
    tmp_path: Path,
) -> None:
    spoken = SIX_CLAIMS.assign(cue=["said", "noted", *["said"] * 4])
    path = tmp_path / "coder.xlsx"
    write(path, content(answer("c1", "tax", "for"), name=path.name, claims=spoken), coding=True)
    for claims, code in ((spoken[spoken["claim_id"] != "c2"], None), (SIX_CLAIMS, "unread-column")):
        study = content(name="study.xlsx", claims=claims.reset_index(drop=True))
        codes = [p.code for p in read(path, study).problems if p.code == "unread-column"]
        assert codes == [code] * bool(code)
