"""History: complete from the first answer on, and what each version of the codebook changed."""

import csv
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from stance.cli.app import app
from stance.exchange.importing import import_files
from stance.study.adjudicating import adjudicate_study
from stance.study.assigning import Plan
from stance.study.codebook_history import record_codebook, replayed_codebook, versions
from stance.study.csv_folder import read_csv_folder, write_study
from stance.study.issuing import assign_study, update_study
from stance.study.receiving import receive
from stance.study.whole_history import take_stock
from stance.workbook.reading import read
from tests.sample import find, put

TABLES = {
    "topics.csv": "topic,label,proposition,includes\n"
    "trade,Trade,Trade will grow.,all goods\nroad,Roads,Build roads.,\n",
    "experts.csv": "expert_id,name\nanna,Anna Example\n",
    "claims.csv": "claim_id,expert_id,paraphrase\nc1,anna,One.\nc2,anna,Two.\nc3,anna,Three.\n",
    "ana.csv": "claim_id,topic,stance,note\nc1,trade,for,sure of it\nc2,road,against,\n",
    "ben.csv": "claim_id,topic,stance,note\nc1,trade,against,\nc3,none,,\n",
}
#: Two spellings of one answer: annotators choose a topic by its label.
IDS = {"Trade": "trade", "Roads": "road"}
ANSWERS = ("topic", "stance", "confidence", "note")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    tables = tmp_path / "tables"
    tables.mkdir()
    for name, text in TABLES.items():
        (tables / name).write_text(text, encoding="utf-8")
    write_study(tmp_path / "study", read_csv_folder(tables, "Tiny"))
    return tmp_path / "study"


def by_id(answer: list[str]) -> list[str]:
    return [IDS.get(text, text) for text in answer]


def typed(book: Path) -> dict[str, list[str]]:
    """What stands in the cells of the first answer of each claim, as openpyxl reads them."""
    sheet = openpyxl.load_workbook(book)["Claims"]
    header, *rows = (["" if v is None else str(v) for v in row] for row in sheet.values)
    at = [header.index(name) for name in ("claim_id", *ANSWERS)]
    found = ([row[i] for i in at] for row in rows)
    return {claim_id: by_id(answer) for claim_id, *answer in found if any(answer)}


def gone_through(folder: Path, annotator: str) -> dict[str, list[str]]:
    """What the lines of the history say one after another, read by nothing of ours."""
    found: dict[str, list[str]] = {}
    with (folder / "history.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["annotator"] == annotator and row["answer"] == "1":
                found[row["claim_id"]] = by_id([row[name] for name in ANSWERS])
    return {claim_id: answer for claim_id, answer in found.items() if any(answer)}


def as_made(study: Path) -> None:
    pass


def changed_by_hand(study: Path) -> None:
    put(study / "ana.xlsx", find(study / "ana.xlsx", "c3", "topic"), "road")
    put(study / "ana.xlsx", find(study / "ana.xlsx", "c3", "stance"), "strongly for")
    put(study / "ben.xlsx", find(study / "ben.xlsx", "c1", "stance"), "mixed")
    take_stock(study)


def withdrawn_in_a_copy(study: Path) -> None:
    assign_study(study, ["ana", "ben"], Plan(2, 1.0, 1))
    copy = study.parent / "ana.xlsx"
    copy.write_bytes((study / "ana.xlsx").read_bytes())
    for column in ANSWERS:
        put(copy, find(copy, "c2", column), None)
    receive(study, [copy])


def with_another_codebook(study: Path) -> None:
    put(study / "study.xlsx", "C2", "Trade will shrink.", sheet="Topics")
    update_study(study)


def with_decisions(study: Path) -> None:
    adjudicate_study(study)
    decided = study / "adjudicated.xlsx"
    put(decided, find(decided, "c1", "topic"), "trade")
    put(decided, find(decided, "c1", "stance"), "for")
    adjudicate_study(study)


@pytest.mark.parametrize(
    "work",
    [as_made, changed_by_hand, withdrawn_in_a_copy, with_another_codebook, with_decisions],
    ids=lambda work: work.__name__.replace("_", " "),
)
def test_gone_through_from_its_first_line_the_history_gives_every_answer(
    study: Path, work: Callable[[Path], None]
) -> None:
    work(study)
    for name in ("ana", "ben"):
        assert gone_through(study, name) == typed(study / f"{name}.xlsx")
    if (study / "adjudicated.xlsx").exists():
        assert gone_through(study, "adjudicator") == typed(study / "adjudicated.xlsx")
    again = take_stock(study)
    assert (again.n_new, again.unlike) == (0, ())


def test_the_first_answers_name_no_cell_of_the_table_that_they_were_read_from(study: Path) -> None:
    with (study / "history.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["file"] for row in rows} == {"ana.xlsx", "ben.xlsx"}
    assert {row["cell"] for row in rows} == {""}


def test_the_history_of_a_study_from_another_program_begins_with_its_codes(tmp_path: Path) -> None:
    file = tmp_path / "labels.jsonl"
    file.write_text('{"text": "Trade grows.", "label": [[0, 5, "trade"]]}\n', encoding="utf-8")
    import_files([file], tmp_path / "study")
    (book,) = (f for f in (tmp_path / "study").glob("*.xlsx") if f.name != "study.xlsx")
    assert gone_through(tmp_path / "study", book.stem) == typed(book) != {}


def test_the_codebooks_history_gives_every_cell_of_the_codebook(study: Path) -> None:
    put(study / "study.xlsx", "D3", "bridges", sheet="Topics")
    update_study(study)
    cells = replayed_codebook(versions(study))
    book = openpyxl.load_workbook(study / "study.xlsx")
    for sheet, key in (("Topics", "topic"), ("Scale", "stance")):
        header, *rows = (["" if v is None else str(v) for v in r] for r in book[sheet].values)
        for place, row in enumerate((r for r in rows if r[0] != "none"), start=1):
            named = {"topic": "id"} if sheet == "Topics" else {"stance": "label"}
            for column, text in zip(header, row, strict=True):
                assert cells.get((sheet, row[0], named.get(column, column)), "") == text
            assert cells[sheet, row[0], "place"] == str(place)
        assert header[0] == key
    settings = dict(list(row)[:2] for row in book["Settings"].values)
    for name in ("title", "topic_slots", "neutral", "tolerance", "rules"):
        assert cells.get(("Settings", name, "value"), "") == (settings[name] or "")


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "waiting", "others"),
    [
        ("Topics", "C2", "Trade will shrink.", {"ana": ("c1",), "ben": ("c1",)}, {}),
        ("Topics", "D2", "services too", {}, {"ana": ("c1",), "ben": ("c1",)}),
        ("Topics", "F3", "for: build it", {}, {"ana": ("c2",)}),
        ("Topics", "B2", "Commerce", {}, {}),
        ("Topics", "G2", "export", {}, {}),
        ("Scale", "B3", "-1.5", {"ana": ("c2",), "ben": ("c1",)}, {}),
        ("Scale", "D5", "Supports it.", {}, {"ana": ("c1",)}),
    ],
)
def test_a_version_names_whose_answers_wait_and_whose_are_worth_a_look(
    study: Path,
    sheet: str,
    cell: str,
    value: str,
    waiting: dict[str, tuple[str, ...]],
    others: dict[str, tuple[str, ...]],
) -> None:
    put(study / "study.xlsx", cell, value, sheet=sheet)
    (_, none), (version, concerned) = take_stock(study).versions
    assert none == ()
    assert version.number == 2
    assert {c.annotator: c.waiting for c in concerned if c.waiting} == waiting
    assert {c.annotator: c.others for c in concerned if c.others} == others


def test_the_same_codebook_is_no_new_version_and_two_of_one_second_are_two(study: Path) -> None:
    now = dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC)
    assert record_codebook(study, read(study / "study.xlsx"), "ann", now) == ()
    for text in ("Trade will shrink.", "Trade will stay."):
        put(study / "study.xlsx", "C2", text, sheet="Topics")
        record_codebook(study, read(study / "study.xlsx"), "ann", now)
    assert [(v.number, v.author) for v in versions(study)[1:]] == [(2, "ann"), (3, "ann")]
    assert versions(study)[2].changes[0].was == "Trade will shrink."


def test_the_command_says_what_changed_and_who_looks_again(study: Path) -> None:
    put(study / "study.xlsx", "C2", "Trade will shrink.", sheet="Topics")
    put(study / "study.xlsx", "D2", None, sheet="Topics")
    put(study / "study.xlsx", "E3", "rails", sheet="Topics")
    said = CliRunner().invoke(app, ["history", str(study)]).stdout.splitlines()
    assert said[0].startswith("version 1, 20")
    assert said[1] == "  2 topics, 6 stances"
    assert said[3:] == [
        '  topic trade, proposition: "Trade will grow." is now "Trade will shrink."',
        '  topic road, excludes: now "rails"',
        '  topic trade, includes: no longer "all goods"',
        "  to be looked at again by ana: 1 claim (c1)",
        "  worth another look by ana: 1 claim (c2)",
        "  to be looked at again by ben: 1 claim (c1)",
        "ana has still to look again at 1 claim (c1)",
        "ben has still to look again at 1 claim (c1)",
        "4 answers in history.csv",
    ]


def test_a_damaged_history_of_the_codebook_is_told_by_name(study: Path) -> None:
    file = study / "codebook-history.csv"
    file.write_text("version\n1\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["history", str(study)])
    assert "codebook-history.csv" in str(done.exception)


@pytest.mark.parametrize(
    ("length", "coded", "shown", "named"),
    [
        (70, 5, "x" * 70, "5 claims (c1, c2, c3, c4, c5)"),
        (71, 6, "x" * 70 + "…", "6 claims (c1, c2, c3, c4, c5 and 1 more)"),
    ],
)
def test_long_cells_are_cut_and_many_claims_counted(
    tmp_path: Path, length: int, coded: int, shown: str, named: str
) -> None:
    ids = [f"c{n}" for n in range(1, coded + 1)]
    tables = TABLES | {
        "claims.csv": "claim_id,expert_id,paraphrase\n" + "".join(f"{i},anna,{i}.\n" for i in ids),
        "ana.csv": "claim_id,topic,stance\n" + "".join(f"{i},trade,for\n" for i in ids),
    }
    (tmp_path / "tables").mkdir()
    for name in ("topics.csv", "experts.csv", "claims.csv", "ana.csv"):
        (tmp_path / "tables" / name).write_text(tables[name], encoding="utf-8")
    write_study(tmp_path / "study", read_csv_folder(tmp_path / "tables"))
    put(tmp_path / "study" / "study.xlsx", "C2", "x" * length, sheet="Topics")
    said = CliRunner().invoke(app, ["history", str(tmp_path / "study")]).stdout
    assert f'is now "{shown}"\n' in said
    assert f"to be looked at again by ana: {named}\n" in said


def test_the_history_in_json_has_versions_and_whom_they_concern(study: Path) -> None:
    put(study / "study.xlsx", "C2", "Trade will shrink.", sheet="Topics")
    found = json.loads(CliRunner().invoke(app, ["history", str(study), "--json"]).stdout)
    assert [version["number"] for version in found["versions"]] == [1, 2]
    assert found["versions"][1]["concerned"] == [
        {"annotator": "ana", "waiting": ["c1"], "others": []},
        {"annotator": "ben", "waiting": ["c1"], "others": []},
    ]
    assert found["waiting"] == {"ana": ["c1"], "ben": ["c1"]}
    assert (found["n_answers"], found["unlike"]) == (4, [])
