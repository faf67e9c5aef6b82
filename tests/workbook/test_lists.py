"""What the sheets that list what is legal may say, and where it is told what they may not."""

from collections.abc import Callable
from typing import Any

import pytest

from stance.core.codebook import NONE
from stance.core.errors import Problem
from stance.sheets.grids import Book, Grid
from stance.workbook import form
from stance.workbook.headers import read_table
from stance.workbook.lists import (
    Numbers,
    expert_register,
    kind_of,
    read_codebook,
    read_experts,
    read_settings,
    read_sources,
)

TOPICS = ("topic,label,proposition", "tax,Taxes,Taxes should rise.", "road,,A road.")
SCALE = ("stance,score,code,meaning", "against,-1,a,", "middle,0,,", "for,1,f,")


def book(**sheets: tuple[str, ...]) -> Book:
    """A file whose sheets have these lines, cells parted by commas."""
    grids = []
    for name, lines in sheets.items():
        rows: list[list[Any]] = [list(line.split(",")) for line in lines]
        grids.append(Grid(name, rows, "study.xlsx", sheet=name))
    return Book("study.xlsx", "", tuple(grids))


def told(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, f"{problem.sheet}!{problem.cell}") for problem in problems]


@pytest.mark.parametrize(
    ("line", "slots"),
    [
        ("topic_slots,1", 1),
        ("topic slots, 9 ", 9),
        ("Topic Slots,3", 3),
        ("topic_slots,", 2),
        ("topic_slots,0", None),
        ("topic_slots,10", None),
        ("topic_slots,-1", None),
        ("topic_slots,2.0", None),
        ("topic_slots,two", None),
        ("topic_slots,٣", None),  # a digit, and none that Excel would take
    ],
)
def test_a_claim_may_have_one_to_nine_topics(line: str, slots: int | None) -> None:
    settings, _, problems = read_settings(book(Settings=("setting,value", line)))
    assert settings.slots == (slots or 2)
    assert told(problems) == [] if slots else [("bad-setting", "Settings!B2")]
    if not slots:
        assert problems[0].message == f"{line.split(',')[0]} should be a whole number, 1 to 9"


@pytest.mark.parametrize(
    ("line", "numbers", "expected"),
    [
        ("neutral,0.5", Numbers(neutral=0.5), ""),
        ("tolerance,1", Numbers(tolerance=1.0), ""),
        ("tolerance,", Numbers(), ""),
        ("neutral,none", Numbers(), "neutral should be a number, or empty"),
        ("kind,Machine", Numbers(), ""),
        ("kind,human", Numbers(), ""),
        ("kind,robot", Numbers(), "kind should be human or machine"),
        ("colour,blue", Numbers(), ""),
    ],
)
def test_settings_of_the_scale_are_numbers_and_a_kind_is_one_of_two(
    line: str, numbers: Numbers, expected: str
) -> None:
    settings, found, problems = read_settings(
        book(Settings=("setting,value", "title, A study ", "rules,Look twice.", line))
    )
    assert (settings.title, settings.rules) == ("A study", "Look twice.")
    assert found == numbers
    assert told(problems) == ([("bad-setting", "Settings!B4")] if expected else [])
    assert [problem.message for problem in problems] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("file", "lines", "kind"),
    [
        ("ana.xlsx", ("setting,value", "kind,machine"), "machine"),
        ("ana.xlsx", ("setting,value", "kind,human"), "human"),
        ("ana.xlsx", ("setting,value", "title,machine"), "human"),
        ("ana.xlsx", ("setting,value",), "human"),
        ("study.xlsx", ("setting,value", "kind,machine"), "human"),
    ],
)
def test_whose_answers_a_file_holds(file: str, lines: tuple[str, ...], kind: str) -> None:
    given = book(Settings=lines)
    assert kind_of(Book(file, "", given.grids)) == kind
    assert kind_of(Book(file, "", ())) == "human"


@pytest.mark.parametrize(
    ("topics", "expected"),
    [
        (TOPICS, []),
        ((*TOPICS, "none,none,of nothing"), []),
        ((*TOPICS, "None,,"), []),
        ((*TOPICS, ",Labels,A label."), [("missing-value", "Topics!A4")]),
        ((*TOPICS, "sea,Sea,"), [("missing-value", "Topics!C4")]),
        ((*TOPICS, "TAX,Levies,Other."), [("bad-codebook", "Topics!A1")]),
        ((*TOPICS, "sea,none,Seas."), [("bad-codebook", "Topics!A1")]),
        (("a study", *TOPICS, "tax,b,c"), [("bad-codebook", "Topics!A2")]),
    ],
)
def test_topics_have_an_id_a_proposition_and_names_of_their_own(
    topics: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    wide = max(line.count(",") for line in topics)
    topics = tuple(line + "," * (wide - line.count(",")) for line in topics)
    found, problems = read_codebook(book(Topics=topics), Numbers())
    assert told(problems) == expected
    if ("bad-codebook", "Topics!A1") in expected or topics[0].startswith("a study"):
        assert found is None
        return
    assert found is not None
    assert [(t.id, t.label) for t in found.topics] == [("tax", "Taxes"), ("road", "road")]
    assert NONE not in found.topic_ids


@pytest.mark.parametrize(
    ("scale", "expected", "labels"),
    [
        (SCALE, [], ["against", "middle", "for"]),
        ((*SCALE, "unclear,,,"), [], ["against", "middle", "for", "unclear"]),
        ((*SCALE, ",2,,"), [("missing-value", "Scale!A5")], ["against", "middle", "for"]),
        ((*SCALE, "far,2 m,,"), [("bad-score", "Scale!B5")], ["against", "middle", "for"]),
        ((*SCALE, "FOR,2,,"), [("bad-scale", "Scale!A1")], None),
        ((*SCALE, "far,1,,"), [("bad-scale", "Scale!A1")], None),
        ((*SCALE, "far,2,F,"), [("bad-scale", "Scale!A1")], None),
        ((*SCALE[:2], "far,x,,"), [("bad-score", "Scale!B3")], None),
        (SCALE[:2], [("bad-scale", "Scale!A1")], None),
        (SCALE[:3], [], ["against", "middle"]),
    ],
)
def test_a_scale_has_two_levels_and_none_twice(
    scale: tuple[str, ...], expected: list[tuple[str, str]], labels: list[str] | None
) -> None:
    found, problems = read_codebook(book(Topics=TOPICS, Scale=scale), Numbers(tolerance=0.5))
    assert told(problems) == expected
    assert found is not None
    if labels:  # else the usual scale stands in
        assert [level.label for level in found.scale.levels] == labels
        assert found.scale.tolerance == 0.5


@pytest.mark.parametrize(
    ("read", "lines", "ids", "expected"),
    [
        (read_experts, ("expert_id,name", "a,Anna", "b,Ben"), ["a", "b"], []),
        (
            read_experts,
            ("expert_id,name", "a,Anna", "A,Ben"),
            ["a"],
            [("duplicate-id", "Experts!A3")],
        ),
        (
            read_experts,
            ("expert_id,name,role", ",,minister", ",Anna Berg,"),
            ["anna-berg"],
            [("missing-value", "Experts!A2")],
        ),
        (
            read_experts,
            ("expert_id,name", "anna-berg,Other", ",Anna Berg"),
            ["anna-berg", "anna-berg-2"],
            [],
        ),
        (read_sources, ("source_id,title,file", ",A talk,t.txt"), ["a-talk"], []),
        (read_sources, ("source_id,title,file", ",,t.txt"), ["t-txt"], []),
        (
            read_sources,
            ("source_id,published", "s,2022-01", "t,", "u,soon"),
            ["s", "t", "u"],
            [("bad-date", "Sources!B4")],
        ),
    ],
)
def test_entries_of_lists_have_an_id_of_their_own(
    read: Callable[[Book], Any],
    lines: tuple[str, ...],
    ids: list[str],
    expected: list[tuple[str, str]],
) -> None:
    name = "Experts" if read is read_experts else "Sources"
    found, problems = read(book(**{name: lines}))
    assert found.iloc[:, 0].tolist() == ids
    assert told(problems) == expected


def test_an_expert_is_found_by_any_name_and_an_id_means_itself() -> None:
    lines = ("expert_id,name,aliases", "a,Anna,Dr A;b", "b,Ben,", "c,Anna,")
    experts, _ = read_experts(book(Experts=lines))
    found = expert_register(experts)
    asked = ("dr a", "ANNA", "b", "Ben", "nobody")
    assert [sorted(found.find(name)) for name in asked] == [["a"], ["a", "c"], ["b"], ["b"], []]
    assert found.suggest("Annna") == "Anna"


@pytest.mark.parametrize(
    ("row", "names", "found"),
    [(1, 1, True), (30, 1, True), (31, 2, False), (31, 3, True), (99, 3, True)],
)
def test_a_header_far_down_is_known_by_three_names_of_ours(
    row: int, names: int, found: bool
) -> None:
    header = ["topic", "label", "proposition"][:names] + ["x"] * (3 - names)
    table = read_table(Grid("Topics", [["x"] * 3] * (row - 1) + [header], "a.xlsx"), form.TOPICS)
    assert (None if table is None else table.header_row) == (row if found else None)


@pytest.mark.parametrize("sheet", [s for s in form.LISTS if s != "Scale"])
def test_a_list_without_a_needed_column_says_which_and_is_not_used(sheet: str) -> None:
    readers = {
        "Topics": lambda b: read_codebook(b, Numbers())[1],
        "Experts": lambda b: read_experts(b)[1],
        "Sources": lambda b: read_sources(b)[1],
        "Settings": lambda b: read_settings(b)[2],
    }
    fields = [field.name for field in form.LISTS[sheet]][1:]
    line = ",".join(fields)
    problems = readers[sheet](book(**{sheet: (line, "x," * (len(fields) - 1) + "x")}))
    assert {code for code, _ in told(problems)} == {"missing-column"}


WHOLE = "number,topic,label,proposition,includes,excludes,examples,keywords"


@pytest.mark.parametrize(
    ("sheets", "read"),
    [
        ({"My topics": WHOLE}, ["My topics!A1"]),
        ({"My topics": WHOLE.removeprefix("number,")}, ["My topics!A1"]),
        ({"My topics": "topic,label,proposition"}, None),  # somebody's own
        ({"One": WHOLE, "Two": WHOLE}, None),  # which of them?
        ({"Experts": WHOLE}, None),
    ],
)
def test_a_list_under_another_name_is_known_by_all_of_its_headers(
    sheets: dict[str, str], read: list[str] | None
) -> None:
    n = 1 if next(iter(sheets.values())).startswith("number") else 0
    row = f"{'1,' * n}tax,Taxes,Taxes should rise.,,,,"
    file = book(
        **{
            sheet: (headers, ",".join(row.split(",")[: headers.count(",") + 1]))
            for sheet, headers in sheets.items()
        }
    )
    found, problems = read_codebook(file, Numbers())
    assert [f"{p.sheet}!{p.cell}" for p in problems] == (read or [])
    assert (found is not None) == (read is not None)
