"""The order of the columns of Claims: as the analyst collects them, and as annotators code them.

Who codes has a screen of 1280 pixels: the words and who said them stand still on the left, the
answers beside them, a second topic behind; what else is known of a claim is folded away.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from stance.sheets.grids import Book
from stance.workbook import form
from stance.workbook.headers import SEARCHED_ROWS
from stance.workbook.lists import read_settings
from stance.workbook.meta import read_meta

#: What the hidden sheet says of the order, where it is that of annotators.
LAYOUT, CODING = "layout", "coding"
#: The columns that stand still while the others are scrolled.
FROZEN = ("claim_id", "claim", "expert")
#: The width of columns in characters where somebody codes on a small screen.
_WIDTHS = {
    "claim_id": 9,
    "claim": 39,
    "expert": 14,
    "topic": 18,
    "proposition": 25,
    "stance": 13,
    "confidence": 11,
    "note": 15,
    form.STATUS.name: 16,
}


def columns_of_claims(
    slots: int, shown: Iterable[str], own: Iterable[str], coding: bool
) -> tuple[form.Field, ...]:
    """Return the columns of Claims, with those shown beside the words and people's own.

    Args:
        slots: how many topics one claim may have.
        shown: headers of what is shown beside the words.
        own: headers of what stands behind all others, people's own among it.
        coding: whether they stand as an annotator needs them.
    """
    told = (form.STATUS, form.REASON, form.CHANCE, form.CHOSEN, *form.SUGGESTIONS)
    ours = {f.name: f for f in told}
    headers = sorted(shown, key=form.REASON.name.__eq__)
    between = [ours.get(header) or form.Field(header, width=26) for header in headers]
    added = [ours.get(header) or form.Field(header, width=26, own=True) for header in own]
    if coding:
        return coding_fields(slots, between, added)
    return (*form.WORDS, *between, *form.answer_fields(slots), *form.DETAILS, *added)


def coding_fields(
    slots: int, between: Iterable[form.Field] = (), own: Iterable[form.Field] = ()
) -> tuple[form.Field, ...]:
    """Return the columns of Claims as an annotator has them.

    Args:
        slots: how many topics one claim may have.
        between: columns to show between the words and the answers; of those, all but the status
            stand behind the first answer, so that it keeps its place on the screen.
        own: people's own columns, behind the answers.
    """
    words = {f.name: f for f in form.WORDS}
    first, *further, note, corrections = (block.fields for block in form.answer_blocks(slots))
    shown = tuple(between)
    status = [f for f in shown if f.name == form.STATUS.name]
    answers = [_with_proposition(first, 1), note, tuple(f for f in shown if f not in status)]
    answers += [_with_proposition(block, slot) for slot, block in enumerate(further, start=2)]
    listed = (
        *(words[name] for name in FROZEN),
        *status,
        *(field for block in answers for field in block),
        *corrections,
        *own,
        *folded(),
    )
    return tuple(map(_fitted, listed))


def folded() -> tuple[form.Field, ...]:
    """Return the columns that an annotator opens when they are needed."""
    return (*(f for f in form.WORDS if f.name not in FROZEN), *form.DETAILS)


def _with_proposition(block: Sequence[form.Field], slot: int) -> tuple[form.Field, ...]:
    topic, *rest = block
    return (topic, form.Field(form.answer_column(form.PROPOSITION, slot)), *rest)


def _fitted(field: form.Field) -> form.Field:
    name, slot = form.name_and_slot(field.name)
    width = _WIDTHS.get(field.name) or (_WIDTHS.get(name) if slot > 1 else None)
    return replace(field, width=width or field.width)


def issued_order(book: Book) -> tuple[form.Field, ...]:
    """Return the columns of Claims that are read, in the order in which they were issued.

    A CSV does not say so: there the headers tell, for they stand in one of the two orders.
    """
    slots = read_settings(book)[0].slots
    plain = form.claim_fields(slots)
    coding = tuple(f for f in coding_fields(slots) if f.name not in form.PROPOSITIONS)
    meta = read_meta(book)
    if not meta.ids:
        return coding if _stand_in(coding, book) and not _stand_in(plain, book) else plain
    return coding if meta.keys.get(LAYOUT) == CODING else plain


def _stand_in(order: Sequence[form.Field], book: Book) -> bool:
    """Say whether the headers of the first sheet stand in this order."""
    at = {form.header_key(f.name): place for place, f in enumerate(order)}
    rows = book.grids[0].rows[:SEARCHED_ROWS] if book.grids else []
    keys = ([form.header_key(text) for text in row if isinstance(text, str)] for row in rows)
    places = max(([at[key] for key in row if key in at] for row in keys), key=len, default=[])
    return places == sorted(places)
