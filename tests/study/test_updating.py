"""The codebook and the claims change while annotators work: what update and receive make of it."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from stance.core.codebook import Codebook, Scale
from stance.core.errors import DataError, Problem
from stance.study.checking import check
from stance.study.issuing import update_study
from stance.study.receiving import receive
from stance.workbook.form import ADJUDICATOR
from stance.workbook.reading import read
from stance.workbook.writing import write
from tests.coded_workbook import SIX_CLAIMS, coded, issued
from tests.workbook_material import CODEBOOK, answer, content


@pytest.fixture
def study(tmp_path: Path) -> Path:
    write(tmp_path / "study.xlsx", content(name="study.xlsx", claims=SIX_CLAIMS))
    return tmp_path


def test_an_update_tells_problems_with_the_cells_of_the_new_edition(study: Path) -> None:
    issued(study / "ana.xlsx", {"c2": ("road", "fro"), "c3": ("tax", "for")}, annotator="ana")
    base = read(study / "study.xlsx")
    new = base.claims.assign(claim=["Gone.", *base.claims["claim"][1:2], "New.", "4", "5", "6"])
    write(study / "study.xlsx", replace(base, claims=new[1:]))
    _, (problem,) = update_study(study)
    assert (problem.code, problem.cell) == ("unknown-stance", "H2")  # it was G3
    assert openpyxl.load_workbook(study / "ana.xlsx")["Claims"]["H2"].value == "fro"


def test_a_claim_that_the_analyst_took_out_matters_only_if_it_was_answered(study: Path) -> None:
    issued(study / "ana.xlsx", {"c1": ("tax", "for"), "c3": ("tax", "for")}, annotator="ana")
    base = read(study / "study.xlsx")
    fewer = base.claims[~base.claims["claim_id"].isin(["c1", "c2"])]
    write(study / "study.xlsx", replace(base, claims=fewer))
    for _ in range(2):  # before the update and after it
        found = [p for p in check(study).problems if p.code == "unknown-claim"]
        assert [(p.claim_id, p.file) for p in found] == [("c1", "ana.xlsx")]
        assert found[0].hint.startswith('bring its row back, with "not a claim" as its kind')
        update_study(study)
    assert read(study / "ana.xlsx").claims["claim_id"].tolist() == ["c3", "c4", "c5", "c6", "c1"]


def test_answers_whose_proposition_or_score_changed_are_told_and_to_be_looked_at(
    study: Path,
) -> None:
    issued(study / "ana.xlsx", annotator="ana")
    book = openpyxl.load_workbook(study / "ana.xlsx")
    book["Claims"]["J2"] = "mixed"
    book.save(study / "elsewhere.xlsx")  # an answer that comes late
    old = (study / "elsewhere.xlsx").read_bytes()
    (study / "elsewhere.xlsx").unlink()
    base = read(study / "study.xlsx")
    tax, road = CODEBOOK.topics
    levels = Scale().levels
    scale = Scale(tuple(replace(lv, score=1.5) if lv.label == "for" else lv for lv in levels))
    topics = (replace(tax, proposition="Taxes should fall."), replace(road, label="Streets"))
    write(study / "study.xlsx", replace(base, codebook=Codebook(topics, scale)))

    def told(problems: Iterable[Problem]) -> list[tuple[str, str, str]]:
        return [(p.value, p.cell, p.message) for p in problems if p.code == "meaning-changed"]

    expected = [
        (
            "tax",
            "H2",
            'the proposition of "tax" has changed since this workbook was issued; '
            "its answers are kept: c1, c3, c5",
        ),
        (
            "for",
            "J2",
            'the score of "for" has changed since this workbook was issued; '
            "its answers are kept: c1",
        ),
    ]
    assert told(check(study).problems) == expected
    assert "codebook-changed" not in [p.code for p in check(study).problems]  # told already
    _, problems = update_study(study)
    assert told(problems) == [(value, "", message) for value, _, message in expected]
    assert {p.hint for p in problems} == {"the column status asks to look at them again"}
    assert told(check(study).problems) == []
    assert to_look_at(study / "ana.xlsx") == ["c1", "c3", "c5"]
    (study / "inbox").mkdir()
    for copy, left in ((study / "ana.xlsx").read_bytes(), []), (old, ["c1"]):
        (study / "inbox" / "ana.xlsx").write_bytes(copy)
        receive(study, [study / "inbox"])
        assert to_look_at(study / "ana.xlsx") == left


def to_look_at(path: Path) -> list[str]:
    rows = openpyxl.load_workbook(path)["Claims"].iter_rows(values_only=True)
    head = next(rows)
    if "status" not in head:
        return []
    return [row[0] for row in rows if row[head.index("status")]]


def test_a_study_with_two_files_of_an_annotator_is_not_written_anew(study: Path) -> None:
    issued(study / "ana.xlsx", annotator="ana")
    (study / "ana (1).xlsx").write_bytes((study / "ana.xlsx").read_bytes())
    with pytest.raises(DataError) as caught:
        update_study(study)
    assert [(p.code, p.severity, p.file) for p in caught.value.problems] == [
        ("two-workbooks", "error", "ana (1).xlsx"),
        ("two-workbooks", "error", "ana.xlsx"),
    ]


def test_a_file_received_before_neither_asks_again_nor_takes_a_question_back(study: Path) -> None:
    issued(study / "ana.xlsx", {}, annotator="ana")
    old = study / "inbox" / "old.xlsx"
    old.parent.mkdir()
    issued(old, {"c1": ("tax", "for"), "c2": ("road", "for")}, annotator="ana")
    receive(study, [old])
    base = read(study / "study.xlsx")
    tax, road = CODEBOOK.topics
    topics = (replace(tax, proposition="Taxes should fall."), road)
    words = base.claims["claim"].where(base.claims["claim_id"] != "c2", "Other words.")
    claims = base.claims.assign(claim=words)
    write(study / "study.xlsx", replace(base, codebook=Codebook(topics), claims=claims))
    update_study(study)
    receive(study, [old])
    assert to_look_at(study / "ana.xlsx") == ["c1", "c2"]  # nobody has looked yet
    new = study / "inbox" / "new.xlsx"
    new.write_bytes((study / "ana.xlsx").read_bytes())
    book = openpyxl.load_workbook(new)
    head = [cell.value for cell in book["Claims"][1]]
    book["Claims"].cell(2, head.index("stance") + 1).value = "against"
    book.save(new)
    receive(study, [new])
    assert to_look_at(study / "ana.xlsx") == []
    for files in ([old], [old, new], [new, old]):
        found = [p.code for p in receive(study, files).problems]
        assert "meaning-changed" not in found
        assert to_look_at(study / "ana.xlsx") == []
        assert coded(read(study / "ana.xlsx")) == {"c1": ("tax", "against"), "c2": ("road", "for")}


def test_a_decision_on_words_that_changed_says_the_command_that_renews_it(study: Path) -> None:
    decision = answer("c1", "tax", "for")
    decided = content(decision, name="adjudicated.xlsx", annotator=ADJUDICATOR, claims=SIX_CLAIMS)
    write(study / "adjudicated.xlsx", decided)
    issued(study / "ana.xlsx", annotator="ana")
    base = read(study / "study.xlsx")
    claims = base.claims.assign(claim=["Other words.", *base.claims["claim"][1:]])
    write(study / "study.xlsx", replace(base, claims=claims))
    hints = {p.file: p.hint for p in check(study).problems if p.code == "study-reworded"}
    assert hints == {
        "adjudicated.xlsx": "an answer to it waits; hand out the new words with stance adjudicate",
        "ana.xlsx": "an answer to it waits; hand out the new words with stance update",
    }


def test_a_claim_that_the_analyst_rejects_is_open_to_nobody_however_it_is_spelled(
    study: Path,
) -> None:
    issued(study / "ana.xlsx", {"c2": ("road", "for")}, annotator="ana")
    book = openpyxl.load_workbook(study / "study.xlsx")
    head = [cell.value for cell in book["Claims"][1]]
    for row, text in ((2, "Not a Claim"), (4, "not_a_claim")):
        book["Claims"].cell(row, head.index("kind") + 1).value = text
    book.save(study / "study.xlsx")
    update_study(study)
    found = check(study).summary.iloc[0]
    assert (found["n_claims"], found["n_coded"], found["n_rejected"], found["n_open"]) == (
        6,
        1,
        2,
        3,
    )
    counts = openpyxl.load_workbook(study / "ana.xlsx", data_only=True)["Progress"]
    assert dict(counts.iter_rows(2, 5, 1, 2, values_only=True)) == {
        "rows": 6,
        "coded": 1,
        "not a claim": 2,
        "open": 3,
    }
    assert read(study / "study.xlsx").claims["kind"].tolist().count("not a claim") == 2
