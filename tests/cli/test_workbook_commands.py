"""The commands that look after workbooks, as a person types them."""

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from stance.cli.app import app, main
from stance.core.codebook import Codebook
from stance.core.errors import DataError, UsageError, errors_in
from stance.study.folder import beside
from stance.workbook.content import Settings
from stance.workbook.reading import read
from stance.workbook.writing import write
from tests.coded_workbook import issued
from tests.run_stance import stance
from tests.workbook_material import answer, content


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_check_prints_every_problem_and_a_summary(tmp_path: Path) -> None:
    path = issued(
        tmp_path / "ana.xlsx", {"c1": ("tax", "suport"), "c2": ("road", "for")}, annotator="ana"
    )
    said = run("check", path)
    assert said.exit_code == 1
    assert 'error: ana.xlsx › Claims!J2 (c1): "suport" is no stance' in said.stdout
    assert "ana.xlsx: ana coded 1 of 6, 5 open, 0 unclear, 1 to solve" in said.stdout


def test_check_prints_json_for_programs(tmp_path: Path) -> None:
    path = issued(tmp_path / "ana.xlsx", {"c1": ("tax", "suport")}, annotator="ana")
    found = json.loads(run("check", path, "--json").stdout)
    assert [(p["severity"], p["code"], p["cell"]) for p in found["problems"]] == [
        ("error", "unknown-stance", "J2")
    ]
    assert found["summary"][0]["annotator"] == "ana"


def test_check_prints_json_even_of_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "ana.xlsx").write_bytes(b"PK torn")
    said = run("check", tmp_path, "--json")
    assert said.exit_code == 1
    assert json.loads(said.stdout)["problems"][0]["code"] == "unreadable-file"


def test_check_marks_a_copy_and_leaves_the_original_alone(tmp_path: Path) -> None:
    path = issued(tmp_path / "ana.xlsx", {"c1": ("tax", "suport")}, annotator="ana")
    before = path.read_bytes()
    assert run("check", path, "--marked", tmp_path / "marked.xlsx").exit_code == 1
    book = openpyxl.load_workbook(tmp_path / "marked.xlsx")
    assert book["Claims"]["J2"].comment is not None
    assert book["Problems"]["C2"].value == "J2"
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        ("network", "study", "-o", "study/net.csv"),
        ("network", "study", "--window", "30", "-o", "study/net.gexf"),
        ("figure", "study", "topics", "-o", "study/topics.csv"),
        ("export", "study", "study"),
        ("report", "study", "-o", "study/tables.xlsx"),
        ("reliability", "study", "--table", "study/codes.csv"),
        ("norm", "study", "-o", "study/talk.xlsx"),
        ("names", "study", "-o", "study/names.xlsx"),
        ("names", "study", "--openrefine", "study/experts.csv"),
        ("check", "study/ana.xlsx", "--marked", "study/marked.xlsx"),
        ("positions", "claims.csv", "-o", "study/positions.csv"),
        ("import", "project.qdpx", "-o", "study/claims.csv"),
        ("merge", *["study/ana.xlsx"] * 3, "-o", "study/merged.xlsx"),
    ],
)
def test_no_table_is_written_where_the_study_would_read_it_as_answers(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    write(tmp_path / "study" / "study.xlsx", content(name="study.xlsx"))
    issued(tmp_path / "study" / "ana.xlsx", {"c1": ("tax", "for")}, annotator="ana")
    done = stance(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert "would be read as an annotator's answers, like every table in study; " in done.stderr
    assert sorted(path.name for path in (tmp_path / "study").iterdir()) == [
        "ana.xlsx",
        "study.xlsx",
    ]


@pytest.mark.parametrize(
    ("words", "ending"),
    [
        (("norm", "study", "-o", "talk.csv"), ".xlsx"),
        (("names", "study", "-o", "names.ods"), ".xlsx"),
        (("names", "study", "--openrefine", "experts.xlsx"), ".csv"),
        (("merge", *["study/ana.xlsx"] * 3, "-o", "merged.ods"), ".xlsx"),
        (("reliability", "study", "--table", "codes.xlsx"), ".csv"),
    ],
)
def test_no_file_is_called_what_it_is_not(
    tmp_path: Path, words: tuple[str, ...], ending: str
) -> None:
    write(tmp_path / "study" / "study.xlsx", content(name="study.xlsx"))
    issued(tmp_path / "study" / "ana.xlsx", {"c1": ("tax", "for")}, annotator="ana")
    done = stance(*words, cwd=tmp_path)
    assert (done.returncode, [path.name for path in tmp_path.iterdir()]) == (2, ["study"])
    assert f'"{words[-1]}" should end in {ending}' in done.stderr


def test_a_sheet_about_the_study_that_one_is_in_goes_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = tmp_path / "my.study"
    study.mkdir()
    monkeypatch.chdir(study)
    assert beside(Path(), "names").resolve() == tmp_path / "my.study-names.xlsx"
    assert beside(Path("ana.xlsx"), "names") == Path("ana-names.xlsx")
    Path("study.xlsx").touch()
    assert beside(Path("ana.xlsx"), "names") == Path("../ana-names.xlsx")
    monkeypatch.chdir(tmp_path)
    assert beside(Path("my.study"), "names") == Path("my.study-names.xlsx")
    assert beside(Path("table.csv"), "names") == Path("table-names.xlsx")


def test_a_marked_copy_does_not_differ_by_the_time_at_which_it_was_made(tmp_path: Path) -> None:
    path = issued(tmp_path / "ana.xlsx", {"c1": ("tax", "suport")}, annotator="ana")
    run("check", path, "--marked", tmp_path / "marked.xlsx")
    files = (path, tmp_path / "marked.xlsx")
    created, copied = (openpyxl.load_workbook(file).properties.created for file in files)
    assert created == copied


@pytest.mark.parametrize("name", ["ana.xlsx", "marked.ods"])
def test_a_marked_copy_never_takes_the_place_of_the_original(tmp_path: Path, name: str) -> None:
    path = issued(tmp_path / "ana.xlsx", {"c1": ("tax", "suport")}, annotator="ana")
    before = path.read_bytes()
    said = run("check", path, "--marked", tmp_path / name)
    assert isinstance(said.exception, UsageError)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["ana.xlsx"]


def test_a_study_goes_from_new_to_assigned_to_received(tmp_path: Path) -> None:
    study = tmp_path / "study"
    assert run("new", study, "--title", "Mine").exit_code == 0
    write(study / "study.xlsx", content(name="study.xlsx"))
    said = run("assign", study, "--annotators", "ana, ben", "--overlap", "1")
    assert said.exit_code == 0
    assert [Path(line).name for line in said.stdout.split()] == ["ana.xlsx", "ben.xlsx"]
    assert "nothing to assign" in run("assign", study, "--annotators", "ana,ben").stdout
    returned = tmp_path / "back.xlsx"
    write(returned, content(answer("c1", "tax", "for"), annotator="ana"))
    assert run("receive", study, returned).exit_code == 0
    assert run("update", study).exit_code == 0
    assert "ana coded 1 of 3" in run("check", study).stdout
    assert "0 to decide" in run("adjudicate", study).stdout


def test_corrections_go_from_an_annotators_workbook_into_the_study(tmp_path: Path) -> None:
    write(tmp_path / "study.xlsx", content(name="study.xlsx"))
    assert "nothing to correct" in run("correct", tmp_path).stdout
    write(tmp_path / "ana.xlsx", content(answer("c3", "", not_a_claim="yes"), name="ana.xlsx"))
    said = run("correct", tmp_path)
    assert said.exit_code == 0
    assert said.stdout.splitlines()[0] == "c3: not a claim (1 of 1 annotators)"
    assert read(tmp_path / "study.xlsx").claims["kind"].tolist() == ["", "", "not a claim"]
    assert "ana coded 0 of 3, 1 not a claim, 2 open" in run("check", tmp_path).stdout


def test_a_claim_whose_row_was_deleted_is_counted_as_deleted(tmp_path: Path) -> None:
    write(tmp_path / "study.xlsx", content(name="study.xlsx"))
    path = write(tmp_path / "ana.xlsx", content(answer("c1", "tax", "for"), name="ana.xlsx"))
    book = openpyxl.load_workbook(path)
    book["Claims"].delete_rows(3)
    book.save(path)
    assert "ana coded 1 of 3, 1 deleted, 1 open" in run("check", tmp_path).stdout


def test_a_merge_with_a_conflict_ends_with_1(tmp_path: Path) -> None:
    paths = [
        issued(tmp_path / name / "ana.xlsx", {"c1": ("tax", stance)})
        for name, stance in (("base", "mixed"), ("one", "for"), ("other", "against"))
    ]
    said = run("merge", *paths, "-o", tmp_path / "out.xlsx")
    assert said.exit_code == 1
    assert "merge-conflict" not in said.output  # people read the message, not the code
    assert '"for" in ana.xlsx › Claims!J2, "against" in the other file' in said.output


def test_what_cannot_be_is_told_as_data_or_usage(tmp_path: Path) -> None:
    assert isinstance(run("update", tmp_path).exception, DataError)


def test_one_annotator_alone_gets_every_claim(tmp_path: Path) -> None:
    write(tmp_path / "study.xlsx", content(name="study.xlsx"))
    assert run("assign", tmp_path, "--annotators", "ana").exit_code == 0
    assert len(read(tmp_path / "ana.xlsx").claims) == 3


def test_more_annotators_a_claim_than_there_are_names_the_option(tmp_path: Path) -> None:
    write(tmp_path / "study.xlsx", content(name="study.xlsx"))
    said = run("assign", tmp_path, "--annotators", "ana,ben", "--per-claim", "3").exception
    assert isinstance(said, UsageError)
    assert "name more, or give --per-claim 2" in str(said)


def test_an_annotator_for_whom_no_claim_is_left_is_named(tmp_path: Path) -> None:
    write(tmp_path / "study.xlsx", content(name="study.xlsx"))
    run("assign", tmp_path, "--annotators", "ana,ben")
    said = run("assign", tmp_path, "--annotators", "ana,ben,cem").stdout
    assert "no claims are left for cem: they are with ana, ben" in said
    assert "--per-claim" in said
    assert "--overlap" in said
    more = run("assign", tmp_path, "--annotators", "ana,ben,cem", "--per-claim", "3")
    assert [Path(line).name for line in more.stdout.splitlines()] == ["cem.xlsx"]
    assert len(read(tmp_path / "cem.xlsx").claims) == 3


def test_nothing_is_assigned_in_a_study_without_topics(tmp_path: Path) -> None:
    write(tmp_path / "study.xlsx", content(name="study.xlsx", codebook=Codebook(())))
    said = run("assign", tmp_path, "--annotators", "ana,ben").exception
    assert isinstance(said, DataError)
    assert [(p.file, p.sheet) for p in errors_in(said.problems)] == [("study.xlsx", "Topics")]
    assert not (tmp_path / "ana.xlsx").exists()


def test_check_says_what_a_study_lacks(tmp_path: Path) -> None:
    run("new", tmp_path / "study")
    for path in (tmp_path / "study", tmp_path / "study" / "study.xlsx"):
        said = run("check", path)
        assert said.exit_code == 0
        assert "warning: study.xlsx › Topics: the study has no topics yet" in said.stdout
        assert "warning: study.xlsx › Claims: the study has no claims yet" in said.stdout
    write(tmp_path / "study" / "study.xlsx", content(name="study.xlsx"))
    assert run("check", tmp_path / "study").stdout == "no problems\n"


def test_a_new_row_of_the_study_needs_an_id_of_its_own(tmp_path: Path) -> None:
    path = write(tmp_path / "study.xlsx", content(name="study.xlsx"))
    book = openpyxl.load_workbook(path)
    book["Claims"]["B5"], book["Claims"]["F5"] = "anna", "A new claim."
    book.save(path)
    assert "the row has no claim id; give it an id of its own" in run("check", path).stdout


def test_receive_counts_what_is_new_and_changed(tmp_path: Path) -> None:
    study, inbox = tmp_path / "study", tmp_path / "inbox"
    write(study / "study.xlsx", content(name="study.xlsx"))
    run("assign", study, "--annotators", "ana,ben")
    for name in ("ana", "ben"):
        write(inbox / f"{name}.xlsx", content(answer("c1", "tax", "for"), annotator=name))
    said = run("receive", study, inbox)
    assert said.stdout.splitlines()[:2] == ["ana: 1 new", "ben: 1 new"]
    book = openpyxl.load_workbook(inbox / "ana.xlsx")
    sheet = book["Claims"]
    topic, stance = ([c.value for c in sheet[1]].index(n) + 1 for n in ("topic", "stance"))
    sheet.cell(2, stance).value = "against"
    sheet.cell(3, topic).value, sheet.cell(3, stance).value = "road", "for"
    book.save(inbox / "ana.xlsx")
    said = run("receive", study, inbox)
    assert said.stdout.splitlines()[:2] == ["ana: 1 new, 1 changed", "ben: nothing new"]


def test_a_claims_sheet_alone_is_told_as_such_once(tmp_path: Path) -> None:
    answers = [answer("c1", "tax", "for"), answer("c1", "road", "against", slot=2)]
    book = openpyxl.load_workbook(write(tmp_path / "ana.xlsx", content(*answers)))
    path = tmp_path / "ana.csv"
    rows = list(book["Claims"].iter_rows(values_only=True))
    lines = [[*rows[0], "mood"], *([*row, "good"] for row in rows[1:])]
    path.write_text("\n".join(",".join(str(c or "") for c in line) for line in lines))
    notes = [line for line in run("check", path).stdout.splitlines() if line.startswith("note")]
    assert len(notes) == 2
    assert "this is the Claims sheet of a workbook, without its other sheets" in notes[0]
    assert "received into its study, it is read whole" in notes[0]
    assert 'the column "mood" is not read' in notes[1]


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of this kind there")
@pytest.mark.parametrize("room", [100, 2_000])  # the history does not fit, or no workbook does
def test_a_full_disk_is_told_and_leaves_every_workbook_as_it_was(tmp_path: Path, room: int) -> None:
    study = tmp_path / "study"
    write(study / "study.xlsx", content(name="study.xlsx", settings=Settings("Another title")))
    write(study / "ana.xlsx", content(answer("c1", "tax", "for"), name="ana.xlsx"))
    before = {file.name: file.read_bytes() for file in study.iterdir()}
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))"
    start = "from stance.cli.app import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", f"{limited}; {start}", "update", str(study)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr
    after = {file.name: file.read_bytes() for file in study.iterdir()}
    history = after.pop("history.csv", b"")
    assert after.pop("codebook-history.csv", b"") == b""  # no half version
    assert after == before
    assert history.count(b"\n") == (2 if room > 100 else 0)
    assert run("update", study).exit_code == 0
    assert (study / "history.csv").read_bytes().count(b"\n") == 2


def test_a_folder_that_may_not_be_written_to_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["stance", "new", str(tmp_path / "file" / "study")])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 1
    assert capsys.readouterr().err.startswith("error: ")
