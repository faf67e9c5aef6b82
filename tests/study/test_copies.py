"""One annotator's copies of several editions: what each still says, and what was taken back."""

from collections.abc import Mapping
from itertools import product
from pathlib import Path

import openpyxl
import pytest

from stance.core.errors import DataError, Problem
from stance.study.assigning import Plan
from stance.study.history import answers_by_key, past
from stance.study.issuing import assign_study
from stance.study.merging import Later, merge
from stance.study.receiving import Received, receive
from stance.workbook.content import Content
from stance.workbook.entries import entries_of
from stance.workbook.reading import read
from stance.workbook.sorting import moved_alone
from stance.workbook.writing import write
from tests.sorted_workbook import FOURTEEN
from tests.workbook_material import CLAIMS, answer, content

#: Cells by the row of the claim, from 0, and the column.
Cells = Mapping[tuple[int, str], str | None]
FOR: Cells = {(0, "topic"): "tax", (0, "stance"): "for", (0, "note"): "first"}
AGAINST: Cells = {(0, "stance"): "against", (0, "note"): "second"}
ANOTHER: Cells = {(2, "topic"): "road", (2, "stance"): "for"}


class Desk:
    """A study of fourteen claims, and what Ana has on her desk: copies that she edits and sends."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.study = folder / "study"
        write(self.study / "study.xlsx", content(name="study.xlsx", claims=FOURTEEN))
        assign_study(self.study, ["ana"], Plan(1))

    def take(self, name: str) -> Path:
        """Ana takes the workbook that the study has now."""
        path = self.folder / f"{name}.xlsx"
        path.write_bytes((self.study / "ana.xlsx").read_bytes())
        return path

    def edit(self, path: Path, cells: Cells, name: str = "") -> Path:
        book = openpyxl.load_workbook(path)
        sheet = book["Claims"]
        head = [cell.value for cell in sheet[1]]
        for (row, column), value in cells.items():
            sheet.cell(row + 2, head.index(column) + 1).value = value
        path = path.with_stem(name) if name else path
        book.save(path)
        return path

    def send(self, path: Path, cells: Cells) -> Received:
        return receive(self.study, [self.edit(path, cells)])

    @property
    def answers(self) -> dict[str, tuple[str, ...]]:
        found = read(self.study / "ana.xlsx").answers
        columns = ("topic", "stance", "confidence", "note", "correct_speaker", "correct_words")
        rows = found.set_index("claim_id")[[*columns, "not_a_claim"]]
        return {str(c): tuple(filter(None, row)) for c, row in rows.iterrows()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(p.code, p.message) for p in problems]


def test_an_older_answer_that_nobody_touched_gives_way_to_the_study_s(desk: Desk) -> None:
    desk.send(desk.take("first"), FOR)
    older, newer = desk.take("older"), desk.take("newer")
    desk.send(newer, AGAINST)
    received = desk.send(older, ANOTHER)
    assert desk.answers == {"c00": ("tax", "against", "second"), "c02": ("road", "for")}
    assert received.changes == {"ana": {"new": 1}}
    assert told(received.problems) == [
        (
            "answers-kept",
            "the file has older answers than the study, which keeps its own: c00",
        )
    ]
    assert receive(desk.study, [older]).changes == {"ana": {}}


def test_of_an_older_copy_only_what_was_changed_in_it_is_taken(desk: Desk) -> None:
    desk.send(desk.take("first"), FOR)
    older, newer = desk.take("older"), desk.take("newer")
    desk.send(newer, AGAINST)
    desk.send(older, {(0, "note"): "third"})
    assert desk.answers == {"c00": ("tax", "against", "third")}


def test_an_answer_withdrawn_in_a_newer_copy_stays_so_when_an_older_one_comes(desk: Desk) -> None:
    desk.send(desk.take("first"), FOR)
    older, newer = desk.take("older"), desk.take("newer")
    desk.send(newer, dict.fromkeys(FOR))
    assert desk.answers == {}
    received = desk.send(older, ANOTHER)
    assert desk.answers == {"c02": ("road", "for")}
    assert "answers-kept" in dict(told(received.problems))


def test_an_answer_that_the_study_has_lost_is_taken_from_a_copy_issued_with_it(desk: Desk) -> None:
    blank = (desk.study / "ana.xlsx").read_bytes()
    desk.send(desk.take("first"), FOR)
    later = desk.take("later")
    (desk.study / "ana.xlsx").write_bytes(blank)  # somebody puts a backup back
    desk.send(later, ANOTHER)
    assert desk.answers == {"c00": ("tax", "for", "first"), "c02": ("road", "for")}
    (desk.study / "ana.xlsx").unlink()
    desk.send(later, {})
    assert desk.answers == {"c00": ("tax", "for", "first"), "c02": ("road", "for")}


def test_a_column_deleted_from_an_older_copy_says_nothing_of_the_study_s_notes(desk: Desk) -> None:
    desk.send(desk.take("first"), FOR)
    older, newer = desk.take("older"), desk.take("newer")
    desk.send(newer, AGAINST)
    book = openpyxl.load_workbook(older)
    sheet = book["Claims"]
    sheet.delete_cols([cell.value for cell in sheet[1]].index("note") + 1)
    book.save(older)
    received = desk.send(older, ANOTHER)
    assert desk.answers == {"c00": ("tax", "against", "second"), "c02": ("road", "for")}
    assert "merge-conflict" not in dict(told(received.problems))


WHOLE: Cells = {
    (0, "topic"): "tax",
    (0, "stance"): "for",
    (0, "confidence"): "3",
    (0, "note"): "mine",
    (0, "correct_speaker"): "Ben Sample",
    (0, "correct_words"): "Other words.",
}


@pytest.mark.parametrize(
    ("emptied", "kept"),
    [
        (["note"], "c00 (note)"),
        (["correct_speaker", "note"], "c00 (note, correct_speaker)"),
        (["correct_words"], "c00 (correct_words)"),
        (["topic", "stance", "confidence"], "c00 (topic, stance, confidence)"),
        ([column for _, column in WHOLE], "c00"),
    ],
)
def test_what_is_taken_back_in_a_copy_issued_without_it_is_kept_and_told_field_by_field(
    desk: Desk, emptied: list[str], kept: str
) -> None:
    own = desk.take("own")
    desk.send(own, WHOLE)
    had = desk.answers
    received = desk.send(own, {(0, column): None for column in emptied})
    assert desk.answers == had
    assert received.changes == {"ana": {}}
    assert told(received.problems) == [
        ("answers-kept", f"the study has answers that the file has not, and keeps them: {kept}")
    ]


@pytest.mark.parametrize("column", [column for _, column in WHOLE])
def test_what_is_taken_back_in_a_copy_issued_with_it_is_withdrawn(desk: Desk, column: str) -> None:
    desk.send(desk.take("first"), WHOLE)
    received = desk.send(desk.take("next"), {(0, column): None})
    value = WHOLE[0, column]
    assert desk.answers == {"c00": tuple(v for v in WHOLE.values() if v != value)}
    assert "answers-kept" not in dict(told(received.problems))


def test_a_confidence_taken_back_goes_with_its_answer(desk: Desk) -> None:
    own = desk.take("own")
    desk.send(own, WHOLE)
    received = desk.send(own, {(0, "confidence"): None})
    assert "3" not in desk.answers["c00"]
    assert received.changes == {"ana": {"changed": 1}}


def test_a_file_that_came_before_takes_nothing_back_that_came_since(desk: Desk) -> None:
    first = desk.take("first")
    desk.send(first, {(0, "not_a_claim"): "yes"})
    desk.send(desk.take("newer"), FOR)
    newer = desk.answers
    received = receive(desk.study, [first])  # it has no answer there, and never had
    assert (desk.answers, received.changes) == (newer, {"ana": {}})
    assert newer == {"c00": ("tax", "for", "first", "yes")}
    kept = next(p.message for p in received.problems if p.code == "answers-kept")
    assert kept == "the file was received before, and the study keeps what came since: c00"


def test_a_file_that_came_before_brings_back_what_the_study_has_lost(desk: Desk) -> None:
    earlier, first = (desk.study / "ana.xlsx").read_bytes(), desk.take("first")
    desk.send(first, FOR)
    (desk.study / "ana.xlsx").write_bytes(earlier)  # as where a backup is put back
    receive(desk.study, [first])
    assert desk.answers == {"c00": ("tax", "for", "first")}


def test_two_copies_that_code_different_claims_are_no_column_sorted_alone(desk: Desk) -> None:
    alike = ("tax", "for"), ("tax", "for")
    mixed = ("tax", "for"), ("road", "against")
    for first, second in ((alike, alike), (mixed, mixed)):
        halves: list[Cells] = [
            {
                (row, column): pair[row % 2][at]
                for row in rows
                for at, column in enumerate(("topic", "stance"))
            }
            for pair, rows in ((first, range(7)), (second, range(7, 14)))
        ]
        desk = Desk(desk.folder / "again") if first is mixed else desk
        one, other = desk.take("one"), desk.take("other")
        desk.send(one, halves[0])
        assert desk.send(other, halves[1]).changes == {"ana": {"new": 7}}
        assert len(desk.answers) == 14


def test_a_stance_column_that_left_its_topics_since_is_refused(desk: Desk) -> None:
    kinds = ["for", "against", "mixed", "unclear"]
    rows = range(7)
    own = desk.take("own")
    desk.send(
        own,
        {(r, "topic"): "tax" for r in rows} | {(r, "stance"): kinds[r % 4] for r in rows},
    )
    moved: dict[tuple[int, str], str | None] = {(r, "stance"): None for r in rows}
    moved |= {(r + 2, "stance"): kinds[r % 4] for r in rows}
    with pytest.raises(DataError) as caught:
        desk.send(own, moved)
    assert {p.code for p in caught.value.problems} == {"column-sorted"}


@pytest.mark.parametrize(
    ("before", "here", "moved"),
    [
        ("abcdefg.......", ".......hijklmn", False),  # blanks match blanks
        ("aaaaaa......", "......aaaaaa", False),  # what is alike fits anywhere
        ("abcdef......", "......abcdef", True),
        ("abcdefgh", "bcdefgh.", True),  # a cell was deleted
        ("abcdefgh", ".abcdefg", True),  # or inserted
        ("abc.....", ".abc....", False),  # too few to tell
        ("abcd....", ".abcd...", True),
        ("aaaaaaab", ".aaaaaaa", False),
    ],
)
def test_a_column_has_moved_if_several_unlike_texts_stand_elsewhere(
    before: str, here: str, moved: bool
) -> None:
    texts = (["" if letter == "." else letter for letter in line] for line in (before, here))
    assert bool(moved_alone(*texts)) is moved


STANCES = ("", "for", "against")


@pytest.mark.parametrize("issued", STANCES)
@pytest.mark.parametrize("edition", STANCES)
def test_whatever_stood_where_what_was_typed_last_counts_and_two_changes_are_a_conflict(
    issued: str, edition: str
) -> None:
    """The file and the study's edition were issued with these; then something else stands there."""

    def holding(stance: str) -> Content:
        return content(*[answer("c1", "tax", stance)] if stance else [])

    began = (entries_of(holding(issued).answers), entries_of(holding(edition).answers))
    for typed, present in product(STANCES, STANCES):
        whole, conflicts = merge(holding(typed), holding(present), began, "other")
        found = "".join(whole.answers["stance"])
        if typed in (issued, present):
            assert (found, len(conflicts)) == (present, 0)
        elif present == edition:
            assert (found, len(conflicts)) == (typed, 0)
        else:
            both = f"{typed or '(empty)'} | {present or '(empty)'}"
            assert (found, len(conflicts)) == (both, 1)


@pytest.mark.parametrize("later", [None, "one", "other"])
@pytest.mark.parametrize("issued", STANCES)
def test_a_row_that_a_file_lost_says_nothing_whatever_was_issued_in_it(
    issued: str, later: Later
) -> None:
    def holding(stance: str) -> Content:
        return content(*[answer("c1", "tax", stance)] if stance else [])

    without = content(claims=CLAIMS.iloc[1:])
    for edition, present in product(STANCES, STANCES):
        began = (entries_of(holding(issued).answers), entries_of(holding(edition).answers))
        whole, conflicts = merge(without, holding(present), began, later)
        assert ("".join(whole.answers["stance"]), conflicts) == (present, {})


def test_a_second_topic_bears_the_note_of_its_row_in_the_history_too(desk: Desk) -> None:
    desk.send(desk.take("first"), FOR)
    older, newer = desk.take("older"), desk.take("newer")
    desk.send(newer, {(0, "note"): "second"})
    desk.send(older, {(0, "topic_2"): "road", (0, "stance_2"): "against"})
    found = read(desk.study / "ana.xlsx")
    assert found.answers["note"].tolist() == ["second", "second"]
    now = {key: answer for key, (answer, _) in answers_by_key(found).items()}
    recorded = {key: answers[-1] for key, answers in past(desk.study).answers.items()}
    assert recorded == now


def test_a_csv_without_the_ids_is_read_by_their_hidden_copies(desk: Desk) -> None:
    path = desk.edit(desk.take("own"), FOR | ANOTHER)
    head, *rows = openpyxl.load_workbook(path, data_only=True)["Claims"].iter_rows(values_only=True)
    at = [i for i, name in enumerate(head) if name != "claim_id"]
    csv = desk.folder / "ana.csv"
    lines = (";".join(str(row[i] or "") for i in at) for row in (head, *reversed(rows)))
    csv.write_text("\n".join(lines), encoding="utf-8")
    received = receive(desk.study, [csv])
    assert desk.answers == {"c00": ("tax", "for", "first"), "c02": ("road", "for")}
    assert [code for code, _ in told(received.problems)] == ["id-repaired", "remarks-taken"]


def test_a_second_topic_in_a_copy_without_notes_bears_that_of_its_row_in_the_history_too(
    desk: Desk,
) -> None:
    desk.send(desk.take("first"), FOR | {(0, "note"): "first"})
    copy = desk.take("copy")
    book = openpyxl.load_workbook(copy)
    heads = [cell.value for cell in book["Claims"][1]]
    book["Claims"].delete_cols(heads.index("note") + 1)
    book.save(copy)
    desk.send(copy, {(0, "topic_2"): "road", (0, "stance_2"): "against"})
    found = read(desk.study / "ana.xlsx")
    assert found.answers["note"].tolist() == ["first", "first"]
    now = {key: answer for key, (answer, _) in answers_by_key(found).items()}
    recorded = {key: answers[-1] for key, answers in past(desk.study).answers.items()}
    assert recorded == now


def test_what_a_copy_takes_back_that_it_was_not_issued_with_is_told(desk: Desk) -> None:
    desk.send(desk.take("first"), FOR)
    older, newer = desk.take("older"), desk.take("newer")
    desk.send(newer, AGAINST)
    newest = desk.take("newest")
    desk.send(newest, {(1, "topic"): "road", (1, "stance"): "for"})
    received = desk.send(older, dict.fromkeys(FOR))  # it had "for", and the study "against"
    assert "c00" not in desk.answers
    assert ("answers-replaced", "c00") in [
        (code, message.rpartition(": ")[2]) for code, message in told(received.problems)
    ]


def test_an_answer_that_a_late_copy_replaces_is_told_though_it_has_a_part_of_it(desk: Desk) -> None:
    desk.send(desk.take("first"), FOR)
    older = desk.take("older")
    desk.send(desk.take("newer"), AGAINST)
    received = desk.send(older, {(0, "topic"): "road", (0, "stance"): "against"})
    assert desk.answers == {"c00": ("road", "against", "second")}
    assert "answers-replaced" in [p.code for p in received.problems]


def test_an_answer_that_a_late_copy_completes_is_taken_and_not_told_as_replaced(
    desk: Desk,
) -> None:
    older = desk.take("older")
    desk.send(desk.take("newer"), {(0, "topic"): "tax", (0, "confidence"): "2"})
    received = desk.send(older, {(0, "topic"): "tax", (0, "stance"): "for", (0, "confidence"): "2"})
    assert desk.answers == {"c00": ("tax", "for", "2")}
    assert "answers-replaced" not in [p.code for p in received.problems]
    (recorded,) = past(desk.study).answers.values()
    assert recorded[-1].stance == "for"


def test_a_rejection_stands_once_in_a_row_whichever_of_its_topics_a_copy_changed() -> None:
    began = content(answer("c1", "tax", "for"))
    more = {"not_a_claim": "yes"}
    held = content(answer("c1", "tax", "for", **more), answer("c1", "road", slot=2, **more))
    file = content(answer("c1", "tax", "against"))
    issued = entries_of(began.answers)
    for one, other in ((file, held), (held, file)):
        whole, _ = merge(one, other, (issued, issued))
        (rejected,) = set(whole.answers["not_a_claim"])
        assert "yes" in rejected


def test_a_correction_that_a_file_took_back_is_not_taken_back_once_more(desk: Desk) -> None:
    desk.send(desk.take("first"), FOR | {(0, "not_a_claim"): "yes"})
    second = desk.take("second")
    desk.send(second, {(0, "not_a_claim"): None})
    third = desk.take("third")
    desk.send(third, {(0, "not_a_claim"): "yes"})
    before = desk.answers
    assert receive(desk.study, [second]).changes == {"ana": {}}
    assert desk.answers == before
    assert before["c00"][-1] == "yes"
