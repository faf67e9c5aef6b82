"""Records of Argilla, of version 1 (text classification, feedback) and 2, as JSON or lines."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from stance.exchange.incoming.passages import Document, Intake, Mark, Passage
from stance.exchange.incoming.places import place_of
from stance.sheets.bounded import json_lines, listed, mapping, said
from stance.sheets.bounded import whole_number as number

_MACHINE = "suggestions of a model, which are no person's"
_DISCARDED = "answers in discarded responses"
_DRAFT = "answers in drafts"
_TEXT = ("text", "claim", "quote", "statement", "sentence", "content", "prompt")


def read_argilla(files: Sequence[Path], intake: Intake) -> Iterator[Passage]:
    """Give a passage for each record; questions are fields, submitted answers are marks.

    Raises:
        DataError: lines are no JSON.
    """
    intake.origin = "Argilla"
    intake.unnamed = False
    for path in files:
        for at, record in enumerate(json_lines(path), start=1):
            yield from _record(path, at, record, intake)


def _record(path: Path, at: int, record: Mapping[str, Any], intake: Intake) -> Iterator[Passage]:
    fields = _fields(record)
    text = next((fields[name] for name in _TEXT if fields.get(name)), "")
    text = text or max(fields.values(), key=len, default="")
    also = {name: value for name, value in fields.items() if value != text}
    metadata = record.get("metadata")
    also |= {f"metadata.{k}": said(v) for k, v in mapping(metadata).items()}
    intake.losses.mark(_MACHINE, _suggested(record))
    answers = [*_version_1(record, path, intake), *_version_2(record, intake)]
    seen = tuple(dict.fromkeys(who for who, *_ in answers))
    name = said(record.get("external_id") or record.get("id"))
    whole = [(who, field, value) for who, field, value in answers if not _spans(value)]
    marks = tuple(
        Mark(who, field, (label,)) for who, field, value in whole for label in _labels(value)
    )
    spans = [(w, f, one) for w, f, value in answers for one in _spans(value)]
    if marks or not spans:
        yield Passage(text, marks, name, also=also, seen=seen)
    if spans:
        key = f"record-{name or at}"
        intake.documents[key] = Document(f"record {name or at}", text)
        for nth, (who, field, span) in enumerate(spans, start=1):
            start, end = number(span.get("start")), number(span.get("end"))
            place = None
            if start is not None and end is not None:
                place = place_of(text, start, end, said(span.get("text")))
            if place is None:
                intake.misplaced(path.name, f"record {at}: {start} to {end} is not in the text")
            yield Passage(
                text[slice(*place)] if place else said(span.get("text")),
                (Mark(who, field, (said(span.get("label")),), unit=str(nth)),),
                document=key,
                start=place[0] if place else None,
                end=place[1] if place else None,
                also=also,
                seen=(who,),
            )


def _fields(record: Mapping[str, Any]) -> dict[str, str]:
    """Return the texts of a record: its fields, its inputs, or what stands flat beside answers."""
    held = mapping(record.get("fields")) or mapping(record.get("inputs"))
    if not held:
        flat = {name.partition(".")[0] for name in record if name.endswith(".responses")}
        held = {
            name: value
            for name, value in record.items()
            if isinstance(value, str) and "." not in name and name not in (*flat, *_ASIDE)
        }
    return {name: said(value) for name, value in held.items()}


_ASIDE = (
    *("id", "external_id", "status", "annotation", "annotation_agent", "prediction_agent"),
    *("event_timestamp", "inserted_at", "updated_at", "_server_id"),
)


def _version_1(record: Mapping[str, Any], path: Path, intake: Intake) -> list[tuple[str, str, Any]]:
    """Return (annotator, question, value) of records of version 1."""
    found: list[tuple[str, str, Any]] = []
    annotation = record.get("annotation")
    if annotation is not None:
        who = said(record.get("annotation_agent")) or path.stem
        values = listed(annotation)
        if values and all(isinstance(v, list) and len(v) == 3 for v in values):  # label, from, to
            annotation = [{"label": v[0], "start": v[1], "end": v[2]} for v in values]
        found.append((who, "label", annotation))
    for response in listed(record.get("responses")):
        response = mapping(response)
        who = said(response.get("user_id")) or path.stem
        given = {k: _value(v) for k, v in mapping(response.get("values")).items()}
        found += _submitted(said(response.get("status")), who, given, intake)
    return found


def _version_2(record: Mapping[str, Any], intake: Intake) -> list[tuple[str, str, Any]]:
    """Return (annotator, question, value) of records of version 2, nested or flat."""
    found: list[tuple[str, str, Any]] = []
    for question, responses in mapping(record.get("responses")).items():
        for response in map(mapping, listed(responses)):
            who = said(response.get("user_id")) or "annotator"
            values = {question: response.get("value")}
            found += _submitted(said(response.get("status")), who, values, intake)
    for name, values in record.items():
        if not name.endswith(".responses"):
            continue
        question = name.removesuffix(".responses")
        people = listed(record.get(f"{name}.users"))
        states = listed(record.get(f"{name}.status"))
        for nth, value in enumerate(listed(values)):
            who = said(people[nth]) if nth < len(people) else f"annotator {nth + 1}"
            state = said(states[nth]) if nth < len(states) else ""
            found += _submitted(state, who, {question: value}, intake)
    return found


def _submitted(
    state: str, who: str, values: Mapping[str, Any], intake: Intake
) -> list[tuple[str, str, Any]]:
    """Return the answers of a response that counts; count those of others."""
    if state in ("discarded", "draft"):
        what = _DISCARDED if state == "discarded" else _DRAFT
        intake.losses.mark(what, sum(len(_labels(v)) + len(_spans(v)) for v in values.values()))
        return []
    return [(who, question, value) for question, value in values.items()]


def _value(value: Any) -> Any:
    return value["value"] if isinstance(value, dict) and "value" in value else value


def _spans(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in listed(value) if isinstance(one, dict) and "start" in one]


def _labels(value: Any) -> list[str]:
    """Return the labels of an answer; a ranking's are its first ones."""
    found = [one for one in listed(value) if not (isinstance(one, dict) and "start" in one)]
    return [said(one.get("value") if isinstance(one, dict) else one) for one in found]


def _suggested(record: Mapping[str, Any]) -> int:
    """Return how many labels a model suggested."""
    suggestions = record.get("suggestions")
    found = list(suggestions.values()) if isinstance(suggestions, dict) else listed(suggestions)
    values = [_value(one) for one in found]
    values += [v for k, v in record.items() if k.endswith(".suggestion")]
    values += [one for one in listed(record.get("prediction")) if one]
    return sum(len(listed(value)) if not isinstance(value, dict) else 1 for value in values)
