"""What shows of columns that moved in a file whose answers nothing can be compared with."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter

from stance.core.codebook import NONE
from stance.core.errors import Problem
from stance.core.text import listed
from stance.workbook import form
from stance.workbook.content import Content
from stance.workbook.entries import Entry, Key, same_by
from stance.workbook.sorting import in_order, log_orders
from stance.workbook.spelling import Spell, speller

_Place = tuple[str, Entry]
#: A column of answers in order says something if they could stand in so many orders, two of which
#: are sorted, and if they are of so many kinds: people code topic by topic, and tire.
_FEWEST_ORDERS = 100
_FEWEST_KINDS = {"topic": 4, "stance": 3, "confidence": 3}
#: Fewer answers are always in order, or nearly.
_FEWEST_IN_ORDER = 3

#: Cells were deleted, inserted or moved elsewhere in the file.
_DAMAGE = {"unplaced-answer", "sorted-apart", "missing-row", "hidden-id-lost", "id-repaired"}


def first_signs(
    content: Content, held: Content, whole: Content, order: Iterable[str]
) -> list[Problem]:
    """Say what is odd about the answers of a file that the study does not have.

    A column that was sorted alone stands in order; one of which a cell was deleted or inserted has
    a gap, and maybe an answer left over. Where many stand in order by chance, or many are empty, it
    is asked, not suspected. Notes and corrections leave no trace at all; so it is said for which
    claims they are taken, and likewise which answers have a confidence, where some have none.

    Args:
        content: the file.
        held: what the study had of its annotator until now.
        whole: what it has with the file.
        order: the claims, as they were issued.
    """
    spell = speller(content.codebook)
    before, here = held.entries, content.entries
    problems: list[Problem] = []
    partly: list[str] = []
    for slot in sorted({key[2] for key in here}):
        same = same_by(spell, form.PER_SLOT)
        fresh = {k: e for k, e in here.items() if k[2] == slot and not same(before.get(k), e)}
        fresh = {k: e for k, e in fresh.items() if any(e[name] for name in form.PER_SLOT)}
        problems += _ordered(content, fresh, slot, spell, order)
        problems += _torn(content, fresh, slot, spell)
        partly += _partly_sure(fresh, slot, spell)
    remarks = [*_remarks(before, whole.entries, spell), *partly]
    if not remarks:
        return problems
    message = f"remarks were taken: {'; '.join(remarks)}"
    return [*problems, Problem(code="remarks-taken", message=message, file=content.name)]


def _ordered(
    content: Content, fresh: Mapping[Key, Entry], slot: int, spell: Spell, order: Iterable[str]
) -> Iterable[Problem]:
    """Suspect columns in sorted order, where rows are not and other columns are not either.

    Of others in order it is asked: their answers are few or of few kinds, or all rows were sorted.
    """
    at = {claim_id: place for place, claim_id in enumerate(order)}
    rows = sorted(fresh.items(), key=lambda row: row[1]["row"])
    places = [at.get(key[0], -1) for key, _ in rows]
    names = [name for name in form.PER_SLOT if any(entry[name] for _, entry in rows)]
    suspects = [name for name in names if _in_order_by_chance(name, rows, spell)]
    suspected = places == sorted(places) and suspects != names
    for name in names:
        column = form.answer_column(name, slot)
        filled = [(column, entry) for _, entry in rows if entry[name]]
        if suspected and name in suspects:
            message = (
                f'the answers in the column "{column}" stand in sorted order, while the claims '
                "stand as they were issued: was it sorted alone?"
            )
            yield _problem(content, "column-torn", message, filled)
        elif _differ_in_order([entry[name] for _, entry in filled], name, spell):
            message = f'the answers in the column "{column}" stand in order: was it sorted alone?'
            yield _problem(content, "maybe-sorted", message, filled)


def _differ_in_order(typed: Sequence[str], name: str, spell: Spell) -> bool:
    several = len(typed) >= _FEWEST_IN_ORDER and len({spell(name, text) for text in typed}) > 1
    return several and in_order(typed)


def _in_order_by_chance(name: str, rows: Sequence[tuple[Key, Entry]], spell: Spell) -> bool:
    typed = [entry[name] for _, entry in rows if entry[name]]
    spelled = [spell(name, text) for text in typed]
    enough = log_orders(spelled) >= math.log(_FEWEST_ORDERS) - 1e-9
    return enough and len({*spelled}) >= _FEWEST_KINDS[name] and in_order(typed)


def _torn(
    content: Content, fresh: Mapping[Key, Entry], slot: int, spell: Spell
) -> Iterable[Problem]:
    """Tell gaps in a column, and answers left over, which are where one was moved."""
    topic, stance, confidence = (form.answer_column(name, slot) for name in form.PER_SLOT)
    rows = sorted(fresh.values(), key=itemgetter("row"))
    voiced = [e for e in rows if spell("topic", e["topic"]) not in ("", NONE)]
    silent = [e for e in rows if spell("topic", e["topic"]) in ("", NONE)]
    below = _below(content, (topic, stance, confidence))
    gaps = [(stance, e) for e in voiced if not e["stance"]] + below(topic)
    over = [(stance, e) for e in silent if e["stance"]] + below(stance)
    ends = [*voiced[-1:], *[e for e in rows if e["stance"]][-1:]]
    yield from _told(content, f'"{topic}" and "{stance}"', gaps, over, ends, len(voiced + over))
    sure = [e for e in rows if e["confidence"]]
    gaps = [(confidence, e) for e in voiced if not e["confidence"]]
    over = [(confidence, e) for e in silent if e["confidence"]] + below(confidence)
    if 2 * len(sure) > len(voiced):
        ends = [*voiced[-1:], *sure[-1:]]
        yield from _told(content, f'"{confidence}"', gaps, over, ends, len(voiced))


def _told(
    content: Content,
    columns: str,
    gaps: list[_Place],
    over: list[_Place],
    ends: Sequence[Entry],
    n: int,
) -> Iterable[Problem]:
    """Tell gaps and answers left over; a single one where the column ends, in "ends" or below.

    One that stands anywhere else was forgotten: a shift leaves its only trace at the end, unless
    two meet, and a file with signs of one may have another.
    """
    single = gaps + over
    damaged = any(problem.code in _DAMAGE for problem in content.problems)
    alone = len(single) == 1 and n > 1 and _at_the_end(single[0][1], ends)
    if gaps and over:
        message = (
            f"in {columns} cells are empty ({_cells(gaps)}) and others left over ({_cells(over)}): "
            "were cells of one column deleted, inserted or sorted alone?"
        )
        yield _problem(content, "column-torn", message, single)
    elif alone or (single and damaged):
        message = (
            f"in {columns} only {_cells(single)} does not go with the rest: if a cell of "
            "one column was deleted or inserted, the answers below it stand beside other claims"
        )
        yield _problem(content, "column-uneven", message, single)


def _at_the_end(entry: Entry, ends: Sequence[Entry]) -> bool:
    """Say whether an entry is one of those, or stands below all claims."""
    return not entry["claim_id"] or any(entry is one for one in ends)


def _below(content: Content, columns: Sequence[str]) -> Callable[[str], list[_Place]]:
    """Return what finds the texts of one column alone that stand beside no claim, in this file."""
    alone: dict[str, list[_Place]] = {name: [] for name in columns}
    for item in content.unplaced:
        here = [name for name in columns if name in item.texts]
        if len(here) == 1 and not item.maybe and not item.found[0]:
            cells = {f"{name}_cell": item.cell for name in form.PER_SLOT}
            alone[here[0]].append((here[0], {**cells, "sheet": item.sheet, "claim_id": ""}))
    return lambda column: alone[column]


def _cells(places: Sequence[_Place]) -> str:
    return listed((_cell(place) for place in places), 5)


def _cell(place: _Place) -> str:
    column, entry = place
    found: str = entry[f"{form.name_and_slot(column)[0]}_cell"]
    return found


def _problem(content: Content, code: str, message: str, places: Sequence[_Place]) -> Problem:
    return Problem(
        code=code,
        message=message,
        hint="compare some answers with their claims; undo it, or send an earlier copy",
        file=content.name,
        sheet=places[0][1]["sheet"],
        cell=_cell(places[0]),
    )


def _partly_sure(fresh: Mapping[Key, Entry], slot: int, spell: Spell) -> list[str]:
    """Say which answers have a confidence where some have none: nothing shows that cells moved."""
    rows = [(k[0], e) for k, e in fresh.items() if spell("topic", e["topic"]) not in ("", NONE)]
    given = [claim_id for claim_id, entry in rows if entry["confidence"]]
    lacking = [claim_id for claim_id, entry in rows if not entry["confidence"]]
    if not given or not lacking:
        return []
    column = form.answer_column("confidence", slot)
    many = len(given) > len(lacking)
    return [f'"{column}" for {f"all but {listed(lacking)}" if many else listed(given)}']


def _remarks(before: Mapping[Key, Entry], now: Mapping[Key, Entry], spell: Spell) -> list[str]:
    """Say for which claims notes and corrections are taken that the study did not have."""
    told: list[str] = []
    for name in form.PER_ROW:
        same = same_by(spell, (name,))
        rows = (k for k, e in now.items() if e[name] and not same(before.get(k), e))
        if claims := list(dict.fromkeys(key[0] for key in rows)):
            told.append(f'"{name}" for {listed(claims)}')
    return told
