"""A tiny study from its first command to its last: all that each command prints, and its code."""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from stance.cli.app import app
from stance.core.errors import StanceError
from tests.sample import find, put
from tests.written import hold

TABLES = {
    "topics.csv": "topic,label,proposition\ntrade,Trade,Trade will grow.\nroad,Roads,Build it.\n",
    "experts.csv": "expert_id,name\nanna,Anna Example\nben,Ben Sample\n",
    "sources.csv": "source_id,title,published\ns1,A talk,2024-05\n",
    "claims.csv": "claim_id,source_id,expert_id,said_on,paraphrase\n"
    + "".join(f"c{n},s1,{'anna' if n % 2 else 'ben'},2024-0{n},Claim {n}.\n" for n in range(1, 7)),
}
#: What they answer: topic and stance, claim by claim.
ANSWERS = {
    "ana": ["trade:for", "road:against", "trade:mixed", "none:", "road:strongly for", "trade:for"],
    "ben": ["trade:for", "road:for", "trade:against", "none:", "trade:for", "trade:unclear"],
}


def _say(line: str) -> Iterator[str]:
    done = CliRunner().invoke(app, line.split())
    yield f"\n$ stance {line}"
    yield from done.output.rstrip().splitlines()
    if isinstance(done.exception, StanceError):
        yield from (str(p) for p in getattr(done.exception, "problems", (done.exception,)))
    yield f"exit {done.exit_code}"


def _answer(name: str, inbox: Path) -> None:
    """Fill in an annotator's workbook as it was issued, and send it back."""
    inbox.mkdir(exist_ok=True)
    file = Path(shutil.copy(f"study/{name}.xlsx", inbox))
    held = [row[0].value for row in openpyxl.load_workbook(file)["Claims"].iter_rows(min_row=2)]
    for claim_id, answer in zip(sorted(held), ANSWERS[name], strict=False):
        topic, stance = answer.split(":")
        put(file, find(file, claim_id, "topic"), topic)
        put(file, find(file, claim_id, "stance"), stance or None)


def _session() -> Iterator[str]:
    yield from _say("new study --title Tiny")
    yield from _say("check study")
    yield from _say("assign study --annotators ana,ben")
    yield from _say("new study")
    shutil.rmtree("study")
    Path("tables").mkdir()
    for name, text in TABLES.items():
        Path("tables", name).write_text(text, encoding="utf-8")
    yield from _say("from-csv tables -o study --title Tiny")
    yield from _say("assign study --annotators ana,ben --overlap 1")
    yield from _say("assign study --annotators ana,ben,cem")
    yield from _say("assign study --annotators ana")
    yield from _say("check study")
    yield from _say("norm study")
    for name in ANSWERS:
        _answer(name, Path("inbox"))
    yield from _say("receive study inbox")
    yield from _say("receive study inbox/ana.xlsx")
    put(Path("inbox/ben.xlsx"), find(Path("inbox/ben.xlsx"), "c1", "stance"), "suport")
    put(Path("inbox/ben.xlsx"), find(Path("inbox/ben.xlsx"), "c2", "stance"), "mixed")
    yield from _say("check inbox/ben.xlsx --marked marked.xlsx")
    yield from _say("check inbox/ben.xlsx --json")
    yield from _say("receive study inbox/ben.xlsx")
    yield from _say("check study")
    shutil.copy("inbox/ana.xlsx", "base.xlsx")
    for side, stance in (("one", "against"), ("two", "mixed")):
        Path(side).mkdir()
        shutil.copy("base.xlsx", f"{side}/ana.xlsx")
        put(Path(side, "ana.xlsx"), find(Path(side, "ana.xlsx"), "c1", "stance"), stance)
    yield from _say("merge base.xlsx one/ana.xlsx two/ana.xlsx -o merged.xlsx")
    yield from _say("merge base.xlsx one/ana.xlsx base.xlsx -o merged.xlsx")
    shutil.copy("inbox/ana.xlsx", "study/ana.xlsx")
    _answer("ben", Path("study2"))
    shutil.copy("study2/ben.xlsx", "study/ben.xlsx")
    yield from _say("adjudicate study")
    yield from _say("adjudicate study --blind")
    yield from _say("correct study")
    study = Path("study/study.xlsx")
    put(study, find(study, "c3", "claim"), "Claim 3 in other words.")
    yield from _say("update study")
    yield from _say("check study")
    yield from _say("names study")
    yield from _say("report study -o page.html")
    said = _say("deposit study -o deposited")
    yield from (line for line in said if "needs: pip install" not in line)  # with the extra or not
    yield " ".join(sorted(path.name for path in Path("deposited/study").iterdir()))
    with Path("study/history.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    yield f"\n== history.csv, {len(rows)} rows"
    for row in rows:
        kept = (v for name, v in row.items() if name not in ("recorded_at", "sha256") and v)
        yield " · ".join(kept)


def test_every_command_prints_what_is_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    hold("a whole study.txt", _session())
