"""A study with cells that are not legal: refused, or read without the answers in them."""

from functools import partial
from pathlib import Path

import openpyxl
import pytest

from stance import DataError, Study
from stance.core.errors import CODES, OF_ONE_ANSWER
from stance.study.adjudicating import adjudicate_study
from stance.study.norming import norm_study
from tests import sample

CLAIM = "c022"


@pytest.mark.parametrize(
    ("column", "value", "code", "kept"),
    [
        ("stance", "agianst it", "unknown-stance", {"stance": "", "confidence": 3.0}),
        ("confidence", "4", "unknown-confidence", {"stance": "against", "confidence": None}),
        ("topic", "own-fromat", "unknown-topic", None),
        ("topic", None, "stance-without-topic", None),
        ("topic", "none", "stance-on-none", {"stance": "", "topic": "none"}),
    ],
)
def test_a_bad_cell_stops_the_reading_or_costs_its_own_answer(
    tmp_path: Path, column: str, value: str, code: str, kept: dict[str, object] | None
) -> None:
    folder = sample.copy(tmp_path)
    file = folder / "coder-b.xlsx"
    before = Study.open(folder).annotations.query("annotator == 'coder-b'")
    sample.put(file, sample.find(file, CLAIM, column), value)
    with pytest.raises(DataError) as refused:
        Study.open(folder)
    wrong = [p for p in refused.value.problems if p.severity == "error"]
    assert [(p.code, p.claim_id) for p in wrong] == [(code, CLAIM)]

    opened = Study.open(folder, skip_bad_cells=True)
    assert [p for p in opened.problems if p.severity == "error"] == wrong
    after = opened.annotations.query("annotator == 'coder-b'")
    others = [frame[frame["claim_id"] != CLAIM].reset_index(drop=True) for frame in (before, after)]
    assert others[0].equals(others[1])
    own = after[after["claim_id"] == CLAIM].to_dict("records")
    if kept is None:
        assert own == []
    else:
        assert len(own) == 1
        found = {name: own[0][name] for name in kept}
        assert {n: None if v != v else v for n, v in found.items()} == kept


@pytest.mark.parametrize(
    ("file", "column", "value", "code"),
    [
        ("study.xlsx", "expert", "Nobody", "unknown-expert"),
        ("study.xlsx", "claim_id", "c021", "duplicate-id"),
        ("coder-b.xlsx", "stance", "#REF!", "error-value"),
    ],
)
def test_what_is_more_than_one_answer_stops_the_reading_all_the_same(
    tmp_path: Path, file: str, column: str, value: str, code: str
) -> None:
    folder = sample.copy(tmp_path)
    sample.put(folder / file, sample.find(folder / file, CLAIM, column), value)
    with pytest.raises(DataError) as refused:
        Study.open(folder, skip_bad_cells=True)
    assert code in {p.code for p in refused.value.problems}


def test_only_errors_are_skipped() -> None:
    assert {CODES[code][0] for code in OF_ONE_ANSWER} == {"error"}


def test_without_a_sheet_of_topics_each_command_says_that_there_are_none(tmp_path: Path) -> None:
    folder = sample.copy(tmp_path)
    book = openpyxl.load_workbook(folder / "study.xlsx")
    del book["Topics"]
    book.save(folder / "study.xlsx")
    norm = partial(norm_study, sheet=tmp_path / "norming.xlsx")
    for command in (Study.open, norm, adjudicate_study):
        with pytest.raises(DataError, match=r"study\.xlsx › Topics: the study has no topics yet"):
            command(folder)
