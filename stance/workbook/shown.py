"""Columns that only show something, and what annotators' spreadsheets may hold there instead."""

from collections.abc import Sequence

from stance.core.errors import Problem
from stance.core.text import clean
from stance.sheets.a1 import cell_name
from stance.sheets.grids import Book, text_of
from stance.workbook import form
from stance.workbook.catalogues import said_anywhere
from stance.workbook.content import Content
from stance.workbook.headers import Table
from stance.workbook.list_sheets import NO_TOPIC
from stance.workbook.lists import list_table

#: Of a claim, what annotators only read.
_CONTEXT = (
    *("kind", "speaker", "speaker_attitude", "speaker_reason"),
    *("cue", "context_before", "context_after"),
)
_HEADERS = {form.header_key(name): name for name in (*form.PROPOSITIONS, *_CONTEXT)}


def not_shown(book: Book, table: Table, base: Content | None, ids: Sequence[str]) -> list[Problem]:
    """Tell the columns for reading in which other texts stand: their headers were exchanged.

    Args:
        book: the workbook.
        table: its sheet of claims.
        base: the analyst's workbook, if it is known.
        ids: the claim whose words stand in each row of the sheet; "" unknown.
    """
    problems: list[Problem] = []
    known = set(base.claims["claim_id"]) if base else set()  # of others nobody knows what is shown
    for column, header in enumerate(table.grid.rows[table.header_row - 1]):
        name = _HEADERS.get(form.header_key(clean(text_of(header))), "")
        legal = _legal(name, book, base) if name else None
        if legal is None:
            continue
        texts = [text_of(table.grid.rows[row - 1][column]) for row in table.rows]
        other = {text for text in set(texts) if clean(text) not in legal}
        if not other:
            continue
        strange = [
            at
            for at, (text, claim_id) in enumerate(zip(texts, ids, strict=True))
            if text in other and (name in form.PROPOSITIONS or claim_id in known)
        ]
        if strange:
            at = strange[0]
            shows = "propositions" if name in form.PROPOSITIONS else "what the study says"
            problems.append(
                table.problem_at(
                    "unread-column",
                    f'the column "{name}" shows {shows} and is not read, but holds other '
                    f"texts in {len(strange)} cells{_empty(table)}",
                    cell_name(table.rows[at], column + 1),
                    value=texts[at],
                    hint="if headers were exchanged, put them back",
                )
            )
    return problems


def _legal(name: str, book: Book, base: Content | None) -> set[str] | None:
    """Return what may stand in a column that is only read; None where nobody knows."""
    if name in _CONTEXT:
        return {"", *map(clean, base.claims[name].unique())} if base else None
    topics, _ = list_table(book, "Topics")
    shown = set(map(clean, topics.column("proposition"))) if topics else set()
    of_study = base.codebook.topics if base and base.codebook else ()
    none = map(clean, said_anywhere(NO_TOPIC))
    return shown | {"", *none, *(clean(topic.proposition) for topic in of_study)}


def _empty(table: Table) -> str:
    names = form.answer_columns(table.columns)
    empty = [f'"{name}"' for name in names if not any(table.column(name))]
    return f"; empty are {', '.join(empty)}" if empty else ""
