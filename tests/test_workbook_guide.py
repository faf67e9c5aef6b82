"""The Guide sheet: what an annotator reads first, made from the codebook."""

from dataclasses import replace

from stance.codebook import Codebook, Level, Scale
from stance.workbook import Settings
from stance.workbook.guide import guide_lines
from tests.workbook_material import CODEBOOK

TAX, ROAD = CODEBOOK.topics


def worked_examples(codebook: Codebook) -> list[tuple[str, str]]:
    lines = guide_lines(Settings(), codebook, "ana")
    first = lines.index(("heading", "Worked examples", "")) + 1
    return [(left, right) for _, left, right in lines[first:-1]]


def test_the_examples_of_the_topics_are_shown_with_the_answers_to_give() -> None:
    tax = replace(TAX, examples="For: Tax the rich, she says.\n\n-2: Taxes ruin us.\nOne may ask.")
    assert worked_examples(Codebook((tax, ROAD))) == [
        ("tax: the proposition", "Taxes should rise."),
        ("tax · for", "Tax the rich, she says."),
        ("tax · strongly against", "Taxes ruin us."),
        ("tax", "One may ask."),
    ]


def test_without_examples_the_guide_makes_the_plainest_ones_from_the_proposition() -> None:
    assert worked_examples(CODEBOOK) == [
        ("tax · strongly for", "Somebody says: “Taxes should rise.”"),
        ("tax · strongly against", "Somebody says that just this is not so."),
        ("tax · unclear", "Somebody speaks of it, and one cannot tell on which side."),
    ]


def test_the_plainest_examples_follow_the_scale_of_the_study() -> None:
    ten = Scale((Level("10", 10), Level("0", 0), Level("5", 5)))
    assert [left for left, _ in worked_examples(Codebook((TAX,), ten))] == ["tax · 10", "tax · 0"]
