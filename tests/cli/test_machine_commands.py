"""The commands of machine coders: what they print, and how they end."""

import json
import shlex
from pathlib import Path

import pytest

from stance.cli.machines import MACHINE_COMMANDS
from tests import sample
from tests.machines.models import answer_batch, code
from tests.run_stance import stance

_PROMPT = ("machine", "prompt", "central-asia", "--model", "gpt-5-mini", "--form", "openai")


@pytest.fixture
def here(tmp_path: Path) -> Path:
    sample.copy(tmp_path)
    prices = "model,input,output,currency\ngpt-5-mini,10,100,USD\n"
    (tmp_path / "prices.csv").write_text(prices, encoding="utf-8")
    return tmp_path


def test_the_round_prints_sizes_cost_answers_tokens_and_what_comes_next(here: Path) -> None:
    asked = stance(*_PROMPT, "-o", "r.jsonl", "--prices", "prices.csv", "--sample", "0.1", cwd=here)
    assert asked.returncode == 0, asked.stderr
    requests, tokens, cost, file = asked.stdout.splitlines()
    assert requests.startswith("8 requests about 8 claims, ")
    assert tokens.startswith("tokens, estimated: ")
    assert "640 out" in tokens
    t_in = int(tokens.split()[2].replace(",", ""))
    assert cost == f"cost by your prices: about {(t_in * 10 + 640 * 100) / 1e6:.2f} USD"
    assert file == "r.jsonl"
    assert "next: send it, and with the results: stance machine read central-asia" in asked.stderr
    answer_batch(here / "r.jsonl", here / "a.jsonl", "openai", lambda _: code(("none", "none")))
    read = stance("machine", "read", "central-asia", "a.jsonl", "--prices", "prices.csv", cwd=here)
    assert read.returncode == 0, read.stderr
    assert read.stdout.splitlines() == [
        "gpt-5-mini: 8 answers, 8 of them new",
        "tokens: 7,200 in, 160 out",
        "cost by your prices: 0.09 USD",
        str(Path("central-asia/machines/gpt-5-mini.csv")),
    ]
    assert "next: stance check central-asia" in read.stderr
    checked = stance("check", "central-asia", cwd=here)
    assert checked.stdout.splitlines()[-1] == (
        "gpt-5-mini (a machine, counted apart) coded 8 claims"
    )
    as_json = json.loads(stance("check", "central-asia", "--json", cwd=here).stdout)
    assert as_json["machines"] == [{"machine": "gpt-5-mini", "n_coded": 8, "n_repeats": 1}]


def test_each_damaged_line_is_printed_and_the_exit_code_is_1(here: Path) -> None:
    stance(*_PROMPT, "-o", "r.jsonl", cwd=here)
    answer_batch(here / "r.jsonl", here / "a.jsonl", "openai", lambda _: code(("none", "none")))
    lines = (here / "a.jsonl").read_text(encoding="utf-8").splitlines()
    lines[:20] = ["no JSON"] * 20
    (here / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    read = stance("machine", "read", "central-asia", "a.jsonl", cwd=here)
    assert read.returncode == 1
    named = [line for line in read.stderr.splitlines() if line.startswith("warning: a.jsonl › ")]
    assert [line.split("line ")[1].split(":")[0] for line in named] == [
        str(n) for n in range(1, 21)
    ]
    assert "gpt-5-mini: 65 answers, 65 of them new" in read.stdout
    assert "20 lines could not be used; to ask for what is missing: " in read.stderr


def test_the_command_that_asks_for_what_is_missing_asks_as_before(here: Path) -> None:
    asked = (
        *("--model", "gpt-5-mini", "--form", "mistral", "--name", "gpt", "--repeat", "2"),
        *("--sample", "0.1", "--seed", "5", "--temperature", "0.25"),
    )
    stance("machine", "prompt", "central-asia", *asked, "-o", "r.jsonl", cwd=here)
    answer_batch(here / "r.jsonl", here / "a.jsonl", "mistral", lambda _: code(("none", "none")))
    lines = (here / "a.jsonl").read_text(encoding="utf-8").splitlines()
    (here / "a.jsonl").write_text("\n".join([*lines[:13], "no JSON", ""]), encoding="utf-8")
    read = stance("machine", "read", "central-asia", "a.jsonl", cwd=here)
    again = read.stderr.split("to ask for what is missing: ")[1]
    assert again.split()[4:] == ["--missing", *asked, "-o", "requests.jsonl"]
    written = stance(*shlex.split(again)[1:], cwd=here)
    assert written.stdout.startswith("3 requests about ")
    assert "do not count" not in written.stderr


_OTHER_FILES = {
    "the requests": (None, "these are the requests that were sent, not their results"),
    "laid out for reading": (
        json.dumps({"custom_id": "a", "response": {"n": 1}}, indent=1).encode(),
        "it is one JSON text laid out over many lines, not a result on each line",
    ),
    "a workbook": (b"PK\x03\x04" + b"\n".join([b"x"] * 30), "it is a workbook or another packed"),
    "UTF-16": ('{"custom_id": "a"}\n'.encode("utf-16"), "it is in UTF-16, not in UTF-8"),
    "a table": (b"claim_id,topic\na,b\n", "none of its lines is JSON"),
}


def test_files_that_hold_no_results_are_told_in_one_line_each(here: Path) -> None:
    stance(*_PROMPT, "-o", "r.jsonl", "--sample", "0.1", cwd=here)
    for name, (content, _) in _OTHER_FILES.items():
        (here / name).write_bytes(content or (here / "r.jsonl").read_bytes())
    read = stance("machine", "read", "central-asia", *_OTHER_FILES, cwd=here)
    assert read.returncode == 1
    told = [line for line in read.stderr.splitlines() if line.startswith("warning: ")]
    assert len(told) == len(_OTHER_FILES)
    for line, (name, (_, message)) in zip(told, _OTHER_FILES.items(), strict=True):
        assert line.startswith(f"warning: {name}: {message}")
    assert not (here / "central-asia" / "machines" / "gpt-5-mini.csv").exists()


def test_what_is_missing_is_counted_in_claims_that_are_asked_about(here: Path) -> None:
    stance(*_PROMPT, "-o", "r.jsonl", "--sample", "0.1", cwd=here)
    answer_batch(here / "r.jsonl", here / "a.jsonl", "openai", lambda _: code(("none", "none")))
    stance("machine", "read", "central-asia", "a.jsonl", cwd=here)
    asked = stance(*_PROMPT, "-o", "r.jsonl", "--missing", "--repeat", "2", cwd=here)
    assert asked.stdout.startswith("162 requests about 85 claims, ")
    asked = stance(*_PROMPT, "-o", "r.jsonl", "--missing", cwd=here)
    assert asked.stdout.startswith("77 requests about 77 claims, ")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--form", "other"), "is none of openai, anthropic, gemini, mistral"),
        (("--template", "nowhere.j2"), "does not exist"),
        (("--prices", "nowhere.csv"), "there is no such file"),
        (("--sample", "7"), "--sample"),
    ],
)
def test_a_wrong_wish_is_one_message(here: Path, words: tuple[str, str], message: str) -> None:
    done = stance(*_PROMPT, "-o", "r.jsonl", *words, cwd=here)
    assert done.returncode in (1, 2)
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not (here / "r.jsonl").exists()


@pytest.mark.parametrize("name", MACHINE_COMMANDS)
def test_every_machine_command_can_be_silenced(name: str, tmp_path: Path) -> None:
    assert "--quiet" in stance("machine", name, "--help", cwd=tmp_path).stdout
