"""A study to deposit: verbatim claims and paraphrases, notes with names, histories, a machine."""

import hashlib
from functools import cache
from pathlib import Path

import pandas as pd

from stance.core.contracts import ANNOTATIONS, MACHINE_CODINGS
from stance.core.imprint import Imprint
from stance.exchange.deposit.build import Wishes, deposit
from stance.exchange.deposit.histories import Histories
from stance.report import render
from stance.study import codebook_history, history, norming
from stance.study.study import Findings, Study
from stance.workbook.waiting import WAITING
from tests import six_claims

WORDS = "We shall open every border crossing before the winter comes."
BEFORE = "Ministers met on the lake shore in the rain for two days."
AFTER = "So said the minister to reporters who had waited."
ARTICLE = f"{BEFORE} {WORDS} {AFTER}\n"
PEOPLE = ("Will Fox", "anna-petrova", "bo")
IMPRINT = Imprint("Meyer, Ada; Lee, Bo", "2026-11-29", "CC BY 4.0", "1.2.0")
NOTE = (
    "Will thinks so, petrova too, and it will rain. Words: we shall open every border crossing "
    "before winter."
)
_FOR = {"slot": 1, "topic": "trade", "stance": "for", "score": 1.0}


@cache
def study() -> Study:
    """Return a study of c1, verbatim, c2, a paraphrase, c3, of which nothing says which, and more.

    Three annotators, one of whose answers waits; a decision on c4; a machine.
    """
    claims = six_claims.claims()
    start = ARTICLE.index(WORDS)
    nowhere = [float("nan")] * 5
    claims = claims.assign(
        said_on=[*claims["said_on"][:5], "2023"],
        claim=[
            *(WORDS, "Trade will fall.", "Who knows where these words come from?"),
            *claims["claim"][3:],
        ],
        key_phrase=["", "fall", "", "six", "more than six words these are", "six"],
        speaker=["the minister for roads of the lake", *[""] * 5],
        context_before=[BEFORE, *[""] * 5],
        context_after=[AFTER, *[""] * 5],
        start=[start, *nowhere],
        end=[start + len(WORDS), *nowhere],
    )
    digest = hashlib.sha256(ARTICLE.encode()).hexdigest()
    coded = six_claims.annotations()
    noted = (coded["claim_id"] == "c1") & (coded["annotator"] == "a")
    coded = coded.assign(
        annotator=coded["annotator"].map({"a": PEOPLE[0], "b": PEOPLE[1]}).astype("str"),
        note=pd.Series([NOTE if one else "" for one in noted], dtype="str"),
    )
    third = {"claim_id": "c2", "annotator": PEOPLE[2], **_FOR}
    decided = {"claim_id": "c4", "slot": 1, "topic": "border", "stance": "for", "score": 1.0}
    machine = {"machine": "gpt-x", "repeat": 1, **_FOR}
    return Study(
        name="lake",
        title="Lake: a study",
        codebook=six_claims.CODEBOOK,
        claims=claims,
        annotations=ANNOTATIONS.check(
            pd.concat([coded, ANNOTATIONS.build([third])], ignore_index=True)
        ),
        experts=six_claims.experts(),
        sources=six_claims.sources().assign(file=["lake.txt", ""], sha256=[digest, ""]),
        rules="Ask Petrova where unsure.",
        imprint=IMPRINT,
        decisions=ANNOTATIONS.build([decided]),
        waiting=WAITING.build([{**third, "claim_id": "c3", "given": "words"}]),
        machine_codings=MACHINE_CODINGS.build([{**machine, "claim_id": c} for c in ("c1", "c2")]),
    )


def histories() -> Histories:
    """Return histories in which everybody is named, and a correction has words of the article."""

    def lines(columns: tuple[str, ...], *rows: dict[str, str]) -> list[dict[str, str]]:
        return [dict.fromkeys(columns, "") | row for row in rows]

    day = {"recorded_at": "2026-01-02T03:04:05+00:00"}
    fox = {**day, "annotator": PEOPLE[0], "file": "Will Fox.xlsx", "claim_id": "c1"}
    author = {**day, "author": "lead.analyst"}
    return Histories(
        {
            "history.csv": lines(
                history.COLUMNS,
                {**fox, "answer": "1", "topic": "trade", "stance": "for", "note": NOTE},
                {**fox, "answer": "correct_words", "note": "We shall open", "was": WORDS},
            ),
            "codebook-history.csv": lines(
                codebook_history.COLUMNS,
                {**author, "version": "1", "sheet": "Settings", "row": "rules", "now": NOTE},
            ),
            "norming-history.csv": lines(norming.COLUMNS, {**author, "claim_id": "c1"}),
        }
    )


def page(findings: Findings, articles: Path | None) -> str:
    """Return a page; quick, as what stands on it is not the deposit's business."""
    return f"{len(findings.judgements)} judgements, {articles is not None}\n"


def whole_page(findings: Findings, articles: Path | None) -> str:
    """Return the page that people get."""
    return render(findings)


def made(folder: Path, *, at_hand: bool = False, **wishes: bool) -> Path:
    """Deposit the study into a folder and return it; its article is at hand or not."""
    places = ()
    if at_hand:
        places = (folder.parent / "texts",)
        places[0].mkdir(exist_ok=True)
        (places[0] / "lake.txt").write_bytes(ARTICLE.encode())
    deposit(study(), folder, page, histories=histories(), articles=places, wishes=Wishes(**wishes))
    return folder
