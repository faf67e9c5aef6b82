"""The page about machines: its commands run, and print what it says."""

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from stance.cli.app import app
from stance.core.errors import CODES, StanceError
from tests import sample
from tests.machines.models import answer_batch, code

PAGE = (sample.ROOT / "docs/machines.md").read_text(encoding="utf-8")
#: The commands of the page in their order, each with what it says that they print.
STEPS = re.findall(r"```sh\n(stance .+?)\n```(?:\n\n```text\n(.*?)\n```)?", PAGE, re.DOTALL)


def stand_in(message: dict[str, str]) -> dict[str, object]:
    """Answer as a model might, by a word of the claim."""
    words = message["claim"].casefold()
    for word, topic in (("csto", "csto-guarantor"), ("border", "border-disputes")):
        if word in words:
            return code((topic, "against"))
    return code(("cooperation-substance", "for" if "cooperat" in words else "against"))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(sample.SAMPLE, tmp_path / "annotations" / "central-asia")
    for table in re.findall(r"```csv\n(.*?)```", PAGE, re.DOTALL):
        (tmp_path / "prices.csv").write_text(table, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shown(output: str, printed: str) -> bool:
    """Say whether the page shows an output; a line that is "…" stands for any lines."""
    parts = re.split(r"^ *…$", printed, flags=re.MULTILINE)
    return re.fullmatch(".*".join(map(re.escape, parts)), output, re.DOTALL) is not None


def test_the_round_of_the_page_runs_and_prints_what_it_says(here: Path) -> None:
    runner = CliRunner()
    assert len(STEPS) >= 3
    for command, printed in STEPS:
        if "my-study" in command:  # the reader's own, which is not here
            continue
        if command.startswith("stance machine read"):
            answer_batch(here / "requests.jsonl", here / "results.jsonl", "openai", stand_in)
        done = runner.invoke(app, command.split()[1:])
        assert not isinstance(done.exception, StanceError), f"{command}: {done.exception}"
        assert done.exit_code == 0, f"{command}: {done.output}"
        if printed:
            assert shown(done.stdout.strip().replace("\\", "/"), printed), (
                f"{command}: {done.stdout}"
            )


def test_the_page_names_every_limit_as_it_is() -> None:
    from stance.machines.forms import LIMITS

    for form, limits in LIMITS.items():
        (row,) = [r for r in PAGE.splitlines() if r.startswith(f"| `{form}` |")]
        size = f"{limits.size // 1_000_000} MB" if form != "gemini" else "2 GB"
        assert size in row
        assert form == "gemini" or f"{limits.requests:,} requests" in row


def test_no_code_of_a_problem_stands_on_the_page_that_there_is_not() -> None:
    named = set(re.findall(r"`(machine-[a-z]+)`", PAGE))
    assert named <= set(CODES)
