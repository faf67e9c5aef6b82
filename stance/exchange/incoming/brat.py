"""brat's annotations (.ann) beside their texts (.txt); places are code points."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from stance.exchange.incoming.passages import Document, Intake, Mark, Passage
from stance.exchange.incoming.places import place_of
from stance.sheets.bounded import bytes_of, text_of

_TEXT_BOUND = re.compile(
    r"(T\d+)\t(\S+) ([0-9]{1,12} [0-9]{1,12}(?:;[0-9]{1,12} [0-9]{1,12})*)\t?(.*)"
)
_ATTRIBUTE = re.compile(r"([AM]\d+)\t(\S+) (\S+)(?: (.*))?")
_NOTE = re.compile(r"(#\d+)\t(\S+) (\S+)\t(.*)")
_EVENT = re.compile(r"(E\d+)\t(\S+?):(T\d+)")


def read_brat(files: Sequence[Path], intake: Intake) -> Iterator[Passage]:
    """Give a passage for each labelled stretch; attributes of a stretch are fields of their own.

    An attribute such as ``Stance For`` is the stance toward the stretch's label; notes stand with
    their stretch. The annotator is the folder if several files bear one name, else the file.
    Relations, and events beyond their trigger, are counted.

    Raises:
        DataError: a text is too large or no text.
    """
    intake.origin = "brat"
    annotations = [path for path in files if path.suffix.lower() == ".ann"]
    texts = {path.with_suffix(""): path for path in files if path.suffix.lower() == ".txt"}
    by_stem = {path.stem: path for path in texts.values()}
    stems = [path.stem for path in annotations]
    for path in annotations:
        beside = path.with_suffix(".txt")
        source = texts.get(path.with_suffix("")) or by_stem.get(path.stem)
        source = source or (beside if beside.is_file() else None)
        text = text_of(source.name, bytes_of(source)) if source else ""
        if not source:
            intake.losses.thing("texts, which lie beside the annotations as .txt")
        who = path.parent.name if stems.count(path.stem) > 1 else path.stem
        intake.documents.setdefault(path.stem, Document(path.stem, text))
        yield from _passages(path, text, who, intake)


def _passages(path: Path, text: str, who: str, intake: Intake) -> Iterator[Passage]:
    lines = text_of(path.name, bytes_of(path)).splitlines()
    attributes: dict[str, list[Mark]] = {}
    notes: dict[str, list[str]] = {}
    triggers: dict[str, str] = {}
    for line in lines:
        if event := _EVENT.match(line):
            triggers[event[1]] = event[3]
            intake.losses.thing("arguments of events", len(line.split()) - 2)
    for line in lines:
        if found := _ATTRIBUTE.match(line):
            target = triggers.get(found[3], found[3])
            mark = Mark(who, found[2], (found[4] or found[2],), target)
            attributes.setdefault(target, []).append(mark)
        elif found := _NOTE.match(line):
            notes.setdefault(triggers.get(found[3], found[3]), []).append(found[4])
        elif line.startswith(("R", "*")):
            intake.losses.thing("relations")
        elif line.startswith("N"):
            intake.losses.thing("links to other databases")
        elif line.strip() and not line.startswith(("T", "E")):
            intake.losses.thing("lines in a form that brat does not have")
    for line in lines:
        if found := _TEXT_BOUND.match(line):
            own = [Mark(who, "label", (found[2],), found[1]), *attributes.pop(found[1], ())]
            note = "\n".join(notes.pop(found[1], ()))
            marks = tuple(replace(mark, note=note) for mark in own)
            yield _stretch(path, text, found, marks, intake)
    left = [mark for marks in attributes.values() for mark in marks]
    intake.losses.mark("attributes of relations and of what is not there", len(left))
    intake.losses.thing("notes on relations and on the document", sum(map(len, notes.values())))


def _stretch(
    path: Path, text: str, found: re.Match[str], marks: tuple[Mark, ...], intake: Intake
) -> Passage:
    """Return the passage of a labelled stretch; one in pieces reaches from first to last."""
    pieces = [tuple(map(int, piece.split())) for piece in found[3].split(";")]
    start, end = pieces[0][0], pieces[-1][1]
    quoted = found[4] if len(pieces) == 1 else ""
    place = place_of(text, start, end, quoted)
    if len(pieces) > 1:
        intake.losses.thing("gaps in stretches that are in pieces", len(pieces) - 1)
    if place is None and text:
        intake.misplaced(path.name, f"{found[1]}: {start} to {end} is not in the text")
    return Passage(
        text[slice(*place)] if place else found[4],
        marks,
        document=path.stem,
        start=place[0] if place else start,
        end=place[1] if place else end,
        seen=(marks[0].annotator,),
    )
