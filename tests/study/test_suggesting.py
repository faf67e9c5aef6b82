"""Suggestions in workbooks: who sees them, and that nothing reads them as answers."""

import logging
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from stance.core.contracts import ANSWERS
from stance.core.errors import DataError, QuestionError, UsageError
from stance.sheets.replacing import BACKUP
from stance.study.issuing import update_study
from stance.study.locking import locked
from stance.study.receiving import receive
from stance.study.study import Study
from stance.study.suggesting import suggest_study
from stance.workbook.form import SUGGESTIONS
from stance.workbook.reading import read
from stance.workbook.suggested import has_suggestions
from stance.workbook.writing import write
from tests.machines.small_study import CODEBOOK as BOOK
from tests.machines.small_study import claims_and_labels
from tests.workbook_material import answer, content

TOPIC = "suggested_topic"


def claims_of(each: int) -> pd.DataFrame:
    """Claims of people and a source that the small study of the workbooks knows."""
    claims, _ = claims_and_labels(each)
    return claims.assign(expert_id="anna", source_id="s1")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Six claims: ana has the first four and has coded one, ben has the last three."""
    claims = claims_of(2)
    analysts = content(name="study.xlsx", claims=claims, codebook=BOOK)
    write(tmp_path / "study.xlsx", analysts)
    for name, some, coded in (("ana", claims[:4], 1), ("ben", claims[3:], 0)):
        given = [answer(claim_id, "trade", "for") for claim_id in some["claim_id"][:coded]]
        own = content(*given, name=f"{name}.xlsx", claims=some, codebook=BOOK)
        write(tmp_path / f"{name}.xlsx", own, issued=replace(own, answers=ANSWERS.empty()))
    return tmp_path


def column(path: Path, header: str) -> dict[str, object] | None:
    """The cells of a column, by claim; None where there is no such column."""
    rows = list(openpyxl.load_workbook(path)["Claims"].iter_rows(values_only=True))
    if header not in rows[0]:
        return None
    at = rows[0].index(header)
    return {str(row[0]): row[at] for row in rows[1:]}


def frames(path: Path) -> list[pd.DataFrame]:
    """Everything that is read of a study, without the places of cells."""
    found = Study.open(path)
    every = (found.claims, found.annotations, found.decisions, found.waiting, found.machine_codings)
    return [f.drop(columns=[c for c in f if c == "row" or c.endswith("_cell")]) for f in every]


def test_suggestions_are_never_read_as_answers(study: Path) -> None:
    before = frames(study)
    suggest_study(study, show=True, how="random")
    assert has_suggestions(study / "study.xlsx")
    assert has_suggestions(study / "ben.xlsx")
    for one, other in zip(before, frames(study), strict=True):
        pd.testing.assert_frame_equal(one, other)
    assert not Study.open(study).problems


def test_a_sheet_that_lost_its_answers_does_not_take_suggestions_for_them(study: Path) -> None:
    suggest_study(study, show=True)
    book = openpyxl.load_workbook(study / "ben.xlsx")
    sheet = book["Claims"]
    for number in range(sheet.max_column, 0, -1):
        if sheet.cell(1, number).value in ("topic", "stance", "confidence"):
            sheet.delete_cols(number)
    book.save(study / "ben.xlsx")
    with pytest.raises(DataError, match=r'"topic" is missing'):
        read(study / "ben.xlsx", read(study / "study.xlsx"))


@pytest.mark.parametrize("answers", [True, False])
def test_a_table_with_suggestions_has_no_other_answers_than_without(
    tmp_path: Path, answers: bool
) -> None:
    table = pd.DataFrame(
        {
            "expert": ["Anna", "Ben"],
            "claim": ["Dams.", "Customs."],
            "suggested_topic": ["water", "trade"],
            "suggested_stance": ["for", "against"],
        }
    )
    if answers:
        table = table.assign(topic=["trade", "trade"], stance=["for", "for"])
    table.to_csv(tmp_path / "table.csv", index=False)
    if not answers:
        with pytest.raises((DataError, QuestionError)):
            Study.open(tmp_path / "table.csv")
        return
    found = Study.open(tmp_path / "table.csv").annotations
    assert found[["topic", "stance"]].to_numpy().tolist() == [["trade", "for"]] * 2


def test_annotators_see_no_suggestion_unless_the_analyst_says_so(study: Path) -> None:
    suggest_study(study)
    assert column(study / "ben.xlsx", TOPIC) is None
    assert column(study / "ana.xlsx", TOPIC) is None
    told = column(study / "study.xlsx", TOPIC)
    assert told is not None
    assert all(told.values())


def test_claims_of_the_overlap_show_none_and_neither_do_coded_ones(study: Path) -> None:
    found = suggest_study(study, show=True)
    assert found.overlap == ("trade1",)
    assert found.n_shown == 4
    ana, ben = (column(study / f"{name}.xlsx", TOPIC) for name in ("ana", "ben"))
    assert ana
    assert ben
    assert [bool(cell) for cell in ana.values()] == [False, True, True, False]  # coded; overlap
    assert [bool(cell) for cell in ben.values()] == [False, True, True]


def test_a_suggestion_has_its_probability_and_the_words_that_spoke_for_it(study: Path) -> None:
    suggest_study(study, show=True)
    cells = {f.name: column(study / "ben.xlsx", f.name) for f in SUGGESTIONS}
    assert cells["suggested_topic"] is not None
    assert cells["suggested_topic"]["schools0"] == "schools"
    probability = (cells["suggested_topic_probability"] or {})["schools0"]
    assert 0 < float(str(probability)) < 1
    assert "teachers" in str((cells["suggested_topic_words"] or {})["schools0"])
    assert cells["suggested_order"] is None


def test_what_people_typed_stays_when_it_is_run_again(study: Path) -> None:
    suggest_study(study, show=True)
    book = openpyxl.load_workbook(study / "ben.xlsx")
    sheet = book["Claims"]
    header = [cell.value for cell in sheet[1]]
    sheet.cell(3, header.index("topic") + 1).value = "schools"
    sheet.cell(3, header.index("stance") + 1).value = "agianst"
    sheet.cell(3, header.index("note") + 1).value = "my note"
    sheet.cell(1, len(header) + 1).value = "my own column"
    sheet.cell(3, len(header) + 1).value = "mine"
    book.save(study / "ben.xlsx")
    suggest_study(study, show=True)
    suggest_study(study, show=False)
    for header_, typed in (
        ("topic", "Schools"),  # by its label, as it is written
        ("stance", "agianst"),
        ("note", "my note"),
        ("my own column", "mine"),
    ):
        cells = column(study / "ben.xlsx", header_)
        assert cells is not None
        assert cells["schools0"] == typed
    assert column(study / "ben.xlsx", TOPIC) is None
    assert any(file.name.endswith(BACKUP) for file in study.iterdir())


def test_a_workbook_that_comes_back_with_suggestions_brings_its_answers_only(study: Path) -> None:
    suggest_study(study, show=True)
    returned = study.parent / f"{study.name}-inbox" / "ben.xlsx"
    returned.parent.mkdir()
    book = openpyxl.load_workbook(study / "ben.xlsx")
    sheet = book["Claims"]
    header = [cell.value for cell in sheet[1]]
    sheet.cell(4, header.index("topic") + 1).value = "schools"
    sheet.cell(4, header.index("stance") + 1).value = "for"
    book.save(returned)
    received = receive(study, [returned])
    assert received.changes == {"ben": {"new": 1}}
    assert not received.problems


def test_the_next_edition_has_no_suggestions_until_they_are_made_again_and_says_so(
    study: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    suggest_study(study, show=True)
    suggest_study(study, show=True)
    assert "not carried" not in caplog.text
    update_study(study)
    told = "suggestions are not carried into the new edition; stance suggest makes them anew"
    assert caplog.messages == [f"{name}.xlsx: {told}" for name in ("ana", "ben")]
    assert not has_suggestions(study / "ben.xlsx")
    update_study(study)
    assert len(caplog.messages) == 2
    suggest_study(study, show=True)
    assert has_suggestions(study / "ben.xlsx")


def test_the_order_stands_in_a_column_that_annotators_see_even_of_the_overlap(study: Path) -> None:
    found = suggest_study(study, how="random")
    assert found.order is not None
    places = dict(zip(found.order["claim_id"], map(str, found.order["place"]), strict=True))
    cells = column(study / "ben.xlsx", "suggested_order")
    assert cells == {claim_id: places[claim_id] for claim_id in cells or {}}
    assert "trade1" in (cells or {})
    assert column(study / "ben.xlsx", TOPIC) is None


def test_a_coder_who_works_in_the_analysts_workbook_sees_suggestions_there(tmp_path: Path) -> None:
    claims = claims_of(2)
    given = [answer("water0", "water", "for")]
    own = content(*given, name="study.xlsx", claims=claims, codebook=BOOK)
    write(tmp_path / "study.xlsx", own)
    suggest_study(tmp_path)
    cells = column(tmp_path / "study.xlsx", TOPIC) or {}
    assert [claim_id for claim_id, cell in cells.items() if not cell] == ["water0"]


def test_the_same_study_and_seed_give_the_same_bytes(study: Path) -> None:
    suggest_study(study, show=True, how="diverse", seed=3)
    first = {file.name: file.read_bytes() for file in study.glob("*.xlsx")}
    suggest_study(study, show=True, how="diverse", seed=3)
    again = {file.name: file.read_bytes() for file in study.glob("*.xlsx")}
    assert {n: first[n] for n in ("study.xlsx", "ana.xlsx", "ben.xlsx")} == {
        n: again[n] for n in ("study.xlsx", "ana.xlsx", "ben.xlsx")
    }


def test_nothing_is_written_while_somebody_else_is_at_work(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from stance.study import locking

    monkeypatch.setattr(locking, "WAIT", 0.0)
    with locked(study, "receive"):
        held = locking._held.set(frozenset())  # another process would not know
        with pytest.raises(DataError, match="receive"):
            suggest_study(study)
        locking._held.reset(held)
    assert not has_suggestions(study / "study.xlsx")


def test_a_study_without_topics_or_folder_says_so(tmp_path: Path) -> None:
    claims = claims_of(1)
    empty = replace(BOOK, topics=())
    write(tmp_path / "study.xlsx", content(name="study.xlsx", claims=claims, codebook=empty))
    with pytest.raises(UsageError, match="no topics"):
        suggest_study(tmp_path)
    with pytest.raises(UsageError, match="a study's folder"):
        suggest_study(tmp_path / "study.xlsx")
