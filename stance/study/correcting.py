"""Corrections that hold, taken into the analyst's workbook: speakers, words, splits, no claims."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from stance.articles.markdown import unmarked
from stance.articles.passages import article_texts, where_articles_are
from stance.articles.wording import places_of
from stance.core.contracts import CLAIMS
from stance.core.errors import DataError, Problem, errors_in
from stance.core.ids import free_id
from stance.core.locators import read_locator
from stance.core.text import key_phrase
from stance.study.article_folder import articles_of, remember_articles
from stance.study.combining import combine
from stance.study.corrections import settle_corrections, votes_told, with_corrections
from stance.study.folder import read_study
from stance.study.locking import one_at_a_time
from stance.workbook.content import Content
from stance.workbook.form import NOT_A_CLAIM, STUDY_FILE
from stance.workbook.rewording import reworded_by
from stance.workbook.waiting import Wait
from stance.workbook.writing import write


@dataclass(frozen=True, eq=False)
class Corrected:
    """A study with its corrections taken in.

    Attributes:
        content: the analyst's workbook.
        done: what was changed, a line each.
        split_off: ids of the claims that are new.
        problems: corrections that could not be taken in, or on which annotators do not agree.
    """

    content: Content
    done: tuple[str, ...]
    split_off: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage: its words, and where they stand; NaN where the claim has no locator."""

    words: str
    start: float = math.nan
    end: float = math.nan


@one_at_a_time("correct")
def correct_study(folder: Path, articles: Path | None = None) -> Corrected:
    """Take every correction that holds into the analyst's workbook; see ``correct``.

    Args:
        folder: the study's folder.
        articles: where the articles lie; as was said before, else the study's folder.

    Raises:
        DataError: see ``correct``; or the workbook is open in a spreadsheet.
    """
    corrected = correct(folder, articles)
    if corrected.done:
        write(folder / corrected.content.name, corrected.content)
    return corrected


def correct(folder: Path, articles: Path | None = None) -> Corrected:
    """Return the analyst's workbook with every correction that holds.

    A claim keeps its id and answers; of a split claim the first passage keeps them, and each
    other one becomes a claim of its own. Answers in the analyst's own workbook wait to be looked
    at again, as do those in the annotators'. Done again, nothing changes.

    Args:
        folder: the study's folder.
        articles: where the articles lie; unless given, as was said before, or in the folder.

    Raises:
        DataError: the folder has no ``study.xlsx``, or that has errors.
    """
    contents = read_study(folder)
    study = next((content for content in contents if content.name == STUDY_FILE), None)
    if study is None:
        message = f"only a folder with {STUDY_FILE} can take in corrections"
        raise DataError([Problem(code="no-workbook", message=message, file=folder.name)])
    if errors_in(study.problems):
        raise DataError(study.problems)
    answers = combine(contents).answers
    whole = with_corrections(replace(study, answers=answers, problems=()))
    found: dict[str, list[Problem]] = {}
    for problem in whole.problems:
        found.setdefault(problem.code, []).append(problem)
    done = [
        f"{problem.claim_id}: {problem.message}"
        for code in ("speaker-corrected", "claim-rejected")
        for problem in found.get(code, ())
    ]
    reworded = _reword(whole, where_articles_are(folder, _articles(folder, study, articles)))
    return replace(
        reworded,
        content=_asking(replace(reworded.content, answers=study.answers), study),
        done=(*done, *reworded.done),
        problems=(*found.get("correction-open", ()), *reworded.problems),
    )


def _articles(folder: Path, study: Content, given: Path | None) -> Path:
    """Return where the articles lie: as it is given, or was before, else the study's folder."""
    title = study.title or folder.resolve().name
    if given:
        remember_articles(folder, title, given)
    return given or articles_of(folder, title, study.settings.articles) or folder


def _asking(corrected: Content, before: Content) -> Content:
    """Return the analyst's workbook so that it asks about its own answers on other words."""
    changed = reworded_by(before, corrected)
    waits = {
        key: Wait(changed[key[0]], asked=True)
        for key, entry in before.entries.items()
        if key[0] in changed and (entry["topic"] or entry["stance"])
    }
    return replace(corrected, waits={**before.waits, **waits})


def _reword(whole: Content, articles: Sequence[Path]) -> Corrected:
    """Cut the passages of claims anew, and split those that hold several."""
    wanted = _wanted_words(whole)
    concerned = whole.claims["claim_id"].isin([row["claim_id"] for row in wanted])
    located = whole.claims[concerned & whole.claims["start"].notna()]
    source_ids = located["source_id"].unique().tolist()
    texts, _ = article_texts(source_ids, whole.sources, *articles)
    claims = {row["claim_id"]: row for row in whole.claims.to_dict("records")}
    done: list[str] = []
    split_off: list[str] = []
    problems: list[Problem] = []
    for row in wanted:
        claim_id = row["claim_id"]
        passages = _passages_in(claims[claim_id], row["value"].split("\n"), texts)
        if isinstance(passages, Problem):
            problems.append(passages)
            continue
        line, added = _put(claims, claim_id, passages)
        done += [f"{claim_id}: {line} ({votes_told(row)})"] if line else []
        split_off += added
    content = replace(whole, claims=CLAIMS.build(list(claims.values())))
    return Corrected(content, tuple(done), tuple(split_off), tuple(problems))


def _wanted_words(whole: Content) -> list[dict[str, Any]]:
    """Return the corrections of words that hold, of claims that are claims."""
    settled = settle_corrections(whole.answers, whole.experts)
    kept = whole.claims.loc[whole.claims["kind"] != NOT_A_CLAIM, "claim_id"]
    wanted = settled["holds"] & (settled["field"] == "correct_words")
    rows: list[dict[str, Any]] = settled[wanted & settled["claim_id"].isin(kept)].to_dict("records")
    return rows


def _passages_in(
    claim: Mapping[str, Any], wanted: Sequence[str], texts: Mapping[str, str]
) -> list[_Passage] | Problem:
    """Return where each passage stands, or why one cannot be found."""
    if math.isnan(claim["start"]):
        return [_Passage(words) for words in wanted]
    text = texts.get(claim["source_id"])
    if text is None:
        message = "without its article, the right words of the claim cannot be found"
        hint = "name the folder of the articles: --sources"
        return _problem("source-missing", claim, message, hint, wanted[0])
    passages: list[_Passage] = []
    for words in wanted:
        read = text
        span = _span(text, words, claim["start"])
        if span is None:
            read = unmarked(text)
            span = _span(read, words, claim["start"])
        if span is None:
            message = f'"{words[:60]}" does not stand in the article'
            hint = "copy the words from the article, or write start:end"
            return _problem("bad-locator", claim, message, hint, words)
        passages.append(_Passage(" ".join(read[slice(*span)].split()), *span))
    return passages


def _problem(code: str, claim: Mapping[str, Any], message: str, hint: str, value: str) -> Problem:
    return Problem(
        code=code,
        message=message,
        hint=hint,
        file=STUDY_FILE,
        sheet=claim["sheet"],
        claim_id=claim["claim_id"],
        value=value,
    )


def _span(text: str, passage: str, near: float) -> tuple[int, int] | None:
    """Return the place of the words that is nearest to the claim's, or the one that is named."""
    named = read_locator(passage)
    if named:
        return named if named[0] < named[1] <= len(text) else None
    return min(places_of(passage, text), key=lambda span: abs(span[0] - near), default=None)


def _put(
    claims: dict[str, dict[str, Any]], claim_id: str, passages: Sequence[_Passage]
) -> tuple[str, list[str]]:
    """Give the claim its first passage and make claims of the others; return what was done."""
    claim = claims[claim_id]
    here = [c for c in claims.values() if c["source_id"] == claim["source_id"] and c is not claim]
    others = [passage for passage in passages[1:] if not any(_is(c, passage) for c in here)]
    line = ""
    if not _is(claim, passages[0]):
        line = "has other words" if claim["start"] != claim["start"] else "has another passage"
        claims[claim_id] = _with(claim, passages[0])
    ids: list[str] = []
    for _ in others:
        ids.append(free_id(claim_id, {*claims, *ids}))
    if ids:
        line = f"split into {', '.join([claim_id, *ids])}"
        blank = claim | {"claim": "", "key_phrase": ""}
        shown = "claim" if _verbatim(claim) else "key_phrase"
        new = {
            i: _with(blank | {"claim_id": i, shown: "?"}, passage)
            for i, passage in zip(ids, others, strict=True)
        }
        ordered = list(claims.items())
        at = [key for key, _ in ordered].index(claim_id) + 1
        claims.clear()
        claims.update([*ordered[:at], *new.items(), *ordered[at:]])
    return line, ids


def _is(claim: Mapping[str, Any], passage: _Passage) -> bool:
    if math.isnan(passage.start):
        return " ".join(str(claim["claim"]).split()) == passage.words
    return bool(claim["start"] == passage.start and claim["end"] == passage.end)


def _verbatim(claim: Mapping[str, Any]) -> bool:
    """Say whether the study holds the claim's own words, not a paraphrase or none of them."""
    return bool(claim["claim"]) and not claim["key_phrase"]


def _with(claim: Mapping[str, Any], passage: _Passage) -> dict[str, Any]:
    """Return the claim with another passage; a paraphrase of it stays."""
    words = (
        {"claim": passage.words} if _verbatim(claim) else {"key_phrase": key_phrase(passage.words)}
    )
    return {**claim, **words, "start": passage.start, "end": passage.end}
