"""Norming: what annotators differ on, to be talked over; alpha before and after on the page."""

import datetime as dt
import re
import shutil
import time
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from stance.cli.app import app
from stance.cli.next_steps import next_in
from stance.core.errors import DataError
from stance.report import render
from stance.study.csv_folder import read_csv_folder, write_study
from stance.study.norming import norm_study
from stance.study.receiving import receive
from stance.study.study import Study
from stance.study.talks import talks
from tests.sample import find, put

TABLES = {
    "topics.csv": "topic,label,proposition,includes,excludes\n"
    "trade,Trade,Trade will grow.,all goods,\nroad,Roads,Build roads.,,rails\n",
    "experts.csv": "expert_id,name\nanna,Anna Example\n",
    "claims.csv": "claim_id,expert_id,paraphrase\n"
    "c1,anna,One.\nc2,anna,Two.\nc3,anna,Three.\nc4,anna,Four.\nc5,anna,Five.\n",
    "ana.csv": "claim_id,topic,stance,note\nc1,trade,for,sure\nc2,road,for,\nc3,road,against,\n",
    "ben.csv": "claim_id,topic,stance,note\nc1,road,for,\nc2,road,for,\nc3,road,for,\n",
}


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("tables").mkdir()
    for name, text in TABLES.items():
        Path("tables", name).write_text(text, encoding="utf-8")
    write_study("study", read_csv_folder("tables", "Tiny"))
    return Path("study")


def code(study: Path, name: str, claim: str, topic: str, stance: str) -> None:
    book = study / f"{name}.xlsx"
    put(book, find(book, claim, "topic"), topic)
    put(book, find(book, claim, "stance"), stance)


def test_the_workbook_has_who_coded_what_why_they_differ_and_what_the_codebook_says(
    study: Path,
) -> None:
    done = CliRunner().invoke(app, ["norm", "study"])
    assert done.stdout == (
        "1 claim: opposite sides\n1 claim: different topics\nstudy-norming.xlsx\n"
        "the annotators' workbooks ask to look at these claims again\n"
    )
    assert done.stderr == (
        "next: talk over study-norming.xlsx, write what you agree on into study/study.xlsx, "
        "then: stance update study\n"
    )
    book = openpyxl.load_workbook("study-norming.xlsx")
    header, first, second = list(book["Talk over"].values)
    row = dict(zip(header, second, strict=True))
    assert first[0] == "c3"
    assert row["claim"] == "One."
    assert (row["ana"], row["ben"]) == ("trade: for (sure)", "road: for")
    assert row["why they differ"] == "different topics"
    assert row["what the codebook says"] == (
        "trade: Trade will grow.\nincludes: all goods\n\nroad: Build roads.\nexcludes: rails"
    )
    assert not row["what we agree on"]
    counts = {r[0]: r[1] for r in list(book["Codebook"].values)[1:3]}
    assert counts == {"trade": 1, "road": 2}


def test_the_workbooks_ask_to_look_again_and_their_answers_count_until_then(study: Path) -> None:
    counted = len(Study.open(study).annotations)
    norm_study(study, Path("talk.xlsx"))
    book = study / "ana.xlsx"
    asked = openpyxl.load_workbook(book)["Claims"]
    header = [cell.value for cell in asked[1]]
    status = {row[header.index("claim_id")]: row[header.index("status")] for row in asked.values}
    text = "your answer was given before you talked it over; please look again"
    assert {claim for claim, said in status.items() if said == text} == {"c1", "c3"}
    assert len(Study.open(study).annotations) == counted
    assert next_in(study).startswith("4 claims open for ana, 4 claims open for ben: code in ")
    for name, claim in (("ana", "c1"), ("ben", "c1"), ("ana", "c3")):
        code(study, name, claim, "road", "strongly for")
    put(study / "ben.xlsx", find(study / "ben.xlsx", "c3", "status"), None)  # it is as it was
    assert next_in(study).startswith("2 claims open for ana, 2 claims open for ben: code in ")
    Path("back").mkdir()
    norm_study(study, Path("again.xlsx"))
    shutil.copy(study / "ana.xlsx", "back")
    assert {p.code for p in receive(study, ["back"]).problems} == {"answers-confirmed"}
    assert "status" not in [c.value for c in openpyxl.load_workbook(book)["Claims"][1]]


def test_alpha_before_and_after_stands_on_the_page(study: Path) -> None:
    assert "talked over" not in render(Study.open(study).analyse())
    norm_study(study, Path("talk.xlsx"), dt.datetime(2099, 5, 1, 9, tzinfo=dt.UTC))
    code(study, "ben", "c1", "trade", "for")
    code(study, "ben", "c3", "road", "against")
    for name, stance in (("ana", "for"), ("ben", "strongly for")):
        code(study, name, "c4", "road", "against")
        code(study, name, "c5", "trade", stance)
    normed, about = _paragraphs(render(Study.open(study).analyse()))
    assert normed == (
        "On 1 May 2099 the annotators talked over two claims. "
        "Alpha before: 0.00 on the topic, 0.00 on the stance (three claims coded twice). "
        "On the same claims now: 1.00 on the topic, 1.00 on the stance (three claims coded twice). "
        "On claims first coded since: 1.00 on the topic, 0.83 on the stance (two claims coded "
        "twice)."  # of the stances: Do = 2·1/4, De = 2·(2·2.25 + 2·6.25 + 1)/12, 1 − Do/De
    )
    assert about.startswith("Claims agree better for having been talked over")
    russian = _paragraphs(render(Study.open(study).analyse(), lang="ru"))
    assert "1 мая 2099 кодировщики обсудили 2 высказывания." in russian[0]


def _paragraphs(page: str) -> list[str]:
    section = page.partition('<section id="trust"')[2].partition("<details")[0]
    return [unescape(text) for text in re.findall(r'<p class="intro">(.*?)</p>', section)][:2]


def test_where_nobody_differs_nothing_is_written(study: Path) -> None:
    code(study, "ben", "c1", "trade", "for")
    code(study, "ben", "c3", "road", "against")
    done = CliRunner().invoke(app, ["norm", "study"])
    assert "nobody differs" in done.stdout
    assert not Path("study-norming.xlsx").exists()
    assert not (study / "norming-history.csv").exists()


def test_two_rounds_in_a_row_are_two_and_each_knows_what_was_answered_before_it(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    wait = time.sleep
    monkeypatch.setattr(
        "stance.study.norming.time.sleep", lambda seconds: (waited.append(seconds), wait(seconds))
    )
    norm_study(study, Path("first.xlsx"))
    assert waited  # the tables count in seconds
    assert all(0 < seconds <= 1 for seconds in waited)
    at = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    code(study, "ana", "c3", "trade", "for")
    norm_study(study, Path("second.xlsx"), at)
    codebook = Study.open(study).codebook
    said = [
        talk.before.set_index(["annotator", "claim_id"])["topic"]["ana", "c3"]
        for talk in talks(study, codebook)
    ]
    assert said == ["road", "trade"]


def test_a_study_with_errors_has_no_round(study: Path) -> None:
    code(study, "ana", "c1", "trade", "nonsense")
    before = (study / "ana.xlsx").read_bytes()
    with pytest.raises(DataError, match="nonsense"):
        norm_study("study", "talk.xlsx")
    assert not Path("talk.xlsx").exists()
    assert (study / "ana.xlsx").read_bytes() == before
