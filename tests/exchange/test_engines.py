"""One expression for positions gives the same numbers on every engine."""

import importlib.util
import math

import numpy as np
import pandas as pd
import pytest

from stance.analysis.votes import positions_in
from stance.core.errors import DataError, UsageError
from stance.exchange.engines import dates_of, open_table, small
from tests.exchange.every_engine import engines

ROWS = pd.DataFrame(
    [
        ("anna", "tax", "s1", "2021-05", 2.0),
        ("anna", "tax", "s1", "2021-05-03", 1.0),
        ("anna", "tax", "s2", "", -1.0),
        ("bek", "tax", "s1", "2022", 0.0),
        ("bek", "tax", "s1", "spring", 0.0),  # no ISO date
        ("bek", "tax", "s2", "2021", math.nan),  # unclear
        ("bek", "none", "s1", "2021", 1.0),
        ("", "tax", "s1", "2021", 1.0),
        ("007", "rail", "3", "2020-01-02", -2.0),
    ],
    columns=["expert_id", "topic", "source_id", "said_on", "score"],
)
#: anna: 1.5 in s1 and -1 in s2
EXPECTED = {
    ("007", "rail"): (-2.0, -2.0, -2.0, False, 1, 1, "2020-01-02", "2020-01-02"),
    ("anna", "tax"): (0.25, -1.0, 2.0, True, 3, 2, "2021-05", "2021-05-03"),
    ("bek", "tax"): (0.0, 0.0, 0.0, False, 2, 1, "2022", "2022"),
}


def placed(paths, engine) -> pd.DataFrame:
    with open_table([str(path) for path in paths], engine) as table:
        found = small(positions_in(table))
    found = found.assign(first_on=dates_of(found["first_on"]), last_on=dates_of(found["last_on"]))
    return found.sort_values(["expert_id", "topic"], ignore_index=True)


@engines
@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_positions_by_hand(tmp_path, engine, ending) -> None:
    path = tmp_path / f"rows.{ending}"
    if ending == "csv":
        ROWS.to_csv(path, index=False)
    else:
        pytest.importorskip("pyarrow")
        ROWS.to_parquet(path, index=False)
    found = placed([path], engine).set_index(["expert_id", "topic"])
    columns = ["position", "lowest", "highest", "mixed", "n_claims", "n_sources"]
    columns += ["first_on", "last_on"]
    assert {cell: tuple(row) for cell, row in found[columns].iterrows()} == EXPECTED


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
def test_ids_of_digits_alone_stay_as_they_are_written(tmp_path, engine) -> None:
    pytest.importorskip(engine)
    rows = [("1.50", "01", "3", "2021", 1.0), ("7", "1", "3", "2021", 2.0)]
    pd.DataFrame(rows, columns=ROWS.columns).to_csv(tmp_path / "rows.csv", index=False)
    found = placed([tmp_path / "rows.csv"], engine)
    assert found[["expert_id", "topic"]].to_numpy().tolist() == [["1.50", "01"], ["7", "1"]]


@engines
def test_every_engine_gives_the_numbers_of_a_plain_loop(tmp_path, engine) -> None:
    rng = np.random.default_rng(7)
    n = 3000
    rows = pd.DataFrame(
        {
            "expert": rng.integers(0, 30, n).astype(str),
            "topic": rng.choice(["a", "b", "c"], n),
            "source": rng.integers(0, 9, n).astype(str),
            "score": rng.choice([-2.0, -1.0, 0.0, 1.5, np.nan], n),
        }
    )
    for part in (0, 1):
        rows[part::2].to_csv(tmp_path / f"{part}.csv", index=False)
    found = placed([tmp_path / "0.csv", tmp_path / "1.csv"], engine)
    known = rows.dropna()
    expected = []
    for (expert, topic), cell in known.groupby(["expert", "topic"]):
        votes = [np.mean(source["score"]) for _, source in cell.groupby("source")]
        expected.append((expert, topic, np.mean(votes), len(cell), len(votes)))
    columns = ["expert_id", "topic", "position", "n_claims", "n_sources"]
    expected = pd.DataFrame(expected, columns=columns)
    pd.testing.assert_frame_equal(found[columns], expected, check_dtype=False, rtol=1e-12)
    assert found["first_on"].eq("").all()


@engines
def test_a_missing_column_is_named(tmp_path, engine) -> None:
    ROWS.rename(columns={"topic": "topik"}).to_csv(tmp_path / "x.csv", index=False)
    with pytest.raises(DataError, match='no column "topic"; did you mean "topik"'):
        placed([tmp_path / "x.csv"], engine)


@engines
def test_a_score_that_is_no_number_is_named(tmp_path, engine) -> None:
    ROWS.astype({"score": object}).replace({"score": {2.0: "for"}}).to_csv(
        tmp_path / "x.csv", index=False
    )
    with pytest.raises(DataError, match='the score "for" is no number'):
        placed([tmp_path / "x.csv"], engine)


@engines
@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_file_that_is_no_table_is_told(tmp_path, engine, ending) -> None:
    if ending == "parquet":
        pytest.importorskip("pyarrow")
    (tmp_path / f"x.{ending}").write_bytes(b"\xff\xfe\x00 no table\n" * 9)
    with pytest.raises(DataError):
        placed([tmp_path / f"x.{ending}"], engine)


@pytest.mark.skipif(importlib.util.find_spec("pyarrow") is not None, reason="pyarrow is there")
def test_parquet_without_its_package_says_what_to_install(tmp_path) -> None:
    (tmp_path / "x.parquet").write_bytes(b"")
    with pytest.raises(UsageError, match="parquet"):
        placed([tmp_path / "x.parquet"], "pandas")


def test_wrong_calls_are_answered(tmp_path) -> None:
    (tmp_path / "x.csv").write_text("")
    for paths, engine, said in (
        (["x.csv"], "dask", "pandas, duckdb, spark"),
        (["x.xlsx"], "pandas", ".parquet or all .csv"),
        (["x.csv", "x.parquet"], "pandas", ".parquet or all .csv"),
    ):
        with pytest.raises(UsageError, match=said), open_table(paths, engine):
            pass
    with pytest.raises(DataError, match="does not exist"), open_table([str(tmp_path / "y.csv")]):
        pass
