"""docs/formats.md has a row for every format, and every row is one."""

import re
from pathlib import Path

from stance.exchange.incoming.registry import TAKEN
from stance.exchange.outgoing.registry import FORMS

PAGE = Path(__file__).parents[2] / "docs" / "formats.md"


def rows(heading: str) -> list[list[str]]:
    section = PAGE.read_text("utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    table = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def test_every_format_that_is_taken_has_its_row() -> None:
    named = [kind for row in rows("In") for kind in re.findall(r"`([\w-]+)`", row[1])]
    assert sorted(named) == sorted(TAKEN)


def test_every_form_that_is_written_has_its_row() -> None:
    assert [row[0].strip("`") for row in rows("Out")] == list(FORMS)
    assert all(len(row) == 6 and all(row) for row in rows("Out"))


def test_every_row_says_what_is_taken_lost_how_and_what_was_tried() -> None:
    for row in rows("In"):
        assert len(row) == 6
        assert all(row)
        assert row[4].startswith("`stance import ")
