"""Whole workbooks as they are written, cell by cell, beside the committed listing of each."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from stance.core.codebook import Codebook, Level, Scale
from stance.workbook import form
from stance.workbook.content import Content, Settings
from stance.workbook.entries import Key
from stance.workbook.waiting import Wait
from stance.workbook.writing import Extras, write
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


@pytest.mark.parametrize("name", BOOKS)
def test_a_workbook_is_written_cell_by_cell_as_committed(tmp_path: Path, name: str) -> None:
    needs_pinned("xlsxwriter")
    needs_pinned("openpyxl")
    written, extras, issued = BOOKS[name]
    path = write(tmp_path / written.name, written, extras, issued)
    hold(f"workbook, {name}.txt", listing(path))
