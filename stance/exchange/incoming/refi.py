"""REFI-QDA projects and codebooks: codes with those above them, selections, users, cases.

Written by the standard 1.5 (2019), and by how NVivo, ATLAS.ti and MAXQDA keep to it: NVivo lists
its cases among the codes as well, and links notes to selections; MAXQDA's nameless cases hold the
variables of one document; ATLAS.ti's texts are the representations of PDF. Places are code points
of the plain text without its byte-order mark; a selection named by its own words is checked by
them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from stance.core.codebook import NONE, Topic
from stance.exchange.incoming.passages import Document, Intake, Mark, Passage
from stance.exchange.incoming.places import place_of
from stance.exchange.incoming.refi_parts import (
    BETWEEN,
    Cases,
    Codes,
    Project,
    attribute,
    children,
    described,
    guid,
    levels_of,
    notes_of,
    opened,
    target,
    variables_of,
)
from stance.exchange.incoming.stances import is_stance
from stance.workbook.form import SOURCES

_CONFIDENCE = re.compile("confidence [123]")
_TEXTS = ("TextSource",)
_MEDIA = ("PictureSource", "PDFSource", "AudioSource", "VideoSource")
_SELECTIONS = ("PictureSelection", "PDFSelection", "AudioSelection", "VideoSelection")


def read_refi(files: Sequence[Path], intake: Intake) -> Iterator[Passage]:
    """Give a passage for each selection in a text, and for each text that is coded as a whole.

    Raises:
        DataError: a project cannot be read, or is beyond the limits.
    """
    for path in files:
        project = opened(path)
        intake.origin = attribute(project.root, "origin")
        intake.title = attribute(project.root, "name") or intake.title
        codes = Codes.of(project.root)
        intake.levels = intake.levels or levels_of(codes)
        cases = Cases.of(project.root, codes)
        _topics(codes, cases, intake)
        intake.experts |= cases.about
        _others(project, intake)
        yield from _sources(project, codes, cases, intake)


def _topics(codes: Codes, cases: Cases, intake: Intake) -> None:
    """Keep the codes as topics: all but cases, stances, and folders of other codes."""
    for code in codes.by_guid.values():
        if code.guid in cases.names or code.hidden:
            continue
        stance = len(code.path) > 1 if codes.ours else is_stance(code.path[-1], intake.levels)
        if stance or (codes.ours and code.path == (NONE,)):
            continue
        with_stances = any(is_stance(part, intake.levels) for part in code.parts)
        if code.codable or with_stances:
            label = BETWEEN.join(code.path)
            intake.topics[label] = Topic(code.guid, label, code.text or label)


def _others(project: Project, intake: Intake) -> None:
    """Count what a project holds and a study does not."""
    for element, what in (("Links", "links"), ("Sets", "sets"), ("Graphs", "graphs")):
        held = next(children(project.root, element), None)
        if held is not None:
            intake.losses.thing(what, len(held))
    used = project.linked | {
        target(ref) for ref in project.root.iter(f"{{{project.space}}}NoteRef")
    }
    intake.losses.thing("notes that stand by themselves", len(set(project.notes) - used))


def _sources(project: Project, codes: Codes, cases: Cases, intake: Intake) -> Iterator[Passage]:
    for sources in children(project.root, "Sources"):
        for source in sources:
            kind = project.kind(source)
            if kind in _TEXTS:
                yield from _text(project, source, source, codes, cases, intake)
            elif kind in _MEDIA:
                yield from _medium(project, source, codes, cases, intake)


def _medium(
    project: Project, source: Any, codes: Codes, cases: Cases, intake: Intake
) -> Iterator[Passage]:
    """Give what of a picture, PDF or recording is text; count the rest."""
    for part in source:
        kind = project.kind(part)
        if kind in ("Representation", "TextDescription", "Transcript"):
            yield from _text(project, part, source, codes, cases, intake)
        elif kind in _SELECTIONS:
            for inner in children(part, "Representation"):
                yield from _text(project, inner, source, codes, cases, intake)
            number = sum(1 for _ in children(part, "Coding"))
            intake.losses.mark(f"codes on {_WHAT[kind]}", number)
        elif kind == "Coding":
            intake.losses.mark("codes on whole pictures, PDF or recordings")


_WHAT = {
    "PictureSelection": "parts of pictures",
    "PDFSelection": "areas of pages",
    "AudioSelection": "stretches of sound",
    "VideoSelection": "stretches of video",
}


def _text(
    project: Project, text: Any, source: Any, codes: Codes, cases: Cases, intake: Intake
) -> Iterator[Passage]:
    """Give the passages of one text."""
    content, external = project.text_of(text)
    key = guid(source) if text is source else guid(text)
    about = _about(project, source, cases)
    title = attribute(source, "name") or attribute(text, "name") or project.path_of(text) or key
    short = about.pop("source_id", "") or ("" if codes.ours else key)
    if short:  # a project of ours has one text for claims without a source
        intake.documents[short] = Document(title, content, about)
    speaker = cases.speaker(guid(source))
    if external:
        intake.losses.thing("texts that lie outside the project (their selections have no words)")
    for part in text:
        kind = project.kind(part)
        if kind == "PlainTextSelection":
            place = _place(part, content)
        elif kind == "TranscriptSelection":
            place = _between(text, part, content)
        else:
            continue
        if place is None and content:
            where = f"{attribute(part, 'startPosition')} to {attribute(part, 'endPosition')}"
            intake.misplaced(project.file, f"{title}: {where} is not in the text")
        yield _selection(project, part, content, place, short, speaker, codes, cases, intake)
    whole = list(children(text, "Coding"))
    if whole:
        marks, who = _marks(project, text, whole, codes, cases, intake)
        end = len(content) if content else None
        start = 0 if content else None
        yield Passage(
            content or title, marks, "", who or speaker, short, start, end, also={"document": title}
        )


def _about(project: Project, source: Any, cases: Cases) -> dict[str, str]:
    """Return what is known of a source by the columns of our list of sources."""
    names = {key: field.name for field in SOURCES for key in field.keys}
    values = {**cases.of_source.get(guid(source), {}), **variables_of(source, project.variables)}
    about = {names[key]: text for key, text in values.items() if key in names}
    notes = [described(source), *notes_of(source, project.notes)]
    note = "\n".join(filter(None, (about.get("note", ""), *notes)))
    return {k: v for k, v in about.items() if k not in ("sha256", "file")} | {"note": note}


def _selection(
    project: Project,
    part: Any,
    content: str,
    place: tuple[int, int] | None,
    document: str,
    speaker: str,
    codes: Codes,
    cases: Cases,
    intake: Intake,
) -> Passage:
    codings = list(children(part, "Coding"))
    marks, who = _marks(project, part, codings, codes, cases, intake)
    words = content[slice(*place)] if place else attribute(part, "name")
    return Passage(
        words,
        marks,
        attribute(part, "name"),
        cases.speaker(guid(part)) or who or speaker,
        document,
        place[0] if place and document else None,
        place[1] if place and document else None,
        also={"document": intake.documents[document].title} if document else {},
        seen=tuple(filter(None, (project.users.get(attribute(part, "creatingUser")),))),
    )


def _marks(
    project: Project, part: Any, codings: Sequence[Any], codes: Codes, cases: Cases, intake: Intake
) -> tuple[tuple[Mark, ...], str]:
    """Return the codes of a part as marks, and who speaks where a code is a case."""
    beside = [described(part), *notes_of(part, project.notes), *project.notes_on(guid(part))]
    marks: list[Mark] = []
    who = ""
    for coding in codings:
        referred = next((target(ref) for ref in children(coding, "CodeRef")), "")
        user = attribute(coding, "creatingUser") or attribute(part, "creatingUser")
        annotator = project.users.get(user) or (user and f"user {user[:8]}") or "annotator"
        if referred in cases.names:
            who = who or cases.names[referred]
            intake.losses.use("codes that are cases, and name the speaker")
            continue
        code = codes.by_guid.get(referred)
        own = [*notes_of(coding, project.notes), *beside]
        sure = next((text[-1] for text in own if _CONFIDENCE.fullmatch(text)), "")
        kept = (text for text in own if text and not _CONFIDENCE.fullmatch(text))
        note = "\n".join(dict.fromkeys(kept))
        label = code.path if code else (f"unknown code {referred[:8]}",)
        mark = Mark(annotator, "code", label, note=note, confidence=sure)
        marks.append(_as_ours(mark) if codes.ours else mark)
    return tuple(marks), who


def _as_ours(mark: Mark) -> Mark:
    """Return a mark of a project of ours, whose outer codes are topics and inner ones stances."""
    stance = mark.label[1] if len(mark.label) > 1 else ""
    return replace(mark, field="topic", label=mark.label[:1], stance=stance)


def _place(part: Any, content: str) -> tuple[int, int] | None:
    try:
        start = int(attribute(part, "startPosition")[:13])
        end = int(attribute(part, "endPosition")[:13])
    except ValueError:
        return None
    name = attribute(part, "name")
    quoted = name if len(name) >= 8 and name.rstrip(".…") in content else ""
    return place_of(content, start, end, quoted)


def _between(text: Any, part: Any, content: str) -> tuple[int, int] | None:
    """Return the place between two points of time in a transcript."""
    points = {guid(point): attribute(point, "position") for point in children(text, "SyncPoint")}
    ends = [points.get(attribute(part, name), "") for name in ("fromSyncPoint", "toSyncPoint")]
    if not all(end.isascii() and end.isdigit() and len(end) < 13 for end in ends):
        return None
    return place_of(content, int(ends[0]), int(ends[1]))
