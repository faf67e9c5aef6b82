"""The tutorial as a newcomer goes through it: every file, command and table as it is printed."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from stance.cli.app import app
from stance.workbook.reading import read
from tests.sample import ROOT, find, put
from tests.written import RENEW

PAGE = ROOT / "docs" / "tutorial.md"
STUDY = Path("four-day-week")
#: What a newcomer puts in the place of a word in capitals.
OWN = {"ARTICLES": "articles", "STUDY": "four-day-week", "ANA,BEN": "ana,ben"}


def parts() -> Iterator[tuple[str, list[str]]]:
    """The fenced blocks and tables of the page in their order: what each is, and its lines."""
    kind, held, before = "", [], ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            if kind:
                yield kind, held
            kind, held = ("" if kind else f"{line[3:]} {before}".strip()), []
        elif kind:
            held.append(line)
        elif line.startswith("|"):
            yield "row", [cell.strip() for cell in line.strip("|").split("|")]
        if line:
            before = line


def typed(words: str) -> str:
    """What the command printed last said to type, with a newcomer's own words filled in."""
    for word, own in OWN.items():
        words = words.replace(word, own)
    return words


def fill_in(row: list[str], header: list[str], topics: int) -> None:
    """Do what a row of a table says: write a topic, or type what people answer on a claim."""
    if header[0] == "topic":
        for column, text in zip("ABC", row, strict=True):
            put(STUDY / "study.xlsx", f"{column}{topics + 2}", text, sheet="Topics")
        return
    claims = read(STUDY / "study.xlsx").claims
    (claim_id,) = claims.loc[claims["claim"].str.startswith(row[0]), "claim_id"]
    for column, text in zip(header[1:], row[1:], strict=True):
        who, what = column.split(": ")
        book = STUDY / f"{'adjudicated' if who == 'decided' else who}.xlsx"
        put(book, find(book, claim_id, what), text)


def test_the_tutorial_runs_as_it_is_printed_and_every_command_was_named_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = PAGE.read_text(encoding="utf-8")
    named = CliRunner().invoke(app, []).output  # what stance alone says to begin with
    header: list[str] = []
    topics, commands = 0, []
    for kind, lines in parts():
        if kind == "row" and lines[0] in ("topic", "claim"):
            header = lines
        elif kind == "row" and not lines[0].startswith("---"):
            fill_in(lines, header, topics)
            topics += header[0] == "topic"
        elif kind.startswith("text"):
            file = Path(kind.split("`")[1])
            file.parent.mkdir(exist_ok=True)
            file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        elif kind.startswith("console"):
            command = lines[0].removeprefix("$ ")
            assert command in typed(named), f"a newcomer would have to guess: {command}"
            done = CliRunner().invoke(app, command.split()[1:])
            said = done.output.rstrip().splitlines()
            commands.append(command)
            named = said[-1]
            if os.environ.get(RENEW):
                before = "\n".join(["```console", *lines, "```"])
                page = page.replace(before, "\n".join(["```console", lines[0], *said, "```"]), 1)
            else:
                assert said == lines[1:], "if that is meant, renew docs/tutorial.md"
    if os.environ.get(RENEW):
        PAGE.write_text(page, encoding="utf-8")
    assert [command.split()[1] for command in commands] == [
        "extract",
        "check",
        "assign",
        "check",
        "adjudicate",
        "report",
    ]
    assert named == "next: open reports/four-day-week.html in a browser"
    made = Path("reports/four-day-week.html").read_text(encoding="utf-8")
    assert "A school that is shut on Fridays is no help to anybody who works" in made
