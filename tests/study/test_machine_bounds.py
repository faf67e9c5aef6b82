"""Where a rule of machines in a study begins to hold: one row a boundary."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

import stance
from stance.core.errors import DataError
from stance.machines.forms import Limits
from stance.study.machine_answers import take_results
from stance.study.machine_asking import Asking, asking_file, hashes_of, read_asking
from stance.study.machine_prompting import prices_in, prompt, template_text
from stance.workbook.content import Settings
from stance.workbook.writing import write
from tests.machines.models import answer_batch, code
from tests.workbook_material import content


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study of three claims and two topics that nobody has coded."""
    folder = tmp_path / "study"
    folder.mkdir()
    write(folder / "study.xlsx", content(name="study.xlsx"))
    return folder


def asking(**changed: Any) -> Asking:
    given = {"machine": "gpt", "model": "gpt-9", "form": "openai", "template": template_text()}
    return Asking(**(given | changed))


def lay(study: Path, *rows: str) -> None:
    path = study / "machines" / "gpt.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(rows), encoding="utf-8")


def given(study: Path) -> list[tuple[str, int, str]]:
    frame = stance.Study.open(study).machine_codings
    return list(zip(frame["claim_id"], frame["repeat"], frame["topic"], strict=True))


@pytest.mark.parametrize(
    ("changed", "requests"),
    [
        ({"sample": 0.01}, 1),
        ({"sample": 0.49}, 1),
        ({"sample": 0.51}, 2),
        ({"sample": 1.0}, 3),
        ({"repeat": 1}, 3),
        ({"repeat": 100}, 300),
        ({"temperature": 0.0}, 3),
        ({"temperature": 2.0}, 3),
    ],
)
def test_choices_may_go_as_far_as_their_bounds(
    study: Path, changed: dict[str, Any], requests: int
) -> None:
    out = study.parent / "r.jsonl"
    assert prompt(study, asking(**changed), out).size.requests == requests
    assert len(out.read_text("utf-8").splitlines()) == requests


@pytest.mark.parametrize(("most", "names"), [(3, ["r.jsonl"]), (2, ["r-1.jsonl", "r-2.jsonl"])])
def test_files_are_numbered_where_one_does_not_hold_all(
    study: Path, most: int, names: list[str]
) -> None:
    prompt(study, asking(), study.parent / "r.jsonl", limits=Limits(most, 10**9))
    assert sorted(path.name for path in study.parent.glob("*.jsonl")) == names


def test_what_was_asked_is_kept_so_that_people_can_read_it() -> None:
    kept = asking(template="Что он думает?", temperature=0.5, repeat=2, sample=0.25, seed=7)
    assert kept.to_json().decode() == (
        '{\n "machine": "gpt",\n "model": "gpt-9",\n "form": "openai",\n'
        ' "template": "Что он думает?",\n "temperature": 0.5,\n "verbatim": false,\n'
        ' "repeat": 2,\n "sample": 0.25,\n "seed": 7\n}\n'
    )


@pytest.mark.parametrize(
    ("changed", "legal"),
    [
        ({}, True),
        ({"temperature": 0.5}, True),
        ({"temperature": math.nan}, False),
        ({"temperature": math.inf}, False),
        ({"temperature": "warm"}, False),
        ({"model": 3}, False),
        ({"template": 3}, False),
        ({"repeat": 1}, True),
        ({"repeat": 0}, False),
        ({"repeat": 1.5}, False),
        ({"another": 1}, False),
    ],
)
def test_a_note_of_what_was_asked_holds_what_was_written_or_none_of_it(
    tmp_path: Path, changed: dict[str, Any], legal: bool
) -> None:
    path = asking_file(tmp_path, "gpt")
    path.write_text(json.dumps(json.loads(asking().to_json()) | changed), encoding="utf-8")
    if legal:
        assert read_asking(path) == asking(**changed)
        return
    with pytest.raises(DataError, match="not as stance machine prompt wrote it"):
        read_asking(path)


@pytest.mark.parametrize(("size", "legal"), [(1_000_000, True), (1_000_001, False)])
def test_a_note_of_what_was_asked_may_be_a_megabyte(tmp_path: Path, size: int, legal: bool) -> None:
    path = asking_file(tmp_path, "gpt")
    path.write_bytes(asking().to_json().ljust(size))
    if legal:
        assert read_asking(path) == asking()
        return
    with pytest.raises(DataError, match="it is too large"):
        read_asking(path)


@pytest.mark.parametrize(
    ("titles", "alike"), [(("", ""), True), (("Taxes", "Taxes"), True), (("Taxes", "Roads"), False)]
)
def test_a_study_may_be_moved_and_answers_count_but_not_be_called_otherwise(
    tmp_path: Path, titles: tuple[str, str], alike: bool
) -> None:
    asked = []
    for name, title in zip(("here", "there"), titles, strict=True):
        (tmp_path / name).mkdir()
        write(tmp_path / name / "study.xlsx", content(name="study.xlsx", settings=Settings(title)))
        asked.append(hashes_of(stance.Study.open(tmp_path / name), asking()))
    assert (asked[0] == asked[1]) == alike


@pytest.mark.parametrize(
    ("repeat", "probability", "told"),
    [
        ("1", "0", 0),
        ("999999", "1", 0),
        ("1000000", "", 1),
        ("", "", 0),
        ("0", "1.01", 2),
        ("two", "half", 2),
    ],
)
def test_which_repeats_and_probabilities_there_are(
    study: Path, repeat: str, probability: str, told: int
) -> None:
    lay(study, "claim_id,topic,stance,repeat,probability", f"c1,tax,for,{repeat},{probability}")
    opened = stance.Study.open(study)
    assert len([p for p in opened.problems if p.code == "machine-answer"]) == told
    assert opened.machine_codings["repeat"].tolist() == ([] if told else [int(repeat or 1)])


@pytest.mark.parametrize(
    ("hashes", "count"),
    [
        (("now", "now", "now"), ["c1", "c2", "c3"]),
        (("now", "", "old"), ["c1", "c2"]),  # a row without a hash was laid there by somebody
        (("old", "old", "old"), []),
        (("", "", ""), ["c1", "c2", "c3"]),
    ],
)
def test_only_answers_to_another_question_are_outdated(
    study: Path, hashes: tuple[str, ...], count: list[str]
) -> None:
    prompt(study, asking(), study.parent / "r.jsonl")
    now = hashes_of(stance.Study.open(study), asking())
    rows = [
        f"{claim},tax,for,{now[claim] if kind == 'now' else kind}"
        for claim, kind in zip(("c1", "c2", "c3"), hashes, strict=True)
    ]
    lay(study, "claim_id,topic,stance,question_hash", *rows)
    assert [claim for claim, *_ in given(study)] == count
    old = [c for c, kind in zip(("c1", "c2", "c3"), hashes, strict=True) if kind == "old"]
    told = [p for p in stance.Study.open(study).problems if p.code == "machine-outdated"]
    assert [p.message.rpartition(": ")[2] for p in told] == ([", ".join(old)] if old else [])


def test_hashes_of_which_nothing_is_kept_make_nothing_outdated(study: Path) -> None:
    lay(study, "claim_id,topic,stance,question_hash", "c1,tax,for,0123", "c2,tax,for,")
    assert [claim for claim, *_ in given(study)] == ["c1", "c2"]


def test_the_answers_of_one_machine_count_once_and_the_first_file_counts(study: Path) -> None:
    lay(study, "claim_id,topic,stance", "c1,tax,for")
    path = study / "machines" / "gpt.csv"
    path.with_suffix(".tsv").write_text("claim_id\ttopic\tstance\nc1\ttax\tagainst\nc2\troad\tfor")
    opened = stance.Study.open(study)
    assert opened.machine_codings["stance"].tolist() == ["for", "for"]
    (told,) = [p for p in opened.problems if p.code == "machine-answer"]
    assert (told.file, told.claim_id) == ("gpt.tsv", "c1")
    assert told.message == "gpt has another file with an answer on tax"


def test_a_machines_file_has_its_claims_in_the_studys_order_then_repeats_then_strangers(
    study: Path,
) -> None:
    lay(
        study,
        "claim_id,repeat,mine,topic,stance",
        *("gone,1,a,tax,for", "c3,10,b,tax,for", "c3,2,c,tax,for", "c1,x,d,tax,for", ",,,,"),
        "c3,2,e,road,for",  # a second topic, in a row of its own
    )
    requests, results = study.parent / "r.jsonl", study.parent / "results.jsonl"
    prompt(study, asking(), requests)
    answer_batch(
        requests,
        results,
        "openai",
        lambda _: code(("tax", "for"), ("road", "against"), reason="-x"),
    )
    assert take_results(study, [results]).new == {"gpt": 3}
    text = (study / "machines" / "gpt.csv").read_text("utf-8-sig").splitlines()
    assert text[0] == (
        "claim_id,repeat,topic,stance,confidence,topic_2,stance_2,confidence_2,reason,model,"
        "question_hash,mine"
    )
    assert [line.split(",")[:2] for line in text[1:]] == [
        *(["c1", "x"], ["c1", "1"], ["c2", "1"]),
        *(["c3", "1"], ["c3", "2"], ["c3", "2"], ["c3", "10"], ["gone", "1"]),
    ]
    assert text[2].split(",")[2:10] == [
        *("tax", "for", "3", "road", "against", "3", "'-x", "stand-in-2026"),
    ]
    assert [line.rpartition(",")[2] for line in text[1:]] == ["d", "", "", "", "c", "e", "b", "a"]


@pytest.mark.parametrize(
    ("rows", "known"),
    [
        (["a,1,2,EUR"], ["a"]),
        ([" a ,1,2,EUR", ",3,4,", "b,0.5,1,"], ["a", "b"]),
        ([], []),
    ],
)
def test_rows_of_prices_without_a_model_are_passed_over(
    tmp_path: Path, rows: list[str], known: list[str]
) -> None:
    path = tmp_path / "prices.csv"
    path.write_text("\n".join(["model,INPUT,output,currency", *rows]), encoding="utf-8")
    prices = prices_in(path)
    assert list(prices) == known
    if known:
        assert (prices["a"].tokens_in, prices["a"].tokens_out, prices["a"].currency) == (
            1,
            2,
            "EUR",
        )


def test_the_row_of_a_price_that_is_no_number_is_named(tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text("model,input,output\na,1,2\nb,x,2\nc,1,\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        prices_in(path)
    said = [problem.message for problem in caught.value.problems]
    assert said == [f"row {n}: input and output should be numbers" for n in (3, 4)]
