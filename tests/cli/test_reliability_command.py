"""The command ``stance reliability``."""

import contextlib
import io
import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from stance.cli import main
from tests.agreement_data import long_table, published, ratings_of
from tests.sample import SAMPLE


@dataclass
class Done:
    returncode: int
    stdout: str
    stderr: str


def run(*arguments: str | Path) -> Done:
    out, err = io.StringIO(), io.StringIO()
    command = ["stance", "reliability", *map(str, arguments)]
    with (
        mock.patch.object(sys, "argv", command),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as left,
    ):
        main()
    return Done(int(left.value.code or 0), out.getvalue(), err.getvalue())


def table(folder: Path, text: str) -> Path:
    path = folder / "codes.csv"
    path.write_text(text, encoding="utf-8")
    return path


def as_json(*arguments: str | Path) -> dict[str, Any]:
    done = run(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def test_krippendorffs_example_from_a_plain_table_with_numbers_as_text(tmp_path: Path) -> None:
    """Krippendorff (2011), C: 12 units, 4 observers, 40 pairable codes; ordinal 0.815."""
    ratings = ratings_of(published()["krippendorff2011_C_4obs_12units"])
    frame = long_table(ratings).rename(
        columns={"item": "Unit", "annotator": "Observer", "label": "Value"}
    )
    path = tmp_path / "codes.csv"
    frame.to_csv(path, index=False)
    found = as_json(path, "--level", "ordinal")
    assert (found["n_items"], found["n_annotators"], found["n_pairable_codes"]) == (12, 4, 40)
    alpha = found["coefficients"]["krippendorff_alpha"]
    assert alpha["value"] == pytest.approx(0.815, abs=0.0005)
    assert alpha["ci"][0] < alpha["value"] < alpha["ci"][1]
    assert alpha["reason"] == ""
    assert found["coefficients"]["cohen_kappa"]["value"] is None
    assert "4; see each pair" in found["coefficients"]["cohen_kappa"]["reason"]


def test_words_need_their_order_for_an_ordinal_level(tmp_path: Path) -> None:
    path = table(tmp_path, "item,rater,rating\n1,a,low\n1,b,mid\n2,a,high\n2,b,high\n3,a,low\n")
    done = run(path, "--level", "ordinal")
    assert done.returncode == 2
    assert "--levels" in done.stderr
    ordered = as_json(path, "--level", "ordinal", "--levels", "low,mid,high")
    assert ordered["labels"] == ["low", "mid", "high"]


def test_every_cell_that_is_no_level_is_named(tmp_path: Path) -> None:
    path = table(tmp_path, "item;coder;code\n1;a;x\n1;b;y\n2;a;zz\n2;b;x\n3;a;q\n")
    done = run(path, "--level", "nominal", "--levels", "x,y")
    assert done.returncode == 1
    assert 'codes.csv › C4: "zz" is not among the levels' in done.stderr
    assert "C6" in done.stderr


def test_not_coded_is_an_empty_cell_or_a_mark_among_numbers(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "item,coder,code\n1,a,1\n1,b,1\n2,a,\u22122\n2,b,NA\n3,a,1\n3,b,\n4,a,1.0\n4,b,2\n",
    )
    found = as_json(path, "--level", "nominal")
    assert found["labels"] == ["-2", "1", "2"]
    assert found["n_codes"] == 6
    assert found["n_pairable_codes"] == 4


def test_none_is_a_label_among_words(tmp_path: Path) -> None:
    path = table(tmp_path, "item,coder,code\n1,a,None\n1,b,NA\n2,a,N/A\n2,b,null\n")
    assert as_json(path, "--level", "nominal")["labels"] == ["N/A", "NA", "None", "null"]


def test_a_table_without_the_columns_says_which_are_missing(tmp_path: Path) -> None:
    done = run(table(tmp_path, "item,weight\n1,2\n"), "--level", "nominal")
    assert done.returncode == 1
    assert '"annotator" is missing' in done.stderr
    assert '"label" is missing' in done.stderr


def test_a_table_with_nothing_in_it_has_reasons(tmp_path: Path) -> None:
    found = as_json(table(tmp_path, "item,annotator,label\n"), "--level", "interval")
    assert found["coefficients"]["krippendorff_alpha"]["reason"] == "there are no codes"


def test_a_column_id_is_the_item_only_where_no_other_column_is(tmp_path: Path) -> None:
    rows = "id,unit,coder,value\n1,u1,a,x\n2,u1,b,x\n3,u2,a,y\n4,u2,b,y\n"
    assert as_json(table(tmp_path, rows), "--level", "nominal")["n_items"] == 2
    rows = "id,coder,value\n1,a,x\n1,b,x\n2,a,y\n2,b,y\n"
    assert as_json(table(tmp_path, rows), "--level", "nominal")["n_items"] == 2


def test_of_three_columns_the_unknown_one_is_what_is_left(tmp_path: Path) -> None:
    rows = "film,critic,rating\nf1,ann,2\nf1,ben,2\nf2,ann,1\n"
    path = table(tmp_path, rows.replace("critic", "rater"))
    assert as_json(path, "--level", "interval")["n_items"] == 2
    assert run(table(tmp_path, rows), "--level", "interval").returncode == 1


def test_an_annotator_who_contradicts_himself_is_named(tmp_path: Path) -> None:
    rows = "item,annotator,label\n0,a,1\n0,a,2\n0,b,1\n1,a,2\n1,b,2\n2,a,1\n2,b,1\n2,a,1\n"
    notes = as_json(table(tmp_path, rows), "--level", "nominal")["notes"]
    assert notes == [
        "1 repeated codes counted once: a on 2",
        "1 items left out for an annotator who gave them two labels: a on 0",
    ]


def test_a_ratio_scale_has_no_negative_values(tmp_path: Path) -> None:
    path = table(tmp_path, "item,annotator,label\n1,a,-1\n1,b,2\n")
    assert run(path, "--level", "ratio").returncode == 2


@pytest.mark.parametrize("by", ["annotator", "pair", "category"])
def test_alpha_is_shown_by_annotator_pair_and_category(tmp_path: Path, by: str) -> None:
    rows = "item,annotator,label\n1,ann,x\n1,ben,x\n2,ann,y\n2,ben,y\n3,ann,x\n3,ben,y\n"
    done = run(table(tmp_path, rows), "--level", "nominal", "--by", by)
    assert done.returncode == 0
    assert f"Alpha by {by}" in done.stdout


def test_a_study_is_measured_in_every_way_and_planned_for() -> None:
    found = as_json(SAMPLE, "--by", "topic")
    assert list(found["measures"]) == [
        "topic",
        "topics",
        "stance",
        "clear stance",
        "topic and stance",
    ]
    assert found["n_annotators"] == 3
    assert found["coefficients"] == found["measures"]["topic"]["coefficients"]
    assert found["plan"]["width"] == 0.2
    assert {row["measure"] for row in found["groups"]} == {"topic", "stance"}


def test_the_text_says_sizes_values_and_what_more_it_takes() -> None:
    done = run(SAMPLE, "--width", "0.05")
    assert "85 of them coded by two or more of 3 annotators" in done.stdout
    assert "krippendorff_alpha" in done.stdout
    assert "more items coded by two or more annotators" in done.stdout


def test_the_model_stands_beside_the_majority(tmp_path: Path) -> None:
    rows = "1,a,x\n1,b,x\n1,c,x\n2,a,y\n2,b,y\n2,c,x\n3,a,y\n3,b,y\n3,c,y\n4,a,x\n4,b,y\n"
    path = table(tmp_path, f"item,annotator,label\n{rows}")
    model = as_json(path, "--level", "nominal", "--dawid-skene")["dawid_skene"]["label"]
    assert model["converged"]
    assert [item["majority"] for item in model["items"]] == ["x", "y", "y", ""]
    assert {row["label"]: row["votes"] for row in model["shares"]}["y"] == pytest.approx(13 / 24)
    said = run(path, "--level", "nominal", "--dawid-skene").stdout
    assert "votes  majority  model" in said
    assert "4: majority –, model" in said


def test_a_sentence_says_what_the_codes_allow_to_conclude(tmp_path: Path) -> None:
    said = run(SAMPLE).stdout
    assert "Krippendorff's alpha 0.95: enough for firm conclusions (.80), its whole" in said
    assert "Krippendorff's alpha 0.83: enough for firm conclusions (.80), though" in said
    pairs = {"low": "abba", "one": "aaaa"}
    words = {"low": "too low to conclude from these codes", "one": "alpha: none;"}
    for name, labels in pairs.items():
        rows = [
            f"{n},x,{first}\n{n},y,{second}"
            for n, (first, second) in enumerate(
                zip("aabb" if name == "low" else "aaaa", labels, strict=True)
            )
        ]
        path = table(tmp_path, "item,annotator,label\n" + "\n".join(rows) + "\n")
        assert words[name] in run(path, "--level", "nominal").stdout


def test_a_study_that_nobody_coded_is_told_so_once(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    shutil.copy(SAMPLE / "study.xlsx", tmp_path / "new")
    assert run(tmp_path / "new").stdout == "Nothing can be compared: there are no codes.\n"
    found = as_json(tmp_path / "new")
    reasons = {c["reason"] for m in found["measures"].values() for c in m["coefficients"].values()}
    assert reasons == {"there are no codes"}


def test_what_holds_for_all_coefficients_is_told_once(tmp_path: Path) -> None:
    agreed = run(table(tmp_path, "item,rater,code\n1,a,x\n1,b,x\n2,a,y\n2,b,y\n")).stdout
    assert agreed.count("the annotators agree throughout") == 1
    once = run(table(tmp_path, "item,rater,code\n1,a,x\n2,b,x\n")).stdout
    assert once.count("no item was coded by two annotators") == 1


def test_a_study_shows_alpha_by_article_before_alpha_by_item() -> None:
    said = run(SAMPLE).stdout
    stance = said.split("\nstance: ")[1].split("\n\n")[0]
    first, second = "by article, -0.030 to 0.985: ", "by item, 0.689 to 0.914: "
    assert f"95 % {first}the same annotators on other articles." in stance
    assert f"95 % {second}the same annotators on other items of the same articles." in stance
    assert stance.index(first) < stance.index(second)
    assert "warning: 5 articles are few (under 10)" in stance
    row = next(line for line in stance.splitlines() if line.startswith("  krippendorff_alpha "))
    assert row.split()[3:9] == ["-0.030", "to", "0.985", "0.689", "to", "0.914"]
    found = as_json(SAMPLE)["measures"]["stance"]
    assert found["n_articles"] == 5
    alpha = found["coefficients"]["krippendorff_alpha"]
    assert alpha["ci_by_article"] == pytest.approx([-0.030, 0.985], abs=5e-4)
    assert alpha["ci"] == pytest.approx([0.689, 0.914], abs=5e-4)
    assert found["verdict"] == "firm but unsure"
    assert found["plan_by_article"]["n_more_articles"] > 5


@pytest.mark.parametrize(("articles", "warned"), [(9, True), (10, False)])
def test_a_plain_table_may_name_its_articles(tmp_path: Path, articles: int, warned: bool) -> None:
    rows = "".join(
        f"{n},ann,{'xy'[n % 2]},t{n % articles}\n{n},ben,{'xyy'[n % 3]},t{n % articles}\n"
        for n in range(60)
    )
    path = table(tmp_path, f"item,rater,code,article\n{rows}")
    assert as_json(path)["n_articles"] == articles
    said = run(path).stdout
    assert "95 % by article, " in said
    assert (f"warning: {articles} articles are few" in said) == warned


def test_a_plain_table_without_articles_says_of_what_its_interval_speaks(tmp_path: Path) -> None:
    rows = "1,a,x\n1,b,x\n2,a,y\n2,b,y\n3,a,x\n3,b,y\n4,a,x\n4,b,x\n5,a,y\n5,b,y\n"
    said = run(table(tmp_path, f"item,rater,code\n{rows}")).stdout
    assert "95 % by article: none; no item names its article" in said
    assert "the same annotators on other items like these." in said
    assert "bar is .67" in said


def test_an_item_in_two_articles_is_named_by_its_cell(tmp_path: Path) -> None:
    done = run(table(tmp_path, "item,rater,code,article\n1,a,x,A\n1,b,x,B\n2,a,y,A\n2,b,y,A\n"))
    assert done.returncode == 1
    assert 'codes.csv › D3: item "1" stands in two articles, "A" and "B"' in done.stderr
    once = table(tmp_path, "item,rater,code,article\n1,a,x,\n1,b,x,A\n2,a,y,B\n2,b,y,\n3,b,y,\n")
    assert as_json(once)["n_articles"] == 2  # an item is where any of its rows says


@pytest.mark.parametrize(
    "odd", ["YES", "Yes", " yes ", "ｙｅｓ", "y\u200bes", "yе\u0073"], ids=lambda odd: ascii(odd)
)
def test_spellings_of_one_label_are_one_label(tmp_path: Path, odd: str) -> None:
    path = table(
        tmp_path, f"item,annotator,label\na,x,{odd}\na,y,yes\nb,x,yes\nb,y,yes\nc,x,no\nc,y,no\n"
    )
    found = as_json(path)
    assert found["labels"] == ["no", "yes"]
    assert found["coefficients"]["krippendorff_alpha"]["value"] == 1


def test_the_spelling_that_most_used_is_shown_and_the_other_is_told(tmp_path: Path) -> None:
    rows = "a,x,Yes\na,y,yes\nb,x, yes \nb,y,yes\nc,x,no\nc,y,no\n"
    path = table(tmp_path, f"item,annotator,label\n{rows}")
    assert as_json(path)["notes"] == [
        '"Yes" read as "yes"; --levels that list both keep them apart'
    ]
    apart = as_json(path, "--levels", "no,Yes,yes")
    assert apart["labels"] == ["no", "Yes", "yes"]
    assert apart["coefficients"]["krippendorff_alpha"]["value"] < 1
    listed = as_json(path, "--levels", "NO,YES")
    assert (listed["labels"], listed["notes"]) == (["NO", "YES"], [])


def test_items_and_annotators_that_differ_in_spelling_only_are_told_but_not_joined(
    tmp_path: Path,
) -> None:
    rows = "a,Ann,x\na,ben,x\nA,ann,y\nA,ben,y\nb,Ann,x\nb,ben,y\n"
    found = as_json(table(tmp_path, f"item,annotator,label\n{rows}"))
    assert (found["n_items"], found["n_annotators"]) == (3, 3)
    assert found["notes"][:2] == [
        '"a" and "A" differ in spelling only, and count as two items',
        '"Ann" and "ann" differ in spelling only, and count as two annotators',
    ]


def test_an_annotator_is_constant_only_where_all_codes_that_count_are_alike(
    tmp_path: Path,
) -> None:
    """Of the items that both coded a has one value, of all not: Cohen has none, Conger (pa - pe).

    pa = 1/2; a gives x to 3 of 4 items and y to 1, b gives x to 1 of 2 and y to 1: pe = 1/2·3/4 +
    1/2·1/4 = 1/2, so Conger's kappa is 0; Cohen's looks at the two items that both coded.
    """
    path = table(tmp_path, "item,rater,code\n1,a,x\n1,b,x\n2,a,x\n2,b,y\n3,a,x\n4,a,y\n")
    found = as_json(path)["coefficients"]
    assert found["conger_kappa"]["value"] == pytest.approx(0)
    assert found["conger_kappa"]["reason"] != found["cohen_kappa"]["reason"]
    assert found["cohen_kappa"]["reason"].startswith(
        "a used one value only on the items that both coded"
    )
    rows = "0,a,3\n1,b,4\n2,a,3\n3,a,3\n4,a,1\n5,a,3\n5,b,4\n6,a,3\n7,a,3\n7,b,3\n"
    more = as_json(table(tmp_path, f"item,rater,code\n{rows}"))["coefficients"]
    assert more["conger_kappa"]["value"] == pytest.approx((1 / 2 - 2 / 7) / (1 - 2 / 7))
    constant = table(tmp_path, "item,rater,code\n1,a,x\n1,b,x\n2,a,x\n2,b,y\n3,a,x\n4,b,y\n")
    assert as_json(constant)["coefficients"]["conger_kappa"]["reason"].startswith(
        "a used one value only, so"
    )


def test_a_study_is_compared_by_source_month_and_beside_decisions(tmp_path: Path) -> None:
    study = Path(shutil.copytree(SAMPLE, tmp_path / SAMPLE.name))
    raw = tmp_path / "raw.csv"
    found = as_json(study, "--by", "source", "--table", raw)
    groups = {(row["measure"], row["group"]) for row in found["groups"]}
    assert ("stance", "cabar-2022") in groups
    assert {measure for measure, _ in groups} == {"topic", "stance"}
    assert "cut beforehand" in found["unitizing"]["reason"]
    assert {"holsti", "lotus", "lotus_standardised"} <= set(found["coefficients"])
    header, first, *_ = raw.read_text(encoding="utf-8").splitlines()
    assert header == "measure,item,coder-a,coder-b,coder-c"
    assert first == "topic,c001,outside-obstruction,outside-obstruction,"
    assert {row["group"] for row in as_json(study, "--by", "month")["groups"]} == {
        *("2021-12", "2022-01", "2022-11", "2024-08")
    }
    assert "groups" not in as_json(study, "--by", "adjudicator")  # nobody has decided


def test_a_plain_table_has_no_months(tmp_path: Path) -> None:
    path = table(tmp_path, "item,annotator,label\n1,a,x\n1,b,x\n")
    done = run(path, "--level", "nominal", "--by", "month")
    assert done.returncode == 2
    assert "a plain table has no month" in done.stderr
