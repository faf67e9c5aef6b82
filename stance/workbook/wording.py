"""What annotators read in the place of a topic's id, and what they may type for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from stance.core.codebook import Codebook
from stance.core.text import clean, fold
from stance.sheets.grids import Book
from stance.workbook import form
from stance.workbook.answers import BOTH
from stance.workbook.headers import Table
from stance.workbook.lists import list_table

_TOPICS = frozenset(form.answer_column("topic", slot) for slot in form.SLOTS)


def shown_topics(codebook: Codebook) -> dict[str, str]:
    """Return by id what stands in the cells of an annotator's workbook: the topic's label."""
    return {topic.id: topic.label for topic in codebook.topics}


def as_shown(
    fields: Sequence[form.Field], rows: Sequence[Sequence[str]], topics: Mapping[str, str]
) -> list[list[str]]:
    """Return the rows of a sheet with topics as annotators read them.

    Args:
        fields: the columns.
        rows: their texts, topics by id.
        topics: what is read for each id.
    """
    at = [column for column, f in enumerate(fields) if f.name in _TOPICS]
    shown = [list(row) for row in rows]
    for row in shown:
        for column in at:
            row[column] = _each(row[column], lambda text: topics.get(text, text))
    return shown


def by_id(book: Book, table: Table) -> Table:
    """Return a table of answers with the id of each topic in the place of its label or number.

    They mean what the workbook's own sheet Topics says, for the study may have other labels by
    now. What is neither stays as it was typed.
    """
    names = [name for name in table.columns if name in _TOPICS]
    ids = _ids(book) if names else {}
    if not ids:
        return table

    def meant(text: str) -> str:
        return ids.get(fold(text), text)

    texts = {text for name in names for text in table.column(name)}
    known = {text: _each(text, meant) for text in texts}
    values = {name: [known[text] for text in table.column(name)] for name in names}
    return replace(table, values={**table.values, **values})


def _each(text: str, to: Callable[[str], str]) -> str:
    """Return an answer said otherwise, or each of two that are in conflict."""
    said = to(text)
    return BOTH.join(map(to, text.split(BOTH))) if said == text and BOTH in text else said


def _ids(book: Book) -> dict[str, str]:
    """Return by each label and number of the workbook's own topics, folded, the topic's id.

    What is the id of one topic is the name of no other, and what names two topics names none.
    """
    table, _ = list_table(book, "Topics")
    known: dict[str, str] = {}
    if table is None:
        return known
    for name in (form.NUMBER.name, "label"):
        meant: dict[str, set[str]] = {}
        for topic_id, text in zip(table.column("topic"), table.column(name), strict=True):
            meant.setdefault(fold(text), set()).add(clean(topic_id))
        known |= {key: ids.pop() for key, ids in meant.items() if len(ids) == 1}
    taken = {"", *map(fold, table.column("topic"))}
    return {key: topic_id for key, topic_id in known.items() if topic_id and key not in taken}
