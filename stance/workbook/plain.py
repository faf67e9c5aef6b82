"""A plain table, read as a study: one row an annotation."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from stance.core.codebook import NONE, Codebook, Level, Scale, Topic
from stance.core.contracts import CLAIMS, EXPERTS, SOURCES
from stance.core.errors import DataError, Problem
from stance.core.ids import slug
from stance.core.text import as_number, clean, fold
from stance.sheets.grids import Book
from stance.workbook.answers import annotations_of
from stance.workbook.cell_problems import mark_problems
from stance.workbook.claims import doubles, read_answers, read_claims
from stance.workbook.content import Content, Settings
from stance.workbook.form import (
    CLAIM_ID,
    ID_COPY,
    MAX_SLOTS,
    NOTE,
    STUDY_FILE,
    WORDS,
    Field,
    header_key,
    readable_claim_fields,
    slot_fields,
)
from stance.workbook.headers import Table, missing_columns, read_table
from stance.workbook.lists import expert_register, source_register

_EXPERT, _SOURCE, _SAID_ON, _QUESTION, _CLAIM, _PHRASE = WORDS[1:]
_TOPIC, _STANCE, _CONFIDENCE = slot_fields(1)


def _needed(field: Field) -> Field:
    return Field(field.name, field.also, field.width, True)


FIELDS = (
    _needed(_EXPERT),
    _needed(_CLAIM),
    _needed(_TOPIC),
    _needed(_STANCE),
    _CONFIDENCE,
    Field(CLAIM_ID.name, CLAIM_ID.also),
    Field("annotator", ("coder", "rater", "labeller", "worker", "coded by")),
    _SOURCE,
    _SAID_ON,
    _QUESTION,
    _PHRASE,
    NOTE,
)


def read_plain(book: Book, base: Content | None = None) -> Content:
    """Read the first sheet that has the columns expert, claim, topic and stance.

    Topics, experts and sources are what the cells name, unless ``base`` lists them. The scale is
    the default one, or the whole numbers found where every stance is a number outside it.

    Raises:
        DataError: no sheet has these columns.
    """
    table = _table(book)
    problems = [*book.problems, *_without_our_columns(table)]
    names = _names(table, "annotator")
    annotators = [name or _stem(book.file) for name in names]
    experts = base.experts if base else EXPERTS.build(_experts(table))
    sources = base.sources if base else SOURCES.build(_sources(table))
    codebook = (base.codebook if base else None) or _codebook(table)
    ids = _claim_ids(table, base)
    problems += _unknown_claims(table, ids, base) if base else []
    claims = CLAIMS.empty()
    if base is None or "claim_id" not in table.columns:
        claims, faults = read_claims(table, ids, expert_register(experts), source_register(sources))
        problems += [
            *doubles(table, list(map(clean, table.column("claim_id")))),
            *mark_problems(book, table),
            *faults,
        ]
    answers = read_answers(table, ids, annotators)
    annotations, found = annotations_of(answers, codebook)
    return Content(
        name=book.file,
        annotator=names[0] if len(set(names)) == 1 else "",
        settings=base.settings if base else Settings(title=_stem(book.file), slots=1),
        codebook=codebook,
        claims=claims,
        answers=answers,
        annotations=annotations,
        experts=experts,
        sources=sources,
        problems=(*problems, *found),
        sha256=book.sha256,
    )


def _stem(file: str) -> str:
    return file.rsplit(".", 1)[0]


def _table(book: Book) -> Table:
    """Return the sheet that has all needed columns, or say what the likeliest one lacks."""
    faults: list[Problem] = []
    fewest = len(FIELDS)
    for grid in book.grids:
        table = read_table(grid, FIELDS)
        if table is None:
            continue
        missing = missing_columns(table, FIELDS)
        if not missing:
            return table
        if len(missing) < fewest:
            faults, fewest = missing, len(missing)
    message = "the file has neither the sheets of a study nor a table of claims"
    hint = "a table needs the columns expert, claim, topic and stance"
    nothing = Problem(code="missing-column", message=message, hint=hint, file=book.file)
    raise DataError(faults or [nothing])


def _without_our_columns(table: Table) -> Sequence[Problem]:
    """Return what was odd about the headers; a Claims sheet of ours is told as such, once."""
    ours = {key for f in readable_claim_fields(MAX_SLOTS) for key in f.keys}
    unread = [p for p in table.problems if p.code == "unread-column"]
    copy = next((p for p in unread if header_key(p.value) in ID_COPY.keys), None)
    if copy is None:
        return table.problems
    message = "this is the Claims sheet of a workbook, without its other sheets"
    hint = "received into its study, it is read whole: further topics, corrections"
    alone = replace(copy, message=message, hint=hint)
    foreign = [p for p in table.problems if p not in unread or header_key(p.value) not in ours]
    return [alone, *foreign]


def _names(table: Table, field: str) -> list[str]:
    """Return the cleaned texts of a column, the first spelling standing for all alike."""
    first: dict[str, str] = {}
    return [first.setdefault(fold(text), clean(text)) for text in table.column(field)]


def _distinct(table: Table, field: str) -> dict[str, str]:
    """Return an id for every distinct name, in order of appearance."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for name in dict.fromkeys(filter(None, _names(table, field))):
        ids[name] = slug(name, taken)
        taken.add(ids[name])
    return ids


def _experts(table: Table) -> list[dict[str, str]]:
    return [{"expert_id": i, "name": name} for name, i in _distinct(table, "expert").items()]


def _sources(table: Table) -> list[dict[str, str]]:
    return [{"source_id": i, "title": name} for name, i in _distinct(table, "source").items()]


def _claim_ids(table: Table, study: Content | None) -> list[str]:
    """Return the ids given, or one id for each claim of an expert in a source on one day.

    A row without a date is of the first day of its words. A claim that has the words of exactly
    one claim of the study has its id; any other is none of the study's.
    """
    given = [clean(text) for text in table.column("claim_id")]
    known = _by_words(study.claims) if study else {}
    taken = {*given, *(study.claims["claim_id"] if study else ())}
    made: dict[tuple[tuple[str, ...], str], str] = {}
    words = list(zip(*(_names(table, f) for f in ("expert", "source", "claim")), strict=True))
    days = _names(table, "said_on")
    first_day = {w: day for w, day in reversed([*zip(words, days, strict=True)]) if day}
    keys = [(w, day or first_day.get(w, "")) for w, day in zip(words, days, strict=True)]
    ids: list[str] = []
    for number, (claim_id, key) in enumerate(zip(given, keys, strict=True), start=1):
        if not claim_id and key not in made:
            new = f"c{number:04d}" if f"c{number:04d}" not in taken else f"row-{number}"
            made[key] = known.get(fold(key[0][2])) or new
        ids.append(claim_id or made[key])
    return ids


def _by_words(claims: pd.DataFrame) -> dict[str, str]:
    """Return the claims by their words, where these are the words of one claim alone."""
    folded = claims["claim"].map(fold)
    alone = claims[~folded.duplicated(keep=False) & (folded != "")]
    return dict(zip(alone["claim"].map(fold), alone["claim_id"], strict=True))


def _unknown_claims(table: Table, ids: Sequence[str], study: Content) -> list[Problem]:
    """Report answers on claims that the study does not have."""
    known = set(study.claims["claim_id"])
    field = "claim_id" if "claim_id" in table.columns else "claim"
    return [
        table.problem(
            "unknown-claim",
            f"the study has no claim {'of this id' if field == 'claim_id' else 'of these words'}",
            field,
            index,
            claim_id=claim_id,
            hint=f"write the claim's own id beside it, or add it to {STUDY_FILE}",
        )
        for index, claim_id in enumerate(ids)
        if claim_id not in known
    ]


def _codebook(table: Table) -> Codebook:
    """Return the topics that the cells name; each topic's name is its proposition."""
    topics = {name: i for name, i in _distinct(table, "topic").items() if fold(name) != NONE}
    stances = list(dict.fromkeys(filter(None, map(clean, table.column("stance")))))
    return Codebook(tuple(Topic(i, name, name) for name, i in topics.items()), _scale(stances))


def _scale(stances: list[str]) -> Scale:
    """Return the default scale, or one made of numbers where the stances are other numbers."""
    default = Scale()
    if all(default.parse(stance) for stance in stances):
        return default
    numbers = {as_number(stance) for stance in stances}
    scores = sorted(score for score in numbers if score is not None)
    if len(scores) < 2 or None in numbers:
        return default
    return Scale(tuple(Level(f"{score:g}", score) for score in scores))
