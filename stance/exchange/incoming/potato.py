"""Potato's answers: one file of states an annotator, or annotated lines; texts lie apart."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from stance.exchange.incoming.passages import Document, Intake, Mark, Passage
from stance.exchange.incoming.places import place_of
from stance.sheets.bounded import json_lines, json_of, listed, mapping, rows_of, said
from stance.sheets.bounded import whole_number as number
from stance.sheets.kinds import kind_of

_TEXTLESS = "texts, which lie in the data file: name it as well (its own id stands in the claim)"


def read_potato(files: Sequence[Path], intake: Intake) -> Iterator[Passage]:
    """Give a passage for each text; schemas are fields, and what was ticked are marks.

    The data file (JSON lines or a table with ``id`` and ``text``) may be named beside the states.

    Raises:
        DataError: a file is no JSON.
    """
    intake.origin = "Potato"
    intake.unnamed = False
    kinds = [(path, kind_of(path)) for path in files]
    texts: dict[str, Mapping[str, str]] = {}
    for path, kind in kinds:
        if kind is None or kind.key not in ("potato", "potato-lines"):
            texts |= {row["id"]: row for row in _data(path) if row.get("id")}
    for path, kind in kinds:
        if kind is not None and kind.key == "potato":
            yield from _state(path, mapping(json_of(path)), texts, intake)
        elif kind is not None and kind.key == "potato-lines":
            for line in json_lines(path):
                yield from _line(path, line, texts, intake)


def _data(path: Path) -> Iterator[dict[str, str]]:
    if path.suffix.lower() in (".csv", ".tsv"):
        yield from rows_of(path)
    else:
        for line in json_lines(path):
            yield {name: said(value) for name, value in line.items()}


def _state(
    path: Path, state: Mapping[str, Any], texts: Mapping[str, Mapping[str, str]], intake: Intake
) -> Iterator[Passage]:
    who = said(state.get("user_id")) or path.stem.removesuffix("_user_state")
    labels = mapping(state.get("instance_id_to_label_to_value"))
    spans = mapping(state.get("instance_id_to_span_to_value"))
    for what in ("link", "event"):
        for held in mapping(state.get(f"instance_id_to_{what}_to_value")).values():
            intake.losses.thing(f"{what}s", len(held) if isinstance(held, list | dict) else 1)
    ordered = [said(name) for name in listed(state.get("instance_id_ordering"))]
    for name in dict.fromkeys([*ordered, *labels, *spans]):
        marks = []
        for pair in listed(labels.get(name)):
            label, value = (*listed(pair), None, None)[:2]
            marks += _mark(who, mapping(label), value)
        found = [
            (mapping(span), value)
            for span, value in ((*listed(pair), None, None)[:2] for pair in listed(spans.get(name)))
        ]
        yield from _passages(path, name, texts.get(name, {}), who, marks, found, intake)


def _mark(who: str, label: Mapping[str, Any], value: Any) -> list[Mark]:
    """Return the mark of one ticked label; of a text, number or scale, what was entered."""
    schema, name = said(label.get("schema")), said(label.get("name"))
    entered = said(value)
    if entered.casefold() in ("false", ""):
        return []
    ticked = entered.casefold() in ("true", name.casefold())
    return [Mark(who, schema, (name if ticked else entered,))]


def _line(
    path: Path, line: Mapping[str, Any], texts: Mapping[str, Mapping[str, str]], intake: Intake
) -> Iterator[Passage]:
    who = said(line.get("user_id") or line.get("user")) or path.parent.name or path.stem
    marks: list[Mark] = []
    for schema, answers in mapping(line.get("label_annotations")).items():
        for name, value in mapping(answers).items():
            marks += _mark(who, {"schema": schema, "name": name}, value)
    name = said(line.get("id") or line.get("instance_id"))
    own = dict(texts.get(name, {}))
    if text := said(line.get("displayed_text") or line.get("text")):
        own["text"] = text
    spans = [(mapping(s), True) for s in listed(line.get("span_annotations"))]
    yield from _passages(path, name, own, who, marks, spans, intake)


def _passages(
    path: Path,
    name: str,
    data: Mapping[str, str],
    who: str,
    marks: Sequence[Mark],
    spans: Sequence[tuple[Mapping[str, Any], Any]],
    intake: Intake,
) -> Iterator[Passage]:
    text = data.get("text", "")
    if not text:
        intake.losses.thing(_TEXTLESS)
    also = {k: v for k, v in data.items() if k not in ("id", "text")}
    if marks or not spans:
        yield Passage(text or name, tuple(marks), name, also=also, seen=(who,))
    if not spans:
        return
    key = f"text-{name}"
    intake.documents[key] = Document(data.get("title", "") or f"text {name}", text)
    for nth, (span, _) in enumerate(spans, start=1):
        start, end = number(span.get("start")), number(span.get("end"))
        quoted = said(span.get("title") or span.get("text") or span.get("span"))
        place = None
        if start is not None and end is not None:
            place = place_of(text, start, end, quoted)
        if place is None and text:
            intake.misplaced(path.name, f"{start} to {end} is not in the text {name}")
        label = said(span.get("name") or span.get("annotation") or span.get("label"))
        yield Passage(
            text[slice(*place)] if place else quoted or name,
            (Mark(who, said(span.get("schema")) or "span", (label,), unit=f"span {nth}"),),
            document=key,
            start=place[0] if place else start,
            end=place[1] if place else end,
            also=also,
            seen=(who,),
        )
