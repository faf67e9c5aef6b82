"""Web annotations: the W3C's model as Recogito and INCEpTION write it, and Hypothes.is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from stance.core.dates import is_iso_date
from stance.exchange.incoming.ours import take_scale, take_topics
from stance.exchange.incoming.passages import Document, Intake, Mark, Passage
from stance.sheets.bounded import json_of, listed, mapping, said, whole_number

_LABELS = ("tagging", "classifying", "assessing")
_SPEAKER = ("expert", "speaker")
#: How the names of our own annotations begin.
_OURS = "urn:stance:"
_PAIR = re.compile(
    r"(?:\s*+(?=\S)|\s*(?=\s:))"  # only blanks before a colon: the last of them is the name
    r"([^:/]{1,60}?)\s*:\s*(?!//)(\S.*)",
    re.S,
)


def read_web(files: Sequence[Path], intake: Intake) -> Iterator[Passage]:
    """Give a passage for each annotation with its tags as marks, its comments as notes.

    A tag may name its field: "topic: trade", "stance: for", "expert: Anna". The creator is the
    annotator, what is annotated the document; where the words stand in it is kept, not checked,
    as no page is fetched. Links between annotations, bodies that are other pages, and selectors
    that need the page are counted.

    Raises:
        DataError: a file is no JSON.
    """
    intake.origin = "web annotations"
    for path in files:
        found = json_of(path)
        take_scale(intake, mapping(found).get("scale"))
        take_topics(intake, mapping(found).get("topics"))
        for one in _annotations(found):
            yield from _annotation(path, one, intake)


def _annotations(found: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the annotations of a list, a page, a collection, an answer of Hypothes.is, or one."""
    if isinstance(found, list):
        for one in found:
            yield from _annotations(one)
        return
    found = mapping(found)
    first = found.get("first")
    for held in (found.get("rows"), found.get("items"), mapping(first).get("items")):
        if isinstance(held, list):
            yield from _annotations(held)
            return
    if found:
        yield found


def _annotation(path: Path, one: Mapping[str, Any], intake: Intake) -> Iterator[Passage]:
    bodies = [body for body in listed(one.get("body")) if body]
    who = _creator(one, path)
    tags = [said(tag) for tag in listed(one.get("tags"))]
    comments = [said(one.get("text"))] if one.get("text") else []
    for body in bodies:
        labels, words = _body(body, intake)
        tags += labels
        comments += words
    targets = listed(one.get("target")) or [one.get("uri")]
    if said(one.get("motivation")) == "linking" or len(targets) > 1:
        intake.losses.mark("tags on links between annotations", len(tags))
        intake.losses.thing("links between annotations")
        return
    if one.get("references"):
        intake.losses.mark("tags on replies", len(tags))
        intake.losses.thing("replies to annotations")
        return
    target = targets[0]
    held = mapping(target)
    page = said(one.get("uri") or held.get("source") or held.get("id"))
    page = page or (target if isinstance(target, str) else "") or path.stem
    quoted, start, end = _selected(held, intake)
    title = said(next(iter(listed(mapping(one.get("document")).get("title"))), ""))
    sure = said(one.get("confidence"))
    note = "\n".join(filter(None, comments))
    marks, speakers = _marks(who, tags, note, sure if sure in ("1", "2", "3") else "")
    page = "" if page == f"{_OURS}none" else page
    if page:
        about = {"note": page} if "://" in page else {}
        intake.documents.setdefault(page, Document(title or page, "", about))
    if comments and not marks:
        intake.losses.thing("comments where there is no tag", len(comments))
    yield Passage(
        quoted or title or page or path.stem,
        marks,
        _name(said(one.get("id"))),
        next(iter(speakers), ""),
        page,
        start,
        end,
        also={"page": page, "group": said(one.get("group"))},
        seen=(who,) if marks or one.get("creator") or one.get("user") else (),
        said_on=said(one.get("said_on")) if is_iso_date(said(one.get("said_on"))) else "",
        question=said(one.get("question")),
    )


def _body(body: Any, intake: Intake) -> tuple[list[str], list[str]]:
    """Return the labels and the comments of a body."""
    if isinstance(body, str):
        intake.losses.thing("bodies that are other pages")
        return [], []
    held = mapping(body)
    if held.get("type") in ("Choice", "List", "Composite", "Independents"):
        found = [_body(item, intake) for item in listed(held.get("items"))]
        return [t for tags, _ in found for t in tags], [w for _, words in found for w in words]
    text = said(held.get("value") or held.get("label"))
    purposes = {said(purpose) for purpose in listed(held.get("purpose"))}
    if not text:
        intake.losses.thing("bodies that are other pages")
        return [], []
    return ([text], []) if purposes & set(_LABELS) else ([], [text])


def _creator(one: Mapping[str, Any], path: Path) -> str:
    """Return the annotator: the creator's name, the account of Hypothes.is, else the file."""
    creator = next(iter(listed(one.get("creator"))), None) or one.get("user")
    held = mapping(creator)
    name = said(held.get("name") or held.get("nickname") or held.get("id") or creator)
    name = said(mapping(one.get("user_info")).get("display_name")) or name
    account = re.fullmatch(r"acct:([^@]+)@.*", name)
    return account[1] if account else name.rstrip("/").rpartition("/")[2] or path.stem


def _selected(target: Mapping[str, Any], intake: Intake) -> tuple[str, int | None, int | None]:
    """Return the words that an annotation selects, and where they stand."""
    words, start, end = "", None, None
    for selector in map(mapping, listed(target.get("selector"))):
        kind = said(selector.get("type"))
        if kind == "TextQuoteSelector":
            words = said(selector.get("exact"))
        elif kind == "TextPositionSelector":
            start, end = whole_number(selector.get("start")), whole_number(selector.get("end"))
        elif kind != "RangeSelector":  # which says the same again
            intake.losses.thing(f"places given by a {kind or 'selector without a type'}")
    return words, start, end


def _name(identifier: str) -> str:
    """Return the claim's own name, where the annotation is one of ours."""
    ours = identifier.startswith(_OURS)
    return unquote(identifier.removeprefix(_OURS).partition("/")[0]) if ours else ""


def _marks(
    who: str, tags: Sequence[str], note: str, sure: str
) -> tuple[tuple[Mark, ...], list[str]]:
    """Return the tags as marks, and the speakers whom they name."""
    marks: list[Mark] = []
    speakers: list[str] = []
    for tag in tags:
        pair = _PAIR.fullmatch(tag)
        if pair and pair[1].casefold() in _SPEAKER:
            speakers.append(pair[2].strip())
        elif pair:
            marks.append(Mark(who, pair[1], (pair[2].strip(),), note=note, confidence=sure))
        else:
            marks.append(Mark(who, "tag", (tag,), note=note, confidence=sure))
    return tuple(marks), speakers
