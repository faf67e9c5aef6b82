"""Answers as the codebook spells them, so that two spellings of one answer count as one."""

from collections.abc import Callable
from functools import cache

from stance.core.codebook import Codebook
from stance.core.text import clean

#: Takes the name of an answer's field and what was typed, returns how the codebook spells it.
Spell = Callable[[str, str], str]


def speller(codebook: Codebook | None) -> Spell:
    """Return what spells topics and stances as the codebook does; all else is only cleaned."""

    @cache
    def topic(text: str) -> str:
        return (codebook and codebook.parse_topic(text)) or clean(text)

    @cache
    def stance(text: str) -> str:
        level = codebook and codebook.scale.parse(text)
        return level.label if level else clean(text)

    known = {"topic": topic, "stance": stance}
    return lambda field, text: known.get(field, clean)(text)
