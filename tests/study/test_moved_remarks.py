"""Notes and corrections that come back beside another claim than before."""

import pytest

from stance.study.moved_remarks import moved_remarks
from stance.workbook.content import Content
from stance.workbook.meta import Meta
from tests.workbook_material import answer, content

CLAIMS = [f"c{n}" for n in range(8)]
NOTES = [f"remark number {n}" for n in range(8)]


def _with(notes: list[str], **more: object) -> Content:
    rows = [
        answer(claim, "tax", "for", note=note, note_cell=f"L{n + 2}", sheet="Claims", row=n + 2)
        for n, (claim, note) in enumerate(zip(CLAIMS, notes, strict=False))
    ]
    return content(*rows, **more)


def _told(before: list[str], here: list[str]) -> list[tuple[str, str, str]]:
    found = moved_remarks(_with(here), _with(before))
    return [(problem.code, problem.cell, problem.claim_id) for problem in found]


def test_a_note_that_left_its_claim_for_another_is_told_with_both_and_its_words() -> None:
    (said,) = moved_remarks(_with(["", NOTES[0]]), _with([NOTES[0], ""]))
    assert said.code == "remark-moved"
    assert said.message == 'a "note" stood beside other claims before: that of c0 beside c1'
    assert (said.value, said.cell, said.claim_id) == (NOTES[0], "L3", "c1")


def test_a_note_that_the_file_was_issued_with_is_known_though_the_study_has_another() -> None:
    issued = Meta({}, ["c0", "c1"], ["x", "y"], {"note": [NOTES[0], ""]})
    (said,) = moved_remarks(_with(["", NOTES[0]], meta=issued), _with(["quite another", ""]))
    assert said.claim_id == "c1"


@pytest.mark.parametrize(
    ("before", "here"),
    [
        (NOTES[:2], NOTES[:2]),
        (NOTES[:2], [NOTES[0], NOTES[0]]),  # copied: it stands where it stood
        ([NOTES[0]] * 2 + [""], ["", "", NOTES[0]]),  # two claims had it: nobody knows whose
        (["unclear", ""], ["", "unclear"]),  # so short that it may be chance
        (NOTES[:2], [NOTES[0], "something else"]),
    ],
)
def test_a_note_that_did_not_change_places_is_not_told(before: list[str], here: list[str]) -> None:
    assert _told(before, here) == []


@pytest.mark.parametrize(("text", "told"), [("a remark", 1), ("remark.", 0)])
def test_a_note_of_fewer_than_eight_characters_may_stand_anywhere_by_chance(
    text: str, told: int
) -> None:
    assert len(_told([text, ""], ["", text])) == told


def test_five_notes_that_changed_places_are_a_column_moved_alone_and_four_are_not() -> None:
    turned = [*NOTES[1:4], NOTES[0], *NOTES[4:]]
    assert _told(NOTES, turned) == [("remark-moved", "L2", "c0")]
    turned = [*NOTES[1:5], NOTES[0], *NOTES[5:]]
    assert _told(NOTES, turned) == [("column-sorted", "L2", "c0")]
