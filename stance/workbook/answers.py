"""What annotators typed, judged by the codebook: legal annotations and problems."""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from stance.core.codebook import CONFIDENCES, NONE, Codebook, Scale
from stance.core.contracts import ANNOTATIONS
from stance.core.dates import is_iso_day
from stance.core.errors import Problem
from stance.core.text import clean, fold, unquoted
from stance.workbook.catalogues import said_anywhere
from stance.workbook.form import STUDY_FILE
from stance.workbook.near_stances import awaited, near_stance

_CONFIDENCE: dict[str, float] = {str(number): number for number in CONFIDENCES}
_CONFIDENCE |= {
    fold(text): number
    for number, label in CONFIDENCES.items()
    for said in said_anywhere(label)
    for text in (said, f"{number} {said}")
}
_WHOLE = re.compile(r"(\d)[.,]0*\Z")
#: Between two answers to one question, in the cells of a conflict: no legal answer has it.
BOTH = " | "
_NO_TOPICS = f"the study has no topics yet; write them in the sheet Topics of {STUDY_FILE}"
_RENAMED = 'write "{was}" as its label in study.xlsx until stance update has run: no answer is lost'
_BECAME_DATE = "a spreadsheet made a date of what was typed; type it again"


def annotations_of(
    answers: pd.DataFrame, codebook: Codebook, issued: Codebook | None = None
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Judge every answer by the codebook.

    Args:
        answers: what was typed, contract ANSWERS.
        codebook: the legal topics and stances.
        issued: what they were when the workbook was issued, if that was otherwise.

    Returns:
        The legal annotations, contract ANNOTATIONS, and a problem for everything else. An answer
        whose topic is legal and whose stance is not is kept with an empty stance; if its stance is
        faulty in the scale, that is said there and not of each answer.
    """
    if not len(answers):
        return ANNOTATIONS.empty(), ()
    scale = codebook.scale
    topics = _meanings(answers["topic"], lambda text: codebook.parse_topic(text) or "?")
    levels = _meanings(answers["stance"], lambda text: scale.parse(text) or "?")
    confidences = _meanings(answers["confidence"], _confidence)
    voiced = ~levels.are("") & ~topics.are("", NONE)
    problems = [
        *_exchanged(answers, codebook, levels, confidences),
        *_unknown_topics(answers, topics.are("?"), codebook, issued),
        *_unknown_stances(
            answers, voiced & levels.are("?"), scale, issued.scale if issued else None
        ),
        *_misplaced(answers, topics, levels),
        *_unknown_confidences(answers, confidences.are("?")),
        *_stray_confidences(answers, topics.are("") & levels.are("") & ~confidences.are("")),
    ]
    known = ~topics.are("", "?")
    legal = voiced & ~levels.are("?") & known
    frame = answers.assign(
        topic=topics.each(str, object),
        stance=np.where(legal, levels.each(lambda level: level.label, object), ""),
        score=np.where(legal, levels.each(lambda level: level.score), math.nan),
        confidence=confidences.each(float),
    )[known]
    frame, doubled = _without_doubles(frame)
    return ANNOTATIONS.check(frame), tuple(
        problem for _, problem in sorted([*problems, *doubled], key=lambda found: found[0])
    )


def with_reasons(
    decisions: pd.DataFrame, ids: Sequence[str], reasons: Sequence[str]
) -> pd.DataFrame:
    """Put the reason of each decision before its note.

    Args:
        decisions: contract ANNOTATIONS.
        ids: the claim of every row of the sheet.
        reasons: what stands there as the reason.
    """
    given = {claim_id: reason for claim_id, reason in zip(ids, reasons, strict=True) if reason}
    notes = zip(decisions["claim_id"], decisions["note"], strict=True)
    return decisions.assign(
        note=[": ".join(filter(None, (given.get(claim_id), note))) for claim_id, note in notes]
    )


#: Problems of a topic and a stance that do not go together.
MISPLACED = frozenset({"stance-without-topic", "topic-without-stance", "stance-on-none"})

#: The row of the answers that a problem belongs to, for sorting, and the problem.
Found = tuple[int, Problem]


@dataclass(frozen=True, slots=True)
class _Meanings:
    """What the texts of a column mean, worked out once for each distinct text.

    Attributes:
        codes: which meaning each text has, counted from 0.
        values: the meanings; "" of a blank text, "?" of one that means nothing.
    """

    codes: Any
    values: list[Any]

    def are(self, *wanted: str) -> Any:
        """Return of every text whether it means one of these."""
        return np.array([value in wanted for value in self.values], np.bool_)[self.codes]

    def each(self, of: Callable[[Any], Any], dtype: type = float) -> Any:
        """Return a value for the meaning of every text; NaN or None for one without meaning."""
        values = [None if value in ("", "?") else of(value) for value in self.values]
        return np.array(values, dtype)[self.codes]


def _meanings(texts: pd.Series, parse: Callable[[str], Any]) -> _Meanings:
    codes, distinct = pd.factorize(texts)
    cleaned = (clean(text) for text in distinct)
    return _Meanings(codes, [_meaning(text, parse) if text else "" for text in cleaned])


def _meaning(text: str, parse: Callable[[str], Any]) -> Any:
    """Return what a text means, quotation marks around it or not; "?" if nothing."""
    found, bare = parse(text), unquoted(text)
    return parse(bare) if found == "?" and bare and bare != text else found


def _confidence(text: str) -> float | str:
    key = _WHOLE.sub(r"\1", fold(text))
    return _CONFIDENCE.get(key, "?")


def _say(answers: pd.DataFrame, at: int, code: str, message: str, field: str, hint: str) -> Found:
    row = answers.iloc[at]
    return at, Problem(
        code=code,
        message=message,
        hint=hint,
        file=row["file"],
        sheet=row["sheet"],
        cell=row[f"{field}_cell"],
        claim_id=row["claim_id"],
        value=row[field],
    )


def _unknown_topics(
    answers: pd.DataFrame, unknown: Any, codebook: Codebook, issued: Codebook | None
) -> Iterable[Found]:
    @cache
    def hint_for(typed: str) -> str:
        if not codebook.topics:
            return _NO_TOPICS
        if now := _called_now(typed, codebook, issued):
            return f'its proposition is that of "{now}" now; {_RENAMED.format(was=typed)}'
        return _hint(typed, codebook.suggest_topic(typed), codebook.topic_ids)

    for at in np.flatnonzero(unknown).tolist():
        typed = clean(answers["topic"].iloc[at])
        hint = hint_for(typed)
        message = f'"{typed}" is no topic of the codebook'
        yield _say(answers, at, "unknown-topic", message, "topic", hint)


def _called_now(typed: str, codebook: Codebook, issued: Codebook | None) -> str | None:
    """Return the id that a topic of the issued codebook bears now, which its proposition tells."""
    was = issued.parse_topic(typed) if issued else None
    if issued is None or was is None or was == NONE:
        return None
    said = fold(issued.topic(was).proposition)
    now = [topic.id for topic in codebook.topics if said and fold(topic.proposition) == said]
    return now[0] if len(now) == 1 else None


def _unknown_stances(
    answers: pd.DataFrame, unknown: Any, scale: Scale, issued: Scale | None
) -> Iterable[Found]:
    labels = [level.label for level in scale.levels]

    @cache
    def hint_for(typed: str) -> str:
        return _hint(typed, near_stance(typed, scale, issued), labels)

    for at in np.flatnonzero(unknown).tolist():
        typed = clean(answers["stance"].iloc[at])
        if awaited(typed, scale) is None:
            message, hint = f'"{typed}" is no stance', hint_for(typed)
            yield _say(answers, at, "unknown-stance", message, "stance", hint)


#: So many rows that fit only the other way round are no slip.
_FEWEST_EXCHANGED = 2


def _exchanged(
    answers: pd.DataFrame, codebook: Codebook, levels: _Meanings, confidences: _Meanings
) -> Iterable[Found]:
    """Report a slot whose stances and confidences bear each other's header.

    More rows are legal only the other way round than as they are; in the rest a number may be
    both, and would be taken for what nobody said.
    """
    as_level = _meanings(answers["confidence"], lambda text: codebook.scale.parse(text) or "?")
    as_confidence = _meanings(answers["stance"], _confidence)
    upright = ~levels.are("?", "") & ~confidences.are("?", "")
    turned = ~as_level.are("?", "") & ~as_confidence.are("?", "")
    upright, turned = upright & ~turned, turned & ~upright
    slots = answers["slot"].to_numpy()
    for slot in sorted(set(slots[turned].tolist())):
        rows = np.flatnonzero(turned & (slots == slot)).tolist()
        if len(rows) >= _FEWEST_EXCHANGED and len(rows) > int((upright & (slots == slot)).sum()):
            message = (
                f"stance and confidence bear each other's header: in {len(rows)} rows each is "
                "what the other should be"
            )
            hint = "put the two headers back"
            yield _say(answers, rows[0], "headers-exchanged", message, "stance", hint)


def _misplaced(answers: pd.DataFrame, topics: _Meanings, levels: _Meanings) -> Iterable[Found]:
    """Report a stance without a topic, a topic without a stance, a stance on no topic."""
    for at in np.flatnonzero(topics.are("") & ~levels.are("")).tolist():
        message = f'the stance "{answers["stance"].iloc[at]}" has no topic'
        hint = "choose the topic that it is about"
        yield _say(answers, at, "stance-without-topic", message, "stance", hint)
    for at in np.flatnonzero(~topics.are("", "?", NONE) & levels.are("")).tolist():
        message = f'the topic "{topics.values[topics.codes[at]]}" has no stance yet'
        yield _say(
            answers, at, "topic-without-stance", message, "stance", "choose a stance, or unclear"
        )
    for at in np.flatnonzero(topics.are(NONE) & ~levels.are("")).tolist():
        message = f'the topic is "{NONE}", yet there is a stance'
        hint = "choose the topic, or empty the stance"
        yield _say(answers, at, "stance-on-none", message, "stance", hint)


def _unknown_confidences(answers: pd.DataFrame, unknown: Any) -> Iterable[Found]:
    for at in np.flatnonzero(unknown).tolist():
        typed = clean(answers["confidence"].iloc[at])
        hint = "write 1 doubtful, 2 fairly sure or 3 sure"
        hint = _BECAME_DATE if is_iso_day(typed) else hint
        message = f'"{typed}" is no confidence'
        yield _say(answers, at, "unknown-confidence", message, "confidence", hint)


def _stray_confidences(answers: pd.DataFrame, stray: Any) -> Iterable[Found]:
    for at in np.flatnonzero(stray).tolist():
        message = f'the confidence "{answers["confidence"].iloc[at]}" has no topic'
        hint = "choose the topic, or empty the cell; if there are several, was the column sorted?"
        yield _say(answers, at, "confidence-without-topic", message, "confidence", hint)


def _hint(typed: str, suggestion: str | None, legal: Iterable[str]) -> str:
    if is_iso_day(typed):
        return _BECAME_DATE
    if BOTH in typed:
        return "two answers stand here; leave one of them"
    if suggestion:
        return f'did you mean "{suggestion}"?'
    shown = list(legal)
    more = ", …" if len(shown) > 8 else ""
    return f"legal are: {', '.join(shown[:8])}{more}"


def _without_doubles(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Found]]:
    """Keep one stance a claim, annotator and topic; say so where there are two."""
    key = list(ANNOTATIONS.key)
    if frame[key[0]].is_unique or not bool(frame.duplicated(key).any()):
        return frame, []
    found: list[Found] = []
    drop: list[Any] = []
    for _, group in frame[frame.duplicated(key, keep=False)].groupby(key, sort=False):
        first = next((i for i in group.index if group.at[i, "stance"]), group.index[0])
        for index in group.index.drop(first):
            drop.append(index)
            found.append((index, _double(group.loc[index], group.loc[first])))
    return frame.drop(index=drop), found


def _double(row: Any, first: Any) -> Problem:
    same = row["stance"] in ("", first["stance"])
    place = f"already at {first['topic_cell'] or 'another place'}"
    topic, stance = row["topic"], row["stance"]
    return Problem(
        code="repeated-answer" if same else "duplicate-answer",
        message=f'the topic "{topic}" was given {place}'
        if same
        else f'"{stance}" on "{topic}", yet "{first["stance"]}" {place}',
        hint="one of them can be emptied" if same else "keep one of the two",
        file=row["file"],
        sheet=row["sheet"],
        cell=row["topic_cell"] if same else row["stance_cell"],
        claim_id=row["claim_id"],
        value=topic if same else stance,
    )
