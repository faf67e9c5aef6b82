"""What comes back in a table without a hidden sheet, or of a name that is no longer given."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from stance.study.receiving import receive
from stance.workbook.reading import read
from stance.workbook.writing import write
from tests.sorted_workbook import FOURTEEN, coded
from tests.workbook_material import content


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    write(folder / "study.xlsx", content(name="study.xlsx", claims=FOURTEEN))
    write(folder / "ana.xlsx", content(name="ana.xlsx", claims=FOURTEEN))
    return folder


@pytest.mark.parametrize("pasted", [True, False], ids=["pasted over", "deleted"])
def test_a_row_that_a_table_lost_is_told(study: Path, tmp_path: Path, pasted: bool) -> None:
    sheet = openpyxl.load_workbook(coded(tmp_path / "ana.xlsx", empty=True))["Claims"]
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    rows[7:8] = [rows[3]] if pasted else []
    table = tmp_path / "ana.csv"
    table.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    received = receive(study, [table])
    told = next(p for p in received.problems if p.code == "missing-row")
    assert "no row of c06;" in told.message
    found = read(study / "ana.xlsx", read(study / "study.xlsx"))
    assert set(found.answers["claim_id"]) == {*FOURTEEN["claim_id"]} - {"c06"}


def test_a_device_s_name_that_a_study_has_already_is_received(study: Path, tmp_path: Path) -> None:
    (study / "ana.xlsx").unlink()
    write(study / "con.xlsx", content(name="con.xlsx", claims=FOURTEEN))
    path = coded(tmp_path / "con.xlsx", empty=True)
    assert receive(study, [path]).changes == {"con": {"new": 14}}


def test_a_device_s_name_of_nobody_is_refused(study: Path, tmp_path: Path) -> None:
    path = coded(tmp_path / "con.xlsx", empty=True)
    with pytest.raises(Exception, match='"con" is no annotator'):
        receive(study, [Path(shutil.copy(path, tmp_path / "other.xlsx"))])


def test_a_confidence_beside_nothing_is_told_as_where_its_column_was_sorted_alone(
    tmp_path: Path,
) -> None:
    path = coded(tmp_path / "ana.xlsx", empty=True)
    book = openpyxl.load_workbook(path)
    sheet = book["Claims"]
    sheet["K2"] = 3  # of an answer
    sheet["H4"] = sheet["J4"] = None
    sheet["K4"] = 2  # of none
    book.save(path)
    found = [(p.code, p.cell) for p in read(path).problems]
    assert found == [("confidence-without-topic", "K4")]


def _table(tmp_path: Path, header: str) -> Path:
    """A CSV of a copy as annotators have it, in which the header of the notes is another one."""
    path = tmp_path / "coded.xlsx"
    write(path, content(name="ana.xlsx", claims=FOURTEEN), coding=True)
    sheet = openpyxl.load_workbook(path, data_only=True)["Claims"]
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    at = rows[0].index("note")
    rows[0][at], rows[3][at] = header, "my note"
    table = tmp_path / "ana.csv"
    table.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    return table


def test_in_a_table_a_column_that_lost_its_header_is_known_by_its_place(
    study: Path, tmp_path: Path
) -> None:
    received = receive(study, [_table(tmp_path, "")])
    assert "renamed-column" in [p.code for p in received.problems]
    assert read(study / "ana.xlsx").answers["note"].tolist() == ["my note"]


@pytest.mark.parametrize("column", ["confidence", "note", "stance_2", "correct_words"])
def test_a_column_that_a_first_table_lost_is_told_though_nothing_of_it_is_known(
    study: Path, tmp_path: Path, column: str
) -> None:
    table = _table(tmp_path, "note")
    whole = {p.code for p in receive(study, [table]).problems}
    rows = [row.split(",") for row in table.read_text(encoding="utf-8").splitlines()]
    at = rows[0].index(column)
    table.write_text("\n".join(",".join([*r[:at], *r[at + 1 :]]) for r in rows), encoding="utf-8")
    shutil.copy(tmp_path / "coded.xlsx", study / "ana.xlsx")
    told = {p.code: p.message for p in receive(study, [table]).problems}
    assert "missing-answers" not in whole
    assert told["missing-answers"] == f'the file has no column "{column}"'


def test_a_column_that_is_not_read_is_told_with_those_that_it_may_be(
    study: Path, tmp_path: Path
) -> None:
    table = tmp_path / "ana.csv"
    table.write_text("claim_id,stance,topic,Spalte\nc00,for,tax,my note\n", encoding="utf-8")
    told = {p.code: p.message for p in receive(study, [table]).problems}
    lacking = '"confidence", "topic_2", "stance_2", "confidence_2", "note", "correct_speaker", '
    assert told["unread-column"] == (
        'the column "Spalte" is not one that is read; the sheet has no column '
        f'{lacking}"correct_words", "not_a_claim"'
    )
