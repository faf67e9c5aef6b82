"""stance machine compare, on the sample study with a machine that copies a coder."""

import json
from pathlib import Path

import pytest

from stance.study.study import Study
from tests import sample
from tests.machines.files import lay
from tests.run_stance import stance
from tests.written import hold


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = sample.copy(tmp_path_factory.mktemp("compared"))
    coded = Study.open(folder).annotations
    first = coded[(coded["annotator"] == "coder-a") & (coded["slot"] == 1)]
    rows = zip(first["claim_id"], first["topic"], first["stance"], strict=True)
    lay(folder, "gpt.csv", [(*row, "", 1, "", "") for row in rows])
    return folder


def test_the_tables_name_the_machine_the_measures_and_the_verdict(study: Path) -> None:
    done = stance("machine", "compare", study, cwd=study)
    assert done.returncode == 0
    for told in ("gpt: 85 claims answered", "stance, with the machine", "precision", "ε 0.20"):
        assert told in done.stdout
    hold("a machine compared.txt", done.stdout.splitlines())


def test_json_holds_the_same(study: Path) -> None:
    found = json.loads(stance("machine", "compare", study, "--json", cwd=study).stdout)["gpt"]
    [people] = [
        row for row in found["alphas"] if (row["group"], row["measure"]) == ("people", "topic")
    ]
    assert people["n_annotators"] == 3
    assert [one["epsilon"] for one in found["standing_in"]["topic"]] == [0.1, 0.15, 0.2]
    assert found["calibration"]["error"] is None


def test_without_a_machine_it_says_where_its_answers_would_lie(tmp_path: Path) -> None:
    done = stance("machine", "compare", sample.copy(tmp_path), cwd=tmp_path)
    assert done.returncode == 2
    assert "folder machines" in done.stderr
