"""What a workbook shows to whoever opens it: the guide, the headers, what is hidden."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from stance.core.codebook import Codebook, Level, Scale
from stance.study.issuing import new_study
from stance.workbook import form
from stance.workbook.content import Settings
from stance.workbook.guide import guide_lines
from stance.workbook.reading import read
from stance.workbook.writing import write
from tests.workbook_material import CLAIMS, CODEBOOK, content

HEADERS = [f.name for f in form.claim_fields(2)]


def guide(codebook: Codebook, heading: str, slots: int = 2) -> list[tuple[str, str]]:
    """The lines under a heading of the guide, up to the next heading."""
    lines = guide_lines(Settings("A study", slots), codebook, "ana")
    at = next(n for n, (_, text, _) in enumerate(lines) if text.startswith(heading))
    below = lines[at + 1 :]
    end = next((n for n, (style, *_) in enumerate(below) if style == "heading"), len(below))
    return [(left, right) for _, left, right in below[:end]]


def test_the_guide_shows_the_examples_of_the_topics_with_the_answers_to_give() -> None:
    tax, road = CODEBOOK.topics
    tax = replace(tax, examples="For: Tax the rich, she says.\n\n-2: Taxes ruin us.\nOne may ask.")
    assert guide(Codebook((tax, road)), "Worked examples") == [
        ("tax: the proposition", "Taxes should rise."),
        ("tax · for", "Tax the rich, she says."),
        ("tax · strongly against", "Taxes ruin us."),
        ("tax", "One may ask."),
    ]


def test_without_examples_the_guide_shows_the_ends_of_whatever_scale() -> None:
    scale = Scale((Level("10", 10), Level("0", 0), Level("5", 5), Level("no idea", None)))
    codebook = replace(CODEBOOK, scale=scale)
    assert guide(codebook, "Worked examples") == [
        ("tax: the proposition", "Taxes should rise."),
        ("10", "The words say as much."),
        ("5", "They weigh both sides, or decline to choose."),
        ("0", "They say the opposite outright."),
        ("no idea", "They touch it, and one cannot tell which way."),
        ("none", "They bear on no proposition of the codebook; no stance."),
    ]
    assert guide(codebook, "Stances")[0] == (
        'From one end to the other: "0" is farthest against, "10" farthest for it.',
        "",
    )


@pytest.mark.parametrize(("slots", "named"), [(1, False), (2, True)])
def test_the_steps_are_numbered_and_name_only_columns_that_there_are(
    slots: int, named: bool
) -> None:
    steps = [text for text, _ in guide(CODEBOOK, "What to do", slots)]
    assert [step.split(".")[0] for step in steps[:-1]] == [str(n) for n in range(1, len(steps))]
    assert any("topic_2" in step for step in steps) == named
    assert any("copy the whole row" in step for step in steps)


def hidden(path: Path, name: str = "Claims") -> set[str]:
    sheet = openpyxl.load_workbook(path)[name]
    return {cell.value for cell in sheet[1] if sheet.column_dimensions[cell.column_letter].hidden}


def test_annotators_do_not_see_columns_in_which_nothing_stands(tmp_path: Path) -> None:
    claims = CLAIMS.assign(question=["Why?", "", ""])
    empty = {"key_phrase", "kind", "speaker", "speaker_confidence", "speaker_reason"}
    empty |= {"sentences", "speaker_attitude", "cue", "context_before", "context_after"}
    path = write(tmp_path / "ana.xlsx", content(name="ana.xlsx", claims=claims))
    assert hidden(path) == {*form.ID_COPIES, *empty} & set(HEADERS)
    assert hidden(path, "Topics") == {"examples", "keywords"}
    path = write(tmp_path / "study.xlsx", content(name="study.xlsx", claims=claims))
    assert hidden(path) == {*form.ID_COPIES} & set(HEADERS)
    assert hidden(path, "Topics") == set()


def prompts(sheet: Any) -> set[str]:
    rules = sheet.data_validations.dataValidation
    return {str(rule.sqref) for rule in rules if rule.prompt and str(rule.sqref).endswith("1")}


def test_headers_say_what_to_enter_and_rows_below_are_text(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(new_study(tmp_path / "study"))
    assert {"A1", "B1", "F1", "H1", "J1", "K1", "U1"} <= prompts(book["Claims"])
    assert {"A1", "B1", "C1", "F1"} <= prompts(book["Topics"])
    assert {"A1", "B1", "C1", "D1"} <= prompts(book["Scale"])
    for name in ("Claims", "Topics", "Experts", "Sources", "Scale"):
        column = book[name].column_dimensions["A"]
        assert (column.number_format, column.alignment.wrap_text) == ("@", True), name


def test_an_empty_id_of_an_expert_or_source_is_made_of_the_name(tmp_path: Path) -> None:
    path = write(tmp_path / "study.xlsx", content(name="study.xlsx"))
    book = openpyxl.load_workbook(path)
    experts, sources = book["Experts"], book["Sources"]
    for row, (expert_id, name) in enumerate(
        [("", "Anna Example"), ("anna-example", "Another"), ("", "Ben Sample"), ("", "")], start=2
    ):
        experts.cell(row, 1).value, experts.cell(row, 2).value = expert_id, name
    experts["C5"] = "nameless"
    sources["A2"] = ""
    book["Claims"]["C2"] = "First paper"
    book.save(path)
    found = read(path)
    assert [(p.code, p.cell) for p in found.problems if p.sheet == "Experts"] == [
        ("missing-value", "A5")
    ]
    assert found.experts["expert_id"].tolist() == ["anna-example-2", "anna-example", "ben-sample"]
    assert found.sources["source_id"].tolist() == ["first-paper"]
    assert found.claims["expert_id"].tolist() == ["anna-example-2", "ben-sample", "ben-sample"]
    assert found.claims["source_id"][0] == "first-paper"
