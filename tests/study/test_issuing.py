"""Studies begun, assigned, updated, received, merged, adjudicated: no answer is ever lost."""

import datetime as dt
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from itertools import combinations
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.core.codebook import Codebook
from stance.core.errors import DataError, UsageError
from stance.study.adjudicating import adjudicate
from stance.study.assigning import Plan, assign
from stance.study.checking import check
from stance.study.combining import combine
from stance.study.folder import annotators_of, read_study
from stance.study.history import record
from stance.study.issuing import assign_study, new_study, update_study
from stance.study.marked_copy import write_marked
from stance.study.merging import merge_files
from stance.study.receiving import receive
from stance.study.study import Study
from stance.workbook.content import Content
from stance.workbook.reading import read
from stance.workbook.writing import write
from tests.coded_workbook import CODED, SIX_CLAIMS, coded, issued
from tests.workbook_material import CODEBOOK, answer, content

CLAIMS = [f"c{n}" for n in range(30)]
NAMES = ["ana", "ben", "cem", "dea"]


def overlaps(shares: dict[str, list[str]]) -> list[int]:
    return [len(set(shares[a]) & set(shares[b])) for a, b in combinations(shares, 2)]


def test_every_claim_has_its_annotators_and_loads_and_overlaps_are_even() -> None:
    shares = assign(CLAIMS, NAMES, Plan(per_claim=2))
    assert Counter(c for claims in shares.values() for c in claims) == dict.fromkeys(CLAIMS, 2)
    assert {len(claims) for claims in shares.values()} == {15}  # 30 claims × 2 / 4 annotators
    assert set(overlaps(shares)) == {5}  # 30 shared claims over 6 pairs


@settings(max_examples=60, deadline=None)
@given(
    n=st.integers(1, 60),
    k=st.integers(2, 6),
    per_claim=st.integers(1, 3),
    overlap=st.floats(0, 1),
    seed=st.integers(0, 5),
)
def test_shares_are_as_asked_and_nearly_even(
    n: int, k: int, per_claim: int, overlap: float, seed: int
) -> None:
    plan = Plan(min(per_claim, k), overlap, seed)
    claims, names = [f"c{i}" for i in range(n)], [f"a{i}" for i in range(k)]
    shares = assign(claims, names, plan)
    counts = Counter(c for given_claims in shares.values() for c in given_claims)
    n_shared = round(overlap * n) if plan.per_claim > 1 else 0
    assert sorted(counts.values()) == [1] * (n - n_shared) + [plan.per_claim] * n_shared
    loads = [len(given_claims) for given_claims in shares.values()]
    assert max(loads) - min(loads) <= 2
    uneven = max(overlaps(shares)) - min(overlaps(shares))
    assert uneven <= (2 if plan.per_claim < 3 else 4)  # three a claim cannot always be even
    assert shares == assign(claims, names, plan)


def test_what_was_given_stays_and_what_is_new_goes_to_those_with_least() -> None:
    first = assign(CLAIMS[:20], NAMES[:3], Plan(2))
    second = assign(CLAIMS, NAMES, Plan(2), first)
    for name in NAMES[:3]:
        assert set(first[name]) <= set(second[name])
    counts = Counter(c for claims in second.values() for c in claims)
    assert set(counts.values()) == {2}
    assert len(second["dea"]) == 10  # one of the two annotators of each of the ten new claims


@pytest.mark.parametrize(
    ("names", "plan"),
    [([], Plan()), (["a", "a"], Plan()), (["a"], Plan(2)), (["a", "b"], Plan(2, 1.5))],
)
def test_an_impossible_plan_is_wrong_usage(names: list[str], plan: Plan) -> None:
    with pytest.raises(UsageError):
        assign(CLAIMS, names, plan)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    write(tmp_path / "study.xlsx", content(name="study.xlsx", claims=SIX_CLAIMS))
    return tmp_path


def fill(path: Path, **cells: str) -> None:
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book["Claims"][cell] = value
    book.save(path)


def test_a_new_study_can_be_checked_and_is_not_begun_twice(tmp_path: Path) -> None:
    path = new_study(tmp_path / "fresh", "Fresh")
    assert [p.code for p in check(path.parent).problems] == ["no-topics", "no-claims"]
    assert check(path.parent).passed
    assert read(path).title == "Fresh"
    with pytest.raises(UsageError):
        new_study(tmp_path / "fresh")


def test_an_assigned_workbook_has_its_claims_and_no_answers(study: Path) -> None:
    fill(study / "study.xlsx", H2="tax", J2="for")
    paths = assign_study(study, ["ana", "ben"], Plan(1))
    assert [path.name for path in paths] == ["ana.xlsx", "ben.xlsx"]
    contents = [read(path) for path in paths]
    assert sum(len(c.claims) for c in contents) == 6
    assert all(not len(c.answers) and not c.problems for c in contents)
    assert contents[0].codebook == CODEBOOK


def test_what_is_no_claim_is_given_to_nobody_and_not_taken_from_whoever_has_it(
    study: Path,
) -> None:
    book = openpyxl.load_workbook(study / "study.xlsx")
    kind = next(c.column for c in book["Claims"][1] if c.value == "kind")
    book["Claims"].cell(3, kind).value = "not a claim"
    book.save(study / "study.xlsx")
    assign_study(study, ["ana"], Plan(1))
    assert read(study / "ana.xlsx").claims["claim_id"].tolist() == ["c1", "c3", "c4", "c5", "c6"]
    book["Claims"].cell(4, kind).value = "not a claim"
    book["Claims"].cell(3, kind).value = None
    book.save(study / "study.xlsx")
    assign_study(study, ["ana"], Plan(1))
    assert read(study / "ana.xlsx").claims["claim_id"].tolist() == [f"c{n}" for n in range(1, 7)]


def test_assigning_again_keeps_answers_and_adds_claims(study: Path) -> None:
    assign_study(study, ["ana", "ben"], Plan(1))
    before = read(study / "ana.xlsx")
    fill(study / "ana.xlsx", D2="tax", G2="for", J2="first")
    assert assign_study(study, ["ana", "ben"], Plan(1)) == []
    assign_study(study, ["ana", "ben"], Plan(2))
    found = read(study / "ana.xlsx")
    assert len(found.claims) == 6
    assert coded(found) == {before.claims["claim_id"][0]: ("tax", "for")}
    assert found.answers["note"].tolist() == ["first"]


def test_an_overlap_by_chance_is_recorded_beside_the_claims_and_stays(study: Path) -> None:
    everything = (study / "study.xlsx").read_bytes()
    assign_study(study, ["ana", "ben"], Plan(overlap=1.0))
    assert (study / "study.xlsx").read_bytes() == everything  # no chance was involved
    for name in ("ana", "ben"):
        (study / f"{name}.xlsx").unlink()
    assign_study(study, ["ana", "ben"], Plan(overlap=0.5, rest=False))
    recorded = Study.open(study).chances
    assert {one.chance for one in recorded.values()} == {0.5}
    shared = set(read(study / "ana.xlsx", None).claims["claim_id"])
    assert {claim_id for claim_id, one in recorded.items() if one.chosen} == shared
    assert 2 * len(shared) == len(recorded)
    update_study(study)
    assign_study(study, ["ana", "ben"], Plan(overlap=0.5, rest=False))
    assert Study.open(study).chances == recorded
    assert "chance" not in str(read(study / "ana.xlsx", None).meta)
    claims = openpyxl.load_workbook(study / "ana.xlsx")["Claims"]
    assert not {"chance_to_be_chosen", "was_chosen"} & {cell.value for cell in claims[1]}


def test_a_recorded_chance_that_is_none_is_named_by_its_cell(study: Path) -> None:
    assign_study(study, ["ana", "ben"], Plan(overlap=0.5))
    book = openpyxl.load_workbook(study / "study.xlsx")
    claims = book["Claims"]
    [column] = [cell.column for cell in claims[1] if cell.value == "chance_to_be_chosen"]
    claims.cell(2, column).value = "half"
    book.save(study / "study.xlsx")
    [problem] = [p for p in check(study).problems if p.code == "bad-number"]
    assert problem.cell == claims.cell(2, column).coordinate
    assert len(read(study / "study.xlsx").chances) == 5


def test_a_workbook_that_is_open_stops_everything(study: Path) -> None:
    assign_study(study, ["ana", "ben"], Plan(1))
    (study / "~$ben.xlsx").write_text("x")
    before = {p.name: p.read_bytes() for p in study.glob("[a-z]*.xlsx")}
    with pytest.raises(DataError, match="open in a spreadsheet"):
        assign_study(study, ["ana", "ben"], Plan(2))
    assert {p.name: p.read_bytes() for p in study.glob("[a-z]*.xlsx")} == before


NAMES_OF_NO_FILE = [
    *("", " ", "a/b", "study", "Adjudicated", "..x", "~x", "ana.", "ana ", " ana"),
    *("con", "NUL", "prn.old", "Aux .2", "com1", "LPT9", "com\u00b9", "com0", "conin$"),
    *("a\nb", "a\x1bb", "a\u202eb", "a\u200bb", "a\tb", "a\udcffb", "я" * 98, "x" * 196),
]
NAMES_OF_FILES = ["console", "com", "com10", "lpt", "nul-and-void", "ana.b", "я" * 97, "x" * 195]


@pytest.mark.parametrize("name", NAMES_OF_NO_FILE)
def test_a_name_that_cannot_be_a_file_s_is_refused(study: Path, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be the name"):
        assign_study(study, [name, "ben"], Plan(1))
    assert not list(study.glob("ben*"))


@pytest.mark.parametrize("name", NAMES_OF_FILES)
def test_a_name_that_a_file_can_bear_is_taken(study: Path, name: str) -> None:
    assert assign_study(study, [name], Plan(1)) == [study / f"{name}.xlsx"]


def test_a_name_composed_and_taken_apart_is_one_annotator(study: Path) -> None:
    composed, apart = "Zoë", "Zoe\u0308"
    assign_study(study, [apart], Plan(1))
    assert annotators_of(study) == [composed]
    assert assign_study(study, [composed], Plan(1)) == []
    (study / f"{composed}.xlsx").rename(study / f"{apart}.xlsx")  # as some machines do
    assert annotators_of(study) == [composed]
    assert assign_study(study, [apart], Plan(1)) == []
    update_study(study)
    assert len(list(study.glob("Zo*.xlsx"))) == 1


@pytest.mark.parametrize("names", [["dan", "Dan"], ["ANA"], ["аna"]])
def test_names_that_are_one_file_elsewhere_are_refused(study: Path, names: list[str]) -> None:
    assign_study(study, ["ana"], Plan(1))
    before = sorted(study.iterdir())
    with pytest.raises(UsageError, match="would be one file"):
        assign_study(study, names, Plan(1))
    assert sorted(study.iterdir()) == before


def test_an_update_keeps_every_answer_and_reports_vanished_topics(study: Path) -> None:
    issued(study / "ana.xlsx", annotator="ana")
    base = read(study / "study.xlsx")
    smaller = Content(**(vars(base) | {"codebook": Codebook(CODEBOOK.topics[:1])}))
    write(study / "study.xlsx", smaller)
    _, problems = update_study(study)
    assert [(p.code, p.value) for p in problems] == [("unknown-topic", "road")] * 3
    found = read(study / "ana.xlsx")
    assert found.answers["topic"].tolist() == ["tax", "road"] * 3
    assert found.codebook is not None
    assert found.codebook.topic_ids == ("tax",)
    assert (study / "ana.xlsx.1.bak").exists()


def test_an_update_refuses_what_it_could_lose(study: Path) -> None:
    issued(study / "ana.xlsx", annotator="ana")
    fill(study / "ana.xlsx", J2="#N/A")
    with pytest.raises(DataError) as caught:
        update_study(study)
    assert [p.code for p in caught.value.problems] == ["error-value"]


def copies(study: Path) -> tuple[Path, Path, Path]:
    folder = study / "copies"
    base = issued(folder / "base.xlsx", annotator="ana")
    one, other = folder / "one.xlsx", folder / "other.xlsx"
    for path in (one, other):
        path.write_bytes(base.read_bytes())
    return base, one, other


def test_a_merge_takes_what_either_side_changed(study: Path) -> None:
    base, one, other = copies(study)
    fill(one, J2="strongly for", L3="tax", N3="mixed")
    fill(other, J4="against", Q5="new note")
    path, conflicts = merge_files(base, one, other, study / "out.xlsx")
    assert conflicts == ()
    found = read(path)
    assert found.problems == ()
    assert found.annotations[["claim_id", "topic", "stance"]].to_numpy().tolist() == [
        ["c1", "tax", "strongly for"],
        ["c2", "road", "against"],
        ["c2", "tax", "mixed"],
        ["c3", "tax", "against"],
        ["c4", "road", "strongly for"],
        ["c5", "tax", "unclear"],
        ["c6", "road", "strongly against"],
    ]
    assert found.answers["note"].tolist()[4] == "new note"


def test_a_conflict_stands_in_the_sheet_and_in_the_report(study: Path) -> None:
    base, one, other = copies(study)
    fill(one, J2="strongly for")
    fill(other, J2="against")
    path, conflicts = merge_files(base, one, other, study / "out.xlsx")
    told = [(p.code, p.file, p.claim_id, p.cell) for p in conflicts]
    assert told == [("merge-conflict", "out.xlsx", "c1", "J2")]
    found = read(path)
    assert [(p.code, p.cell, p.value) for p in found.problems] == [
        ("unknown-stance", "J2", "strongly for | against")
    ]
    assert found.problems[0].hint == "two answers stand here; leave one of them"


def test_a_conflict_names_only_what_differs_and_its_cell_in_each_file(study: Path) -> None:
    base, one, other = copies(study)
    fill(one, L2="road", N2="for", Q2="a guess")
    fill(other, J2="strongly for", Q2="quite sure")
    path, conflicts = merge_files(base, one, other, study / "out.xlsx")
    assert [(p.claim_id, p.cell, p.message) for p in conflicts] == [
        (
            "c1",
            "Q2",
            '"a guess" in one.xlsx › Claims!Q2, "quite sure" in the other file, '
            "other.xlsx › Claims!Q2",
        )
    ]
    sheet = openpyxl.load_workbook(path)["Claims"]
    assert [sheet[cell].value for cell in ("J2", "N2", "Q2")] == [
        "strongly for",
        "for",
        "a guess | quite sure",
    ]


def test_a_merged_workbook_is_received_like_the_copies_it_was_made_of(study: Path) -> None:
    assign_study(study, ["ana"], Plan(1))
    (study / "copies").mkdir()
    fill(study / "ana.xlsx", D2="tax", G2="for", D3="road", G3="for", D4="tax", G4="for")
    update_study(study)  # so these answers are issued
    base = study / "copies" / "base.xlsx"
    base.write_bytes((study / "ana.xlsx").read_bytes())
    one, other = (base.with_name(name) for name in ("one.xlsx", "other.xlsx"))
    for copy in (one, other):
        copy.write_bytes(base.read_bytes())
    fill(one, G2="against", D3="", G3="")
    fill(other, G4="mixed")
    merged, conflicts = merge_files(base, one, other, study / "copies" / "ana.xlsx")
    assert conflicts == ()
    received = receive(study, [merged])
    assert received.problems == ()
    assert received.changes == {"ana": {"changed": 2, "withdrawn": 1}}
    assert coded(read(study / "ana.xlsx")) == {"c1": ("tax", "against"), "c3": ("tax", "mixed")}


def test_a_conflict_is_told_with_its_cell_in_the_study_s_workbook(study: Path) -> None:
    assign_study(study, ["ana"], Plan(1))
    (study / "inbox").mkdir()
    copy = study / "inbox" / "returned.xlsx"
    copy.write_bytes((study / "ana.xlsx").read_bytes())
    fill(copy, D3="road", G3="for")
    book = openpyxl.load_workbook(copy)
    book["Claims"].move_range("A1:AJ7", rows=4, cols=1)
    book.save(copy)
    fill(study / "ana.xlsx", D3="road", G3="against")
    (problem,) = receive(study, [copy]).problems
    assert (problem.file, problem.sheet, problem.cell) == ("ana.xlsx", "Claims", "G3")
    assert openpyxl.load_workbook(study / "ana.xlsx")["Claims"]["G3"].value == "for | against"
    assert "returned.xlsx › Claims!H7" in problem.message


def test_a_row_that_one_side_deleted_is_not_dropped(study: Path) -> None:
    base, one, other = copies(study)
    book = openpyxl.load_workbook(one)
    book["Claims"].delete_rows(3)
    book.save(one)
    path, conflicts = merge_files(base, one, other, study / "out.xlsx")
    assert conflicts == ()
    assert coded(read(path)) == CODED


def test_two_files_of_one_annotator_in_a_study_are_merged(study: Path) -> None:
    _, one, other = copies(study)
    fill(one, J2="strongly for")
    fill(other, J4="against")
    one.rename(study / "ana.xlsx")
    other.rename(study / "ana (1).xlsx")
    for path in (study / "copies").iterdir():
        path.unlink()
    found = combine(read_study(study))
    assert [(p.code, p.file) for p in found.problems] == [("two-files", "ana.xlsx")]
    changed = {"c1": ("tax", "strongly for"), "c3": ("tax", "against")}
    assert coded(found) == CODED | changed


NOON = dt.datetime(2024, 1, 1, 12, tzinfo=dt.UTC)


def test_the_history_tells_new_changed_and_withdrawn_answers(study: Path) -> None:
    def at_noon(*answers: dict[str, object]) -> list[tuple[str, str, str]]:
        path = write(study / "ana.xlsx", content(*answers, name="ana.xlsx", claims=SIX_CLAIMS))
        lines = record(study, [read(path)], NOON)
        return [(line["claim_id"], line["change"], line["cell"]) for line in lines]

    first, second = answer("c1", "tax", "for"), answer("c2", "=1+1", "-1", note="@x")
    assert at_noon(first, second) == [("c1", "new", "H2"), ("c2", "new", "H3")]
    assert at_noon(first, second) == []
    changed = answer("c1", "tax", "against")
    assert at_noon(changed) == [("c1", "changed", "H2"), ("c2", "withdrawn", "")]
    lines = (study / "history.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 5
    assert "'=1+1" in lines[2]  # a spreadsheet shows it and does not run it
    assert lines[1].startswith("2024-01-01T12:00:00+00:00,ana.xlsx,")


def test_a_returned_workbook_is_taken_in_and_recorded(study: Path, tmp_path: Path) -> None:
    assign_study(study, ["ana"], Plan(1))
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    returned = inbox / "coding by Ana.xlsx"
    returned.write_bytes((study / "ana.xlsx").read_bytes())
    fill(returned, D2="tax", G2="for")
    fill(study / "ana.xlsx", D3="road", G3="against")
    received = receive(study, [returned])
    assert [path.name for path in received.paths] == ["ana.xlsx"]
    assert [p.code for p in received.problems] == ["answers-kept"]  # c2, typed in the study itself
    found = coded(read(study / "ana.xlsx"))
    assert found == {"c1": ("tax", "for"), "c2": ("road", "against")}
    assert "coding by Ana.xlsx" in (study / "history.csv").read_text(encoding="utf-8")


def test_a_correction_sent_later_from_the_same_copy_is_no_conflict(study: Path) -> None:
    assign_study(study, ["ana"], Plan(1))
    (study / "inbox").mkdir()
    copy = study / "inbox" / "ana.xlsx"
    copy.write_bytes((study / "ana.xlsx").read_bytes())
    for stance, told in (("for", []), ("against", ["answers-replaced"])):
        fill(copy, D2="tax", G2=stance)
        assert [p.code for p in receive(study, [copy]).problems] == told
        assert coded(read(study / "ana.xlsx")) == {"c1": ("tax", stance)}
        history = (study / "history.csv").read_text(encoding="utf-8-sig").splitlines()
        assert len(history) == 2 + len(told)
    assert history[-1].endswith("tax,against,,,tax · for")


def disputed(study: Path) -> tuple[Content, Study]:
    found = Study.open(study)
    return combine(read_study(study)), found


def test_disputes_are_decided_and_decisions_win_and_stay(study: Path) -> None:
    for name, stance in (("ana", "for"), ("ben", "against")):
        answers = [answer("c1", "tax", stance, note=f"by {name}"), answer("c2", "road", "for")]
        write(study / f"{name}.xlsx", content(*answers, name=f"{name}.xlsx", claims=SIX_CLAIMS))
    whole, opened = disputed(study)
    judged = opened.analyse().judgements
    path, n_open = adjudicate(study, whole, judged)
    assert n_open == 1
    head = [cell.value for cell in openpyxl.load_workbook(path)["Claims"][1]]
    topic = openpyxl.utils.get_column_letter(head.index("topic") + 1)
    fill(path, **{f"{topic}2": "tax"})  # without its stance it is no decision
    whole, opened = disputed(study)
    assert adjudicate(study, whole, judged)[1] == 1
    sheet = openpyxl.load_workbook(path)["Claims"]
    head = [cell.value for cell in sheet[1]]
    row = dict(zip(head, (cell.value for cell in sheet[2]), strict=True))
    assert row["claim_id"] == "c1"
    assert row["vote of ana"] == "tax: for (by ana)"
    assert row["vote of ben"] == "tax: against (by ben)"
    assert row["why"] == "no majority for one stance on tax"
    at = {name: openpyxl.utils.get_column_letter(n) for n, name in enumerate(head, start=1)}
    fill(
        path,
        **{f"{at['topic']}2": "tax", f"{at['stance']}2": "strongly for"},
        **{f"{at['reason']}2": "wording", f"{at['note']}2": "clear to me"},
    )
    whole, opened = disputed(study)
    assert whole.decisions[["claim_id", "topic", "stance", "note"]].to_numpy().tolist() == [
        ["c1", "tax", "strongly for", "wording: clear to me"]
    ]
    settled = opened.analyse().judgements.set_index("claim_id").loc["c1"]
    assert (settled["status"], settled["score"]) == ("settled", 2)
    assert settled["decided_by"] == "adjudicator"
    _, n_open = adjudicate(study, whole, judged)  # run again: the decision stands
    assert n_open == 0
    _, _ = adjudicate(study, whole, judged.iloc[:0], blind=True)  # the dispute is gone
    sheet = openpyxl.load_workbook(path)["Claims"]
    row = dict(zip([c.value for c in sheet[1]], (c.value for c in sheet[2]), strict=True))
    assert (row["status"], row["stance"]) == ("no longer disputed", "strongly for")
    assert (row["reason"], row["note"]) == ("wording", "clear to me")
    assert row["vote of A"] == "tax: for (by ana)"


@pytest.mark.parametrize(
    ("answers", "counts"),
    [
        ({"c1": ("tax", "for")}, [1, 0, 5]),
        ({"c1": ("tax", "")}, [0, 0, 6]),
        ({"c1": ("none", "")}, [1, 0, 5]),
        ({"c1": ("tax", "suport")}, [0, 0, 6]),
    ],
)
def test_every_claim_is_coded_or_open(
    study: Path, answers: dict[str, tuple[str, str]], counts: list[int]
) -> None:
    found = check(issued(study / "ana.xlsx", answers)).summary
    assert found[["n_coded", "n_rejected", "n_open"]].to_numpy().tolist() == [counts]


def test_what_is_coded_and_rejected_counts_as_rejected_alone(study: Path) -> None:
    path = write(
        study / "ana.xlsx", content(answer("c1", "tax", "for", not_a_claim="yes"), name="ana.xlsx")
    )
    found = check(path).summary
    assert found[["n_claims", "n_coded", "n_rejected", "n_open"]].to_numpy().tolist() == [
        [3, 0, 1, 2]
    ]


def test_a_marked_copy_comments_the_cells_and_keeps_their_look(study: Path) -> None:
    path = issued(study / "ana.xlsx", {"c1": ("tax", "suport")})
    found = check(path)
    assert not found.passed
    assert found.summary[["n_claims", "n_coded", "n_problems"]].to_numpy().tolist() == [[6, 0, 1]]
    assert write_marked(study / "marked.xlsx", path, found.problems) == []
    sheet = openpyxl.load_workbook(study / "marked.xlsx")["Claims"]
    assert sheet["J2"].value == "suport"
    assert "no stance" in sheet["J2"].comment.text
    assert sheet["J2"].fill.fgColor.rgb == sheet["J3"].fill.fgColor.rgb


def test_sheets_of_any_name_stand_in_a_marked_copy(study: Path) -> None:
    """The list of problems has a name that a sheet of the file may have too."""
    path = issued(study / "ana.xlsx", {"c1": ("tax", "suport")})
    book = openpyxl.load_workbook(path)
    for name in ("Problems", "problems (2)"):
        book.create_sheet(name)["A1"] = name
    book["Claims"].title = "C" * 31
    book.save(path)
    found = check(path)
    write_marked(study / "marked.xlsx", path, found.problems)
    marked = openpyxl.load_workbook(study / "marked.xlsx")
    assert marked.sheetnames[0] == "Problems (3)"
    assert {name: marked[name]["A1"].value for name in ("Problems", "problems (2)")} == {
        name: name for name in ("Problems", "problems (2)")
    }
    assert marked["C" * 31]["J2"].comment is not None


WRITER = """
import sys
from pathlib import Path
from stance.workbook import write
sys.path.insert(0, sys.argv[2])
from tests.coded_workbook import SIX_CLAIMS
from tests.workbook_material import answer, content
path, number = Path(sys.argv[1]), 0
print("ready", flush=True)
while True:
    number += 1
    write(path, content(answer("c1", "tax", "for", note=f"round {number}"), claims=SIX_CLAIMS))
"""


def test_a_process_killed_while_writing_leaves_a_whole_file(study: Path) -> None:
    path = study / "coder.xlsx"
    root = str(Path(__file__).parents[2])
    chance = random.Random(1)  # noqa: S311 - moments, not secrets
    for _ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), root], stdout=subprocess.PIPE, cwd=root
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0.01, 0.3))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        if path.exists():
            (note,) = read(path).answers["note"].tolist()
            assert note.startswith("round ")
        assert combine(read_study(study)).codebook == CODEBOOK
