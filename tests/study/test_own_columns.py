"""Columns and sheets that people add to a workbook are carried through every rewriting."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference

from stance.study.correcting import correct_study
from stance.study.issuing import update_study
from stance.study.receiving import receive
from stance.workbook.writing import write
from tests.sorted_workbook import FOURTEEN, coded
from tests.workbook_material import answer, content


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    write(folder / "study.xlsx", content(name="study.xlsx", claims=FOURTEEN))
    corrected = answer("c02", "", correct_speaker="anna", row=4)
    write(folder / "ana.xlsx", content(corrected, name="ana.xlsx", claims=FOURTEEN))
    return folder


def added(path: Path) -> None:
    """Add a column with a header and one without, one to a list, and a sheet of one's own."""
    book = openpyxl.load_workbook(path)
    claims, experts = book["Claims"], book["Experts"]
    at = claims.max_column + 1
    claims.cell(1, at).value, claims.cell(4, at).value = "my thoughts", "=1+1 is no sum"
    claims.cell(4, at).data_type = "s"
    claims.cell(5, at + 1).value = "no header"
    last = experts.max_column + 1
    experts.cell(1, last).value, experts.cell(3, last).value = "party", "Greens"
    sheet = book.create_sheet("To do")
    sheet["B2"], sheet["C3"] = "ask Anna", 7
    book.save(path)


def carried(path: Path) -> dict[str, Any]:
    book = openpyxl.load_workbook(path)
    claims, experts = book["Claims"], book["Experts"]
    own = {
        (row[0].value, head.value): cell.value
        for row in claims.iter_rows(min_row=2)
        for head, cell in zip(claims[1], row, strict=True)
        if head.value in ("my thoughts", "(no header)") and cell.value
    }
    party = [cell.value for cell in experts[1]].index("party")
    return {
        "claims": own,
        "types": {
            cell.data_type
            for row in claims.iter_rows(min_row=2)
            for head, cell in zip(claims[1], row, strict=True)
            if not str(head.value).startswith("proposition")  # looked up by a formula of ours
        }
        - {"s", "n"},
        "experts": {row[0].value: row[party].value for row in experts.iter_rows(min_row=2)},
        "sheet": [[cell.value for cell in row] for row in book["To do"]["B2:C3"]],
    }


WHOLE = {
    "claims": {("c02", "my thoughts"): "=1+1 is no sum", ("c03", "(no header)"): "no header"},
    "types": set(),
    "experts": {"anna": None, "ben": "Greens"},
    "sheet": [["ask Anna", None], [None, "7"]],
}


@pytest.mark.parametrize(
    ("name", "rewrite"),
    [
        ("ana.xlsx", update_study),
        ("ana.xlsx", lambda study: receive(study, [coded(study.parent / "ana.xlsx", empty=True)])),
        ("study.xlsx", correct_study),
    ],
    ids=["update", "receive", "correct"],
)
def test_values_of_ones_own_are_carried(
    study: Path, name: str, rewrite: Callable[[Path], object]
) -> None:
    added(study / name)
    before = (study / name).read_bytes()
    rewrite(study)
    assert (study / name).read_bytes() != before
    assert carried(study / name) == WHOLE


def test_what_cannot_be_carried_is_named(study: Path, caplog: pytest.LogCaptureFixture) -> None:
    book = openpyxl.load_workbook(study / "ana.xlsx")
    chart = BarChart()
    chart.add_data(Reference(book["Progress"], min_col=2, min_row=2, max_row=4))
    book["Progress"].add_chart(chart)
    book.save(study / "ana.xlsx")
    with caplog.at_level(logging.INFO):
        update_study(study)
    assert "ana.xlsx: not carried into the new edition: charts; the backup has them" in caplog.text


def test_what_is_no_date_stays_where_the_analyst_wrote_it(study: Path) -> None:
    book = openpyxl.load_workbook(study / "study.xlsx")
    book["Claims"]["D2"] = "in spring"
    book.save(study / "study.xlsx")
    correct_study(study)
    claims = openpyxl.load_workbook(study / "study.xlsx")["Claims"]
    assert [claims["D2"].value, claims["D3"].value] == ["in spring", "2024-01"]
    update_study(study)
    assert openpyxl.load_workbook(study / "ana.xlsx")["Claims"]["D2"].value is None


def test_a_column_of_ours_under_another_header_is_not_doubled(study: Path) -> None:
    book = openpyxl.load_workbook(study / "ana.xlsx")
    book["Claims"]["H1"], book["Claims"]["H2"], book["Claims"]["J2"] = "Thema", "tax", "for"
    book.save(study / "ana.xlsx")
    update_study(study)
    head = [cell.value for cell in openpyxl.load_workbook(study / "ana.xlsx")["Claims"][1]]
    assert "topic" in head
    assert "Thema" not in head


def test_what_an_annotator_adds_to_a_copy_is_taken_and_an_older_copy_takes_nothing_back(
    study: Path, tmp_path: Path
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    path = coded(inbox / "ana.xlsx", empty=True)
    added(path)
    receive(study, [path])
    first = carried(study / "ana.xlsx")
    assert first["claims"] == {
        ("c02", "my thoughts"): "=1+1 is no sum",
        ("c03", "(no header)"): "no header",
    }
    assert first["sheet"] == [["ask Anna", None], [None, "7"]]
    book = openpyxl.load_workbook(study / "ana.xlsx")
    sheet = book["Claims"]
    at = [cell.value for cell in sheet[1]].index("my thoughts") + 1
    sheet.cell(4, at).value, sheet.cell(2, at).value = "no sum at all", "new"
    book.save(inbox / "ana.xlsx")
    receive(study, [inbox / "ana.xlsx"])
    second = carried(study / "ana.xlsx")["claims"]
    assert second["c02", "my thoughts"] == "no sum at all"
    assert second["c00", "my thoughts"] == "new"
    empty = coded(inbox / "ana.xlsx", empty=True)
    receive(study, [empty])
    assert carried(study / "ana.xlsx")["claims"] == second


def test_of_a_copy_whose_ids_were_sorted_apart_nothing_added_is_taken(
    study: Path, tmp_path: Path
) -> None:
    path = coded(tmp_path / "ana.xlsx", empty=True)
    added(path)
    book = openpyxl.load_workbook(path)
    sheet = book["Claims"]
    sheet["A2"].value, sheet["A3"].value = sheet["A3"].value, sheet["A2"].value
    book.save(path)
    receive(study, [path])
    head = [cell.value for cell in openpyxl.load_workbook(study / "ana.xlsx")["Claims"][1]]
    assert "my thoughts" not in head
