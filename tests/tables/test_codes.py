"""Tables of codes in every shape give the same codes, and the same digits."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stance.core.errors import DataError, QuestionError, UsageError
from stance.reliability import Codes, Measured, Measurement, Sampling, summarise
from stance.tables.wishes import Wishes, listed_in, wishes_of
from stance.workbook.codes import CodeList, is_code_list, read_code_lists
from tests.agreement_data import kappa_tables, long_table, published, ratings_of
from tests.plain_tables import table

SHAPES = ("long", "wide", "sideways", "headerless", "sav")
SETS = published() | kappa_tables()
#: Items beyond which a set is not laid on its side.
WIDEST = 200


def written(folder: Path, ratings: list[list[float | str | None]], shape: str) -> Path:
    """The ratings, items by raters, as a table of that shape."""
    rows = [
        ["" if v is None else f"{v:g}" if isinstance(v, float | int) else v for v in row]
        for row in ratings
    ]
    if shape == "long":
        path = folder / "long.csv"
        long_table(ratings).to_csv(path, index=False)
        return path
    if shape == "sav":
        pyreadstat = pytest.importorskip("pyreadstat")
        import pandas as pd

        names = [f"coder{number}" for number in range(1, len(ratings[0]) + 1)]
        frame = pd.DataFrame(ratings, columns=names)
        path = folder / "wide.sav"
        pyreadstat.write_sav(frame, str(path))
        return path
    path = folder / f"{shape}.csv"
    if shape == "sideways":
        items = [f"item-{n}" for n in range(len(rows))]
        raters = ([f"annotator-{n}", *codes] for n, codes in enumerate(zip(*rows, strict=True)))
        rows = [["rater", *items], *raters]
    elif shape == "headerless":
        rows = [[cell or "NA" for cell in row] for row in rows]
    else:
        head = ["item", *(f"coder{number}" for number in range(1, len(rows[0]) + 1))]
        rows = [head, *([str(n), *row] for n, row in enumerate(rows, start=1))]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def digits(listed: CodeList, level: str) -> dict[str, float | None]:
    codes = Codes.from_frame(listed.frame, listed.labels)
    measured = Measured("label", codes, Measurement(level, listed.numbers))  # type: ignore[arg-type]  # a level
    summary = summarise(measured, Sampling(resamples=100, seed=1), 0.2)
    return {c.name: c.estimate.value for c in summary.coefficients}


@pytest.mark.parametrize("name", sorted(SETS))
@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
def test_published_sets_give_the_same_digits_in_every_shape(
    tmp_path: Path, name: str, level: str
) -> None:
    ratings = ratings_of(SETS[name])
    if len(ratings) > WIDEST and level != "nominal":
        pytest.skip("large, and its shapes are held by its nominal values")
    if level != "nominal" and any(isinstance(code, str) for row in ratings for code in row):
        pytest.skip("words have no order")
    found = {}
    for shape in SHAPES:
        if shape == "sideways" and len(ratings) > WIDEST:
            continue
        path = written(tmp_path, ratings, shape)
        (listed,) = read_code_lists(path, level).values()  # type: ignore[arg-type]  # a level
        found[shape] = digits(listed, level)
    assert found["wide"] == found["long"]
    assert found.get("sideways", found["long"]) == found["long"]
    if not any(isinstance(code, str) for row in ratings for code in row):
        assert found["headerless"] == found["long"]
    assert found["sav"] == found["long"]
    if printed := SETS[name].get("kappa") if level == "nominal" else None:
        assert f"{found['long']['cohen_kappa']:.{len(printed) - 2}f}" == printed


CODES = st.one_of(st.none(), st.integers(-3, 3))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    ratings=st.integers(2, 4).flatmap(
        lambda raters: st.lists(
            st.lists(CODES, min_size=raters, max_size=raters), min_size=2, max_size=8
        )
    )
)
def test_wide_and_long_hold_the_same_codes(
    tmp_path: Path, ratings: list[list[float | None]]
) -> None:
    wide = {
        (str(i), f"coder{j}"): f"{value:g}"
        for i, row in enumerate(ratings, start=1)
        for j, value in enumerate(row, start=1)
        if value is not None
    }
    by_coder = [{row[j] for row in ratings} - {None} for j in range(len(ratings[0]))]
    if sum(any(a & b for b in by_coder if b is not a) for a in by_coder) < len(by_coder):
        return  # columns without a common code may be anything
    (listed,) = read_code_lists(written(tmp_path, ratings, "wide"), "nominal").values()
    got = {(r.item, r.annotator): r.label for r in listed.frame.itertuples(index=False)}
    assert got == wide


def only(path: Path, wishes: Wishes | None = None) -> CodeList:
    (listed,) = read_code_lists(path, "nominal", wishes=wishes).values()
    return listed


@pytest.mark.parametrize(
    ("text", "items", "annotators"),
    [
        ("item,coder1,coder2\n1,a,a\n2,b,a\n", ["1", "2"], ["coder1", "coder2"]),
        ("item,Anna,Bek,Chol\n1,a,b,a\n2,a,a,b\n", ["1", "2"], ["Anna", "Bek", "Chol"]),
        ("film,ann,ben\nx,1,2\ny,2,2\n", ["x", "y"], ["ann", "ben"]),
        ("coder1,coder2\na,a\nb,a\n", ["1", "2"], ["coder1", "coder2"]),
        ("1,1\n0,0\n1,0\n", ["1", "2", "3"], ["coder 1", "coder 2"]),
        ("1,1,NA\n2,2,3\n", ["1", "2"], ["coder 1", "coder 2", "coder 3"]),
        ("1,0,0\n2,1,1\n3,1,0\n4,0,0\n", ["1", "2", "3", "4"], ["coder 1", "coder 2"]),
        (
            "id;text;r1;r2\n7;a claim of many more words;1;1\n8;another that is as long;2;1\n",
            ["7", "8"],
            ["r1", "r2"],
        ),
        ("item,timestamp,r1,r2\n1,9,a,a\n2,9,b,a\n", ["1", "2"], ["r1", "r2"]),
    ],
)
def test_one_column_a_coder(
    tmp_path: Path, text: str, items: list[str], annotators: list[str]
) -> None:
    path = table(tmp_path, text)
    listed = only(path)
    assert list(dict.fromkeys(listed.frame["item"])) == items
    assert list(dict.fromkeys(listed.frame["annotator"])) == annotators
    assert any("one column a coder" in note for note in listed.notes)
    assert is_code_list(path, Wishes())


def test_the_speaker_is_not_taken_for_the_coder(tmp_path: Path) -> None:
    text = "claim_id,expert,coder,topic,stance\nc1,Berg,ana,tax,for\nc1,Berg,ben,tax,against\n"
    path = table(tmp_path, text)
    assert set(only(path).frame["annotator"]) == {"ana", "ben"}
    assert not is_code_list(path, Wishes())


def test_each_coded_variable_is_one_measure(tmp_path: Path) -> None:
    text = "post_id,coder_id,type,populist\n1,1,photo,0\n1,2,photo,1\n2,1,link,0\n2,2,link,0\n"
    found = read_code_lists(table(tmp_path, text), "nominal")
    assert list(found) == ["type", "populist"]
    assert found["type"].labels == ("link", "photo")
    assert found["populist"].frame["label"].tolist() == ["0", "1", "0", "0"]


def test_a_map_says_which_column_is_which(tmp_path: Path) -> None:
    path = table(tmp_path, "thing,who,what\nx,a,1\nx,b,1\ny,a,2\ny,b,1\n")
    with pytest.raises(DataError, match="--map"):
        only(path, wishes_of("thing=ignore,who=ignore"))
    listed = only(path, wishes_of("thing=item,who=annotator,what=label"))
    assert len(listed.frame) == 4


@pytest.mark.parametrize(
    ("labels", "numbers"),
    [
        (["1,000", "1000", "500"], ["500", "1000"]),
        (["1,000,000", "2"], ["2", "1000000"]),
        (["2,5", "3"], ["2.5", "3"]),
        (["0,500", "1"], ["0.5", "1"]),
    ],
)
def test_a_comma_parts_thousands_or_decimals_as_the_column_shows(
    tmp_path: Path, labels: list[str], numbers: list[str]
) -> None:
    rows = "".join(f'{n},a,"{label}"\n' for n, label in enumerate(labels))
    path = table(tmp_path, f"item,annotator,label\n{rows}")
    (listed,) = read_code_lists(path, "ratio").values()
    assert list(listed.labels) == numbers


def test_a_comma_with_two_readings_is_told_cell_by_cell(tmp_path: Path) -> None:
    path = table(tmp_path, 'item,annotator,label\n1,a,"1,000"\n1,b,"2,5"\n')
    with pytest.raises(DataError, match='"1,000" is no number'):
        read_code_lists(path, "ratio")


def test_levels_may_hold_commas(tmp_path: Path) -> None:
    path = table(tmp_path, 'item,annotator,label\n1,a,"Agree, a bit"\n1,b,Disagree\n')
    levels = listed_in('Disagree,"Agree, a bit"')
    (listed,) = read_code_lists(path, "ordinal", levels).values()
    assert listed.labels == ("Disagree", "Agree, a bit")


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("a,b", ["a", "b"]),
        ("a;b", ["a", "b"]),
        ('"a, b",c', ["a, b", "c"]),
        ("a;b,c", ["a;b", "c"]),
        ('a, "b, c"', ["a", "b, c"]),
        (" a , b ", ["a", "b"]),
        ("a", ["a"]),
        ("", []),
        (",", []),
    ],
)
def test_a_list_has_commas_or_semicolons_between(text: str, entries: list[str]) -> None:
    assert listed_in(text) == entries


@pytest.mark.parametrize(("one", "other"), [("1", "1.0"), ("7", "007"), ("a", "A")])
def test_items_that_look_like_one_are_told(tmp_path: Path, one: str, other: str) -> None:
    path = table(tmp_path, f"item,annotator,label\n{one},x,p\n{other},y,p\n")
    listed = only(path)
    assert listed.frame["item"].tolist() == [one, other]
    assert any("differ" in note for note in listed.notes)


def test_value_labels_of_spss_stand_in_their_order(tmp_path: Path) -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    import pandas as pd

    frame = pd.DataFrame({"r1": [1.0, 2.0, 3.0], "r2": [1.0, 3.0, None]})
    labels = {1: "never", 2: "at times", 3: "always"}
    path = tmp_path / "t.sav"
    pyreadstat.write_sav(frame, str(path), variable_value_labels={"r1": labels, "r2": labels})
    (listed,) = read_code_lists(path, "ordinal").values()
    assert listed.labels == ("never", "at times", "always")
    assert len(listed.frame) == 5
    (listed,) = read_code_lists(path, "nominal").values()
    assert listed.labels == ("always", "at times", "never")


def test_words_of_a_csv_still_need_their_order(tmp_path: Path) -> None:
    path = table(tmp_path, "item,r1,r2\n1,low,low\n2,high,low\n")
    with pytest.raises(UsageError):
        read_code_lists(path, "ordinal")


def test_columns_that_may_or_may_not_be_coders_are_asked_for(tmp_path: Path) -> None:
    text = "item,year,size,x,y\n" + "".join(
        f"{n},{2000 + n},{n * 7},{n % 2},{n % 3 % 2}\n" for n in range(30)
    )
    path = table(tmp_path, text)
    with pytest.raises(QuestionError) as caught:
        only(path)
    (answer,) = caught.value.answers
    assert answer.value == "x=annotator,y=annotator"
    listed = only(path, wishes_of(answer.value))
    assert set(listed.frame["annotator"]) == {"x", "y"}


def of_rows(path: Path) -> CodeList:
    return only(path, Wishes(coders="rows"))


SIX = "1,2,1,3,1,2", "1,2,1,3,2,2", "1,2,1,1,1,2"
ITEMS = [f"{n}" for n in range(1, 7)]


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("rater,1,2,3,4,5,6", ("Ana", "Ben", "Cleo")),
        ("coder,a,b,c,d,e,f", ("Ana", "Ben", "Cleo")),
        (",a,b,c,d,e,f", ("R1", "R2", "R3")),
        ("who,Item 1,Item 2,Item 3,Item 4,Item 5,Item 6", ("x", "y", "z")),
        ("Timestamp,Your name,I like tea,Or so,Tax,War,Sea,Sun", ("9,Ana", "9,Ben", "9,Cleo")),
    ],
)
def test_a_table_on_its_side_is_read_where_it_names_coders_or_items(
    tmp_path: Path, header: str, names: tuple[str, ...]
) -> None:
    lines = [f"{name},{codes}" for name, codes in zip(names, SIX, strict=True)]
    listed = only(table(tmp_path, "\n".join([header, *lines]) + "\n"))
    coders = [name.removeprefix("9,") for name in names]
    assert list(dict.fromkeys(listed.frame["annotator"])) == coders
    assert list(dict.fromkeys(listed.frame["item"])) == header.split(",")[-6:]
    by_item = zip(*(codes.split(",") for codes in SIX), strict=True)
    assert listed.frame["label"].tolist() == [code for codes in by_item for code in codes]
    assert any("one row a coder" in note for note in listed.notes)


@pytest.mark.parametrize(
    "text",
    [
        ",1,2,3,4,5,6\nAna,1,2,1,3,1,2\nBen,1,2,1,3,2,2\nCleo,1,2,1,1,1,2\n",
        "\n".join(
            [",".join(f"ratings.{n}" for n in range(1, 41)), *[",".join("12" * 20)] * 4],
        ),
        "\n".join([",".join("1223" * 10)] * 3),
    ],
    ids=["columns with numbers", "many more columns than rows", "no header"],
)
def test_a_table_that_may_lie_on_its_side_is_asked_about_and_read_as_answered(
    tmp_path: Path, text: str
) -> None:
    path = table(tmp_path, text)
    rows = text.strip().count("\n")
    with pytest.raises(QuestionError) as caught:
        only(path)
    assert [(a.option, a.value) for a in caught.value.answers] == [
        ("--coders", "rows"),
        ("--coders", "columns"),
    ]
    assert is_code_list(path, Wishes())
    in_rows, in_columns = (only(path, Wishes(coders=way)).frame for way in ("rows", "columns"))
    assert in_rows["annotator"].nunique() in (rows, rows + 1)
    assert in_rows["annotator"].nunique() == in_columns["item"].nunique()
    assert in_rows["item"].nunique() == in_columns["annotator"].nunique()
    assert sorted(in_rows["label"]) == sorted(in_columns["label"])


@pytest.mark.parametrize(
    ("columns", "rows", "asked"), [(10, 3, False), (11, 3, True), (12, 4, False), (13, 4, True)]
)
def test_three_columns_for_a_row_and_ten_in_all_are_coders(
    tmp_path: Path, columns: int, rows: int, asked: bool
) -> None:
    lines = [
        ",".join(f"{n}-{r}" if n < 0 else f"v{n % 2}" for n in range(columns)) for r in range(rows)
    ]
    header = ",".join(f"ann{n}x" for n in range(columns))
    path = table(tmp_path, "\n".join([header, *lines]) + "\n")
    if asked:
        with pytest.raises(QuestionError):
            only(path)
    else:
        assert only(path).frame["annotator"].nunique() == columns


def test_coders_in_columns_can_be_said_of_a_table_that_names_items(tmp_path: Path) -> None:
    path = table(tmp_path, "Item 1,Item 2\na,a\nb,a\n")
    assert only(path).frame["annotator"].tolist() == ["coder 1", "coder 2"] * 2
    said = only(path, Wishes(coders="columns"))
    assert set(said.frame["annotator"]) == {"Item 1", "Item 2"}


def test_what_was_said_of_the_coders_is_kept_beside_the_table(tmp_path: Path) -> None:
    path = table(tmp_path, "\n".join([",".join("1223" * 10)] * 3))
    table(tmp_path, 'coders = "rows"\n', "stance.toml")
    assert only(path).frame["annotator"].nunique() == 3
    table(tmp_path, 'coders = "both"\n', "stance.toml")
    with pytest.raises(DataError, match="rows or columns"):
        only(path)


def test_columns_for_each_claim_of_a_form_are_its_topic_and_stance(tmp_path: Path) -> None:
    header = "Timestamp,Email Address,Claim 1: topic,Claim 1: stance,Claim 2: topic,Claim 2: stance"
    rows = ["9,a@b.c,Tax,for,War,against", "9,d@e.f,Tax,against,Tax,for"]
    path = table(tmp_path, "\n".join([header, *rows]) + "\n")
    found = read_code_lists(path, "nominal")
    assert list(found) == ["topic", "stance"]
    got = found["stance"].frame.apply(tuple, axis=1).tolist()
    assert got == [
        ("Claim 1", "a@b.c", "for"),
        ("Claim 1", "d@e.f", "against"),
        ("Claim 2", "a@b.c", "against"),
        ("Claim 2", "d@e.f", "for"),
    ]
    assert found["topic"].frame["label"].tolist() == ["Tax", "Tax", "War", "Tax"]


@pytest.mark.parametrize(
    ("header", "codes", "asked"),
    [
        ("economy,health,defence", ["1,0,0", "0,1,0", "0,0,1", "1,0,0"], True),
        ("economy,health,defence", ["x,,", ",x,", ",,x", "x,,"], True),
        ("urban,married", ["yes,no", "no,yes", "yes,yes", "no,no"], True),
        ("Ana,Ben", ["yes,yes", "no,no", "yes,no", "no,no"], False),
        ("Ana,Ben,Cleo", ["1,1,1", "0,0,0", "1,1,0", "0,0,0"], False),
        ("coder1,coder2", ["yes,no", "no,yes", "yes,yes", "no,no"], False),
        ("Ana,Ben", ["a,b", "b,a", "a,a", "b,b"], False),
    ],
)
def test_columns_of_yes_and_no_that_agree_by_chance_are_asked_about(
    tmp_path: Path, header: str, codes: list[str], asked: bool
) -> None:
    lines = [f"{n},{row}" for n, row in enumerate(codes, start=1)]
    path = table(tmp_path, "\n".join([f"item,{header}", *lines]) + "\n")
    if not asked:
        assert list(dict.fromkeys(only(path).frame["annotator"])) == header.split(",")
        return
    with pytest.raises(QuestionError) as caught:
        only(path)
    (answer,) = caught.value.answers
    assert answer.value == ",".join(f"{name}=annotator" for name in header.split(","))
    assert only(path, wishes_of(answer.value)).frame["annotator"].nunique() == len(
        header.split(",")
    )
    assert is_code_list(path, Wishes())


def test_days_and_hours_are_no_codes(tmp_path: Path) -> None:
    text = "item,begun,ended,x,y\n1,2020-01-01,2020-01-01,a,a\n2,2020-01-01,2020-01-02,b,a\n"
    assert set(only(table(tmp_path, text)).frame["annotator"]) == {"x", "y"}


def test_a_table_that_is_neither_of_codes_nor_of_claims_is_told_what_codes_need(
    tmp_path: Path,
) -> None:
    path = table(tmp_path, "Col1\na\nb\n")
    assert is_code_list(path, Wishes())
    with pytest.raises(DataError, match='"annotator" is missing'):
        only(path)


def test_two_columns_of_one_header_are_two_coders(tmp_path: Path) -> None:
    listed = only(table(tmp_path, "item,coder,coder\n1,a,b\n2,b,b\n3,a,a\n"))
    assert list(dict.fromkeys(listed.frame["annotator"])) == ["coder", "coder (2)"]
    assert len(listed.frame) == 6


@pytest.mark.parametrize(
    "header",
    [
        "unit_id,JF_stance,JF_topic,WvA_stance,WvA_topic",
        "unit_id,stance: JF,topic: JF,stance: WvA,topic: WvA",
    ],
)
def test_columns_of_each_coder_for_each_variable_are_measured_apart(
    tmp_path: Path, header: str
) -> None:
    rows = ["1,pro,EU,pro,EU", "2,con,EU,con,Tax", "3,pro,Tax,con,Tax"]
    path = table(tmp_path, "\n".join([header, *rows]) + "\n")
    found = read_code_lists(path, "nominal")
    assert list(found) == ["stance", "topic"]
    assert found["stance"].frame["label"].tolist() == ["pro", "pro", "con", "con", "pro", "con"]
    assert [name.lower() for name in found["topic"].frame["annotator"][:2]] == ["jf", "wva"]


def test_rows_that_name_what_they_code_are_measured_apart(tmp_path: Path) -> None:
    rows = ["a1,K1,tone,1", "a1,K2,tone,0", "a1,K1,frame,econ", "a1,K2,frame,moral"]
    text = "\n".join(["doc,coder,variable,value", *rows]) + "\n"
    found = read_code_lists(table(tmp_path, text), "nominal")
    assert {name: listed.frame["label"].tolist() for name, listed in found.items()} == {
        "tone": ["1", "0"],
        "frame": ["econ", "moral"],
    }


def test_counts_of_coders_for_each_code_are_asked_about(tmp_path: Path) -> None:
    path = table(tmp_path, "item,A,B,C\n1,0,0,14\n2,0,2,12\n3,3,5,6\n")
    with pytest.raises(QuestionError, match="add up to 14") as caught:
        only(path)
    assert "--coders" in str(caught.value)
    assert only(path, Wishes(coders="columns")).frame["annotator"].nunique() == 3


def test_a_coder_is_known_by_initials(tmp_path: Path) -> None:
    path = table(tmp_path, "unit,coder initials,code\n1,AB,x\n1,CD,y\n2,AB,x\n2,CD,x\n")
    assert set(only(path).frame["annotator"]) == {"AB", "CD"}


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        (["1,1", "2,99", "99,2"], True),
        (["1,1", "2,98", "99,2"], True),
        (["1,1", "19,99"], True),
        (["1,1", "20,99"], False),
        (["1,1", "2,96"], False),
        (["1,1", "99,1"], False),
        (["1,for", "2,99"], True),
    ],
)
def test_a_number_that_often_stands_for_no_answer_counts_and_is_told(
    tmp_path: Path, codes: list[str], told: bool
) -> None:
    rows = [f"{number},{row}" for number, row in enumerate(codes, start=1)]
    path = table(tmp_path, "\n".join(["item,coder 1,coder 2", *rows]) + "\n")
    (found,) = read_code_lists(path, "nominal").values()
    assert any("if it stands for no answer" in note for note in found.notes) == told
    assert found.frame["label"].isin(["99", "98", "96"]).any()
