"""The commands that look after workbooks, as a person types them."""

import json
from pathlib import Path

import openpyxl
from typer.testing import CliRunner, Result

from stance.cli.app import app
from stance.errors import DataError
from stance.workbook import read, write
from tests.test_workbook_damage import issued
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
    assert "ana.xlsx: ana coded 2 of 6, 4 open, 0 unclear, 1 to solve" in said.stdout


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


def test_a_merge_with_a_conflict_ends_with_1(tmp_path: Path) -> None:
    paths = [
        issued(tmp_path / name / "ana.xlsx", {"c1": ("tax", stance)})
        for name, stance in (("base", "mixed"), ("one", "for"), ("other", "against"))
    ]
    said = run("merge", *paths, "-o", tmp_path / "out.xlsx")
    assert said.exit_code == 1
    assert "merge-conflict" not in said.output  # people read the message, not the code
    assert '"tax · for · 2 · note c1" here, "tax · against · 2 · note c1"' in said.output


def test_what_cannot_be_is_told_as_data_or_usage(tmp_path: Path) -> None:
    assert isinstance(run("update", tmp_path).exception, DataError)
