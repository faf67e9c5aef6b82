"""The section on machines, read back: beside people, corrected, or refused with the reason."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from stance.core.contracts import ANNOTATIONS, CLAIMS, EXPERTS, MACHINE_CODINGS, SOURCES
from stance.core.errors import UsageError
from stance.report.render import render
from stance.study.study import Findings, Study
from stance.workbook.chances import Chance
from tests.six_claims import CODEBOOK

SCORES = {level.label: level.score for level in CODEBOOK.scale.levels}
N, CODED = 60, 36
IDS = [f"c{k:02d}" for k in range(N)]
TRUTH = ["against" if k % 3 == 2 else "for" for k in range(N)]


def scored(rows: list[dict[str, object]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    return frame.assign(score=frame["stance"].map(SCORES).astype(float))


def study(coded: int = CODED, machine: bool = True) -> Study:
    """Sixty claims on trade; two people code those chosen, a machine all, one in five wrongly."""
    claims = [
        {"claim_id": c, "expert_id": f"e{k % 3}", "claim": f"Words of {c}."}
        for k, c in enumerate(IDS)
    ]
    votes = [
        {"claim_id": c, "annotator": who, "slot": 1, "topic": "trade", "stance": TRUTH[k]}
        for k, c in enumerate(IDS[:coded])
        for who in ("ana", "ben")
    ]
    said = [
        {"machine": "gpt", "repeat": 1, "claim_id": c, "slot": 1, "topic": "trade",
         "stance": "for" if k % 5 == 0 else TRUTH[k]}
        for k, c in enumerate(IDS)
    ]  # fmt: skip
    people = scored(votes)
    return Study(
        name="sixty",
        title="Sixty claims",
        codebook=CODEBOOK,
        claims=CLAIMS.build(claims),
        annotations=ANNOTATIONS.check(ANNOTATIONS.complete(people)),
        experts=EXPERTS.build([{"expert_id": f"e{k}", "name": f"Expert {k}"} for k in range(3)]),
        sources=SOURCES.empty(),
        machine_codings=(
            MACHINE_CODINGS.check(MACHINE_CODINGS.complete(scored(said)))
            if machine
            else MACHINE_CODINGS.empty()
        ),
        chances={c: Chance(CODED / N, k < CODED) for k, c in enumerate(IDS)},
    )


def section(findings: Findings, lang: str = "en") -> str:
    """The words of the section; empty where the page has none."""
    found = re.search(r'<section id="machines".*?</section>', render(findings, lang=lang), re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0])) if found else ""


def test_without_a_machine_the_page_has_no_such_section() -> None:
    assert section(study(machine=False).analyse()) == ""


def test_a_machine_stands_beside_people_whether_or_not_it_corrects() -> None:
    words = section(study().analyse())
    for told in (
        "What machines coded stands here and nowhere else",
        "It answered on 60 claims; people judged 36 of those it answered.",
        "on the stance it may stand in",
        "fewer than three people have 30 claims in common",
        "stance: against",
        ", n = 36",  # beside both alphas
    ):
        assert told in words, told
    assert "Estimates that hold" not in words


def test_the_corrected_figures_stand_beside_peoples_and_the_machines() -> None:
    findings = study().analyse(machine="gpt")
    words = section(findings)
    for told in (
        "Estimates that hold though gpt errs",
        "had people coded all 60 claims. They coded 36 of them",
        "worth as much as",
        "× your 36 human labels",
        "its intervals are made to hold nine times in ten what people would have said",
        "The agreement of two experts has none",
        "A machine that passes the test above is not thereby right",
        "people only",
        "Positions",
        "Share of opposed pairs, by topic",
        "Expert 2: Trade",
        "Expert 0 and Expert 2 50% 60% 50% –",  # no interval holds
    ):
        assert told in words, told
    figures = findings.corrected.figures  # type: ignore[union-attr]
    [row] = figures[figures["figure"] == "claims against"].to_dict("records")
    shown = f"{100 * row['corrected']:.0f}% ({100 * row['low']:.0f}% to {100 * row['high']:.0f}%)"
    assert shown in words


def test_nothing_else_of_the_page_changes_by_it() -> None:
    def rest(findings: Findings) -> str:
        """All but the section, and but what says of which files the page was made."""
        parts = r'<section id="machines".*?</section>\n|<script [^>]*id="made">.*?</script>'
        return re.sub(parts, "", render(findings), flags=re.S)

    plain = rest(study(machine=False).analyse())
    assert plain == rest(study().analyse()) == rest(study().analyse(machine="gpt"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"chances": {}}, "Nothing records that chance chose"),
        (
            {"chances": {c: Chance(0.6, k < CODED) for k, c in enumerate(IDS[:-2])}},
            "2 claims came into the study after",
        ),
        (
            {"chances": {c: Chance(0.6 * (k < 59), k < CODED) for k, c in enumerate(IDS)}},
            "1 claim could not have been chosen",
        ),
        (
            {"chances": {c: Chance(0.6, k < CODED + 1) for k, c in enumerate(IDS)}},
            "1 claim that was chosen is not coded yet",
        ),
        ({"chances": {c: Chance(0.6, k < 29) for k, c in enumerate(IDS)}}, "Only 29 claims were"),
    ],
)
def test_a_share_that_cannot_be_used_is_refused_with_the_reason(
    change: dict[str, object], told: str
) -> None:
    words = section(replace(study(), **change).analyse(machine="gpt"))
    assert "Nothing is corrected here" in words
    assert told in words
    assert "people only" not in words


def test_people_who_coded_everything_need_no_machine() -> None:
    assert "People coded all 60 claims" in section(study(coded=N).analyse(machine="gpt"))


def test_the_russian_page_says_it_in_russian() -> None:
    words = section(study().analyse(machine="gpt"), "ru")
    assert "Оценки, верные вопреки ошибкам машины gpt" in words
    assert "(36)" in words
    assert not re.search(r"[a-z]{4,}", re.sub("Expert|Trade|Borders", "", words))


def test_a_machine_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(UsageError, match='no machine is called "gtp"; there are gpt'):
        study().analyse(machine="gtp")
