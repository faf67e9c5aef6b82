"""What stands beside a claim for who codes it: attitude, cue and a sentence of context."""

from pathlib import Path

import pytest

from stance.extract.finding import Found, extract
from stance.study.extending import extend_study
from stance.workbook.reading import read
from tests.run_stance import stance

TEXT = """The road

The towns waited for years. Anna Example denied that the road is safe. Nobody was hurt.
"""


def test_the_sheet_says_what_is_done_with_the_words_and_what_stands_around_them(
    tmp_path: Path,
) -> None:
    path = tmp_path / "road.txt"
    path.write_text(TEXT, encoding="utf-8")
    stance("extract", path, "-o", tmp_path / "study", cwd=tmp_path)
    (claim,) = read(tmp_path / "study" / "study.xlsx").claims.to_dict("records")
    assert claim["claim"] == "denied that the road is safe."
    assert (claim["speaker_attitude"], claim["cue"]) == ("denies", "deny")
    assert claim["context_before"] == "The towns waited for years. Anna Example"
    assert claim["context_after"] == "Nobody was hurt."


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("All was calm.\n\n{}.\n", "All was calm. Anna Example", ""),
        (
            "{}. Nobody was hurt.\n\nAll was calm.\n",
            "Anna Example",
            "Nobody was hurt. All was calm.",
        ),
        ("It rained.\n\nAll was calm.\n\n{}.\n", "All was calm. Anna Example", ""),
    ],
)
def test_context_is_of_the_paragraph_and_of_those_beside_it(
    tmp_path: Path, text: str, before: str, after: str
) -> None:
    path = tmp_path / "road.txt"
    path.write_text("The road\n\n" + text.format("Anna Example denied that the road is safe"))
    found = [one for one in extract([path]) if isinstance(one, Found)]
    extended, _ = extend_study(tmp_path / "study", found)
    (claim,) = extended.content.claims.to_dict("records")
    assert (claim["context_before"], claim["context_after"]) == (before, after)


def test_a_study_of_locators_holds_no_words_around_a_claim(tmp_path: Path) -> None:
    path = tmp_path / "road.txt"
    path.write_text(TEXT, encoding="utf-8")
    stance("extract", path, "-o", tmp_path / "study", "--locators", cwd=tmp_path)
    (claim,) = read(tmp_path / "study" / "study.xlsx").claims.to_dict("records")
    assert claim["context_before"] == claim["context_after"] == ""
