"""Returned files that name topics or annotators otherwise than what was issued: told, never moved.

In workbooks handed out, topics stand in column D and stances in column G; the sheet Topics has the
ids in column A, the labels in B and the numbers in C.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from stance.core.codebook import Codebook, Topic
from stance.core.errors import DataError, Problem
from stance.study.assigning import Plan
from stance.study.history import replayed
from stance.study.issuing import assign_study, update_study
from stance.study.merging import merge_files
from stance.study.receiving import Received, receive
from stance.workbook.reading import read
from stance.workbook.writing import write
from tests.workbook_material import content


def topic(topic_id: str, label: str) -> Topic:
    return Topic(topic_id, label, f"{label} matters.")


TRADE, WATER = topic("t1", "Trade"), topic("t2", "Water")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study of two topics, issued to Ana and to Ben, who have answered nothing."""
    folder = tmp_path / "study"
    given = content(name="study.xlsx")
    write(folder / "study.xlsx", replace(given, codebook=Codebook((TRADE, WATER))))
    assign_study(folder, ["ana", "ben"], Plan(2))
    return folder


def typed(path: Path, target: Path, cells: Mapping[str, str], **topics: str) -> Path:
    """Type into cells of the sheet Claims, and of the sheet Topics."""
    book = openpyxl.load_workbook(path)
    for sheet, texts in (("Claims", cells), ("Topics", topics)):
        for cell, text in texts.items():
            book[sheet][cell] = text
    target.parent.mkdir(exist_ok=True)
    book.save(target)
    return target


def topics(study: Path) -> list[str]:
    return [
        str(read(study / "study.xlsx").codebook.parse_topic(text) or text)
        for text in read(study / "ana.xlsx", read(study / "study.xlsx")).answers["topic"]
    ]


def told(received: Received, code: str) -> list[Problem]:
    return [problem for problem in received.problems if problem.code == code]


@pytest.mark.parametrize(
    ("suffix", "emptied"), [(".xlsx", ""), (".xlsx", "ABCDEFGHIJ"), (".csv", "")]
)
def test_a_number_of_no_topic_is_none_that_the_study_gets_later(
    study: Path, tmp_path: Path, suffix: str, emptied: str
) -> None:
    answers = {"D2": "3", "G2": "for", "D3": "2"}
    no_topics = {f"{column}{row}": "" for column in emptied for row in range(2, 5)}
    path = typed(study / "ana.xlsx", tmp_path / "in/ana.xlsx", answers, **no_topics)
    if suffix == ".csv":
        rows = openpyxl.load_workbook(path)["Claims"].iter_rows(values_only=True)
        lines = (",".join(f'"{cell or ""}"' for cell in row) for row in rows)
        path = path.with_suffix(".csv")
        path.write_text("\n".join(lines), "utf-8")
    [problem] = told(receive(study, [path]), "unknown-topic")
    assert (problem.cell, problem.value) == ("D2", "#3")
    grown = replace(
        read(study / "study.xlsx"), codebook=Codebook((TRADE, WATER, topic("t3", "Gas")))
    )
    write(study / "study.xlsx", grown)
    update_study(study)
    assert topics(study) == ["#3", "t2"]
    receive(study, [path])
    assert topics(study) == ["#3", "t2"]
    assert str(replayed(study)["ana", "c1", "1"]) == "#3 · for"


def test_an_id_that_is_a_number_is_no_place_on_a_list(study: Path, tmp_path: Path) -> None:
    """Topic 7 came with the workbook, and 8 is new in the study."""
    given = read(study / "study.xlsx")
    topics_now = (TRADE, topic("7", "Gas"), topic("8", "Oil"))
    write(study / "study.xlsx", replace(given, codebook=Codebook(topics_now[:2])))
    update_study(study)
    path = typed(study / "ana.xlsx", tmp_path / "in/ana.xlsx", {"D2": "7", "D3": "8"})
    write(study / "study.xlsx", replace(given, codebook=Codebook(topics_now)))
    receive(study, [path])
    assert topics(study) == ["7", "8"]


@pytest.mark.parametrize(
    ("changes", "typed_for_trade", "there"),
    [
        ({"B2": "Water", "B3": "Trade"}, "Trade", "t2"),
        ({"C2": "2", "C3": "1"}, "1", "t2"),
        ({"C2": "0", "C4": "1"}, "1", "none"),
    ],
)
def test_a_list_of_topics_changed_by_hand_moves_no_answer_to_another_topic(
    study: Path, tmp_path: Path, changes: dict[str, str], typed_for_trade: str, there: str
) -> None:
    cells = {"D3": typed_for_trade}
    received = receive(
        study, [typed(study / "ana.xlsx", tmp_path / "in/ana.xlsx", cells, **changes)]
    )
    assert topics(study) == ["t1"]
    [problem] = told(received, "topics-changed")
    assert problem.cell == "D3"
    assert f'in it "{typed_for_trade}" is "{there}"; it was read as "t1"' in problem.message


def test_other_words_in_the_list_of_topics_are_nothing_to_tell(study: Path, tmp_path: Path) -> None:
    """A label of one's own names the topic beside it; a list in another order is the same list."""
    rows = {"A2": "t2", "B2": "Rivers", "C2": "2", "A3": "t1", "B3": "Trade", "C3": "1"}
    cells = {"D2": "Rivers", "D3": "1"}
    received = receive(study, [typed(study / "ana.xlsx", tmp_path / "in/ana.xlsx", cells, **rows)])
    assert topics(study) == ["t2", "t1"]
    assert told(received, "topics-changed") == []


def test_a_list_of_topics_that_the_study_has_changed_since_counts_as_it_was_issued(
    study: Path, tmp_path: Path
) -> None:
    path = typed(study / "ana.xlsx", tmp_path / "in/ana.xlsx", {"D2": "Trade", "D3": "2"})
    turned = (replace(TRADE, label="Water"), replace(WATER, label="Trade"))
    given = read(study / "study.xlsx")
    write(study / "study.xlsx", replace(given, codebook=Codebook(turned[::-1])))
    received = receive(study, [path])
    assert topics(study) == ["t1", "t2"]
    assert told(received, "topics-changed") == []


def test_a_file_called_like_anothers_workbook_is_told(study: Path, tmp_path: Path) -> None:
    path = typed(study / "ben.xlsx", tmp_path / "in/Ana.xlsx", {"D2": "Trade", "G2": "for"})
    received = receive(study, [path])
    assert received.changes == {"ben": {"new": 1}}
    [problem] = told(received, "anothers-name")
    assert problem.file == "Ana.xlsx"
    assert 'called like the workbook of "ana", and is that of "ben"' in problem.message


def test_a_file_called_like_its_workbook_or_like_none_is_nothing_to_tell(
    study: Path, tmp_path: Path
) -> None:
    (study / "ben.xlsx").rename(study / "benjamin.xlsx")
    for name in ("benjamin", "BEN", "ben_final"):
        path = typed(study / "benjamin.xlsx", tmp_path / f"in/{name}.xlsx", {"D2": "Trade"})
        assert told(receive(study, [path]), "anothers-name") == []


def test_workbooks_of_two_annotators_are_not_merged(study: Path, tmp_path: Path) -> None:
    one = typed(study / "ana.xlsx", tmp_path / "in/one.xlsx", {"D2": "Trade"})
    other = typed(study / "ben.xlsx", tmp_path / "in/other.xlsx", {"D3": "Trade"})
    with pytest.raises(DataError) as refused:
        merge_files(study / "ana.xlsx", one, other, tmp_path / "merged.xlsx")
    [problem] = refused.value.problems
    assert (problem.code, problem.file) == ("two-annotators", "other.xlsx")
    assert not (tmp_path / "merged.xlsx").exists()
