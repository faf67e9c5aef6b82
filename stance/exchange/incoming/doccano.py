"""JSON lines of doccano: texts with labels, or with labelled stretches (in code points)."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from stance.exchange.incoming.passages import Document, Intake, Mark, Passage
from stance.exchange.incoming.places import place_of
from stance.sheets.bounded import json_lines, listed, mapping, refused, said
from stance.sheets.bounded import whole_number as number

_TEXT = ("text", "data", "sentence", "content", "column_data", "document")
_LABEL = ("label", "labels", "entities", "cats", "column_label", "annotations", "tags")
_ASIDE = ("id", "relations", "Comments", "comments")
_ANNOTATOR = ("annotator", "username", "user", "annotated_by")


def read_doccano(files: Sequence[Path], intake: Intake) -> Iterator[Passage]:
    """Give a passage for every labelled stretch, or for every text whose labels are the text's.

    doccano writes a file for each annotator, so the file's name is the annotator's unless the
    lines name one. Relations and comments are counted.

    Raises:
        DataError: a file has no text or labels where doccano has them.
    """
    intake.origin = "doccano"
    intake.unnamed = False
    for path in files:
        columns: tuple[str, str] | None = None
        for at, line in enumerate(json_lines(path), start=1):
            columns = columns or _columns(path, line)
            yield from _passages(path, at, line, columns, intake)


def _columns(path: Path, line: Mapping[str, Any]) -> tuple[str, str]:
    """Return which columns hold the text and the labels, told by name, else by what they hold."""
    texts = [name for name, value in line.items() if isinstance(value, str)]
    lists = [name for name, value in line.items() if isinstance(value, list) and name not in _ASIDE]
    text = next((name for name in _TEXT if name in texts), texts[0] if len(texts) == 1 else "")
    labels = [name for name in _LABEL if name in line and name != text] or lists
    if not text or not labels:
        held = ", ".join(line)
        raise refused(
            path.name,
            f"a line holds {held}, and none of them is a text with labels",
            'name them "text" and "label", as doccano does',
            "unknown-form",
        )
    return text, labels[0]


def _passages(
    path: Path, at: int, line: Mapping[str, Any], columns: tuple[str, str], intake: Intake
) -> Iterator[Passage]:
    text_column, label_column = columns
    text = said(line.get(text_column))
    held = [label_column, *(n for n, v in line.items() if n not in columns and _is_labels(n, v))]
    who = next((said(line[name]) for name in _ANNOTATOR if line.get(name)), path.stem)
    rest = {
        k: said(v)
        for k, v in line.items()
        if k not in (text_column, *held, *_ASIDE, "meta", "metadata")
    }
    for name in ("meta", "metadata"):
        rest |= {f"{name}.{k}": said(v) for k, v in mapping(line.get(name)).items()}
    for name in ("relations", "Comments", "comments"):
        intake.losses.thing(name.lower(), len(listed(line.get(name))))
    labels = [(field, one) for field in held for one in listed(line.get(field))]
    spans = [(field, span) for field, one in labels if (span := _span(one))]
    words = [(field, said(one)) for field, one in labels if not isinstance(one, list | dict)]
    others = len(labels) - len(spans) - len(words)
    intake.losses.mark("labels in a form that doccano does not have", others)
    name = said(line.get("id"))
    if words or not spans:
        marks = tuple(Mark(who, field, (word,)) for field, word in words)
        yield Passage(text, marks, name, also=rest, seen=(who,))
    if spans:
        key = f"text-{name or f'{path.stem}-{at}'}"
        intake.documents[key] = Document(rest.get("title") or key.replace("-", " "), text)
        for number_, (field, (start, end, label)) in enumerate(spans, start=1):
            place = place_of(text, start, end)
            mark = Mark(who, field, (label,), unit=str(number_))
            if place is None:
                intake.misplaced(path.name, f"{start} to {end} is not in the text of line {at}")
            yield Passage(
                text[slice(*place)] if place else "",
                (mark,),
                document=key,
                start=place[0] if place else None,
                end=place[1] if place else None,
                also=rest,
                seen=(who,),
            )


def _is_labels(name: str, value: Any) -> bool:
    """Whether a column holds labels, too: a list of words or of labelled stretches."""
    known = name not in _ASIDE and isinstance(value, list) and bool(value)
    return known and all(isinstance(one, str) or _span(one) for one in value)


def _span(one: Any) -> tuple[int, int, str] | None:
    """Return start, end and label of a labelled stretch; None for anything else."""
    if isinstance(one, dict):
        one = [one.get("start_offset"), one.get("end_offset"), one.get("label")]
    if not isinstance(one, list) or len(one) != 3:
        return None
    start, end = number(one[0]), number(one[1])
    return None if start is None or end is None else (start, end, said(one[2]))
