"""A vote belongs to the words that were read: what happens to it when they change."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from stance.analysis.consensus import consensus
from stance.cli.app import app
from stance.study.adjudicating import adjudicate
from stance.study.assigning import Plan
from stance.study.checking import check
from stance.study.combining import combine
from stance.study.correcting import correct
from stance.study.folder import read_study
from stance.study.issuing import assign_study, update_study
from stance.study.merging import merge_files
from stance.study.receiving import receive
from stance.study.study import Study
from stance.workbook.content import Content
from stance.workbook.reading import read
from stance.workbook.writing import write
from tests.rewording_material import (
    CHANGES,
    LONG,
    WORDS,
    claims_sheet,
    folder_of,
    reword,
    rewrite,
    send_back,
    take_in,
    turn,
)
from tests.workbook_material import CODEBOOK, answer, content


@pytest.fixture(params=CHANGES)
def changed(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    """A study of which the first claim was changed after it was coded; and what says how."""
    corrections, change, given = CHANGES[request.param]
    change(folder_of(tmp_path / "study", **corrections))
    return tmp_path / "study", given


def counted(folder: Path) -> set[tuple[str, str]]:
    """Who counts on which claim; the analysis sees no other vote."""
    study = Study.open(folder)
    found = set(zip(study.annotations["claim_id"], study.annotations["annotator"], strict=True))
    judged = consensus(study.claims, study.annotations, study.codebook.scale)
    voted = {claim_id for claim_id, _ in found}
    assert set(judged["claim_id"]) == voted
    assert judged.set_index("claim_id")["n_annotators"].to_dict() == {
        claim_id: sum(claim_id == one for one, _ in found) for claim_id in voted
    }
    return found


def waiting(folder: Path) -> list[tuple[str, str, str]]:
    frame = Study.open(folder).waiting
    names = ("claim_id", "annotator", "given")
    return list(zip(*(frame[name] for name in names), strict=True))


def status(path: Path) -> dict[str, str]:
    """What the column of that name says, by claim; nothing where there is none."""
    _, sheet, head = claims_sheet(path)
    at = head.index("status") if "status" in head else None
    rows = sheet.iter_rows(min_row=2, values_only=True)
    return {} if at is None else {str(row[0]): str(row[at]) for row in rows if row[at]}


OTHERS = {("c2", "ana"), ("c2", "ben")}
BOTH = OTHERS | {("c1", "ana"), ("c1", "ben")}


def test_an_answer_on_what_was_changed_waits_and_every_other_one_counts(
    changed: tuple[Path, str],
) -> None:
    folder, given = changed
    for _ in range(2):  # before the new words are handed out, and after
        assert counted(folder) == OTHERS
        assert waiting(folder) == [("c1", "ana", given), ("c1", "ben", given)]
        update_study(folder)


def test_an_answer_counts_again_once_its_annotator_has_looked(changed: tuple[Path, str]) -> None:
    folder, _ = changed
    update_study(folder)
    send_back(folder, "ana.xlsx")
    assert counted(folder) == OTHERS | {("c1", "ana")}
    send_back(folder, "ben.xlsx", stance="against")
    assert counted(folder) == BOTH
    assert waiting(folder) == []
    assert status(folder / "ana.xlsx") == status(folder / "ben.xlsx") == {}
    update_study(folder)
    assert counted(folder) == BOTH


def test_in_the_study_s_folder_an_emptied_status_or_another_answer_says_that_somebody_looked(
    changed: tuple[Path, str],
) -> None:
    folder, _ = changed
    update_study(folder)
    for name, column, value in (("ana.xlsx", "status", None), ("ben.xlsx", "stance", "against")):
        book, sheet, head = claims_sheet(folder / name)
        sheet.cell(2, head.index(column) + 1).value = value
        book.save(folder / name)
    assert counted(folder) == BOTH
    update_study(folder)
    assert counted(folder) == BOTH
    assert status(folder / "ana.xlsx") == {}


def test_an_older_copy_that_comes_back_confirms_nothing(changed: tuple[Path, str]) -> None:
    folder, given = changed
    old = (folder / "ana.xlsx").read_bytes()
    update_study(folder)
    (folder.parent / "old").mkdir()
    (folder.parent / "old" / "ana.xlsx").write_bytes(old)
    for _ in range(2):
        receive(folder, [folder.parent / "old"])
        assert waiting(folder)[0] == ("c1", "ana", given)
    send_back(folder, "ana.xlsx")
    receive(folder, [folder.parent / "old"])  # nor does it take a confirmation back
    assert counted(folder) == OTHERS | {("c1", "ana")}


def test_check_says_how_many_wait_on_what_and_until_when(changed: tuple[Path, str]) -> None:
    folder, given = changed
    said = {
        "longer": "on the longer passage c1",
        "words": "on the earlier words c1",
        "topic": "on the earlier proposition c1",
    }[given]
    update_study(folder)
    assert status(folder / "ana.xlsx") == {
        "c1": f"your answer was given {said.removesuffix(' c1')}; please look again"
    }
    found = check(folder)
    assert found.passed
    assert [p.message for p in found.problems if p.code == "answers-waiting"] == [
        f"1 answer of {name} waits to be looked at again: {said}" for name in ("ana", "ben")
    ]
    shown = CliRunner().invoke(app, ["check", str(folder), "--json"])
    (ana, _) = json.loads(shown.stdout)["summary"]
    assert (ana["n_coded"], ana["n_waiting"], ana["n_open"]) == (2, 1, ana["n_claims"] - 2)
    plain = CliRunner().invoke(app, ["check", str(folder)]).stdout
    assert f"ana coded 2 of {ana['n_claims']}, 1 to look at again, " in plain
    send_back(folder, "ana.xlsx")
    assert check(folder).summary["n_waiting"].tolist() == [0, 1]


def test_who_confirms_is_told(changed: tuple[Path, str]) -> None:
    folder, _ = changed
    update_study(folder)
    (folder.parent / "in").mkdir()
    (folder.parent / "in" / "ana.xlsx").write_bytes((folder / "ana.xlsx").read_bytes())
    told = receive(folder, [folder.parent / "in"]).problems
    assert [(p.code, p.message) for p in told] == [
        ("answers-confirmed", "looked at again and left as they were: c1")
    ]


def test_somebody_who_is_given_the_present_words_need_not_look_again(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    reword(folder)
    assign_study(folder, ["ana", "ben", "cem"], Plan(3))
    book, sheet, head = claims_sheet(folder / "cem.xlsx")
    for column, value in (("topic", "tax"), ("stance", "for")):
        sheet.cell(2, head.index(column) + 1).value = value
    book.save(folder / "cem.xlsx")
    assert counted(folder) == OTHERS | {("c1", "cem")}


def test_only_the_topic_whose_proposition_changed_waits(tmp_path: Path) -> None:
    two = (answer("c1", "tax", "for"), answer("c1", "road", "against", slot=2))
    write(tmp_path / "study.xlsx", content(name="study.xlsx", claims=WORDS))
    write(tmp_path / "ana.xlsx", content(*two, name="ana.xlsx", claims=WORDS))
    turn(tmp_path)
    for _ in range(2):
        study = Study.open(tmp_path)
        assert study.annotations["topic"].tolist() == ["road"]
        assert study.waiting["topic"].tolist() == ["tax"]
        update_study(tmp_path)


def test_a_shorter_passage_behind_the_same_paraphrase_was_not_read(tmp_path: Path) -> None:
    claims = WORDS.assign(key_phrase=["Taxes must", "No new"], start=[10.0, 50.0], end=[40.0, 60.0])
    folder = folder_of(tmp_path, claims)
    moved = claims.assign(start=[110.0, 150.0], end=[140.0, 160.0])
    rewrite(folder, claims=moved)  # the article was found to begin earlier
    assert counted(folder) == BOTH
    rewrite(folder, claims=claims.assign(end=[30.0, 60.0]))
    assert waiting(folder) == [("c1", "ana", "longer"), ("c1", "ben", "longer")]
    rewrite(folder, claims=claims.assign(end=[41.0, 60.0]))
    assert waiting(folder) == [("c1", "ana", "words"), ("c1", "ben", "words")]


def test_a_claim_that_gets_its_place_in_the_article_has_the_words_that_were_read(
    tmp_path: Path,
) -> None:
    folder = folder_of(tmp_path)
    rewrite(folder, claims=WORDS.assign(start=[10.0, 50.0], end=[46.0, 62.0]))
    assert counted(folder) == BOTH


def test_words_that_an_annotator_damaged_were_issued_whole_and_count(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    book, sheet, head = claims_sheet(folder / "ana.xlsx")
    sheet.cell(2, head.index("claim") + 1).value = "Taxes must go up!!"
    book.save(folder / "ana.xlsx")
    assert [p.code for p in check(folder).problems] == ["form-changed"]
    assert counted(folder) == BOTH


def test_the_words_beside_the_answers_of_a_csv_are_those_that_were_read(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    (folder / "cem.csv").write_text(
        f"claim_id,claim,topic,stance\nc1,{LONG},tax,for\nc2,No road.,road,for\n", encoding="utf-8"
    )
    (folder / "dea.csv").write_text("claim_id,topic,stance\nc2,road,for\n", encoding="utf-8")
    assert counted(folder) == BOTH | {("c1", "cem"), ("c2", "dea")}
    assert waiting(folder) == [("c2", "cem", "words")]


def test_a_csv_shows_no_proposition_and_confirms_none(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "study")
    turn(folder)
    update_study(folder)
    csv = tmp_path / "ana.csv"
    csv.write_text(f"claim_id,claim,topic,stance\nc1,{LONG},tax,for\n", encoding="utf-8")
    receive(folder, [csv])
    assert counted(folder) == OTHERS
    csv.write_text(f"claim_id,claim,topic,stance\nc1,{LONG},tax,against\n", encoding="utf-8")
    receive(folder, [csv])
    assert counted(folder) == OTHERS | {("c1", "ana")}


def test_of_two_copies_one_that_was_looked_at_is_enough(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "study")
    reword(folder)
    update_study(folder)
    base, one, other = (tmp_path / f"{name}.xlsx" for name in ("base", "one", "other"))
    for path in (base, one, other):
        path.write_bytes((folder / "ana.xlsx").read_bytes())
    book, sheet, head = claims_sheet(other)
    sheet.cell(2, head.index("status") + 1).value = None
    book.save(other)
    left, _ = merge_files(base, one, one, tmp_path / "left.xlsx")
    looked, _ = merge_files(base, one, other, tmp_path / "looked.xlsx")
    study = read(folder / "study.xlsx")
    assert read(left, study).waiting["claim_id"].tolist() == ["c1"]
    assert read(looked, study).waiting["claim_id"].tolist() == []


def test_a_decision_on_earlier_words_waits_until_the_adjudicator_looked(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    decided = content(answer("c1", "tax", "for"), name="adjudicated.xlsx", claims=WORDS)
    write(folder / "adjudicated.xlsx", replace(decided, annotator="adjudicator"))
    assert Study.open(folder).decisions["claim_id"].tolist() == ["c1"]
    reword(folder)

    def hand_out() -> int:
        whole = combine(read_study(folder))
        assert whole.codebook
        judged = consensus(whole.claims, whole.annotations, whole.codebook.scale)
        return adjudicate(folder, whole, judged)[1]

    for _ in range(2):
        assert Study.open(folder).decisions.empty
        assert hand_out() == 1
    assert status(folder / "adjudicated.xlsx")["c1"] == (
        "your answer was given on the earlier words; please look again"
    )
    book, sheet, head = claims_sheet(folder / "adjudicated.xlsx")
    assert sheet.cell(2, head.index("vote of ana") + 1).value == "tax: for, on the earlier words"
    sheet.cell(2, head.index("status") + 1).value = None
    book.save(folder / "adjudicated.xlsx")
    assert Study.open(folder).decisions["claim_id"].tolist() == ["c1"]
    assert hand_out() == 0


def test_the_analyst_s_own_answers_wait_where_the_program_cut_the_words_anew(
    tmp_path: Path,
) -> None:
    own = {**answer("c1", "tax", "for"), "correct_words": "Taxes must go up.", "annotator": "study"}
    study = content(own, name="study.xlsx", claims=WORDS)
    write(tmp_path / "study.xlsx", study)
    assert Study.open(tmp_path).annotations["claim_id"].tolist() == ["c1"]
    take_in(tmp_path)
    assert waiting(tmp_path) == [("c1", "study", "longer")]
    assert correct(tmp_path).done == ()
    book, sheet, head = claims_sheet(tmp_path / "study.xlsx")
    sheet.cell(2, head.index("status") + 1).value = None
    book.save(tmp_path / "study.xlsx")
    assert Study.open(tmp_path).annotations["claim_id"].tolist() == ["c1"]


def as_before(path: Path, **texts: str) -> None:
    """Take from a workbook what older versions did not write, and put in what they did."""
    book, sheet, head = claims_sheet(path)
    meta = book["_meta"]
    for cell in meta[1]:
        if str(cell.value).startswith(("passage", "waits")):
            for (below,) in meta.iter_rows(min_col=cell.column, max_col=cell.column):
                below.value = None
    for column, text in texts.items():
        sheet.cell(2, head.index(column) + 1).value = text
    book.save(path)


@pytest.mark.parametrize("kind", ["reworded", "proposition", "cut anew"])
def test_workbooks_of_older_versions_are_read_alike(tmp_path: Path, kind: str) -> None:
    corrections, change, given = CHANGES[kind]
    folder = folder_of(tmp_path / "study", **corrections)
    for name in ("study.xlsx", "ana.xlsx", "ben.xlsx"):
        as_before(folder / name)
    assert counted(folder) == BOTH
    change(folder)
    assert waiting(folder) == [("c1", "ana", given), ("c1", "ben", given)]
    update_study(folder)
    asked = "the words or the topic have changed since you answered; please look again"
    as_before(folder / "ana.xlsx", status=asked)
    assert waiting(folder) == [("c1", "ana", "unknown"), ("c1", "ben", given)]
    send_back(folder, "ana.xlsx")
    assert counted(folder) == OTHERS | {("c1", "ana")}


def test_a_score_that_changed_is_asked_about_and_its_answers_count(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    scale = CODEBOOK.scale
    levels = tuple(replace(lv, score=1.5) if lv.label == "for" else lv for lv in scale.levels)
    rewrite(folder, codebook=replace(CODEBOOK, scale=replace(scale, levels=levels)))
    for _ in range(2):
        assert counted(folder) == BOTH
        update_study(folder)
    assert status(folder / "ana.xlsx") == {
        "c1": "your answer was given by the earlier scale; please look again"
    }


def test_a_study_read_from_one_workbook_holds_back_what_it_asks_about(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    reword(folder)
    update_study(folder)
    alone: Content = read(folder / "ana.xlsx")
    assert alone.annotations["claim_id"].tolist() == ["c2"]
    assert alone.waiting["claim_id"].tolist() == ["c1"]


@pytest.mark.parametrize(
    "decided",
    [
        [answer("c1", "levy", "for")],  # votes of both, in dispute, would be left
        [answer("c1", "levy", "for"), answer("c1", "road", "for", slot=2)],
        [answer("c1", "", "for"), answer("c1", "road", "for", slot=2)],
    ],
)
def test_a_claim_waits_whose_decision_names_a_topic_that_the_codebook_calls_otherwise_now(
    tmp_path: Path, decided: list[dict[str, Any]]
) -> None:
    folder = tmp_path / "study"
    write(folder / "study.xlsx", content(name="study.xlsx", claims=WORDS))
    for name in ("ana", "ben"):
        file = f"{name}.xlsx"
        write(folder / file, content(answer("c1", "road", "for"), name=file, claims=WORDS))
    made = content(*decided, name="adjudicated.xlsx", claims=WORDS)
    write(folder / "adjudicated.xlsx", replace(made, annotator="adjudicator"))
    judged = Study.open(folder, skip_bad_cells=True).analyse().judgements
    (row,) = judged.to_dict("records")
    assert (row["claim_id"], row["topic"], row["status"]) == ("c1", "road", "waiting")
    assert row["score"] != row["score"]
    assert row["n_votes"] == row["n_annotators"] == 0
