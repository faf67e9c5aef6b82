"""Columns that only show something, and what annotators' spreadsheets may hold there instead."""

from stance.core.errors import Problem
from stance.core.text import clean
from stance.sheets.a1 import cell_name
from stance.sheets.grids import Book, text_of
from stance.workbook import form
from stance.workbook.content import Content
from stance.workbook.headers import Table
from stance.workbook.list_sheets import NO_TOPIC

_PROPOSITIONS = {form.header_key(name): name for name in form.PROPOSITIONS}


def not_shown(book: Book, table: Table, base: Content | None) -> list[Problem]:
    """Tell the columns of propositions in which other texts stand: their headers were exchanged.

    Args:
        book: the workbook.
        table: its sheet of claims.
        base: the analyst's workbook, if it is known.
    """
    codebooks = [base.codebook] if base and base.codebook else []
    legal = {clean(topic.proposition) for codebook in codebooks for topic in codebook.topics}
    topics = book.grid("Topics")
    legal |= {clean(text_of(cell)) for row in (topics.rows if topics else ()) for cell in row}
    legal |= {"", clean(NO_TOPIC)}
    problems: list[Problem] = []
    for column, header in enumerate(table.grid.rows[table.header_row - 1]):
        name = _PROPOSITIONS.get(form.header_key(clean(text_of(header))), "")
        texts = [text_of(table.grid.rows[row - 1][column]) for row in table.rows] if name else []
        strange = [at for at, text in enumerate(texts) if clean(text) not in legal]
        if strange:
            at = strange[0]
            problems.append(
                table.problem_at(
                    "unread-column",
                    f'the column "{name}" shows propositions and is not read, but holds other '
                    f"texts in {len(strange)} cells{_empty(table)}",
                    cell_name(table.rows[at], column + 1),
                    value=texts[at],
                    hint="if headers were exchanged, put them back",
                )
            )
    return problems


def _empty(table: Table) -> str:
    names = form.answer_columns(table.columns)
    empty = [f'"{name}"' for name in names if not any(table.column(name))]
    return f"; empty are {', '.join(empty)}" if empty else ""
