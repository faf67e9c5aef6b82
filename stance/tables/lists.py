"""Several topics or names in one cell."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from stance.core.errors import Answer, Problem, QuestionError
from stance.core.text import clean, fold
from stance.tables.long import Long
from stance.tables.shapes import mapped

#: What parts the entries of a list for certain, and what does only where all parts are known.
#: From where blanks begin, so that a long run of them is read once.
_SURE = re.compile(r"(?:(?<!\s)\s+)?[;|\n]\s*")
_MAYBE = re.compile(r"(?:(?<!\s)\s+)?[,/&]\s*|(?<!\s)\s+(?:and|und|et|y|и|ve)\s+")


def split_topics(long: Long) -> tuple[Long, list[Problem]]:
    """Return an entry for each topic of a cell that lists several, and a note of it.

    A semicolon, bar or line break parts topics; a comma, slash or "and" only where every part is a
    topic of its own elsewhere. As many stances as topics go with them in order; one goes with all.
    """
    topics = long.cleaned("topic")
    lists = lists_of_topics(topics)
    found = [index for index, text in enumerate(topics) if text in lists]
    if not found:
        return long, []
    kept: list[int] = []
    topic_texts: list[str] = []
    stances: list[str] = []
    given = long.texts("stance")
    for index, text in enumerate(topics):
        parts = lists.get(text, [text])
        kept += [index] * len(parts)
        topic_texts += parts
        stances += stances_of(parts, given[index])
    taken = long.take(kept).with_field("topic", topic_texts).with_field("stance", stances)
    first = topics[found[0]]
    message = f'several topics stand in one cell, as in "{first}"; each counts'
    hint = "if that is one topic, write it without the mark between"
    return taken, [long.of_many("list-in-cell", message, "topic", found, hint)]


def lists_of_topics(texts: Iterable[str]) -> dict[str, list[str]]:
    """Return the topics of each cell that lists several, by what is known of all cells."""
    sure = {text: _parts(_SURE, text) for text in dict.fromkeys(texts)}
    alone = {fold(part) for parts in sure.values() for part in parts}
    lists = {text: parts for text, parts in sure.items() if len(parts) > 1}
    for text in sure:
        maybe = _parts(_MAYBE, text)
        if text not in lists and len(maybe) > 1 and all(fold(part) in alone for part in maybe):
            lists[text] = maybe
    return lists


def stances_of(topics: Sequence[str], given: str) -> list[str]:
    """Return the stance on each topic of a cell: as many as topics go in order, one with all."""
    each = _SURE.split(clean(given)) if len(topics) > 1 else [given]
    return each if len(each) == len(topics) else [given] * len(topics)


def _parts(mark: re.Pattern[str], text: str) -> list[str]:
    parts = [part for part in mark.split(clean(text)) if part]
    return list({fold(part): part for part in parts}.values()) if len(parts) > 1 else [text]


def split_people(long: Long, said: bool | None) -> tuple[Long, list[Problem]]:
    """Return an entry for each person of a cell that lists several, and a note of it.

    Unless it was said, a cell lists people where each of them stands alone elsewhere, too. Of the
    first one the claim keeps its id; the others' have their number behind it.

    Args:
        long: the table.
        said: whether its cells list people, where that was said.

    Raises:
        QuestionError: a cell has semicolons, bars or line breaks, and not all parts are known.
    """
    texts = long.cleaned("expert")
    lists = lists_of_people(texts, said)
    if said is None and (unsure := [t for t in dict.fromkeys(texts) if _is_unsure(t, lists)]):
        raise _one_or_several(long, texts.index(unsure[0]))
    found = [index for index, text in enumerate(texts) if text in lists]
    if not found:
        return long, []
    chosen = [(i, n) for i, text in enumerate(texts) for n in range(len(lists.get(text, [text])))]
    taken = long.take([index for index, _ in chosen])
    people = [lists.get(texts[i], [long.texts("expert")[i]])[n] for i, n in chosen]
    taken = taken.with_field("expert", people)
    ids = long.cleaned("claim_id")
    if any(ids):
        others = frozenset(ids)
        of_each = [numbered(ids[i], n, others) if ids[i] else "" for i, n in chosen]
        taken = taken.with_field("claim_id", of_each)
    first = texts[found[0]]
    message = f'several people stand in one cell, as in "{first}"; the claim is of each'
    header = long.headers.get("expert", "HEADER")
    hint = f"if that is one name: --map {mapped({header: 'expert'})}"
    return taken, [long.of_many("list-in-cell", message, "expert", found, hint)]


def lists_of_people(texts: Sequence[str], said: bool | None) -> dict[str, list[str]]:
    """Return the people of each cell that lists several; see ``split_people`` for ``said``."""
    if said is False:
        return {}
    distinct = dict.fromkeys(texts)
    known = {fold(text) for text in texts}
    surely = {text: p for text in distinct if len(p := _parts(_SURE, text)) > 1}
    if said:
        likely = {text: p for text in distinct if len(p := _parts(_MAYBE, text)) > 1}
        return surely or likely
    maybe = {text: p for text in distinct if text not in surely and len(p := _parts(_MAYBE, text))}
    every = surely | {text: parts for text, parts in maybe.items() if len(parts) > 1}
    return {t: parts for t, parts in every.items() if all(fold(part) in known for part in parts)}


def _is_unsure(text: str, lists: Mapping[str, Sequence[str]]) -> bool:
    return text not in lists and len(_parts(_SURE, text)) > 1


def _one_or_several(long: Long, index: int) -> QuestionError:
    cell = long.cleaned("expert")[index]
    message = f'whether "{cell}" is one expert or several does not show'
    problem = long.problem("which-columns", message, "expert", index)
    header = long.headers.get("expert", "HEADER")
    meanings = (("experts", "cells list several experts"), ("expert", "each cell is one expert"))
    return QuestionError(
        problem, [Answer("--map", mapped({header: field}), said) for field, said in meanings]
    )


def numbered(claim_id: str, place: int, taken: Collection[str]) -> str:
    """Return the id of a claim for the person at that place of its list."""
    made = f"{claim_id}-{place + 1}" if place else claim_id
    while place and made in taken:
        made += f"-{place + 1}"
    return made
