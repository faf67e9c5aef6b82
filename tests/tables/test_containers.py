"""What stands around a plain table: sheets, comments, lines, names of files."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from stance.core.errors import DataError, QuestionError
from stance.sheets.limits import Limits
from stance.sheets.text_tables import read_text_table
from stance.study.study import Study
from stance.tables.header_rows import unmerged
from stance.tables.wishes import wishes_of
from stance.workbook.reading import read
from tests.plain_tables import codes, long_table, table

HEADER = ["expert", "claim", "topic", "stance"]


def book(path: Path, **sheets: list[list[str]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name.startswith("hidden"):
            sheet.sheet_state = "hidden"
    made.save(path)
    return path


def test_a_visible_sheet_comes_before_a_hidden_one_which_is_named(tmp_path: Path) -> None:
    draft = [HEADER, ["Old", "x", "Tax", "against"]]
    path = book(tmp_path / "t.xlsx", hidden_draft=draft, Coding=[HEADER, ["A", "y", "Tax", "for"]])
    found = read(path)
    assert found.claims["claim"].tolist() == ["y"]
    assert codes(found) == ["sheet-chosen"]
    assert '"hidden_draft" (hidden)' in found.problems[0].message
    assert read(path, wishes=wishes_of(sheet="hidden_draft")).claims["claim"].tolist() == ["x"]


def test_a_sheet_that_is_not_there_is_asked_for(tmp_path: Path) -> None:
    path = book(tmp_path / "t.xlsx", Coding=[HEADER, ["A", "y", "Tax", "for"]])
    with pytest.raises(QuestionError) as caught:
        read(path, wishes=wishes_of(sheet="Codnig"))
    assert [answer.value for answer in caught.value.answers] == ["Coding"]


def test_sheets_on_the_same_claims_are_a_coder_each(tmp_path: Path) -> None:
    one = [HEADER, ["A", "y", "Tax", "for"], ["B", "z", "Tax", "against"]]
    found = read(book(tmp_path / "t.xlsx", ana=one, ben=one))
    assert found.annotations["annotator"].tolist() == ["ana", "ana", "ben", "ben"]
    assert len(found.claims) == 2
    assert found.annotations["sheet"].tolist() == ["ana", "ana", "ben", "ben"]


def test_sheets_on_other_claims_are_one_coders(tmp_path: Path) -> None:
    one, other = [HEADER, ["A", "y", "Tax", "for"]], [HEADER, ["B", "z", "Tax", "against"]]
    found = read(book(tmp_path / "t.xlsx", May=one, June=other))
    assert set(found.annotations["annotator"]) == {"t"}
    assert len(found.claims) == 2
    assert codes(found) == ["sheet-chosen"]


def test_a_comment_on_a_cell_is_a_note(tmp_path: Path) -> None:
    path = book(tmp_path / "t.xlsx", Coding=[[*HEADER, "note"], ["A", "y", "Tax", "for", "own"]])
    made = openpyxl.load_workbook(path)
    made["Coding"]["D2"].comment = Comment("Not sure", "ana")
    made.save(path)
    assert read(path).annotations["note"].tolist() == ["own\nNot sure"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("t.csv", '"expert,claim,topic,stance"\n"Anna,It helps,Tax,for"\n'),
        ("t.csv", 'expert, claim, topic, stance\nAnna, "It helps", Tax, for\n'),
        ("t.txt", "expert\tclaim\ttopic\tstance\nAnna\tIt helps\tTax\tfor\n"),
        ("t.tab", "expert\tclaim\ttopic\tstance\nAnna\tIt helps\tTax\tfor\n"),
        ("t.csv", "My study\n\nexpert,claim,topic,stance\nAnna,It helps,Tax,for\n"),
    ],
)
def test_text_tables_in_odd_clothes_are_read(tmp_path: Path, name: str, text: str) -> None:
    found = read(table(tmp_path, text, name))
    assert found.claims["claim"].tolist() == ["It helps"]
    assert found.annotations["score"].tolist() == [1]


def test_a_blank_in_a_quoted_field_stays(tmp_path: Path) -> None:
    text = 'expert, claim, topic, stance\nAnna, "It helps, a lot", Tax, for\n'
    assert read(table(tmp_path, text)).claims["claim"].tolist() == ["It helps, a lot"]


def test_a_nul_byte_is_named_by_its_line(tmp_path: Path) -> None:
    path = table(tmp_path, long_table("for", "against").replace("words 1", "wo\0rds"))
    with pytest.raises(DataError, match="NUL byte in line 3"):
        read(path)


def test_joiners_stay_in_names_and_are_nothing_for_matching(tmp_path: Path) -> None:
    shown, typed = "ශ්\u200dරී", "ශ්රී"
    names = (shown, typed, "An\u200dn")
    rows = "".join(f"{name},{name},Tax,for\n" for name in names)
    text = f"expert,claim,topic,stance\n{rows}"
    found = read(table(tmp_path, text))
    assert found.experts["name"].tolist() == [shown, "Ann"]


def test_a_folder_of_tables_is_titled_after_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "my-study"
    folder.mkdir()
    for name in ("ana", "ben"):
        table(folder, long_table("for", "against"), f"{name}.csv")
    assert Study.open(folder).title == "my-study"


def test_what_was_assumed_stands_on_the_page(tmp_path: Path) -> None:
    from stance.report import brief, render

    path = table(tmp_path, long_table("support", "oppose", "support"))
    findings = Study.open(path).analyse()
    assert "the stances were read as oppose and support" in render(findings)
    assert "the stances were read as oppose and support" in brief(findings)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            '"id" "rater" "score"\n1 "a b" 2\n2 "c" 3\n',
            [["id", "rater", "score"], ["1", "a b", "2"], ["2", "c", "3"]],
        ),
        (
            '"r1" "r2"\n"x" 1 2\n"y" 1 NA\n',
            [["", "r1", "r2"], ["x", "1", "2"], ["y", "1", "NA"]],
        ),
        ("1 0  1\n0 1 NA\n", [["1", "0", "1"], ["0", "1", "NA"]]),
        ("r1,r2\nx,1,2\ny,1,3\n", [["", "r1", "r2"], ["x", "1", "2"], ["y", "1", "3"]]),
        ("a,b\nx,1,\ny,2,\n", [["a", "b", ""], ["x", "1", ""], ["y", "2", ""]]),
        ("a,b\nx,1,2\ny,1\n", [["a", "b", ""], ["x", "1", "2"], ["y", "1", ""]]),
        ("expert name\nAnna Berg\nBek Omarov\n", [["expert name"], ["Anna Berg"], ["Bek Omarov"]]),
    ],
)
def test_tables_as_r_writes_them_are_split(text: str, rows: list[list[str]]) -> None:
    assert read_text_table("t.txt", text.encode(), Limits())[0] == rows


def test_a_row_of_answers_is_no_header(tmp_path: Path) -> None:
    header = "Last Name,First Name,Taxes should rise by very much more.,Trade should be free.\n"
    text = header + "Berg,Anna,Disagree,Agree\nAutor,David,Agree,Agree\nKim,Chol,Agree,Disagree\n"
    found = read(table(tmp_path, text))
    assert found.codebook is not None
    assert len(found.codebook.topics) == 2
    assert found.experts["name"].tolist() == ["Anna Berg", "David Autor", "Chol Kim"]


def test_a_cell_that_is_merged_with_those_below_it_counts_in_each_of_their_rows(
    tmp_path: Path,
) -> None:
    rows = [HEADER, ["A", "x", "Tax", "for"], ["", "y", "Tax", "against"], ["", "z", "Law", "for"]]
    path = book(tmp_path / "t.xlsx", Coding=rows)
    made = openpyxl.load_workbook(path)
    made["Coding"].merge_cells("A2:A3")
    made.save(path)
    found = read(path)
    assert found.claims["claim"].tolist() == ["x", "y"]
    assert set(found.claims["expert_id"]) == {"a"}
    assert [(p.code, p.cell) for p in found.problems] == [
        ("row-left-out", "A4"),
        ("merged-cells", "A2"),
    ]
    assert "what the first holds counts in each" in found.problems[1].message


def test_of_cells_merged_side_by_side_the_first_alone_counts(tmp_path: Path) -> None:
    path = book(tmp_path / "t.xlsx", Coding=[HEADER, ["A", "x", "Tax", "for"], ["A", "y", "", ""]])
    made = openpyxl.load_workbook(path)
    made["Coding"].merge_cells("C3:D3")
    made.save(path)
    (told,) = (p for p in read(path).problems if p.code == "merged-cells")
    assert "only the first shows what it holds" in told.message


def test_more_merged_cells_than_a_sheet_has_count_nowhere() -> None:
    rows = [["Speaker", "Stance"], *([["A", "for"], ["", "against"]] * 500)]
    assert unmerged(rows, [(1, 0, 2, 0)], 1)[2] == ["A", "against"]
    assert unmerged(rows, [(1, 0, 1000, 0)] * 3, 1) is rows
    assert unmerged(rows, [(1, 0, 1000, 0)] * 2, 1)[1000] == ["A", "against"]


@pytest.mark.parametrize(
    ("span", "begin", "first"),
    [
        ((1, 0, 2, 0), 1, ["A", "A", ""]),
        ((1, 0, 2, 0), 2, ["A", "", ""]),  # in the header
        ((2, 0, 2, 1), 1, ["A", "", ""]),  # side by side
        ((2, 0, 9, 0), 1, ["A", "", ""]),
        ((3, 0, 9, 0), 1, ["A", "", "B"]),
    ],
)
def test_cells_merged_below_the_header_count(
    span: tuple[int, int, int, int], begin: int, first: list[str]
) -> None:
    rows = [["Speaker", "Stance"], ["A", "for"], ["", "against"], ["B" * (span[0] == 3), "for"]]
    assert [row[0] for row in unmerged(rows, [span], begin)[1:]] == first
