"""What the page says of votes that were given on other words than it shows."""

import html
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from stance.exchange.exporting import export
from stance.report import anonymised, brief, render
from stance.report.templates import language
from stance.study.issuing import update_study
from stance.study.study import Study
from tests.rewording_material import CHANGES, folder_of, send_back, take_in

#: What the first screen says of a claim on which answers wait.
AGAIN = (
    "On one claim answers wait to be looked at again, for the words or the topic have changed; "
    "they do not count."
)


def text_of(page: str) -> str:
    """What a reader sees, without scripts and styles."""
    seen = re.sub(r"<(script|style).*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", seen)).split())


@pytest.fixture(params=["split", "reworded", "proposition"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    corrections, change, _ = CHANGES[request.param]
    change(folder_of(tmp_path / "study", **corrections))
    update_study(tmp_path / "study")
    return tmp_path / "study"


def test_no_number_of_the_page_comes_from_a_vote_on_what_has_changed(folder: Path) -> None:
    found = Study.open(folder).analyse()
    assert found.positions.dropna(subset="position")["topic"].tolist() == ["road"]
    assert found.reliability.alphas["n_items"].max() == 1
    page = text_of(render(found))
    first_screen, following, _ = page.partition(language("en")("contested"))
    assert following
    assert "Taxes m" not in first_screen
    assert AGAIN in first_screen


def test_a_vote_that_does_not_count_stands_beside_its_claim_and_says_why(folder: Path) -> None:
    given = Study.open(folder).waiting["given"].iloc[0]
    said = {
        "longer": "on the longer passage",
        "words": "on the earlier words",
        "topic": "on the earlier proposition",
    }[given]
    page = text_of(render(Study.open(folder).analyse()))
    assert "Coded before the words or the topic changed, and not looked at again yet" in page
    assert "to be looked at again: coded on what has changed since" in page
    for name in ("ana", "ben"):
        assert f"{name}: for ({said}, does not count)" in page
    send_back(folder, "ana.xlsx")
    page = text_of(render(Study.open(folder).analyse()))
    assert "Some annotators have not looked again since the words or the topic changed" in page
    assert f"ben: for ({said}, does not count)" in page
    assert AGAIN in page
    send_back(folder, "ben.xlsx")
    assert "looked at again" not in text_of(render(Study.open(folder).analyse()))


def test_a_claim_split_off_is_not_coded_and_the_first_passage_waits(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, **CHANGES["split"][0])
    take_in(folder)
    page = text_of(render(Study.open(folder).analyse()))
    assert "1 claim not coded yet" in page
    assert AGAIN in page


def test_the_export_lists_what_waits_apart_from_what_counts(folder: Path, tmp_path: Path) -> None:
    found = Study.open(folder).analyse()
    export(found, tmp_path / "out")
    tables = json.loads((tmp_path / "out" / "findings.json").read_text(encoding="utf-8"))["tables"]
    assert [row["claim_id"] for row in tables["annotations"]] == ["c2", "c2"]
    held = [row for row in tables["judgements"] if row["status"] == "waiting"]
    assert [(row["claim_id"], row["topic"], row["score"]) for row in held] == [("c1", "tax", None)]
    assert {row["topic"]: row["n_waiting"] for row in tables["positions"]} == {"road": 0, "tax": 1}
    assert [(row["claim_id"], row["annotator"]) for row in tables["waiting"]] == [
        ("c1", "ana"),
        ("c1", "ben"),
    ]


def test_who_waits_has_a_pseudonym_too(folder: Path) -> None:
    study, _ = anonymised(Study.open(folder), {}, "annotators")
    page = text_of(render(study.analyse()))
    assert set(study.waiting["annotator"]) == set(study.annotations["annotator"])
    assert not re.search(r"\b(ana|ben)\b", page)


def test_the_brief_says_that_answers_wait(folder: Path) -> None:
    text = brief(Study.open(folder).analyse())
    assert AGAIN in re.sub(r"\[(.*?)\]\(.*?\)", r"\1", text)


@pytest.mark.parametrize("given", ["unknown", "words", "longer", "topic"])
def test_the_page_in_russian_has_words_for_each(given: str, tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    CHANGES["reworded"][1](folder)
    study = Study.open(folder)
    held = replace(study, waiting=study.waiting.assign(given=given))
    page = text_of(render(held.analyse(), lang="ru"))
    assert "не учтено)" in page
    assert "on the" not in page
