"""What a model answered, judged by the codebook: topics with stances, confidence, reason."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stance.core.codebook import CONFIDENCES, NONE, Codebook
from stance.core.text import fold
from stance.machines.replies import UnusableError, one_line
from stance.machines.strict_json import read_json

#: Topics of one claim, as a workbook has columns for; characters of a reason.
MOST_TOPICS, LONGEST_REASON = 9, 2000


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to one request.

    Attributes:
        codes: topic and stance, the stance empty where the topic is none.
        confidence: 1 to 3.
        reason: what the model says for it.
    """

    codes: tuple[tuple[str, str], ...]
    confidence: int
    reason: str


#: Marks that many a model sets around its JSON.
_FENCED = re.compile(r"\s*```(?:json)?[ \t]*\n(.*)\n[ \t]*```\s*", re.DOTALL | re.IGNORECASE)


def _bare(text: str) -> str:
    """Return the answer without the marks of a block of code around it."""
    found = _FENCED.fullmatch(text)
    return found[1] if found else text


def answer_of(text: str, codebook: Codebook) -> Answer:
    """Return a legal answer.

    Args:
        text: what the model said.
        codebook: the legal topics and stances; letters of either case are one.

    Raises:
        UnusableError: it is no JSON of the schema, or says what the codebook does not know.
    """
    try:
        given = read_json(_bare(text))
    except ValueError as error:
        raise UnusableError(f"the answer cannot be read: {error}") from error
    if not isinstance(given, Mapping):
        raise UnusableError("the answer is no JSON object")
    if missing := [n for n in ("answers", "confidence", "reason") if n not in given]:
        raise UnusableError(f"the answer lacks {' and '.join(missing)}")
    listed, confidence, reason = given["answers"], given["confidence"], given["reason"]
    if not isinstance(listed, list) or not listed:
        raise UnusableError('"answers" is no list with at least one topic')
    if type(confidence) not in (int, float) or confidence not in CONFIDENCES:
        raise UnusableError(f"the confidence {_quoted(confidence)} is not 1, 2 or 3")
    if not isinstance(reason, str):
        raise UnusableError(f"the reason {_quoted(reason)} is no text")
    codes = [_code(entry, codebook) for entry in listed]
    _check(codes)
    return Answer(tuple(codes), int(confidence), one_line(reason, LONGEST_REASON))


def _code(entry: Any, codebook: Codebook) -> tuple[str, str]:
    """Return topic and stance of one entry, as the codebook writes them."""
    if not isinstance(entry, Mapping):
        raise UnusableError(f"{_quoted(entry)} is no object with topic and stance")
    typed = {name: entry.get(name) for name in ("topic", "stance")}
    for name, value in typed.items():
        if not isinstance(value, str):
            raise UnusableError(f"the {name} {_quoted(value)} is no text")
    topics = {fold(topic_id): topic_id for topic_id in (*codebook.topic_ids, NONE)}
    levels = {fold(level.label): level.label for level in codebook.scale.levels}
    topic = topics.get(fold(str(typed["topic"])))
    if topic is None:
        raise UnusableError(f"{_quoted(typed['topic'])} is no topic of the codebook")
    stance = fold(str(typed["stance"]))
    if topic == NONE:
        if stance not in ("", fold(NONE)):
            raise UnusableError(f'the topic is "{NONE}", yet there is a stance: {stance}')
        return topic, ""
    if stance not in levels:
        raise UnusableError(f"{_quoted(typed['stance'])} is no stance of the scale")
    return topic, levels[stance]


def _check(codes: list[tuple[str, str]]) -> None:
    topics = [topic for topic, _ in codes]
    if len(topics) > MOST_TOPICS:
        raise UnusableError(f"the answer has {len(topics)} topics; {MOST_TOPICS} are the most")
    if NONE in topics and len(topics) > 1:
        raise UnusableError(f'the answer has "{NONE}" beside other topics')
    if double := [topic for topic in topics if topics.count(topic) > 1]:
        raise UnusableError(f'the topic "{double[0]}" is answered twice')


def _quoted(value: Any) -> str:
    """Return a value as it stood in the answer: text in quotation marks, null and numbers bare."""
    if isinstance(value, str):
        return f'"{one_line(value, 80)}"'
    return one_line(json.dumps(value, ensure_ascii=False), 80)
