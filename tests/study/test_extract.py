"""From a folder of made-up articles to a study, and again."""

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from stance.articles.article import Finding
from stance.articles.passages import passages
from stance.core.contracts import ANSWERS
from stance.core.errors import Problem
from stance.extract.finding import Found, extract
from stance.study.extending import extend, open_study, worth_coding
from stance.workbook.form import UNSURE
from stance.workbook.reading import read
from stance.workbook.writing import write
from tests.run_stance import Done, stance

FIRST = (
    "The new road\n\n12 May 2021\n\n"
    "“The road is too long for us,” said Anna Example, a lecturer.\n\n"
    "Ben Sample argued that the road would pay for itself in the end.\n"
)
SECOND = "The old road\n\n“It has always been there,” Anna Example told the Testville Times.\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "first.txt").write_text(FIRST, encoding="utf-8")
    (folder / "second.txt").write_text(SECOND, encoding="utf-8")
    return folder


def run(*arguments: object) -> Done:
    return stance(*arguments, cwd=Path.cwd())


def found_in(*paths: Path) -> list[Found]:
    return [one for one in extract(paths) if isinstance(one, Found)]


def test_a_study_is_written_with_claims_experts_and_sources(articles: Path, tmp_path: Path) -> None:
    done = run("extract", articles, "-o", tmp_path / "study")
    assert done.returncode == 0, done.stderr
    study = read(tmp_path / "study" / "study.xlsx")
    assert study.problems == ()
    rows = study.claims[["claim_id", "source_id", "said_on", "claim", "speaker"]].values.tolist()
    assert rows == [
        ["c0001", "first", "2021-05-12", "The road is too long for us", "Anna Example"],
        ["c0002", "first", "2021-05-12", "the road would pay for itself in the end.", "Ben Sample"],
        ["c0003", "second", "", "It has always been there", "Anna Example"],
    ]
    assert study.experts["name"].tolist() == ["Anna Example", "Ben Sample"]


def test_a_speaker_who_is_a_guess_comes_with_the_reason_and_a_colour(tmp_path: Path) -> None:
    article = tmp_path / "third.txt"
    article.write_text(FIRST + "\n“It will be built all the same.”\n", encoding="utf-8")
    run("extract", article, "-o", tmp_path / "study")
    path = tmp_path / "study" / "study.xlsx"
    last = read(path).claims.iloc[-1]
    assert last["speaker_confidence"] < UNSURE
    assert "carried over" in last["speaker_reason"]
    rules = openpyxl.load_workbook(path)["Claims"].conditional_formatting
    violet = [rule.formula[0] for of in rules for rule in of.rules if "ISNUMBER" in rule.formula[0]]
    assert violet == [f'AND(ISNUMBER($AC2),$AC2<{UNSURE},$R2="")'] * 2  # expert, correct_speaker


def test_the_locators_put_the_words_back(articles: Path, tmp_path: Path) -> None:
    run("extract", articles, "-o", tmp_path / "study", "--locators")
    study = read(tmp_path / "study" / "study.xlsx")
    assert study.claims["claim"].tolist() == ["", "", ""]
    back = passages(study.claims, study.sources, articles)
    assert back.problems == ()
    assert back.texts["c0003"] == "It has always been there,"


def test_running_twice_changes_nothing(articles: Path, tmp_path: Path) -> None:
    run("extract", articles, "-o", tmp_path / "study")
    before = (tmp_path / "study" / "study.xlsx").read_bytes()
    run("extract", articles, "-o", tmp_path / "study")
    assert (tmp_path / "study" / "study.xlsx").read_bytes() == before


def test_a_further_article_adds_claims_and_leaves_the_others_their_ids(
    articles: Path, tmp_path: Path
) -> None:
    run("extract", articles / "second.txt", "-o", tmp_path / "study")
    run("extract", articles, "-o", tmp_path / "study")
    claims = read(tmp_path / "study" / "study.xlsx").claims
    assert claims["claim_id"].tolist() == ["c0001", "c0002", "c0003"]
    assert claims["source_id"].tolist() == ["second", "first", "first"]


def test_a_changed_article_is_anchored_anew(articles: Path, tmp_path: Path) -> None:
    run("extract", articles, "-o", tmp_path / "study")
    (articles / "second.txt").write_text("A word before.\n\n" + SECOND, encoding="utf-8")
    run("extract", articles, "-o", tmp_path / "study")
    study = read(tmp_path / "study" / "study.xlsx")
    assert len(study.claims) == 3
    assert passages(study.claims, study.sources, articles).texts["c0003"].startswith("It has")


def test_a_claim_that_left_its_article_is_reported_and_kept(articles: Path, tmp_path: Path) -> None:
    run("extract", articles, "-o", tmp_path / "study")
    (articles / "second.txt").write_text(
        "The old road\n\nIt is gone, all of it.\n", encoding="utf-8"
    )
    done = run("extract", articles, "-o", tmp_path / "study")
    assert "c0003" in done.stderr
    assert "has changed" in done.stderr
    assert len(read(tmp_path / "study" / "study.xlsx").claims) == 3


def test_codes_in_the_analysts_workbook_are_kept(articles: Path, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    run("extract", articles / "first.txt", "-o", folder)
    study = read(folder / "study.xlsx")
    answer = {"claim_id": "c0001", "annotator": "study", "slot": 1, "note": "look again"}
    write(folder / "study.xlsx", replace(study, answers=ANSWERS.build([answer])))
    run("extract", articles, "-o", folder)
    answers = read(folder / "study.xlsx").answers
    assert "look again" in answers["note"].tolist()


def test_the_analysts_corrections_survive_further_extraction(
    articles: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "study"
    run("extract", articles / "first.txt", "-o", folder)
    study = read(folder / "study.xlsx")
    claims = study.claims.copy()
    claims.loc[0, ["expert_id", "speaker"]] = ["ben-sample", "Ben Sample"]  # another speaker
    claims.loc[1, "kind"] = "not a claim"
    half = claims.loc[[0]].assign(claim_id="c0001b", start=claims["start"][0] + 12)  # split
    claims.loc[0, "end"] = claims["start"][0] + 11
    write(folder / "study.xlsx", replace(study, claims=pd.concat([claims, half])))
    corrected = read(folder / "study.xlsx").claims
    run("extract", articles, "-o", folder)
    after = read(folder / "study.xlsx").claims
    told = ["claim_id", "expert_id", "speaker", "kind", "start", "end"]
    assert after[told].head(3).values.tolist() == corrected[told].values.tolist()
    assert after["source_id"].tolist() == ["first", "first", "first", "second"]


def test_json_lists_every_finding_with_its_reason(articles: Path) -> None:
    done = run("extract", articles / "second.txt", "--json")
    (record,) = json.loads(done.stdout)
    assert list(record) == [
        "source", "start", "end", "kind", "attitude", "speaker", "expert", "question", "cue",
        "confidence", "reason", "said_on", "time",
    ]  # fmt: skip
    assert SECOND[record["start"] : record["end"]] == "It has always been there,"
    assert (record["source"], record["kind"], record["expert"]) == (
        "second.txt", "direct", "Anna Example",
    )  # fmt: skip


def test_files_that_cannot_be_read_are_named_and_the_rest_goes_on(
    articles: Path, tmp_path: Path
) -> None:
    (articles / "empty.txt").write_bytes(b"")
    (articles / "binary.txt").write_bytes(bytes(range(256)) * 9)
    (articles / "damaged.docx").write_bytes(b"PK")
    done = run("extract", articles, "-o", tmp_path / "study")
    assert done.returncode == 0
    for name in ("empty.txt", "binary.txt", "damaged.docx"):
        assert done.stderr.count(name) == 1
    assert "Traceback" not in done.stderr
    assert len(read(tmp_path / "study" / "study.xlsx").claims) == 3


@pytest.mark.parametrize(("arguments", "code"), [(["none.txt", "--json"], 1), (["x.txt"], 2)])
def test_a_call_that_cannot_work_says_so(arguments: list[str], code: int) -> None:
    done = run("extract", *arguments)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_text_of_a_file_in_another_encoding_is_kept_beside_the_study(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(("The café of Testville is open to all. " * 3 + SECOND).encode("cp1252"))
    run("extract", path, "-o", tmp_path / "study")
    study = read(tmp_path / "study" / "study.xlsx")
    back = passages(study.claims, study.sources, tmp_path / "study" / "texts")
    assert list(back.texts.values()) == ["It has always been there,"]


def test_a_list_of_sources_beside_the_articles_is_used(articles: Path) -> None:
    (articles / "sources.csv").write_text(
        "file,title,published\nsecond.txt,A given title,2020-01\n", encoding="utf-8"
    )
    (one,) = found_in(articles / "second.txt")
    assert (one.article.title, one.article.published) == ("A given title", "2020-01")


def test_two_spellings_of_one_person_become_one_expert(tmp_path: Path) -> None:
    for name, spelling in (("a.txt", "Farkhod Primerov"), ("b.txt", "Farhod Primerov")):
        (tmp_path / name).write_text(f"“The road is long,” said {spelling}.", encoding="utf-8")
    extended = extend(
        open_study(tmp_path / "study"), found_in(tmp_path / "a.txt", tmp_path / "b.txt")
    )
    (expert,) = extended.content.experts.to_dict("records")
    assert {expert["name"], expert["aliases"]} == {"Farkhod Primerov", "Farhod Primerov"}


def test_the_nameless_of_two_articles_are_not_one_person(tmp_path: Path) -> None:
    for name, road in (("a.txt", "old"), ("b.txt", "new")):
        text = f"“The {road} road is long,” one resident said."
        (tmp_path / name).write_text(text, encoding="utf-8")
    extended = extend(
        open_study(tmp_path / "study"), found_in(tmp_path / "a.txt", tmp_path / "b.txt")
    )
    assert extended.content.experts["kind"].tolist() == ["unnamed", "unnamed"]


def test_guesses_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“The road is long and old.”", encoding="utf-8")
    extended = extend(open_study(tmp_path / "study"), found_in(tmp_path / "a.txt"))
    assert extended.unsure == ("c0001",)
    assert "c0001" in str(extended.unsure_note()[0])


def test_dates_that_nothing_tells_are_asked_for_once_in_one_line(tmp_path: Path) -> None:
    for name, date in {"a": "", "b": "12 May 2021", "c": ""}.items():
        text = f"The road of {name}\n\n{date}\n\n“It is too long {name},” said Ben Sample.\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    post = {"user": "Ben Sample", "text": "The road is long.", "created_at": "2024-08-10"}
    (tmp_path / "d.csv").write_text(
        ",".join(post) + "\n" + ",".join(post.values()) + "\n", encoding="utf-8"
    )
    files = found_in(*(tmp_path / f for f in ("a.txt", "b.txt", "c.txt", "d.csv")))
    extended = extend(open_study(tmp_path / "study"), files)
    (asked,) = [p for p in extended.problems if p.code == "undated-source"]
    assert asked.message == "no date was found of a, c"
    assert "column published of the sheet Sources" in asked.hint
    assert not extend(extended.content, files).problems


def test_words_inside_an_answer_of_the_same_expert_are_not_coded_twice() -> None:
    outer = Finding(0, 100, "answer", "Anna Example", "Anna Example")
    same = Finding(10, 20, "direct", "Anna Example", "Anna Example")
    other = Finding(30, 40, "indirect", "Ben Sample", "Ben Sample")
    assert list(worth_coding([same, outer, other])) == [outer, other]


def test_a_folder_without_articles_is_a_problem(tmp_path: Path) -> None:
    (problem,) = extract([tmp_path])
    assert isinstance(problem, Problem)
    assert problem.code == "missing-path"


def test_two_full_spellings_taken_for_one_person_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "The road\n\n“It is too long,” said Marek Dvorsky.\n\n“And too dear,” Dvorsky said.\n",
        encoding="utf-8",
    )
    (tmp_path / "b.txt").write_text(
        "The tram\n\n“It is too slow,” said Marek Dvorski.\n", encoding="utf-8"
    )
    done = run("extract", tmp_path / "a.txt", tmp_path / "b.txt", "-o", tmp_path / "study")
    assert "taken for one person: Marek Dvorsky, Marek Dvorski" in done.stderr
    assert len(read(tmp_path / "study" / "study.xlsx").experts) == 1


def test_what_a_list_says_of_a_known_article_later_is_filled_in(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SECOND, encoding="utf-8")
    run("extract", tmp_path / "a.txt", "-o", tmp_path / "study")
    rows = "file,publisher,published\na.txt,Testville Times,2024-05-20\n"
    (tmp_path / "sources.csv").write_text(rows, encoding="utf-8")
    run("extract", tmp_path / "a.txt", "-o", tmp_path / "study")
    source = read(tmp_path / "study" / "study.xlsx").sources.iloc[0]
    assert (source["publisher"], source["published"]) == ("Testville Times", "2024-05-20")


def test_articles_of_one_name_in_two_folders_are_two_articles(tmp_path: Path) -> None:
    for folder, road in (("a", "old"), ("b", "new")):
        (tmp_path / "in" / folder).mkdir(parents=True)
        text = f"The café of Testville. “The {road} road is long,” said Anna Example."
        (tmp_path / "in" / folder / "same.txt").write_bytes(text.encode("cp1252"))
    run("extract", tmp_path / "in", "-o", tmp_path / "study")
    before = (tmp_path / "study" / "study.xlsx").read_bytes()
    study = read(tmp_path / "study" / "study.xlsx")
    assert study.sources["source_id"].tolist() == ["same", "same-2"]
    back = passages(study.claims, study.sources, tmp_path / "study" / "texts")
    assert back.problems == ()
    assert list(back.texts.values()) == ["The old road is long,", "The new road is long,"]
    run("extract", tmp_path / "in", "-o", tmp_path / "study")
    assert (tmp_path / "study" / "study.xlsx").read_bytes() == before


def test_one_article_under_two_names_is_coded_once(articles: Path, tmp_path: Path) -> None:
    (articles / "again.txt").write_text(SECOND, encoding="utf-8")
    done = run("extract", articles, "-o", tmp_path / "study")
    assert "second.txt: the same text as" in done.stdout
    assert len(read(tmp_path / "study" / "study.xlsx").claims) == 3


def test_a_claim_whose_words_left_its_article_loses_its_place_and_gets_it_back(
    articles: Path, tmp_path: Path
) -> None:
    run("extract", articles, "-o", tmp_path / "study")
    before = read(tmp_path / "study" / "study.xlsx").claims
    (articles / "second.txt").write_text("The old road\n\nIt is gone, all of it.\n", "utf-8")
    run("extract", articles, "-o", tmp_path / "study")
    study = read(tmp_path / "study" / "study.xlsx")
    assert study.claims["start"].isna().tolist() == [False, False, True]
    assert "c0003" not in passages(study.claims, study.sources, articles).texts
    (articles / "second.txt").write_text(SECOND, encoding="utf-8")
    run("extract", articles, "-o", tmp_path / "study")
    after = read(tmp_path / "study" / "study.xlsx").claims
    assert after[["claim_id", "start", "end"]].equals(before[["claim_id", "start", "end"]])


def test_a_changed_article_with_the_words_on_other_lines_is_anchored_anew(
    articles: Path, tmp_path: Path
) -> None:
    run("extract", articles, "-o", tmp_path / "study")
    wrapped = "More.\n\n" + FIRST.replace("too long", "too\nlong").replace(
        "would pay", "would\npay"
    )
    (articles / "first.txt").write_text(wrapped, encoding="utf-8")
    done = run("extract", articles, "-o", tmp_path / "study")
    assert "an article" not in done.stderr
    study = read(tmp_path / "study" / "study.xlsx")
    assert len(study.claims) == 3
    words = passages(study.claims, study.sources, articles).texts
    assert words["c0001"] == "The road is too\nlong for us"
    assert words["c0002"] == "the road would\npay for itself in the end."


def test_a_passage_that_has_changed_behind_its_key_phrase_is_reported(
    articles: Path, tmp_path: Path
) -> None:
    run("extract", articles, "-o", tmp_path / "study", "--locators")
    changed = "So.\n\n" + FIRST.replace("in the end", "in the end of it all")
    (articles / "first.txt").write_text(changed, encoding="utf-8")
    done = run("extract", articles, "-o", tmp_path / "study", "--locators")
    assert done.stderr.count("article-changed") + done.stderr.count("has changed") == 1
    assert "c0002" in done.stderr
    study = read(tmp_path / "study" / "study.xlsx")
    words = passages(study.claims, study.sources, articles).texts
    assert words["c0001"] == "The road is too long for us,"
    assert words["c0002"] == "the road would pay for itself in the end of it all."


def test_a_claim_typed_by_hand_gets_its_place_and_is_not_found_again(
    articles: Path, tmp_path: Path
) -> None:
    run("extract", articles, "-o", tmp_path / "study")
    path = tmp_path / "study" / "study.xlsx"
    study = read(path)
    claims = study.claims.assign(start=float("nan"), end=float("nan"))
    write(path, replace(study, claims=claims))
    run("extract", articles, "-o", tmp_path / "study")
    after = read(path).claims
    assert after[["claim_id", "start", "end"]].equals(study.claims[["claim_id", "start", "end"]])


def test_a_pull_quote_is_not_coded_beside_the_words_it_repeats(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(FIRST + "\n“too long for us”\n\n“The road is too long”\n", encoding="utf-8")
    extended = extend(open_study(tmp_path / "study"), found_in(path))
    assert extended.content.claims["claim"].tolist() == [
        "The road is too long for us", "the road would pay for itself in the end.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        "file;title;published\nsecond.txt;Straße;12.05.2021\n".encode("cp1252"),
        "\ufeffFile\tTitle\tDate\nsecond.txt\tStraße\t2021-05-12\n".encode(),
        "file,title,published\nsecond.txt,Straße,12 May 2021\n".encode("utf-16"),
    ],
)
def test_a_list_of_sources_may_come_from_any_program(articles: Path, data: bytes) -> None:
    (articles / "sources.csv").write_bytes(data)
    (one,) = found_in(articles / "second.txt")
    assert (one.article.title, one.article.published) == ("Straße", "2021-05-12")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,title\nsecond.txt,The road\n", "no column file"),
        ("file,title\nsecnd.txt,The road\n", "secnd.txt"),
        ("file,published\nsecond.txt,some day\n", "some day"),
    ],
)
def test_what_cannot_be_used_of_a_list_is_told(articles: Path, text: str, said: str) -> None:
    (articles / "sources.csv").write_text(text, encoding="utf-8")
    done = run("extract", articles, "--json")
    assert done.stderr.count("sources.csv") == 1
    assert said in done.stderr


def test_words_of_markdown_are_shown_without_markup_and_cut_out_of_the_file(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.md"
    path.write_text("“The road is **too** long,” said [Ben Sample](x).\n", encoding="utf-8")
    run("extract", path, "-o", tmp_path / "study")
    study = read(tmp_path / "study" / "study.xlsx")
    assert study.claims["claim"].tolist() == ["The road is too long"]
    assert study.experts["name"].tolist() == ["Ben Sample"]
    back = passages(study.claims, study.sources, tmp_path)
    assert list(back.texts.values()) == ["The road is **too** long,"]


def test_a_study_that_cannot_be_written_is_an_error_in_words(articles: Path) -> None:
    done = run("extract", articles, "-o", articles / "first.txt" / "study")
    assert done.returncode == 1
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr
