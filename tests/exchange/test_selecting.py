"""Of large tables the experts and topics with most statements make a page like any other's."""

import gzip

import pandas as pd
import pytest
from typer.testing import CliRunner

from stance.cli.app import app
from stance.core.errors import DataError, QuestionError, UsageError
from stance.exchange.bulk import study_of
from stance.exchange.selecting import Bounds, most_spoken
from stance.study.study import Study
from stance.tables.wishes import Wishes, wishes_of
from tests.exchange.every_engine import engines

#: anna speaks 3 times of tax, bek twice, cem once; of rail bek and dana once, all of whom count.
SAID = pd.DataFrame(
    [
        ("c1", "anna", "s1", "2021-01-01", "=Taxes must rise."),
        ("c2", "anna", "s1", "2021-01-02", "Tax the rich."),
        ("c3", "anna", "s2", "2021-01-03", "Rather not."),
        ("c4", "bek", "s2", "2021-01-04", "Taxes hurt."),
        ("c5", "bek", "s3", "2021-01-05", "They do."),
        ("c6", "cem", "s3", "2021-01-06", "Fine."),
        ("c7", "bek", "s3", "2021-01-07", "Rail is cheap."),
        ("c8", "dana", "s4", "2021-01-08", "Rail is dear."),
        ("c9", "unknown", "s4", "2021-01-09", "Who knows."),
        ("c10", "anna", "s4", "2021-01-10", "Hello."),
        ("c11", "bek", "s4", "2021-01-11", "Not coded."),
    ],
    columns=["id", "speaker", "source", "date", "quote"],
)
CODED = pd.DataFrame(
    [
        *(("c1", "tax", 2), ("c2", "tax", 1), ("c3", "tax", -1), ("c4", "tax", -2)),
        *(("c5", "tax", -1), ("c6", "tax", 1), ("c7", "rail", 1), ("c8", "rail", -1)),
        *(("c9", "tax", 1), ("c10", "none", 1)),
    ],
    columns=["id", "topic", "score"],
)
ALL = SAID.merge(CODED, on="id")


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "said.csv"
    ALL.to_csv(path, index=False)
    return str(path)


def kept(table, **bounds):
    return most_spoken([table], engine="pandas", bounds=Bounds(**bounds))


@pytest.mark.parametrize(
    ("bounds", "experts", "topics", "statements"),
    [
        ({}, "anna bek cem dana", "rail tax", 8),
        ({"experts": 4}, "anna bek cem dana", "rail tax", 8),  # cem and dana have one each
        ({"experts": 3}, "anna bek cem", "rail tax", 7),  # of two alike, the first by name
        ({"experts": 1}, "anna", "tax", 3),  # of three alike statements, bek's come second
        ({"topics": 1}, "anna bek cem", "tax", 6),
        ({"statements": 6}, "anna bek", "rail tax", 6),  # as many as fit
        ({"statements": 5}, "anna", "tax", 3),  # bek's three would be one too many
    ],
)
def test_those_with_most_statements_are_kept_whole(
    table, bounds, experts, topics, statements
) -> None:
    found = kept(table, **bounds)
    assert sorted(found.rows["expert"].unique()) == experts.split()
    assert sorted(found.rows["topic"].unique()) == topics.split()
    assert len(found.rows) == statements
    assert found.n == (8, 4, 2)  # nobody said what an unknown speaker said


@engines
@pytest.mark.filterwarnings("ignore::FutureWarning")  # of Spark's own
def test_every_engine_joins_codes_takes_lists_apart_and_keeps_the_same(tmp_path, engine) -> None:
    lists = [["cem", "bek"] if name == "cem" else [name] for name in SAID["speaker"]]
    SAID.assign(speaker=lists).to_json(tmp_path / "said.jsonl.gz", orient="records", lines=True)
    CODED[:4].to_csv(tmp_path / "codes-1.csv", index=False)
    CODED[4:].to_csv(tmp_path / "codes-2.csv", index=False)
    codes = [str(tmp_path / f"codes-{n}.csv") for n in (1, 2)]
    found = most_spoken(
        [str(tmp_path / "said.jsonl.gz")],
        codes,
        engine,
        said={"quote": "claim", "speaker": "experts"},
        bounds=Bounds(experts=2, topics=1),
    )
    told = found.rows[["claim_id", "expert", "stance", "claim"]].itertuples(index=False, name=None)
    assert list(told) == [
        ("c1", "anna", 2.0, "=Taxes must rise."),
        ("c2", "anna", 1.0, "Tax the rich."),
        ("c3", "anna", -1.0, "Rather not."),
        ("c4", "bek", -2.0, "Taxes hurt."),
        ("c5", "bek", -1.0, "They do."),
        ("c6-2", "bek", 1.0, "Fine."),
    ]
    assert found.n == (8, 4, 2)


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_a_weight_chooses_who_is_kept_and_moves_no_position(tmp_path, engine, ending) -> None:
    pytest.importorskip(engine)
    pytest.importorskip("pyarrow")
    rows = [("anna", 1, 1), ("anna", 1, 2), ("bek", -1, 4), ("bek", 1, 0), ("cem", 1, -9)]
    table = pd.DataFrame(rows, columns=["speaker", "score", "printed"]).assign(topic="tax")
    path = str(tmp_path / f"said.{ending}")
    if ending == "jsonl":
        table.to_json(path, orient="records", lines=True)
    else:
        table.to_csv(path, index=False) if ending == "csv" else table.to_parquet(path)
    found = most_spoken([path], engine=engine, weight="Printed", bounds=Bounds(experts=1))
    told = found.rows[["expert", "stance"]].itertuples(index=False, name=None)
    assert list(told) == [("bek", -1.0), ("bek", 1.0)]  # 4 weigh more than 1 + 2
    assert "weight" not in found.rows
    both = most_spoken([path], engine=engine, weight="printed")
    assert sorted(both.rows["expert"].unique()) == ["anna", "bek"]  # less than nothing is nothing


def test_a_cell_of_several_topics_counts_for_each_and_only_the_kept_ones_stay(tmp_path) -> None:
    path = tmp_path / "said.csv"
    path.write_text(
        "id,expert,topic,stance\n1,anna,tax; rail,1;-1\n2,anna,tax,1\n3,bek,rail|tax|roads,1\n"
    )
    found = kept(str(path), topics=1)
    assert found.rows.to_numpy().tolist() == [
        ["1", "anna", "tax", 1.0],
        ["2", "anna", "tax", 1.0],
        ["3", "bek", "tax", 1.0],
    ]
    assert (found.n, found.n_kept) == ((3, 2, 3), (3, 2, 1))


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
def test_what_is_now_a_list_and_now_a_text_is_read_alike(tmp_path, engine) -> None:
    pytest.importorskip(engine)
    path = tmp_path / "said.jsonl"
    path.write_text(
        '{"expert": "anna", "topic": "tax", "stance": 1}\n'
        '{"expert": "bek", "topic": ["tax", "rail"], "stance": "-1"}\n'
    )
    found = most_spoken([str(path)], engine=engine)
    assert found.rows.to_numpy().tolist() == [
        ["anna", "tax", 1.0],
        ["bek", "tax", -1.0],
        ["bek", "rail", -1.0],
    ]


def test_a_question_names_the_table_and_column_and_its_answer_works(tmp_path) -> None:
    path, page = tmp_path / "said.csv", tmp_path / "page.html"
    path.write_text("Sprecherin/Sprecher,topic,stance\nanna; bek,tax,1\ncem,tax,-1\n")
    kept_of = most_spoken([str(path)], engine="pandas", said={"sprecherin/sprecher": "expert"})
    with pytest.raises(QuestionError) as asked:
        study_of(kept_of, "page", [str(path)], Bounds(), Wishes())
    assert asked.value.asked.where == 'said.csv › column "Sprecherin/Sprecher"'
    values = [answer.value for answer in asked.value.answers]
    assert values == ["Sprecherin/Sprecher=experts", "Sprecherin/Sprecher=expert"]
    for value, experts in zip(values, (3, 2), strict=True):
        said = ["bulk", str(path), "-o", str(page), "--engine", "pandas", f"--map={value}"]
        done = CliRunner().invoke(app, said)
        assert done.exit_code == 0, done.output
        wishes = wishes_of(value)
        kept_of = most_spoken([str(path)], engine="pandas", said=wishes.columns)
        study = study_of(kept_of, "page", [str(path)], Bounds(), wishes)
        assert len(study.experts) == experts


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
def test_rows_that_lack_something_do_not_count_and_outer_blanks_make_nobody_else(
    tmp_path, engine
) -> None:
    pytest.importorskip(engine)
    lines = [
        '{"expert": "anna", "topic": "tax", "stance": 2}',
        '{"expert": "anna ", "topic": " tax", "stance": -1.5}',
        '{"expert": "bek", "topic": null, "stance": 1}',
        '{"expert": null, "topic": "tax", "stance": 1}',
        '{"expert": "cem", "topic": "tax", "stance": null}',
    ]
    (tmp_path / "said.jsonl").write_text("\n".join(lines))
    found = most_spoken([str(tmp_path / "said.jsonl")], engine=engine, bounds=Bounds(experts=1))
    assert found.rows.to_numpy().tolist() == [["anna", "tax", -1.5], ["anna", "tax", 2.0]]
    assert found.n == found.n_kept == (2, 1, 1)


def test_what_is_kept_whole_gives_the_numbers_of_the_table_itself(tmp_path) -> None:
    path = tmp_path / "said.csv"
    ALL[ALL["speaker"] != "unknown"].to_csv(path, index=False)
    study = study_of(kept(str(path)), "said", [str(path)], Bounds(), Wishes())
    found, plain = study.analyse(), Study.open(path).analyse()
    assert len(plain.positions) == 5
    for name in ("positions", "agreement", "contested"):
        pd.testing.assert_frame_equal(getattr(found, name), getattr(plain, name))
    assert "part-kept" not in {problem.code for problem in study.problems}


def test_a_scale_reaches_as_far_as_the_whole_table_goes(tmp_path) -> None:
    rows = [("a", "tax", n) for n in (-1, 1, 1)] + [("b", "tax", 0), ("c", "rail", -3)]
    path = tmp_path / "said.csv"
    pd.DataFrame(rows, columns=["expert", "topic", "score"]).to_csv(path, index=False)
    study = study_of(kept(str(path), topics=1), "said", [str(path)], Bounds(), Wishes())
    assert (min(study.codebook.scale.scores), max(study.codebook.scale.scores)) == (-3, 1)


def test_a_page_says_what_was_left_out_and_names_the_tables(table, tmp_path) -> None:
    arguments = ["bulk", table, "-o", str(tmp_path / "out"), "--engine", "pandas", "--topics", "1"]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    told = (
        "of 8 coded statements by 4 experts on 2 topics, 6 coded statements are kept, "
        "by the 3 experts on the 1 topic with most"
    )
    assert told in done.output
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert told in page
    assert "said.csv" in page
    assert f"stance export {tmp_path}/out/statements.csv" in done.output
    assert len(pd.read_csv(tmp_path / "out" / "statements.csv")) == 6


def test_what_stands_beside_the_table_says_which_column_is_which(tmp_path) -> None:
    rows = ALL.rename(columns={"speaker": "whose", "score": "number of sides"})
    rows.to_csv(tmp_path / "said.csv", index=False)
    (tmp_path / "stance.toml").write_text('map = "whose=expert,number of sides=stance"\n')
    page = tmp_path / "page.html"
    done = CliRunner().invoke(
        app, ["bulk", str(tmp_path / "said.csv"), "-o", str(page), "--engine", "pandas"]
    )
    assert done.exit_code == 0, done.output
    assert page.exists()


def test_a_file_of_another_kind_is_not_made_a_folder(table, tmp_path) -> None:
    output = tmp_path / "page.pdf"
    done = CliRunner().invoke(app, ["bulk", table, "-o", str(output), "--engine", "pandas"])
    assert isinstance(done.exception, UsageError)
    assert not output.exists()


def test_a_page_alone_is_the_same_in_every_run(table, tmp_path) -> None:
    pages = []
    for name in ("one", "two"):
        page = tmp_path / name / "page.html"
        done = CliRunner().invoke(app, ["bulk", table, "-o", str(page), "--engine", "pandas"])
        assert done.exit_code == 0, done.output
        pages.append(page.read_bytes())
    assert pages[0] == pages[1]
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["page.html"]


def test_what_cannot_be_used_is_told(table, tmp_path) -> None:
    (tmp_path / "no.csv").write_text("who,about,said\na,b,c\n")
    (tmp_path / "empty.csv").write_text("expert,topic,stance\n,tax,for\nanna,none,for\n")
    (tmp_path / "codes.csv").write_text("topic,stance\ntax,for\n")
    (tmp_path / "list.jsonl").write_text("[1, 2]\n")
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(b'{"expert": "anna"}')[:-9])
    for tables, codes, said, error, message in (
        ([table], [str(tmp_path / "codes.csv")], {}, DataError, "no column is claim_id"),
        ([str(tmp_path / "no.csv")], [], {}, DataError, "--map HEADER=stance"),
        ([str(tmp_path / "empty.csv")], [], {}, DataError, "no row has an expert"),
        ([str(tmp_path / "list.jsonl")], [], {}, DataError, "should be an object"),
        ([str(tmp_path / "cut.jsonl.gz")], [], {}, DataError, "ended before"),
    ):
        with pytest.raises(error, match=message):
            most_spoken(tables, codes, "pandas", said=said)
    with pytest.raises(UsageError, match='no table has a column "loudness" to be the weight'):
        most_spoken([table], engine="pandas", weight="loudness")
    with pytest.raises(UsageError, match='"anna" alone has 3 statements'):
        kept(table, statements=2)


@pytest.mark.parametrize(
    ("name", "engine", "said"),
    [
        ("said.csv.bz2", "duckdb", "unpacks .gz and .zst, not .bz2"),
        ("said.csv.zst", "pandas", "unpacks .gz and .bz2, not .zst"),
        ("said.xlsx.gz", "pandas", "must all be .parquet or all .csv or all .jsonl"),
    ],
)
def test_a_packing_that_the_engine_does_not_know_is_named(name, engine, said) -> None:
    pytest.importorskip(engine)
    with pytest.raises(UsageError, match=said):
        most_spoken([name], engine=engine)
