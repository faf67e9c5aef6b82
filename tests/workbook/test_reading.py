"""What is wrong is named by file and cell; what lies in a folder becomes one study."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from stance.core.codebook import Level, Scale, Topic
from stance.core.errors import DataError, Problem
from stance.study.combining import combine
from stance.study.csv_folder import read_csv_folder, write_study
from stance.study.folder import read_study
from stance.workbook.answers import annotations_of
from stance.workbook.near_stances import near_stance
from stance.workbook.reading import read
from stance.workbook.writing import write
from tests.pins import needs_pinned
from tests.shared_folder import shared
from tests.workbook_material import CLAIMS, CODEBOOK, answer, content


def spots(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.code, problem.cell) for problem in problems]


def refused(path: Path) -> Problem:
    with pytest.raises(DataError) as caught:
        read_study(path)
    (problem,) = caught.value.problems
    return problem


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    problem = refused(tmp_path / "nowhere")
    assert problem.code == "missing-path"
    assert "nowhere" in problem.file


def test_a_folder_without_workbooks_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.docx").write_text("x")
    assert refused(tmp_path).code == "no-workbook"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"expert,claim,topic,stance\nAnna,x,y,for\n", "CSV"),
        (b"<html><table></table></html>", "web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old .xls"),
        (b"", "empty"),
        (b"PK\x03\x04 torn", "damaged"),
    ],
)
def test_a_file_that_is_no_workbook_is_called_what_it_is(
    tmp_path: Path, data: bytes, said: str
) -> None:
    (tmp_path / "study.xlsx").write_bytes(data)
    problem = refused(tmp_path)
    assert (problem.code, problem.file) == ("unreadable-file", "study.xlsx")
    assert said in problem.message


@pytest.mark.parametrize(
    ("given", "code", "cell", "hint"),
    [
        (answer("c1", "tax", "suport"), "unknown-stance", "J2", "legal are"),
        (answer("c1", "tax", "strongly fro"), "unknown-stance", "J2", '"strongly for"?'),
        (answer("c1", "tax", "решительно зa"), "unknown-stance", "J2", '"решительно за"?'),
        (answer("c2", "raod", "for"), "unknown-topic", "H3", 'did you mean "road"?'),
        (answer("c2", "", "for"), "stance-without-topic", "J3", "choose the topic"),
        (answer("c3", "tax"), "topic-without-stance", "J4", "choose a stance"),
        (answer("c3", "none", "for"), "stance-on-none", "J4", "choose the topic"),
        (answer("c3", "tax", "for", confidence="4"), "unknown-confidence", "K4", "1 doubtful"),
    ],
)
def test_an_illegal_answer_is_named_by_its_cell(
    tmp_path: Path, given: dict[str, object], code: str, cell: str, hint: str
) -> None:
    found = read(write(tmp_path / "coder.xlsx", content(given)))
    assert spots(found.problems) == [(code, cell)]
    (problem,) = found.problems
    assert problem.file == "coder.xlsx"
    assert problem.sheet == "Claims"
    assert problem.claim_id == given["claim_id"]
    assert hint in problem.hint


def test_two_stances_on_one_topic_are_reported_and_the_same_one_counts_once(
    tmp_path: Path,
) -> None:
    made = content(
        answer("c1", "tax", "for"),
        answer("c1", "tax", "against", slot=2),
        answer("c2", "road", "for"),
        answer("c2", "road", "for", slot=2),
    )
    found = read(write(tmp_path / "coder.xlsx", made))
    assert spots(found.problems) == [("duplicate-answer", "N2"), ("repeated-answer", "L3")]
    assert found.annotations["stance"].tolist() == ["for", "for"]


def test_answers_stand_by_row_then_slot(tmp_path: Path) -> None:
    made = content(
        answer("c1", "tax", "for"),
        answer("c2", "road", "for", slot=2),
        answer("c1", "road", "against", slot=2),
    )
    found = read(write(tmp_path / "coder.xlsx", made)).answers
    order = zip(found["row"], found["slot"], found["stance_cell"], strict=True)
    assert list(order) == [(2, 1, "J2"), (2, 2, "N2"), (3, 2, "N3")]


def test_an_answer_in_the_second_slot_alone_counts(tmp_path: Path) -> None:
    found = read(write(tmp_path / "coder.xlsx", content(answer("c2", "road", "for", slot=2))))
    assert found.problems == ()
    assert found.annotations["stance_cell"].tolist() == ["N3"]


def test_a_long_table_keeps_its_rows_in_order(tmp_path: Path) -> None:
    numbers = range(1, 451)
    path = tmp_path / "long.csv"
    lines = [f"c{n},Anna,claim {n},tax,for" for n in numbers]
    path.write_text("\n".join(["claim_id,expert,claim,topic,stance", *lines]))
    found = read(path)
    assert found.claims["claim"].tolist() == [f"claim {n}" for n in numbers]
    assert found.annotations["stance_cell"].tolist() == [f"E{n + 1}" for n in numbers]


def test_labels_codes_scores_and_names_are_understood(tmp_path: Path) -> None:
    made = content(
        answer("c1", "Taxes", "SF", confidence="sure"),
        answer("c2", " ROAD ", "−1"),
        answer("c3", "NONE"),
        claims=CLAIMS.assign(expert_id=["a. example", "BEN", "Ben  Sample"]),
    )
    found = read(write(tmp_path / "coder.xlsx", made))
    assert found.problems == ()
    assert found.annotations["topic"].tolist() == ["tax", "road", "none"]
    assert found.annotations["stance"].tolist() == ["strongly for", "against", ""]
    assert found.annotations["confidence"].tolist()[0] == 3
    assert found.claims["expert_id"].tolist() == ["anna", "ben", "ben"]


def test_an_expert_who_is_not_listed_is_named(tmp_path: Path) -> None:
    made = content(claims=CLAIMS.assign(expert_id=["anna", "Ben Sampel", "ben"]))
    (problem,) = read(write(tmp_path / "study.xlsx", made)).problems
    assert (problem.code, problem.cell) == ("unknown-expert", "B3")
    assert problem.hint.startswith('did you mean "Ben Sample"? If that was the name')


def test_an_id_that_stands_for_two_claims_is_named(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "claim_id,expert,claim,topic,stance\nc1,Anna,yes,tax,for\nc1,Anna,no,tax,against\n"
    )
    assert ("duplicate-id", "A3") in spots(read(path).problems)


def test_a_plain_table_is_a_study(tmp_path: Path) -> None:
    path = tmp_path / "small.csv"
    path.write_text(
        "Actor;Quote;Concept;Position;Coder;Document;Date\n"
        "Anna Example;Taxes must rise;Taxes;for;x;Paper;2024-01\n"
        "Anna Example;Taxes must rise;Taxes;strongly for;y;Paper;2024-01\n"
        "Ben Sample;Never;Taxes;against;x;Paper;2024\n",
        encoding="utf-8",
    )
    (found,) = read_study(path)
    assert found.problems == ()
    assert found.claims["claim_id"].tolist() == ["c0001", "c0003"]
    assert found.claims["expert_id"].tolist() == ["anna-example", "ben-sample"]
    assert found.claims["source_id"].tolist() == ["paper", "paper"]
    assert found.claims["said_on"].tolist() == ["2024-01", "2024"]
    assert found.annotations["annotator"].tolist() == ["x", "y", "x"]
    assert found.annotations["stance_cell"].tolist() == ["D2", "D3", "D4"]
    assert found.codebook is not None
    assert found.codebook.topic_ids == ("taxes",)


@pytest.mark.parametrize(
    ("days", "claims"),
    [
        (("2025-03-04", "2025-09-02"), 2),
        (("2025-03-04", "2025-03-04"), 1),
        (("2025-03-04", ""), 1),  # a row without a date repeats the words, whichever comes first
        (("", "2025-03-04"), 1),
        (("", ""), 1),
    ],
)
def test_the_same_words_on_two_days_are_two_claims(
    tmp_path: Path, days: tuple[str, str], claims: int
) -> None:
    header = "expert,claim,topic,stance,source,annotator,said_on"
    rows = (f"Ann A,Build it.,Tram,for,The Courier,{who}," for who in "ab")
    table = tmp_path / "t.csv"
    table.write_text("\n".join([header, *map(str.__add__, rows, days)]))
    found = read(table)
    assert found.problems == ()
    assert len(found.claims) == found.annotations["claim_id"].nunique() == claims


def test_a_plain_table_may_use_a_scale_of_its_own_numbers(tmp_path: Path) -> None:
    path = tmp_path / "small.csv"
    path.write_text("expert,claim,topic,stance\nAnna,a,tax,0\nBen,b,tax,10\nBen,c,tax,7\n")
    found = read(path)
    assert found.codebook is not None
    assert found.codebook.scale.scores == tuple(range(11))
    assert found.annotations["score"].tolist() == [0, 10, 7]


def test_a_misspelled_header_is_understood_and_told(tmp_path: Path) -> None:
    path = tmp_path / "small.csv"
    path.write_text("expert,claim,topic,stanse\nAnna,a,tax,for\n")
    found = read(path)
    assert spots(found.problems) == [("renamed-column", "D1")]
    assert found.annotations["stance"].tolist() == ["for"]


def test_a_table_without_a_needed_column_says_which(tmp_path: Path) -> None:
    path = tmp_path / "small.csv"
    path.write_text("expert,claim,topic,mood\nAnna,a,tax,for\n")
    problem = refused(path)
    assert problem.code == "missing-column"
    assert '"stance"' in problem.message


def study(folder: Path) -> None:
    write(folder / "study.xlsx", content(name="study.xlsx"))
    write(folder / "x.xlsx", content(answer("c1", "tax", "for"), name="x.xlsx"))
    write(folder / "y.xlsx", content(answer("c1", "tax", "against"), name="y.xlsx"))


def test_a_folder_is_read_whole_and_what_is_no_workbook_is_named(tmp_path: Path) -> None:
    study(tmp_path)
    for name in ("~$x.xlsx", ".~lock.y.xlsx#", "x.xlsx.1.bak", "notes.txt"):
        (tmp_path / name).write_text("x")
    found = combine(read_study(tmp_path))
    assert [(p.code, p.file) for p in found.problems] == [
        ("lock-file", ".~lock.y.xlsx#"),
        ("skipped-file", "notes.txt"),
        ("lock-file", "~$x.xlsx"),
    ]
    assert found.annotations["annotator"].tolist() == ["x", "y"]
    assert found.claims["file"].unique().tolist() == ["study.xlsx"]


@pytest.mark.parametrize("name", ["z.xls", "z.XLSB", "z.fods", "z.numbers", "z.html"])
def test_a_spreadsheet_that_is_not_read_is_missed_and_not_only_noted(
    tmp_path: Path, name: str
) -> None:
    study(tmp_path)
    (tmp_path / name).write_text("x")
    (problem,) = combine(read_study(tmp_path)).problems
    assert (problem.code, problem.file, problem.severity) == ("unread-file", name, "warning")
    assert "save it as .xlsx" in problem.hint


def test_a_claim_that_the_study_does_not_have_is_reported(tmp_path: Path) -> None:
    study(tmp_path)
    more = CLAIMS.assign(claim_id=["c1", "c2", "c9"])
    write(tmp_path / "z.xlsx", content(answer("c9", "tax", "for"), name="z.xlsx", claims=more))
    found = combine(read_study(tmp_path))
    assert [(p.code, p.file, p.cell) for p in found.problems] == [("unknown-claim", "z.xlsx", "A4")]
    assert "c9" not in set(found.annotations["claim_id"])


def test_a_table_without_ids_is_about_the_claims_of_its_words(tmp_path: Path) -> None:
    """Ids that are made up must not be those of other claims."""
    study(tmp_path)
    first, second, _ = CLAIMS["claim"]
    (tmp_path / "z.csv").write_text(
        "expert,claim,topic,stance\n"
        f'Ben Sample,"{second.upper()}",tax,for\nBen Sample,Nobody said it.,tax,for\n'
    )
    found = combine(read_study(tmp_path))
    told = [(p.code, p.cell, p.value) for p in found.problems if p.file == "z.csv"]
    assert told == [("unknown-claim", "B3", "Nobody said it.")]
    mine = found.annotations[found.annotations["annotator"] == "z"]
    assert mine[["claim_id", "topic"]].values.tolist() == [["c2", "tax"]]
    assert first != second


def test_without_the_analysts_workbook_other_words_are_told_once(tmp_path: Path) -> None:
    for name, words in (("a", "Taxes must rise."), ("b", "Taxes must fall."), ("c", "")):
        row = f"c1,Anna,{words},tax,for\n"
        (tmp_path / f"{name}.csv").write_text(f"claim_id,expert,claim,topic,stance\n{row}")
    found = combine(read_study(tmp_path))
    assert [(p.code, p.file, p.cell) for p in found.problems] == [("form-changed", "b.csv", "A2")]
    assert "a.csv" in found.problems[0].message
    assert found.claims["claim"].tolist() == ["Taxes must rise."]


def test_changed_words_are_reported_and_the_study_s_count(tmp_path: Path) -> None:
    study(tmp_path)
    claims = CLAIMS.assign(claim=["Taxes must go down.", *CLAIMS["claim"][1:]])
    write(tmp_path / "z.xlsx", content(answer("c1", "tax", "for"), name="z.xlsx", claims=claims))
    found = combine(read_study(tmp_path))
    assert [(p.code, p.file) for p in found.problems] == [
        ("study-reworded", "z.xlsx"),
        ("answers-waiting", "z.xlsx"),
    ]
    assert found.claims["claim"].tolist() == CLAIMS["claim"].tolist()


def test_two_files_of_one_annotator_count_once(tmp_path: Path) -> None:
    study(tmp_path)
    one = content(answer("c1", "tax", "for"), answer("c2", "road", "for"), name="x.xlsx")
    write(tmp_path / "x copy.xlsx", one)
    found = combine(read_study(tmp_path))
    assert [(p.code, p.file) for p in found.problems] == [("two-files", "x.xlsx")]
    assert len(found.annotations) == 3


def csv_study(folder: Path) -> Path:
    for name, text in {
        "topics": "topic,label,proposition\ntax,Taxes,Taxes should rise.\n",
        "experts": "expert_id,name\nanna,Anna Example\n",
        "sources": "source_id,title\ns1,Paper\n",
        "claims": "claim_id,source_id,expert_id,start,end,paraphrase\nc1,s1,anna,3,9,More tax.\n"
        "c2,s1,anna,10,12,Less tax.\n",
        "coder_a": "claim_id,topic,stance,confidence\nc1,tax,2,3\nc2,,,\n",
        "coder_b": "claim_id,topic,stance,confidence\nc1,tax,-1,\nc2,none,,2\n",
    }.items():
        (folder / f"{name}.csv").write_text(text)
    (folder / "GUIDE.md").write_text("# Rules\nRead first.")
    return folder


def test_coding_rules_in_another_encoding_are_read_and_told(tmp_path: Path) -> None:
    (csv_study(tmp_path) / "GUIDE.md").write_bytes("Regeln für alle.".encode("cp1252"))
    study, *_ = read_csv_folder(tmp_path)
    assert study.settings.rules == "Regeln für alle."
    assert [(p.code, p.file) for p in study.problems] == [("guessed-encoding", "GUIDE.md")]


def test_a_folder_of_tables_becomes_a_study(tmp_path: Path) -> None:
    (tmp_path / "csv").mkdir()
    contents = read_csv_folder(csv_study(tmp_path / "csv"), "My study")
    written = write_study(tmp_path / "out", contents)
    assert [path.name for path in written] == ["study.xlsx", "coder-a.xlsx", "coder-b.xlsx"]
    found = combine(read_study(tmp_path / "out"))
    assert found.problems == ()
    assert found.title == "My study"
    assert found.settings.rules == "# Rules\nRead first."
    assert found.claims[["start", "end"]].to_numpy().tolist() == [[3, 9], [10, 12]]
    columns = ["claim_id", "annotator", "topic", "stance"]
    assert found.annotations[columns].to_numpy().tolist() == [
        ["c1", "coder-a", "tax", "strongly for"],
        ["c1", "coder-b", "tax", "against"],
        ["c2", "coder-b", "none", ""],
    ]


@pytest.mark.parametrize("score", ["nan", "inf", "1e999", "two"])
def test_a_score_that_is_no_place_on_a_scale_is_named(tmp_path: Path, score: str) -> None:
    csv_study(tmp_path)
    table = f"stance,score\nagainst,-1\nfor,1\nfar,{score}\n"
    (tmp_path / "scale.csv").write_text(table, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_csv_folder(tmp_path)
    found = tuple(p for p in caught.value.problems if p.file == "scale.csv")
    assert spots(found) == [("bad-score", "B4")]


def test_a_table_with_errors_writes_nothing(tmp_path: Path) -> None:
    csv_study(tmp_path)
    (tmp_path / "coder_b.csv").write_text("claim_id,topic,stance\nc1,tax,suport\n")
    start = "from stance.cli import main; main()"
    command = [sys.executable, "-c", start, "from-csv", str(tmp_path), "-o", "out"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 1
    assert 'error: coder_b.csv › C2 (c1): "suport" is no stance' in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_sample_study_is_whole() -> None:
    found = combine(read_study(Path(__file__).parents[2] / "annotations" / "central-asia"))
    assert found.problems == ()
    assert (len(found.experts), len(found.sources), len(found.claims)) == (15, 5, 85)
    assert found.codebook is not None
    assert len(found.codebook.topics) == 15
    # One row each of coder_a.csv, coder_b.csv and coder_c.csv, plus their second topics.
    counts = found.annotations.groupby("annotator").size().to_dict()
    assert counts == {"coder-a": 87, "coder-b": 103, "coder-c": 86}


#: What the sample says in other words than the tables it was made from (patterns).
REWORDED = {
    "GUIDE.md": [
        (r"codebook proposition\(s\) in topics.csv", "propositions on the sheet Topics"),
        (r"in topics.csv", "on the sheet Topics"),
    ],
    "experts.csv": [(r"Head of the (.*?) Department", r"Department head: \1")],
    "sources.csv": [
        (r"(Kazakhstan Affect) [^?]*\?", r"\1 …"),
        (r"(a defense bloc) [^,]*", r"\1 …"),
    ],
}


def test_the_sample_study_is_what_the_command_makes_of_its_tables(tmp_path: Path) -> None:
    needs_pinned("xlsxwriter")
    sample = Path(__file__).parents[2] / "annotations" / "central-asia"
    tables = tmp_path / "tables"
    tables.mkdir()
    for path in shared("study").iterdir():
        text = path.read_text(encoding="utf-8")
        for said, meant in REWORDED.get(path.name, []):
            text = re.sub(said, meant, text)
        (tables / path.name).write_text(text, encoding="utf-8")
    for path in write_study(tmp_path / "study", read_csv_folder(tables, "Central Asia")):
        same = path.read_bytes() == (sample / path.name).read_bytes()  # not to be printed
        assert same, f"{path.name} is stale; renew it with stance from-csv from these tables"


@pytest.mark.parametrize("date", ["2022-13-01", "2022-02-30", "0000-00-00", "9999-12-31"])
def test_a_date_that_no_calendar_has_is_told_and_left_out(tmp_path: Path, date: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"expert,claim,topic,stance,date\nAnna,Yes.,tax,for,{date}\n")
    found = read(path)
    assert [(p.code, p.cell, p.severity) for p in found.problems] == [("bad-date", "E2", "warning")]
    assert found.claims["said_on"].tolist() == [""]


@pytest.mark.parametrize(
    ("published", "read_as", "codes"),
    [
        ("2024-05", "2024-05", []),
        ("", "", []),
        ("n/a", "n/a", []),
        ("May 2024", "2024-05", []),
        ("31.12.2021", "2021-12-31", []),
        ("1/2/2021", "1/2/2021", ["bad-date"]),
        ("2024-02-30", "2024-02-30", ["bad-date"]),
    ],
)
def test_a_date_of_a_source_is_read_if_it_has_one_reading_and_else_kept_as_it_was_typed(
    tmp_path: Path, published: str, read_as: str, codes: list[str]
) -> None:
    tables = csv_study(tmp_path)
    (tables / "sources.csv").write_text(f"source_id,title,published\ns1,Paper,{published}\n")
    study, *_ = read_csv_folder(tables)
    assert study.sources["published"].tolist() == [read_as]
    told = [(p.code, p.file, p.cell) for p in study.problems]
    assert told == [(code, "sources.csv", "C2") for code in codes]


def test_ids_that_are_made_up_are_never_called_doubled(tmp_path: Path) -> None:
    """A word processor changed the marks of one copy; the reader has no id to correct."""
    path = tmp_path / "t.csv"
    path.write_text(
        "expert,claim,topic,stance,annotator\n"
        "Anna,It's a road - no more,road,for,ana\nAnna,It’s a road – no more,road,for,ben\n",
        encoding="utf-8",
    )
    found = read(path)
    assert found.problems == ()
    assert found.annotations["claim_id"].tolist() == ["c0001", "c0001"]


def test_an_id_given_to_two_claims_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,expert,claim,topic,stance\nc1,Anna,Yes.,tax,for\nc1,Anna,No.,tax,for\n")
    assert "duplicate-id" in [p.code for p in read(path).problems]


_ANSWERS = (answer("c1", "tax", "strongly against"), answer("c2", "road", "SA", row=2))


def _study_with(folder: Path, sheet: str, cell: str, value: str | None) -> tuple[Problem, ...]:
    """What is wrong with a small study one cell of whose lists was changed after issuing."""
    lists = write(folder / "study.xlsx", content(name="study.xlsx"))
    write(folder / "coder.xlsx", content(*_ANSWERS))
    book = openpyxl.load_workbook(lists)
    if value is None:
        book[sheet].delete_rows(2, book[sheet].max_row)
    else:
        book[sheet][cell] = value
    book.save(lists)
    return combine(read_study(folder)).problems


def test_codes_wait_for_a_faulty_score_which_alone_is_told(tmp_path: Path) -> None:
    (problem,) = _study_with(tmp_path, "Scale", "B2", "minus two")
    assert (problem.code, problem.file, problem.cell) == ("bad-score", "study.xlsx", "B2")
    assert '"minus two" is no score; 2 codes wait for it' in problem.message


def test_a_renamed_stance_is_advised_by_its_score(tmp_path: Path) -> None:
    problems = _study_with(tmp_path, "Scale", "A2", "rejects it")
    hints = {p.hint for p in problems if p.code == "unknown-stance"}
    assert hints == {'did you mean "rejects it"?'}


@pytest.mark.parametrize(
    ("proposition", "hint"),
    [
        ("Roads are built.", 'its proposition is that of "way" now; write "road" as its label'),
        ("Roads are closed.", "legal are: tax, way"),
    ],
)
def test_a_topic_under_another_id_is_known_by_its_proposition(proposition, hint) -> None:
    tax = CODEBOOK.topic("tax")
    old = replace(CODEBOOK, topics=(tax, Topic("road", "Roads", "Roads are built.")))
    new = replace(CODEBOOK, topics=(tax, Topic("way", "Ways", proposition)))
    typed = content(answer("c1", "road", "for")).answers
    _, (problem,) = annotations_of(typed, new, old)
    assert problem.code == "unknown-topic"
    assert hint in problem.hint


def test_without_topics_it_is_said_where_they_are_written(tmp_path: Path) -> None:
    problems = _study_with(tmp_path, "Topics", "", None)
    hints = {p.hint for p in problems if p.code == "unknown-topic"}
    assert hints == {"the study has no topics yet; write them in the sheet Topics of study.xlsx"}


@pytest.mark.parametrize(
    ("typed", "labels", "near"),
    [
        ("strongly against", "rejects|for|strongly for", None),
        ("strongly agianst", "rejects|for|strongly for", None),
        ("strongly for", "against|strongly against|supports", None),
        ("disagree", "reject|agree", None),
        ("neither agree nor disagree", "agree|disagree", None),
        ("disagre", "disagree|agree", "disagree"),
        ("strongly fro", "against|strongly for", "strongly for"),
    ],
)
def test_no_stance_of_another_side_is_advised(typed: str, labels: str, near: str | None) -> None:
    levels = labels.split("|")
    scale = Scale(tuple(Level(label, n) for n, label in enumerate(levels)), neutral=0.5)
    assert near_stance(typed, scale) == near
