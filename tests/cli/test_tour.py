"""The tour: six steps, each with the command that is run, from three articles to the page."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from stance.cli.app import app


def run(*words: str, typed: str = "") -> Any:
    return CliRunner().invoke(app, list(words), input=typed)


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    folder = tmp_path_factory.mktemp("tour") / "walk"
    return folder, run("tour", str(folder))


def test_the_tour_shows_six_steps_with_their_commands_and_ends_with_a_page(
    walked: tuple[Path, Any],
) -> None:
    folder, done = walked
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert [line[:7] for line in lines if " of 6. " in line] == [f"{n} of 6." for n in range(1, 7)]
    commands = [line.split()[2] for line in lines if line.startswith("$ stance ")]
    assert commands == ["extract", "check", "assign", "receive", "adjudicate", "report"]
    page = (folder / "bridge.html").read_text(encoding="utf-8")
    assert "A toll will empty the old town within a year" in page
    assert done.stderr.splitlines()[-1].endswith(
        "bridge.html in a browser; your own articles: stance extract ARTICLES -o "
        "annotations/my-study"
    )


def test_nothing_is_open_at_its_end_and_it_had_something_to_settle(
    walked: tuple[Path, Any],
) -> None:
    folder, done = walked
    said = json.loads(run("status", str(folder / "study"), "--json").stdout)
    assert {row["annotator"]: row["n_open"] for row in said["work"]} == {"ana": 0, "ben": 0}
    assert said["disputes"] == []
    assert said["n_claims"] == 16
    assert "adjudicated.xlsx: 2 to decide" in done.stdout


def test_a_folder_with_something_in_it_is_left_alone(walked: tuple[Path, Any]) -> None:
    folder, _ = walked
    before = sorted(folder.rglob("*"))
    done = run("tour", str(folder))
    assert "is not empty" in str(done.exception)
    assert sorted(folder.rglob("*")) == before


def test_with_pauses_it_waits_between_the_steps(tmp_path: Path) -> None:
    done = run("tour", str(tmp_path / "walk"), "--pause", typed="\n\n")
    assert done.exit_code != 0  # nobody answered the third time
    assert done.stdout.count("(Enter goes on)") == 3
    assert "3 of 6." in done.stdout
    assert "4 of 6." not in done.stdout
