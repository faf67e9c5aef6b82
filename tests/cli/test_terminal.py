"""Words of strangers on a terminal: shown, never obeyed."""

import json
import os
import sys
from pathlib import Path

import pytest

from stance.cli.messages import echo, echo_json, say, shown
from stance.core.errors import Problem
from tests import sample
from tests.run_stance import stance

#: Clears the screen, renames the window, turns the direction, forges a line.
EVIL = "\x1b[2J\x1b]0;owned\x07\u202egnp.exe\u2066\x9b31m\x7f"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain — слово ʻoʻ 字 👩‍👩‍👧", "plain — слово ʻoʻ 字 👩‍👩‍👧"),
        ("\x1b[31m", r"\x1b[31m"),
        ("\x00\x1f\x7f\x80\x9f\xa0", "\\x00\\x1f\\x7f\\x80\\x9f\xa0"),
        ("a\tb\nc\rd", r"a\tb\nc\rd"),
        (
            "\u200e\u200f\u061c\u202a\u202e\u2066\u2069",
            r"\u200e\u200f\u061c\u202a\u202e\u2066\u2069",
        ),
        ("\u2028\u2029", r"\u2028\u2029"),
        ("no\udcff", r"no\udcff"),
        (r"C:\new\x1b", r"C:\new\x1b"),
    ],
)
def test_what_would_command_a_terminal_is_shown_as_an_escape(text: str, seen: str) -> None:
    assert shown(text) == seen


def test_a_line_break_parts_lines_of_ours_only(capsys: pytest.CaptureFixture[str]) -> None:
    echo("one\nerror: forged", "two")
    assert capsys.readouterr().out == "one\\nerror: forged\ntwo\n"


def test_a_problem_cannot_forge_another(capsys: pytest.CaptureFixture[str]) -> None:
    say(Problem(code="bad-date", message="bad\nnote: all is well", file="a\x1b.xlsx", sheet="\x07"))
    assert capsys.readouterr().err == r"warning: a\x1b.xlsx › \x07: bad\nnote: all is well" + "\n"


def test_json_sends_no_control_character_and_means_the_same(
    capsys: pytest.CaptureFixture[str],
) -> None:
    echo_json({"claim": EVIL + " — слово\n"})
    printed = capsys.readouterr().out
    assert json.loads(printed) == {"claim": EVIL + " — слово\n"}
    assert is_harmless(printed)
    assert "слово" in printed


def test_json_has_no_number_that_json_knows_not() -> None:
    with pytest.raises(ValueError, match="JSON"):
        echo_json({"alpha": float("nan")})


def is_harmless(printed: str) -> bool:
    """Say whether nothing but line breaks commands a terminal."""
    return all(shown(line) == line for line in printed.split("\n"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names of files")
@pytest.mark.parametrize("command", ["check", "compare", "names", "report"])
def test_no_command_sends_what_stands_in_names_of_files(tmp_path: Path, command: str) -> None:
    study = sample.copy(tmp_path)
    file = study / "coder-b.xlsx"
    sample.put(file, sample.find(file, "c022", "stance"), "\u202e fro")
    file.rename(study / "coder-\x1b[31m\nerror: b.xlsx")
    study = study.rename(tmp_path / "study\x9b31m")
    experts = ["burnashev", "tyulegenov"] if command == "compare" else []
    done = stance(command, study, *experts, cwd=tmp_path)
    printed = done.stdout + done.stderr
    assert "Traceback" not in printed
    assert is_harmless(printed)
    assert ("\\x1b[31m\\nerror: b.xlsx" in printed) == (command != "names")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names of files")
def test_a_name_of_a_file_that_is_no_text_is_printed(tmp_path: Path) -> None:
    done = stance("check", os.fsdecode(b"gone\xff.xlsx"), cwd=tmp_path)
    assert "Traceback" not in done.stderr
    assert "gone\\udcff.xlsx" in done.stdout
