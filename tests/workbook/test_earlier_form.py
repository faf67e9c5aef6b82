"""Workbooks as earlier versions wrote them: one hidden id left of all answers; topics by id."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from stance.study.issuing import update_study
from stance.workbook.content import Content
from stance.workbook.reading import read
from tests.sorted_workbook import STANCES, TOPICS, sort
from tests.workbook_material import typed

DATA = Path(__file__).parents[1] / "data"
EARLIER = DATA / "earlier_form"
#: The hidden id, then topic, stance, confidence, twice but for the id, and the note.
ANSWERS = range(8, 19)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    for file in EARLIER.iterdir():
        shutil.copy(file, tmp_path)
    return tmp_path / "ana.xlsx"


def opened(path: Path) -> Content:
    return read(path, read(path.with_name("study.xlsx")))


def answers(found: Content) -> list[tuple[object, ...]]:
    return sorted(map(str, typed(found.answers)))


def test_it_is_read_as_it_was_written(path: Path) -> None:
    found = opened(path)
    assert found.problems == ()
    first = found.answers[found.answers["slot"] == 1]
    assert first["topic"].tolist() == TOPICS
    assert first["stance"].tolist() == STANCES
    assert first["note"].tolist() == [f"note {n * 5 % 14}" for n in range(14)]
    assert (found.answers["slot"] == 2).sum() == 5


def test_its_one_hidden_id_stands_for_the_whole_row(path: Path) -> None:
    before = answers(opened(path))
    sort(path, 10, *(column for column in ANSWERS if column != 10))
    found = opened(path)
    assert [p.code for p in found.problems] == ["sorted-apart"]
    assert answers(found) == before


def test_an_update_writes_it_in_the_present_form(path: Path) -> None:
    before = answers(opened(path))
    update_study(path.parent)
    found = opened(path)
    assert found.problems == ()
    assert answers(found) == before
    header = [cell.value for cell in openpyxl.load_workbook(path)["Claims"][1]]
    assert header[3:8] == ["topic", "proposition", "claim_id_copy", "stance", "confidence"]


def test_one_laid_out_for_coding_with_topics_by_id_is_read_and_written_by_label(
    path: Path, tmp_path: Path
) -> None:
    before = answers(opened(path))
    for file in (DATA / "earlier_coding").iterdir():
        shutil.copy(file, tmp_path)
    cells = [cell.value for cell in openpyxl.load_workbook(path)["Claims"]["D"]]
    assert cells[1:] == TOPICS
    assert opened(path).problems == ()
    assert answers(opened(path)) == before
    update_study(path.parent)
    found = opened(path)
    labels = {topic.id: topic.label for topic in found.codebook.topics} if found.codebook else {}
    cells = [cell.value for cell in openpyxl.load_workbook(path)["Claims"]["D"]]
    assert cells[1:] == [labels[topic] for topic in TOPICS]
    assert answers(found) == before
