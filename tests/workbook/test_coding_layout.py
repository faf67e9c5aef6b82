"""The sheet Claims as annotators have it: on one screen, with the proposition looked up."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from stance.core.codebook import DEFAULT_LEVELS, Codebook, Level, Scale
from stance.study.merging import merge_files
from stance.workbook import form
from stance.workbook.layout import CODING, LAYOUT, coding_fields
from stance.workbook.reading import read
from stance.workbook.writing import write
from tests.workbook_material import CLAIMS, CODEBOOK, answer, content

#: Characters that a window of 1280 pixels shows beside the row numbers, at 7 to 8 pixels each.
SCREEN = 150
#: With what stands around it, as long as a prompt may be.
LONG = "A" * 239
TOLD = CLAIMS.assign(question=["Why?", "", ""], speaker=["she", "", ""])


@pytest.fixture
def book(tmp_path: Path) -> Path:
    rows = (answer("c1", "tax", "for", note="sure"), answer("c2", "none", "", row=3))
    return write(tmp_path / "ana.xlsx", content(*rows, name="ana.xlsx", claims=TOLD), coding=True)


def columns(path: Path) -> list[tuple[str, float, bool, int]]:
    """Header, width, hidden and level of every column, from left to right."""
    sheet = openpyxl.load_workbook(path)["Claims"]
    spans = sheet.column_dimensions.values()
    found = []
    for number, cell in enumerate(sheet[1], start=1):
        at = next(d for d in spans if d.min <= number <= d.max)
        found.append((str(cell.value), at.width, at.hidden, at.outlineLevel))
    return found


def test_words_speaker_and_the_first_answer_stand_on_one_screen(book: Path) -> None:
    shown = [(name, width) for name, width, unseen, _ in columns(book) if not unseen]
    first = [name for name, _ in shown][:8]
    assert first == [
        *("claim_id", "claim", "expert"),
        *("topic", "proposition", "stance", "confidence", "note"),
    ]
    assert sum(width for _, width in shown[:8]) <= SCREEN
    assert openpyxl.load_workbook(book)["Claims"].freeze_panes == "D2"


def test_what_else_is_known_of_a_claim_is_folded_and_empty_columns_are_hidden(book: Path) -> None:
    folded = [name for name, _, unseen, level in columns(book) if unseen and level]
    assert folded == ["source", "said_on", "question", "speaker", "locator"]
    gone = {name for name, _, unseen, level in columns(book) if unseen and not level}
    assert gone == {
        *("claim_id_copy", "claim_id_copy_2", "claim_id_copy_note", "claim_id_copy_corrections"),
        *("key_phrase", "kind", "speaker_confidence", "speaker_reason"),
        *("sentences", "speaker_attitude", "cue", "context_before", "context_after"),
    }


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        (2, "Taxes should rise."),
        (3, "The claim bears on no proposition of this codebook."),
        (4, ""),
    ],
)
def test_the_proposition_of_the_topic_stands_beside_it_as_a_formula_with_its_text(
    book: Path, row: int, shown: str
) -> None:
    formula, text = (
        openpyxl.load_workbook(book, data_only=stored)["Claims"][f"E{row}"].value
        for stored in (False, True)
    )
    by_label, by_id, by_number = (f"MATCH(D{row},Topics!${c}$2:${c}$4,0)" for c in "BAC")
    assert formula == (
        f'=IFERROR(INDEX(Topics!$D$2:$D$4,IFERROR({by_label},IFERROR({by_id},{by_number}))),"")'
    )
    assert (text or "") == shown


def test_it_is_printed_to_be_read_claim_by_claim_on_pages_that_are_numbered(book: Path) -> None:
    sheet = openpyxl.load_workbook(book)["Claims"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)  # 1 page wide
    assert sheet.print_area == "'Claims'!$A$1:$J$4"  # from the id to the note
    assert sheet["J1"].value == "note"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.print_options.gridLines
    assert sheet.oddFooter.right.text == "&P / &N"
    margins = sheet.page_margins
    assert (margins.left, margins.right, margins.top, margins.bottom) == (0.4, 0.4, 0.5, 0.6)


def test_it_is_read_without_a_word_and_the_proposition_is_no_answer(book: Path) -> None:
    found = read(book)
    assert found.problems == ()
    assert [
        tuple(row) for row in found.answers[["claim_id", "topic", "stance", "note"]].to_numpy()
    ] == [
        ("c1", "tax", "for", "sure"),
        ("c2", "none", "", ""),
    ]
    sheet = openpyxl.load_workbook(book)
    sheet["Claims"]["E2"] = sheet["Topics"]["D2"].value  # its value in place of the formula
    sheet.save(book)
    assert read(book).problems == ()
    sheet["Claims"]["E2"] = "my own words"
    sheet.save(book)
    assert [(p.code, p.cell) for p in read(book).problems] == [("unread-column", "E2")]


def test_topics_are_chosen_by_their_label_and_counted_by_it(book: Path) -> None:
    sheets = openpyxl.load_workbook(book)
    rules = {str(r.sqref): r for r in sheets["Claims"].data_validations.dataValidation}
    assert rules["D2:D4"].formula1 == "Topics!$B$2:$B$4"
    assert rules["D2:D4"].prompt == "0 none\n1 Taxes\n2 Roads"
    assert not any(rule.showErrorMessage for rule in rules.values() if rule.type == "list")
    assert [cell.value for cell in sheets["Claims"]["D"]] == ["topic", "Taxes", "none", None]
    assert [cell.value for cell in sheets["Topics"]["B"]] == ["label", "Taxes", "Roads", "none"]
    assert [cell.value for cell in sheets["Topics"]["C"]] == ["number", "1", "2", "0"]
    counts = openpyxl.load_workbook(book, data_only=True)["Progress"]
    assert list(counts.iter_rows(values_only=True))[-3:] == [
        ("Taxes", 1),
        ("Roads", 0),
        ("none", 1),
    ]


#: What may stand in the sheet Topics: id, label, number; what is typed; what is read.
TYPED = [
    (("tax", "Taxes", "1"), "taxes ", "tax"),
    (("tax", "Taxes", "1"), "TAX", "tax"),
    (("tax", "Taxes", "1"), "1", "tax"),
    (("tax", "Taxes", "1"), "0", "none"),
    (("tax", "Levies", "1"), "Levies", "tax"),  # the label when the workbook was issued
    (("tax", "2", "1"), "2", "tax"),  # a label goes before a number
    (("2", "Taxes", "1"), "2", ""),  # an id before either; the study has no such topic
    (("tax", "Roads", "1"), "Roads", "road"),  # what names two topics is read by the study
    (("tax", "Taxes", "1"), "1 | 2", ""),  # a conflict is no answer
    (("tax", "Taxes", "1"), "3", ""),
]


@pytest.mark.parametrize(("topic", "text", "meant"), TYPED)
def test_a_topic_is_known_by_label_id_and_number_as_the_workbook_was_issued(
    book: Path, topic: tuple[str, ...], text: str, meant: str
) -> None:
    sheet = openpyxl.load_workbook(book)
    sheet["Topics"]["A2"], sheet["Topics"]["B2"], sheet["Topics"]["C2"] = topic
    [issued] = [row[1] for row in sheet["_meta"].iter_rows() if row[0].value == "codebook"]
    issued.value = "earlier"  # the study has another list since
    sheet["Claims"]["D4"], sheet["Claims"]["G4"] = text, "for" if meant != "none" else None
    sheet.save(book)
    found = read(book, content(name="study.xlsx", claims=TOLD))
    last = found.annotations[found.annotations["claim_id"] == "c3"]
    assert last["topic"].tolist() == ([meant] if meant else [])
    codes = {p.code for p in found.problems} - {"codebook-changed"}
    assert codes == (set() if meant else {"unknown-topic"})


def test_a_conflict_of_two_topics_stands_in_the_cell_by_their_labels(tmp_path: Path) -> None:
    both = content(answer("c1", "tax | road", "for"), name="ana.xlsx")
    path = write(tmp_path / "ana.xlsx", both, coding=True)
    assert openpyxl.load_workbook(path)["Claims"]["D2"].value == "Taxes | Roads"
    assert read(path).answers["topic"].tolist() == ["tax | road"]


def test_headers_that_nobody_can_read_are_known_by_their_place(book: Path) -> None:
    sheet = openpyxl.load_workbook(book)
    for cell in ("B1", "D1", "G1"):
        sheet["Claims"][cell] = "%%%"
    sheet.save(book)
    found = read(book)
    assert found.annotations[["topic", "stance"]].to_numpy().tolist() == [
        ["tax", "for"],
        ["none", ""],
    ]
    assert {p.code for p in found.problems} == {"renamed-column"}


def test_a_study_with_one_topic_a_claim_has_no_second_one(tmp_path: Path) -> None:
    names = [f.name for f in coding_fields(1)]
    assert "topic_2" not in names
    assert names[-2:] == ["speaker_reason", "locator"]
    assert {f.name for f in form.claim_fields(3)} | {
        "proposition",
        "proposition_2",
        "proposition_3",
    } == {f.name for f in coding_fields(3)}


def test_a_merged_workbook_keeps_the_order_of_its_copies(book: Path, tmp_path: Path) -> None:
    path, conflicts = merge_files(book, book, book, tmp_path / "merged.xlsx")
    assert conflicts == ()
    assert read(path).meta.keys[LAYOUT] == CODING
    assert [name for name, *_ in columns(path)] == [name for name, *_ in columns(book)]


def rules(path: Path) -> dict[str, list[str]]:
    """The formulas by which cells are marked, by the column's letter."""
    found: dict[str, list[str]] = {}
    for area, marks in openpyxl.load_workbook(path)[
        "Claims"
    ].conditional_formatting._cf_rules.items():
        letter = (
            str(area.sqref).rstrip(":0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") or str(area.sqref)[0]
        )
        found.setdefault(letter, []).extend(mark.formula[0] for mark in marks)
    return found


def test_what_is_on_no_list_turns_red_and_a_code_or_number_does_not(book: Path) -> None:
    marks = rules(book)
    assert 'AND($D2<>"",$E2="")' in marks["D"]
    stance = next(rule for rule in marks["G"] if "TRIM" in rule)
    for typed in ("strongly for", "sf", "2", "-1", "unclear", "u"):
        assert f'TRIM($G2)="{typed}"' in stance
    confidence = next(rule for rule in marks["H"] if "TRIM" in rule)
    for typed in ("1", "doubtful", "3 sure"):
        assert f'TRIM($H2)="{typed}"' in confidence


def prompts(path: Path) -> dict[str, str]:
    sheet = openpyxl.load_workbook(path)["Claims"]
    return {str(rule.sqref): rule.prompt or "" for rule in sheet.data_validations.dataValidation}


#: The default scale as far as a prompt reaches.
DEFAULT = """strongly against (sa): rejects it outright
against (a): rejects it, hedged
mixed (m): weighs both sides, or neutral
for (f): supports it, hedged
strongly for (sf): supports it outright
unclear (u): direction cannot be told"""


@pytest.mark.parametrize(
    ("levels", "shown"),
    [
        (DEFAULT_LEVELS, DEFAULT),
        ((Level("no", 0, "n", "Against."), Level("yes", 1)), "no (n): Against.\nyes"),
        (
            (Level("no", 0, "n", LONG), Level("yes", 1, "y")),
            "no (n): " + LONG + "\nyes (y)",
        ),
        ((Level("no", 0, "n", LONG + "A"), Level("yes", 1, "y")), "no (n)\nyes (y)"),
        (tuple(Level(f"level {n:02}", n) for n in range(40)), None),
    ],
)
def test_the_meaning_of_each_stance_is_the_prompt_of_its_cell_as_far_as_a_prompt_reaches(
    tmp_path: Path, levels: tuple[Level, ...], shown: str | None
) -> None:
    book: Any = content(name="ana.xlsx", codebook=Codebook(CODEBOOK.topics, Scale(levels)))
    path = write(tmp_path / "ana.xlsx", book, coding=True)
    found = prompts(path)["G2:G4"]
    assert len(found) <= 255
    assert found == shown if shown is not None else found.endswith("…")
