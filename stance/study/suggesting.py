"""Suggestions for a study's claims, written beside the words that people are to code."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from stance.analysis.consensus import consensus
from stance.core.errors import DataError, UsageError
from stance.machines.features import Embedder
from stance.machines.labels import labels_of
from stance.machines.ordering import Order, order_claims
from stance.machines.suggesting import Desk, Suggestions, suggest
from stance.sheets.replacing import refuse_open
from stance.study.issuing import UNSAFE, open_to_issue, rewrite
from stance.study.locking import one_at_a_time
from stance.study.study import Study
from stance.workbook.claim_texts import Extras
from stance.workbook.content import Content
from stance.workbook.form import STUDY_FILE
from stance.workbook.suggested import has_suggestions, suggested_columns
from stance.workbook.writing import write


@dataclass(frozen=True, eq=False)
class Written:
    """What was suggested, and where it stands.

    Attributes:
        desk: what was learned from.
        suggestions: what is suggested.
        order: frame ``ORDERED``, if an order was wished for.
        paths: the workbooks written.
        overlap: claims that more than one person has; their suggestions are shown to nobody who
            codes them.
        n_shown: claims whose suggestions annotators see.
    """

    desk: Desk
    suggestions: Suggestions
    order: pd.DataFrame | None
    paths: tuple[Path, ...]
    overlap: tuple[str, ...]
    n_shown: int


def desk_of(study: Study, seed: int = 1, embedder: Embedder | None = None) -> Desk:
    """Lay a study out for learning: its claims, and what people settled on them.

    Raises:
        UsageError: the codebook has no topics.
    """
    if not study.codebook.topics:
        raise UsageError("the codebook has no topics yet, so nothing can be suggested")
    scale = study.codebook.scale
    judged = consensus(
        study.claims, study.annotations, scale, study.decisions, study.sources, study.waiting
    )
    return Desk(study.claims, study.codebook, labels_of(judged, scale), seed, embedder)


@one_at_a_time("suggest")
def suggest_study(
    folder: str | Path,
    *,
    show: bool = False,
    how: Order | None = None,
    seed: int = 1,
    embedder: Embedder | None = None,
) -> Written:
    """Write suggestions into the workbooks of a study, in columns apart from the answers.

    The analyst's workbook has them for all claims that the analyst has not coded. An annotator's
    has them only if that is wished, for claims that he or she has not coded and nobody else has:
    claims that several people code measure their reliability, and a suggestion that both see would
    make them agree. What people typed is kept; the next edition of a workbook has no suggestions.

    Args:
        folder: the study's.
        show: whether annotators see suggestions.
        how: the order in which claims are to be coded, one of ``ORDERS``; annotators see that too.
        seed: of every random draw.
        embedder: puts meanings of sentences beside words, if given.

    Raises:
        DataError: the study has errors, or a workbook could not be rewritten safely.
        UsageError: the folder is none, or has no topics.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise UsageError(f"suggestions are written into a study's folder, which {folder} is not")
    analysts, coded = open_to_issue(folder)
    if unsafe := [problem for problem in analysts.problems if problem.code in UNSAFE]:
        raise DataError(unsafe)
    desk = desk_of(Study.open(folder, skip_bad_cells=True), seed, embedder)
    found = suggest(desk)
    order = order_claims(desk, found.topics, how) if how else None
    overlap = _overlap(analysts, coded)
    shown = {c.annotator: _open_claims(c) - overlap if show else set() for c in coded}
    told = {
        c.annotator: suggested_columns(c.claims["claim_id"], found.frame, order, shown[c.annotator])
        for c in coded
    }
    seen = _open_claims(analysts) - (overlap if len(analysts.answers) else set())
    told[""] = suggested_columns(analysts.claims["claim_id"], found.frame, order, seen)
    paths = _written(folder, analysts, coded, told)
    n_shown = len(set[str]().union(*shown.values()))
    return Written(desk, found, order, tuple(paths), tuple(sorted(overlap)), n_shown)


def _written(
    folder: Path, analysts: Content, coded: Sequence[Content], told: Mapping[str, Extras]
) -> list[Path]:
    """Write the workbooks that have columns to show, or had some; the analyst's under ""."""
    path = folder / STUDY_FILE
    refuse_open(path)
    changed = [
        (content, list(content.claims["claim_id"]))
        for content in coded
        if told[content.annotator] or has_suggestions(folder / content.name)
    ]
    return [*rewrite(folder, analysts, changed, coded, told), write(path, analysts, told[""])]


def _overlap(analysts: Content, coded: Sequence[Content]) -> set[str]:
    """Return the claims that more than one person has; the analyst has those he or she coded."""
    held = [set(content.claims["claim_id"]) for content in coded]
    held.append(set(analysts.answers["claim_id"]))
    counts = Counter(claim_id for claims in held for claim_id in claims)
    return {claim_id for claim_id, number in counts.items() if number > 1}


def _open_claims(content: Content) -> set[str]:
    """Return the claims of a workbook on which its owner has typed nothing."""
    return set(content.claims["claim_id"]) - set(content.answers["claim_id"])
