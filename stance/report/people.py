"""What an expert is called where there is little room."""

from collections import Counter
from collections.abc import Mapping

from stance.core.text import cut
from stance.core.titles import PARTICLES, untitled
from stance.names.parts import take_apart

#: Letters that a label on the axis may hold.
LONGEST = 28
#: Words by which a description is told from a name.
_IN_NO_NAME = frozenset({"of", "the", "for", "on", "and"})


def short_names(names: Mapping[str, str]) -> dict[str, str]:
    """Return a short label for each expert: the family name, with an initial where two share it.

    That is the last word with its particles ("van der Probe"), or in "Lopez, Maria" what stands
    before the comma.
    A description such as "Author of the analysis" or "Union of the Towns" (its last word begins
    small or with a bracket, or a word of it stands in no name) is kept and cut at a word.
    Two labels are never the same unless the names are.
    """
    short = {id_: _last_word(name) for id_, name in names.items()}
    for longer in (_initial_and_last, lambda name: name):
        twice = {label for label, n in Counter(short.values()).items() if n > 1}
        short = {id_: longer(names[id_]) if s in twice else s for id_, s in short.items()}
    return {id_: cut(label, LONGEST) for id_, label in short.items()}


def _last_word(name: str) -> str:
    """Return the family name with its particles: "van der Probe"; a description as it is."""
    words, family = _in_order(name)
    if not words or _is_small(words[-1]) or not _IN_NO_NAME.isdisjoint(words):
        return name
    return " ".join(words[family:])


def _is_small(word: str) -> bool:
    return word.islower() or not word[0].isalpha()  # "al-Assad" is not


def _initial_and_last(name: str) -> str:
    words, family = _in_order(name)
    return f"{words[0][0]}. {' '.join(words[family:])}" if 0 < family < len(words) else name


def _in_order(name: str) -> tuple[list[str], int]:
    """Return the words of a name as it is spoken, without titles, and where the family name begins.

    Behind a comma stands the given name, or a degree that is left out.
    """
    before, comma, after = name.partition(",")
    first, last = untitled(after.split()), untitled(before.split())
    if comma and first and last and take_apart(name).ordered:
        return [*first, *last], len(first)
    if comma and take_apart(before).text == take_apart(name).text:
        name = before
    words = untitled(name.split())
    family = len(words) - 1
    while family > 1 and words[family - 1] in PARTICLES:
        family -= 1
    return words, max(family, 0)
