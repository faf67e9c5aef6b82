"""A plain table of claims, read as a study: one row an annotation."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from stance.core.codebook import NONE, Codebook, Scale, Topic
from stance.core.contracts import ANSWERS, CLAIMS, EXPERTS, SOURCES
from stance.core.errors import DataError, Problem, QuestionError
from stance.core.ids import slug
from stance.core.text import fold
from stance.sheets.grids import Book
from stance.tables.code_reading import read_code_table
from stance.tables.lists import split_people
from stance.tables.long import Long
from stance.tables.reading import ClaimTable, read_claim_table
from stance.tables.shapes import Layout
from stance.tables.usable import alike, confidences, left_out_as, spellings, usable
from stance.tables.wishes import Wishes
from stance.workbook.answers import annotations_of
from stance.workbook.cell_problems import mark_problems
from stance.workbook.claims import unresolved
from stance.workbook.content import Content, Settings
from stance.workbook.form import ID_COPY, MAX_SLOTS, header_key, readable_claim_fields
from stance.workbook.headers import Table
from stance.workbook.lists import Register, expert_register, source_register
from stance.workbook.plain_ids import claim_ids, consistent, names_of, unknown_claims


def read_plain(book: Book, base: Content | None = None, wishes: Wishes | None = None) -> Content:
    """Read a table of claims in any shape, see ``tables.reading.read_claim_table``.

    Topics, experts and sources are what the cells name, unless ``base`` lists them. The scale is
    base's, or what ``tables.stances`` makes of the stances. Where there is no base, rows that
    cannot be used are left out and told, or refused if the reader wishes so.

    Raises:
        QuestionError: the table has several readings.
        DataError: it holds no claims.
    """
    wishes = wishes or Wishes()
    table = _claim_table(book, wishes)
    problems = [*book.problems, *_without_our_columns(table)]
    return _of_study(book, table, base, problems) if base else _alone(book, table, wishes, problems)


def _claim_table(book: Book, wishes: Wishes) -> ClaimTable:
    """Return the table of claims; of codes without experts it is told what to do with them."""
    try:
        return read_claim_table(book, wishes)
    except QuestionError as error:
        if error.asked.code != "missing-column":
            raise
        try:
            read_code_table(book, wishes)
        except QuestionError:
            pass  # which coder has which column is asked there
        except DataError:
            raise error from None
        message = f"{error.asked.message}; these look like codes"
        hint = f"to compare the coders: stance reliability {book.file}"
        asked = replace(error.asked, message=message, hint=hint)
        raise QuestionError(asked, [a for a in error.answers if "," not in a.value]) from None


def _alone(book: Book, table: ClaimTable, wishes: Wishes, problems: list[Problem]) -> Content:
    """Return a table that is a study of its own."""
    people, listed = split_people(_with_names(table.long, wishes), wishes.lists_experts)
    found = usable(people, wishes)
    long, told = confidences(found.long)
    problems += (*listed, *found.problems, *told)
    problems += [p for n in ("expert", "annotator", "topic", "source") for p in spellings(long, n)]
    problems += [p for name in ("expert", "claim_id") for p in alike(long, name)]
    annotators = _annotators(long, book)
    ids = claim_ids(long, annotators, None)
    kept, told = consistent(long, ids, annotators, left_out_as(wishes))
    problems += told
    long, ids = long.take(kept), [ids[i] for i in kept]
    topics = _topics(long)
    long = long.with_field("topic", [_label(name) for name in names_of(long, "topic")])
    experts = EXPERTS.build(_listed(long, "expert", "name"))
    sources = SOURCES.build(_listed(long, "source", "title"))
    claims, faults = _claims(long, ids, expert_register(experts), source_register(sources))
    return _content(
        book,
        long,
        (ids, [annotators[i] for i in kept]),
        Content(
            name=book.file,
            settings=Settings(title=_stem(book.file), slots=1),
            codebook=Codebook(topics, found.scale),
            claims=claims,
            experts=experts,
            sources=sources,
            problems=(*problems, *_marks(book, table.sheets), *faults),
        ),
    )


def _with_names(long: Long, wishes: Wishes) -> Long:
    """Return the table with the names that count in place of other spellings."""
    if not wishes.names:
        return long
    texts = long.cleaned("expert")
    return long.with_field("expert", [wishes.names.get(fold(text), text) for text in texts])


def _of_study(book: Book, table: ClaimTable, base: Content, problems: list[Problem]) -> Content:
    """Return a table of answers to a study's claims."""
    long = table.long
    annotators = _annotators(long, book)
    ids = claim_ids(long, annotators, base)
    problems += unknown_claims(long, ids, base)
    claims = CLAIMS.empty()
    if "claim_id" not in long.fields:
        register = expert_register(base.experts)
        claims, faults = _claims(long, ids, register, source_register(base.sources))
        problems += (*_marks(book, table.sheets), *faults)
    return _content(
        book,
        long,
        (ids, annotators),
        Content(
            name=book.file,
            settings=base.settings,
            codebook=base.codebook or Codebook((), Scale()),
            claims=claims,
            experts=base.experts,
            sources=base.sources,
            problems=tuple(problems),
        ),
    )


def _content(
    book: Book, long: Long, who: tuple[Sequence[str], Sequence[str]], rest: Content
) -> Content:
    """Return the content with the answers, judged by its codebook."""
    ids, annotators = who
    answers = _answers(long, ids, annotators)
    annotations, found = annotations_of(answers, rest.codebook or Codebook((), Scale()))
    alone = set(names_of(long, "annotator"))
    return replace(
        rest,
        annotator=alone.pop() if len(alone) == 1 else "",
        answers=answers,
        annotations=annotations,
        problems=(*rest.problems, *found),
        sha256=book.sha256,
    )


def _stem(file: str) -> str:
    return file.rsplit(".", 1)[0]


def _annotators(long: Long, book: Book) -> list[str]:
    return [name or _stem(book.file) for name in names_of(long, "annotator")]


def _without_our_columns(table: ClaimTable) -> Sequence[Problem]:
    """Return what was odd about the headers; a Claims sheet of ours is told as such, once."""
    ours = {key for f in readable_claim_fields(MAX_SLOTS) for key in f.keys}
    headers = {header_key(c.header): c for at in table.sheets for c in at.sheet.columns}
    copy = next((c for key, c in headers.items() if key in ID_COPY.keys), None)
    if copy is None:
        return table.problems
    sheet = table.sheets[0].sheet
    alone = Problem(
        code="unread-column",
        message="this is the Claims sheet of a workbook, without its other sheets",
        hint="received into its study, it is read whole: further topics, corrections",
        file=sheet.grid.file,
        sheet=sheet.grid.sheet,
        cell=sheet.header_cell(copy),
        value=copy.header,
    )
    foreign = [
        replace(
            alone,
            message=f'the column "{c.header}" is not read',
            hint="",
            cell=sheet.header_cell(c),
            value=c.header,
        )
        for c in table.sheets[0].roles.rest
        if c.filled and header_key(c.header) not in ours
    ]
    return [alone, *foreign, *(p for p in table.problems if p.code != "unread-column")]


def _marks(book: Book, layouts: Sequence[Layout]) -> list[Problem]:
    """Return what is odd about the cells that were read, beyond their values."""
    problems: list[Problem] = []
    for layout in layouts:
        sheet = layout.sheet
        columns = {f"{number}": number for number in layout.used}
        rows, header = list(sheet.rows), max(sheet.header_row, 1)
        table = Table(sheet.grid, columns, {}, rows, header)
        problems += mark_problems(book, table, unmerged=True)
    return problems


def _distinct(long: Long, field: str) -> dict[str, str]:
    """Return an id for every distinct name, in order of appearance."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for name in dict.fromkeys(filter(None, names_of(long, field))):
        ids[name] = slug(name, taken)
        taken.add(ids[name])
    return ids


def _listed(long: Long, field: str, name: str) -> list[dict[str, str]]:
    return [{f"{field}_id": i, name: text} for text, i in _distinct(long, field).items()]


def _topics(long: Long) -> tuple[Topic, ...]:
    """Return the topics that the cells name; each topic's name is its proposition.

    The label of a topic that is a sentence stands in other sentences, so it ends without a stop.
    """
    named = {name: i for name, i in _distinct(long, "topic").items() if fold(name) != NONE}
    return tuple(Topic(i, _label(name), name) for name, i in named.items())


def _label(topic: str) -> str:
    return topic.rstrip(".") or topic


def _claims(
    long: Long, ids: Sequence[str], experts: Register, sources: Register
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return contract CLAIMS, one claim an id with the words of its first entry, and problems."""
    first: dict[str, int] = {}
    for index, claim_id in enumerate(ids):
        first.setdefault(claim_id, index)
    chosen = list(first.values())
    if not chosen:
        return CLAIMS.empty(), []
    problems: list[Problem] = []
    columns: dict[str, Any] = {"claim_id": list(first), "file": long.file}
    for field, register in (("expert", experts), ("source", sources)):
        meant, faults = _meant(long, field, chosen, ids, register)
        columns[f"{field}_id"] = meant
        problems += faults
    for field in ("said_on", "question", "claim", "key_phrase"):
        texts = long.texts(field)
        columns[field] = [texts[i] for i in chosen]
    columns["row"] = np.array([long.rows[i] for i in chosen])
    columns["sheet"] = [long.sheets[i] for i in chosen]
    return CLAIMS.check(CLAIMS.complete(pd.DataFrame(columns))), problems


def _meant(
    long: Long, field: str, chosen: Sequence[int], ids: Sequence[str], known: Register
) -> tuple[list[str], list[Problem]]:
    """Return the ids that the names of a field mean; a name that means none stays as it is."""
    texts = long.cleaned(field)
    found = {text: known.find(text) for text in dict.fromkeys(texts)}
    problems = []
    for index in chosen:
        text = texts[index]
        if len(found[text]) != 1 and (text or field == "expert"):
            code, message, hint = unresolved(field, text, found[text], known)
            problem = long.problem(code, message, field, index, claim_id=ids[index], hint=hint)
            problems.append(problem)
    return [next(iter(found[t])) if len(found[t := texts[i]]) == 1 else t for i in chosen], problems


def _answers(long: Long, ids: Sequence[str], annotators: Sequence[str]) -> pd.DataFrame:
    """Return contract ANSWERS; entries without any answer are left out."""
    names = ("topic", "stance", "confidence", "note")
    typed = {name: long.texts(name) for name in names}
    kept = [i for i in range(len(long)) if ids[i] and any(typed[name][i] for name in names)]
    if not kept:
        return ANSWERS.empty()
    columns: dict[str, Any] = {
        "claim_id": [ids[i] for i in kept],
        "annotator": [annotators[i] for i in kept],
        "slot": np.full(len(kept), 1),
        "row": np.array([long.rows[i] for i in kept]),
        "sheet": [long.sheets[i] for i in kept],
        "file": long.file,
    }
    for name in names:
        columns[name] = [typed[name][i] for i in kept]
        columns[f"{name}_cell"] = [long.cell(name, i) for i in kept]
    return ANSWERS.check(ANSWERS.complete(pd.DataFrame(columns)))
