"""Several topics or names in one cell."""

import re
from collections.abc import Sequence

from stance.core.errors import Problem
from stance.core.text import clean, fold
from stance.tables.long import Long

#: What parts the entries of a list for certain, and what does only where all parts are known.
_SURE = re.compile(r"\s*[;|\n]\s*")
_MAYBE = re.compile(r"\s*[,/&]\s*|\s+(?:and|und|et|y|и|ve)\s+")


def split_topics(long: Long) -> tuple[Long, list[Problem]]:
    """Return an entry for each topic of a cell that lists several, and a note of it.

    A semicolon, bar or line break parts topics; a comma, slash or "and" only where every part is a
    topic of its own elsewhere. As many stances as topics go with them in order; one goes with all.
    """
    topics = long.cleaned("topic")
    distinct = dict.fromkeys(topics)
    sure = {text: _parts(_SURE, text) for text in distinct}
    alone = {fold(part) for parts in sure.values() for part in parts}
    lists: dict[str, Sequence[str]] = {text: p for text, p in sure.items() if len(p) > 1}
    for text in distinct:
        maybe = _parts(_MAYBE, text)
        if text not in lists and len(maybe) > 1 and all(fold(part) in alone for part in maybe):
            lists[text] = maybe
    found = [index for index, text in enumerate(topics) if text in lists]
    if not found:
        return long, []
    kept: list[int] = []
    topic_texts: list[str] = []
    stances: list[str] = []
    given = long.texts("stance")
    for index, text in enumerate(topics):
        parts = lists.get(text, [text])
        each = _SURE.split(clean(given[index])) if len(parts) > 1 else [given[index]]
        each = each if len(each) == len(parts) else [given[index]] * len(parts)
        kept += [index] * len(parts)
        topic_texts += parts
        stances += each
    taken = long.take(kept).with_field("topic", topic_texts).with_field("stance", stances)
    first = topics[found[0]]
    message = f'several topics stand in one cell, as in "{first}"; each counts'
    hint = "if that is one topic, write it without the mark between"
    return taken, [long.of_many("list-in-cell", message, "topic", found, hint)]


def _parts(mark: re.Pattern[str], text: str) -> list[str]:
    parts = [part for part in mark.split(clean(text)) if part]
    return list({fold(part): part for part in parts}.values()) if len(parts) > 1 else [text]


def lists_of_names(long: Long, name: str) -> list[Problem]:
    """Warn of cells that list several people of whom each stands alone elsewhere."""
    texts = long.cleaned(name)
    known = {fold(text) for text in texts}
    marks = (_SURE, _MAYBE)
    suspect = {
        text
        for text in dict.fromkeys(texts)
        if any(
            len(parts) > 1 and all(fold(part) in known for part in parts)
            for parts in (_parts(mark, text) for mark in marks)
        )
    }
    found = [index for index, text in enumerate(texts) if text in suspect]
    if not found:
        return []
    message = f'"{texts[found[0]]}" looks like several people, who are listed on their own too'
    hint = f"it counts as one {name}; write a row for each"
    return [long.of_many("list-in-cell", message, name, found, hint)]
