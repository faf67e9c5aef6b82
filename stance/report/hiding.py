"""Names of experts found in texts and ids, whatever letters an id writes them in."""

import re
from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from stance.core.ids import free_id, slug
from stance.core.text import spellings_of

#: Letters of a single word of a name from which it is replaced in texts on its own.
SHORTEST = 4
#: Letters of a word of a name from which it is found inside a longer word of an id.
_INSIDE = 4


def hider(experts: pd.DataFrame, names: Mapping[str, str]) -> Callable[[str], str]:
    """Return what puts pseudonyms in place of names, spellings and last names, longest first."""
    known: dict[str, str] = {}
    for row in experts.itertuples(index=False):
        spellings = spellings_of(row.name, row.aliases)
        words = [word for name in spellings for word in name.split() if word[:1].isupper()]
        for spelling in [*spellings, *(word for word in words if len(word) >= SHORTEST)]:
            known.setdefault(spelling.casefold(), names[row.expert_id])
    if not known:
        return str
    options = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    pattern = re.compile(rf"(?<!\w)(?:{options})(?!\w)", re.IGNORECASE)
    return lambda text: pattern.sub(lambda found: known.get(found[0].casefold(), "…"), text)


def leaks(experts: pd.DataFrame) -> Callable[[str], bool]:
    """Return what says of an id or file name whether it holds a word of an expert's name."""
    words: set[str] = set()
    for row in experts.itertuples(index=False):
        for name in [row.expert_id, *spellings_of(row.name, row.aliases)]:
            words |= {word for word in slug(name).split("-") if len(word) > 1}
    inside = [word for word in words if len(word) >= _INSIDE]

    def leaking(text: str) -> bool:
        written = slug(text)
        return bool(words.intersection(written.split("-"))) or any(w in written for w in inside)

    return leaking


def renamed(ids: Iterable[str], leaking: Callable[[str], bool], word: str) -> dict[str, str]:
    """Return the ids, those that hold a name as "word-1", "word-2" by their place."""
    every = list(dict.fromkeys(ids))
    taken = {id_ for id_ in every if not leaking(id_)}
    found: dict[str, str] = {}
    for number, id_ in enumerate(every, start=1):
        if id_ in taken:
            found[id_] = id_
        else:
            found[id_] = free_id(f"{word}-{number}", {*taken, *found.values()})
    return found
