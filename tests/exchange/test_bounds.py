"""Bounds of what comes from other programs and goes to them, one row a bound."""

import importlib.util
import math
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

import stance
from stance.analysis.networks import network
from stance.core.codebook import DEFAULT_LEVELS
from stance.core.errors import DataError, UsageError
from stance.core.text import CELL_TEXT
from stance.exchange import engines, exporting, sqlite_tables
from stance.exchange.bulk import positions_in_tables
from stance.exchange.csv_tables import write_csv
from stance.exchange.dna import code_points, read_dna
from stance.exchange.dna_codebook import scale_of, short_names
from stance.exchange.engines import dates_of, open_table, small
from stance.exchange.importing import contents_of
from stance.exchange.json_tables import write_json
from stance.exchange.sqlite_tables import Limits, read_tables
from tests import dna_database, sample

# --- statements of Discourse Network Analyzer


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("abc", (0, 3), (0, 3)),
        ("abc", (0, 1), (0, 1)),
        ("a\U0001f4b0b", (0, 4), (0, 3)),  # to the very end, four units in Java
        ("a\U0001f4b0b", (1, 3), (1, 2)),
        ("a\U0001f4b0b", (0, 5), None),
        ("\uffffb", (1, 2), (1, 2)),  # the last sign that is one unit
        ("\U00010000b", (2, 3), (1, 2)),  # the first that is two
        ("é", (0, 1), (0, 1)),
        ("é", (0, 2), None),
    ],
)
def test_where_a_stretch_of_java_lies(
    text: str, place: tuple[int, int], found: tuple[int, int] | None
) -> None:
    assert code_points(text, *place) == found


@pytest.mark.parametrize(
    ("scores", "ends"),
    [
        ([0, 3], (0, 3)),
        ([1, 3], (1, 3)),
        ([-1, 3], (-3, 3)),
        ([-3, 1], (-3, 3)),
        ([-1], (-1, 1)),
        ([1], (0, 1)),
        ([0], (0, 1)),
        ([-100, 100], (-100, 100)),
        ([0, 100], (0, 100)),
    ],
)
def test_how_far_a_scale_of_integers_reaches(scores: list[int], ends: tuple[int, int]) -> None:
    scale, (note,) = scale_of(Path("x.dna"), pd.Series(scores, dtype=float), boolean=False)
    known = [level.score for level in scale.levels if level.score is not None]
    assert known == list(range(ends[0], ends[1] + 1))
    assert scale.levels[-1] == DEFAULT_LEVELS[-1]
    assert scale.levels[-1].score is None
    assert note.message == f"the scale is taken to reach from {ends[0]} to {ends[1]}"


@pytest.mark.parametrize("scores", [[-101, 0], [0, 101]])
def test_a_scale_that_nobody_uses_is_refused(scores: list[int]) -> None:
    with pytest.raises(DataError, match=r"reaches no farther than 100 either way"):
        scale_of(Path("x.dna"), pd.Series(scores, dtype=float), boolean=False)


def test_the_names_of_a_scale_of_integers() -> None:
    scale, _ = scale_of(Path("x.dna"), pd.Series([-1.0, 0.0]), boolean=False)
    assert [level.label for level in scale.levels] == ["minus 1", "level 0", "level 1", "unclear"]
    usual, _ = scale_of(Path("x.dna"), pd.Series([], dtype=float), boolean=False)
    assert usual.levels == DEFAULT_LEVELS
    both, told = scale_of(Path("x.dna"), pd.Series([1.0]), boolean=True)
    assert [(level.label, level.score) for level in both.levels] == [
        ("against", -1),
        ("for", 1),
        ("unclear", None),
    ]
    assert told == ()


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("a" * 40, "a" * 40),
        ("a" * 41, "a" * 40),
        ("a" * 39 + " bb", "a" * 39),
        ("a" * 37 + " bb", "a" * 37 + "-bb"),
        ("a" * 37 + " bbb", "a" * 37),
    ],
)
def test_a_short_name_has_forty_signs_at_most(name: str, short: str) -> None:
    assert list(short_names([name]).labels) == [short]


def changed(folder: Path, script: str):
    return read_dna(dna_database.write(folder / "x.dna", script))


@pytest.mark.parametrize(
    ("n_signs", "shown"),
    [(CELL_TEXT, "x" * CELL_TEXT), (CELL_TEXT + 1, "x" * (CELL_TEXT - 1) + "…")],
)
def test_a_passage_is_cut_where_a_cell_ends(tmp_path: Path, n_signs: int, shown: str) -> None:
    script = (
        "UPDATE DOCUMENTS SET Text = replace(hex(zeroblob({0})), '00', 'x');"
        "UPDATE STATEMENTS SET Start = 0, Stop = {0} WHERE ID = 1"
    )
    study = changed(tmp_path, script.format(n_signs))
    claim = study.claims.set_index("claim_id").loc["c1"]
    assert claim["claim"] == shown
    assert (claim["start"], claim["end"]) == (0, n_signs)


@pytest.mark.parametrize(
    ("script", "slots"),
    [
        ("", 1),
        ("DELETE FROM STATEMENTS", 1),
        (  # the first coder gives the passage of statement 1 a second topic
            "INSERT INTO ENTITIES VALUES (9, 3, 'Another.');"
            "UPDATE STATEMENTS SET Start = 12, Stop = 21, Coder = 1 WHERE ID = 7;"
            "UPDATE DATASHORTTEXT SET Entity = 3 WHERE StatementId = 7 AND VariableId = 2;"
            "UPDATE DATASHORTTEXT SET Entity = 9 WHERE StatementId = 7 AND VariableId = 3;",
            2,
        ),
    ],
)
def test_a_study_has_as_many_slots_as_topics_on_a_claim(
    tmp_path: Path, script: str, slots: int
) -> None:
    assert changed(tmp_path, script).slots == slots


def test_a_note_says_by_whom_in_which_section_and_what_was_noted(tmp_path: Path) -> None:
    study = changed(tmp_path, "UPDATE DOCUMENTS SET Section = 'World', Notes = ' see also '")
    assert study.sources["note"].tolist() == ["by C. Example; section World; see also"]


def test_a_coder_without_a_name_is_called_by_number(tmp_path: Path) -> None:
    study = changed(tmp_path, "UPDATE CODERS SET Name = ' ' WHERE ID = 2")
    assert set(study.annotations["annotator"]) == {"Coder One", "coder 2"}


def test_of_two_attributes_for_one_column_the_first_counts(tmp_path: Path) -> None:
    study = changed(
        tmp_path,
        "INSERT INTO ATTRIBUTEVARIABLES VALUES (3, 2, 'Profession'), (4, 2, 'Role'),"
        " (5, 1, 'Country'), (6, 2, ' COUNTRY ');"
        "INSERT INTO ATTRIBUTEVALUES VALUES (4, 3, 3, 'baker'), (5, 3, 4, 'smith'),"
        " (6, 3, 5, 'of a person'), (7, 8, 6, 'Here'), (8, 99, 4, 'of nobody')",
    )
    experts = study.experts.set_index("expert_id")
    assert experts["role"].to_dict() == {"guild": "", "union": "baker"}
    assert experts["country"].to_dict() == {"guild": "Here", "union": ""}
    assert [p.code for p in study.problems].count("attribute-skipped") == 1


def test_a_type_of_statement_without_persons_has_no_speakers(tmp_path: Path) -> None:
    study = changed(tmp_path, "UPDATE VARIABLES SET Variable = 'who' WHERE ID = 1")
    assert set(study.claims["speaker"]) == {""}


@pytest.mark.parametrize(
    ("name", "file"),
    [("Study", "coder-study.xlsx"), ("ADJUDICATED", "coder-adjudicated.xlsx"), ("Ann", "ann.xlsx")],
)
def test_no_coders_workbook_takes_a_name_that_has_a_meaning(
    tmp_path: Path, name: str, file: str
) -> None:
    script = "UPDATE CODERS SET Name = '{}' WHERE ID = 1"
    study = changed(tmp_path, script.format(name))
    assert file in [content.name for content in contents_of(study)]


# --- tables of a stranger's SQLite file

CODERS = {"CODERS": {"ID": int, "Name": str}}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return dna_database.write(tmp_path / "taxes.dna")


def refused(path: Path, limits: Limits) -> bool:
    with pytest.raises(DataError) as caught:
        read_tables(path, CODERS, limits)
    return [problem.code for problem in caught.value.problems] == ["too-large"]


def test_a_file_as_large_as_the_limit_is_read(database: Path) -> None:
    size = database.stat().st_size
    read_tables(database, CODERS, Limits(file_bytes=size))
    assert refused(database, Limits(file_bytes=size - 1))


@pytest.mark.parametrize(("rows", "legal"), [(1, False), (2, False), (3, True)])
def test_rows_that_are_left_out_count_for_the_limit(tmp_path: Path, rows: int, legal: bool) -> None:
    path = dna_database.write(tmp_path / "x.dna", "INSERT INTO CODERS VALUES (3, x'00')")
    if not legal:
        assert refused(path, Limits(rows=rows))
    else:
        frames, (told,) = read_tables(path, CODERS, Limits(rows=rows))
        assert frames["CODERS"]["ID"].tolist() == [1, 2]
        assert told.message.startswith("1 of the rows of CODERS")


def test_a_text_as_long_as_the_limit_is_read(database: Path) -> None:
    texts = {"DOCUMENTS": {"Text": str}}
    n_bytes = len(dna_database.ARTICLE.encode())
    row = 200  # what else stands in the row counts too
    read_tables(database, texts, Limits(value_bytes=n_bytes + row))
    with pytest.raises(DataError, match="SQLite says"):
        read_tables(database, texts, Limits(value_bytes=n_bytes - 1))


def test_the_bounds_are_those_that_are_told(tmp_path: Path) -> None:
    huge = tmp_path / "huge.dna"
    with huge.open("wb") as stream:
        stream.truncate(1_000_000_001)  # a hole, which takes no room
    with pytest.raises(DataError, match="has 1,000,000,001 bytes, more than 1,000,000,000"):
        read_tables(huge, CODERS)
    assert (Limits().value_bytes, Limits().rows, Limits().steps) == (50_000_000, 3_000_000, 2_000)


def test_a_table_that_takes_too_many_steps_is_given_up(tmp_path: Path) -> None:
    path = dna_database.write(
        tmp_path / "x.dna",
        "INSERT INTO CODERS WITH RECURSIVE n(i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n LIMIT"
        " 400000) SELECT i, 'x' FROM n",
    )
    assert len(read_tables(path, CODERS)[0]["CODERS"]) == 400_002
    read_tables(path, CODERS, Limits(steps=5))
    with pytest.raises(DataError, match="SQLite says: interrupted"):
        read_tables(path, CODERS, Limits(steps=0))


def test_what_a_journal_still_holds_is_read_too(tmp_path: Path) -> None:
    path = dna_database.write(tmp_path / "open.dna")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("INSERT INTO CODERS VALUES (3, 'Coder Three')")
        connection.commit()
        for ending in ("", "-wal"):  # as a crash would leave them
            shutil.copy(f"{path}{ending}", f"{tmp_path / 'left.dna'}{ending}")
    frames, _ = read_tables(tmp_path / "left.dna", CODERS)
    assert frames["CODERS"]["Name"].tolist() == ["Coder One", "Coder Two", "Coder Three"]


def test_a_virtual_table_is_no_table(tmp_path: Path) -> None:
    script = "DROP TABLE CODERS; CREATE VIRTUAL TABLE CODERS USING fts5(ID, Name)"
    path = dna_database.write(tmp_path / "x.dna", script)
    with pytest.raises(DataError, match="there is no table CODERS"):
        read_tables(path, CODERS)


def test_nothing_but_reading_tables_is_allowed() -> None:
    legal = {number for number in range(40) if sqlite_tables._allow(number) == sqlite3.SQLITE_OK}
    assert legal == {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}


# --- long tables


def positions(folder: Path, rows: str, **asked) -> list[dict[str, object]]:
    (folder / "rows.csv").write_text(f"expert,topic,source,date,score\n{rows}", encoding="utf-8")
    positions_in_tables([str(folder / "rows.csv")], str(folder / "out.csv"), **asked)
    dates = {"first_on": str, "last_on": str}
    found = pd.read_csv(folder / "out.csv", keep_default_na=False, dtype=dates)
    return found.to_dict("records")


@pytest.mark.parametrize(("middle", "mixed"), [({}, True), ({"middle": 1.0}, False)])
def test_the_middle_is_zero_unless_another_is_named(tmp_path: Path, middle, mixed) -> None:
    (found,) = positions(tmp_path, "anna,tax,s1,2021,0.5\nanna,tax,s2,2022,-0.5\n", **middle)
    assert found["mixed"] == mixed


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2021-05-03T10:00", "2021-05-03"),
        ("2021-05-03", "2021-05-03"),
        ("2021-05", "2021-05"),
        ("2021", "2021"),
        ("2021-5", ""),
        ("12021", ""),
        ("", ""),
    ],
)
def test_a_date_is_kept_as_far_as_it_goes(tmp_path: Path, date: str, shown: str) -> None:
    (found,) = positions(tmp_path, f"anna,tax,s1,{date},1\n")
    assert (found["first_on"], found["last_on"]) == (shown, shown)


def test_a_year_a_month_and_a_day_stand_in_the_order_of_their_beginnings(tmp_path: Path) -> None:
    dates = ("2022", "2021-05", "2021-12-31", "2021-06-01")
    rows = "".join(f"anna,tax,s{n},{date},1\n" for n, date in enumerate(dates))
    (found,) = positions(tmp_path, rows)
    assert (found["first_on"], found["last_on"]) == ("2021-05", "2022")


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
@pytest.mark.parametrize(
    ("score", "position"),
    [(" 1 ", 1.0), ("+1", 1.0), ("-.5", -0.5), ("1.", 1.0), ("1e0", 1.0), ("1E+1", 10.0)],
)
def test_how_a_score_may_be_written(tmp_path: Path, engine, score: str, position: float) -> None:
    if importlib.util.find_spec(engine) is None:
        pytest.skip(f"needs the extra {engine}")
    (found,) = positions(tmp_path, f"NA,null,007,2021,{score}\n", engine=engine)
    assert (found["expert_id"], found["topic"]) == ("NA", "null")  # names, and nothing missing
    assert found["position"] == position


@pytest.mark.parametrize("score", ["1,5", "one", "--1", "1e", "nan", "0x1", "."])
def test_a_score_that_is_no_number_is_told(tmp_path: Path, score: str) -> None:
    with pytest.raises(DataError, match=r'rows.csv: the score ".*" is no number'):
        positions(tmp_path, f'anna,tax,s1,2021,"{score}"\n')


def test_dates_of_numbers() -> None:
    numbers = pd.Series([20210503.0, 20210500.0, 20210000.0, math.nan, 20211200.0])
    assert dates_of(numbers).tolist() == ["2021-05-03", "2021-05", "2021", "", "2021-12"]


def test_a_column_may_be_called_otherwise_and_the_first_of_two_counts(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(" Expert ,TOPIC,source_id,score,SCORE\nanna,tax,s1,1,2\n", encoding="utf-8")
    with open_table([str(path)]) as table:
        (found,) = small(table).to_dict("records")
    assert (found["expert_id"], found["topic"], found["source_id"]) == ("anna", "tax", "s1")
    assert found["score"] == 1
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(DataError) as caught, open_table([str(path)]):
        pass
    assert [str(p) for p in caught.value.problems] == [
        f'x.csv: there is no column "{name}"; there are a, b'
        for name in ("expert_id", "topic", "source_id", "score")
    ]


@pytest.mark.parametrize("text", ["", 'expert,topic\n"a,b\n'])
def test_what_a_library_says_of_a_file_is_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught, open_table([str(tmp_path / "x.csv")]):
        pass
    (problem,) = caught.value.problems
    assert problem.message.strip() == problem.message != ""
    assert "\n" not in problem.message
    assert engines._unreadable("x", ValueError(" one\ntwo")).problems[0].message == "one"
    assert engines._unreadable("x", ValueError()).problems[0].message == "ValueError"


def test_a_package_that_is_missing_is_named(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "x.parquet").write_bytes(b"")
    (tmp_path / "x.csv").write_text("expert,topic,source,score\na,t,s,1\n", encoding="utf-8")
    there = importlib.util.find_spec
    gone = {"pyarrow", "duckdb"}
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *a: None if name in gone else there(name, *a)
    )
    table, out = str(tmp_path / "x.csv"), tmp_path / "out"
    for paths, engine, said in (
        ([str(tmp_path / "x.parquet")], "pandas", "stance[parquet]"),
        ([table], "duckdb", "stance[duckdb]"),
    ):
        with pytest.raises(UsageError) as caught, open_table(paths, engine):
            pass
        assert said in str(caught.value)
    with open_table([table]) as found:
        assert len(found) == 1
    with pytest.raises(UsageError, match="Parquet needs a package"):
        positions_in_tables([table], f"{out}.parquet")
    assert positions_in_tables([table], f"{out}.CSV") == 1


def test_an_address_is_for_spark_alone_to_look_up() -> None:
    pytest.importorskip("pyspark")
    with pytest.raises(DataError, match="the file does not exist"):
        engines._check(["hdfs://there/x.csv"], "pandas")
    with pytest.raises(DataError, match="the file does not exist"):
        engines._check(["there/x.csv"], "spark")
    assert engines._check(["hdfs://there/x.csv"], "spark") == ".csv"


def test_positions_as_parquet_hold_their_columns_and_nothing_else(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / "x.csv"
    path.write_text("expert,topic,source,score\nb,t,s,1\na,t,s,1\n", encoding="utf-8")
    assert positions_in_tables([str(path)], str(tmp_path / "out.parquet")) == 2
    import pyarrow.parquet

    back = pyarrow.parquet.read_table(tmp_path / "out.parquet")
    assert back.column_names[:2] == ["expert_id", "topic"]
    assert not [name for name in back.column_names if "index" in name]
    assert back["expert_id"].to_pylist() == ["a", "b"]


# --- what goes out


def test_flags_and_missing_values_of_csv(tmp_path: Path) -> None:
    frame = pd.DataFrame({"flag": [True, False], "text": ["", None], "n": [1, -2]})
    write_csv(tmp_path / "x.csv", frame)
    assert (tmp_path / "x.csv").read_bytes() == b"flag,text,n\r\ntrue,,1\r\nfalse,,-2\r\n"


def test_json_holds_no_number_that_json_has_not(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="JSON"):
        write_json(tmp_path / "x.json", {}, {"one": pd.DataFrame({"n": [math.inf]})})
    frame = pd.DataFrame({"n": [math.nan, 1.5], "t": ["a", "б"]})
    write_json(tmp_path / "x.json", {"title": "Пример"}, {"one": frame, "two": frame.iloc[:0]})
    assert (tmp_path / "x.json").read_text("utf-8").splitlines() == [
        "{",
        ' "form": 1,',
        ' "title": "Пример",',
        ' "tables": {',
        '  "one": [',
        '   {"n": null, "t": "a"},',
        '   {"n": 1.5, "t": "б"}',
        "  ],",
        '  "two": []',
        " }",
        "}",
    ]


@pytest.fixture(scope="module")
def findings() -> stance.Findings:
    return stance.Study.open(sample.SAMPLE).analyse(seed=1)


def test_a_network_is_written_into_folders_that_are_made(findings, tmp_path: Path) -> None:
    found = network(findings.judgements, findings.study.codebook.scale)
    for name in ("a/b/n.CSV", "a/b/n.graphml"):
        exporting.write_network(tmp_path / name, found, findings.study)
        assert (tmp_path / name).stat().st_size


def test_without_its_package_parquet_is_left_out_and_told_and_so_is_what_an_earlier_export_left(
    findings, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(exporting, "find_spec", lambda name: None)
    for name in ("moves.csv", "claims.csv", "positions.parquet", "own.csv"):
        (tmp_path / name).write_text("old", encoding="utf-8")
    told: list[Path] = []
    written, (parquet, stale) = exporting.export(findings, tmp_path, told.append)
    assert "stance[parquet]" in parquet
    assert stale == "of an earlier export, and left as before: moves.csv, positions.parquet"
    assert (tmp_path / "moves.csv").read_text(encoding="utf-8") == "old"
    assert written == told
    assert {path.suffix for path in written} == {".csv", ".json", ".graphml", ".gexf", ".xlsx"}
