"""Claims with their answers, made the contents of a study's workbooks."""

import hashlib
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from stance.core.codebook import NONE, Codebook, Scale, Topic
from stance.core.contracts import ANSWERS, CLAIMS, EXPERTS, SOURCES
from stance.core.errors import UsageError
from stance.core.ids import free_id, slug
from stance.core.text import CELL_TEXT, clean, fold
from stance.exchange.incoming.passages import KEPT, Choices, Document, Intake
from stance.exchange.incoming.resolving import Answer, Claim
from stance.exchange.incoming.stances import scale_of
from stance.study.annotator_names import reason_against
from stance.study.machine_files import MACHINES
from stance.workbook.content import Content, Settings
from stance.workbook.form import MAX_SLOTS, STUDY_FILE

#: How many claims and annotators a folder of workbooks may have.
MOST_CLAIMS, MOST_ANNOTATORS = 100_000, 500
_LONGEST_ID = 40
#: Line breaks that Excel allows in a cell.
_BREAKS = 250
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}\Z")
#: Whoever speaks where nobody is named.
STRANGER = "speaker not named"


@dataclass
class Names:
    """Short ids by name; names that differ in case or blanks only have one.

    Attributes:
        reserved: folded names, none of which may be the id of another name.
        ids: the id, by folded name.
        labels: the name as first spelt, by id.
        others: other spellings, with the first one.
    """

    reserved: frozenset[str] = frozenset()
    ids: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._taken |= self.reserved

    def of(self, name: str) -> str:
        """Return the id of a name, which is made if need be; empty for an empty one."""
        key = fold(name)
        if not key:
            return ""
        if key not in self.ids:
            if key not in self.labels:
                self._taken.discard(key)
            self.ids[key] = slug(name, self._taken, _LONGEST_ID)
            self._taken |= {self.ids[key]} | ({key} & self.reserved)
            self.labels[self.ids[key]] = clean(name)
        elif self.labels[self.ids[key]] != clean(name):
            self.others[clean(name)] = self.labels[self.ids[key]]
        return self.ids[key]


@dataclass
class _Row:
    """A claim of the study, and the answers on it by annotator, whose name is folded."""

    claim: Claim
    answers: dict[str, list[Answer]]
    seen: dict[str, None]
    predicted: list[Answer] = field(default_factory=list)


def build_contents(
    claims: Iterable[Claim], choices: Choices, intake: Intake
) -> tuple[Content, ...]:
    """Return what the workbooks hold: the study first, then one content for every annotator.

    Raises:
        DataError: there are more claims or annotators than a folder of workbooks may have.
        UsageError: the order of the stances has to be told.
    """
    rows = _rows(claims)
    ids = _claim_ids([row.claim.passage.name for row in rows])
    codes = [
        (claim_id, answer.annotator, slot, answer)
        for claim_id, row in zip(ids, rows, strict=True)
        for answers in row.answers.values()
        for slot, answer in enumerate(answers, start=1)
    ]
    labels = [*intake.topics, *(_about(answer) for *_, answer in codes)]
    experts, annotators = Names(), Names()
    topics = Names(frozenset(map(fold, labels)))
    for label in labels:
        topics.of(label)
    for _, annotator, *_ in codes:
        annotators.of(annotator)
    for row in rows:
        for name in row.seen:
            annotators.of(name)
    _few(len(rows), len(annotators.labels))
    found = scale_of((answer.stance for *_, answer in codes), intake.levels, choices.scale)
    if found.said:
        intake.assume(found.said)
    analyst = Content(
        name=STUDY_FILE,
        settings=Settings(title=intake.title, slots=max([2, *(slot for _, _, slot, _ in codes)])),
        codebook=_codebook(topics, found.scale, intake),
        claims=_claims(rows, ids, experts, intake),
        sources=_sources(intake.documents),
        experts=_experts(experts, intake),
    )
    _tell_spellings(intake, experts, topics, annotators)
    codes = [
        (i, a, n, replace(given, stance=found.level(given.stance))) for i, a, n, given in codes
    ]
    machines = _machines(analyst, rows, ids, topics, intake)
    return (analyst, *_coded(analyst, rows, ids, codes, topics, annotators), *machines)


def _few(claims: int, annotators: int) -> None:
    for number, most, what in (
        (claims, MOST_CLAIMS, "claims"),
        (annotators, MOST_ANNOTATORS, "annotators"),
    ):
        if number > most:
            message = f"{number:,} {what} are more than the {most:,} of a folder of workbooks"
            raise UsageError(f"{message}; write a table: stance import FILE -o TABLE.csv")


def _rows(claims: Iterable[Claim]) -> list[_Row]:
    """Put together what is said of the same words of one expert in one place.

    A claim has one answer of each annotator on each topic, and at most nine. What is beyond goes
    to a claim of its own with the same words.
    """
    rows: list[_Row] = []
    places: dict[tuple[Any, ...], list[_Row]] = {}
    for claim in claims:
        passage = claim.passage
        where = (passage.document, passage.start, passage.end) if passage.document else ()
        key = (*where, passage.name, fold(claim.expert), passage.words, passage.said_on)
        same = places.setdefault(key, [])
        if not same:
            same.append(_new(claim, rows))
        same[0].seen |= dict.fromkeys(passage.seen)
        same[0].predicted += claim.predicted
        for answer in claim.answers:
            free = next((row for row in same if _has_room(row, answer)), None)
            if free is None:
                free = _new(claim, rows)
                same.append(free)
            free.answers.setdefault(fold(answer.annotator), []).append(answer)
            free.seen[answer.annotator] = None
        if len(rows) > MOST_CLAIMS:
            _few(len(rows), 0)
    return rows


def _new(claim: Claim, rows: list[_Row]) -> _Row:
    rows.append(_Row(claim, {}, {}))
    return rows[-1]


def _has_room(row: _Row, answer: Answer) -> bool:
    own = row.answers.get(fold(answer.annotator), ())
    return len(own) < MAX_SLOTS and all(fold(o.topic) != fold(answer.topic) for o in own)


def _claim_ids(names: Sequence[str]) -> list[str]:
    """Return the file's own names of the claims if all have a usable one, else c1, c2 and so on."""
    given = [name if _NAME.match(name) else "" for name in names]
    if not all(given):
        return [f"c{number}" for number in range(1, len(names) + 1)]
    ids: list[str] = []
    taken: set[str] = set()
    later = {name.casefold() for name in given}
    for name in given:
        new = name if name.casefold() not in taken else free_id(name.casefold(), taken | later)
        ids.append(new)
        taken.add(new.casefold())
    return ids


def _about(answer: Answer) -> str:
    """Return a topic's label; "none" is a word of ours and means that there is none."""
    if fold(answer.topic) != NONE:
        return answer.topic
    return f"{answer.topic} (label)" if answer.stance else ""


def _codebook(topics: Names, scale: Scale, intake: Intake) -> Codebook:
    known = {fold(label): topic for label, topic in intake.topics.items()}
    listed = []
    for short, label in topics.labels.items():
        topic = known.get(fold(label)) or Topic(short, label, label)
        proposition = topic.proposition or label
        listed.append(replace(topic, id=short, label=label, proposition=proposition))
    return Codebook(tuple(listed), scale)


def _claims(rows: Sequence[_Row], ids: Sequence[str], experts: Names, intake: Intake) -> Any:
    made = []
    for claim_id, row in zip(ids, rows, strict=True):
        passage = row.claim.passage
        made.append(
            {
                "claim_id": claim_id,
                "expert_id": experts.of(row.claim.expert or _stranger(row.claim, intake)),
                "source_id": passage.document,
                "said_on": passage.said_on,
                "question": _fitting(passage.question, intake),
                "claim": _fitting(passage.words, intake),
                "key_phrase": clean(passage.key_phrase),
                "start": math.nan if passage.start is None else passage.start,
                "end": math.nan if passage.end is None else passage.end,
            }
        )
    shorts = _source_ids(intake.documents)
    for one in made:
        one["source_id"] = shorts.get(str(one["source_id"]), "")
    return CLAIMS.build(made)


def _stranger(claim: Claim, intake: Intake) -> str:
    """Return a name for whoever speaks where nobody is named."""
    intake.assume(
        "who speaks is not told; name what tells it with --expert-from, or fill in the experts"
    )
    document = intake.documents.get(claim.passage.document)
    return f"{STRANGER} ({document.title})" if document and intake.unnamed else STRANGER


def _fitting(text: str, intake: Intake) -> str:
    """Return the text as a cell holds it; what is beyond is counted."""
    words = clean(text)
    if words.count("\n") > _BREAKS:
        words = " ".join(words.split())
    if len(words) <= CELL_TEXT:
        return words
    intake.losses.thing("texts longer than a cell, shortened (--articles writes documents whole)")
    return words[: CELL_TEXT - 1] + "…"


def _source_ids(documents: dict[str, Document]) -> dict[str, str]:
    """Return a source's id for every document: its own key where that is usable."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for key, document in documents.items():
        wanted = key if _NAME.match(key) else slug(document.title or key, (), _LONGEST_ID)
        ids[key] = free_id(wanted, taken)
        taken.add(ids[key])
    return ids


def articles_of(intake: Intake) -> dict[str, str]:
    """Return the texts of the documents by the name of their file."""
    ids = _source_ids(intake.documents)
    return {f"{ids[key]}.txt": one.text for key, one in intake.documents.items() if one.text}


def _sources(documents: dict[str, Document]) -> Any:
    rows = []
    for key, short in _source_ids(documents).items():
        document = documents[key]
        text = document.text.encode("utf-8", "replace")
        held = {
            "file": f"{short}.txt" if document.text else "",
            "sha256": hashlib.sha256(text).hexdigest() if document.text else "",
        }
        about = {name: clean(value)[:CELL_TEXT] for name, value in document.about.items()}
        blank = dict.fromkeys(SOURCES.names, "")
        rows.append({**blank, **held, **about, "source_id": short, "title": clean(document.title)})
    return SOURCES.build(rows)


def _experts(experts: Names, intake: Intake) -> Any:
    known = {fold(name): about for name, about in intake.experts.items()}
    for name in intake.experts:
        experts.of(name)
    rows = []
    for short, name in experts.labels.items():
        unnamed = {"kind": "unnamed"} if name.startswith(STRANGER) else {}
        about = {k: clean(v) for k, v in known.get(fold(name), {}).items()}
        blank = dict.fromkeys(EXPERTS.names, "")
        rows.append({**blank, **unnamed, **about, "expert_id": short, "name": name})
    return EXPERTS.build(rows)


def _coded(
    analyst: Content,
    rows: Sequence[_Row],
    ids: Sequence[str],
    codes: Sequence[tuple[str, str, int, Answer]],
    topics: Names,
    annotators: Names,
) -> list[Content]:
    """Return one content for each annotator, with the claims that he or she saw."""
    answers: dict[str, list[dict[str, Any]]] = {short: [] for short in annotators.labels}
    for claim_id, annotator, slot, answer in codes:
        answers[annotators.of(annotator)].append(
            {
                "claim_id": claim_id,
                "slot": slot,
                "topic": topics.of(_about(answer)) or NONE,
                "stance": answer.stance,
                "confidence": answer.confidence,
                "note": answer.note,
            }
        )
    seen: dict[str, set[str]] = {short: set() for short in annotators.labels}
    for claim_id, row in zip(ids, rows, strict=True):
        for name in row.seen:
            seen[annotators.of(name)].add(claim_id)
    coded = []
    for short, given in answers.items():
        file = f"coder-{short}" if reason_against(short) else short
        own = analyst.claims["claim_id"].isin(seen[short])
        coded.append(
            replace(
                analyst,
                name=f"{file}.xlsx",
                annotator=file,
                claims=analyst.claims[own].reset_index(drop=True),
                answers=ANSWERS.build(_one_note([{**a, "annotator": file} for a in given])),
            )
        )
    return coded


def _machines(
    analyst: Content, rows: Sequence[_Row], ids: Sequence[str], topics: Names, intake: Intake
) -> list[Content]:
    """Return one content for each model, on topics and stances that people have; no others.

    Of two predictions of one model on one topic the first counts.
    """
    names, scale = Names(), analyst.codebook.scale if analyst.codebook else Scale()
    answers: dict[str, dict[tuple[str, str], dict[str, Any]]] = {}
    for claim_id, row in zip(ids, rows, strict=True):
        for one in row.predicted:
            about = _about(one)
            topic = topics.ids.get(fold(about), "") if about else NONE
            level = scale.parse(one.stance)
            own = answers.setdefault(names.of(one.annotator), {})
            slot = 1 + sum(claim == claim_id for claim, _ in own)
            new = (claim_id, topic) not in own and slot <= MAX_SLOTS
            if topic and new and (level or not one.stance):
                stance = level.label if level else ""
                code = {"claim_id": claim_id, "slot": slot, "topic": topic, "stance": stance}
                own[claim_id, topic] = {**code, "note": one.note, "confidence": one.confidence}
                intake.losses.use(KEPT, one.marks)
    return [
        replace(
            analyst,
            name=f"{MACHINES}/{short}.xlsx",
            annotator=short,
            kind="machine",
            settings=replace(analyst.settings, slots=_slots(own.values(), analyst.settings.slots)),
            answers=ANSWERS.build(_one_note([{**c, "annotator": short} for c in own.values()])),
        )
        for short, own in answers.items()
        if own
    ]


def _slots(codes: Iterable[dict[str, Any]], least: int) -> int:
    return max([least, *(int(code["slot"]) for code in codes)])


def _one_note(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give all answers on a claim the notes on it: a row of a workbook has one cell for them."""
    notes: dict[str, list[str]] = {}
    for answer in answers:
        notes.setdefault(answer["claim_id"], []).append(clean(answer["note"]))
    joined = {claim_id: "\n".join(dict.fromkeys(filter(None, n))) for claim_id, n in notes.items()}
    return [{**a, "note": joined[a["claim_id"]][:CELL_TEXT], "row": 0} for a in answers]


def _tell_spellings(intake: Intake, *all_names: Names) -> None:
    for names in all_names:
        for other, label in names.others.items():
            intake.assume(f'"{other}" and "{label}" are taken for one')
