"""What an export holds, read back by other programs."""

import csv
import json
import math
from pathlib import Path

import networkx as nx
import openpyxl
import pandas as pd
import pytest

import stance
from stance.analysis.networks import network
from stance.core.errors import DataError, UsageError
from stance.exchange.csv_tables import write_csv
from stance.exchange.exporting import CONTRACTS, export, tables_of, write_network
from stance.exchange.json_tables import rows_of
from stance.sheets.inert import inert
from stance.sheets.tables import write_tables
from stance.study.issuing import new_study
from tests import sample


@pytest.fixture(scope="module")
def findings() -> stance.Findings:
    return stance.Study.open(sample.SAMPLE).analyse(seed=1)


@pytest.fixture(scope="module")
def folder(findings, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    export(findings, folder)
    return folder


def test_every_table_keeps_its_contract(findings) -> None:
    tables = tables_of(findings)
    assert list(tables) == [contract.name for contract in CONTRACTS]
    for contract in CONTRACTS:
        contract.check(tables[contract.name])


def test_csv_files_hold_the_tables(folder, findings) -> None:
    found = pd.read_csv(folder / "positions.csv", keep_default_na=False, na_values={"position": ""})
    assert found["position"].tolist() == pytest.approx(
        findings.positions["position"].tolist(), nan_ok=True
    )
    assert found["expert_id"].tolist() == findings.positions["expert_id"].tolist()
    header = (folder / "agreement.csv").read_text("utf-8").splitlines()[0].split(",")
    assert header[:3] == ["expert_a", "expert_b", "n_shared"]
    assert {"agreement", "shrunk", "low", "high"} <= set(header)


def test_no_cell_of_any_csv_begins_like_a_formula(folder) -> None:
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.reader(stream):
                for cell in row:
                    assert cell == inert(cell) or float(cell) <= 0


def test_the_workbook_holds_all_tables_and_no_formula(folder, findings) -> None:
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    assert book.sheetnames == [contract.name for contract in CONTRACTS]
    sheet = book["positions"]
    assert sheet.max_row == len(findings.positions) + 1
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_json_holds_the_tables_with_null_for_missing(folder, findings) -> None:
    document = json.loads((folder / "findings.json").read_text("utf-8"))
    assert document["form"] == 1
    assert document["study"] == "central-asia"
    rows = document["tables"]["positions"]
    assert len(rows) == len(findings.positions)
    unknown = findings.positions["position"].isna().tolist()
    assert [row["position"] is None for row in rows] == unknown


def test_json_keeps_to_the_schema_that_lies_beside_it(folder) -> None:
    document = json.loads((folder / "findings.json").read_text("utf-8"))
    schema = json.loads((folder / "findings.schema.json").read_text("utf-8"))
    python = {"string": str, "number": (int, float), "integer": int, "boolean": bool}
    tables = schema["properties"]["tables"]["properties"]
    assert set(tables) == set(document["tables"])
    for name, rows in document["tables"].items():
        columns = tables[name]["items"]["properties"]
        for row in rows:
            assert list(row) == list(columns)
            for column, value in row.items():
                legal = columns[column]["type"]
                if value is None:
                    assert "null" in legal
                else:
                    assert isinstance(value, python[legal[0]]), (name, column, value)


def test_parquet_holds_the_tables(folder, findings) -> None:
    pytest.importorskip("pyarrow")
    found = pd.read_parquet(folder / "judgements.parquet")
    pd.testing.assert_frame_equal(found, findings.judgements, check_dtype=False)


@pytest.mark.parametrize("stem", ["experts", "experts-topics"])
def test_both_graph_formats_hold_the_same_network(folder, stem) -> None:
    one = nx.read_graphml(folder / f"{stem}.graphml")
    two = nx.read_gexf(folder / f"{stem}.gexf")
    assert set(one) == set(two)
    assert {frozenset(edge) for edge in one.edges} == {frozenset(edge) for edge in two.edges}
    assert all(weight > 0 for _, _, weight in one.edges(data="weight"))
    kinds = {kind for _, kind in one.nodes(data="type")}
    assert kinds == ({"expert"} if stem == "experts" else {"expert", "topic"})


def test_the_same_findings_give_the_same_files(folder, findings, tmp_path) -> None:
    export(findings, tmp_path)
    for path in folder.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes(), path.name


def test_a_matrix_is_written_as_csv(findings, tmp_path) -> None:
    scale = findings.study.codebook.scale
    found = network(findings.judgements, scale, aggregate="congruence")
    write_network(tmp_path / "n.csv", found, findings.study)
    back = pd.read_csv(tmp_path / "n.csv", index_col=0)
    named = dict(
        zip(findings.study.experts["expert_id"], findings.study.experts["name"], strict=True)
    )
    assert list(back.index) == list(back.columns) == [named[row] for row in found.rows]
    assert back.index.name == "expert"
    assert back.to_numpy() == pytest.approx(found.weights)
    with pytest.raises(UsageError, match=r"\.graphml"):
        write_network(tmp_path / "n.dot", found, findings.study)


def test_text_like_a_formula_is_disarmed_and_numbers_stay_numbers(tmp_path) -> None:
    texts = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "a=1", ""]
    frame = pd.DataFrame({"=text": texts, "number": [-1.5] * 8 + [math.nan], "flag": [True] * 9})
    write_csv(tmp_path / "x.csv", frame)
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as stream:
        head, *rows = csv.reader(stream)
    assert head == ["'=text", "number", "flag"]
    assert [row[0] for row in rows] == [f"'{text}" for text in texts[:7]] + ["a=1", ""]
    assert [row[1] for row in rows] == ["-1.5"] * 8 + [""]
    assert {row[2] for row in rows} == {"true"}


def test_a_sheet_holds_texts_as_texts_and_numbers_as_numbers(tmp_path) -> None:
    frame = pd.DataFrame(
        {"text": ["=1+1", "http://x.example", "007"], "number": [-1.5, math.nan, 0.0]}
    )
    write_tables(tmp_path / "x.xlsx", {"one": frame})
    rows = list(openpyxl.load_workbook(tmp_path / "x.xlsx")["one"].iter_rows(values_only=True))
    assert rows == [("text", "number"), ("=1+1", -1.5), ("http://x.example", None), ("007", 0)]


def test_what_a_sheet_cannot_hold_is_told_and_nothing_is_written(tmp_path) -> None:
    with pytest.raises(DataError, match="32,768 characters"):
        write_tables(tmp_path / "x.xlsx", {"one": pd.DataFrame({"text": ["x" * 32_768]})})
    with pytest.raises(DataError, match="more rows"):
        write_tables(tmp_path / "x.xlsx", {"one": pd.DataFrame({"n": range(1_048_576)})})
    assert not (tmp_path / "x.xlsx").exists()


def test_json_rows_are_plain_values() -> None:
    frame = pd.DataFrame({"a": [1], "b": [math.nan], "c": [True], "d": ["x"], "e": [0.5]})
    (row,) = rows_of(frame)
    assert row == {"a": 1, "b": None, "c": True, "d": "x", "e": 0.5}
    assert [type(value) for value in row.values()] == [int, type(None), bool, str, float]


def test_a_study_without_topics_and_claims_is_exported_empty(tmp_path: Path) -> None:
    new_study(tmp_path / "study")
    export(stance.Study.open(tmp_path / "study").analyse(), tmp_path / "out")
    assert pd.read_csv(tmp_path / "out" / "topics.csv").empty
