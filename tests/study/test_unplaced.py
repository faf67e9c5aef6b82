"""Answers of which nobody can say what they are about: kept, shown, settled."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from stance.study.checking import check
from stance.study.issuing import update_study
from stance.study.receiving import Received, receive
from stance.workbook.reading import read
from stance.workbook.unplaced import SHEET
from stance.workbook.writing import write
from tests.sorted_workbook import FOURTEEN, coded
from tests.workbook_material import content

YELLOW = range(8, 22)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    write(folder / "study.xlsx", content(name="study.xlsx", claims=FOURTEEN))
    write(folder / "ana.xlsx", content(name="ana.xlsx", claims=FOURTEEN))
    return folder


@pytest.fixture
def returned(study: Path, tmp_path: Path) -> Path:
    """A copy in which the answer on c01 was cut, and pasted beside c04."""
    path = coded(tmp_path / "ana.xlsx", empty=True)
    book = openpyxl.load_workbook(path)
    sheet = book["Claims"]
    for column in YELLOW:
        sheet.cell(6, column).value = sheet.cell(3, column).value
        sheet.cell(3, column).value = None
    book.save(path)
    return path


def answers(study: Path) -> dict[str, tuple[str, str]]:
    found = read(study / "ana.xlsx", read(study / "study.xlsx")).answers
    rows = zip(found["claim_id"], found["topic"], found["stance"], strict=True)
    return {claim_id: texts for claim_id, *texts in rows}


def shown(study: Path) -> list[str]:
    return [p.cell for p in check(study).problems if p.code == "unplaced-answer"]


def settle(path: Path, text: str) -> None:
    book = openpyxl.load_workbook(path)
    assert book[SHEET]["A1"].value == "claim_id"
    book[SHEET]["A2"] = text
    book.save(path)


def codes(received: Received) -> Sequence[str]:
    return [p.code for p in received.problems]


def test_all_else_is_taken_and_the_answer_is_kept_until_somebody_settles_it(
    study: Path, returned: Path
) -> None:
    received = receive(study, [returned])
    assert received.changes == {"ana": {"new": 12}}
    assert codes(received) == ["unplaced-answer"]
    assert (received.problems[0].file, received.problems[0].cell) == ("ana.xlsx", "H6")
    assert not {"c01", "c04"} & set(answers(study))
    assert shown(study) == ["A2"]
    update_study(study)  # it is carried on
    assert shown(study) == ["A2"]
    sheet = openpyxl.load_workbook(study / "ana.xlsx")[SHEET]
    row = {head.value: cell.value for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert row == {
        "claim_id": None,
        "topic": "Roads",
        "stance": "against",
        "maybe": "c01 or c04",
        "why": 'its hidden id is "c01", but it stands beside "c04"',
        "beside": FOURTEEN["claim"][4],
        "from_file": "ana.xlsx",
        "from_sheet": "Claims",
        "from_cell": "H6",
    }


@pytest.mark.parametrize("claim_id", ["c01", "c04", "c02"])
def test_with_its_claim_beside_it_the_answer_counts(
    study: Path, returned: Path, claim_id: str
) -> None:
    receive(study, [returned])
    settle(study / "ana.xlsx", f" {claim_id} ")
    assert shown(study) == []
    update_study(study)
    assert SHEET not in openpyxl.load_workbook(study / "ana.xlsx").sheetnames
    rows = read(study / "ana.xlsx").answers
    own = rows[rows["claim_id"] == claim_id]
    assert ("road", "against") in list(zip(own["topic"], own["stance"], strict=True))


def test_an_x_drops_it_for_good(study: Path, returned: Path) -> None:
    receive(study, [returned])
    settle(study / "ana.xlsx", "X")
    assert shown(study) == []
    update_study(study)
    assert codes(receive(study, [returned])) == []
    assert shown(study) == []
    assert not {"c01", "c04"} & set(answers(study))


def test_an_id_that_is_no_claims_is_told(study: Path, returned: Path) -> None:
    receive(study, [returned])
    settle(study / "ana.xlsx", "c99")
    found = [(p.code, p.sheet, p.cell) for p in check(study).problems]
    assert ("unknown-claim", SHEET, "A2") in found
    assert shown(study) == ["A2"]


def test_received_again_it_stands_there_once(study: Path, returned: Path) -> None:
    receive(study, [returned])
    again = shutil.copy(returned, returned.with_name("another copy.xlsx"))
    receive(study, [again])
    assert shown(study) == ["A2"]


def test_it_is_settled_where_the_right_file_comes(
    study: Path, returned: Path, tmp_path: Path
) -> None:
    receive(study, [returned])
    receive(study, [coded(tmp_path / "right" / "ana.xlsx", empty=True)])
    assert shown(study) == []
    assert answers(study)["c01"] == ["road", "against"]


def test_where_the_study_has_it_already_it_is_only_told_with_both_claims(
    study: Path, returned: Path, tmp_path: Path
) -> None:
    receive(study, [coded(tmp_path / "right" / "ana.xlsx", empty=True)])
    received = receive(study, [returned])
    assert shown(study) == []
    told = next(problem for problem in received.problems if problem.code == "answers-kept")
    where = 'its hidden id is "c01", but it stands beside "c04"'
    assert told.message == f"{where}; what the study has of c01, c04 is kept"
    assert (told.cell, told.value) == ("H6", "road · against")


def test_annotators_may_settle_it_in_their_own_copy(study: Path, returned: Path) -> None:
    receive(study, [returned])
    copy = Path(shutil.copy(study / "ana.xlsx", returned))
    settle(copy, "c04")
    received = receive(study, [copy])
    assert received.changes == {"ana": {"new": 1}}
    assert answers(study)["c04"] == ["road", "against"]
    assert shown(study) == []


def test_what_the_study_has_is_kept_while_nobody_knows(study: Path, returned: Path) -> None:
    cut = returned.read_bytes()
    receive(study, [coded(returned, empty=True)])
    before = answers(study)
    returned.write_bytes(cut)
    book = openpyxl.load_workbook(study / "ana.xlsx")
    sheet: Any = book["Claims"]
    for column in YELLOW:
        sheet.cell(6, column).value = sheet.cell(3, column).value
        sheet.cell(3, column).value = None
    sheet["J6"] = "unclear"
    book.save(returned)
    receive(study, [returned])
    assert answers(study) == before
    assert shown(study) == ["A2"]


def test_a_row_without_an_id_is_told_with_the_cell_that_lacks_it_and_counts_once_it_is_there(
    study: Path,
) -> None:
    path = study / "ana.xlsx"
    book = openpyxl.load_workbook(path)
    sheet: Any = book["Claims"]
    row = next(n for n in range(2, 20) if sheet.cell(n, 1).value == "c02")
    for cell in sheet[row]:
        cell.value = {"topic": "Roads", "stance": "for"}.get(sheet.cell(1, cell.column).value)
    book.save(path)
    (told,) = [p for p in check(study).problems if p.code == "unplaced-answer"]
    assert (told.sheet, told.cell) == ("Claims", f"A{row}")
    assert "write its claim's id into the column claim_id of its row" in str(told)
    assert f"keep it in a sheet {SHEET}" in str(told)
    sheet.cell(row, 1).value = "c02"
    book.save(path)
    assert shown(study) == []
    assert answers(study)["c02"] == ["road", "for"]
