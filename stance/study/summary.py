"""What each annotator has done, counted."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from stance.core.codebook import NONE, Codebook
from stance.core.contracts import Column, Contract, are_among, tuples_of
from stance.workbook import form
from stance.workbook.content import Content
from stance.workbook.correction_cells import rejects

CHECKS = Contract(
    "checks",
    ("file", "annotator"),
    (
        Column("file", "text", "name of the file"),
        Column("annotator", "text", "whose answers it holds"),
        Column("n_claims", "integer", "claims issued in the file"),
        Column("n_coded", "integer", "of them, those with an answer in which no stance lacks"),
        Column("n_waiting", "integer", "of those, the ones to be looked at again: not counted yet"),
        Column("n_rejected", "integer", "of them, those marked as no claim"),
        Column("n_deleted", "integer", "of them, those whose rows were deleted"),
        Column("n_open", "integer", "of them, those with none of these"),
        Column("n_unclear", "integer", "answers whose stance has no place on the scale"),
        Column("n_problems", "integer", "problems that a person must solve"),
    ),
)


def summary(contents: Sequence[Content]) -> pd.DataFrame:
    """Count each annotator's work.

    Returns:
        Contract CHECKS.
    """
    rows: list[dict[str, Any]] = []
    for content in contents:
        if content.annotator == form.ADJUDICATOR:
            continue
        every = _answers(content)
        coded_by = dict(list(every.groupby("annotator", sort=False)))
        deleted = sum(p.code == "missing-row" for p in content.problems)
        names = [content.annotator, *coded_by] if content.annotator else list(coded_by)
        for name in dict.fromkeys(names):
            coded = _whole(coded_by.get(name, every.iloc[:0]))
            no_claims = content.claims.loc[content.claims["kind"] == form.NOT_A_CLAIM, "claim_id"]
            rejected = _rejected(content, name) | (set(no_claims) - set(coded["claim_id"]))
            done = rejected | set(coded["claim_id"])
            kept = coded[~are_among(coded["claim_id"], rejected)]
            rows.append(
                {
                    "file": content.name,
                    "annotator": name,
                    "n_claims": len(content.claims) + deleted,
                    "n_coded": kept["claim_id"].nunique(),
                    "n_waiting": coded.loc[coded["given"] != "", "claim_id"].nunique(),
                    "n_rejected": len(rejected),
                    "n_deleted": deleted,
                    "n_open": len(content.claims) - len(done),
                    "n_unclear": len(_unclear(coded, content.codebook)),
                    "n_problems": sum(p.severity == "error" for p in content.problems),
                }
            )
    return CHECKS.build(rows)


def _answers(content: Content) -> pd.DataFrame:
    """Return the annotations that count and those that wait, contract WAITING."""
    counted = content.annotations.assign(given="")
    parts = [part for part in (counted, content.waiting) if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else counted


def _whole(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the answers on claims of which no topic lacks its stance: the others are open."""
    lacking = answers[(answers["stance"] == "") & (answers["topic"] != NONE)]
    return answers[~are_among(answers["claim_id"], lacking["claim_id"])]


def _rejected(content: Content, annotator: str) -> set[str]:
    """Return the claims that an annotator marks as none."""
    own = content.answers[content.answers["annotator"] == annotator]
    pairs = tuples_of(own, ("claim_id", form.REJECT.name))
    return {claim_id for claim_id, text in pairs if text and rejects(text)}


def _unclear(annotations: pd.DataFrame, codebook: Codebook | None) -> pd.DataFrame:
    levels = codebook.scale.levels if codebook else ()
    labels = [level.label for level in levels if level.score is None]
    return annotations[annotations["stance"].isin(labels)]
