"""The last line of every command: a next step, or that nothing is left; of every error too."""

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from stance.cli import next_steps
from stance.cli.app import COMMANDS, main
from stance.cli.machines import MACHINE_COMMANDS
from stance.cli.next_steps import NOTHING
from stance.study.csv_folder import read_csv_folder, write_study
from tests.written import hold

TABLES = {
    "topics.csv": "topic,label,proposition\ntrade,Trade,Trade will grow.\n",
    "experts.csv": "expert_id,name\nanna,Anna Example\nben,Ben Sample\n",
    "sources.csv": "source_id,title,published\ns1,A talk,2024-05\n",
    "claims.csv": "claim_id,source_id,expert_id,said_on,paraphrase\n"
    "c1,s1,anna,2024-01,Trade grows.\nc2,s1,ben,2024-02,Trade shrinks.\n",
    "ana.csv": "claim_id,topic,stance\nc1,trade,2\nc2,trade,-2\n",
    "ben.csv": "claim_id,topic,stance\nc1,trade,2\nc2,trade,-1\n",
}
WORDS = "Harbours will silt up within ten years."
MACHINE = "--model gpt-5-mini --form openai -o requests.jsonl"
#: Of every command, what is typed after its name.
TYPED = {
    "tour": "walk",
    "new": "fresh",
    "from-csv": "tables -o made",
    "import": "labels.jsonl -o brought",
    "extract": "talk.txt -o found",
    "names": "study",
    "assign": "study --annotators ana,ben",
    "check": "study",
    "receive": "study inbox",
    "update": "study",
    "merge": "study/ana.xlsx study/ana.xlsx inbox/ana.xlsx -o merged.xlsx",
    "suggest": "study",
    "reliability": "study",
    "correct": "study",
    "adjudicate": "study",
    "norm": "study",
    "status": "study",
    "history": "study",
    "report": "study",
    "figure": "study strip -o strip.svg",
    "watch": "study",
    "compare": "study anna ben",
    "verify": "reports/study.html study",
    "deposit": "study -o deposited",
    "export": "study out",
    "network": "study -o network.csv",
    "positions": "long.csv -o positions.csv",
    "bulk": "long.csv -o page.html --engine pandas --scale=-2..2",
    "machine prompt": f"study {MACHINE}",
    "machine read": "study results.jsonl",
    "machine compare": "study",
}
#: What comes next where it is no command.
BEYOND = {
    "figure": "open strip.svg",
    "report": "open reports/study.html in a browser",
    "bulk": "open page.html in a browser",
    "deposit": "go through deposited/CHECKLIST.md; then give the folder to your archive",
}
EVERY = [*COMMANDS, *(f"machine {name}" for name in MACHINE_COMMANDS)]
#: What is typed that cannot be done, each in another way.
REFUSED = {
    "a folder that is not there": "status nowhere",
    "a study that is there": "new study",
    "an option that is lacking": "assign study",
    "arguments that are lacking": "merge base.xlsx",
    "no such option": "check study --colour pink",
    "a value that is none": "machine prompt study --model m --form telepathy -o out.jsonl",
    "a value of another kind": "report study --draws many",
    "an argument of a group that is lacking": "machine read study",
    "an expert who is nobody": "compare study anna nobody",
    "a table with a question": "report ratings.csv",
    "a title that the study has not": "extract talk.txt -o study --title Other",
    "a file for another command": "import talk.txt -o brought",
    "a folder with something in it": "tour study",
    "a page of no known kind": "report study -o page.doc",
    "a copy of a folder": "check study --marked marked.xlsx",
    "a copy over the file itself": "check study/ana.xlsx --marked study/ana.xlsx",
    "a machine that is not there": "machine compare study",
    "no study to write": "extract talk.txt",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a study, its tables and what is handed to commands."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "tables").mkdir()
    for name, text in TABLES.items():
        (folder / "tables" / name).write_text(text, encoding="utf-8")
    write_study(folder / "study", read_csv_folder(folder / "tables", "Tiny"))
    (folder / "inbox").mkdir()
    shutil.copy(folder / "study" / "ana.xlsx", folder / "inbox")
    (folder / "talk.txt").write_text(f"A talk\n\n“{WORDS}” Anna Example said.\n", encoding="utf-8")
    (folder / "long.csv").write_text(
        "expert_id,topic,source_id,said_on,score\nanna,trade,s1,2024-01,2\n", encoding="utf-8"
    )
    (folder / "ratings.csv").write_text(
        "expert,claim,topic,stance\nAnna,Trade grows,trade,5\nBen,It shrinks,trade,6\n",
        encoding="utf-8",
    )
    (folder / "labels.jsonl").write_text(
        '{"text": "Trade grows.", "label": [[0, 5, "trade"]]}\n', encoding="utf-8"
    )
    (folder / "results.jsonl").write_text("", encoding="utf-8")
    return folder


@pytest.fixture
def run(
    made: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., list[str]]:
    """Run a command line in a copy of the folder; return what it says on standard error."""
    here = shutil.copytree(made, tmp_path / "here")
    monkeypatch.chdir(here)

    def stop(_: float) -> None:
        raise KeyboardInterrupt

    def typed(line: str) -> list[str]:
        if line.startswith("watch"):
            monkeypatch.setattr(time, "sleep", stop)
        monkeypatch.setattr(sys, "argv", ["stance", *line.split()])
        with pytest.raises(SystemExit):
            main()
        return capsys.readouterr().err.splitlines()

    return typed


@pytest.mark.parametrize("name", EVERY)
def test_the_last_line_is_a_next_step_or_says_that_nothing_is_left(
    name: str, run: Callable[..., list[str]]
) -> None:
    last = run(f"{name} {TYPED[name]}")[-1]
    if name in BEYOND:
        assert last == f"next: {BEYOND[name]}"
    else:
        assert last == NOTHING or (last.startswith("next: ") and "stance " in last)


def test_what_comes_next_is_the_same_for_workbooks_in_another_language(
    run: Callable[..., list[str]],
) -> None:
    said = {
        lang: [
            run(f"update study --lang {lang}")[-1],
            *(run(f"{name} {TYPED[name]}")[-1] for name in ("check", "status", "adjudicate")),
        ]
        for lang in ("en", "ru")
    }
    assert said["ru"] == said["en"]
    assert run("receive study inbox")[-1].startswith("next: ")


def test_every_error_ends_with_the_command_that_mends_it(
    run: Callable[..., list[str]],
) -> None:
    hold(
        "last lines of errors.txt",
        (f"{why}\n  $ stance {line}\n  {run(line)[-1]}" for why, line in REFUSED.items()),
    )


def test_a_script_that_wants_no_next_step_does_not_wait_for_it(
    run: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*_: object) -> str:
        raise AssertionError("the study was read for a line that nobody sees")

    monkeypatch.setattr(next_steps, "next_in", asked)
    monkeypatch.setattr(next_steps, "next_of", asked)
    assert run("update study --quiet") == []
    assert run("status study --json") == []
