"""Whose the entries of a table are: its annotators', and not what these agreed on in the end."""

from stance.core.errors import Problem
from stance.core.text import fold
from stance.tables.columns import some
from stance.tables.headings import is_agreed
from stance.tables.long import Long

#: What a gold standard is called, and people as well.
_A_NAME = "gold"


def of_people(long: Long, hint: str) -> tuple[Long, list[Problem]]:
    """Return the entries that are not what several annotators agreed on, and tell of the others.

    Args:
        long: the entries, with the field annotator or without.
        hint: what to do where such entries should count.
    """
    names = long.cleaned("annotator")
    agreed = {name for name in set(names) if is_agreed(name) and fold(name) != _A_NAME}
    out = {i for i, name in enumerate(names) if name in agreed}
    if not out or len(set(names) - agreed - {""}) < 2:
        return long, []
    message = f"{some(sorted(agreed))} is what the others agreed on, and counts as nobody's"
    told = long.of_many("row-left-out", message, "annotator", sorted(out), hint)
    return long.take([i for i in range(len(long)) if i not in out]), [told]
