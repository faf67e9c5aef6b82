"""Rows that are no entries: totals below a table, and headings between its rows."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from stance.core.errors import Problem
from stance.core.text import as_number, clean, fold
from stance.tables.columns import Column, Sheet, some
from stance.tables.headers import lines_of

_TOTALS = """
    total | totals | grand total | sum | mean | average | median | std dev | column total
    standard deviation | agreement | % agreement | percent agreement | kappa
    cohen's kappa | alpha | krippendorff's alpha
    итого | всего | сумма | среднее | summe | gesamt | insgesamt | mittelwert | durchschnitt
    somme | moyenne | total général | suma | promedio | toplam | ortalama | 合计 | 总计 | 平均
"""
_OF_TOTALS = frozenset(fold(word) for line in lines_of(_TOTALS) for word in line)
#: Columns of a table in which a row with one cell stands out.
_FEWEST_COLUMNS = 3
#: Rows that one note names.
_NAMED = 6


def _first(sheet: Sheet, row: int) -> str:
    return next((text for c in sheet.columns if (text := clean(c.texts[row]))), "")


def _is_total(texts: Sequence[str]) -> bool:
    """Say whether the filled cells of a row are a name of totals, and numbers."""
    name, *values = texts or [""]
    numbers = (as_number(value.removesuffix("%")) is not None for value in values)
    return fold(name).strip(" :") in _OF_TOTALS and all(numbers)


def _taken(sheet: Sheet, out: Collection[int]) -> Sheet:
    kept = [i for i in range(len(sheet.rows)) if i not in out]
    columns = (replace(c, texts=[c.texts[i] for i in kept]) for c in sheet.columns)
    return replace(
        sheet,
        columns=tuple(c for c in columns if c.header or c.filled),
        rows=tuple(sheet.rows[i] for i in kept),
        left=(*sheet.left, *((sheet.rows[i], _first(sheet, i)) for i in sorted(out))),
    )


def without_totals(sheet: Sheet) -> Sheet:
    """Return a sheet without the totals, means and the like in its last rows: numbers alone."""
    end = len(sheet.rows)
    while end > 1 and _is_total([t for c in sheet.columns if (t := clean(c.texts[end - 1]))]):
        end -= 1
    return _taken(sheet, range(end, len(sheet.rows))) if end < len(sheet.rows) else sheet


def without_headings(sheet: Sheet, stance: Column | None, topic: Column | None) -> Sheet:
    """Return a table of claims without the rows in which the first cell is all there is.

    Where no topic is named otherwise, and the first row is such a one, these are the topics of the
    rows below them.

    Args:
        sheet: the table, its columns those of both other arguments.
        stance: its column of stances.
        topic: its column of topics.
    """
    named = [c for c in sheet.columns if c.header]
    if stance is None or len(named) < _FEWEST_COLUMNS:
        return sheet
    first, *others = sheet.columns
    out = {
        i
        for i, text in enumerate(stance.texts)
        if not clean(text) and clean(first.texts[i]) and not any(clean(c.texts[i]) for c in others)
    }
    if not out or len(out) == len(sheet.rows):
        return sheet
    shorter = _taken(sheet, out)
    end = max(i for i in range(len(sheet.rows)) if i not in out)
    heads = sorted(i for i in out if i < end)
    told = topic is not None and any(clean(t) for i, t in enumerate(topic.texts) if i not in out)
    if told or len(heads) < 2 or heads[0] or topic not in (None, first):
        return shorter
    heading, topics = "", []
    for i, text in enumerate(first.texts):
        heading = clean(text) if i in out else heading
        topics += [] if i in out else [heading]
    column = Column(first.number, topic.header if topic else "topic", topics)
    columns = [c for c in shorter.columns if topic is None or c.number != first.number]
    headings = tuple((sheet.rows[i], clean(first.texts[i])) for i in heads)
    left = tuple(row for row in shorter.left if row not in headings)
    return replace(shorter, columns=(*columns, column), left=left, headings=headings)


def without_notes(sheet: Sheet, told_by: Sequence[Column]) -> Sheet:
    """Return a table of claims without the rows below its last open row that say no claim's words.

    Args:
        sheet: the table.
        told_by: its columns of stances and of claims; rows with anything in one of them stay.
    """
    rows = sheet.rows
    gap = next((i for i in range(len(rows) - 1, 0, -1) if rows[i] - rows[i - 1] > 1), 0)
    below = range(gap, len(rows))
    if not gap or not told_by or any(clean(c.texts[i]) for c in told_by for i in below):
        return sheet
    return _taken(sheet, below)


def told_of(sheet: Sheet, place: dict[str, str]) -> list[Problem]:
    """Say which rows of a sheet were read as no entries, and as what."""
    found = []
    if sheet.left:
        several = len(sheet.left) > 1
        what = "no entries, and were left out" if several else "no entry, and was left out"
        found.append((sheet.left, what))
    if sheet.headings:
        found.append((sheet.headings, "the topics of the rows below"))
    return [_told(rows, what, place) for rows, what in found]


def _told(rows: Sequence[tuple[int, str]], what: str, place: dict[str, str]) -> Problem:
    numbers = ", ".join(str(row) for row, _ in rows[:_NAMED]) + (" …" if len(rows) > _NAMED else "")
    begin = f"rows {numbers} hold" if len(rows) > 1 else f"row {numbers} holds"
    message = f"{begin} {what}: {some(list(dict.fromkeys(text for _, text in rows)))}"
    return Problem(code="shape-assumed", message=message, cell=f"A{rows[0][0]}", **place)
