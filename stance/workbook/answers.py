"""What annotators typed, judged by the codebook: legal annotations and problems."""

import math
from collections.abc import Iterable
from typing import Any

import pandas as pd

from stance.codebook import CONFIDENCES, NONE, Codebook, Level
from stance.errors import Problem
from stance.frames import ANNOTATIONS
from stance.text import clean, fold

_CONFIDENCE = {str(number): number for number in CONFIDENCES}
_CONFIDENCE |= {fold(label): number for number, label in CONFIDENCES.items()}


def annotations_of(
    answers: pd.DataFrame, codebook: Codebook
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Judge every answer by the codebook.

    Args:
        answers: what was typed, contract ANSWERS.
        codebook: the legal topics and stances.

    Returns:
        The legal annotations, contract ANNOTATIONS, and a problem for everything else. An answer
        whose topic is legal and whose stance is not is kept with an empty stance.
    """
    judge = _Judge(codebook)
    for row in zip(*(answers[name] for name in _READ), strict=True):
        judge.take(*row)
    return ANNOTATIONS.build(list(judge.kept.values())), tuple(judge.problems)


_READ = (
    "claim_id",
    "annotator",
    "slot",
    "topic",
    "stance",
    "confidence",
    "note",
    "file",
    "sheet",
    "row",
    "topic_cell",
    "stance_cell",
    "confidence_cell",
)


class _Judge:
    """Goes through the answers of one codebook; remembers what each text means."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self.topics: dict[str, str | None] = {}
        self.levels: dict[str, Level | None] = {}
        self.kept: dict[tuple[str, str, str], dict[str, Any]] = {}
        self.problems: list[Problem] = []

    def take(self, *row: Any) -> None:
        """Judge one answer."""
        answer = dict(zip(_READ, row, strict=True))
        topic = self._topic(answer)
        level = self._level(answer, topic)
        confidence = self._confidence(answer)
        if topic is None:
            return
        entry = answer | {
            "topic": topic,
            "stance": level.label if level else "",
            "score": math.nan if level is None or level.score is None else level.score,
            "confidence": confidence,
        }
        del entry["confidence_cell"]
        self._keep(entry, answer)

    def _say(self, code: str, message: str, answer: dict[str, Any], field: str, hint: str) -> None:
        self.problems.append(
            Problem(
                code=code,
                message=message,
                hint=hint,
                file=answer["file"],
                sheet=answer["sheet"],
                cell=answer[f"{field}_cell"],
                claim_id=answer["claim_id"],
                value=answer[field],
            )
        )

    def _topic(self, answer: dict[str, Any]) -> str | None:
        """Return the topic's id, or None where there is none or an unknown one."""
        typed = clean(answer["topic"])
        if not typed:
            if clean(answer["stance"]):
                message = f'the stance "{answer["stance"]}" has no topic'
                hint = "choose the topic that it is about"
                self._say("stance-without-topic", message, answer, "stance", hint)
            return None
        if typed not in self.topics:
            self.topics[typed] = self.codebook.parse_topic(typed)
        topic = self.topics[typed]
        if topic is None:
            hint = _did_you_mean(self.codebook.suggest_topic(typed), self.codebook.topic_ids)
            message = f'"{typed}" is no topic of the codebook'
            self._say("unknown-topic", message, answer, "topic", hint)
        return topic

    def _level(self, answer: dict[str, Any], topic: str | None) -> Level | None:
        """Return the level of the scale, or None where there is none or an illegal one."""
        typed = clean(answer["stance"])
        if not typed:
            if topic not in (None, NONE):
                message = f'the topic "{topic}" has no stance yet'
                hint = "choose a stance, or unclear"
                self._say("topic-without-stance", message, answer, "stance", hint)
            return None
        if topic == NONE:
            message = f'the topic is "{NONE}", yet there is a stance'
            hint = "choose the topic, or empty the stance"
            self._say("stance-on-none", message, answer, "stance", hint)
            return None
        if typed not in self.levels:
            self.levels[typed] = self.codebook.scale.parse(typed)
        level = self.levels[typed]
        if level is None:
            scale = self.codebook.scale
            hint = _did_you_mean(scale.suggest(typed), [lv.label for lv in scale.levels])
            message = f'"{typed}" is no stance'
            self._say("unknown-stance", message, answer, "stance", hint)
        return level

    def _confidence(self, answer: dict[str, Any]) -> float:
        typed = fold(answer["confidence"])
        if not typed:
            return math.nan
        if typed in _CONFIDENCE:
            return _CONFIDENCE[typed]
        message = f'"{answer["confidence"]}" is no confidence'
        hint = "write 1 doubtful, 2 fairly sure or 3 sure"
        self._say("unknown-confidence", message, answer, "confidence", hint)
        return math.nan

    def _keep(self, entry: dict[str, Any], answer: dict[str, Any]) -> None:
        """Keep one stance a claim, annotator and topic; say so where there are two."""
        key = (entry["claim_id"], entry["annotator"], entry["topic"])
        first = self.kept.setdefault(key, entry)
        if first is entry:
            return
        place = f"already at {first['topic_cell'] or 'another place'}"
        if first["stance"] == entry["stance"] or not entry["stance"]:
            message = f'the topic "{entry["topic"]}" was given {place}'
            self._say("repeated-answer", message, answer, "topic", "one of them can be emptied")
        elif not first["stance"]:
            self.kept[key] = entry
        else:
            message = f'"{entry["stance"]}" on "{entry["topic"]}", yet "{first["stance"]}" {place}'
            self._say("duplicate-answer", message, answer, "stance", "keep one of the two")


def _did_you_mean(suggestion: str | None, legal: Iterable[str]) -> str:
    if suggestion:
        return f'did you mean "{suggestion}"?'
    shown = list(legal)
    more = ", …" if len(shown) > 8 else ""
    return f"legal are: {', '.join(shown[:8])}{more}"
