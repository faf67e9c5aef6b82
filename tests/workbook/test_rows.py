"""Rows of a sheet, one by one: which claim each is about, which columns were sorted alone."""

from collections.abc import Sequence
from typing import Any

import pytest

from stance.sheets.grids import Grid
from stance.workbook import form
from stance.workbook.blocks import place
from stance.workbook.claims import doubles, read_answers, read_claims
from stance.workbook.headers import Table, read_table
from stance.workbook.lists import Register
from stance.workbook.meta import Meta, row_hashes
from stance.workbook.repairs import identify
from stance.workbook.sorting import looks_sorted, moved_alone, sorted_columns

WORD_NAMES = [f.name for f in form.WORDS[1:]]


def sheet(*rows: dict[str, Any]) -> Table:
    """The sheet Claims with these rows, from row 2 on."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [names, *([row.get(name, "") for name in names] for row in rows)]
    table = read_table(Grid("Claims", cells, "ana.xlsx", "Claims"), form.claim_fields(2))
    assert table is not None
    return table


def words(n: object) -> dict[str, str]:
    return dict.fromkeys(WORD_NAMES, "") | {"expert": "anna", "claim": f"Words {n}."}


COPIES = [block.copy for block in form.answer_blocks(2)]


def row(claim_id: str, copy: str, n: object, **more: str) -> dict[str, str]:
    """A row whose hidden copies all say the same, unless given."""
    answers = {"topic": "tax", "stance": "for"} | more
    return {"claim_id": claim_id, **words(n), **dict.fromkeys(COPIES, copy), **answers}


def issued(*claims: tuple[str, object]) -> Meta:
    """What was issued: the ids, and the hash of the words of each."""
    columns = [[words(n)[name] for _, n in claims] for name in WORD_NAMES]
    return Meta(ids=[claim_id for claim_id, _ in claims], row_hashes=row_hashes(columns))


META = issued(("c1", 1), ("c2", 2), ("c3", 3), ("c4", 4))


#: The two first notes, where they were typed.
BOTH = {"c1": "n1", "c2": "n2"}
LAST = row("c4", "", 4, topic="", stance="", note="")


def placed(*rows: dict[str, str], meta: Meta = META) -> tuple[str, dict[str, str], list[str]]:
    """The claims of the rows' words, the notes by the claims to which they went, all codes."""
    notes = [{"note": f"n{n}"} | given for n, given in enumerate(rows, start=1)]
    table = sheet(*notes)
    identified = identify(table, meta)
    found = place(table, identified)
    pairs = zip(found.answers, found.table.column("note"), strict=True)
    codes = [problem.code for problem in (*identified.problems, *found.problems)]
    went = {claim_id: note for claim_id, note in pairs if claim_id and note}
    if found.unplaced:
        went["?"] = " ".join(item.texts["note"] for item in found.unplaced)
    return " ".join(c or "-" for c in found.words), went, codes


@pytest.mark.parametrize(
    ("rows", "in_words", "notes", "codes"),
    [
        # ids and copies agree
        ([row("c1", "c1", 1), row("c2", "c2", 2)], "c1 c2", BOTH, []),
        ([row(" c1", "c1 ", 1), row("c2", "c2", 2)], "c1 c2", BOTH, []),
        # answers sorted apart from their words
        (
            [row("c1", "c2", 1), row("c2", "c1", 2)],
            "c1 c2",
            {"c1": "n2", "c2": "n1"},
            ["sorted-apart"],
        ),
        # the ids alone were sorted: the words stand where the copies say
        (
            [row("c1", "c2", 2), row("c2", "c1", 1)],
            "c2 c1",
            {"c2": "n1", "c1": "n2"},
            ["sorted-apart"],
        ),
        # one id typed over by a known one, told by the words
        (
            [row("c3", "c1", 1), row("c2", "c2", 2)],
            "c1 c2",
            BOTH,
            ["id-repaired"],
        ),
        # one id typed over by an unknown one
        (
            [row("zz", "c1", "?"), row("c2", "c2", 2)],
            "c1 c2",
            BOTH,
            ["id-repaired"],
        ),
        # ids replaced everywhere: the words decide
        (
            [row("d1", "d1", 1), row("d2", "d2", 2)],
            "c1 c2",
            BOTH,
            ["id-repaired"] * 2,
        ),
        # copies typed over by unknown ones
        (
            [row("c1", "zz", 1), row("c2", "c2", 2)],
            "c1 c2",
            BOTH,
            ["hidden-id-lost"] * 4,
        ),
        # both known, whatever the words are: nobody knows
        ([row("c1", "c3", "?"), row("c2", "c2", 2)], "c1 c2", {"?": "n1", "c2": "n2"}, []),
        ([row("c1", "c3", 1), row("c2", "c2", 2)], "c1 c2", {"?": "n1", "c2": "n2"}, []),
        # so it seems, but the other claim has an answer at its own place: this is a copy of it
        (
            [row("c1", "c2", 1), row("c2", "c2", 2)],
            "c1 c2",
            BOTH,
            ["answer-copied"],
        ),
        # an id is missing: its words, else its copy
        (
            [row("", "c1", 1), row("c2", "c2", 2)],
            "c1 c2",
            BOTH,
            ["id-repaired"],
        ),
        (
            [row("", "c1", "?"), row("c2", "c2", 2)],
            "c1 c2",
            BOTH,
            ["id-repaired"],
        ),
        ([row("", "", 1), row("c2", "c2", 2)], "c1 c2", BOTH, ["id-repaired"]),
        ([row("", "c3", 1), row("c2", "c2", 2)], "c1 c2", {"?": "n1", "c2": "n2"}, ["id-repaired"]),
        ([row("", "", "?"), row("c2", "c2", 2)], "- c2", {"?": "n1", "c2": "n2"}, []),
        # cells deleted in the answers of c2: those below have moved up
        (
            [
                row("c1", "c1", 1),
                row("c2", "c3", 2),
                row("c3", "c4", 3),
                LAST,
            ],
            "c1 c2 c3 c4",
            {"c1": "n1", "c3": "n2", "c4": "n3"},
            ["sorted-apart", "missing-row"],
        ),
        # so it seems, but nothing says that one row is about its id
        (
            [
                row("c1", "c1", 1),
                row("c2", "c3", "?"),
                row("c3", "c4", 3),
                LAST,
            ],
            "c1 c2 c3 c4",
            {"c1": "n1", "?": "n2 n3"},
            [],
        ),
        # one row alone that differs so is a single fault
        ([row("c1", "", 1), row("c2", "c1", 2)], "c1 c2", {"c1": "n1", "?": "n2"}, []),
    ],
)
def test_answers_go_to_the_claim_for_which_they_were_typed(
    rows: list[dict[str, str]], in_words: str, notes: dict[str, str], codes: list[str]
) -> None:
    assert placed(*rows) == (in_words, notes, codes)


def test_words_that_two_claims_have_tell_nothing() -> None:
    twice = issued(("c1", 1), ("c2", 1))
    ids = identify(sheet(row("", "", 1), row("c2", "c2", 1)), twice)
    assert ids.claims == ["", "c2"]


def test_without_the_column_of_ids_it_is_said_once() -> None:
    rows = [{k: v for k, v in row("", f"c{n}", n).items() if k != "claim_id"} for n in (1, 2)]
    ids = identify(sheet(*rows), META)
    assert ids.claims == ["c1", "c2"]
    assert [p.message for p in ids.problems] == [
        "the ids were deleted; 2 rows were read by their hidden ids"
    ]


@pytest.mark.parametrize(
    ("before", "here", "n_rows"),
    [
        ("abcde", "edcba", 0),  # four rows differ
        ("abcdef", "fedcba", 6),  # the same texts, close together
        ("abcdef", "abcdef", 0),
        ("abcdef", "fedcbx", 0),  # not the same texts
        # five of the ten rows from the first to the last that differ: half; of eleven: less
        ("a12b3c4d5ez", "b12c3d4e5az", 5),
        ("a12b3c4d56e", "b12c3d4e56a", 0),
        # six of thirteen, though a row is empty before or here; rows empty in both do not count
        ("a 1234b 567c ", " a1234 b567 c", 0),
        ("a12b3   c4d5e", "b12c3   d4e5a", 5),
        # a part stands one row lower, and a text is new
        ("abcdef", "xabcde", 6),
        ("abcdef", "bcdefx", 6),
    ],
)
def test_a_column_moved_alone_is_told_from_second_thoughts(
    before: str, here: str, n_rows: int
) -> None:
    texts, now = ([letter.strip() for letter in column] for column in (before, here))
    assert len(moved_alone(texts, now)) == n_rows


def test_few_differences_far_apart_that_leave_the_column_in_order_are_a_sorting() -> None:
    before = [*"bacd", *"ee" * 3, *"gf", *"hh" * 3, *"kij"]
    assert moved_alone(before, sorted(before))


@pytest.mark.parametrize(
    ("texts", "sorted_"),
    [
        (list("aaabbbcccddd"), True),
        (list("dddcccbbbaaa"), True),
        (list("aaabbbcccdd"), False),  # eleven answers
        (list("aaaabbbbcccc"), False),  # three different ones
        (list("aaabbbcccddda"), False),  # not to its end
        (["", *"aaabbbccc", "", *"ddd"], True),  # empty cells say nothing
        (list(map(str, range(1, 13))), True),  # 2 before 10
        (list(map(str, range(12, 0, -1))), True),
        ([*"112233", *(["10"] * 6)], True),
        ([*(["10"] * 6), *"332211"], True),
        (["2", "10", "1", *map(str, range(11, 20))], False),
        (["10", "2", "12", *map(str, range(11, 20))], False),
        (list("AaaBbBcccddd"), True),
    ],
)
def test_a_column_looks_sorted_if_many_different_answers_stand_in_order(
    texts: list[str], sorted_: bool
) -> None:
    assert looks_sorted(texts) is sorted_


def coded(stances: Sequence[str], topics: Sequence[str], ids: Sequence[str]) -> Table:
    rows = zip(ids, topics, stances, strict=True)
    return sheet(*(row(i, i, i, topic=topic, stance=stance) for i, topic, stance in rows))


IDS = [f"c{n:02}" for n in range(12)]
ORDERED, MIXED = list("aaabbbcccddd"), list("adbcadbcadbc")


@pytest.mark.parametrize(
    ("stances", "topics", "order", "suspected"),
    [
        (ORDERED, MIXED, IDS, ["stance"]),
        (MIXED, ORDERED, IDS, ["topic"]),
        (MIXED, MIXED, IDS, []),
        (ORDERED, ORDERED, IDS, []),  # whole rows were sorted
        (ORDERED, MIXED, IDS[::-1], []),  # the claims do not stand as they were issued
        (ORDERED, MIXED, [], []),  # that is not known
    ],
)
def test_a_column_is_suspected_only_where_claims_stand_as_issued_and_others_are_not_sorted(
    stances: list[str], topics: list[str], order: list[str], suspected: list[str]
) -> None:
    found = sorted_columns(coded(stances, topics, IDS), IDS, Meta(), order)
    assert [(p.code, p.message.split('"')[1]) for p in found] == [
        ("column-ordered", name) for name in suspected
    ]


def test_issued_answers_in_other_rows_are_certain_and_told_once() -> None:
    meta = Meta(ids=IDS, row_hashes=IDS, answers={"stance": MIXED})
    found = sorted_columns(coded(ORDERED, MIXED, IDS), IDS, meta, IDS)
    assert [(p.code, p.cell) for p in found] == [("column-sorted", found[0].cell)]
    moved = next(n for n, (a, b) in enumerate(zip(MIXED, ORDERED, strict=True)) if a != b)
    assert found[0].cell.endswith(str(moved + 2))
    turned = IDS[::-1]  # the rows were sorted too, whole
    again = sorted_columns(coded(MIXED[::-1], MIXED[::-1], turned), turned, meta, IDS)
    assert again == []


NOBODY = Register({}, ())


def test_of_two_rows_of_one_claim_the_first_has_its_words_and_both_have_answers() -> None:
    table = sheet(
        row("c1", "c1", "of the first"),
        row("c2", "c2", 2),
        row("c1", "c1", "of the last"),
        row("c3", "c3", 3),
    )
    ids = ["c1", "c2", "c1", "c3"]
    claims, _ = read_claims(table, ids, NOBODY, NOBODY)
    assert claims[["claim_id", "claim", "row"]].values.tolist() == [
        ["c1", "Words of the first.", 2],
        ["c2", "Words 2.", 3],
        ["c3", "Words 3.", 5],
    ]
    (doubled,) = doubles(table, ids)
    assert (doubled.code, doubled.cell) == ("duplicate-id", "A4")
    assert "in A2" in doubled.message
    assert read_answers(table, ids, ["ana"] * 4)["row"].tolist() == [2, 3, 4, 5]


def test_what_one_row_alone_has_is_read() -> None:
    table = sheet(
        row("c1", "c1", 1, question="Why?", topic_2="road", stance_2="against"),
        row("c2", "c2", 2, topic="", stance="", note="hard", not_a_claim="FALSE"),
        row("c3", "c3", 3, topic="", stance="", not_a_claim="FALSE"),
    )
    ids = ["c1", "c2", "c3"]
    claims, problems = read_claims(table, ids, NOBODY, NOBODY)
    assert claims["question"].tolist() == ["Why?", "", ""]
    answers = read_answers(table, ids, ["ana"] * 3)
    columns = ["claim_id", "slot", "topic", "note", "not_a_claim"]
    assert answers[columns].values.tolist() == [  # a box that is not ticked says nothing
        ["c1", 1, "tax", "", ""],
        ["c1", 2, "road", "", ""],
        ["c2", 1, "", "hard", ""],
    ]
    assert {p.code for p in problems} == {"unknown-expert"}


def test_a_claim_without_an_expert_is_told_as_empty() -> None:
    _, problems = read_claims(sheet(row("c1", "c1", 1) | {"expert": ""}), ["c1"], NOBODY, NOBODY)
    assert [(p.code, p.message) for p in problems] == [("missing-value", "the expert is empty")]


def test_a_second_row_with_the_same_words_is_legal() -> None:
    table = sheet(row("c1", "c1", 1), row("c1", "c1", 1))
    assert doubles(table, ["c1", "c1"]) == []


def test_rows_without_an_id_are_no_claims() -> None:
    table = sheet(row("", "", 1), row("c2", "c2", 2))
    claims, _ = read_claims(table, ["", "c2"], NOBODY, NOBODY)
    assert claims["claim_id"].tolist() == ["c2"]
    assert doubles(table, ["", ""]) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("0.7", 0.7), ("0,7", 0.7), ("1", 1.0), ("", None), ("sure", None), ("nan", None)],
)
def test_a_confidence_in_a_speaker_is_a_number_or_told(typed: str, kept: float | None) -> None:
    table = sheet(row("c1", "c1", 1) | {"speaker_confidence": typed})
    claims, problems = read_claims(table, ["c1"], NOBODY, NOBODY)
    found = claims["speaker_confidence"].tolist()[0]
    assert found == kept or (kept is None and found != found)
    told = [p.cell for p in problems if p.code == "bad-number"]
    assert bool(told) is (typed in ("sure", "nan"))
