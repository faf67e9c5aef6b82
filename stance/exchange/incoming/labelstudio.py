"""Label Studio's JSON and JSON-MIN: people's answers, and apart from them what models said."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from stance.exchange.incoming.ours import take_scale, take_topics
from stance.exchange.incoming.passages import MACHINE, Document, Intake, Mark, Passage
from stance.exchange.incoming.places import place_of
from stance.sheets.bounded import (
    json_of,
    listed,
    mapping,
    refused,
    said,
    whole_number,
)

#: Where tasks usually hold the text, and where our own hold what belongs beside it.
_TEXT = ("claim", "text", "quote", "statement", "sentence", "content", "body", "tweet", "comment")
_CLAIM_ID, _EXPERT, _SAID_ON, _QUESTION = "claim_id", "expert", "said_on", "question"
#: Whose labels predictions are that do not say it, and how the keys of texts of tasks begin.
_MODEL, _TASK = "model", "task-"
_SHAPES = "labels on pictures, sound or video"
_SKIPPED = "labels in cancelled annotations"
_DRAFTS = "drafts"
#: What Label Studio adds to a task in JSON-MIN; everything else is data or an answer.
_MIN = ("id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time")
_TEXTS = ("textarea",)
#: What stands beside answers: controls of these names.
_NOTES, _CONFIDENCE = ("note", "notes", "comment", "comments"), "confidence"
#: Controls of one answer among several: topic_2, stance_2, confidence_2.
_NUMBERED = re.compile(r"(topic|stance|confidence)_([0-9])")


def read_labelstudio(files: Sequence[Path], intake: Intake) -> Iterator[Passage]:
    """Give a passage for each task, and for each labelled stretch of its text.

    Controls are fields: the control ``stance`` answers how, ``topic`` about what. A stretch is
    placed in code points, or in UTF-16 units where only these fit its text (older versions).

    Raises:
        DataError: a file holds no tasks.
    """
    intake.origin = "Label Studio"
    intake.unnamed = False
    for path in files:
        tasks = [task for task in listed(json_of(path)) if isinstance(task, dict)]
        if not tasks:
            raise refused(path.name, "it holds no tasks", "export the project's tasks as JSON")
        for at, task in enumerate(tasks, start=1):
            if "data" in task:
                yield from _task(path, at, task, intake)
            else:
                yield from _min_task(path, at, task, intake)


def _task(path: Path, at: int, task: Mapping[str, Any], intake: Intake) -> Iterator[Passage]:
    data = mapping(task.get("data"))
    losses = intake.losses
    take_scale(intake, mapping(task.get("meta")).get("stance_scale"))
    take_topics(intake, mapping(task.get("meta")).get("stance_topics"))
    losses.thing(_DRAFTS, len(listed(task.get("drafts"))))
    losses.thing("comments of reviewers", whole_number(task.get("comment_count")) or 0)
    marks: list[Mark] = []
    seen: dict[str, None] = {}
    stretches: dict[tuple[int, int, str], list[Mark]] = {}
    for annotation in listed(task.get("annotations") or task.get("completions")):
        annotation = mapping(annotation)
        results = [mapping(one) for one in listed(annotation.get("result"))]
        if annotation.get("was_cancelled"):
            losses.mark(_SKIPPED, sum(len(_labels(one)) for one in results))
            losses.thing("cancelled annotations")
            continue
        who = _who(annotation.get("completed_by"))
        seen[who] = None
        losses.thing("reviews", len(listed(annotation.get("reviews"))))
        placed = {said(one.get("id")): _stretch(one) for one in results if _stretch(one)}
        beside = _beside(results)
        held = [one for one in results if not _is_beside(one)]
        if beside and not held:
            losses.thing("notes where nothing was answered", len(beside))
        for one in held:
            own = [_with(mark, beside) for mark in _marks(one, who, intake)]
            stretch = placed.get(said(one.get("id"))) if own else None
            (stretches.setdefault(stretch, []) if stretch else marks).extend(own)
    predicted, number = _predicted(task, _text(data))
    for passage in _passages(path, at, task, data, marks, stretches, tuple(seen), intake):
        of_task = not passage.document.startswith(_TASK)
        own = predicted.get(None if of_task else (passage.start or 0, passage.end or 0), [])
        number -= len(own)
        yield replace(passage, predicted=tuple(own))
    losses.mark(MACHINE, number)


def _predicted(
    task: Mapping[str, Any], text: str
) -> tuple[dict[tuple[int, int] | None, list[Mark]], int]:
    """Return what models say of a task (None) and of stretches of its text; and how many labels."""
    aside = Intake()  # what finds no place is counted as a whole
    found: dict[tuple[int, int] | None, list[Mark]] = {}
    number = 0
    for at, prediction in enumerate(map(mapping, listed(task.get("predictions")))):
        who = said(prediction.get("model_version")) or _MODEL
        for one in map(mapping, listed(prediction.get("result"))):
            number += len(_labels(one))
            stretch = _stretch(one)
            place = place_of(text, *stretch) if stretch else None
            if not _is_beside(one) and (place or not stretch):
                marks = _marks(one, who, aside)
                together = [replace(mark, unit=f"{at} {mark.unit}") for mark in marks]
                found.setdefault(place, []).extend(together)
    return found, number


def _passages(
    path: Path,
    at: int,
    task: Mapping[str, Any],
    data: Mapping[str, Any],
    marks: Sequence[Mark],
    stretches: Mapping[tuple[int, int, str], list[Mark]],
    seen: tuple[str, ...],
    intake: Intake,
) -> Iterator[Passage]:
    text = _text(data)
    number = said(task.get("id")) or str(at)
    also = {name: said(value) for name, value in data.items()}
    meta = mapping(task.get("meta")).items()
    also |= {f"meta.{name}": said(value) for name, value in meta if not name.startswith("stance_")}
    source = also.get("source_id", "")
    if source:
        intake.documents.setdefault(source, Document(also.get("source_title") or source))
    about: dict[str, Any] = {
        "also": also,
        "said_on": also.get(_SAID_ON, ""),
        "question": also.get(_QUESTION, ""),
        "seen": seen,
        "key_phrase": also.get("key_phrase", ""),
    }
    if marks or not stretches:
        name = also.get(_CLAIM_ID) or f"task-{number}"
        yield Passage(text or name, tuple(marks), name, also.get(_EXPERT, ""), source, **about)
    if stretches:
        key = f"{_TASK}{number}"
        intake.documents[key] = Document(also.get("title") or f"task {number}", text)
        for (start, end, quoted), own in stretches.items():
            place = place_of(text, start, end, quoted)
            if place is None:
                message = f"{start} to {end} is not in the text of task {number}"
                intake.misplaced(path.name, message)
            yield Passage(
                text[slice(*place)] if place else quoted,
                tuple(own),
                expert=also.get(_EXPERT, ""),
                document=key,
                start=place[0] if place else None,
                end=place[1] if place else None,
                **about,
            )


def _text(data: Mapping[str, Any]) -> str:
    """Return the text of a task: by its usual names, else its longest text that is no address."""
    for name in _TEXT:
        if isinstance(data.get(name), str):
            return said(data[name])
    texts = [value for value in data.values() if isinstance(value, str)]
    return said(max((t for t in texts if "/" not in t.split(" ")[0]), key=len, default=""))


def _who(completed_by: Any) -> str:
    """Return who annotated: the e-mail's first part, a name, or a number."""
    person = mapping(completed_by)
    if isinstance(completed_by, str) and completed_by:
        return completed_by.partition("@")[0] or completed_by
    if not person:
        return f"user {said(completed_by)}" if completed_by is not None else "user unknown"
    name = f"{said(person.get('first_name'))} {said(person.get('last_name'))}".strip()
    return name or said(person.get("email")).partition("@")[0] or f"user {said(person.get('id'))}"


def _stretch(result: Mapping[str, Any]) -> tuple[int, int, str] | None:
    """Return the stretch of text that a result labels: start, end, and the words."""
    value = mapping(result.get("value"))
    offsets = mapping(value.get("globalOffsets")) or value
    start, end = whole_number(offsets.get("start")), whole_number(offsets.get("end"))
    if start is None or end is None or "channel" in value:
        return None
    return start, end, said(value.get("text")) if isinstance(value.get("text"), str) else ""


def _labels(result: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Return what a result says, each label with those above it."""
    value = mapping(result.get("value"))
    kind = said(result.get("type"))
    if kind in _TEXTS:
        return [(said(text),) for text in listed(value.get("text"))]
    held = value.get(kind)
    if kind == "taxonomy":
        return [tuple(map(said, listed(path))) for path in listed(held)]
    if kind == "pairwise":
        held = value.get("selected")
    return [(said(one),) for one in listed(held) if not isinstance(one, dict | list)]


def _marks(result: Mapping[str, Any], who: str, intake: Intake) -> list[Mark]:
    """Return the marks of a result; those on pictures and the like are counted."""
    value = mapping(result.get("value"))
    kind = said(result.get("type"))
    labels = _labels(result)
    if kind == "relation":
        intake.losses.thing("relations")
        return []
    if {"x", "points", "rle", "channel", "sequence", "ranges"} & set(value):
        intake.losses.mark(_SHAPES, max(1, len(labels)))
        return []
    if not labels:
        intake.losses.thing(f"results of the kind {kind or 'unknown'}")
        return []
    field, unit = _field(result)
    return [Mark(who, field or kind, label, unit=unit) for label in labels]


def _field(result: Mapping[str, Any]) -> tuple[str, str]:
    """Return what a result answers, and which answers belong with it: stance_2 with topic_2."""
    name = said(result.get("from_name"))
    numbered = _NUMBERED.fullmatch(name)
    if numbered:
        return numbered[1], numbered[2]
    return name, said(result.get("id")) if _stretch(result) else ""


def _is_beside(result: Mapping[str, Any]) -> bool:
    return _field(result)[0].casefold() in (*_NOTES, _CONFIDENCE)


def _beside(results: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return what stands beside the answers of an annotation: the note, and each confidence."""
    found: dict[str, str] = {}
    for one in filter(_is_beside, results):
        field, unit = _field(one)
        texts = [label[-1] for label in _labels(one)]
        key = f"{_CONFIDENCE} {unit}" if field.casefold() == _CONFIDENCE else _NOTES[0]
        found[key] = "\n".join(filter(None, (found.get(key, ""), *texts)))
    return found


def _with(mark: Mark, beside: Mapping[str, str]) -> Mark:
    confidence = beside.get(f"{_CONFIDENCE} {mark.unit}", "")
    legal = confidence if confidence in ("1", "2", "3") else ""
    return replace(mark, note=beside.get(_NOTES[0], ""), confidence=legal)


def _min_task(path: Path, at: int, task: Mapping[str, Any], intake: Intake) -> Iterator[Passage]:
    """Give the passages of a task of JSON-MIN, which has answers and data side by side.

    An answer is what is a list, or an object of choices; or what is named as an answer is.
    """
    data: dict[str, Any] = {}
    results: list[dict[str, Any]] = []
    for name, value in task.items():
        answers = None if name in _MIN else _min_results(name, value)
        if answers is not None:
            results += answers
        elif name not in _MIN:
            data[name] = value
    annotation = {"completed_by": task.get("annotator"), "result": results}
    whole = {"id": task.get("id"), "data": data, "annotations": [annotation]}
    open_ = [name for name in data if name not in _OURS and name not in _TEXT]
    if open_:
        names = ", ".join(open_[:_NAMED])
        intake.assume(f"these hold data, no answers (else: --topic-from, --stance-from): {names}")
    yield from _task(path, at, whole, intake)


_ANSWERS = frozenset(
    ("sentiment", "stance", "topic", "label", "choice", "rating", "class", _CONFIDENCE)
)
#: Columns that one sentence names.
_NAMED = 12
#: Data of our own tasks.
_OURS = ("claim_id", "expert", "source_id", "source_title", "said_on", "question", "key_phrase")


def _min_results(name: str, value: Any) -> list[dict[str, Any]] | None:
    """Return a column of JSON-MIN as results of the full JSON; None where it is data."""

    def result(kind: str, held: dict[str, Any], number: int) -> dict[str, Any]:
        return {"type": kind, "from_name": name, "id": f"{name}-{number}", "value": held}

    if isinstance(value, dict) and isinstance(value.get("choices"), list):
        return [result("choices", {"choices": value["choices"]}, 0)]
    if isinstance(value, list) and all(isinstance(one, dict) for one in value) and value:
        kinds = ({k for k in one if k.endswith("labels")} for one in value)
        return [
            result(next(iter(sorted(kind)), "unknown"), one, number)
            for number, (one, kind) in enumerate(zip(value, kinds, strict=True))
        ]
    if name.casefold() in _NOTES and isinstance(value, str):
        return [result("textarea", {"text": [value]}, 0)]
    answers = name.casefold() in _ANSWERS or _NUMBERED.fullmatch(name)
    if answers and isinstance(value, str | int):
        return [result("choices", {"choices": [value]}, 0)]
    return None
