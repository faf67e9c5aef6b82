"""A small study measured, compared and handed on: all that each command prints and writes."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from stance.cli.app import app
from stance.core.errors import StanceError
from stance.workbook.reading import read
from tests import dna_database
from tests.written import hold

TABLES = {
    "topics.csv": "topic,label,proposition\ntrade,Trade,Trade will grow.\nroad,Roads,Build it.\n"
    "port,Ports,Ports pay.\n",
    "experts.csv": "expert_id,name,role,country\nanna,Anna [b]Example[/b],scholar,Here\n"
    "ben,Ben Sample,,\ncem,Cem Pattern,minister,There\ndana,Dana Quiet,,\n",
    "sources.csv": "source_id,title,published,file\ns1,A talk,2024-05,talk.txt\ns2,A paper,2023,\n",
    "claims.csv": "claim_id,source_id,expert_id,said_on,paraphrase\n"
    + "".join(
        f"c{n},s{1 + n % 2},{('anna', 'ben', 'cem')[n % 3]},2024-0{n},Claim {n}.\n"
        for n in range(1, 10)
    )
    + "c10,s2,dana,2024-10,Claim 10.\n",
}
#: Topic and stance, claim by claim; nothing where the third annotator left off.
ANSWERS = {
    "ada": "trade:1 trade:-2 road:2 trade:0 road:-1 road:2 port:1 trade:-2 port: trade:0",
    "bob": "trade:2 trade:-2 road:1 trade:0 road:1 road:2 port:1 trade:-1 none: trade:0",
    "cyd": "trade:1 road:-2 road:2 trade:1 road:-1 none:",
}
CODES = {
    "words.csv": "item,rater,code\n"
    + "".join(
        f"{n},{rater},{label}\n"
        for n, labels in enumerate(("xxx", "yyx", "yy", "x-y", "xyx", "yyy"), 1)
        for rater, label in zip(("ann", "ben", "cy"), labels, strict=False)
        if label != "-"
    ),
    "grades.csv": "item,rater,code,article\n"
    + "".join(
        f"{n},{rater},{label},{'AB'[n % 2]}\n"
        for n, labels in enumerate(("low,low", "mid,high", "high,high", "low,mid"))
        for rater, label in zip(("ann", "ben"), labels.split(","), strict=True)
    ),
    "alone.csv": "item,rater,code\n1,a,x\n2,b,x\n",
}
ARTICLE = (
    'Interview.\n\n"Trade will grow fast and far this year," said Anna Example, a scholar. '
    '"The road is not needed at all, in my view," Ben Sample told reporters.\n'
)
LONG = (
    "claims.csv",
    "expert,topic,source,date,score\nanna,tax,s1,2021,2\nanna,tax,s2,2022-03,-1\nben,tax,s1,,0.5\nben,tax,s2,,-0.5\n"
    "ben,rail,s3,2020-01-02,-1.5\nben,rail,s3,2020-01,\n",
)


def _say(line: str) -> Iterator[str]:
    done = CliRunner(env={"COLUMNS": "100"}).invoke(app, line.split())
    yield f"\n$ stance {line}"
    if "--json" in line:
        yield from json.dumps(_rounded(json.loads(done.stdout)), indent=1).splitlines()
    else:
        yield from (row.rstrip() for row in done.output.rstrip().splitlines())
    if isinstance(done.exception, StanceError):
        yield from (str(p) for p in getattr(done.exception, "problems", (done.exception,)))
    elif done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    yield f"exit {done.exit_code}"


def _rounded(found: Any) -> Any:
    """Keep six digits of a number: the last ones are the machine's."""
    if isinstance(found, float):
        return float(f"{found:.6g}")
    if isinstance(found, dict):
        return {key: _rounded(value) for key, value in found.items()}
    return [_rounded(value) for value in found] if isinstance(found, list) else found


def _file(path: str) -> Iterator[str]:
    """Yield the lines of a written text, its numbers kept to six digits."""
    yield f"\n== {path}"
    text = Path(path).read_bytes().decode().replace("\r\n", "\n")
    yield from re.sub(
        r"-?\d+\.\d{7,}(e-?\d+)?", lambda found: f"{float(found[0]):.6g}", text
    ).splitlines()


def _begin(folder: Path, tables: dict[str, str]) -> None:
    folder.mkdir()
    for name, text in tables.items():
        (folder / name).write_text(text, encoding="utf-8")


def _study() -> Iterator[str]:
    _begin(Path("tables"), TABLES)
    for name, answers in ANSWERS.items():
        with Path("tables", f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("claim_id", "topic", "stance"))
            for number, answer in enumerate(answers.split(), 1):
                writer.writerow((f"c{number}", *answer.split(":")))
    yield from _say("from-csv tables -o study --title Tiny")


def _measured() -> Iterator[str]:
    yield from _study()
    yield from _say("reliability study --resamples 200")
    for by in ("topic", "annotator", "pair", "category"):
        said = list(_say(f"reliability study --resamples 100 --by {by}"))
        yield from (*said[:3], *said[said.index(f"Alpha by {by}") :])
    said = list(_say("reliability study --resamples 100 --dawid-skene"))
    yield from (*said[:3], *said[next(n for n, s in enumerate(said) if "Dawid" in s) :])
    _begin(Path("codes"), CODES)
    yield from _say("reliability codes/words.csv --resamples 200 --dawid-skene --seed 3")
    yield from _say("reliability codes/words.csv --dawid-skene --by pair --json")
    yield from _say("reliability codes/grades.csv --resamples 200 --level ordinal")
    yield from _say(
        "reliability codes/grades.csv --resamples 200 --level ordinal --levels low,mid,high "
        "--width 1.5 --by annotator"
    )
    yield from _say("reliability codes/words.csv --by topic")
    yield from _say("reliability codes/alone.csv")


def test_what_reliability_prints_is_what_is_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    hold("reliability of a tiny study.txt", _measured())


def _handed_on() -> Iterator[str]:
    yield from _study()
    for pair in (
        "anna ben",
        "ben anna",
        "cem ben",
        "anna dana",
        "ben dana",
        "anna nobody",
        "anna anna",
    ):
        yield from _say(f"compare study {pair}")
    for ending in (
        "one.csv",
        "two.csv --mode two --aggregate combine",
        "few.csv --aggregate conflict --normalise average --duplicates ever",
        "two.graphml --mode two",
        "two.gexf --mode two",
        "bad.txt",
    ):
        yield from _say(f"network study -o {ending}")
        if Path(ending.split()[0]).exists():
            yield from _file(ending.split()[0])
    said = list(_say("export study out"))
    yield from (line for line in said if ".parquet" not in line and "Parquet" not in line)
    for path in [*sorted(Path("out").glob("*.csv")), *sorted(Path("out").glob("experts.g*"))]:
        yield from _file(path.as_posix())
    yield "\n== out/findings.json"
    found = json.loads(Path("out/findings.json").read_text(encoding="utf-8"))
    del found["inputs"]  # hashes of workbooks
    found["tables"] = {name: len(rows) for name, rows in found["tables"].items()}
    yield from json.dumps(_rounded(found), indent=1).splitlines()


def test_what_is_handed_to_other_programs_is_what_is_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    hold("a tiny study handed on.txt", _handed_on())


def _brought_in() -> Iterator[str]:
    dna_database.write(Path("taxes.dna"))
    yield from _say("import taxes.dna -o debate --articles texts")
    yield from _file("texts/d1.txt")
    yield from _say("import taxes.dna -o debate")
    yield from _say("import taxes.dna -o people --expert-variable person --stance-variable weight")
    yield from _say("import taxes.dna -o none --topic-variable theme")
    yield from _say("check debate")
    yield from _say("compare debate union guild")
    Path(LONG[0]).write_text(LONG[1], encoding="utf-8")
    yield from _say("positions claims.csv -o positions.csv")
    yield from _file("positions.csv")
    yield from _say("positions claims.csv -o positions.csv --middle 2.5")
    yield from _file("positions.csv")
    yield from _say("positions claims.csv -o positions.txt")
    _begin(
        Path("articles"), {"a talk.txt": ARTICLE, "again.txt": ARTICLE, "none.txt": "No words.\n"}
    )
    Path("articles", "page.html").write_text(
        f"<html><head><title>Page</title></head><body><p>{'</p><p>'.join(ARTICLE.split(chr(10)))}"
        "</p></body></html>",
        encoding="utf-8",
    )
    Path("articles", "torn.txt").write_bytes(b"\0\1\2")
    yield from _say("extract articles")
    yield from _say("extract articles/none.txt articles/again.txt --json")
    yield from _say("extract articles -o found")
    yield from _say("extract articles/again.txt -o found")
    yield from _say("extract articles/page.html -o kept --locators")
    yield from _say("extract articles/torn.txt -o never")
    yield from _say("extract articles/none.txt -o empty")
    yield from _say("check found")
    for folder in ("found", "kept"):
        claims = read(Path(folder, "study.xlsx")).claims
        for row in claims[["claim_id", "claim", "key_phrase", "start"]].itertuples(index=False):
            yield f"{folder}: {' · '.join(map(str, row))}"


def test_what_is_brought_in_is_told_as_is_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    hold("studies brought in.txt", _brought_in())
