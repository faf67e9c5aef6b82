"""What comes next: the last line of every command, and the exact command in it."""

import inspect
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from stance.cli.app import COMMANDS, app
from stance.cli.next_steps import NOTHING, Done, counted, next_in
from stance.study.assigning import Plan
from stance.study.csv_folder import read_csv_folder, write_study
from stance.study.extending import open_study
from stance.study.issuing import assign_study, new_study, update_study
from tests.sample import SAMPLE, find, put

TABLES = {
    "topics.csv": "topic,label,proposition\ntrade,Trade,Trade will grow.\n",
    "experts.csv": "expert_id,name\nanna,Anna Example\nben,Ben Sample\n",
    "sources.csv": "source_id,title,published\ns1,A talk,2024-05\n",
    "claims.csv": "claim_id,source_id,expert_id,said_on,paraphrase\n"
    + "".join(f"c{n},s1,{'anna' if n % 2 else 'ben'},2024-0{n},Claim {n}.\n" for n in range(1, 4)),
}
CODES = "claim_id,topic,stance\n"


def study(folder: Path, **coders: str) -> Path:
    """Write a study of three claims, coded as the CSV rows of each annotator say."""
    tables = folder / "tables"
    tables.mkdir()
    for name, text in TABLES.items():
        (tables / name).write_text(text, encoding="utf-8")
    for name, rows in coders.items():
        (tables / f"{name}.csv").write_text(CODES + rows, encoding="utf-8")
    write_study(folder / "study", read_csv_folder(tables, "Tiny"))
    return folder / "study"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


ALL_FOR = "c1,trade,2\nc2,trade,2\nc3,trade,2\n"


@pytest.mark.parametrize(
    ("coders", "says"),
    [
        ({}, "stance assign study --annotators ANA,BEN  (the names of those who code)"),
        ({"ana": ALL_FOR}, "stance report study"),
        ({"ana": ALL_FOR, "ben": ALL_FOR}, "stance report study"),
        (
            {"ana": "c1,trade,2\nc2,trade,2\n"},
            "1 claim open for ana: code in study/ana.xlsx, then: "
            "stance check study; copies that come back: stance receive study FOLDER",
        ),
        (
            {"ana": "c1,trade,2\n", "ben": ALL_FOR},
            "2 claims open for ana: code in study/ana.xlsx, then: "
            "stance check study; copies that come back: stance receive study FOLDER",
        ),
        (
            {"ana": ALL_FOR, "ben": "c1,trade,-2\nc2,trade,2\nc3,trade,2\n"},
            "1 dispute: stance adjudicate study; the page with what is agreed: stance report study",
        ),
        (
            {"ana": ALL_FOR, "ben": "c1,trade,-2\nc2,trade,2\n"},
            "1 claim open for ben: code in study/ben.xlsx, then: "
            "stance check study; copies that come back: stance receive study FOLDER; "
            "1 dispute: stance adjudicate study",
        ),
        (
            dict.fromkeys(("ana", "ben", "cem", "dan"), "c1,trade,2\n"),
            "2 claims open for ana, 2 claims open for ben, 2 claims open for cem, 1 more: "
            "code in study/ana.xlsx, study/ben.xlsx, study/cem.xlsx, 1 more, "
            "then: stance check study; copies that come back: stance receive study FOLDER",
        ),
    ],
)
def test_what_comes_next_follows_from_what_is_coded(
    here: Path, coders: dict[str, str], says: str
) -> None:
    study(here, **coders)
    assert next_in(Path("study")) == says


@pytest.mark.parametrize(
    ("topics", "claims", "says"),
    [
        (
            False,
            False,
            "write topics, each with a sentence to be for or against, into study/study.xlsx, sheet "
            "Topics; then find claims in your articles: stance extract ARTICLES -o study "
            "(or write them into study/study.xlsx)",
        ),
        (
            True,
            False,
            "find claims in your articles: stance extract ARTICLES -o study (or write them into "
            "study/study.xlsx)",
        ),
    ],
)
def test_what_a_new_study_lacks_comes_first(
    here: Path, topics: bool, claims: bool, says: str
) -> None:
    new_study("study")
    if topics:
        book = Path("study/study.xlsx")
        for cell, value in {"A2": "trade", "B2": "Trade", "C2": "Trade will grow."}.items():
            put(book, cell, value, sheet="Topics")
    assert next_in(Path("study")) == says


def test_a_claim_that_nobody_has_goes_to_somebody_before_anything_else(here: Path) -> None:
    folder = study(here)
    assign_study(folder, ["ana", "ben"], Plan(1, 0.0, 1))
    book = folder / "study.xlsx"
    for column, value in {"claim_id": "c4", "expert": "anna", "claim": "Claim 4."}.items():
        cell = find(book, "c3", column)
        put(book, f"{cell.rstrip('0123456789')}5", value)
    assert next_in(Path("study")) == "1 claim with nobody: stance assign study --annotators ana,ben"


def test_a_claim_that_came_in_since_chance_chose_may_be_chosen_too(here: Path) -> None:
    folder = study(here)
    assign_study(folder, ["ana", "ben"], Plan(2, 0.34, 1, rest=False))
    assert next_in(Path("study")).startswith("1 claim open for ana, 1 claim open for ben: ")
    book = folder / "study.xlsx"
    for column, value in {"claim_id": "c4", "expert": "anna", "claim": "Claim 4."}.items():
        cell = find(book, "c3", column)
        put(book, f"{cell.rstrip('0123456789')}5", value)
    again = "stance assign study --annotators ana,ben --overlap SHARE --only-overlap"
    assert next_in(Path("study")) == (
        f"1 claim that chance has not passed over: {again}  (a share above 0.25)"
    )


def test_a_workbook_of_an_older_codebook_is_issued_anew(here: Path) -> None:
    folder = study(here, ana=ALL_FOR)
    put(folder / "study.xlsx", "C2", "Trade will grow fast.", sheet="Topics")
    assert next_in(Path("study")) == (
        "the workbooks of ana are of an older study: stance update study"
    )
    update_study("study")
    assert next_in(Path("study")) == (
        "3 claims open for ana: code in study/ana.xlsx, then: stance check study; "
        "copies that come back: stance receive study FOLDER"
    )


def test_corrections_are_taken_in_where_annotators_agree_and_decided_where_they_do_not(
    here: Path,
) -> None:
    folder = study(here, ana=ALL_FOR, ben=ALL_FOR)
    for name in ("ana", "ben"):
        book = folder / f"{name}.xlsx"
        put(book, find(book, "c1", "correct_speaker"), "Ben Sample")
    assert next_in(Path("study")) == "1 correction to take in: stance correct study"
    put(folder / "ana.xlsx", find(folder / "ana.xlsx", "c2", "not_a_claim"), "yes")
    assert next_in(Path("study")) == (
        "1 correction to take in: stance correct study; 1 dispute: stance adjudicate study"
    )
    said = CliRunner().invoke(app, ["status", "study"]).output
    assert "\n1 claim disputed and not decided\n" in said
    assert "\n1 correction of claims to take in: stance correct study\n" in said


def test_errors_come_before_everything_but_what_is_lacking(here: Path) -> None:
    folder = study(here, ana=ALL_FOR)
    put(folder / "ana.xlsx", find(folder / "ana.xlsx", "c1", "stance"), "suport")
    assert next_in(Path("study")) == "1 problem to put right, then: stance check study"


def test_a_path_with_a_blank_is_quoted_as_a_shell_wants_it(here: Path) -> None:
    shutil.move(study(here, ana=ALL_FOR), "my study")
    assert next_in(Path("my study")) == "stance report 'my study'"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_returns_what_comes_next_and_can_be_silenced(name: str) -> None:
    assert inspect.signature(COMMANDS[name]).return_annotation in (Done, "Done")
    assert "--quiet" in CliRunner().invoke(app, [name, "--help"]).output


def test_the_next_step_is_the_last_line_on_standard_error_unless_it_is_not_wanted(
    here: Path,
) -> None:
    study(here, ana=ALL_FOR)
    done = CliRunner().invoke(app, ["check", "study"])
    assert done.stderr == "next: stance report study\n"
    assert CliRunner().invoke(app, ["check", "study", "--quiet"]).stderr == ""
    assert CliRunner().invoke(app, ["check", "study", "--json"]).stderr == ""
    done = CliRunner().invoke(app, ["export", "study", "out"])
    assert done.stderr.splitlines()[-1] == NOTHING


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 claims"), (1, "1 claim"), (2, "2 claims"), (1200, "1,200 claims")]
)
def test_a_number_has_its_noun(number: int, words: str) -> None:
    assert counted(number, "claim") == words


STATUS = """\
Tiny: 1 source, 2 experts, 1 topic, 3 claims
annotator  done                          open  to look at again  to put right
ana        ████████████████████  3 of 3     0                 0             0
ben        █████████████░░░░░░░  2 of 3     1                 0             1
alpha of the topic: all annotators used one value, "trade", wherever two of them coded an item
alpha of the stance: 0.00
1 claim disputed and not decided
1 problem a person must solve: stance check study
next: 1 problem to put right, then: stance check study
"""


def test_status_shows_where_a_study_stands(here: Path) -> None:
    folder = study(here, ana=ALL_FOR, ben="c1,trade,-2\nc2,trade,2\n")
    put(folder / "ben.xlsx", find(folder / "ben.xlsx", "c3", "confidence"), "9")
    done = CliRunner().invoke(app, ["status", "study"])
    assert done.output == STATUS
    assert done.exit_code == 1


def test_stance_alone_says_where_the_study_of_this_folder_stands(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert CliRunner().invoke(app, []).exit_code == 2  # help, for there is no study here
    monkeypatch.chdir(study(here, ana=ALL_FOR))
    alone = CliRunner().invoke(app, [])
    assert alone.output == CliRunner().invoke(app, ["status"]).output
    assert alone.exit_code == 0


def test_the_status_of_the_sample_in_json() -> None:
    import json

    found = json.loads(CliRunner().invoke(app, ["status", str(SAMPLE), "--json"]).stdout)
    work = found.pop("work")
    assert [(row["annotator"], row["n_open"]) for row in work] == [
        ("coder-a", 0),
        ("coder-b", 0),
        ("coder-c", 6),
    ]
    assert {name: round(value, 4) for name, value in found.pop("alpha").items()} == {
        "topic": 0.9484,
        "stance": 0.8335,
    }
    assert found == {
        "title": "Central Asia",
        "n_sources": 5,
        "n_experts": 15,
        "n_topics": 15,
        "n_claims": 85,
        "disputes": ["c069"],
        "n_corrections": 0,
        "unassigned": [],
        "old_workbooks": [],
        "n_doubtful_names": 0,
        "n_problems": 0,
    }


def test_help_lists_the_commands_by_the_part_of_the_day() -> None:
    shown = CliRunner().invoke(app, ["--help"]).output
    places = [
        shown.index(f"\n{part}:")
        for part in ("Begin", "Collect", "Code", "Settle", "Machines", "See", "Exchange")
    ]
    assert places == sorted(places)
    assert "..." not in shown.partition("Begin:")[2]
    for name in COMMANDS:
        assert f"\n  {name} " in shown


def test_extract_gives_a_new_study_its_title_and_an_old_one_no_other(here: Path) -> None:
    Path("talk.txt").write_text("A talk\n\n“Trade will grow,” Anna Example said.\n", "utf-8")
    for _ in range(2):  # again, it is the title that the study has
        done = CliRunner().invoke(app, ["extract", "talk.txt", "-o", "found", "--title", "Tiny"])
        assert done.exit_code == 0, done.output
    assert open_study(Path("found")).title == "Tiny"
    done = CliRunner().invoke(app, ["extract", "talk.txt", "-o", "found", "--title", "Other"])
    assert str(done.exception) == (
        'the study has the title "Tiny" already; change it in found/study.xlsx, on the sheet '
        "Settings"
    )
