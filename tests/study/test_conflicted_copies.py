"""Copies that programs which share folders leave in a study: told, counted for nobody, kept."""

from pathlib import Path

import openpyxl
import pytest

from stance.core.errors import DataError, Problem
from stance.study.adjudicating import adjudicate_study
from stance.study.assigning import Plan
from stance.study.checking import check
from stance.study.issuing import assign_study, update_study
from stance.study.receiving import receive
from stance.study.study import Study
from stance.workbook.writing import write
from tests.workbook_material import content


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study in which Ana and Ben have coded one claim differently."""
    folder = tmp_path / "study"
    write(folder / "study.xlsx", content(name="study.xlsx"))
    assign_study(folder, ["ana", "ben"], Plan(2))
    for name, stance in (("ana", "for"), ("ben", "against")):
        book = openpyxl.load_workbook(folder / f"{name}.xlsx")
        book["Claims"]["D2"], book["Claims"]["G2"] = "Taxes", stance
        book.save(tmp_path / f"{name}.xlsx")
        receive(folder, [tmp_path / f"{name}.xlsx"])
    return folder


def told(study: Path, code: str) -> list[Problem]:
    return [problem for problem in check(study).problems if problem.code == code]


@pytest.mark.parametrize("name", ["history.csv", "codebook-history.csv"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_copy_of_a_history_is_nobodys_answers(study: Path, name: str, mark: str) -> None:
    copy = study / f"{Path(name).stem} (conflicted copy).csv"
    text = (study / name).read_text("utf-8-sig")
    copy.write_text(text.replace(",", mark), "utf-8-sig")
    assert [problem.file for problem in told(study, "skipped-file")] == [copy.name]
    assert sorted(Study.open(study).annotations["annotator"]) == ["ana", "ben"]


def test_a_table_with_times_and_authors_of_another_kind_is_still_read(study: Path) -> None:
    text = "recorded_at,claim_id,topic,stance\n2026,c2,tax,for\n"
    (study / "cem.csv").write_text(text, "utf-8")
    assert sorted(Study.open(study).annotations["annotator"]) == ["ana", "ben", "cem"]


def test_a_copy_of_the_analysts_workbook_is_told_and_never_handed_out(study: Path) -> None:
    copy = study / "study (1).xlsx"
    copy.write_bytes((study / "study.xlsx").read_bytes())
    assert [problem.file for problem in told(study, "analysts-copy")] == [copy.name]
    before = copy.read_bytes()
    paths, _ = update_study(study)
    assert sorted(path.name for path in paths) == ["ana.xlsx", "ben.xlsx"]
    assert copy.read_bytes() == before


def test_a_copy_of_the_analysts_workbook_in_which_somebody_coded_is_theirs(study: Path) -> None:
    book = openpyxl.load_workbook(study / "study.xlsx")
    heads = [cell.value for cell in book["Claims"][1]]
    for name, text in (("topic", "tax"), ("stance", "for")):
        book["Claims"].cell(2, heads.index(name) + 1).value = text
    book.save(study / "cem.xlsx")
    assert told(study, "analysts-copy") == []
    assert sorted(Study.open(study).annotations["annotator"]) == ["ana", "ben", "cem"]


def test_a_copy_of_the_decisions_is_told_and_never_handed_out(study: Path) -> None:
    adjudicate_study(study)
    copy = study / "adjudicated (1).xlsx"
    copy.write_bytes((study / "adjudicated.xlsx").read_bytes())
    assert len(told(study, "two-files")) == 1
    paths, _ = update_study(study)
    assert sorted(path.name for path in paths) == ["ana.xlsx", "ben.xlsx"]


def test_a_sheet_sent_without_any_claim_id_is_refused_as_such(study: Path, tmp_path: Path) -> None:
    """It is called as it should be, so its name is not what is wrong with it."""
    text = "expert,claim,topic,stance\nAnna,Words.,tax,for\n"
    (tmp_path / "ana.csv").write_text(text, "utf-8")
    with pytest.raises(DataError, match="without claim ids it is a table of its own"):
        receive(study, [tmp_path / "ana.csv"])
