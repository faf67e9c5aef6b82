"""Workbooks sent back and taken into the study: whose they are, what they change, what is told."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from stance.core import contracts as frames
from stance.core.errors import DataError
from stance.study.assigning import Plan
from stance.study.checking import check
from stance.study.folder import annotators_of
from stance.study.history import answers_by_key, record, replayed
from stance.study.issuing import assign_study, update_study
from stance.study.merging import merge_files
from stance.study.receiving import receive
from stance.workbook.reading import read
from stance.workbook.writing import write
from tests.coded_workbook import SIX_CLAIMS, spots
from tests.sorted_workbook import (
    FOURTEEN,
    ISSUED_STANCE,
    ISSUED_TOPIC,
    STANCE,
    STANCES,
    coded,
    sort,
)
from tests.workbook_material import content

LOOK_AGAIN = "your answer was given on the earlier words; please look again"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study of fourteen claims, all of them issued to Ana, who has answered none."""
    write(tmp_path / "study" / "study.xlsx", content(name="study.xlsx", claims=FOURTEEN))
    assign_study(tmp_path / "study", ["ana"], Plan(1))
    return tmp_path / "study"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


def fill(path: Path, **cells: str | None) -> Path:
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book["Claims"][cell] = value
    book.save(path)
    return path


def as_csv(path: Path, original: Path) -> Path:
    """Save the sheet of claims as a spreadsheet program does."""
    rows = openpyxl.load_workbook(original)["Claims"].iter_rows(values_only=True)
    lines = (",".join("" if cell is None else f'"{cell}"' for cell in row) for row in rows)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def stances(path: Path) -> list[str]:
    return list(read(path).answers["stance"])


def refused(study: Path, *files: Path) -> list[tuple[str, str, str]]:
    """Receive files that cannot be taken in; the study stays as it was, to the byte."""
    before = {path: path.read_bytes() for path in study.iterdir()}
    with pytest.raises(DataError) as caught:
        receive(study, files)
    assert {path: path.read_bytes() for path in study.iterdir()} == before
    return [(p.code, p.file, p.cell) for p in caught.value.problems]


def test_a_column_sorted_alone_since_it_was_received_is_refused(study: Path, inbox: Path) -> None:
    path = coded(inbox / "ana.xlsx", empty=True)
    receive(study, [path])
    sort(path, STANCE)
    assert refused(study, path) == [("column-sorted", "ana.xlsx", "J2")]


def test_a_column_sorted_alone_is_refused_even_if_answers_were_added(
    study: Path, inbox: Path
) -> None:
    path = coded(inbox / "ana.xlsx", empty=True)
    fill(path, H14=None, J14=None, H15=None, J15=None)
    receive(study, [path])
    sort(fill(path, H14="tax", J14="for", H15="road", J15="unclear"), STANCE)
    assert [code for code, *_ in refused(study, path)] == ["column-sorted"]


def test_a_column_sorted_alone_is_known_from_a_csv_and_in_other_spelling(
    study: Path, inbox: Path
) -> None:
    path = coded(inbox / "ana.xlsx", empty=True)
    receive(study, [fill(path, J3="a", J5="sf")])
    sort(path, STANCE, rows=range(2, 12))
    assert [code for code, *_ in refused(study, as_csv(inbox / "ana.csv", path))] == [
        "column-sorted"
    ]


def test_second_thoughts_are_taken_in_and_counted(study: Path, inbox: Path) -> None:
    path = coded(inbox / "ana.xlsx", empty=True)
    assert receive(study, [path]).changes == {"ana": {"new": 14}}
    path.write_bytes((study / "ana.xlsx").read_bytes())
    fill(path, G2="unclear", G3="mixed", D4=None, G4=None)
    received = receive(study, [path])
    assert received.changes == {"ana": {"changed": 2, "withdrawn": 1}}
    assert received.problems == ()
    assert stances(study / "ana.xlsx")[:3] == ["unclear", "mixed", STANCES[3]]
    assert receive(study, [path]).changes == {"ana": {}}


@pytest.mark.parametrize("name", ["ana.csv", "ana-Claims.csv", "Ana.csv"])
def test_a_csv_belongs_to_the_annotator_whose_name_it_bears(
    study: Path, inbox: Path, name: str
) -> None:
    csv = as_csv(inbox / name, coded(inbox / "ana.xlsx", empty=True))
    assert [path.name for path in receive(study, [csv]).paths] == ["ana.xlsx"]
    assert len(stances(study / "ana.xlsx")) == 14
    assert sorted(path.name for path in study.glob("*.xlsx")) == ["ana.xlsx", "study.xlsx"]


def test_a_topics_number_in_a_sheet_saved_alone_is_that_of_the_studys_list_and_told(
    study: Path, inbox: Path
) -> None:
    path = coded(inbox / "ana.xlsx", empty=True)
    fill(path, H2="1", H3="2", H4="0", J4=None, H5="3", H6="1 | 2")
    received = receive(study, [as_csv(inbox / "ana.csv", path)])
    said = [(p.cell, p.message) for p in received.problems if p.code == "topic-by-number"]
    assert said == [
        (
            "H2",
            "no list of topics came with their numbers, which were read by the study's: "
            '0 as "none", 1 as "tax", 2 as "road"',
        )
    ]
    now = {
        key: str(answer) for key, (answer, _) in answers_by_key(read(study / "ana.xlsx")).items()
    }
    past = {key: str(answer) for key, answer in replayed(study).items()}
    assert now == past
    topics = [now["ana", f"c{number:02}", "1"].split(" · ")[0] for number in range(5)]
    assert topics == ["tax", "road", "none", "#3", "tax | road"]


def test_a_file_that_is_nobodys_is_refused_and_the_names_are_given(
    study: Path, inbox: Path
) -> None:
    csv = as_csv(inbox / "answers.csv", coded(inbox / "ana.xlsx", empty=True))
    assert refused(study, csv) == [("unknown-annotator", "answers.csv", "")]
    named = '"answers" is no annotator of the study; name the file after its annotator: ana'
    with pytest.raises(DataError, match=named):
        receive(study, [csv])


def test_all_files_that_cannot_be_taken_in_are_named_at_once(study: Path, inbox: Path) -> None:
    csv = as_csv(inbox / "answers.csv", coded(inbox / "ana.xlsx", empty=True))
    (inbox / "torn.xlsx").write_bytes(b"PK torn")
    assert refused(study, csv, inbox / "torn.xlsx") == [
        ("unknown-annotator", "answers.csv", ""),
        ("unreadable-file", "torn.xlsx", ""),
    ]


def test_answers_that_were_cut_into_a_column_without_a_header_are_not_taken_for_withdrawn(
    study: Path, inbox: Path
) -> None:
    path = coded(inbox / "ana.xlsx", empty=True)
    receive(study, [path])
    path.write_bytes((study / "ana.xlsx").read_bytes())
    book = openpyxl.load_workbook(path)
    sheet = book["Claims"]
    for row in range(2, 16):
        for column, far in ((ISSUED_TOPIC, 40), (ISSUED_STANCE, 41)):
            sheet.cell(row, far).value = sheet.cell(row, column).value
            sheet.cell(row, column).value = None
    book.save(path)
    assert ("column-emptied", "ana.xlsx", "D1") in refused(study, path)
    assert ("column-emptied", "ana.xlsx", "G1") in refused(study, path)


def test_in_a_study_without_annotators_a_table_is_its_namesakes(
    tmp_path: Path, inbox: Path
) -> None:
    write(tmp_path / "new" / "study.xlsx", content(name="study.xlsx", claims=FOURTEEN))
    csv = as_csv(inbox / "bek.csv", coded(inbox / "ana.xlsx", empty=True))
    assert [path.name for path in receive(tmp_path / "new", [csv]).paths] == ["bek.xlsx"]


def test_the_analysts_workbook_is_no_annotators(study: Path, inbox: Path) -> None:
    assert refused(study, study / "study.xlsx") == [("unknown-annotator", "study.xlsx", "")]
    copy = inbox / "a copy.xlsx"
    copy.write_bytes((study / "study.xlsx").read_bytes())
    assert refused(study, copy) == [("unknown-annotator", "a copy.xlsx", "")]


@pytest.mark.parametrize("name", ["../ana", "study", "Study", "adjudicated", ".ana"])
def test_a_name_inside_that_cannot_be_a_file_s_is_refused(
    study: Path, inbox: Path, name: str
) -> None:
    path = write(inbox / "x.xlsx", content(claims=FOURTEEN, annotator=name))
    assert refused(study, path) == [("unknown-annotator", "x.xlsx", "")]
    with pytest.raises(DataError, match=f'"{name}" is no annotator of the study'):
        receive(study, [path])


def test_decisions_are_not_taken_for_an_annotators_answers(study: Path, inbox: Path) -> None:
    path = write(inbox / "adjudicated.xlsx", content(claims=FOURTEEN, annotator="adjudicator"))
    assert refused(study, path) == [("unknown-annotator", "adjudicated.xlsx", "")]


def test_the_files_of_a_folder_are_taken_in_together(study: Path, inbox: Path) -> None:
    assign_study(study, ["ana", "ben"], Plan(2))
    coded(inbox / "ana.xlsx", empty=True)
    coded(inbox / "ben.xlsx", empty=True)
    (inbox / "~$ben.xlsx").write_text("x")
    (inbox / "letter.txt").write_text("Here they are.")
    received = receive(study, [inbox])
    assert [path.name for path in received.paths] == ["ana.xlsx", "ben.xlsx"]
    assert received.changes == {"ana": {"new": 14}, "ben": {"new": 14}}
    assert [p.code for p in received.problems] == ["skipped-file", "lock-file"]


def test_a_folder_without_workbooks_is_named(study: Path, inbox: Path) -> None:
    assert [code for code, *_ in refused(study, inbox)] == ["no-workbook"]


def test_two_files_of_one_annotator_in_one_go_lose_nothing(study: Path, inbox: Path) -> None:
    for name, cells in (
        ("one.xlsx", {"D2": "tax", "G2": "for", "D4": "tax", "G4": "for"}),
        ("two.xlsx", {"D3": "road", "G3": "against", "D4": "tax", "G4": "mixed"}),
    ):
        (inbox / name).write_bytes((study / "ana.xlsx").read_bytes())
        fill(inbox / name, **cells)
    received = receive(study, [inbox])
    assert [path.name for path in received.paths] == ["ana.xlsx"]
    assert [(p.code, p.claim_id) for p in received.problems] == [("merge-conflict", "c02")]
    assert stances(study / "ana.xlsx") == ["for", "against", "mixed | for"]


def test_words_sorted_without_their_ids_are_refused(study: Path, inbox: Path) -> None:
    """Answers given before that are about the ids, those given after it about the words."""
    path = coded(inbox / "ana.xlsx", empty=True)
    sort(path, 2, 3, 4, 5, 6, 7)
    assert refused(study, path) == [("words-moved", "ana.xlsx", "F3")]


def test_a_deleted_row_keeps_the_answer_that_the_study_has(study: Path, inbox: Path) -> None:
    path = coded(inbox / "ana.xlsx", empty=True)
    fill(path, H3=None, J3=None)
    receive(study, [path])
    book = openpyxl.load_workbook(path)
    book["Claims"].delete_rows(3, 2)
    book.save(path)
    told = {p.claim_id: p.message for p in receive(study, [path]).problems}
    assert told == {
        "c01": 'the row of "c01" was deleted; it counts as not coded',
        "c02": 'the row of "c02" was deleted; its answer is kept',
    }
    assert len(stances(study / "ana.xlsx")) == 13


@pytest.mark.parametrize("kind", ["ana.xlsx", "ana.csv"])
def test_a_deleted_column_keeps_the_answers_that_the_study_has(
    study: Path, inbox: Path, kind: str
) -> None:
    path = fill(coded(inbox / "ana.xlsx", empty=True), K2="3", K4="1", Q2="a note", Q5="another")
    receive(study, [path])
    before = read(study / "ana.xlsx").answers
    book = openpyxl.load_workbook(study / "ana.xlsx")
    book["Claims"].delete_cols(15)
    book["Claims"].delete_cols(11)
    book.save(path)
    returned = as_csv(inbox / kind, path) if kind.endswith(".csv") else path
    assert receive(study, [returned]).changes == {"ana": {}}
    after = read(study / "ana.xlsx").answers
    assert after["note"].tolist() == before["note"].tolist()
    assert after["confidence"].tolist() == before["confidence"].tolist()


def test_cells_merged_over_answers_withdraw_none_of_them(study: Path, inbox: Path) -> None:
    path = coded(inbox / "ana.xlsx", empty=True)
    receive(study, [path])
    before = stances(study / "ana.xlsx")
    book = openpyxl.load_workbook(study / "ana.xlsx")
    book["Claims"].merge_cells("G3:G5")
    book["Claims"]["G3"] = before[1]
    book["Claims"]["G7"] = None
    book.save(path)
    received = receive(study, [path])
    assert received.changes == {"ana": {"changed": 1}}  # the stance in G7 was withdrawn
    assert [(p.code, p.cell) for p in received.problems if p.code == "merged-cells"] == [
        ("merged-cells", "G3")
    ]
    assert stances(study / "ana.xlsx") == [*before[:5], "", *before[6:]]


def reword(study: Path, **words: str) -> None:
    """Give claims of the study other words; an id that it does not have is a new claim's."""
    rows = {row["claim_id"]: row for row in read(study / "study.xlsx").claims.to_dict("records")}
    for claim_id, claim in words.items():
        rows[claim_id] = rows.get(claim_id, rows["c00"]) | {"claim_id": claim_id, "claim": claim}
    claims = frames.CLAIMS.build(list(rows.values()))
    write(study / "study.xlsx", content(name="study.xlsx", claims=claims))


def status(path: Path) -> dict[str, str]:
    """Return what the column of that name says, by claim; nothing where there is no such column."""
    head, *rows = openpyxl.load_workbook(path)["Claims"].iter_rows(values_only=True)
    at = head.index("status") if "status" in head else None
    return {} if at is None else {row[0]: row[at] for row in rows if row[at]}


def test_an_answer_whose_words_changed_is_to_be_looked_at_until_it_comes_back(
    study: Path, inbox: Path
) -> None:
    path = coded(inbox / "ana.xlsx", empty=True)
    fill(path, H3=None, J3=None)
    receive(study, [path])
    update_study(study)
    assert status(study / "ana.xlsx") == {}
    reword(study, c00="Other words.", c01="Other words too, but nobody has answered.")
    assert [p.code for p in check(study).problems] == [
        "study-reworded",
        "study-reworded",
        "answers-waiting",
    ]
    _, problems = update_study(study)
    assert problems == ()
    for _ in range(2):  # also when nothing has changed since
        assert status(study / "ana.xlsx") == {"c00": LOOK_AGAIN}
        assert spots(read(study / "ana.xlsx")) == []
        update_study(study)
    path.write_bytes((study / "ana.xlsx").read_bytes())
    received = receive(study, [path])
    assert received.changes == {"ana": {}}
    assert status(study / "ana.xlsx") == {}


def test_an_answer_to_former_words_that_comes_back_late_is_to_be_looked_at(
    study: Path, inbox: Path
) -> None:
    path = coded(inbox / "ana.xlsx", empty=True)
    reword(study, c00="Other words.")
    update_study(study)
    assert receive(study, [path]).problems == ()
    assert status(study / "ana.xlsx") == {"c00": LOOK_AGAIN}


def test_assigning_more_claims_says_which_words_have_changed(study: Path) -> None:
    assign_study(study, ["ana", "ben"], Plan(2))
    coded(study / "ana.xlsx", empty=True)
    reword(study, c00="Other words.", c14="A new claim.")
    assign_study(study, ["ana", "ben"], Plan(2))
    assert status(study / "ana.xlsx") == {"c00": LOOK_AGAIN}


def test_an_answer_given_anew_need_not_be_looked_at_again(study: Path) -> None:
    coded(study / "ana.xlsx", empty=True)
    reword(study, c00="Other words.")
    update_study(study)
    at = openpyxl.load_workbook(study / "ana.xlsx")["Claims"]
    (column,) = [cell.column_letter for cell in at[1] if cell.value == "stance"]
    fill(study / "ana.xlsx", **{f"{column}2": "unclear"})
    update_study(study)
    assert status(study / "ana.xlsx") == {}


def test_another_speaker_or_spelling_of_one_is_no_change_of_words(study: Path) -> None:
    coded(study / "ana.xlsx", empty=True)
    base = read(study / "study.xlsx")
    claims = base.claims.assign(expert_id=["anna"] * 14)
    experts = base.experts.assign(
        name=["Anna E. Example", "Ben Sample"], aliases=["Anna Example", ""]
    )
    write(study / "study.xlsx", content(name="study.xlsx", claims=claims, experts=experts))
    update_study(study)
    assert openpyxl.load_workbook(study / "ana.xlsx")["Claims"]["C3"].value == "Anna E. Example"
    assert status(study / "ana.xlsx") == {}


def test_the_history_takes_another_spelling_for_the_same_answer(study: Path) -> None:
    path = study / "ana.xlsx"
    fill(path, D2="Taxes", G2="sf", H2="2", D3="tax", G3="against")
    assert [(li["topic"], li["stance"]) for li in record(study, [read(path)])] == [
        ("tax", "sf"),
        ("tax", "against"),
    ]
    update_study(study)  # writes tax and strongly for
    assert stances(path) == ["strongly for", "against"]
    lines = (study / "history.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3
    fill(path, G2="2", G3="f")
    assert [(li["claim_id"], li["stance"], li["was"]) for li in record(study, [read(path)])] == [
        ("c01", "f", "tax · against")
    ]


def test_two_spellings_of_one_answer_are_no_conflict(tmp_path: Path) -> None:
    base = write(tmp_path / "base.xlsx", content(claims=SIX_CLAIMS))
    one = write(tmp_path / "one.xlsx", content(claims=SIX_CLAIMS))
    other = write(tmp_path / "other.xlsx", content(claims=SIX_CLAIMS))
    fill(one, H2="tax", J2="strongly for")
    fill(other, H2="Taxes", J2="sf")
    path, conflicts = merge_files(base, one, other, tmp_path / "out.xlsx")
    assert conflicts == ()
    assert stances(path) == ["strongly for"]


def test_an_answer_that_is_gone_from_an_unrecorded_copy_is_kept_and_told(
    study: Path, inbox: Path
) -> None:
    book = openpyxl.load_workbook(study / "ana.xlsx")
    sheet, path = book["Claims"], inbox / "ana.xlsx"
    first = sheet["A2"].value
    sheet["D2"].value, sheet["G2"].value = "tax", "for"
    book.save(path)
    assert "answers-kept" not in {p.code for p in receive(study, [path]).problems}
    sheet["D2"].value = sheet["G2"].value = None
    book.save(path)
    told = [p for p in receive(study, [path]).problems if p.code == "answers-kept"]
    assert [p.message.endswith(f"keeps them: {first}") for p in told] == [True]
    assert read(study / "ana.xlsx").answers["topic"].tolist() == ["tax"]


def test_a_file_received_before_brings_nothing_back_that_was_corrected_since(
    study: Path, inbox: Path
) -> None:
    first = fill(coded(inbox / "ana.xlsx", empty=True), H2="tax", J2="fro", H3="tax", J3="for")
    receive(study, [first])
    second = inbox / "second.xlsx"
    second.write_bytes(first.read_bytes())
    fill(second, J2="against")
    receive(study, [second])
    received = receive(study, [first])
    assert received.changes == {"ana": {}}
    (told,) = received.problems
    assert told.code == "answers-kept"
    assert told.message == "the file was received before, and the study keeps what came since: c00"
    assert stances(study / "ana.xlsx")[:2] == ["against", "for"]


def test_a_file_received_before_gives_back_what_the_study_has_lost(
    study: Path, inbox: Path
) -> None:
    empty = (study / "ana.xlsx").read_bytes()
    path = fill(coded(inbox / "ana.xlsx", empty=True), H2="tax", J2="for", H3="tax", J3="for")
    receive(study, [path])
    (study / "ana.xlsx").write_bytes(empty)
    receive(study, [path])
    assert stances(study / "ana.xlsx")[:2] == ["for", "for"]


def test_an_older_answer_in_another_file_is_taken_and_told(study: Path, inbox: Path) -> None:
    path = fill(coded(inbox / "ana.xlsx", empty=True), H2="tax", J2="for", H3="tax", J3="for")
    receive(study, [path])
    fill(path, J2="against", J3="against")
    assert [p.code for p in receive(study, [path]).problems] == ["answers-replaced"]
    fill(path, J2="1")  # "for" again, in another spelling
    received = receive(study, [path])
    assert [(p.code, p.file) for p in received.problems] == [("earlier-answer", "ana.xlsx")]
    assert received.problems[0].message.endswith("were taken: c00")
    assert stances(study / "ana.xlsx")[:2] == ["for", "against"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("recorded_at,", "recorded_at;", "its first line is not the header"),
        (",tax,", ";tax;", "line 2 does not have 13 cells"),
        (",tax,", ',"tax,', "unexpected end of data"),
    ],
)
def test_a_history_that_was_changed_is_told_and_nothing_is_written(
    study: Path, inbox: Path, old: str, new: str, reason: str
) -> None:
    path = fill(coded(inbox / "ana.xlsx", empty=True), H2="tax", J2="for")
    receive(study, [path])
    history = study / "history.csv"
    history.write_text(history.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    files = {file: file.read_bytes() for file in study.iterdir()}
    fill(path, J2="against")
    with pytest.raises(DataError) as caught:
        receive(study, [path])
    (problem,) = caught.value.problems
    assert (problem.code, problem.file) == ("unreadable-file", "history.csv")
    assert reason in problem.message
    assert files == {file: file.read_bytes() for file in study.iterdir()}


def test_a_workbook_that_was_renamed_in_the_study_is_still_its_annotators(
    study: Path, inbox: Path
) -> None:
    path = fill(coded(inbox / "ana.xlsx", empty=True), H2="tax", J2="for")
    (study / "ana.xlsx").rename(study / "Ana, final (1).xlsx")
    received = receive(study, [path])
    assert [file.name for file in received.paths] == ["Ana, final (1).xlsx"]
    assert not (study / "ana.xlsx").exists()
    assert received.changes == {"ana": {"new": 14}}
    assert annotators_of(study) == ["ana"]


def test_a_row_deleted_from_a_workbook_that_was_issued_with_its_answer_keeps_the_answer(
    study: Path, inbox: Path
) -> None:
    receive(study, [coded(inbox / "ana.xlsx", empty=True)])
    before = stances(study / "ana.xlsx")
    path = inbox / "later.xlsx"
    path.write_bytes((study / "ana.xlsx").read_bytes())
    book = openpyxl.load_workbook(path)
    book["Claims"].delete_rows(4, 2)
    book.save(path)
    received = receive(study, [path])
    assert [(p.code, p.claim_id) for p in received.problems] == [
        ("missing-row", "c02"),
        ("missing-row", "c03"),
    ]
    assert received.changes == {"ana": {}}
    assert stances(study / "ana.xlsx") == before


@pytest.mark.parametrize("column", [ISSUED_TOPIC, ISSUED_STANCE])
def test_a_column_that_was_emptied_is_told_once_and_not_row_by_row(
    study: Path, inbox: Path, column: int
) -> None:
    receive(study, [coded(inbox / "ana.xlsx", empty=True)])
    book = openpyxl.load_workbook(study / "ana.xlsx")
    for row in range(2, 16):
        book["Claims"].cell(row, column).value = None
    book.save(inbox / "later.xlsx")
    assert [p.code for p in check(inbox / "later.xlsx").problems] == ["column-emptied"]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_what_is_empty_in_an_older_copy_is_never_lost_without_a_word(
    suffix: str, study: Path, inbox: Path
) -> None:
    """A CSV does not say what it was issued with: empty cells may be older than the answers."""
    receive(study, [fill(coded(inbox / "ana.xlsx", empty=True), H3="tax", J3="for")])
    older = inbox / f"ana{suffix}"
    if suffix == ".csv":
        older.write_text("claim_id,topic,stance\nc00,tax,against\nc01,,\n")
    else:
        empty = dict.fromkeys((f"{letter}3" for letter in "HJKLNOQRTU"), "")
        fill(coded(older, empty=True), H2="tax", J2="against", **empty)
    told = {p.code: p.message for p in receive(study, [older]).problems}
    here = read(study / "ana.xlsx").answers["claim_id"].tolist()
    if suffix == ".csv":
        assert told["answers-emptied"].endswith("now taken back: c01")
        assert "c01" not in here
    else:
        assert told["answers-kept"].endswith("keeps them: c01")
        assert "c01" in here


def test_a_csv_received_before_takes_nothing_back_that_came_since(study: Path, inbox: Path) -> None:
    path = inbox / "ana.csv"
    path.write_text("claim_id,topic,stance\nc00,tax,against\nc01,,\n")
    receive(study, [path])
    newer = fill(coded(inbox / "ana.xlsx", empty=True), H2="tax", J2="for", H3="tax", J3="for")
    receive(study, [newer])
    assert receive(study, [path]).changes == {"ana": {}}
    assert stances(study / "ana.xlsx")[:2] == ["for", "for"]


def test_a_csv_with_other_answers_or_without_a_column_of_them_is_told(
    study: Path, inbox: Path
) -> None:
    path = fill(coded(inbox / "ana.xlsx", empty=True), H2="tax", J2="for", K2="3", H3="tax")
    receive(study, [path])
    fill(path, J2="against")
    rows = as_csv(inbox / "ana.csv", path).read_text(encoding="utf-8-sig").splitlines()
    at = rows[0].split(",").index('"confidence"')
    lines = (row.split(",") for row in rows)
    csv = inbox / "ana.csv"
    csv.write_text("\n".join(",".join([*r[:at], *r[at + 1 :]]) for r in lines), encoding="utf-8")
    received = receive(study, [csv])
    told = {p.code: p.message for p in received.problems}
    assert told["missing-answers"].startswith('the file has no column "confidence"; ')
    assert told["answers-overwritten"].endswith("taken back by the file: c00")
    found = read(study / "ana.xlsx").answers.iloc[0]
    assert (found["stance"], found["confidence"]) == ("against", "3")


@pytest.mark.parametrize(
    ("title", "words", "taken"),
    [
        ("Another study", "Other words {}.", False),
        ("Another study", "Words {}.", True),  # the analyst gave the study another title
        ("", "Other words {}.", True),  # and this one all claims other words
    ],
)
def test_a_workbook_of_another_study_is_refused_whoever_sends_it(
    study: Path, inbox: Path, title: str, words: str, taken: bool
) -> None:
    base = read(study / "study.xlsx")
    numbers = base.claims["claim"].str.extract(r"(\d+)")[0]
    claims = base.claims.assign(claim=[words.format(n) for n in numbers])
    settings = replace(base.settings, title=title or base.title)
    other = replace(base, name="ana.xlsx", annotator="ana", claims=claims, settings=settings)
    path = write(inbox / "ana.xlsx", other)
    before = {file.name: file.read_bytes() for file in study.iterdir()}
    if taken:
        receive(study, [path])
        return
    assert refused(study, path) == [("other-study", "ana.xlsx", "")]
    assert {file.name: file.read_bytes() for file in study.iterdir()} == before
