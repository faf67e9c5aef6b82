"""The sample study from its workbooks to its findings."""

from pathlib import Path

import pytest

import stance
from stance.workbook.writing import write
from tests import sample
from tests.workbook_material import CLAIMS, SOURCES, content


@pytest.fixture(scope="module")
def findings() -> stance.Findings:
    return stance.Study.open(sample.SAMPLE).analyse(seed=1)


def test_the_sample_study_is_whole(findings: stance.Findings) -> None:
    study = findings.study
    assert (study.name, study.title) == ("central-asia", "Central Asia")
    assert len(study.experts) == 15
    assert len(study.sources) == 5
    assert len(study.claims) == 85
    assert len(study.codebook.topics) == 15
    assert sorted(set(study.annotations["annotator"])) == ["coder-a", "coder-b", "coder-c"]


def test_a_coders_gaps_and_second_topics_are_kept(findings: stance.Findings) -> None:
    codes = findings.study.annotations
    coded = codes.groupby("annotator")["claim_id"].nunique()
    assert coded.to_dict() == {"coder-a": 85, "coder-b": 85, "coder-c": 79}
    assert (codes["slot"] == 2).any()


def test_none_and_unclear_are_not_the_same_as_missing(findings: stance.Findings) -> None:
    codes = findings.study.annotations
    assert (codes["topic"] == "none").any()
    unclear = codes[codes["stance"] == "unclear"]
    assert not unclear.empty
    assert unclear["score"].isna().all()


def test_every_row_knows_the_cell_it_was_read_from(findings: stance.Findings) -> None:
    import openpyxl

    row = findings.study.annotations.iloc[100]
    book = openpyxl.load_workbook(sample.SAMPLE / row["file"])
    label = findings.study.codebook.topic(row["topic"]).label
    assert book[row["sheet"]][row["topic_cell"]].value == label
    assert book[row["sheet"]][row["stance_cell"]].value == row["stance"]


def test_what_the_sample_study_says(findings: stance.Findings) -> None:
    ranked = findings.contested[findings.contested["rank"] == 1]
    assert set(ranked["topic"]) == {"cooperation-substance", "own-format", "defence-union"}
    assert ranked[["n_for", "n_against"]].drop_duplicates().to_numpy().tolist() == [[3, 2]]
    assert findings.positions["position"].notna().sum() == 57


@pytest.mark.parametrize(
    ("expert", "topic", "position"),
    [
        ("burnashev", "crisis-bilateral-harm", -2.0),
        ("burnashev", "csto-alliance-conflict", -1.5),
        ("mukhamedov", "security-first", 1.0),
        ("sirojov", "economy-first", 2.0),
        ("sirojov", "outside-obstruction", 2.0),
        ("sirojov", "turkic-axis", 1.5),
        ("tokayev", "defence-union", 2.0),
        ("tolipov", "crisis-bilateral-harm", -1.0),
        ("tolipov", "own-format", 1.5),
        ("turkic-axis-author", "border-disputes", 2.0),
    ],
)
def test_positions_that_rest_on_a_middle_vote(findings, expert, topic, position) -> None:
    """They differ from those that means of majority groups would give; the methods list them."""
    found = findings.positions.set_index(["expert_id", "topic"])["position"]
    assert found[expert, topic] == position


def test_the_same_seed_gives_the_same_findings(findings: stance.Findings) -> None:
    again = findings.study.analyse(seed=1)
    for name in ("judgements", "positions", "agreement", "contested"):
        assert getattr(findings, name).equals(getattr(again, name))


def test_the_deeper_findings_are_worked_out_on_demand_and_repeat(findings: stance.Findings) -> None:
    again = findings.study.analyse(seed=1)
    for name in ("sides", "opposed", "clashes", "changes", "silence", "one_sided"):
        assert getattr(findings, name).equals(getattr(again, name))
    assert findings.camps.verdict == again.camps.verdict
    assert findings.reliability.alphas.equals(again.reliability.alphas)


def test_a_claim_without_a_date_has_that_of_its_source(tmp_path: Path) -> None:
    claims = CLAIMS.assign(said_on=["", "2023-05", ""])
    sources = SOURCES.assign(published="2024-04-02")
    path = write(tmp_path / "one.xlsx", content(claims=claims, sources=sources))
    assert stance.Study.open(path).claims["said_on"].tolist() == [
        "2024-04-02",
        "2023-05",
        "2024-04-02",
    ]
    odd = SOURCES.assign(published="last spring")
    path = write(tmp_path / "two.xlsx", content(claims=claims, sources=odd))
    assert stance.Study.open(path).claims["said_on"].tolist() == ["", "2023-05", ""]
