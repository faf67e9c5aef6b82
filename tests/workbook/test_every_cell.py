"""Whole workbooks as they are written, cell by cell, beside the committed listing of each."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from stance.core.codebook import Codebook, Level, Scale
from stance.names.frames import NAME_ANSWERS
from stance.workbook import form
from stance.workbook.chances import Chance
from stance.workbook.claim_texts import Extras
from stance.workbook.content import Content, Settings
from stance.workbook.entries import Key
from stance.workbook.name_sheet import write_name_sheet
from stance.workbook.unplaced import DROP, Unplaced
from stance.workbook.waiting import Wait
from stance.workbook.writing import write
from tests.pins import needs_pinned
from tests.sheet_listing import listing
from tests.workbook_material import CLAIMS, CODEBOOK, EXPERTS, SOURCES, answer, content
from tests.written import hold

LONG = "A sentence that goes on and on. " * 9
TOLD = CLAIMS.assign(
    claim=[LONG, "Two\nlines, no road.", "It may rain."],
    kind=["statement", "", form.NOT_A_CLAIM],
    speaker=["Anna Example", "they", ""],
    speaker_confidence=[1.0, 0.5, float("nan")],
    speaker_reason=["named before the quotation", "a pronoun", ""],
    question=["Will they rise?", "", ""],
    key_phrase=["go up", "", ""],
)
RULED = Settings("A small study", 2, "Code what is said.\n\nNot what is meant.")
TWO = [
    answer("c1", "tax", "1", confidence="2", note="=1+1", not_a_claim=""),
    answer("c1", "road", "AGAINST", slot=2, confidence="no idea"),
    answer("c2", "none", ""),
    answer("c2", "road", "perhaps", row=2, confidence="3"),
    answer("c9", "gone", "for"),
]
WAITS: dict[Key, Wait] = {("c1", 0, 1): Wait("words", True), ("c1", 0, 2): Wait("topic", True)}
ANA = content(*TWO, name="ana.xlsx", claims=TOLD, settings=RULED)
LEVELS = (Level("yes", 3.5, "y", "In favour."), Level("no", -1, "n"), Level("?", None))
OTHER = Codebook(CODEBOOK.topics, Scale(LEVELS, 0.5, 2.0))
DECIDED: Extras = {
    c: {
        "ana": f"tax: {c}",
        "ben": "road: for\ntax: against",
        form.STATUS.name: "decide" if c == "c1" else "",
        form.REASON.name: "",
    }
    for c in ("c1", "c2", "c3")
}
BOOKS: dict[str, tuple[Content, Extras | None, Content | None]] = {
    "the analyst's": (content(name="study.xlsx", claims=TOLD), None, None),
    "an empty one": (Content(name="study.xlsx", codebook=Codebook(())), None, None),
    "an annotator's": (ANA, None, None),
    "an annotator's, answers waiting": (replace(ANA, waits=WAITS), None, ANA),
    "by another scale, one topic a claim": (
        content(
            answer("c1", "tax", "y"), name="ben.xlsx", codebook=OTHER, settings=Settings("S", 1)
        ),
        None,
        None,
    ),
    "the adjudicator's": (
        content(answer("c2", "road", "for"), name=f"{form.ADJUDICATOR}.xlsx"),
        DECIDED,
        None,
    ),
    "more people than a screen": (
        content(
            name="study.xlsx",
            experts=pd.concat([EXPERTS.assign(expert_id=EXPERTS.expert_id + str(n)) for n in "12"]),
            sources=SOURCES.iloc[:0],
        ),
        None,
        None,
    ),
}

BOOKS |= {
    "the analyst's, some chosen by chance": (
        content(
            name="study.xlsx",
            chances={"c1": Chance(1.0, True), "c2": Chance(1 / 3, False), "c9": Chance(0.5, True)},
        ),
        None,
        None,
    ),
    "an annotator's, answers unplaced": (
        replace(
            ANA,
            unplaced=(
                Unplaced({"topic": "tax", "stance": "for"}, ("c1", "c2"), "its id is gone",
                         "Taxes go.", "old.xlsx", "Claims", "H4"),
                Unplaced({"note": "=why"}, (), "nothing tells", "", "old.xlsx", "Claims", "Q9"),
                Unplaced({"topic_2": "road", "stance_2": "f"}, ("c3",), "settled", "w",
                         "old.xlsx", "Claims", "L2", claim_id="c3"),
                Unplaced({"confidence": "3"}, (), "dropped", "", "a.xlsx", "S", "K2", DROP,
                         ("study.xlsx", "Unplaced", "B3")),
            ),
        ),
        None,
        None,
    ),
}  # fmt: skip


def test_what_people_added_is_written_again_cell_by_cell_as_committed(tmp_path: Path) -> None:
    needs_pinned("xlsxwriter")
    needs_pinned("openpyxl")
    path = write(tmp_path / ANA.name, ANA)
    book = openpyxl.load_workbook(path)
    claims, experts = book["Claims"], book["Experts"]
    for sheet, name in ((claims, "mine"), (claims, None), (experts, "age")):
        column = sheet.max_column + 1
        sheet.cell(1, column).value = name
        for row in range(2, 5):
            sheet.cell(row, column).value = f"{name} {row}" if row != 3 else "=1+1"
    claims["D2"] = "some day in May"
    notes = book.create_sheet("My notes")
    for row in (["a", 1.5, None], ["=b", "", "c"]):
        notes.append(row)
    book.create_sheet("Empty")
    book.save(path)
    again = tmp_path / "again"
    again.mkdir()
    written = write(again / ANA.name, ANA, before=path)
    lines = [line for line in listing(written) if not line.startswith(("rule", "mark"))]
    hold("workbook, an annotator's, with columns and sheets added.txt", lines)


def test_the_sheet_of_names_is_written_cell_by_cell_as_committed(tmp_path: Path) -> None:
    needs_pinned("xlsxwriter")
    needs_pinned("openpyxl")
    texts = ("yes", "Anna Lee", "A. Lee", LONG, "says", "=says", 0.98765, "s1; s2", "", "anna", "a")
    blank = ("", "Bob", "Rob", "", "", "", float("nan"), "", "", "bob", "rob")
    names = [column.name for column in NAME_ANSWERS.columns]
    rows = [dict(zip(names, row, strict=True)) for row in (texts, blank)]
    path = tmp_path / "names.xlsx"
    write_name_sheet(path, NAME_ANSWERS.build(rows))
    hold("workbook, the sheet of names.txt", listing(path))
    write_name_sheet(path, NAME_ANSWERS.empty())
    hold("workbook, an empty sheet of names.txt", listing(path))


@pytest.mark.parametrize("name", BOOKS)
def test_a_workbook_is_written_cell_by_cell_as_committed(tmp_path: Path, name: str) -> None:
    needs_pinned("xlsxwriter")
    needs_pinned("openpyxl")
    written, extras, issued = BOOKS[name]
    path = write(tmp_path / written.name, written, extras, issued)
    hold(f"workbook, {name}.txt", listing(path))


@pytest.mark.parametrize("name", [name for name, (one, *_) in BOOKS.items() if one.annotator])
def test_a_workbook_laid_out_for_coding_is_written_cell_by_cell_as_committed(
    tmp_path: Path, name: str
) -> None:
    needs_pinned("xlsxwriter")
    needs_pinned("openpyxl")
    written, _, issued = BOOKS[name]
    path = write(tmp_path / written.name, written, None, issued, coding=True)
    hold(f"workbook for coding, {name}.txt", listing(path))
