"""What annotators correct in the claims themselves: counted, kept, taken into the study."""

import csv
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from stance.articles.reading import read_article
from stance.core.contracts import CLAIMS as CLAIMS_CONTRACT
from stance.core.contracts import EXPERTS as EXPERTS_CONTRACT
from stance.core.contracts import SOURCES as SOURCES_CONTRACT
from stance.core.errors import DataError
from stance.study.adjudicating import adjudicate
from stance.study.checking import check
from stance.study.combining import combine
from stance.study.correcting import correct
from stance.study.corrections import settle_corrections
from stance.study.folder import read_study
from stance.study.issuing import update_study
from stance.study.merging import merge_files
from stance.study.receiving import receive
from stance.study.study import Study
from stance.workbook.content import Content
from stance.workbook.reading import read
from stance.workbook.writing import write
from tests.run_stance import stance
from tests.workbook_material import CLAIMS, EXPERTS, SOURCES, answer, content

ARTICLE = (
    "“Taxes must go up. The road can wait,” Ben Sample said.\n\n"
    "“No new  road,” he added: “It may\nrain.”\n"
)


def folder_of(path: Path, *contents: Content) -> Path:
    """Write a study's folder: the analyst's workbook, and one for each annotator."""
    for one in (content(name="study.xlsx"), *contents):
        write(path / one.name, one)
    return path


def settled(*contents: Content) -> dict[tuple[str, str, str], tuple[int, int, bool]]:
    answers = pd.concat([c.answers.assign(file=c.name) for c in contents])
    frame = settle_corrections(answers, EXPERTS)
    columns = ("claim_id", "field", "value", "n_for", "n_annotators", "holds")
    rows = zip(*(frame[name] for name in columns), strict=True)
    return {(a, b, c): (n, of, bool(holds)) for a, b, c, n, of, holds in rows}


def test_a_correction_holds_if_more_than_half_of_those_who_answered_make_it() -> None:
    ana = content(answer("c1", "tax", "for", correct_speaker="Ben Sample"), name="ana.xlsx")
    cem = content(answer("c1", "tax", "for", correct_speaker="ben"), name="cem.xlsx")
    dea = content(answer("c1", "tax", "for"), answer("c2", "", not_a_claim="x"), name="dea.xlsx")
    eva = content(answer("c2", "road", "against"), name="eva.xlsx")
    assert settled(ana, cem, dea, eva) == {
        ("c1", "correct_speaker", "ben"): (2, 3, True),
        ("c2", "not_a_claim", "yes"): (1, 2, False),
    }


def test_the_adjudicator_decides_and_the_analyst_has_the_last_word() -> None:
    wrong = [
        content(answer("c1", "", correct_speaker="Ben Sample"), name=f"{n}.xlsx") for n in "ab"
    ]
    judge = content(answer("c1", "tax", "for"), name="adjudicator.xlsx")
    assert not settled(*wrong, judge)["c1", "correct_speaker", "ben"][2]
    analyst = content(answer("c1", "", correct_speaker="Cem New"), name="study.xlsx")
    found = settled(*wrong, judge, analyst)
    assert not found["c1", "correct_speaker", "ben"][2]
    assert found["c1", "correct_speaker", "Cem New"][2]


@pytest.mark.parametrize("typed", ["yes", "X", " true ", "1", "Not a claim"])
def test_a_claim_is_rejected_in_any_of_these_words(typed: str) -> None:
    one = content(answer("c3", "", not_a_claim=typed))
    assert settled(one) == {("c3", "not_a_claim", "yes"): (1, 1, True)}


def test_corrections_survive_writing_reading_and_a_new_edition(tmp_path: Path) -> None:
    given = answer(
        "c1", "tax", "for", correct_speaker="Ben Sample", correct_words="One.\nTwo.", note="hm"
    )
    folder = folder_of(tmp_path, content(given, answer("c3", "", not_a_claim="yes")))
    update_study(folder)
    found = read(folder / "coder.xlsx", read(folder / "study.xlsx"))
    names = ["claim_id", "note", "correct_speaker", "correct_words", "not_a_claim"]
    assert found.answers[names].values.tolist() == [
        ["c1", "hm", "Ben Sample", "One.\nTwo.", ""],
        ["c3", "", "", "", "yes"],
    ]


def merged(
    folder: Path, one: dict[str, object], other: dict[str, object]
) -> tuple[dict[str, str], list[str]]:
    """What two changed copies of one answer make together, and the codes of the problems."""
    before = answer("c1", "tax", "for")
    for name, given in (("base", before), ("one", before | one), ("other", before | other)):
        write(folder / f"{name}.xlsx", content(given))
    files = [folder / f"{name}.xlsx" for name in ("base", "one", "other")]
    path, problems = merge_files(*files, folder / "merged.xlsx")
    found = read(path)
    cells = [problem.cell for problem in problems]
    assert set(cells) <= {p.cell for p in found.problems if p.severity == "error"}
    return found.answers.iloc[0].to_dict(), [problem.code for problem in problems]


def test_answer_note_and_corrections_of_a_row_may_come_from_two_copies(tmp_path: Path) -> None:
    one = {"stance": "against", "correct_words": "Taxes must rise."}
    row, codes = merged(tmp_path, one, {"note": "hm", "correct_speaker": "Ben Sample"})
    assert codes == []
    assert (row["stance"], row["note"]) == ("against", "hm")
    assert (row["correct_speaker"], row["correct_words"]) == ("Ben Sample", "Taxes must rise.")


def test_an_answer_in_one_copy_and_no_claim_in_the_other_contradict(tmp_path: Path) -> None:
    row, codes = merged(tmp_path, {"stance": "against"}, {"not_a_claim": "yes"})
    assert codes == ["merge-conflict"]
    assert row["stance"] == "against | for"
    assert row["not_a_claim"] == "(empty) | yes"


def test_one_correction_made_in_two_ways_is_a_conflict_in_its_own_cell(tmp_path: Path) -> None:
    one = {"correct_speaker": "Ben Sample", "stance": "against"}
    row, codes = merged(tmp_path, one, {"correct_speaker": "Carl Test"})
    assert codes == ["merge-conflict"]
    assert (row["correct_speaker"], row["stance"]) == ("Ben Sample | Carl Test", "against")


def test_a_speaker_who_may_be_two_people_corrects_nothing_until_somebody_says_who(
    tmp_path: Path,
) -> None:
    rows = [row | {"aliases": "Test"} for row in EXPERTS.to_dict("records")]
    experts = EXPERTS_CONTRACT.build(rows)
    given = answer("c1", "tax", "for", correct_speaker="Test")
    found = read(write(tmp_path / "coder.xlsx", content(given, experts=experts)))
    assert [(p.code, p.value) for p in found.problems] == [("ambiguous-expert", "Test")]
    assert settle_corrections(found.answers, experts).empty


def test_a_returned_correction_stands_in_the_history(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "study", content(answer("c1", "tax", "for")))
    book = openpyxl.load_workbook(folder / "coder.xlsx")
    assert book["Claims"]["R1"].value == "correct_speaker"
    book["Claims"]["R2"].value = "Ben Sample"
    book.save(tmp_path / "coder.xlsx")
    receive(folder, [tmp_path / "coder.xlsx"])
    with (folder / "history.csv").open(encoding="utf-8-sig") as stream:
        lines = {line["answer"]: line for line in csv.DictReader(stream)}
    assert lines["correct_speaker"]["note"] == "Ben Sample"
    assert (lines["correct_speaker"]["change"], lines["correct_speaker"]["cell"]) == ("new", "R2")


def test_cells_that_cannot_be_understood_are_named(tmp_path: Path) -> None:
    twins = pd.concat([EXPERTS, EXPERTS.assign(expert_id=["anna2", "ben2"])], ignore_index=True)
    rows = [
        answer("c1", "", correct_speaker="Ben Sample"),
        answer("c2", "", not_a_claim="perhaps"),
        answer("c3", "", correct_speaker="Nobody Known"),
    ]
    path = write(tmp_path / "coder.xlsx", content(*rows, experts=twins))
    found = [(p.code, p.cell, p.claim_id) for p in read(path).problems if p.cell[0] > "O"]
    assert found == [
        ("ambiguous-expert", "R2", "c1"),
        ("unknown-answer", "U3", "c2"),
        ("new-expert", "R4", "c3"),
    ]


def test_the_analysis_counts_corrected_speakers_and_leaves_out_what_is_no_claim(
    tmp_path: Path,
) -> None:
    rows = [
        answer("c1", "tax", "for", correct_speaker="Dan New"),
        answer("c2", "road", "against"),
        answer("c3", "none", not_a_claim="yes"),
    ]
    study = Study.open(folder_of(tmp_path, content(*rows)))
    assert study.claims[["claim_id", "expert_id"]].values.tolist() == [
        ["c1", "dan-new"],
        ["c2", "ben"],
    ]
    assert study.experts["name"].tolist() == ["Anna Example", "Ben Sample", "Dan New"]
    assert set(study.annotations["claim_id"]) == {"c1", "c2"}
    placed = study.analyse().positions
    assert placed[["expert_id", "topic"]].values.tolist() == [["ben", "road"], ["dan-new", "tax"]]
    codes = [(p.claim_id, p.code) for p in study.problems]
    assert codes == [
        ("c1", "new-expert"),
        ("c1", "speaker-corrected"),
        ("c3", "claim-rejected"),
    ]


def test_a_kind_of_not_a_claim_in_the_analysts_workbook_leaves_it_out(tmp_path: Path) -> None:
    claims = CLAIMS.assign(kind=["direct", "not a claim", "direct"])
    write(tmp_path / "study.xlsx", content(name="study.xlsx", claims=claims))
    write(tmp_path / "coder.xlsx", content(answer("c2", "road", "against")))
    study = Study.open(tmp_path)
    assert study.claims["claim_id"].tolist() == ["c1", "c3"]
    assert study.annotations.empty


def test_what_annotators_do_not_agree_to_correct_is_told_and_goes_to_the_adjudicator(
    tmp_path: Path,
) -> None:
    one = content(answer("c1", "tax", "for", correct_speaker="Ben Sample"), name="ana.xlsx")
    two = content(answer("c1", "tax", "for"), answer("c3", "", not_a_claim="yes"), name="cem.xlsx")
    folder = folder_of(tmp_path, one, two, content(answer("c3", "none"), name="dea.xlsx"))
    whole = combine(read_study(folder))
    told = {p.claim_id: (p.code, p.message) for p in whole.problems}
    assert told == {
        "c1": ("correction-open", "the speaker is Ben Sample (1 of 2 annotators)"),
        "c3": ("correction-open", "not a claim (1 of 2 annotators)"),
    }
    assert whole.claims["expert_id"].tolist() == ["anna", "ben", "ben"]
    path, n_open = adjudicate(folder, whole, Study.open(folder).analyse().judgements)
    assert n_open == 2
    sheet = openpyxl.load_workbook(path)["Claims"]
    head = {cell.value: cell.column for cell in sheet[1]}
    assert [sheet.cell(row, head["why"]).value for row in (2, 3)] == [
        "the speaker is Ben Sample? (1 of 2 annotators)",
        "not a claim? (1 of 2 annotators)",
    ]
    assert sheet.cell(3, head["vote of cem"]).value == "not a claim"
    sheet.cell(3, head["not_a_claim"]).value = "yes"
    sheet.parent.save(path)
    assert Study.open(folder).claims["claim_id"].tolist() == ["c1", "c2"]
    again = combine(read_study(folder))
    assert adjudicate(folder, again, Study.open(folder).analyse().judgements)[1] == 1
    assert "c3" in set(read(path).answers["claim_id"])  # a decision made is kept


def test_progress_counts_a_rejected_claim_as_done(tmp_path: Path) -> None:
    rows = [answer("c1", "tax", "for"), answer("c3", "", not_a_claim="yes")]
    folder = folder_of(tmp_path, content(*rows))
    row = check(folder).summary.iloc[0]
    assert (row["n_coded"], row["n_rejected"], row["n_open"]) == (1, 1, 1)
    sheet = openpyxl.load_workbook(folder / "coder.xlsx", data_only=True)["Progress"]
    counts = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(2, 7)}
    assert counts == {
        "rows": 3,
        "coded": 1,
        "not a claim": 1,
        "open": 1,
        "share done, in percent": 67,
    }


@pytest.fixture
def located(tmp_path: Path) -> Path:
    """A study of one article, whose claims hold their own words, and two annotators' files."""
    (tmp_path / "articles").mkdir()
    path = tmp_path / "articles" / "s1.txt"
    path.write_text(ARTICLE, encoding="utf-8", newline="")
    article = read_article(path)
    words = ["Taxes must go up. The road can wait,", "No new  road,", "It may\nrain."]
    rows = [
        {
            "claim_id": f"c{n}",
            "expert_id": "ben",
            "source_id": "s1",
            "claim": " ".join(text.split()),
            "start": ARTICLE.index(text),
            "end": ARTICLE.index(text) + len(text),
        }
        for n, text in enumerate(words, start=1)
    ]
    sources = SOURCES_CONTRACT.build([{**SOURCES.iloc[0], "sha256": article.sha256}])
    more = {"claims": CLAIMS_CONTRACT.build(rows), "sources": sources}
    write(tmp_path / "study" / "study.xlsx", content(name="study.xlsx", **more))
    given = [
        answer("c1", "tax", "for", correct_words="“Taxes must go up.”\nThe road can wait"),
        answer("c2", "road", "against", correct_words="new road, he said"),
        answer("c3", "", correct_words="may rain"),
    ]
    for name in ("ana.xlsx", "cem.xlsx"):
        write(tmp_path / "study" / name, content(*given, name=name, **more))
    return tmp_path


def test_words_are_cut_anew_and_claims_split_where_the_article_has_them(located: Path) -> None:
    corrected = correct(located / "study", located / "articles")
    assert corrected.done == (
        "c1: split into c1, c1-2 (2 of 2 annotators)",
        "c3: has another passage (2 of 2 annotators)",
    )
    assert corrected.split_off == ("c1-2",)
    assert [(p.code, p.claim_id) for p in corrected.problems] == [("bad-locator", "c2")]
    rows = corrected.content.claims[["claim_id", "claim", "start", "end"]].values.tolist()
    assert [(row[0], row[1]) for row in rows] == [
        ("c1", "Taxes must go up."),
        ("c1-2", "The road can wait"),
        ("c2", "No new road,"),
        ("c3", "may rain"),
    ]
    assert ARTICLE[int(rows[1][2]) : int(rows[1][3])] == "The road can wait"
    assert ARTICLE[int(rows[3][2]) : int(rows[3][3])] == "may\nrain"


def test_words_copied_without_the_articles_markup_are_found_in_it(located: Path) -> None:
    marked = ARTICLE.replace("may\nrain", "**may**\nrain")
    (located / "articles" / "s1.txt").write_text(marked, encoding="utf-8", newline="")
    for name in ("study.xlsx", "ana.xlsx", "cem.xlsx"):
        one = read(located / "study" / name)
        digest = read_article(located / "articles" / "s1.txt").sha256
        changed = replace(one, sources=one.sources.assign(sha256=digest))
        write(located / "study" / name, changed)
    corrected = correct(located / "study", located / "articles")
    last = corrected.content.claims.set_index("claim_id").loc["c3"]
    assert last["claim"] == "may rain"
    assert marked[int(last["start"]) : int(last["end"])] == "may**\nrain"


def test_corrections_taken_in_once_change_nothing_the_second_time(located: Path) -> None:
    write(
        located / "study" / "study.xlsx", correct(located / "study", located / "articles").content
    )
    again = correct(located / "study", located / "articles")
    assert (again.done, again.split_off) == ((), ())
    pending = [p.claim_id for p in check(located / "study").problems if p.code == "words-corrected"]
    assert pending == ["c2"]  # whose words do not stand in the article
    update_study(located / "study")
    kept = read(located / "study" / "ana.xlsx").answers
    assert kept["claim_id"].tolist() == ["c1", "c2", "c3"]


def test_without_the_article_words_stay_and_it_is_asked_for(located: Path) -> None:
    corrected = correct(located / "study")
    assert corrected.done == ()
    assert {(p.code, p.claim_id) for p in corrected.problems} == {
        ("source-missing", "c1"),
        ("source-missing", "c2"),
        ("source-missing", "c3"),
    }


def test_the_command_asks_for_the_articles_only_where_none_were_named(located: Path) -> None:
    nexts = [
        stance("correct", located / "study", *named, cwd=located).stderr.splitlines()[-1]
        for named in ((), ("--sources", located / "study"))
    ]
    asked = f"next: stance correct {located / 'study'} --sources ARTICLES"
    assert [line == asked for line in nexts] == [True, False]


def test_a_locator_may_stand_for_the_words(located: Path) -> None:
    for name in ("ana.xlsx", "cem.xlsx"):
        path = located / "study" / name
        old = read(path)
        rows = old.answers.assign(correct_words=["1:18", "", ""])
        write(path, content(name=name, claims=old.claims, sources=old.sources, answers=rows))
    corrected = correct(located / "study", located / "articles")
    assert corrected.content.claims["claim"].tolist()[0] == "Taxes must go up."


def test_words_without_a_locator_are_replaced_as_they_were_typed(tmp_path: Path) -> None:
    bare = CLAIMS.assign(start=float("nan"), end=float("nan"))
    given = answer("c1", "tax", "for", correct_words="Taxes must rise.\nTaxes must rise soon.")
    write(tmp_path / "study.xlsx", content(name="study.xlsx", claims=bare))
    write(tmp_path / "coder.xlsx", content(given, claims=bare))
    claims = correct(tmp_path).content.claims
    assert claims[["claim_id", "claim", "expert_id"]].values.tolist()[:2] == [
        ["c1", "Taxes must rise.", "anna"],
        ["c1-2", "Taxes must rise soon.", "anna"],
    ]


def test_a_paraphrase_stays_and_only_its_place_is_corrected(located: Path) -> None:
    study = read(located / "study" / "study.xlsx")
    told = study.claims.assign(claim="In other words.", key_phrase="Taxes must go up. The road")
    write(
        located / "study" / "study.xlsx",
        content(name="study.xlsx", claims=told, sources=study.sources),
    )
    claims = correct(located / "study", located / "articles").content.claims
    assert claims[["claim_id", "claim", "key_phrase"]].values.tolist()[:2] == [
        ["c1", "In other words.", "Taxes must go up."],
        ["c1-2", "", "The road can wait"],
    ]


def test_only_a_study_with_an_analysts_workbook_takes_in_corrections(tmp_path: Path) -> None:
    write(tmp_path / "coder.xlsx", content(answer("c1", "tax", "for")))
    with pytest.raises(DataError, match=r"study\.xlsx"):
        correct(tmp_path)


def test_one_split_in_two_spellings_is_one_correction_and_a_note_is_no_answer() -> None:
    one = content(answer("c1", "tax", "for", correct_words="Up.\nDown"), name="ana.xlsx")
    two = content(answer("c1", "tax", "for", correct_words="“up”\ndown,"), name="cem.xlsx")
    note = content(answer("c1", "", note="hm"), name="dea.xlsx")
    judge = content(answer("c1", "", note="see minutes"), name="adjudicator.xlsx")
    found = settled(one, two, note, judge)
    assert found == {("c1", "correct_words", "Up.\nDown"): (2, 2, True)}


def test_the_adjudicator_leaves_a_claim_as_it_is_by_writing_no(tmp_path: Path) -> None:
    one = content(answer("c1", "tax", "for", correct_speaker="Ben Sample"), name="ana.xlsx")
    two = content(answer("c1", "tax", "for"), name="cem.xlsx")
    folder = folder_of(tmp_path, one, two)
    judged = Study.open(folder).analyse().judgements
    path, n_open = adjudicate(folder, combine(read_study(folder)), judged)
    assert n_open == 1
    book = openpyxl.load_workbook(path)
    sheet = book["Claims"]
    head = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.cell(2, head["status"]).value == "disputed"
    sheet.cell(2, head["not_a_claim"]).value = "no"
    book.save(path)
    study = Study.open(folder)
    assert study.problems == ()
    assert study.claims["expert_id"].tolist()[0] == "anna"
    path, n_open = adjudicate(folder, combine(read_study(folder)), study.analyse().judgements)
    assert n_open == 0
    sheet = openpyxl.load_workbook(path)["Claims"]
    assert sheet.cell(2, head["status"]).value == "decided"
    assert sheet.cell(2, head["not_a_claim"]).value == "no"
    guide = openpyxl.load_workbook(path)["Guide"]
    assert "vote of" in " ".join(str(row[0].value) for row in guide.iter_rows())


def test_a_description_that_loses_its_last_claim_is_no_expert_any_more(tmp_path: Path) -> None:
    someone = {"expert_id": "one", "name": "an official (s1)", "kind": "unnamed"}
    experts = pd.concat([EXPERTS, EXPERTS_CONTRACT.build([someone])], ignore_index=True)
    claims = CLAIMS.assign(expert_id=["one", "ben", "ben"])
    more = {"experts": experts, "claims": claims}
    write(tmp_path / "study.xlsx", content(name="study.xlsx", **more))
    given = answer("c1", "tax", "for", correct_speaker="Ben Sample")
    write(tmp_path / "ana.xlsx", content(given, name="ana.xlsx", **more))
    assert Study.open(tmp_path).experts["expert_id"].tolist() == ["anna", "ben"]


def test_what_another_correction_or_a_rejection_decides_is_not_asked_again(tmp_path: Path) -> None:
    ana = content(
        answer("c1", "tax", "for", correct_speaker="Ben Sample"),
        answer("c2", "", not_a_claim="yes", correct_words="Other words"),
        name="ana.xlsx",
    )
    cem = content(
        answer("c1", "tax", "for", correct_speaker="Ben Sample"),
        answer("c2", "", not_a_claim="yes"),
        name="cem.xlsx",
    )
    dea = content(
        answer("c1", "tax", "for", correct_speaker="Cem New"),
        answer("c3", "tax", "for", correct_speaker="Cem New"),
        answer("c2", "tax", "for"),
        name="dea.xlsx",
    )
    eva = content(answer("c3", "tax", "for"), name="eva.xlsx")
    folder = folder_of(tmp_path, ana, cem, dea, eva)
    told = [p.claim_id for p in correct(folder).problems if p.code == "correction-open"]
    assert told == ["c3"]
    adjudicate(folder, combine(read_study(folder)), Study.open(folder).analyse().judgements)
    assert read(folder / "adjudicated.xlsx").claims["claim_id"].tolist() == ["c3"]
