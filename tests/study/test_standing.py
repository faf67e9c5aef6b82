"""Where a study stands, as files of three claims say."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from stance.study.standing import standing
from stance.workbook.chances import Chance
from stance.workbook.writing import write
from tests.workbook_material import CLAIMS, CODEBOOK, answer, content

ALL = [answer(f"c{n}", "tax", "for", row=n + 1) for n in (1, 2, 3)]


@pytest.fixture
def study(tmp_path: Path) -> Path:
    write(tmp_path / "study.xlsx", content(name="study.xlsx"))
    return tmp_path


def lay(study: Path, name: str, *answers: dict[str, Any], **more: object) -> None:
    write(study / f"{name}.xlsx", content(*answers, name=f"{name}.xlsx", **more))


def test_a_study_that_nobody_has_lacks_nothing_but_people(study: Path) -> None:
    found = standing(study)
    assert (found.unassigned, found.old, found.disputed, found.alphas) == ((), (), (), {})
    assert (found.is_issued, found.is_settling, found.lacks) == (True, False, ())
    assert (found.n_errors, found.corrections, found.doubtful_names) == (0, 0, 0)
    assert found.work.empty


def test_claims_are_with_nobody_where_others_are_with_somebody(study: Path) -> None:
    lay(study, "ana", claims=CLAIMS[:2])
    assert standing(study).unassigned == ("c3",)
    assert standing(study).alphas == {}
    lay(study, "ben", claims=CLAIMS[2:])
    assert standing(study).unassigned == ()


def test_what_the_analyst_calls_no_claim_needs_nobody(study: Path) -> None:
    claims = CLAIMS.assign(kind=["", "", "not a claim"])
    write(study / "study.xlsx", content(name="study.xlsx", claims=claims))
    lay(study, "ana", claims=CLAIMS[:1])
    assert standing(study).unassigned == ("c2",)


@pytest.mark.parametrize(
    ("chosen", "with_ana", "lack", "share"),
    [
        ({"c1": True, "c2": False, "c3": False}, 1, (), 1 / 3),  # a machine codes the rest
        ({"c1": True, "c2": False}, 1, ("c3",), 1 / 3),  # c3 came in since
        ({"c1": True, "c2": False, "c3": False}, 2, ("c3",), 0),  # the rest is handed out too
        ({"c1": False, "c2": True, "c3": False}, 0, (), 0),  # nobody has a workbook
    ],
)
def test_what_chance_passed_over_needs_nobody_unless_others_of_these_are_given(
    study: Path, chosen: dict[str, bool], with_ana: int, lack: tuple[str, ...], share: float
) -> None:
    chances = {claim_id: Chance(1 / 3, was) for claim_id, was in chosen.items()}
    write(study / "study.xlsx", content(name="study.xlsx", chances=chances))
    if with_ana:
        lay(study, "ana", claims=CLAIMS[:with_ana])
    assert (standing(study).unassigned, standing(study).share) == (lack, share)


def test_disputes_are_what_two_see_otherwise_until_somebody_decides(study: Path) -> None:
    other = [answer("c1", "tax", "against"), answer("c2", "road", "for"), ALL[2]]
    lay(study, "ana", *ALL)
    lay(study, "ben", *other)
    found = standing(study)
    assert found.disputes == ("c1", "c2")
    assert found.work["n_open"].tolist() == [0, 0]
    assert set(found.alphas) == {"topic", "stance"}
    assert not found.is_settling
    write(
        study / "adjudicated.xlsx",
        content(answer("c1", "tax", "for"), name="adjudicated.xlsx", annotator="adjudicator"),
    )
    found = standing(study)
    assert found.is_settling
    assert found.work["annotator"].tolist() == ["ana", "ben"]


def test_a_workbook_is_old_by_its_codebook_and_not_by_its_mistakes(study: Path) -> None:
    lay(study, "ana", answer("c1", "tax", "fro"))
    lay(study, "ben", *ALL)
    found = standing(study)
    assert (found.old, found.n_errors) == ((), 1)
    topics = (replace(CODEBOOK.topics[0], proposition="Taxes should fall."), CODEBOOK.topics[1])
    write(
        study / "study.xlsx", content(name="study.xlsx", codebook=replace(CODEBOOK, topics=topics))
    )
    assert standing(study).old == ("ana", "ben")
