"""Tables with a column for each stance, of which one is ticked in each row."""

from dataclasses import replace

from stance.core.text import clean, fold
from stance.tables.columns import Column, Sheet
from stance.tables.lexicon import any_place, word_key
from stance.tables.missing import is_missing

_TICKS = frozenset(["1", "x", "х", "✓", "✔", "☑", "yes", "true", "да", "ja", "oui", "sí", "evet"])
_OPEN = frozenset(["0", "no", "false", "☐", "нет", "nein", "non", "hayır"])


def ticked(sheet: Sheet) -> Sheet:
    """Return a sheet in which columns of ticks are one, of the header over each row's tick.

    They are such where their headers are words for stances, of which two have a place on a scale,
    each cell is a tick or open, and no row has two.
    """
    places = any_place()
    marked = [c for c in sheet.columns if word_key(c.header) in places and _has_ticks(c)]
    placed = {places[word_key(c.header)] for c in marked if c.filled}
    if len(placed - {None}) < 2:
        return sheet
    texts = []
    for row in range(len(sheet.rows)):
        found = [c.header for c in marked if _is_tick(c.texts[row])]
        if len(found) > 1:
            return sheet
        texts += found or [""]
    column = Column(marked[0].number, "stance", texts)
    others = (c for c in sheet.columns if c not in marked)
    names = tuple(c.header for c in marked)
    return replace(sheet, columns=(*others, column), ticked=names)


def _is_tick(text: str) -> bool:
    return fold(clean(text)) in _TICKS


def _has_ticks(column: Column) -> bool:
    """Say whether a column holds ticks, if anything."""
    return all(fold(text) in _TICKS | _OPEN or is_missing(text) for text in column.counts)
