"""JSON lines of Prodigy: texts that were accepted or rejected, choices, labelled stretches."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from stance.exchange.incoming.passages import Document, Intake, Mark, Passage
from stance.exchange.incoming.places import place_of
from stance.sheets.bounded import json_lines, listed, mapping, said
from stance.sheets.bounded import whole_number as number

_REJECTED = "labels in rejected lines, which say only what is not so"
_IGNORED = "labels in ignored lines"


def read_prodigy(files: Sequence[Path], intake: Intake) -> Iterator[Passage]:
    """Give a passage for each line, or for each labelled stretch of its text (code points).

    A line with one label that was accepted or rejected is the topic *label* with the stance
    *accept* or *reject*. Choices are labels; a stretch is a passage with its label.

    Raises:
        DataError: lines are no JSON.
    """
    intake.origin = "Prodigy"
    intake.unnamed = False
    for path in files:
        for at, line in enumerate(json_lines(path), start=1):
            yield from _line(path, at, line, intake)


def _line(path: Path, at: int, line: Mapping[str, Any], intake: Intake) -> Iterator[Passage]:
    text = said(line.get("text") or mapping(line.get("html")).get("text") or line.get("html"))
    who = _who(line, path)
    meta = mapping(line.get("meta"))
    also = {f"meta.{name}": said(value) for name, value in meta.items()}
    also |= {name: said(line[name]) for name in ("title", "author", "speaker") if name in line}
    intake.losses.thing("relations", len(listed(line.get("relations"))))
    answer = said(line.get("answer")) or "accept"
    spans = [mapping(span) for span in listed(line.get("spans"))]
    spans = [span for span in spans if span.get("label") is not None]
    chosen = _chosen(line)
    single = said(line.get("label")) if not spans and not chosen else ""
    held = len(spans) + len(chosen) + bool(single)
    if answer == "ignore":
        intake.losses.thing("ignored lines")
        intake.losses.mark(_IGNORED, held)
        return
    if answer == "reject" and not single:
        intake.losses.thing("rejected lines")
        intake.losses.mark(_REJECTED, held)
        spans, chosen = [], []
    marks = [Mark(who, "choice", (label,)) for label in chosen]
    if single:
        marks.append(Mark(who, "label", (single,), stance=answer))
    if marks or not spans:
        yield Passage(text, tuple(marks), also=also, seen=(who,))
    if spans:
        yield from _stretches(path, at, text, spans, who, also, intake)


def _stretches(
    path: Path,
    at: int,
    text: str,
    spans: Sequence[Mapping[str, Any]],
    who: str,
    also: Mapping[str, str],
    intake: Intake,
) -> Iterator[Passage]:
    key = f"{path.stem}-{at}"
    intake.documents[key] = Document(also.get("title", "") or f"{path.stem}, line {at}", text)
    for nth, span in enumerate(spans, start=1):
        start, end = number(span.get("start")), number(span.get("end"))
        place = None
        if start is not None and end is not None:
            place = place_of(text, start, end, said(span.get("text")))
        if place is None:
            intake.misplaced(path.name, f"line {at}: {start} to {end} is not in the text")
        yield Passage(
            text[slice(*place)] if place else said(span.get("text")),
            (Mark(who, "span", (said(span.get("label")),), unit=str(nth)),),
            document=key,
            start=place[0] if place else None,
            end=place[1] if place else None,
            also=also,
            seen=(who,),
        )


def _who(line: Mapping[str, Any], path: Path) -> str:
    """Return the annotator: the session's name without the data set's, else the file's."""
    named = said(line.get("_annotator_id") or line.get("_session_id") or line.get("annotator"))
    return named.rpartition("-")[2] or named or path.stem


def _chosen(line: Mapping[str, Any]) -> list[str]:
    """Return the texts of the options that were chosen, or their ids where they have none."""
    texts = {
        said(mapping(option).get("id")): said(mapping(option).get("text"))
        for option in listed(line.get("options"))
    }
    return [texts.get(said(one)) or said(one) for one in listed(line.get("accept"))]
