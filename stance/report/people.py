"""What an expert is called where there is little room."""

from collections import Counter
from collections.abc import Mapping

from stance.core.titles import untitled
from stance.names.parts import take_apart

#: Letters that a label on the axis may hold.
LONGEST = 28
#: Words by which a description is told from a name.
_IN_NO_NAME = frozenset({"of", "the", "for", "on", "and"})


def short_names(names: Mapping[str, str]) -> dict[str, str]:
    """Return a short label for each expert: the family name, with an initial where two share it.

    That is the last word, or in "Lopez, Maria" what stands before the comma.
    A description such as "Author of the analysis" or "Union of the Towns" (its last word begins
    small or with a bracket, or a word of it stands in no name) is kept and cut at a word.
    Two labels are never the same unless the names are.
    """
    short = {id_: _last_word(name) for id_, name in names.items()}
    for longer in (_initial_and_last, lambda name: name):
        twice = {label for label, n in Counter(short.values()).items() if n > 1}
        short = {id_: longer(names[id_]) if s in twice else s for id_, s in short.items()}
    return {id_: cut(label, LONGEST) for id_, label in short.items()}


def cut(text: str, longest: int) -> str:
    """Return the text, shortened at a word where it is longer."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    at_word = head.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > longest // 2 else head).rstrip(" ,;:") + "…"


def _last_word(name: str) -> str:
    words = _in_order(name)
    if not words or not words[-1][:1].isupper() or not _IN_NO_NAME.isdisjoint(words):
        return name
    return words[-1]


def _initial_and_last(name: str) -> str:
    words = _in_order(name)
    return f"{words[0][0]}. {words[-1]}" if len(words) > 1 else name


def _in_order(name: str) -> list[str]:
    """Return the words of a name as it is spoken, without titles."""
    before, comma, after = name.partition(",")
    if comma and take_apart(name).ordered:
        name = f"{after} {before}"
    return untitled(name.split())
