"""The sheet Unplaced: answers of which nobody could say what they are about, and who settles them.

Whoever knows writes the claim's id beside an answer, and it counts; or an x, and it is dropped.
"""

from collections.abc import Sequence, Set

import pandas as pd

from stance.core.codebook import Codebook
from stance.core.contracts import ANSWERS
from stance.core.errors import Problem
from stance.core.text import clean, fold
from stance.sheets.grids import Book
from stance.workbook import form
from stance.workbook.catalogues import our_sheet
from stance.workbook.claims import read_answers
from stance.workbook.headers import Table, read_table
from stance.workbook.unplaced import DROP, SHEET, Unplaced
from stance.workbook.wording import as_meant

#: Rows of this sheet are counted from here on: no row of the sheet Claims has such a number.
_BELOW_ALL = 10_000_000
_PLACE = form.Field(
    form.CLAIM_ID.name,
    (),
    12,
    True,
    "The claim that the answer is about: write its id here, and the answer counts. Or x, to drop "
    "the answer.",
)
_MAYBE = form.Field("maybe", (), 16, hint="The claims that it may be about.")
_WHY = form.Field("why", (), 40, hint="Why it was not taken.")
_BESIDE = form.Field("beside", (), 50, hint="The words of the claim beside which it stood.")
_FILE, _SHEET, _CELL = (form.Field(f"from_{what}", (), 14) for what in ("file", "sheet", "cell"))
_ABOUT = (_MAYBE, _WHY, _BESIDE, _FILE, _SHEET, _CELL)
_BETWEEN = " or "


def unplaced_table(items: Sequence[Unplaced]) -> tuple[list[form.Field], list[list[str]]]:
    """Return the columns and the rows of the sheet."""
    used = {name for item in items for name in item.texts}
    answers = [f for f in form.answer_fields(form.MAX_SLOTS) if f.name in used]
    rows = [
        [
            item.claim_id,
            *(item.texts.get(f.name, "") for f in answers),
            *(_BETWEEN.join(item.maybe), item.why, item.words, item.file, item.sheet, item.cell),
        ]
        for item in items
    ]
    return [_PLACE, *answers, *_ABOUT], rows


def read_unplaced(
    book: Book, annotator: str, known: Set[str], codebook: Codebook | None
) -> tuple[pd.DataFrame, list[Unplaced], list[Problem]]:
    """Read the sheet.

    Args:
        book: an annotator's workbook.
        annotator: whose it is.
        known: the claims that there are.
        codebook: topics and scale.

    Returns:
        The answers that were placed, contract ANSWERS; all that the sheet holds; and ids that are
        no claim's.
    """
    grid = our_sheet(book, SHEET)
    answers = [f for f in form.answer_fields(form.MAX_SLOTS) if f.name in form.ANSWER_COLUMNS]
    table = read_table(grid, [_PLACE, *answers, *_ABOUT]) if grid else None
    if table is None:
        return ANSWERS.empty(), [], []
    table = as_meant(book, table, codebook)
    given = [clean(text) for text in table.column(_PLACE.name)]
    placed = [text if text in known else "" for text in given]
    items: list[Unplaced] = []
    problems: list[Problem] = []
    for index, text in enumerate(given):
        item = _item(table, index, DROP if fold(text) == DROP else placed[index])
        if not item.texts:
            continue
        items.append(item)
        if text and not item.claim_id:
            message = f'"{text}" is no claim of the study'
            hint = f"write the id of a claim, or {DROP} to drop the answer"
            problems.append(table.problem("unknown-claim", message, _PLACE.name, index, hint=hint))
    frame = read_answers(table, placed, [annotator] * len(table))
    return frame.assign(row=frame["row"] + _BELOW_ALL), items, problems


def _item(table: Table, index: int, claim_id: str) -> Unplaced:
    maybe, why, words, file, sheet, cell = (table.column(f.name)[index] for f in _ABOUT)
    texts = {n: text for n in form.ANSWER_COLUMNS if (text := table.column(n)[index])}
    here = table.cell(_PLACE.name, index)
    return Unplaced(
        texts=texts,
        maybe=tuple(filter(None, maybe.split(_BETWEEN))),
        why=why,
        words=words,
        file=file,
        sheet=sheet,
        cell=cell,
        claim_id=claim_id,
        found=(table.grid.file, table.grid.sheet, here),
    )
