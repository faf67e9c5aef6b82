"""What a first return shows of columns that were sorted alone, or shifted by a cell."""

import pytest

from stance.core.errors import Problem
from stance.study.first_signs import first_signs
from stance.workbook.unplaced import Unplaced
from tests.sorted_workbook import FOURTEEN
from tests.workbook_material import answer, content

IDS = FOURTEEN["claim_id"].tolist()
_TOPICS = {"T": "tax", "R": "road", "n": "none", "S": "schools", "W": "water"}
_STANCES = {"f": "for", "a": "against", "m": "mixed", "u": "unclear", ".": ""}
WORDS = _TOPICS | _STANCES


def signs(
    topics: str,
    stances: str,
    confidences: str = "",
    order: str = "",
    below: str = "",
    odd: str = "",
) -> list[Problem]:
    """Return what is said of a copy, a letter a claim; "below" is a column left over.

    "odd" is what else is odd about it.
    """
    confidences = confidences or "." * len(topics)
    rows = [
        answer(
            IDS[n],
            WORDS[topic],
            WORDS[stance],
            confidence=sure.strip("."),
            row=n + 2,
            topic_cell=f"H{n + 2}",
            stance_cell=f"J{n + 2}",
            confidence_cell=f"K{n + 2}",
        )
        for n, (topic, stance, sure) in enumerate(zip(topics, stances, confidences, strict=True))
        if (topic, stance, sure) != (".", ".", ".")
    ]
    left = [Unplaced({below: "x"}, cell="J20", file="coder.xlsx", sheet="Claims")] if below else []
    told = (Problem(code=odd, message=""),) if odd else ()
    found = content(*rows, claims=FOURTEEN, unplaced=tuple(left), problems=told)
    held = content(claims=FOURTEEN)
    return first_signs(found, held, found, IDS[::-1] if order == "turned" else IDS)


@pytest.mark.parametrize(
    ("topics", "stances", "told"),
    [
        ("TRTTRRTR", "aafffmmu", "column-torn"),  # 1,680 orders of which two are sorted
        ("TRTTRRTR", "ummfffaa", "column-torn"),
        ("TRTTRRTR", "aafmfmfu", ""),
        ("TRTTRR", "affffm", "maybe-sorted"),  # 30 orders
        ("TRTTR", "aaffm", "maybe-sorted"),  # 30
        ("TRTTRR", "aaffmm", "maybe-sorted"),  # 90
        ("TRTTRRT", "aafffmm", "column-torn"),  # 210
        ("TRTTRRTRTTRR", "aaaaaaffffff", "maybe-sorted"),  # two kinds often stand so
        ("TTTTRRRRTT", "fffmmaaufu", ""),
        ("nRTTRRTR", ".afffmmu", "column-torn"),  # "none" has no stance, and none is missing
        ("TRT", "aaf", "maybe-sorted"),
        ("TT", "af", ""),  # two are always in order
        ("TRTTRRTR", "aaaaaaaa", ""),  # and so is what is alike
    ],
)
def test_stances_in_order_are_suspected_or_asked_for(topics: str, stances: str, told: str) -> None:
    found = signs(topics, stances)
    assert [p.code for p in found] == [told] * bool(told)
    assert all('"stance"' in p.message and p.cell.startswith("J") for p in found)
    turned = signs(topics, stances, order="turned")  # whoever sorted whole rows is only asked
    assert [p.code for p in turned] == ["maybe-sorted"] * bool(told)


@pytest.mark.parametrize(
    ("topics", "told"), [("RRSSTTWW", "column-torn"), ("RRRSSTTT", "maybe-sorted")]
)
def test_topics_of_four_kinds_in_order_are_suspected_for_people_code_three_in_turn(
    topics: str, told: str
) -> None:
    assert [(p.code, p.cell) for p in signs(topics, "fafmafam")] == [(told, "H2")]


def test_confidences_of_three_kinds_in_order_are_suspected_and_of_two_asked_for() -> None:
    for confidences, told in (("11122233", "column-torn"), ("33333222", "maybe-sorted")):
        found = signs("TRTRTRTT", "fafmafam", confidences)
        assert [(p.code, p.cell) for p in found] == [(told, "K2")]


@pytest.mark.parametrize(
    ("confidences", "told"),
    [
        ("1.2.", "for c00, c02"),
        ("12.1", "for all but c02"),
        ("....", ""),
        ("1231", ""),
    ],
)
def test_which_answers_have_a_confidence_is_said_where_some_have_none(
    confidences: str, told: str
) -> None:
    found = [p.message for p in signs("TRTR", "fafm", confidences)]
    assert found == ([f'remarks were taken: "confidence" {told}'] if told else [])


@pytest.mark.parametrize(
    ("topics", "stances", "gap", "over"),
    [
        ("TTTnRR", "ff.mfa", "J4", "J5"),
        ("TT.TRR", "fffm.a", "J6", "J4"),
    ],
)
def test_a_gap_and_a_stance_left_over_are_told_together(
    topics: str, stances: str, gap: str, over: str
) -> None:
    found = next(p for p in signs(topics, stances) if p.code == "column-torn")
    assert f"empty ({gap})" in found.message
    assert f"left over ({over})" in found.message


def test_a_gap_and_a_cell_below_all_claims_are_told_together() -> None:
    for given, told in (
        (signs("TRTRTR", "ff.mfa", below="stance"), "empty (J4) and others left over (J20)"),
        (signs("TR.TRT", "ffamfa", below="topic"), "empty (J20) and others left over (J4)"),
        (signs("TRTRTR", "ffamfa", "12.312", below="confidence"), '"confidence" cells are empty'),
    ):
        assert [told in p.message for p in given if p.code == "column-torn"] == [True]


@pytest.mark.parametrize(
    ("topics", "stances", "confidences", "cell"),
    [
        ("TRTRTR", "famfa.", "", "J7"),  # a cell of the stances was deleted
        ("TRTRT.", "famfam", "", "J7"),  # one of the topics
        ("TRTRTR", "famfaf", "12313.", "K7"),
        ("TRTRTRn", "famfa..", "", "J7"),  # below it there is nothing to say
        ("TRTRTR", "fa.faf", "", ""),  # forgotten: a shift shows where the column ends
        ("TRTRTR", "famfaf", "12.132", ""),
        ("TnTRTRT", "f.mfafm", "1323123", ""),  # "none" with a confidence
        ("TRTRT", "famf.", "", "J6"),
        ("T", ".", "", ""),  # of one nothing can be said
        ("TR", "f.", "", "J3"),
        ("TRTRTR", "famf..", "", ""),  # more than one: not done yet
        ("TRTRTR", "famfaf", "123..1", ""),
        ("TRTRTR", "famfaf", ".....1", ""),  # hardly anybody gives one
        ("TnTRTR", "f.mfaf", "1.2312", ""),  # "none" needs neither
        ("TRTRTR", "famfaf", "123132", ""),
    ],
)
def test_one_cell_that_does_not_go_with_the_rest_is_remarked_at_the_end_of_its_column(
    topics: str, stances: str, confidences: str, cell: str
) -> None:
    found = [p for p in signs(topics, stances, confidences) if p.code != "remarks-taken"]
    assert [(p.code, p.cell) for p in found] == ([("column-uneven", cell)] if cell else [])


@pytest.mark.parametrize(
    ("odd", "told"), [("sorted-apart", "J4"), ("unplaced-answer", "J4"), ("hidden-rows", "")]
)
def test_where_other_cells_were_moved_a_gap_anywhere_may_be_of_a_second_shift(
    odd: str, told: str
) -> None:
    assert [p.cell for p in signs("TRTR", "fa.f", odd=odd)] == ([told] if told else [])


def test_what_the_study_has_already_is_no_first_sign() -> None:
    rows = [answer(c, "tax", s, row=n) for n, (c, s) in enumerate(zip(IDS, WORDS, strict=False))]
    found = content(*rows, claims=FOURTEEN)
    assert first_signs(found, found, found, IDS) == []


def test_new_notes_and_corrections_are_told_with_their_claims() -> None:
    held = content(answer("c00", "tax", "for", note="first"), claims=FOURTEEN)
    more = answer("c01", "tax", "for", note="second", correct_speaker="somebody", row=2)
    found = content(answer("c00", "tax", "for", note="first"), more, claims=FOURTEEN)
    (said,) = first_signs(found, held, found, IDS)
    assert said.code == "remarks-taken"
    assert said.message.endswith('"note" for c01; "correct_speaker" for c01')
