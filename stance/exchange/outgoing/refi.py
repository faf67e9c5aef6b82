"""A study as a REFI-QDA project 1.5: topics with their stances as codes within codes.

The scale stands in a group of codes that cannot be coded with, described by its scores; cases
are the experts; the text of a source is its article's where it was found, else its claims' words.
"""

import io
import uuid
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from stance.core.codebook import NONE, Topic
from stance.core.text import legal_xml
from stance.exchange.incoming.refi_parts import SCALE_MARK
from stance.exchange.outgoing.coded import Coded, Given, Source, Whole

SPACE = "urn:QDA-XML:project:1.0"
_OURS = uuid.UUID("6f6d0e3a-8a3c-5d55-9b0b-4a2f9c0e7d11")
_EPOCH = (1980, 1, 1, 0, 0, 0)
#: What is known of an expert or source that becomes a variable.
_OF_EXPERTS = ("aliases", "role", "affiliation", "country", "kind")
_OF_SOURCES = ("source_id", "publisher", "published", "genre", "language")


def write_refi(whole: Whole, folder: Path) -> dict[Path, bytes]:
    """Return the project's file: the same study gives the same bytes."""
    claims = _by_source(whole)
    texts = {s.id: _text(claims.get(s.id, ()), s) for s in _sources(whole)}
    root = etree.Element(f"{{{SPACE}}}Project", nsmap={None: SPACE})
    root.set("name", whole.title)
    root.set("origin", "stance")
    _users(root, whole)
    _codes(_sub(root, "CodeBook"), whole)
    _variables(root, whole)
    _cases(root, whole)
    _texts(root, whole, claims, texts)
    _notes(root, whole)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        xml = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
        archive.writestr(_info("project.qde"), xml)
        for source, (text, _) in texts.items():
            archive.writestr(_info(f"sources/{_guid('source', source)}.txt"), text.encode("utf-8"))
    _count_losses(whole, texts)
    return {folder / f"{whole.name}.qdpx": stream.getvalue()}


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _guid(*parts: object) -> str:
    return str(uuid.uuid5(_OURS, "\0".join(map(str, parts))))


def _sub(above: Any, tag: str, /, **attributes: str) -> Any:
    element = etree.SubElement(above, f"{{{SPACE}}}{tag}")
    for key, value in attributes.items():
        element.set(key, legal_xml(value))
    return element


def _ref(above: Any, kind: str, of: str) -> None:
    _sub(above, f"{kind}Ref", targetGUID=of)


def _users(root: Any, whole: Whole) -> None:
    if whole.annotators:
        users = _sub(root, "Users")
        for name in whole.annotators:
            _sub(users, "User", guid=_guid("user", name), name=name)


def _codes(book: Any, whole: Whole) -> None:
    """Write a code for each topic with one for each stance in it, and the scale."""
    codes = _sub(book, "Codes")
    topics = [*whole.topics, Topic(NONE, NONE, "The claim bears on no proposition.")]
    for topic in topics:
        code = _code(codes, ("topic", topic.label), topic.label, topic.proposition, "true")
        for level in whole.scale.levels if topic.id != NONE else ():
            _code(code, ("topic", topic.label, level.label), level.label, "", "true")
    scale = _code(codes, ("scale",), "stance scale", f"{SCALE_MARK}, from against to for", "false")
    for level in whole.scale.levels:
        score = "none" if level.score is None else f"{level.score:g}"
        parts = [f"score {score}"]
        parts += [f"code {level.code}"] if level.code and " " not in level.code else []
        parts += [level.meaning] if level.meaning else []
        _code(scale, ("scale", level.label), level.label, "; ".join(parts), "false")


def _code(above: Any, key: tuple[str, ...], name: str, text: str, codable: str) -> Any:
    code = _sub(above, "Code", guid=_guid(*key), name=name, isCodable=codable)
    if text:
        _sub(code, "Description").text = legal_xml(text)
    return code


def _variables(root: Any, whole: Whole) -> None:
    if whole.experts or whole.sources:
        variables = _sub(root, "Variables")
        for of, names in (("expert", _OF_EXPERTS), ("source", _OF_SOURCES)):
            for name in names:
                given = {"guid": _guid("variable", of, name), "name": f"{of}:{name}"}
                _sub(variables, "Variable", **given, typeOfVariable="Text")


def _values(element: Any, of: str, names: tuple[str, ...], about: dict[str, str]) -> None:
    for name in names:
        if about.get(name):
            value = _sub(element, "VariableValue")
            _ref(value, "Variable", _guid("variable", of, name))
            _sub(value, "TextValue").text = legal_xml(about[name])


def _cases(root: Any, whole: Whole) -> None:
    if not whole.experts:
        return
    cases = _sub(root, "Cases")
    theirs: dict[str, list[Coded]] = {}
    for claim in whole.claims:
        theirs.setdefault(claim.expert, []).append(claim)
    for name, about in whole.experts.items():
        case = _sub(cases, "Case", guid=_guid("case", name), name=name)
        _values(case, "expert", _OF_EXPERTS, about)
        for claim in theirs.get(name, ()):
            _ref(case, "Selection", _guid("claim", claim.claim_id))


def _sources(whole: Whole) -> Iterator[Source]:
    """Yield the sources, and one more for claims without any."""
    yield from whole.sources.values()
    if any(claim.source not in whole.sources for claim in whole.claims):
        yield Source("", "claims without a source", {})


def _by_source(whole: Whole) -> dict[str, list[Coded]]:
    """Return the claims of each source, and those of none."""
    claims: dict[str, list[Coded]] = {}
    for claim in whole.claims:
        claims.setdefault(claim.source if claim.source in whole.sources else "", []).append(claim)
    return claims


Placed = dict[str, tuple[int, int]]


def _text(claims: Iterable[Coded], source: Source) -> tuple[str, Placed]:
    """Return a source's text, and where each of its claims stands in it.

    Claims that do not stand in the article, such as paraphrases, follow after it.
    """
    parts, length = [source.text] if source.text else [], len(source.text)
    placed: Placed = {}
    for claim in claims:
        if source.text and claim.place and claim.place[1] <= len(source.text):
            placed[claim.claim_id] = claim.place
            continue
        words = legal_xml(claim.words or claim.key_phrase or claim.claim_id)
        length += 2 if parts else 0
        placed[claim.claim_id] = (length, length + len(words))
        parts.append(words)
        length += len(words)
    return "\n\n".join(parts), placed


def _texts(
    root: Any,
    whole: Whole,
    claims: dict[str, list[Coded]],
    texts: dict[str, tuple[str, Placed]],
) -> None:
    if not texts:
        return
    sources = _sub(root, "Sources")
    for source in _sources(whole):
        guid = _guid("source", source.id)
        path = f"internal://{guid}.txt"
        element = _sub(sources, "TextSource", guid=guid, name=source.title, plainTextPath=path)
        if source.about.get("note"):
            _sub(element, "Description").text = legal_xml(source.about["note"])
        for claim in claims.get(source.id, ()):
            _selection(element, claim, texts[source.id][1][claim.claim_id])
        _values(element, "source", _OF_SOURCES, {**source.about, "source_id": source.id})


def _selection(element: Any, claim: Coded, place: tuple[int, int]) -> None:
    selection = _sub(
        element,
        "PlainTextSelection",
        guid=_guid("claim", claim.claim_id),
        name=claim.claim_id,
        startPosition=str(place[0]),
        endPosition=str(place[1]),
    )
    for given in claim.answers:
        user = _guid("user", given.annotator)
        coding = _sub(selection, "Coding", guid=_coding(claim, given), creatingUser=user)
        stance = (given.stance,) if given.stance else ()
        _ref(coding, "Code", _guid("topic", given.topic, *stance))
        for kind, text in _beside(given):
            _ref(coding, "Note", _guid(kind, text))


def _coding(claim: Coded, given: Given) -> str:
    return _guid("coding", claim.claim_id, given.annotator, given.slot)


def _beside(given: Given) -> Iterator[tuple[str, str]]:
    """Yield what stands beside an answer: its note, its confidence."""
    if given.note:
        yield "note", given.note
    if given.confidence:
        yield "confidence", f"confidence {given.confidence}"


def _notes(root: Any, whole: Whole) -> None:
    texts = dict.fromkeys(
        one for claim in whole.claims for given in claim.answers for one in _beside(given)
    )
    if texts:
        notes = _sub(root, "Notes")
        for kind, text in texts:
            note = _sub(notes, "Note", guid=_guid(kind, text), name=kind)
            _sub(note, "PlainTextContent").text = legal_xml(text)


def _count_losses(whole: Whole, texts: dict[str, tuple[str, Placed]]) -> None:
    losses = whole.losses
    losses["questions that experts were asked"] += sum(bool(c.question) for c in whole.claims)
    published = {s.id: s.about.get("published", "") for s in whole.sources.values()}
    dated = [c for c in whole.claims if c.said_on and c.said_on != published.get(c.source, "")]
    losses["dates of claims that are not their source's"] += len(dated)
    for claim in whole.claims:
        place = texts[claim.source if claim.source in whole.sources else ""][1][claim.claim_id]
        losses["places in articles, which were not at hand (name them with --sources)"] += bool(
            claim.place and place != claim.place
        )
