"""Answers that the history has and no file has any more: told, until they are back or withdrawn."""

from pathlib import Path

import openpyxl
import pytest

from stance.core.errors import Problem
from stance.study.assigning import Plan
from stance.study.checking import check
from stance.study.history import HISTORY_FILE
from stance.study.issuing import assign_study, update_study
from stance.study.receiving import receive
from stance.study.study import Study
from stance.workbook.writing import write
from tests.workbook_material import content

GONE = "answers-gone"


def sent(path: Path, target: Path, **cells: str) -> Path:
    book = openpyxl.load_workbook(path)
    for cell, text in cells.items():
        book["Claims"][cell] = text
    book.save(target)
    return target


@pytest.fixture
def blank(tmp_path: Path) -> bytes:
    """Ben's workbook as issued; the study then received two answers of Ben's and one of Ana's."""
    folder = tmp_path / "study"
    write(folder / "study.xlsx", content(name="study.xlsx"))
    assign_study(folder, ["ana", "ben"], Plan(2))
    issued = (folder / "ben.xlsx").read_bytes()
    ana = sent(folder / "ana.xlsx", tmp_path / "ana.xlsx", D2="Taxes", G2="for")
    ben = sent(folder / "ben.xlsx", tmp_path / "ben.xlsx", D2="Taxes", G2="for", S3="yes")
    receive(folder, [ana, ben])
    return issued


def gone(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.message for problem in problems if problem.code == GONE]


def test_answers_of_a_workbook_that_was_deleted_are_told(tmp_path: Path, blank: bytes) -> None:
    study = tmp_path / "study"
    assert gone(check(study).problems) == []
    (study / "ben.xlsx").unlink()
    message = 'history.csv has answers of "ben" that no file has: c1, c2'
    assert gone(check(study).problems) == [message]
    assert gone(Study.open(study).problems) == [message]
    assign_study(study, ["ana", "ben"], Plan(2))
    assert gone(check(study).problems) == [message]


def test_answers_are_gone_until_they_are_received_again(tmp_path: Path, blank: bytes) -> None:
    study = tmp_path / "study"
    (study / "ben.xlsx").write_bytes(blank)
    assert len(gone(check(study).problems)) == 1
    assert gone(receive(study, [tmp_path / "ben.xlsx"]).problems) == []
    assert gone(check(study).problems) == []


def test_a_file_that_brings_back_some_of_them_tells_the_rest(tmp_path: Path, blank: bytes) -> None:
    study = tmp_path / "study"
    (study / "ben.xlsx").write_bytes(blank)
    file = sent(study / "ben.xlsx", tmp_path / "ben-2.xlsx", D2="Roads", G2="for")
    [message] = gone(receive(study, [file]).problems)
    assert message.endswith("no file has: c2")


def test_what_an_update_records_as_withdrawn_is_told_once(tmp_path: Path, blank: bytes) -> None:
    study = tmp_path / "study"
    (study / "ben.xlsx").write_bytes(blank)
    assert len(gone(update_study(study)[1])) == 1
    assert gone(update_study(study)[1]) == []
    assert gone(check(study).problems) == []


def test_a_history_that_cannot_be_read_stops_no_check(tmp_path: Path, blank: bytes) -> None:
    study = tmp_path / "study"
    (study / HISTORY_FILE).write_text("no history\n", "utf-8")
    (study / "ben.xlsx").unlink()
    assert gone(check(study).problems) == []
