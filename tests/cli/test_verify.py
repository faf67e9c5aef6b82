"""Whether a page, or findings, still are what a study gives: what differs is named."""

import json
import shlex
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from stance.core.contracts import SOURCES
from stance.exchange.deposit.workbooks import write_workbooks
from stance.workbook.writing import write
from tests.report.against_study import two_years
from tests.run_stance import stance
from tests.workbook_material import answer, content

ANSWERS = (answer("c1", "tax", "for"), answer("c2", "road", "against"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a study, its page, a page of a part of it, one with pseudonyms, an export."""
    folder = tmp_path_factory.mktemp("verify")
    write(folder / "study" / "study.xlsx", content(name="study.xlsx"))
    write(folder / "study" / "ana.xlsx", content(*ANSWERS, name="ana.xlsx"))
    (folder / "years").mkdir()
    years = two_years()
    named = [{"source_id": one} for one in years.claims["source_id"] if one]
    write_workbooks(replace(years, sources=SOURCES.build(named)), folder / "years")
    part = ("--where", "name=Anna Example", "--title", "Anna alone", "--lang", "ru")
    hidden = ("--topic", "tax", "--anonymise", "annotators", "--draws", "99")
    for words in (
        ("report", "study", "-o", "page.html"),
        ("report", "study", "-o", "part.html", *part),
        ("report", "study", "-o", "hidden.html", *hidden),
        ("export", "study", "out", "--since", "2024", "--draws", "99"),
        ("export", "years", "moved", "--against-until", "2021"),
        ("export", "years", "beside", "--against", "years", "--since", "2022"),
        ("report", "years", "-o", "moved.html", "--against-until", "2021"),
    ):
        assert stance(*words, cwd=folder).returncode == 0
    return folder


@pytest.fixture
def again(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "copy"))


FILES = {
    "study": ("page.html", "part.html", "hidden.html", "out/findings.json"),
    "years": ("moved/findings.json", "moved.html", "beside/findings.json"),
}


@pytest.mark.parametrize(("study", "file"), [(s, file) for s in FILES for file in FILES[s]])
def test_what_a_study_gives_is_told_as_such(made: Path, study: str, file: str) -> None:
    done = stance("verify", file, study, cwd=made)
    assert (done.returncode, done.stdout) == (0, f"{file} is what {study} gives\n")
    assert ("another study beside this one was not" in done.stderr) == (file[:6] == "beside")


def test_a_move_that_was_forged_is_named(again: Path) -> None:
    path = again / "moved" / "findings.json"
    found = json.loads(path.read_text("utf-8"))
    first = found["tables"]["moves"][0]
    assert (first["expert_id"], first["topic"], first["beyond"]) == ("anna", "trade", True)
    assert first["low"] < first["move"] < first["high"]
    assert found["against"] == {"kind": "until", "named": "2021"}
    was, first["high"] = first["high"], 0.5
    path.write_text(json.dumps(found), "utf-8")
    done = stance("verify", path, "years", cwd=again)
    assert done.stdout == f"table moves, anna, trade: high was 0.5, is {was}\n"
    assert "stance export years" in done.stderr
    assert done.stderr.endswith("--against-until 2021\n")


def _recode(folder: Path) -> None:
    write(folder / "study" / "ana.xlsx", content(ANSWERS[1], name="ana.xlsx"))
    answers = (answer("c1", "tax", "against"), ANSWERS[1])
    write(folder / "study" / "ana.xlsx", content(*answers, name="ana.xlsx"))


def _second(folder: Path) -> None:
    write(folder / "study" / "ben.xlsx", content(*ANSWERS, name="ben.xlsx"))


def _gone(folder: Path) -> None:
    folder.joinpath("study", "ana.xlsx").unlink()


def _said(name: str, value: object) -> Callable[[Path], None]:
    """Put another value into what the findings say of how they were made."""

    def edit(folder: Path) -> None:
        path = folder / "out" / "findings.json"
        found = json.loads(path.read_text("utf-8"))
        found[name] = value
        path.write_text(json.dumps(found), "utf-8")

    return edit


def _page(old: str, new: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        path = folder / "page.html"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return edit


@pytest.mark.parametrize(
    ("change", "file", "told"),
    [
        (_recode, "page.html", ["input: ana.xlsx has changed"]),
        (
            _recode,
            "out/findings.json",
            [
                "table positions, anna, tax: position was 1.0, is -1.0",
                "table judgements, c1, tax: s",
            ],
        ),
        (_second, "page.html", ["input: ben.xlsx is new", "n_annotators was 1, is 2"]),
        (_gone, "page.html", ["input: ana.xlsx is no longer there", "the row is no longer there"]),
        (_said("version", "0.0.1"), "out/findings.json", ["version: made by stance 0.0.1, this"]),
        (_said("title", "Other"), "out/findings.json", ["title: other than the study gives"]),
        (
            _said("filter", {"topics": ["toll"]}),
            "out/findings.json",
            ['filter or options: there is no topic "toll"'],
        ),
        (_said("filter", {}), "out/findings.json", []),
        (
            _page("Taxes must go up.", "Taxes must go."),
            "page.html",
            [
                "its numbers hold, its words are other",
                '"Taxes must go.", where the study gives "Taxes must go up."',
            ],
        ),
        (_page("<body", "<body lang='en'"), "page.html", ["its numbers hold, its looks are"]),
        (
            _page("<b>2</b>", "<b>12</b>"),
            "page.html",
            ['number printed after the heading "', '"12", where the study gives "2"'],
        ),
        (_page('"tax", 1.0', '"tax", 2.0'), "page.html", ["position was 2.0, is 1.0"]),
    ],
)
def test_what_differs_is_named(again: Path, change, file: str, told: list[str]) -> None:
    change(again)
    done = stance("verify", file, "study", cwd=again)
    assert done.returncode == (1 if told else 0), done.stdout
    for words in told:
        assert words in done.stdout


@pytest.mark.parametrize(
    ("file", "again_by"),
    [
        ("page.html", "report study -o page.html"),
        (
            "part.html",
            "report study -o part.html --where 'name=Anna Example' --title 'Anna alone' --lang ru",
        ),
        (
            "hidden.html",
            "report study -o hidden.html --topic tax --anonymise annotators --draws 99",
        ),
        ("out/findings.json", "export study out --since 2024 --draws 99"),
    ],
)
def test_what_differs_is_made_anew_by_what_it_was_made_by(again, file: str, again_by: str) -> None:
    _recode(again)
    done = stance("verify", file, "study", cwd=again)
    assert done.stderr.splitlines()[-1] == f"next: make it anew: stance {again_by}"
    assert stance(*shlex.split(again_by), cwd=again).returncode == 0
    assert stance("verify", file, "study", cwd=again).returncode == 0


@pytest.mark.parametrize(
    ("typed", "said", "again_by"),
    [
        (("study",), "study is a folder; the page", "verify PAGE study"),
        (("study", "study"), "study is a folder; the page", "verify PAGE study"),
        (("page.html",), "give the study that the page", "verify page.html STUDY"),
    ],
)
def test_what_is_lacking_is_named_where_it_belongs(made, typed, said, again_by) -> None:
    done = stance("verify", *typed, cwd=made)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.splitlines()[-1] == f"next: stance {again_by}"


def test_a_file_that_was_saved_anew_and_says_the_same_is_no_difference(again: Path) -> None:
    book = openpyxl.load_workbook(again / "study" / "ana.xlsx")
    book["Claims"].column_dimensions["F"].width = 99
    book.save(again / "study" / "ana.xlsx")
    done = stance("verify", "page.html", "study", cwd=again)
    assert (done.returncode, done.stdout) == (0, "page.html is what study gives\n")
    assert "note: saved anew, and says the same: ana.xlsx" in done.stderr
    _page("<b>2</b>", "<b>12</b>")(again)
    assert '"12", where' in stance("verify", "page.html", "study", cwd=again).stdout


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("seed", -1),
        ("seed", "1"),
        ("draws", 98),
        ("draws", 10_000),
        ("draws", True),
        ("draws", "199"),
        ("version", 1),
        ("pseudonyms", "everybody"),
        ("filter", {"where": [{"column": "name"}]}),
        ("filter", {"min_claims": "few"}),
        ("inputs", [{"file": ["a"], "sha256": "b"}]),
        ("tables", {"positions": [1]}),
    ],
)
def test_findings_that_nobody_of_ours_wrote_are_refused(again: Path, name, value) -> None:
    _said(name, value)(again)
    done = stance("verify", "out/findings.json", "study", cwd=again)
    assert done.returncode == 2
    assert "is no page or findings of stance" in done.stderr


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[1]", '{"tables": {}}', "[" * 100_000, '{"tables": 1, "filter": {}}'],
)
@pytest.mark.parametrize("name", ["any.json", "any.html"])
def test_what_is_no_page_or_findings_is_refused(made, tmp_path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    done = stance("verify", path, made / "study", cwd=tmp_path)
    assert done.returncode == 2
    assert "is no page or findings of stance that say how they came to be" in done.stderr
