"""Machine coders: read beside the people of a study, and never among them."""

import re
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import stance
from stance.core.contracts import MACHINE_CODINGS
from stance.core.errors import DataError
from stance.exchange.exporting import export
from stance.report.render import brief, render
from stance.study.adjudicating import adjudicate_study
from stance.study.annotator_names import is_called_like_a_model
from stance.study.assigning import Plan
from stance.study.checking import check
from stance.study.folder import annotators_of
from stance.study.issuing import assign_study, update_study
from stance.study.receiving import receive
from stance.study.spoken import spoken_in
from tests import sample
from tests.machines.files import lay, study_with

#: Says when something was written.
HISTORY = "history.csv"


def codings(study: Path) -> list[list[object]]:
    frame = stance.Study.open(study).machine_codings
    columns = ["machine", "repeat", "claim_id", "topic", "stance", "score"]
    return frame[columns].astype("object").where(frame[columns].notna(), None).to_numpy().tolist()


def said(study: Path) -> list[str]:
    problems = stance.Study.open(study).problems
    return [str(p) for p in problems if p.code.startswith("machine-")]


def test_a_study_without_machines_has_an_empty_frame() -> None:
    study = stance.Study.open(sample.SAMPLE)
    assert study.machine_codings.columns.tolist() == MACHINE_CODINGS.names
    assert study.machine_codings.empty
    assert study.machine_inputs == ()


def test_a_table_of_answers_is_read_with_repeats_probabilities_and_reasons(tmp_path: Path) -> None:
    study = study_with(
        tmp_path,
        ("c001", "own-format", "for", 3, 1, 0.9, "it says so"),
        ("c001", "own-format", "against", 2, 2, "", "'=1+1"),
        ("c002", "none", "", "", "", "", ""),
        ("c003", "csto-guarantor", "unclear", "", 1, "", ""),
    )
    assert codings(study) == [
        ["gpt", 1, "c001", "own-format", "for", 1.0],
        ["gpt", 2, "c001", "own-format", "against", -1.0],
        ["gpt", 1, "c002", "none", "", None],
        ["gpt", 1, "c003", "csto-guarantor", "unclear", None],
    ]
    first, second = stance.Study.open(study).machine_codings.iloc[:2].to_dict("records")
    assert (first["confidence"], first["probability"], first["reason"]) == (3, 0.9, "it says so")
    assert second["reason"] == "=1+1"
    assert second["probability"] != second["probability"]  # NaN
    assert (second["file"], second["row"]) == ("gpt.csv", 3)


def test_a_coders_own_workbook_is_a_machines_once_it_lies_among_machines(tmp_path: Path) -> None:
    study = sample.copy(tmp_path)
    (study / "machines").mkdir()
    shutil.copy(study / "coder-b.xlsx", study / "machines" / "gpt-5-mini.xlsx")
    opened = stance.Study.open(study)
    people = opened.annotations[opened.annotations["annotator"] == "coder-b"]
    columns = ["claim_id", "slot", "topic", "stance", "score", "confidence"]
    ours = opened.machine_codings
    assert ours[columns].equals(people[columns].reset_index(drop=True))
    assert set(ours["machine"]) == {"gpt-5-mini"}


def test_a_machines_workbook_in_another_language_says_what_its_words_mean(tmp_path: Path) -> None:
    study = sample.copy(tmp_path)
    for file in study.glob("coder-*.xlsx"):
        file.unlink()
    assign_study(study, ["robot"], Plan(1), spoken_in("ru"))
    (study / "machines").mkdir()
    path = (study / "robot.xlsx").rename(study / "machines" / "robot.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Высказывания"]
    header = [cell.value for cell in sheet[1]]
    for row, (topic, level) in enumerate([("Free movement", "за"), ("3", "неясно")], start=2):
        sheet.cell(row, header.index("тема") + 1).value = topic
        sheet.cell(row, header.index("позиция") + 1).value = level
    book.save(path)
    given = [(topic, level) for _, _, _, topic, level, _ in codings(study)]
    assert sorted(given) == [("crisis-bilateral-harm", "unclear"), ("free-movement", "for")]
    assert said(study) == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (("c999", "own-format", "for", "", 1, "", ""), '"c999" is no claim of the study'),
        (("c001", "own-fromat", "for", "", 1, "", ""), "is no topic of the codebook"),
        (("c001", "own-format", "fro", "", 1, "", ""), '"fro" is no stance'),
        (("c001", "own-format", "for", 9, 1, "", ""), '"9" is no confidence'),
        (("c001", "own-format", "for", "", 0, "", ""), '"0" should be a whole number from 1'),
        (("c001", "own-format", "for", "", 1.5, "", ""), '"1.5" should be a whole number from 1'),
        (("c001", "own-format", "for", "", 1, 1.01, ""), '"1.01" should be a number from 0 to 1'),
        (("c001", "own-format", "for", "", 1, -0.01, ""), '"-0.01" should be a number from 0 to 1'),
    ],
)
def test_what_cannot_be_used_is_named_by_its_cell_and_the_rest_is_used(
    tmp_path: Path, row: tuple[object, ...], message: str
) -> None:
    study = study_with(tmp_path, row, ("c002", "own-format", "for", "", 1, 1, ""))
    told = said(study)
    assert len(told) == 1
    assert told[0].startswith("gpt.csv › ")
    assert message in told[0]
    assert ["gpt", 1, "c002", "own-format", "for", 1.0] in codings(study)
    assert check(study).passed
    assert any(message in problem.message for problem in check(study).problems)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.xlsx", b"nothing"),
        ("x.csv", b"a,b\n1,2\n"),
        ("x.csv", b"claim_id,topic\nc002,own-format\n"),
    ],
)
def test_a_file_that_cannot_be_read_does_not_stop_the_study(
    tmp_path: Path, name: str, data: bytes
) -> None:
    study = study_with(tmp_path, ("c001", "own-format", "for", "", 1, "", ""))
    study.joinpath("machines", name).write_bytes(data)
    assert len(codings(study)) == 1
    assert [line.split(":")[0] for line in said(study)] == [name]


def test_a_models_file_among_people_counts_as_a_person_and_is_warned_of(tmp_path: Path) -> None:
    study = sample.copy(tmp_path)
    rows = [("c001", "own-format", "for", 3, 1, "", "")]
    shutil.move(lay(study, "gpt-5-mini.csv", rows), study / "gpt-5-mini.csv")
    opened = stance.Study.open(study)
    assert "gpt-5-mini" in set(opened.annotations["annotator"])
    (told,) = [str(p) for p in opened.problems if p.code == "machine-as-person"]
    assert told.startswith('gpt-5-mini.csv: "gpt-5-mini" is called like a model')
    assert "machines" in told
    assert "is called like a model" in render(opened.analyse())


@pytest.mark.parametrize(
    ("name", "like"),
    [
        ("gpt-5-mini", True),
        ("ChatGPT", True),
        ("my gpt", True),
        ("claude-sonnet-4", True),
        ("Claude 3", True),
        ("gemini_2.5", True),
        ("llama3", True),
        ("mistral-large", True),
        ("o3-mini", True),
        ("llm", True),
        ("deepseek-r1", True),
        ("Qwen2", True),
        ("claude", False),
        ("Claude Sonntag", False),
        ("roberta", False),
        ("gemma", False),
        ("Gabriela Mistral", False),
        ("egpty", False),
        ("coder-a", False),
        ("sophia1", False),
        ("coder-o3", False),
    ],
)
def test_what_is_called_like_a_model(name: str, like: bool) -> None:
    assert is_called_like_a_model(name) is like


def as_machine(file: Path, kind: str = "machine") -> None:
    book = openpyxl.load_workbook(file)
    book["Settings"].append(["kind", kind])
    book.save(file)


def test_a_workbook_whose_settings_say_machine_is_no_annotators(tmp_path: Path) -> None:
    study = sample.copy(tmp_path)
    before = stance.Study.open(study)
    shutil.copy(study / "coder-b.xlsx", study / "model.xlsx")
    as_machine(study / "model.xlsx")
    opened = stance.Study.open(study)
    assert set(opened.machine_codings["machine"]) == {"model"}
    assert opened.annotations.equals(before.annotations)
    assert opened.inputs == before.inputs
    assert annotators_of(study) == ["coder-a", "coder-b", "coder-c"]


def test_a_machines_workbook_alone_is_no_study_of_people(tmp_path: Path) -> None:
    study = sample.copy(tmp_path)
    as_machine(study / "coder-b.xlsx")
    opened = stance.Study.open(study / "coder-b.xlsx")
    assert opened.annotations.empty
    assert set(opened.machine_codings["machine"]) == {"coder-b"}
    assert check(study / "coder-b.xlsx").passed


def test_the_analysts_workbook_is_never_a_machines(tmp_path: Path) -> None:
    study = sample.copy(tmp_path)
    before = stance.Study.open(study)
    as_machine(study / "study.xlsx")
    opened = stance.Study.open(study)
    assert opened.annotations.equals(before.annotations)
    assert opened.machine_codings.empty


def test_a_machines_workbook_is_neither_written_anew_nor_taken_in(tmp_path: Path) -> None:
    study = sample.copy(tmp_path)
    shutil.copy(study / "coder-b.xlsx", study / "model.xlsx")
    as_machine(study / "model.xlsx")
    held = (study / "model.xlsx").read_bytes()
    update_study(study)
    assert (study / "model.xlsx").read_bytes() == held
    with pytest.raises(DataError, match="a machine's answers, not an annotator's"):
        receive(study, [study / "model.xlsx"])


def test_a_setting_that_is_neither_human_nor_machine_is_named(tmp_path: Path) -> None:
    study = sample.copy(tmp_path)
    as_machine(study / "coder-b.xlsx", "robot")
    assert any("kind should be human or machine" in p.message for p in check(study).problems)


def test_a_machine_changes_no_number_and_no_file_of_people(tmp_path: Path) -> None:
    plain, study = sample.copy(tmp_path / "plain"), sample.copy(tmp_path / "other")
    answers = stance.Study.open(plain).annotations
    coded = answers[answers["annotator"] == "coder-a"]
    rows = zip(coded["claim_id"], coded["topic"], coded["stance"], strict=True)
    lay(study, "gpt-5-mini.csv", [(*row, 3, 1, "", "") for row in rows])
    shutil.copy(study / "coder-c.xlsx", study / "machines" / "other.xlsx")
    pages: list[str] = []
    for folder in (plain, study):
        findings = stance.Study.open(folder).analyse(seed=1)
        pages.append(render(findings) + brief(findings))
        export(findings, folder.parent / "out")
        update_study(folder)
        adjudicate_study(folder)
    section = re.compile(r'<section id="machines".*?</section>\n', re.DOTALL)
    assert not section.search(pages[0])
    assert section.search(pages[1])
    made = re.compile(r'"machine_inputs": \[.*?\]')  # of which files the page was made
    assert made.sub("", pages[0]) == made.sub("", section.sub("", pages[1]))
    machines = pd.read_csv(study.parent / "out" / "machine_codings.csv")
    assert set(machines["machine"]) == {"gpt-5-mini", "other"}
    assert not (plain.parent / "out" / "machine_codings.csv").exists()
    for one in (plain, plain.parent / "out"):
        other = tmp_path / "other" / one.relative_to(tmp_path / "plain")
        files = [
            file for file in sorted(one.iterdir()) if file.is_file() and HISTORY not in file.name
        ]
        assert len(files) > 4
        for file in files:
            assert file.read_bytes() == (other / file.name).read_bytes(), file.name
