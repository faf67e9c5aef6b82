"""The commands that exchange studies and findings with other programs."""

import pandas as pd
import pytest
from typer.testing import CliRunner

import stance
from stance.analysis.networks import network
from stance.cli.app import app
from stance.core.errors import DataError, UsageError
from tests import dna_database, sample
from tests.shared_folder import shared

SAMPLE = str(sample.SAMPLE)


def run(*arguments: str):
    done = CliRunner(env={"COLUMNS": "120"}).invoke(app, arguments)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def test_an_imported_database_is_a_study_that_opens(tmp_path) -> None:
    path = dna_database.write(tmp_path / "taxes.dna")
    study, texts = tmp_path / "study", tmp_path / "texts"
    done = run("import", str(path), "-o", str(study), "--articles", str(texts))
    assert [p.name for p in sorted(study.iterdir())] == [
        "codebook-history.csv",
        "coder-one.xlsx",
        "coder-two.xlsx",
        "history.csv",
        "study.xlsx",
    ]
    assert "row-skipped" not in done.stderr
    assert "left out" in done.stderr
    assert (texts / "d1.txt").read_text("utf-8") == dna_database.ARTICLE
    opened = stance.Study.open(study)
    first = opened.annotations[opened.annotations["claim_id"] == "c1"]
    assert first.set_index("annotator")["score"].to_dict() == {"coder-one": 1.0, "coder-two": -1.0}
    assert opened.title == "taxes"


def test_a_study_is_not_written_over_another(tmp_path) -> None:
    path = dna_database.write(tmp_path / "taxes.dna")
    run("import", str(path), "-o", str(tmp_path / "study"))
    with pytest.raises(UsageError, match="holds a study already"):
        run("import", str(path), "-o", str(tmp_path / "study"))


def test_dnas_sample_survives_the_way_through_the_workbooks(tmp_path) -> None:
    run("import", str(shared("reference/sample.dna")), "-o", str(tmp_path / "study"))
    study = stance.Study.open(tmp_path / "study")
    judged = study.analyse().judgements
    congruence = network(judged, study.codebook.scale, duplicates="all")
    assert (congruence.n_claims, congruence.weights.sum()) == (40, 160)


def test_network_writes_the_file_and_says_what_it_holds(tmp_path) -> None:
    done = run("network", SAMPLE, "--aggregate", "conflict", "-o", str(tmp_path / "n.graphml"))
    assert "edges" in done.stdout
    assert (tmp_path / "n.graphml").stat().st_size > 1000
    with pytest.raises(UsageError, match="but may be ignore, subtract, combine in two-mode"):
        run("network", SAMPLE, "--mode", "two", "--aggregate", "conflict", "-o", "n.csv")


def test_export_names_every_file(tmp_path) -> None:
    done = run("export", SAMPLE, str(tmp_path / "out"))
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"judgements.csv", "tables.xlsx", "findings.json", "experts.gexf"} <= names
    assert len(done.stdout.split()) == len(names)


def test_export_says_on_standard_error_what_it_left_out(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("stance.exchange.exporting.find_spec", lambda name: None)
    done = run("export", SAMPLE, str(tmp_path / "out"))
    assert done.stderr.startswith("note: no Parquet was written")
    assert "Parquet" not in done.stdout


def test_compare_prints_both_experts_and_no_markup_of_others(tmp_path) -> None:
    done = run("compare", SAMPLE, "burnashev", "tyulegenov")
    assert "Rustam Burnashev and Medet Tyulegenov share 2 topics" in done.stdout
    assert "opposite sides" in done.stdout


def test_positions_of_a_table(tmp_path) -> None:
    rows = "expert,topic,source,said_on,score\nanna,tax,s1,2021,2\nanna,tax,s2,2022,-1\n"
    (tmp_path / "rows.csv").write_text(rows)
    done = run("positions", str(tmp_path / "rows.csv"), "-o", str(tmp_path / "out.csv"))
    assert "1 positions" in done.stdout
    (found,) = pd.read_csv(tmp_path / "out.csv").to_dict("records")
    assert (found["expert_id"], found["position"], found["mixed"]) == ("anna", 0.5, True)
    with pytest.raises(UsageError, match=r"\.parquet or \.csv"):
        run("positions", str(tmp_path / "rows.csv"), "-o", str(tmp_path / "out.xlsx"))
    with pytest.raises(DataError, match="does not exist"):
        run("positions", str(tmp_path / "none.csv"), "-o", str(tmp_path / "out.csv"))
