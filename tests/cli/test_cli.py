"""The command line: messages for people, exit codes for scripts, never a traceback."""

import hashlib
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from tests import sample
from tests.run_stance import stance, stance_alone


def test_report_writes_the_page_and_says_where(tmp_path: Path) -> None:
    done = stance("report", sample.SAMPLE, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    page = tmp_path / "reports" / "central-asia.html"
    assert done.stdout.strip() == f"wrote {page.relative_to(tmp_path)}"
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_rendering_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        assert stance_alone("report", sample.SAMPLE, "-o", name, cwd=tmp_path).returncode == 0
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def refused(done: subprocess.CompletedProcess[str], cwd: Path, *words: str) -> None:
    """One readable message with these words, exit code 1, no traceback, nothing written."""
    assert done.returncode == 1
    assert "Traceback" not in done.stderr + done.stdout
    errors = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1, done.stderr
    for word in words:
        assert word in errors[0]
    assert done.stderr.splitlines()[-1].startswith("next: when that is mended: stance report ")
    assert not list(cwd.rglob("*.html"))


def test_a_missing_folder(tmp_path: Path) -> None:
    refused(stance("report", "nowhere", cwd=tmp_path), tmp_path, "nowhere")


def test_a_folder_without_workbooks(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    refused(stance("report", "empty", cwd=tmp_path), tmp_path, "empty")


def test_a_workbook_that_is_really_a_csv(tmp_path: Path) -> None:
    (tmp_path / "study").mkdir()
    fake = tmp_path / "study" / "coder.xlsx"
    fake.write_text("expert,claim,topic,stance\nA,B,C,for\n", encoding="utf-8")
    refused(stance("report", "study", cwd=tmp_path), tmp_path, "coder.xlsx", "CSV")


def damaged(tmp_path: Path, file: str, claim: str, column: str, value: str) -> tuple[str, ...]:
    """Type a wrong value into a copy of the sample; return the words the message must have."""
    study = sample.copy(tmp_path)
    cell = sample.find(study / file, claim, column)
    sample.put(study / file, cell, value)
    return (file, f"Claims!{cell}", value)


@pytest.mark.parametrize(
    ("column", "value", "remedy"),
    [
        ("stance", "strongly agianst", "strongly against"),
        ("topic", "own-fromat", "own-format"),
        ("confidence", "4", "3 sure"),
    ],
)
def test_an_answer_that_is_in_no_list_counts_as_not_coded_and_stands_on_top(
    tmp_path: Path, column: str, value: str, remedy: str
) -> None:
    words = (*damaged(tmp_path, "coder-b.xlsx", "c022", column, value), remedy)
    refused(stance("report", "central-asia", "--strict", cwd=tmp_path), tmp_path, *words)
    asked = ("report", "central-asia", "-o", "page.html", "--seed", "2")
    done = stance(*asked, cwd=tmp_path)
    assert done.returncode == 1
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    on_top = unescape(page.partition("<h1>")[0])
    errors = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1
    assert errors[0].removeprefix("error: ") in on_top
    for word in words:
        assert word in errors[0]
    assert done.stderr.splitlines()[-1] == (
        "next: 1 cell is not counted; put right what is named above, then: "
        f"stance {' '.join(asked)}"
    )


def test_an_expert_who_is_in_no_list_stops_the_report(tmp_path: Path) -> None:
    words = damaged(tmp_path, "study.xlsx", "c022", "expert", "Farkhod Tolipof")
    done = stance("report", "central-asia", cwd=tmp_path)
    refused(done, tmp_path, *words, "Farkhod Tolipov")


def test_a_claim_id_that_stands_twice(tmp_path: Path) -> None:
    words = damaged(tmp_path, "study.xlsx", "c022", "claim_id", "c021")
    refused(stance("report", "central-asia", cwd=tmp_path), tmp_path, *words)


def test_an_unknown_option_is_wrong_usage(tmp_path: Path) -> None:
    done = stance("report", "--colour", "pink", cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_help_names_the_commands_and_version_the_version(tmp_path: Path) -> None:
    assert "report" in stance("--help", cwd=tmp_path).stdout
    assert stance("--version", cwd=tmp_path).stdout.startswith("stance ")


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    code = "import sys, stance.cli.app; print([m for m in sys.modules if '.' not in m])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    for heavy in ("pandas", "numpy", "sklearn", "scipy", "openpyxl", "jinja2", "rapidfuzz"):
        assert f"'{heavy}'" not in done.stdout


ARTICLE = "Interview.\n\nAnna Example said trade would grow fast and far. Nobody asked why.\n"
WORDS = "trade would grow fast and far"


def study_with_an_article(folder: Path, article: str = ARTICLE) -> None:
    """Write the CSV tables of one claim, turn them into workbooks, lay the article beside them."""
    start = ARTICLE.index(WORDS)
    tables = {
        "topics.csv": "topic,label,proposition\ntrade,Trade,Trade will grow.\n",
        "experts.csv": "expert_id,name\nanna,Anna Example\n",
        "sources.csv": "source_id,file,title,published,sha256\n"
        f"s1,talk.txt,A talk,2024-05,{hashlib.sha256(ARTICLE.encode()).hexdigest()}\n",
        "claims.csv": "claim_id,source_id,expert_id,said_on,start,end,paraphrase\n"
        f"c1,s1,anna,2024-05,{start},{start + len(WORDS)},She expects growth.\n",
        "coder_a.csv": "claim_id,topic,stance\nc1,trade,2\n",
    }
    for name, text in tables.items():
        (folder / "tables").mkdir(exist_ok=True)
        (folder / "tables" / name).write_text(text, encoding="utf-8")
    assert stance("from-csv", "tables", "-o", "study", cwd=folder).returncode == 0
    (folder / "articles").mkdir()
    (folder / "articles" / "talk.txt").write_bytes(article.encode())


def page_with_sources(folder: Path) -> tuple[str, str]:
    """Render the study with the folder of articles; return the page and what was complained of."""
    done = stance(
        "report", "study", "--sources", "articles", "-o", "page.html", "--quiet", cwd=folder
    )
    assert done.returncode == 0, done.stderr
    return (folder / "page.html").read_text(encoding="utf-8"), done.stderr


def test_the_words_are_put_back_from_the_readers_own_article(tmp_path: Path) -> None:
    study_with_an_article(tmp_path)
    page, complaints = page_with_sources(tmp_path)
    assert WORDS in page
    assert complaints == ""


def test_a_changed_article_is_a_warning_and_never_a_wrong_quotation(tmp_path: Path) -> None:
    study_with_an_article(tmp_path, article="x" + ARTICLE)
    page, complaints = page_with_sources(tmp_path)
    assert "warning: talk.txt" in complaints
    assert WORDS not in page
    assert "nna Example said" not in page
    assert "She expects growth." in page


def test_a_missing_article_is_a_warning(tmp_path: Path) -> None:
    study_with_an_article(tmp_path)
    (tmp_path / "articles" / "talk.txt").unlink()
    page, complaints = page_with_sources(tmp_path)
    assert "warning: talk.txt" in complaints
    assert "She expects growth." in page
