"""The analyst's yes and no: asked on a sheet, taken into the list of experts."""

from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from stance.cli.app import app
from stance.core.contracts import CLAIMS, EXPERTS
from stance.core.errors import DataError
from stance.names import apply_answers, doubtful_experts
from stance.names.frames import NAME_ANSWERS
from stance.workbook.name_sheet import read_name_sheet, write_name_sheet
from stance.workbook.writing import write
from tests.workbook_material import content

EXPERT_ROWS = EXPERTS.check(
    EXPERTS.complete(
        pd.DataFrame(
            [
                ("l", "A. Lukashenko", "", "President", ""),
                ("al", "Alexander Lukashenko", "Lukashenka", "", ""),
                ("alu", "Aliaksandr Lukashenka", "", "", "Belarus"),
                ("ex", "Anna Example", "", "", ""),
            ],
            columns=["expert_id", "name", "aliases", "role", "country"],
        )
    )
)
CLAIM_ROWS = CLAIMS.build(
    [
        {"claim_id": "c1", "expert_id": "l", "source_id": "a", "speaker": "A. Lukashenko"},
        {"claim_id": "c2", "expert_id": "al", "source_id": "b", "speaker": "he"},
        {"claim_id": "c3", "expert_id": "ex", "source_id": "b", "speaker": ""},
    ]
)


def answers(*given: tuple[str, str, str]) -> pd.DataFrame:
    return NAME_ANSWERS.build([{"same": s, "expert_a": a, "expert_b": b} for s, a, b in given])


def test_experts_who_may_be_one_are_listed_with_the_evidence() -> None:
    pairs = doubtful_experts(EXPERT_ROWS, CLAIM_ROWS)
    found = {frozenset(p) for p in pairs[["expert_a", "expert_b"]].to_numpy().tolist()}
    assert found == {frozenset(("l", "al")), frozenset(("l", "alu")), frozenset(("al", "alu"))}
    assert pairs["similarity"].is_monotonic_decreasing
    assert set(pairs["same"]) == {""}


def test_what_a_source_calls_an_expert_may_be_another_s_name() -> None:
    claims = CLAIM_ROWS.assign(speaker=["A. Lukashenko", "he", "Aleksander Lukashenko"])
    pairs = doubtful_experts(EXPERT_ROWS.iloc[[1, 3]], claims)
    assert pairs[["expert_a", "expert_b"]].to_numpy().tolist() == [["al", "ex"]]


def test_answers_given_before_are_carried_over_whichever_way_round() -> None:
    pairs = doubtful_experts(EXPERT_ROWS, CLAIM_ROWS, answers(("no", "al", "l")))
    said = {frozenset((r.expert_a, r.expert_b)): r.same for r in pairs.itertuples()}
    assert said[frozenset(("l", "al"))] == "no"
    assert said[frozenset(("al", "alu"))] == ""


def test_a_yes_makes_one_expert_whose_aliases_hold_every_spelling() -> None:
    given = answers(("yes", "l", "al"), ("yes", "al", "alu"))
    applied = apply_answers(EXPERT_ROWS, CLAIM_ROWS, given)
    assert applied.experts["expert_id"].tolist() == ["al", "ex"]  # the fuller name stays
    assert applied.experts["aliases"].tolist() == [
        "Lukashenka; Aliaksandr Lukashenka; A. Lukashenko",
        "",
    ]
    assert applied.experts[["role", "country"]].iloc[0].tolist() == ["President", "Belarus"]
    assert applied.claims["expert_id"].tolist() == ["al", "al", "ex"]
    merged = (("Alexander Lukashenko", ("Aliaksandr Lukashenka", "A. Lukashenko")),)
    assert applied.merged == merged


def test_a_no_and_no_answer_change_nothing() -> None:
    given = answers(("no", "l", "al"), ("", "al", "alu"))
    applied = apply_answers(EXPERT_ROWS, CLAIM_ROWS, given)
    assert applied.experts.equals(EXPERT_ROWS)
    assert applied.claims.equals(CLAIM_ROWS)
    assert applied.merged == ()


def test_a_no_that_other_answers_contradict_stops_the_work() -> None:
    given = answers(("yes", "l", "al"), ("yes", "al", "alu"), ("no", "l", "alu"))
    with pytest.raises(DataError) as caught:
        apply_answers(EXPERT_ROWS, CLAIM_ROWS, given)
    assert [p.code for p in caught.value.problems] == ["contradicting-answers"]


def test_a_contradiction_names_the_answers_that_it_follows_from() -> None:
    given = answers(("yes", "l", "al"), ("yes", "al", "alu"), ("no", "l", "alu")).assign(
        name_a=["A. L.", "Alex", "A. L."], name_b=["Alex", "Aliaksandr", "Aliaksandr"]
    )
    with pytest.raises(DataError) as caught:
        apply_answers(EXPERT_ROWS, CLAIM_ROWS, given)
    message = caught.value.problems[0].message
    assert '"A. L." and "Alex", for "Alex" and "Aliaksandr"' in message


def test_the_same_answers_may_be_handed_in_again_with_more() -> None:
    pairs = doubtful_experts(EXPERT_ROWS, CLAIM_ROWS)
    one = {frozenset(("l", "al"))}
    said = [frozenset((r.expert_a, r.expert_b)) for r in pairs.itertuples()]
    first = pairs.assign(same=["yes" if pair in one else "" for pair in said])
    once = apply_answers(EXPERT_ROWS, CLAIM_ROWS, first)
    again = apply_answers(once.experts, once.claims, first)
    assert again.merged == ()
    assert again.experts.equals(once.experts)
    assert again.claims.equals(once.claims)
    more = apply_answers(once.experts, once.claims, pairs.assign(same="yes"))
    assert more.experts["expert_id"].tolist() == ["al", "ex"]
    with pytest.raises(DataError, match="an earlier answer made them one person"):
        apply_answers(once.experts, once.claims, first.assign(same="no"))


def test_a_short_name_that_becomes_an_alias_is_told() -> None:
    notes = apply_answers(EXPERT_ROWS, CLAIM_ROWS, answers(("yes", "l", "al"))).shortened()
    assert [(note.code, note.value) for note in notes] == [("spellings-joined", "A. Lukashenko")]
    full = apply_answers(EXPERT_ROWS, CLAIM_ROWS, answers(("yes", "al", "alu")))
    assert full.shortened() == []


def test_a_name_that_two_experts_bear_is_told_once_and_asked_with_their_ids(
    tmp_path: Path,
) -> None:
    rows = [("full", "Ana Kovač"), ("k1", "Kovač"), ("k2", "Kovač")]
    experts = EXPERTS.build([{"expert_id": i, "name": name} for i, name in rows])
    claims = CLAIMS.build([{"claim_id": "c1", "expert_id": "k1", "source_id": "a", "claim": "No."}])
    study = tmp_path / "study"
    write(study / "study.xlsx", content(name="study.xlsx", experts=experts, claims=claims))
    said = CliRunner().invoke(app, ["names", str(study), "-o", str(tmp_path / "sheet.xlsx")])
    assert "Kovač (k1) = Kovač (k2)?" in said.stdout
    assert "Ana Kovač = Kovač (k1)?" in said.stdout
    applied = apply_answers(experts, claims, answers(("yes", "full", "k1"), ("yes", "k1", "k2")))
    assert applied.merged == (("Ana Kovač", ("Kovač",)),)
    assert len(applied.shortened()) == 1


def test_the_sheet_shows_what_each_expert_says() -> None:
    claims = CLAIM_ROWS.assign(claim=["It is so. " * 40, "", ""], key_phrase=["", "a key", ""])
    pairs = doubtful_experts(EXPERT_ROWS, claims).set_index(["expert_a", "expert_b"])
    row = pairs.loc[("l", "al")]
    assert row["says_a"].startswith("It is so. It is so.")
    assert len(row["says_a"]) <= 150
    assert row["says_b"] == "a key"


def test_an_answer_about_someone_unknown_stops_the_work() -> None:
    with pytest.raises(DataError) as caught:
        apply_answers(EXPERT_ROWS, CLAIM_ROWS, answers(("yes", "l", "gone"), ("no", "x", "l")))
    assert [(p.code, p.value) for p in caught.value.problems] == [
        ("unknown-expert", "x"),
        ("unknown-expert", "gone"),
    ]


def test_the_sheet_comes_back_as_it_was_written(tmp_path: Path) -> None:
    pairs = doubtful_experts(EXPERT_ROWS, CLAIM_ROWS)
    pairs["same"] = ["yes", "no", ""]
    write_name_sheet(tmp_path / "names.xlsx", pairs)
    back = read_name_sheet(tmp_path / "names.xlsx")
    shown = [name for name in NAME_ANSWERS.names if name != "similarity"]
    assert back[shown].equals(pairs[shown])


def test_the_same_pairs_give_the_same_bytes_and_no_text_becomes_a_formula(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    pairs = answers(("", "=1+1", "@b"))
    for name in ("one.xlsx", "two.xlsx"):
        write_name_sheet(tmp_path / name, pairs)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    cells = [c for row in load_workbook(tmp_path / "one.xlsx")["Names"] for c in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert "=1+1" in [cell.value for cell in cells]


def test_a_csv_with_semicolons_and_other_cases_is_read(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("Same person;Expert A;Expert B\n YES ;l;al\nN;al;ex\n;l;ex\n", "utf-8-sig")
    assert read_name_sheet(path)["same"].tolist() == ["yes", "no", ""]


def test_yes_and_no_are_understood_as_in_the_workbooks_and_in_russian(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("same,expert_a,expert_b\nДа,l,al\nнет,al,ex\nTRUE,l,ex\n0,l,alu\n", "utf-8")
    assert read_name_sheet(path)["same"].tolist() == ["yes", "no", "yes", "no"]


def test_each_row_of_the_sheet_is_as_high_as_its_words(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    pairs = answers(("", "l", "al"), ("", "l", "ex")).assign(evidence=["word " * 40, "short"])
    write_name_sheet(tmp_path / "names.xlsx", pairs)
    heights = load_workbook(tmp_path / "names.xlsx")["Names"].row_dimensions
    one_line = 15  # points; not written where it is the usual height
    assert heights[2].height >= 4 * one_line
    assert (heights[3].height or one_line) == one_line


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("same,expert_a,expert_b\nperhaps,l,al\nja,al,ex\n", ["unknown-answer"] * 2),
        ("same,expert_a,expert_b\nyes,l,al\nno,al,l\n", ["contradicting-answers"]),
        ("same,expert_a\nyes,l\n", ["missing-column"]),
        ("", ["unreadable-file"]),
    ],
)
def test_a_sheet_that_cannot_be_used_says_why(tmp_path: Path, text: str, codes: list[str]) -> None:
    path = tmp_path / "names.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_name_sheet(path)
    assert [p.code for p in caught.value.problems] == codes


def study(folder: Path) -> Path:
    """A study of two claims by one person under two spellings, made with stance from-csv."""
    tables = folder / "tables"
    tables.mkdir()
    (tables / "topics.csv").write_text("id,label,proposition\nt,T,It is so.\n", "utf-8")
    (tables / "experts.csv").write_text(
        "expert_id,name\nf,Farkhod Tolipov\ng,Farhad Tolipov\n", "utf-8"
    )
    (tables / "claims.csv").write_text(
        "claim_id,expert_id,source_id,claim\nc1,f,a,One.\nc2,g,b,Two.\n", "utf-8"
    )
    (tables / "sources.csv").write_text("source_id,title\na,A\nb,B\n", "utf-8")
    (tables / "coder.csv").write_text("claim_id,topic,stance\nc1,t,for\nc2,t,against\n", "utf-8")
    made = CliRunner().invoke(app, ["from-csv", str(tables), "-o", str(folder / "s")])
    assert made.exit_code == 0, made.output
    return folder / "s"


def test_the_command_asks_takes_the_answers_and_then_has_nothing_to_ask(tmp_path: Path) -> None:
    from stance.study.combining import combine
    from stance.study.folder import read_study

    folder, sheet = study(tmp_path), tmp_path / "names.xlsx"
    run = CliRunner().invoke
    asked = run(app, ["names", str(folder), "-o", str(sheet)])
    assert "Farkhod Tolipov = Farhad Tolipov?" in asked.output
    write_name_sheet(sheet, read_name_sheet(sheet).assign(same="yes"))
    assert "[yes]" in run(app, ["names", str(folder), "-o", str(sheet)]).output
    taken = run(app, ["names", str(folder), "--apply", str(sheet)])
    assert taken.exit_code == 0, taken.output
    content = combine(read_study(folder))
    assert content.experts[["expert_id", "aliases"]].to_numpy().tolist() == [
        ["f", "Farhad Tolipov"]
    ]
    assert content.claims["expert_id"].tolist() == ["f", "f"]
    assert len(content.annotations) == 2
    again = run(app, ["names", str(folder), "-o", str(tmp_path / "none.xlsx")])
    assert "no two of the 1 experts seem to be one person" in again.output
    assert not (tmp_path / "none.xlsx").exists()


def test_a_no_is_not_forgotten_and_changes_nothing(tmp_path: Path) -> None:
    folder, sheet = study(tmp_path), tmp_path / "names.xlsx"
    before = (folder / "study.xlsx").read_bytes()
    run = CliRunner().invoke
    run(app, ["names", str(folder), "-o", str(sheet)])
    write_name_sheet(sheet, read_name_sheet(sheet).assign(same="no"))
    said = run(app, ["names", str(folder), "--apply", str(sheet)]).output
    assert "nothing was changed" in said
    assert (folder / "study.xlsx").read_bytes() == before


def three(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    names = ["expert_id", "name", "aliases", "role"]
    return EXPERTS.check(EXPERTS.complete(pd.DataFrame(rows, columns=names)))


def test_of_two_named_alike_the_one_listed_first_stays_and_keeps_its_facts() -> None:
    listed = three(
        ("two", "Ana Kovac", "A. K.; Ana Kovač", "minister"),
        ("one", "Ana Kovač", "", "writer"),
        ("ex", "Anna Example", "", ""),
    )
    claims = CLAIMS.build([{"claim_id": "c1", "expert_id": "gone"}])
    applied = apply_answers(listed, claims, answers(("yes", "one", "two")))
    assert applied.experts[["expert_id", "aliases", "role"]].to_numpy().tolist() == [
        ["two", "A. K.; Ana Kovač", "minister"],
        ["ex", "", ""],
    ]
    assert applied.claims["expert_id"].tolist() == ["gone"]
    assert applied.merged == (("Ana Kovac", ("Ana Kovač",)),)


def test_yes_for_two_pairs_makes_two_experts() -> None:
    names = ("Ana Kovač", "Ana Kovac", "Ivan Petrov", "Iwan Petrov")
    listed = three(*((f"e{n}", name, "", "") for n, name in enumerate(names)))
    applied = apply_answers(listed, CLAIM_ROWS, answers(("yes", "e0", "e1"), ("yes", "e3", "e2")))
    assert applied.experts["expert_id"].tolist() == ["e0", "e2"]
    assert applied.merged == (("Ana Kovač", ("Ana Kovac",)), ("Ivan Petrov", ("Iwan Petrov",)))


def test_an_earlier_answer_about_a_name_that_two_bear_is_about_no_one_known() -> None:
    listed = three(("a", "Ana Kovač", "Kovač", ""), ("b", "Iva Kovač", "Kovač", ""))
    given = answers(("yes", "k", "a")).assign(name_a="Kovač", name_b="Ana Kovač")
    with pytest.raises(DataError) as caught:
        apply_answers(listed, CLAIM_ROWS, given)
    assert [p.value for p in caught.value.problems] == ["k"]


def test_a_contradiction_tells_which_two_and_what_to_do() -> None:
    names = [("a", "Ana Kovač"), ("b", "Ana Kovac"), ("c", "A. Kovač"), ("d", "Ivan"), ("e", "Iv")]
    listed = three(*((i, name, "", "") for i, name in names))
    called = dict(names)
    given = answers(("yes", "a", "b"), ("yes", "b", "c"), ("yes", "d", "e"), ("no", "c", "a"))
    given = given.assign(name_a=given["expert_a"].map(called), name_b=given["expert_b"].map(called))
    with pytest.raises(DataError) as caught:
        apply_answers(listed, CLAIM_ROWS, given)
    assert [(p.message, p.hint, p.value) for p in caught.value.problems] == [
        (
            '"A. Kovač" and "Ana Kovač" are answered "no", but one person by the "yes" for '
            '"Ana Kovač" and "Ana Kovac", for "Ana Kovac" and "A. Kovač"',
            "correct one of these answers",
            "no",
        )
    ]


def test_what_is_asked_shows_the_first_claim_with_words_of_experts_listed() -> None:
    listed = three(("a", "Ana Kovač", "", ""), ("b", "A. Kovač", "", ""))
    rows = [("a", "", ""), ("a", "", "a key"), ("a", "Later.", ""), ("b", "First.", "key")]
    claims = CLAIMS.build(
        [
            {"claim_id": str(n), "expert_id": i, "source_id": "s", "claim": c, "key_phrase": k}
            for n, (i, c, k) in enumerate([*rows, ("gone", "Else.", "")])
        ]
    )
    asked = doubtful_experts(listed, claims).to_dict("records")
    assert [(r["expert_a"], r["expert_b"], r["says_a"], r["says_b"]) for r in asked] == [
        ("a", "b", "a key", "First.")
    ]
    assert [(r["sources_a"], r["sources_b"]) for r in asked] == [("s", "s")]
