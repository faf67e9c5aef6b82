"""A file given back with its problems marked: somebody's own, corrected in place and sent again."""

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from stance.study.assigning import Plan
from stance.study.checking import check
from stance.study.issuing import assign_study
from stance.study.marked_copy import write_marked
from stance.study.receiving import receive
from stance.workbook.own_reading import own_in
from stance.workbook.reading import read
from stance.workbook.writing import write
from tests.workbook_material import content


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    write(folder / "study.xlsx", content(name="study.xlsx"))
    assign_study(folder, ["ana"], Plan(1))
    return folder


@pytest.fixture
def returned(study: Path, tmp_path: Path) -> Path:
    """Two answers, one of which is none; a colour, a width, a column and two comments of hers."""
    book = openpyxl.load_workbook(study / "ana.xlsx")
    sheet = book["Claims"]
    sheet["D2"], sheet["G2"] = "Taxes", "suport"
    sheet["D3"], sheet["G3"] = "Roads", "against"
    sheet["B3"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet.column_dimensions["B"].width = 77
    last = sheet.max_column + 1
    sheet.cell(1, last).value, sheet.cell(2, last).value = "mine", "look up"
    sheet["G2"].comment = Comment("in doubt", "ana")
    sheet["G3"].comment = Comment("sure", "ana")
    path = tmp_path / "returned.xlsx"
    book.save(path)
    return path


def marked(path: Path) -> tuple[Path, list[str]]:
    target = path.with_name("marked.xlsx")
    return target, write_marked(target, path, check(path).problems)


def test_the_copy_is_the_file_itself_with_comments_on_its_problems(returned: Path) -> None:
    path, lost = marked(returned)
    assert lost == []
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[0] == "Problems"
    sheet = book["Claims"]
    assert sheet["B3"].fill.fgColor.rgb == "FF00FF00"
    assert sheet.column_dimensions["B"].width == 77
    assert [cell.value for cell in sheet[2]][-1] == "look up"
    assert str(sheet["E2"].value).startswith("=IFERROR(")
    assert sheet["G2"].comment is not None
    assert sheet["G2"].comment.text.startswith("in doubt\n[stance check]\n")
    assert sheet["G3"].comment is not None
    assert sheet["G3"].comment.text == "sure"
    (row,) = [row for row in book["Problems"] if row[0].value == "error"]
    assert [cell.value for cell in row][:3] == ["error", "Claims", "G2"]
    assert row[2].hyperlink.location == "'Claims'!G2"
    assert len(sheet.data_validations.dataValidation) > 0


def test_it_is_corrected_in_place_and_sent_again(study: Path, returned: Path) -> None:
    path, _ = marked(returned)
    book = openpyxl.load_workbook(path)
    book["Claims"]["G2"] = "for"
    book.save(path)
    assert not [p for p in receive(study, [path]).problems if p.severity == "error"]
    found = read(study / "ana.xlsx")
    rows = found.answers[["claim_id", "topic", "stance", "note"]].to_numpy().tolist()
    assert rows == [["c1", "tax", "for", "in doubt"], ["c2", "road", "against", "sure"]]
    assert own_in(study / "ana.xlsx").headers("Claims") == ["mine"]
    assert own_in(study / "ana.xlsx").sheets == {}


def test_a_sheet_of_ones_own_with_the_name_of_the_list_is_ones_own(
    study: Path, returned: Path
) -> None:
    book = openpyxl.load_workbook(returned)
    book.create_sheet("Problems")["A1"] = "my own list"
    book.save(returned)
    path, _ = marked(returned)
    again = path.with_name("again.xlsx")
    write_marked(again, path, check(path).problems)
    book = openpyxl.load_workbook(again)
    assert [name for name in book.sheetnames if "Problems" in name] == ["Problems (2)", "Problems"]
    assert book["Problems"]["A1"].value == "my own list"
    book["Claims"]["G2"] = "for"
    book.save(again)
    receive(study, [again])
    assert read(study / "ana.xlsx").answers["note"].tolist() == ["in doubt", "sure"]
    assert own_in(study / "ana.xlsx").sheets == {"Problems": [["my own list"]]}


def test_marks_of_an_earlier_check_go(returned: Path) -> None:
    path, _ = marked(returned)
    again = path.with_name("again.xlsx")
    write_marked(again, path, ())
    book = openpyxl.load_workbook(again)
    assert book.sheetnames.count("Problems") == 1
    assert book["Problems"].max_row == 1
    comment = book["Claims"]["G2"].comment
    assert comment is not None
    assert comment.text == "in doubt"


def saved_by_excel(path: Path, more: str = "") -> Path:
    """Keep lists whose choices stand on another sheet as Excel does, and more of a newer form."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet2.xml"].decode()
    lists = re.findall("<dataValidation [^>]*><formula1>[^<]*!.*?</dataValidation>", sheet)
    assert lists
    for rule in lists:
        sheet = sheet.replace(rule, "")
    rules = "".join(map(_newer, lists))
    uri = "{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"
    x14, xm = (f"http://schemas.microsoft.com/office/{name}/main" for name in _SPACES)
    kept = (
        f'<extLst><ext uri="{uri}" xmlns:x14="{x14}"><x14:dataValidations count="{len(lists)}" '
        f'xmlns:xm="{xm}">{rules}</x14:dataValidations></ext>{more}</extLst></worksheet>'
    )
    parts["xl/worksheets/sheet2.xml"] = sheet.replace("</worksheet>", kept).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


_SPACES = ("spreadsheetml/2009/9", "excel/2006")


def _newer(rule: str) -> str:
    found = re.fullmatch(
        '<dataValidation (.*?)sqref="([^"]*)"(.*?)><formula1>(.*)</formula1></dataValidation>', rule
    )
    assert found
    before, cells, behind, formula = found.groups()
    return (
        f"<x14:dataValidation {before}{behind}><x14:formula1><xm:f>{formula}</xm:f></x14:formula1>"
        f"<xm:sqref>{cells}</xm:sqref></x14:dataValidation>"
    )


def lists_of(path: Path) -> set[tuple[object, ...]]:
    rules = openpyxl.load_workbook(path)["Claims"].data_validations.dataValidation
    return {
        (
            r.type,
            r.formula1,
            str(r.sqref),
            r.promptTitle,
            r.prompt,
            r.allow_blank,
            r.showErrorMessage,
        )
        for r in rules
    }


def test_lists_that_excel_keeps_in_a_newer_form_are_kept(study: Path, returned: Path) -> None:
    before = lists_of(returned)
    path, lost = marked(saved_by_excel(returned))
    assert lost == []
    assert lists_of(path) == before
    again = path.with_name("again.xlsx")
    assert write_marked(again, path, ()) == []
    assert lists_of(again) == before


@pytest.mark.parametrize(
    ("inside", "told"),
    [("", []), ("<xdr:twoCellAnchor><xdr:sp/></xdr:twoCellAnchor>", ["drawings"])],
)
def test_a_drawing_of_nothing_as_libreoffice_saves_it_is_no_loss(
    returned: Path, inside: str, told: list[str]
) -> None:
    with zipfile.ZipFile(returned, "a") as archive:
        archive.writestr("xl/drawings/drawing1.xml", f"<xdr:wsDr>{inside}</xdr:wsDr>")
    assert marked(returned)[1] == told


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        ("{78C0D931-6437-407d-A8EE-F0AAD7539E65}", ["colours by a rule of a newer form"]),
        ("{05C60535-1F16-4fd2-B633-F4F36F0B64E0}", ["sparklines"]),
        ("{00000000-0000-0000-0000-000000000000}", ["something of a newer form"]),
        ("{01252117-D84E-4E92-8308-4BE1C098FCBB}", []),
    ],
)
def test_what_else_there_is_in_a_newer_form_is_named(
    returned: Path, mark: str, told: list[str]
) -> None:
    _, lost = marked(saved_by_excel(returned, f'<ext uri="{mark}"><x/></ext>'))
    assert lost == told


def test_a_list_that_nobody_understands_is_told(returned: Path) -> None:
    odd = (
        '<ext uri="{X}"><y:dataValidation type="odd"><y:sqref>A1</y:sqref></y:dataValidation></ext>'
    )
    _, lost = marked(saved_by_excel(returned, odd))
    assert "lists to choose from of a newer form" in lost


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("xl/media/image1.png", "pictures"),
        ("xl/charts/chart1.xml", "charts"),
        ("xl/vbaProject.bin", "macros"),
        ("xl/pivotTables/pivotTable1.xml", "pivot tables"),
        ("xl/slicers/slicer1.xml", "slicers"),
        ("xl/threadedComments/threadedComment1.xml", "threaded comments"),
        ("customXml/item1.xml", "customXml/item1.xml"),
    ],
)
def test_a_file_of_which_something_would_be_lost_is_copied_as_values_and_that_is_said(
    returned: Path, part: str, told: str
) -> None:
    with zipfile.ZipFile(returned, "a") as archive:
        archive.writestr(part, b"x")
    path, lost = marked(returned)
    assert lost == [told]
    sheet = openpyxl.load_workbook(path)["Claims"]
    assert sheet["G2"].value == "suport"
    assert sheet["G2"].comment is not None
    assert sheet.column_dimensions["B"].width != 77
