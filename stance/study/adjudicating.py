"""The workbook in which somebody decides what the annotators dispute."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from stance.analysis.consensus import DISAGREE, Status, consensus
from stance.core.codebook import NONE
from stance.core.errors import DataError, errors_in
from stance.sheets.grids import open_book
from stance.study.combining import combine
from stance.study.corrections import (
    correction_told,
    open_corrections,
    settle_corrections,
    votes_told,
)
from stance.study.folder import ADJUDICATED_FILE, read_study
from stance.study.history import record
from stance.study.locking import one_at_a_time
from stance.workbook import form
from stance.workbook.content import Content
from stance.workbook.reading import claims_table, read
from stance.workbook.waiting import GIVEN
from stance.workbook.writing import write

_WHY = {
    Status.DISPUTED: "no majority for one stance on {topic}",
    Status.TOPIC_DISPUTED: "no majority for one topic ({topic})",
}
OPEN, DECIDED, VANISHED = "disputed", "decided", "no longer disputed"


@one_at_a_time("adjudicate")
def adjudicate_study(folder: str | Path, blind: bool = False) -> tuple[Path, int]:
    """Write ``adjudicated.xlsx`` with what the annotators dispute; see ``adjudicate``.

    Raises:
        DataError: the study has errors; or see ``adjudicate``.
    """
    study = combine(read_study(folder))
    if errors_in(study.problems) or study.codebook is None:
        raise DataError((*study.problems, *study.lacks))
    claims = study.claims[study.claims["kind"] != form.NOT_A_CLAIM]
    judged = consensus(claims, study.annotations, study.codebook.scale)
    return adjudicate(folder, study, judged, blind)


@one_at_a_time("adjudicate")
def adjudicate(
    folder: str | Path,
    study: Content,
    judgements: pd.DataFrame,
    blind: bool = False,
) -> tuple[Path, int]:
    """Write ``adjudicated.xlsx`` with the disputed claims; decisions made before are kept.

    Each row has the words, each annotator's code in a column of its own, why the claim is
    disputed, and the cells to decide in. A claim that is decided or no longer disputed stays,
    marked so. A decision on earlier words, or toward an earlier proposition, is to be looked at
    again: it is made anew, or the cell of its status is emptied.

    Args:
        folder: the study's folder.
        study: the study's files put together.
        judgements: frame ``JUDGEMENTS`` of the annotations alone, without earlier decisions.
        blind: call the annotators A, B, C instead of by name.

    Returns:
        The file, and the number of claims still to decide.

    Raises:
        DataError: the earlier decisions have errors, or the file is open in a spreadsheet.
    """
    path = Path(folder) / ADJUDICATED_FILE
    earlier = read(path, study) if path.is_file() else Content(name=ADJUDICATED_FILE)
    if errors_in(earlier.problems):
        raise DataError(earlier.problems)
    why = _reasons(judgements, _open_corrections(study))
    rows = {*why, *earlier.claims["claim_id"]}
    claims = study.claims[study.claims["claim_id"].isin(rows)].reset_index(drop=True)
    record(folder, [earlier])
    content = replace(
        study,
        name=path.name,
        annotator=form.ADJUDICATOR,
        claims=claims,
        answers=earlier.answers,
        waits=earlier.waits,
    )
    decided = _decided(earlier) | _corrected(earlier)
    status = {
        claim_id: VANISHED if claim_id not in why else DECIDED if claim_id in decided else OPEN
        for claim_id in claims["claim_id"]
    }
    write(path, content, _shown(study, why, status, _earlier_reasons(path), blind))
    again = set(earlier.waiting["claim_id"])
    return path, sum(now == OPEN or claim in again for claim, now in status.items())


def _shown(
    study: Content,
    why: Mapping[str, str],
    status: Mapping[str, str],
    reasons: Mapping[str, str],
    blind: bool,
) -> dict[str, dict[str, str]]:
    """Return what stands between the words and the decision, by claim."""
    columns = _vote_columns(study, blind)
    return {
        claim_id: {
            **{column: votes.get(claim_id, "") for column, votes in columns.items()},
            "why": why.get(claim_id, ""),
            form.STATUS.name: status[claim_id],
            form.REASON.name: reasons.get(claim_id, ""),
        }
        for claim_id in status
    }


def _earlier_reasons(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    table, _ = claims_table(open_book(path))
    pairs = zip(table.column("claim_id"), table.column(form.REASON.name), strict=True)
    return {claim_id: reason for claim_id, reason in pairs if reason}


def _open_corrections(study: Content) -> dict[str, list[str]]:
    """Return the corrections that some annotators make and others do not, by claim."""
    own = study.answers[study.answers["annotator"] != form.ADJUDICATOR]
    still_open = open_corrections(settle_corrections(own, study.experts))
    found: dict[str, list[str]] = {}
    for row in still_open.to_dict("records"):
        found.setdefault(row["claim_id"], []).append(
            f"{correction_told(row, study.experts)}? ({votes_told(row)})"
        )
    return found


def _decided(earlier: Content) -> set[str]:
    """Return the claims with a decision that is whole: every topic has its stance."""
    made = earlier.decisions
    half = made[(made["stance"] == "") & (made["topic"] != NONE)]
    return set(made["claim_id"]) - set(half["claim_id"])


def _corrected(earlier: Content) -> set[str]:
    """Return the claims that the adjudicator has corrected."""
    names = [f.name for f in form.CORRECTIONS]
    return set(earlier.answers.loc[(earlier.answers[names] != "").any(axis=1), "claim_id"])


def _reasons(judgements: pd.DataFrame, reasons: dict[str, list[str]]) -> dict[str, str]:
    """Return why each claim is disputed: by its judgement, and by what is to be corrected."""
    disputed = judgements[judgements["status"].isin(DISAGREE)]
    for (claim_id, status), rows in disputed.groupby(["claim_id", "status"], sort=False):
        text = _WHY[status].format(topic=", ".join(rows["topic"]))
        reasons.setdefault(claim_id, []).append(text)
    return {claim_id: "; ".join(texts) for claim_id, texts in reasons.items()}


def _vote_columns(study: Content, blind: bool) -> Mapping[str, Mapping[str, str]]:
    """Return one column an annotator: claim to what he or she said of it."""
    return {
        f"{form.VOTE}{_letters(number) if blind else name}": said
        for number, (name, said) in enumerate(votes(study).items())
    }


def votes(study: Content) -> dict[str, dict[str, str]]:
    """Return what each annotator said of each claim in words, by annotator and claim."""
    found: dict[str, dict[str, str]] = {}
    for name in sorted({*study.answers["annotator"]} - {form.ADJUDICATOR}):
        said: dict[str, list[str]] = {}
        counted = study.annotations.assign(given="")
        for frame in (counted, study.waiting):
            for vote in frame[frame["annotator"] == name].to_dict("records"):
                said.setdefault(vote["claim_id"], []).append(_vote(vote))
        for claim_id, text in _corrections_of(study, name):
            said.setdefault(claim_id, []).append(text)
        found[name] = {claim_id: "\n".join(texts) for claim_id, texts in said.items()}
    return found


def _vote(row: Mapping[str, Any]) -> str:
    """Return what an annotator said of a claim, a row of WAITING."""
    said = f"{row['topic']}: {row['stance']}" if row["stance"] else row["topic"]
    said += f", {GIVEN[row['given']]}" if row["given"] else ""
    return f"{said} ({row['note']})" if row["note"] else said


def _corrections_of(study: Content, annotator: str) -> Iterable[tuple[str, str]]:
    """Yield what an annotator corrects of the claims, in words."""
    own = study.answers[study.answers["annotator"] == annotator]
    for row in settle_corrections(own, study.experts).to_dict("records"):
        yield row["claim_id"], correction_told(row, study.experts)


def _letters(number: int) -> str:
    return chr(ord("A") + number) if number < 26 else f"A{number}"
